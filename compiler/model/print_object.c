/* Objects carried as text, as schema text. */
#include "compiler/model/object.h"
#include "compiler/model/print_internal.h"

#include <string.h>

/* Can it stand between three quotes as it is? Control characters would not show, and three quotes would end it. */
static bool is_raw(str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (str_control(text, i) && c != '\n' && c != '\t')
            return false;
        if (c == '"' && i + 2 < text.len && text.ptr[i + 1] == '"' && text.ptr[i + 2] == '"')
            return false;
    }
    return text.len > 0;
}

/* Lines of their own, one step further in than the declaration. */
static void print_sql(str text, size_t indent, writer *out)
{
    if (!is_raw(text)) {
        writer_quoted(out, text);
        return;
    }
    writer_text(out, "\"\"\"\n");
    while (text.len) {
        size_t end = str_find(text, '\n');
        if (end) {
            writer_repeat(out, ' ', indent + 4);
            writer_str(out, str_slice(text, 0, end));
        }
        writer_char(out, '\n');
        text = str_slice(text, end < text.len ? end + 1 : end, text.len);
    }
    writer_repeat(out, ' ', indent + 4);
    writer_text(out, "\"\"\"");
}

static void print_after(const str_list *names, writer *out)
{
    const char *separator = " after ";
    VEC_EACH (const str, names, name) {
        print_word(separator, *name, out);
        separator = ", ";
    }
}

static void print_view_words(const model_object *object, writer *out)
{
    if (object->materialized)
        writer_text(out, " materialized");
    print_word(" columns from ", object->columns_from, out);
}

static void print_database_name(const model_object *object, writer *out)
{
    str follows = object->kind == OBJECT_VIEW ? str_snake_case(out->memory, object->name) : object->name;
    if (!str_eq(object->database, follows))
        print_word(" table ", object->database, out);
}

void print_object(const model_object *object, print_form form, size_t indent, writer *out)
{
    const model_object_kind_info *info = model_object_info(object->kind);
    writer_text(out, info->word);
    print_word(" ", object->name, out);
    if (object->kind == OBJECT_VIEW)
        print_view_words(object, out);
    if (object->kind == OBJECT_VIEW || object->kind == OBJECT_SEQUENCE)
        print_database_name(object, out);
    print_word(" in ", object->schema, out);
    print_after(&object->after, out);
    if (form == PRINT_EXPANDED)
        print_word(" was ", object->was, out);
    if (object->options.count) {
        writer_char(out, ' ');
        print_options(&object->options, out);
    }
    if (object->kind == OBJECT_VIEW || info->routine) {
        writer_text(out, info->routine ? " up " : " ");
        print_sql(object->body, indent, out);
    }
    if (object->has_down) {
        writer_text(out, " down ");
        print_sql(object->down, indent, out);
    }
}

/* The changes of objects carried as text, in the schema language's own words. */
#include "compiler/change/print_object.h"

#include "compiler/model/print.h"

enum { INDENT = 4 };

static const size_t below_to = 8; /* indent of what stands below a `to` */

/* The doc stands right before the object, so inside of the `for` that may be around it. */
static void print_whole(const char *verb, const model_object *object, size_t depth, writer *out)
{
    size_t inside = object->dialects == DIALECT_ALL ? depth : depth + INDENT;
    if (inside == depth)
        print_doc(object->doc, depth, out);
    writer_text(out, verb);
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if (object->dialects != 1u << id)
            continue;
        writer_format(out, "for %s {\n", dialect_name(id));
        writer_repeat(out, ' ', inside);
        print_doc(object->doc, inside, out);
    }
    print_object(object, PRINT_FLAT, inside, out);
    if (inside == depth)
        return;
    writer_char(out, '\n');
    writer_repeat(out, ' ', depth);
    writer_char(out, '}');
}

void change_print_add_object(const change *item, writer *out)
{
    print_whole("add ", item->new_object, 0, out);
}

void change_print_drop_object(const change *item, writer *out)
{
    print_whole("drop ", item->old_object, 0, out);
}

void change_print_replace_object(const change *item, writer *out)
{
    const model_object *now = item->new_object;
    bool documented = now->dialects == DIALECT_ALL && now->doc.len;
    print_whole("alter ", item->old_object, 0, out);
    writer_text(out, documented ? "\n    to\n        " : " to ");
    print_whole("", now, documented ? below_to : 0, out);
}

/* --- renames --- */

static str name_that_follows(const change *item, str name, arena *a)
{
    return item->object_kind == OBJECT_VIEW ? str_snake_case(a, name) : name;
}

static void print_side(str name, str database, bool follows, writer *out)
{
    print_name(name, out);
    if (follows)
        return;
    writer_text(out, " table ");
    print_name(database, out);
}

void change_print_rename_object(const change *item, writer *out)
{
    const change_rename *rename = &item->rename;
    bool follows = str_eq(rename->old_database, name_that_follows(item, rename->old_name, out->memory)) &&
                   str_eq(rename->new_database, name_that_follows(item, rename->new_name, out->memory));
    writer_format(out, "rename %s ", model_object_info(item->object_kind)->word);
    print_side(rename->old_name, rename->old_database, follows, out);
    writer_text(out, " to ");
    print_side(rename->new_name, rename->new_database, follows, out);
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        if (item->object_dialects == 1u << id)
            writer_format(out, " for %s", dialect_name(id));
}

/* A model as schema text: names, docs, enums and single elements. Tables stand in print_table.c, relations in
 * print_expanded.c, the dump in print_dump.c. */
#include "compiler/model/print_internal.h"

#include "compiler/model/names.h"

#include <uniwidth.h>

/* --- names --- */

void print_name_quoted(str name, writer *out)
{
    token_write_quoted_name(out, name);
}

void print_name(str name, writer *out)
{
    token_write_name(out, name, TOKEN_ANYWHERE);
}

void print_word(const char *word, str name, writer *out)
{
    if (str_is_empty(name))
        return;
    writer_text(out, word);
    token_write_name(out, name, TOKEN_IN_COLUMNS);
}

void print_declared_name(str name, writer *out)
{
    token_write_name(out, name, TOKEN_BEFORE_COLON);
}

size_t print_width(str text)
{
    int width = u8_width((const uint8_t *)text.ptr, text.len, "UTF-8");
    return width > 0 ? (size_t)width : 0;
}

size_t print_name_width(arena *scratch, str name)
{
    writer text = writer_make(scratch);
    print_declared_name(name, &text);
    return print_width(writer_result(&text));
}

void print_names_add(print_names *names, size_t width)
{
    if (!names->any || width < names->shortest)
        names->shortest = width;
    if (width > names->longest)
        names->longest = width;
    names->any = true;
}

size_t print_names_column(const print_names *names)
{
    return names->longest + (names->longest == names->shortest ? 2 : 3);
}

void print_field_name(str name, size_t width, writer *out)
{
    size_t start = out->len;
    print_declared_name(name, out);
    writer_char(out, ':');
    size_t own = print_width((str){out->text + start, out->len - start});
    writer_repeat(out, ' ', width > own ? width - own : 1);
}

void print_name_list(const str_list *names, writer *out)
{
    writer_char(out, '(');
    VEC_EACH (const str, names, name) {
        if (name != names->items)
            writer_text(out, ", ");
        token_write_name(out, *name, TOKEN_IN_COLUMNS);
    }
    writer_char(out, ')');
}

void print_doc(str doc, size_t indent, writer *out)
{
    while (!str_is_empty(doc)) {
        size_t end = str_find(doc, '\n');
        writer_text(out, end > 0 ? "/// " : "///");
        writer_str(out, str_slice(doc, 0, end));
        writer_char(out, '\n');
        writer_repeat(out, ' ', indent);
        doc = str_slice(doc, end < doc.len ? end + 1 : end, doc.len);
    }
}

/* --- enums --- */

/* What follows a member's name, with one blank before each part. */
static void print_member_facts(const model_member *member, bool expanded, writer *out)
{
    if (!str_eq(member->label, member->name)) {
        writer_text(out, " = ");
        writer_quoted(out, member->label);
    }
    if (expanded && !str_is_empty(member->title)) {
        writer_text(out, " title ");
        writer_quoted(out, member->title);
    }
    if (expanded)
        print_word(" was ", member->was, out);
    if (member->retired)
        writer_text(out, " retire");
    print_word(" fallback ", member->fallback, out);
}

void print_member(const model_member *member, writer *out)
{
    print_name(member->name, out);
    print_member_facts(member, false, out);
}

static str member_facts(arena *a, const model_member *member, bool expanded)
{
    writer text = writer_make(a);
    print_member_facts(member, expanded, &text);
    return writer_result(&text);
}

static size_t member_width(arena *a, const model_member *member)
{
    writer text = writer_make(a);
    print_name(member->name, &text);
    return print_width(writer_result(&text));
}

/* The column in which the facts of members stand, as far as they have any. */
static size_t facts_column(arena *a, const model_enum *item, bool expanded)
{
    print_names names = {0};
    VEC_EACH (const model_member, &item->members, member) {
        if (!str_is_empty(member_facts(a, member, expanded)))
            print_names_add(&names, member_width(a, member));
    }
    return print_names_column(&names) - 1; /* a member has no colon */
}

static void print_member_line(arena *a, const model_member *member, bool expanded, size_t column, writer *out)
{
    str facts = member_facts(a, member, expanded);
    print_name(member->name, out);
    if (!str_is_empty(facts)) {
        writer_repeat(out, ' ', column - member_width(a, member) - 1);
        writer_str(out, facts);
    }
    writer_char(out, '\n');
}

static void print_enum_head(const model_enum *item, print_form form, writer *out)
{
    print_word("enum ", item->name, out);
    if (!str_eq(item->type_name, str_snake_case(out->memory, item->name)))
        print_word(" type ", item->type_name, out);
    if (item->storage != STORAGE_TYPE)
        writer_text(out, item->storage == STORAGE_TEXT ? " stored as text" : " stored as smallint");
    print_word(" in ", item->schema, out);
    if (form == PRINT_EXPANDED)
        print_word(" was ", item->was, out);
    writer_text(out, " {\n");
}

void print_enum_form(const model_enum *item, print_form form, size_t indent, writer *out)
{
    arena scratch = {0};
    bool expanded = form == PRINT_EXPANDED;
    size_t column = facts_column(&scratch, item, expanded);
    print_enum_head(item, form, out);
    VEC_EACH (const model_member, &item->members, member) {
        writer_repeat(out, ' ', indent + 4);
        if (expanded)
            print_doc(member->doc, indent + 4, out);
        print_member_line(&scratch, member, expanded, column, out);
    }
    writer_repeat(out, ' ', indent);
    writer_char(out, '}');
    arena_free(&scratch);
}

void print_enum(const model_enum *item, size_t indent, writer *out)
{
    print_enum_form(item, PRINT_FLAT, indent, out);
}

/* --- options --- */

void print_options(const model_option_list *options, writer *out)
{
    writer_char(out, '(');
    VEC_EACH (const model_option, options, option) {
        if (option != options->items)
            writer_text(out, ", ");
        print_name(option->name, out);
        if (!str_is_empty(option->value)) {
            writer_text(out, " = ");
            writer_str(out, option->value);
        }
    }
    writer_char(out, ')');
}

static void print_identity(const model_column *column, writer *out)
{
    if (column->identity == IDENTITY_NONE)
        return;
    writer_text(out, column->identity == IDENTITY_ALWAYS ? " auto always" : " auto");
    if (column->identity_options.count == 0)
        return;
    writer_text(out, " (");
    VEC_EACH (const model_option, &column->identity_options, option) {
        if (option != column->identity_options.items)
            writer_char(out, ' ');
        writer_str(out, option->name);
        if (!str_is_empty(option->value)) {
            writer_char(out, ' ');
            writer_str(out, option->value);
        }
    }
    writer_char(out, ')');
}

/* --- columns --- */

void print_column_type(const model_column *column, writer *out)
{
    model_type_print(&column->type, out);
    if (column->nullable)
        writer_char(out, '?');
}

void print_column_facts(const model_column *column, writer *out)
{
    print_identity(column, out);
    if (column->conflict.len)
        writer_format(out, " not null on conflict %.*s", STR_ARGS(column->conflict));
    /* Before the default: behind it, it would be read as a part of the expression. */
    print_word(" collate ", column->collation, out);
    if (column->default_value) {
        writer_text(out, " = ");
        expression_print(column->default_value, out);
    }
    if (column->generated != GENERATED_NONE) {
        writer_text(out, " generated (");
        expression_print(column->generated_as, out);
        writer_text(out, column->generated == GENERATED_STORED ? ") stored" : ") virtual");
    }
    if (!str_eq(column->column, column->name))
        print_word(" column ", column->column, out);
    print_word(" storage ", column->storage, out);
    print_word(" compression ", column->compression, out);
}

/* --- `for DIALECT { … }` around a single element --- */

static bool open_dialects(unsigned around, unsigned dialects, writer *out)
{
    if (dialects == around)
        return false;
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if (dialects == 1u << id) {
            writer_format(out, "for %s { ", dialect_name(id));
            return true;
        }
    }
    return false;
}

static void close_dialects(bool opened, writer *out)
{
    if (opened)
        writer_text(out, " }");
}

void print_column(const model_table *table, const model_column *column, writer *out)
{
    bool wrapped = open_dialects(table->dialects, column->dialects, out);
    print_field_name(column->name, 0, out);
    print_column_type(column, out);
    print_column_facts(column, out);
    if (column->using_value) {
        writer_text(out, " using (");
        expression_print(column->using_value, out);
        writer_char(out, ')');
    }
    close_dialects(wrapped, out);
}

void print_constraint(const model_table *table, const model_constraint *constraint, writer *out)
{
    bool wrapped = open_dialects(table->dialects, constraint->dialects, out);
    print_constraint_item(table, constraint, out);
    close_dialects(wrapped, out);
}

void print_index(const model_table *table, const model_index *index, writer *out)
{
    bool wrapped = open_dialects(table->dialects, index->dialects, out);
    print_index_item(table, index, out);
    close_dialects(wrapped, out);
}

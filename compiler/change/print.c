/* Changes in the schema language's own words: the `--|` lines of a revision. Changes of one model or enum that follow
 * each other stand in one `alter` block; what stands outside of a block is one declaration or one rename. The text says
 * all that change_read needs without knowing the state: constraints and indexes always carry their names. */
#include "compiler/model/print.h"
#include "compiler/change/print_object.h"

enum { INDENT = 4, LONG_LINE = 100 };

static const size_t below_to = 8; /* indent of what stands below a `to` */

typedef enum block_kind { BLOCK_NONE, BLOCK_MODEL, BLOCK_ENUM } block_kind;

typedef void print_function(const change *item, writer *out);

/* No constraint has the name that the template gives it in this table, so every name is written. */
static const model_table *nameless(void)
{
    static const model_table table = {.table = {"\x01", 1}, .dialects = DIALECT_ALL};
    return &table;
}

static void indent(writer *out)
{
    writer_repeat(out, ' ', INDENT);
}

static void named(const char *word, str name, writer *out)
{
    writer_text(out, word);
    print_name(name, out);
}

static void label(str text, writer *out)
{
    writer_text(out, " = ");
    writer_quoted(out, text);
}

/* --- declarations --- */

/* What is there for one dialect only stands in a `for`. Returns the indent of what follows. */
static size_t open_declaration(const char *verb, unsigned dialects, str doc, writer *out)
{
    size_t depth = 0;
    if (dialects == DIALECT_ALL)
        print_doc(doc, 0, out);
    writer_text(out, verb);
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if (dialects != 1u << id)
            continue;
        writer_format(out, "for %s {\n", dialect_name(id));
        depth = INDENT;
        indent(out);
        print_doc(doc, depth, out);
    }
    return depth;
}

static void close_declaration(size_t depth, writer *out)
{
    if (depth)
        writer_text(out, "\n}");
}

static void print_declared_enum(const char *verb, const model_enum *of, writer *out)
{
    size_t depth = open_declaration(verb, of->dialects, of->doc, out);
    print_enum(of, depth, out);
    close_declaration(depth, out);
}

static void print_add_enum(const change *item, writer *out)
{
    print_declared_enum("add ", item->new_enum, out);
}

static void print_drop_enum(const change *item, writer *out)
{
    print_declared_enum("drop ", item->old_enum, out);
}

static void print_declared_model(const char *verb, const model_table *table, writer *out)
{
    size_t depth = open_declaration(verb, table->dialects, table->doc, out);
    print_table(table, PRINT_FLAT, depth, out);
    close_declaration(depth, out);
}

static void print_add_model(const change *item, writer *out)
{
    print_declared_model("add ", item->new_table, out);
}

static void print_drop_model(const change *item, writer *out)
{
    print_declared_model("drop ", item->old_table, out);
}

/* --- renames --- */

/* Both sides, with the names in the database unless these follow from the names in the schema. */
static void print_rename(const char *head, const char *word, const change_rename *rename, bool follows, writer *out)
{
    named(head, rename->old_name, out);
    if (!follows)
        named(word, rename->old_database, out);
    named(" to ", rename->new_name, out);
    if (!follows)
        named(word, rename->new_database, out);
}

static bool snake_follows(const change_rename *rename, arena *a)
{
    return str_eq(rename->old_database, str_snake_case(a, rename->old_name)) &&
           str_eq(rename->new_database, str_snake_case(a, rename->new_name));
}

static bool name_follows(const change_rename *rename)
{
    return str_eq(rename->old_database, rename->old_name) && str_eq(rename->new_database, rename->new_name);
}

static void print_rename_enum(const change *item, writer *out)
{
    print_rename("rename enum ", " type ", &item->rename, snake_follows(&item->rename, out->memory), out);
}

static void print_rename_model(const change *item, writer *out)
{
    print_rename("rename model ", " table ", &item->rename, snake_follows(&item->rename, out->memory), out);
}

static void print_rename_column(const change *item, writer *out)
{
    print_rename("rename field ", " column ", &item->rename, name_follows(&item->rename), out);
}

static void print_rename_constraint(const change *item, writer *out)
{
    print_rename("rename constraint ", "", &item->rename, true, out);
}

static void print_rename_index(const change *item, writer *out)
{
    print_rename("rename index ", "", &item->rename, true, out);
}

static void print_rename_member(const change *item, writer *out)
{
    const change_rename *rename = &item->rename;
    bool follows = name_follows(rename);
    named("rename member ", rename->old_name, out);
    if (!follows)
        label(rename->old_database, out);
    named(" to ", rename->new_name, out);
    if (!follows)
        label(rename->new_database, out);
}

/* --- enums --- */

static void print_position(str before, writer *out)
{
    if (before.len)
        named(" before ", before, out);
}

static void print_add_member(const change *item, writer *out)
{
    writer_text(out, "add ");
    print_member(item->new_member, out);
    print_position(item->before_member, out);
}

static void print_drop_member(const change *item, writer *out)
{
    writer_text(out, "drop ");
    print_member(item->old_member, out);
    print_position(item->before_member, out);
}

static void print_replace_member(const change *item, writer *out)
{
    writer_text(out, "alter ");
    print_member(item->old_member, out);
    writer_text(out, " to ");
    print_member(item->new_member, out);
}

static void print_for(unsigned dialects, writer *out)
{
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        if (dialects == 1u << id)
            writer_format(out, " for %s", dialect_name(id));
}

static void print_enum_options(const model_enum *of, writer *out)
{
    static const char *const storages[] = {[STORAGE_TYPE] = " stored as type",
                                           [STORAGE_TEXT] = " stored as text",
                                           [STORAGE_SMALLINT] = " stored as smallint"};
    named("type ", of->type_name, out);
    if (of->schema.len)
        named(" in ", of->schema, out);
    writer_text(out, storages[of->storage]);
    print_for(of->dialects, out);
}

static void print_replace_enum(const change *item, writer *out)
{
    writer_text(out, "alter ");
    print_enum_options(item->old_enum, out);
    writer_text(out, " to ");
    print_enum_options(item->new_enum, out);
}

static void print_order(const model_enum *order, writer *out)
{
    const char *separator = "(";
    VEC_EACH (const model_member, &order->members, member) {
        named(separator, member->name, out);
        separator = " ";
    }
    writer_text(out, ")");
}

static void print_reorder(const change *item, writer *out)
{
    writer_text(out, "reorder ");
    print_order(item->old_enum, out);
    writer_text(out, " to ");
    print_order(item->new_enum, out);
}

/* --- elements of a model --- */

static void print_table_options(const model_table *table, writer *out)
{
    named("table ", table->table, out);
    if (table->schema.len)
        named(" in ", table->schema, out);
    if (table->storage.count) {
        writer_text(out, " storage ");
        print_options(&table->storage, out);
    }
    if (table->unlogged)
        writer_text(out, " unlogged");
    writer_text(out, table->strict ? " strict" : "");
    writer_text(out, table->without_rowid ? " without rowid" : "");
    if (table->unmanaged)
        writer_text(out, " unmanaged");
    print_row_security(table, out);
    if (table->partition_by.len) {
        writer_char(out, ' ');
        print_partition_by(table, out);
    }
    print_for(table->dialects, out);
}

/* `to`, behind which the new side stands: on the same line, or below it where the line would be long, or below `to`
 * where a doc comment belongs to it. */
static void print_to(bool is_long, bool is_documented, writer *out)
{
    if (is_documented)
        writer_text(out, "\n    to\n        ");
    else
        writer_text(out, is_long ? "\n    to " : " to ");
}

static void print_replace_model(const change *item, writer *out)
{
    print_doc(item->old_table->doc, INDENT, out);
    writer_text(out, "alter ");
    print_table_options(item->old_table, out);
    print_to(false, item->new_table->doc.len != 0, out);
    print_doc(item->new_table->doc, below_to, out);
    print_table_options(item->new_table, out);
}

/* A doc comment stands right before the field or the index, so inside of the `for` that may be around it. */
static model_table begin_documented(unsigned dialects, str doc, size_t depth, writer *out)
{
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        if (dialects == 1u << id)
            writer_format(out, "for %s {\n", dialect_name(id));
    writer_repeat(out, ' ', depth + INDENT);
    print_doc(doc, depth + INDENT, out);
    return (model_table){.table = nameless()->table, .dialects = dialects};
}

static void end_documented(size_t depth, writer *out)
{
    writer_char(out, '\n');
    writer_repeat(out, ' ', depth);
    writer_char(out, '}');
}

static void print_documented_column(const model_column *column, size_t depth, writer *out)
{
    model_table inside = begin_documented(column->dialects, column->doc, depth, out);
    print_column(&inside, column, out);
    end_documented(depth, out);
}

static void print_whole_column(const char *verb, const model_column *column, size_t depth, writer *out)
{
    if (column->dialects != DIALECT_ALL && column->doc.len) {
        writer_text(out, verb);
        print_documented_column(column, depth, out);
        return;
    }
    print_doc(column->doc, depth, out);
    writer_text(out, verb);
    print_column(nameless(), column, out);
}

static void print_add_column(const change *item, writer *out)
{
    print_whole_column("add ", item->new_column, INDENT, out);
}

static void print_drop_column(const change *item, writer *out)
{
    print_whole_column("drop ", item->old_column, INDENT, out);
}

static void print_replace_column(const change *item, writer *out)
{
    const model_column *now = item->new_column;
    print_whole_column("alter ", item->old_column, INDENT, out);
    writer side = writer_make(out->memory);
    print_column(nameless(), now, &side);
    bool is_long = writer_column(out) + sizeof " to " + side.len > LONG_LINE;
    print_to(is_long, now->doc.len != 0, out);
    print_whole_column("", now, below_to, out);
}

static void print_add_constraint(const change *item, writer *out)
{
    writer_text(out, "add ");
    print_constraint(nameless(), item->new_constraint, out);
}

static void print_drop_constraint(const change *item, writer *out)
{
    writer_text(out, "drop ");
    print_constraint(nameless(), item->old_constraint, out);
}

static void print_whole_index(const char *verb, const model_index *index, writer *out)
{
    if (index->dialects != DIALECT_ALL && index->doc.len) {
        writer_text(out, verb);
        model_table inside = begin_documented(index->dialects, index->doc, INDENT, out);
        print_index(&inside, index, out);
        end_documented(INDENT, out);
        return;
    }
    print_doc(index->doc, INDENT, out);
    writer_text(out, verb);
    print_index(nameless(), index, out);
}

static void print_add_index(const change *item, writer *out)
{
    print_whole_index("add ", item->new_index, out);
}

static void print_drop_index(const change *item, writer *out)
{
    print_whole_index("drop ", item->old_index, out);
}

/* --- partitions and rows --- */

static void print_add_partition(const change *item, writer *out)
{
    writer_text(out, "add ");
    print_partition(item->new_partition, out);
}

static void print_drop_partition(const change *item, writer *out)
{
    writer_text(out, "drop ");
    print_partition(item->old_partition, out);
}

static void print_rename_partition(const change *item, writer *out)
{
    print_rename("rename partition ", "", &item->rename, true, out);
}

static void print_replace_partition(const change *item, writer *out)
{
    writer_text(out, "alter ");
    print_partition(item->old_partition, out);
    writer_text(out, " to ");
    print_partition(item->new_partition, out);
}

static void print_whole_row(const char *verb, const model_row *row, writer *out)
{
    writer_text(out, verb);
    writer_text(out, "row ");
    print_data_row(row, out);
    print_row_place(row, out);
}

static void print_add_row(const change *item, writer *out)
{
    print_whole_row("add ", item->new_row, out);
}

static void print_drop_row(const change *item, writer *out)
{
    print_whole_row("drop ", item->old_row, out);
}

static void print_replace_row(const change *item, writer *out)
{
    print_whole_row("alter ", item->old_row, out);
    writer side = writer_make(out->memory);
    print_whole_row("", item->new_row, &side);
    print_to(writer_column(out) + sizeof " to " + side.len > LONG_LINE, false, out);
    writer_str(out, writer_result(&side));
}

/* --- the list --- */

typedef struct print_row {
    print_function *print;
    block_kind block;
    bool declares; /* has lines of its own, so it stands apart */
} print_row;

static const print_row rows[CHANGE_KIND_COUNT] = {
    [CHANGE_ADD_ENUM] = {print_add_enum, BLOCK_NONE, true},
    [CHANGE_DROP_ENUM] = {print_drop_enum, BLOCK_NONE, true},
    [CHANGE_RENAME_ENUM] = {print_rename_enum, BLOCK_NONE, false},
    [CHANGE_REPLACE_ENUM] = {print_replace_enum, BLOCK_ENUM, false},
    [CHANGE_ADD_MEMBER] = {print_add_member, BLOCK_ENUM, false},
    [CHANGE_DROP_MEMBER] = {print_drop_member, BLOCK_ENUM, false},
    [CHANGE_RENAME_MEMBER] = {print_rename_member, BLOCK_ENUM, false},
    [CHANGE_REPLACE_MEMBER] = {print_replace_member, BLOCK_ENUM, false},
    [CHANGE_REORDER_MEMBERS] = {print_reorder, BLOCK_ENUM, false},
    [CHANGE_ADD_OBJECT] = {change_print_add_object, BLOCK_NONE, true},
    [CHANGE_DROP_OBJECT] = {change_print_drop_object, BLOCK_NONE, true},
    [CHANGE_RENAME_OBJECT] = {change_print_rename_object, BLOCK_NONE, false},
    [CHANGE_REPLACE_OBJECT] = {change_print_replace_object, BLOCK_NONE, true},
    [CHANGE_ADD_MODEL] = {print_add_model, BLOCK_NONE, true},
    [CHANGE_DROP_MODEL] = {print_drop_model, BLOCK_NONE, true},
    [CHANGE_RENAME_MODEL] = {print_rename_model, BLOCK_NONE, false},
    [CHANGE_REPLACE_MODEL] = {print_replace_model, BLOCK_MODEL, false},
    [CHANGE_ADD_COLUMN] = {print_add_column, BLOCK_MODEL, false},
    [CHANGE_DROP_COLUMN] = {print_drop_column, BLOCK_MODEL, false},
    [CHANGE_RENAME_COLUMN] = {print_rename_column, BLOCK_MODEL, false},
    [CHANGE_REPLACE_COLUMN] = {print_replace_column, BLOCK_MODEL, false},
    [CHANGE_ADD_CONSTRAINT] = {print_add_constraint, BLOCK_MODEL, false},
    [CHANGE_DROP_CONSTRAINT] = {print_drop_constraint, BLOCK_MODEL, false},
    [CHANGE_RENAME_CONSTRAINT] = {print_rename_constraint, BLOCK_MODEL, false},
    [CHANGE_ADD_INDEX] = {print_add_index, BLOCK_MODEL, false},
    [CHANGE_DROP_INDEX] = {print_drop_index, BLOCK_MODEL, false},
    [CHANGE_RENAME_INDEX] = {print_rename_index, BLOCK_MODEL, false},
    [CHANGE_ADD_PARTITION] = {print_add_partition, BLOCK_MODEL, false},
    [CHANGE_DROP_PARTITION] = {print_drop_partition, BLOCK_MODEL, false},
    [CHANGE_RENAME_PARTITION] = {print_rename_partition, BLOCK_MODEL, false},
    [CHANGE_REPLACE_PARTITION] = {print_replace_partition, BLOCK_MODEL, false},
    [CHANGE_ADD_ROW] = {print_add_row, BLOCK_MODEL, false},
    [CHANGE_DROP_ROW] = {print_drop_row, BLOCK_MODEL, false},
    [CHANGE_REPLACE_ROW] = {print_replace_row, BLOCK_MODEL, false},
};

/* The changes from `from` on that stand in one block. */
static size_t block_end(const change_list *changes, size_t from)
{
    const change *first = &changes->items[from];
    size_t end = from + 1;
    if (rows[first->kind].block == BLOCK_NONE)
        return end;
    while (end < changes->count && rows[changes->items[end].kind].block == rows[first->kind].block &&
           str_eq(changes->items[end].subject, first->subject))
        end++;
    return end;
}

static void print_block(const change_list *changes, size_t from, size_t to, writer *out)
{
    const change *first = &changes->items[from];
    named(rows[first->kind].block == BLOCK_MODEL ? "alter model " : "alter enum ", first->subject, out);
    writer_text(out, " {\n");
    for (size_t i = from; i < to; i++) {
        indent(out);
        rows[changes->items[i].kind].print(&changes->items[i], out);
        writer_char(out, '\n');
    }
    writer_text(out, "}\n");
}

void change_print(const change_list *changes, writer *out)
{
    bool apart = false;
    for (size_t i = 0; i < changes->count;) {
        size_t end = block_end(changes, i);
        const print_row *row = &rows[changes->items[i].kind];
        bool has_lines = row->declares || row->block != BLOCK_NONE;
        if (i > 0 && (apart || has_lines))
            writer_char(out, '\n');
        if (row->block != BLOCK_NONE) {
            print_block(changes, i, end, out);
        } else {
            row->print(&changes->items[i], out);
            writer_char(out, '\n');
        }
        apart = has_lines;
        i = end;
    }
}

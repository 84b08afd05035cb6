/* The inside of `alter model NAME { … }`. */
#include "compiler/change/read.h"

#include "compiler/model/resolve.h"

typedef struct model_reader {
    change_reader *reader;
    str subject;
    unsigned dialects; /* of the `for` around; all where there is none, whatever the model is for */
    bool adds;
    source_span span;
} model_reader;

/* The table as far as names are concerned: its columns can be found, its lists may lag. */
static model_table *table_of(const model_reader *at)
{
    return change_state_own(at->reader->state, at->subject)->own;
}

static void take(const model_reader *at, change item, change_kind adds, change_kind drops)
{
    item.subject = at->subject;
    change_reader_take(at->reader, item, at->adds ? adds : drops, at->span);
}

static void take_constraint(const model_reader *at, model_constraint *constraint)
{
    change item = {0};
    if (!constraint)
        return;
    constraint->dialects = at->dialects;
    item.new_constraint = at->adds ? constraint : NULL;
    item.old_constraint = at->adds ? NULL : constraint;
    take(at, item, CHANGE_ADD_CONSTRAINT, CHANGE_DROP_CONSTRAINT);
}

static void take_index(const model_reader *at, model_index *index)
{
    change item = {0};
    if (!index)
        return;
    index->dialects = at->dialects;
    item.new_index = at->adds ? index : NULL;
    item.old_index = at->adds ? NULL : index;
    take(at, item, CHANGE_ADD_INDEX, CHANGE_DROP_INDEX);
}

static void take_column(const model_reader *at, model_column *column)
{
    change item = {.new_column = at->adds ? column : NULL, .old_column = at->adds ? NULL : column};
    take(at, item, CHANGE_ADD_COLUMN, CHANGE_DROP_COLUMN);
}

static model_column *read_column(const model_reader *at, const ast_node *node)
{
    change_reader *reader = at->reader;
    model_column *column = resolve_column_node(reader->memory, reader->state->schema, node, reader->diagnostics);
    if (column)
        column->dialects = at->dialects;
    return column;
}

static void take_extras(const model_reader *at, const model_table *extras)
{
    for (size_t i = 0; i < extras->constraints.count; i++)
        take_constraint(at, extras->constraints.items[i]);
    for (size_t i = 0; i < extras->indexes.count; i++)
        take_index(at, extras->indexes.items[i]);
}

/* A field that was written by hand may carry `unique` and the like: its constraints come after the column and go before
 * it. */
static void read_field(const model_reader *at, const ast_node *node)
{
    change_reader *reader = at->reader;
    model_column *column = read_column(at, node);
    if (!column)
        return;
    model_table *extras = ARENA_NEW(reader->memory, model_table);
    if (at->adds)
        take_column(at, column);
    resolve_field_extras(reader->memory, table_of(at), column, node, extras, reader->diagnostics);
    take_extras(at, extras);
    if (!at->adds)
        take_column(at, column);
}

static void read_part(const model_reader *at, const ast_node *node);

static void read_for(const model_reader *at, const ast_node *node)
{
    model_reader inner = *at;
    dialect_id dialect;
    if (!dialect_find(node->text, &dialect)) {
        change_reader_refuse(at->reader, node);
        return;
    }
    inner.dialects = 1u << dialect;
    AST_EACH (node, child)
        read_part(&inner, child);
}

static void read_item(const model_reader *at, const ast_node *node)
{
    change_reader *reader = at->reader;
    if (node->kind == AST_INDEX || (node->kind == AST_UNIQUE && resolve_unique_is_index(node)))
        take_index(at, resolve_index_node(reader->memory, table_of(at), node, reader->diagnostics));
    else
        take_constraint(at, resolve_constraint_node(reader->memory, table_of(at), node, reader->diagnostics));
}

/* --- partitions and rows --- */

static model_row *row_of(const model_reader *at, const ast_node *node)
{
    change_reader *reader = at->reader;
    return resolve_row_node(reader->memory, reader->state->schema, table_of(at), node, reader->diagnostics);
}

static void take_row(const model_reader *at, const model_row *row)
{
    if (row)
        take(at, (change){.new_row = at->adds ? row : NULL, .old_row = at->adds ? NULL : row}, CHANGE_ADD_ROW,
             CHANGE_DROP_ROW);
}

static model_partition *partition_of(const model_reader *at, const ast_node *node)
{
    return resolve_partition_node(at->reader->memory, table_of(at), node, at->reader->diagnostics);
}

static void take_partition(const model_reader *at, const model_partition *partition)
{
    if (partition)
        take(at, (change){.new_partition = at->adds ? partition : NULL, .old_partition = at->adds ? NULL : partition},
             CHANGE_ADD_PARTITION, CHANGE_DROP_PARTITION);
}

static void replace_small_part(const model_reader *at, const ast_node *old, const ast_node *now)
{
    change item = {.subject = at->subject};
    if (old->kind == AST_ROW) {
        item.old_row = row_of(at, old);
        item.new_row = row_of(at, now);
        if (item.old_row && item.new_row)
            change_reader_take(at->reader, item, CHANGE_REPLACE_ROW, at->span);
        return;
    }
    item.old_partition = partition_of(at, old);
    item.new_partition = partition_of(at, now);
    if (item.old_partition && item.new_partition)
        change_reader_take(at->reader, item, CHANGE_REPLACE_PARTITION, at->span);
}

static void read_part(const model_reader *at, const ast_node *node)
{
    if (node->flags & AST_BROKEN)
        return;
    switch (node->kind) {
    case AST_FIELD:
        read_field(at, node);
        break;
    case AST_PRIMARY_KEY:
    case AST_UNIQUE:
    case AST_CHECK:
    case AST_FOREIGN_KEY:
    case AST_EXCLUDE:
    case AST_INDEX:
        read_item(at, node);
        break;
    case AST_ROW:
        take_row(at, row_of(at, node));
        break;
    case AST_PARTITION:
        take_partition(at, partition_of(at, node));
        break;
    case AST_FOR_DIALECT:
        read_for(at, node);
        break;
    default:
        change_reader_refuse(at->reader, node);
    }
}

/* --- alter … to … --- */

static ast_node *any_field(arena *a, source_span span)
{
    ast_node *field = ast_make(a, AST_FIELD, span, STR("any"));
    return ast_add(field, ast_make(a, AST_TYPE, span, STR("int")));
}

/* Table options are read as those of a model; that it has a field, too, is of no interest. */
static model_table *read_options(const model_reader *at, const ast_node *node)
{
    change_reader *reader = at->reader;
    ast_node *model = ast_make(reader->memory, AST_MODEL, node->span, at->subject);
    const ast_node *dialect = ast_child(node, AST_DIALECT);
    dialect_id id;
    model->doc = node->doc;
    ast_add(model, ast_make(reader->memory, AST_TABLE, node->text_span, node->text));
    AST_EACH (node, child) {
        if (child->kind == AST_DIALECT)
            continue;
        ast_node *copy = ast_make(reader->memory, child->kind, child->span, child->text);
        *copy = *child;
        copy->next = NULL;
        ast_add(model, copy);
    }
    ast_add(model, any_field(reader->memory, node->span));
    model_table *table = resolve_model_node(reader->memory, reader->state->schema, model, reader->diagnostics);
    if (table)
        table->dialects = dialect && dialect_find(dialect->text, &id) ? 1u << id : DIALECT_ALL;
    return table;
}

static unsigned unwrap(const ast_node **node)
{
    dialect_id dialect;
    if ((*node)->kind != AST_FOR_DIALECT || !(*node)->first || !dialect_find((*node)->text, &dialect))
        return DIALECT_ALL;
    *node = (*node)->first;
    return 1u << dialect;
}

static void replace_column(const model_reader *at, const ast_node *old, const ast_node *now)
{
    model_reader old_side = *at;
    model_reader new_side = *at;
    old_side.dialects = unwrap(&old);
    new_side.dialects = unwrap(&now);
    change item = {.subject = at->subject, .old_column = read_column(&old_side, old)};
    item.new_column = read_column(&new_side, now);
    if (item.old_column && item.new_column)
        change_reader_take(at->reader, item, CHANGE_REPLACE_COLUMN, at->span);
}

static void replace_options(const model_reader *at, const ast_node *old, const ast_node *now)
{
    change item = {.subject = at->subject, .old_table = read_options(at, old), .new_table = read_options(at, now)};
    if (item.old_table && item.new_table)
        change_reader_take(at->reader, item, CHANGE_REPLACE_MODEL, at->span);
}

static void read_replace(const model_reader *at, const ast_node *node)
{
    const ast_node *old = node->first;
    const ast_node *now = old ? old->next : NULL;
    if (!now)
        return;
    if (old->kind == AST_TABLE_OPTIONS && now->kind == AST_TABLE_OPTIONS)
        replace_options(at, old, now);
    else if (old->kind == AST_ROW || old->kind == AST_PARTITION)
        replace_small_part(at, old, now);
    else
        replace_column(at, old, now);
}

/* --- rename --- */

static void rename_field(const model_reader *at, const ast_node *node)
{
    change_reader_rename names;
    if (!change_reader_names(node, AST_ATTR_COLUMN, &names))
        return;
    const model_column *column = model_find_column(table_of(at), names.old_name->text);
    change_rename rename = {.old_name = names.old_name->text, .new_name = names.new_name->text};
    rename.old_database = column ? column->column : rename.old_name;
    if (names.old_database)
        rename.old_database = names.old_database->text;
    rename.new_database = str_eq(rename.old_database, rename.old_name) ? rename.new_name : rename.old_database;
    if (names.new_database)
        rename.new_database = names.new_database->text;
    change_reader_take(at->reader, (change){.subject = at->subject, .rename = rename}, CHANGE_RENAME_COLUMN, at->span);
}

static void read_rename(const model_reader *at, const ast_node *node)
{
    change_reader_rename names;
    if (str_eq(node->text, STR("field"))) {
        rename_field(at, node);
        return;
    }
    if (!change_reader_names(node, AST_NONE, &names))
        return;
    change item = {.subject = at->subject};
    item.rename.old_name = names.old_name->text;
    item.rename.new_name = names.new_name->text;
    change_kind kind = CHANGE_RENAME_CONSTRAINT;
    if (str_eq(node->text, STR("index")))
        kind = CHANGE_RENAME_INDEX;
    else if (str_eq(node->text, STR("partition")))
        kind = CHANGE_RENAME_PARTITION;
    change_reader_take(at->reader, item, kind, at->span);
}

void change_read_model_changes(change_reader *reader, const ast_node *alter, str subject)
{
    AST_EACH (alter, node) {
        model_reader at = {.reader = reader, .subject = subject, .dialects = DIALECT_ALL, .span = node->span};
        at.adds = node->kind == AST_ADD;
        if (node->flags & AST_BROKEN)
            continue;
        if (node->kind == AST_RENAME) {
            read_rename(&at, node);
            continue;
        }
        change_state_flush(reader->state);
        if ((node->kind == AST_ADD || node->kind == AST_REMOVE) && node->first)
            read_part(&at, node->first);
        else if (node->kind == AST_REPLACE)
            read_replace(&at, node);
    }
}

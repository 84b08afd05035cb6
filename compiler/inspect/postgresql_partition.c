/* Partitions and inheritance. A partition that is in everything as its parent makes it is one word of the parent's
 * model. Any other is a model of its own and attached by a `raw`, as it may be on the server too. A table that inherits
 * is carried whole: the language has no word for it. */
#include "compiler/change/change.h"
#include "compiler/inspect/postgresql.h"
#include "compiler/inspect/postgresql_index.h"
#include "compiler/sql/plan.h"

static bool same_text(const expression *a, const expression *b)
{
    return (!a && !b) || (a && b && expression_equal(a, b));
}

static bool same_column(const model_column *a, const model_column *b)
{
    return str_eq(a->column, b->column) && model_type_equal(&a->type, &b->type) && a->nullable == b->nullable &&
           same_text(a->default_value, b->default_value) && same_text(a->generated_as, b->generated_as) &&
           str_eq(a->collation, b->collation) && str_eq(a->storage, b->storage) &&
           str_eq(a->compression, b->compression);
}

static bool same_columns(const model_table *a, const model_table *b)
{
    if (a->columns.count != b->columns.count)
        return false;
    for (size_t i = 0; i < a->columns.count; i++)
        if (!same_column(a->columns.items[i], b->columns.items[i]))
            return false;
    return true;
}

static bool is_plain(const pg_relation *item, const pg_relation *parent)
{
    return !item->own && item->kind == 'r' && str_eq(item->schema, parent->schema) &&
           same_columns(item->table, parent->table);
}

/* "FOR VALUES FROM (1) TO (10)" without its first words; words in lower case. */
static str bound_of(const pg_reader *r, str text)
{
    if (str_eq(text, STR("DEFAULT")))
        return STR("default");
    str rest = str_slice(text, STR("FOR VALUES ").len, text.len);
    str lower = str_lower(r->memory, rest);
    writer out = writer_make(r->memory);
    char quote = 0;
    for (size_t i = 0; i < rest.len; i++) {
        char c = rest.ptr[i];
        if (quote ? c == quote : c == '\'' || c == '"')
            quote = quote ? 0 : c;
        writer_char(&out, quote ? c : lower.ptr[i]);
    }
    return writer_result(&out);
}

static void into_parent(pg_reader *r, const pg_relation *item, const pg_relation *parent)
{
    model_partition *partition = ARENA_NEW(r->memory, model_partition);
    partition->name = item->name;
    partition->bound = bound_of(r, item->bound);
    partition->dialects = DIALECT_ALL;
    VEC_PUSH(r->memory, &parent->table->partitions, partition);
    map_remove(&r->schema->tables, item->table->name);
    pg_set_handle(r, "pg_class", item->oid, parent->handle);
}

/* What is detached is as its model says: without the foreign keys of its parent. */
static str detach(pg_reader *r, const pg_relation *item, const pg_relation *parent)
{
    str name = pg_quoted(r, item->schema, item->name), of = pg_quoted(r, parent->schema, parent->name);
    writer out = writer_make(r->memory);
    writer_format(&out, "ALTER TABLE %.*s DETACH PARTITION %.*s", STR_ARGS(of), STR_ARGS(name));
    for (size_t i = 0; i + 1 < item->given.count; i += 2)
        if (map_get(&r->foreign_keys, item->given.items[i + 1]) == parent)
            writer_format(&out, ";\nALTER TABLE %.*s DROP CONSTRAINT %.*s", STR_ARGS(name),
                          STR_ARGS(pg_quoted_name(r, item->given.items[i])));
    return writer_result(&out);
}

static void attach(pg_reader *r, pg_relation *item, const pg_relation *parent)
{
    str name = pg_quoted(r, item->schema, item->name), of = pg_quoted(r, parent->schema, parent->name);
    model_object *object = pg_carry_for(r, item, "partition", (str){0},
                                        str_format(r->memory, "ALTER TABLE %.*s ATTACH PARTITION %.*s %.*s",
                                                   STR_ARGS(of), STR_ARGS(name), STR_ARGS(item->bound)),
                                        detach(r, item, parent));
    pg_after(r, object, parent->handle);
    item->attached = object->name;
    VEC_EACH (model_column *, &item->table->columns, column)
        (*column)->identity = IDENTITY_NONE;
}

/* --- inheritance --- */

static void keep_local_columns(pg_reader *r, const pg_relation *item, model_table *table)
{
    map all = item->columns;
    table->columns.count = 0;
    table->column_by_name = (map){0};
    MAP_EACH (&all, entry) {
        const pg_column *column = entry->value;
        if (column->local)
            model_add_column(r->memory, table, column->column);
    }
}

/* Behind the parenthesis that closes the columns. */
static void write_inherits(const pg_reader *r, str statement, const str_list *parents, writer *out)
{
    size_t at = statement.len;
    while (at > 1 && !(statement.ptr[at - 1] == ')' && statement.ptr[at - 2] == '\n'))
        at--;
    if (at <= 1) /* no columns of its own: "CREATE TABLE t (\n)" */
        at = str_find(statement, ')') + 1;
    writer_str(out, str_slice(statement, 0, at));
    const char *separator = " INHERITS (";
    VEC_EACH (const str, parents, oid) {
        const pg_relation *parent = map_get(&r->relations, *oid);
        writer_format(out, "%s%.*s", separator, STR_ARGS(pg_quoted(r, parent->schema, parent->name)));
        separator = ", ";
    }
    writer_char(out, ')');
    writer_str(out, str_slice(statement, at, statement.len));
}

/* What a plan says that makes the table `with` where `before` (NULL: none) is. */
static const plan *plan_of(pg_reader *r, model_table *before, model_table *with)
{
    model_schema *from = model_schema_make(r->memory), *to = model_schema_make(r->memory);
    diagnostic_list diagnostics = {.memory = r->memory};
    if (before)
        map_put(r->memory, &from->tables, before->name, before);
    map_put(r->memory, &to->tables, with->name, with);
    MAP_EACH (&r->schema->enums, entry) {
        map_put(r->memory, &from->enums, entry->key, entry->value);
        map_put(r->memory, &to->enums, entry->key, entry->value);
    }
    change_list changes = change_diff(r->memory, from, to, &diagnostics);
    return plan_make(r->memory, from, &changes, DIALECT_POSTGRESQL, NULL, &diagnostics);
}

static void write_statements(const pg_reader *r, const pg_relation *item, const plan *made, writer *out)
{
    VEC_EACH (const plan_statement, &made->statements, statement) {
        bool first = str_starts_with(statement->sql, STR("CREATE TABLE")) ||
                     str_starts_with(statement->sql, STR("CREATE UNLOGGED TABLE"));
        if (out->len)
            writer_char(out, '\n');
        if (first && item->parents.count)
            write_inherits(r, statement->sql, &item->parents, out);
        else
            writer_str(out, statement->sql);
    }
}

/* The column that a table has from those it inherits from; NULL: it has none. */
static const model_column *inherited(const pg_reader *r, const pg_relation *item, str name)
{
    const model_column *found = NULL;
    VEC_EACH (const str, &item->parents, oid) {
        const pg_relation *parent = map_get(&r->relations, *oid);
        MAP_EACH (&parent->columns, entry) {
            const model_column *column = ((const pg_column *)entry->value)->column;
            if (str_eq(column->column, name) && (!found || (!found->default_value && column->default_value)))
                found = column;
        }
    }
    return found;
}

/* How the server makes it: a column is NOT NULL where one of the same name is, and has the default of its parent unless
 * another one is given. */
static model_column *made_column(pg_reader *r, const pg_relation *item, const pg_column *column)
{
    const model_column *from = inherited(r, item, column->column->column);
    model_column *made = ARENA_NEW(r->memory, model_column);
    if (!from)
        return column->column;
    *made = *column->column;
    if (!column->local || !made->default_value)
        made->default_value = from->default_value;
    made->nullable = from->nullable && (made->nullable || !column->local);
    return made;
}

/* What was altered since, or before it began to inherit. */
static void write_alterations(pg_reader *r, const pg_relation *item, const map *columns, writer *out)
{
    model_table *before = ARENA_NEW(r->memory, model_table), *with = ARENA_NEW(r->memory, model_table);
    before->name = with->name = item->table->name;
    before->table = with->table = item->name;
    before->schema = with->schema = item->table->schema;
    before->dialects = with->dialects = DIALECT_ALL;
    MAP_EACH (columns, entry) {
        const pg_column *column = entry->value;
        model_add_column(r->memory, before, made_column(r, item, column));
        model_add_column(r->memory, with, column->column);
    }
    write_statements(r, item, plan_of(r, before, with), out);
}

static str statements_of(pg_reader *r, const pg_relation *item)
{
    writer out = writer_make(r->memory);
    write_statements(r, item, plan_of(r, NULL, item->table), &out);
    if (item->parents.count)
        write_alterations(r, item, &item->columns, &out);
    return writer_result(&out);
}

static void carry_table(pg_reader *r, pg_relation *item)
{
    keep_local_columns(r, item, item->table);
    str up = statements_of(r, item);
    map_remove(&r->schema->tables, item->table->name);
    map_remove(&r->names, item->handle);
    model_object *object =
        pg_carry(r, "table", item->handle, up,
                 str_format(r->memory, "DROP TABLE %.*s", STR_ARGS(pg_quoted(r, item->schema, item->name))));
    VEC_EACH (const str, &item->parents, oid)
        pg_after(r, object, ((const pg_relation *)map_get(&r->relations, *oid))->handle);
}

/* --- indexes of partitioned tables only --- */

typedef VEC(model_object *) object_list;

/* Made before the partitions are attached, such an index would be made for each of them. `parents`: oid of a table ->
 * object_list *, its indexes of that kind. */
static void note_lonely(pg_reader *r, map *parents)
{
    for (size_t i = 0; r->index_rows && i < r->index_rows->n_rows; i++) {
        model_object *index = map_get(&r->lonely_indexes, pg_text(r, r->index_rows, i, INDEX_OID));
        str relation = pg_text(r, r->index_rows, i, INDEX_RELATION);
        object_list *list = map_get(parents, relation);
        if (!index)
            continue;
        if (!list) {
            list = ARENA_NEW(r->memory, object_list);
            map_put(r->memory, parents, relation, list);
        }
        VEC_PUSH(r->memory, list, index);
    }
    MAP_EACH (&r->relations, entry) {
        pg_relation *item = entry->value;
        VEC_EACH (const str, &item->parents, oid)
            item->own = item->own || map_has(parents, *oid);
    }
}

typedef VEC(size_t) row_list;

/* Indexes of partitions by the index that they are attached to: its oid -> row_list *. */
static map attached_rows(pg_reader *r)
{
    map all = {0};
    for (size_t i = 0; i < r->index_rows->n_rows; i++) {
        str parent = pg_text(r, r->index_rows, i, INDEX_PARENT);
        row_list *rows = map_get(&all, parent);
        if (!parent.len)
            continue;
        if (!rows) {
            rows = ARENA_NEW(r->memory, row_list);
            map_put(r->memory, &all, parent, rows);
        }
        VEC_PUSH(r->memory, rows, i);
    }
    return all;
}

static str index_of_row(pg_reader *r, size_t i)
{
    const schemac_text_rows *rows = r->index_rows;
    return pg_quoted(r, pg_text(r, rows, i, INDEX_SCHEMA), pg_text(r, rows, i, INDEX_NAME));
}

static void write_attach(pg_reader *r, size_t parent, size_t child, writer *out)
{
    writer_format(out, ";\nALTER INDEX %.*s ATTACH PARTITION %.*s", STR_ARGS(index_of_row(r, parent)),
                  STR_ARGS(index_of_row(r, child)));
}

/* Makes what is attached to an index again, and all that is attached to that. */
static void write_attached(pg_reader *r, const map *attached, size_t parent, writer *out)
{
    const row_list *rows = map_get(attached, pg_text(r, r->index_rows, parent, INDEX_OID));
    if (!rows)
        return;
    VEC_EACH (const size_t, rows, row) {
        const row_list *below = map_get(attached, pg_text(r, r->index_rows, *row, INDEX_OID));
        writer_format(out, ";\n%.*s", STR_ARGS(pg_text(r, r->index_rows, *row, INDEX_AGAIN)));
        write_attached(r, attached, *row, out);
        if (below)
            VEC_EACH (const size_t, below, other)
                write_attach(r, *row, *other, out);
    }
}

/* What is attached cannot be taken from the index again, and goes with it, though the models of the partitions go on to
 * have it: so it is attached in the same `raw`, which makes it again when it goes. */
static void attach_indexes(pg_reader *r, const map *attached, size_t parent, model_object *index)
{
    const row_list *rows = map_get(attached, pg_text(r, r->index_rows, parent, INDEX_OID));
    writer up = writer_make(r->memory), down = writer_make(r->memory);
    if (!rows)
        return;
    writer_str(&up, index->body);
    writer_str(&down, index->down);
    VEC_EACH (const size_t, rows, row) {
        str oid = pg_text(r, r->index_rows, *row, INDEX_OID);
        const pg_relation *relation = map_get(&r->relations, pg_text(r, r->index_rows, *row, INDEX_RELATION));
        const model_object *lonely = map_get(&r->lonely_indexes, oid);
        if (!relation)
            continue;
        write_attach(r, parent, *row, &up);
        pg_after(r, index, lonely ? lonely->name : relation->handle);
    }
    write_attached(r, attached, parent, &down);
    index->body = writer_result(&up);
    index->down = writer_result(&down);
}

static void settle_lonely(pg_reader *r, const map *parents)
{
    MAP_EACH (&r->relations, entry) {
        const pg_relation *item = entry->value;
        const object_list *list = item->parents.count ? map_get(parents, item->parents.items[0]) : NULL;
        if (list)
            VEC_EACH (model_object *const, list, index)
                pg_after(r, *index, item->attached);
    }
    if (!r->lonely_indexes.live)
        return;
    map attached = attached_rows(r);
    for (size_t i = 0; i < r->index_rows->n_rows; i++) {
        model_object *index = map_get(&r->lonely_indexes, pg_text(r, r->index_rows, i, INDEX_OID));
        if (index)
            attach_indexes(r, &attached, i, index);
    }
}

/* The first one; NULL where one of them was left out. */
static const pg_relation *parent_of(const pg_reader *r, const pg_relation *item)
{
    VEC_EACH (const str, &item->parents, oid)
        if (!map_has(&r->relations, *oid))
            return NULL;
    return item->parents.count ? map_get(&r->relations, item->parents.items[0]) : NULL;
}

static void settle(pg_reader *r, pg_relation *item)
{
    const pg_relation *parent = parent_of(r, item);
    if (!item->table)
        return;
    if (!item->parents.count) {
        if (!item->table->columns.count)
            carry_table(r, item); /* a model has fields */
        return;
    }
    if (!parent)
        pg_left_out(r, "parent of table", item->schema, item->name);
    else if (!item->bound.len)
        carry_table(r, item);
    else if (is_plain(item, parent))
        into_parent(r, item, parent);
    else
        attach(r, item, parent);
}

/* A partition that is attached has its parent's triggers from then on. */
static void settle_states(pg_reader *r)
{
    VEC_EACH (const pg_partition_state, &r->states, state) {
        const pg_relation *at = state->relation;
        for (; at; at = at->parents.count ? map_get(&r->relations, at->parents.items[0]) : NULL)
            pg_after(r, state->object, at->attached);
    }
}

void pg_settle_partitions(pg_reader *r)
{
    map lonely_parents = {0};
    if (r->lonely_indexes.live)
        note_lonely(r, &lonely_parents);
    MAP_EACH (&r->relations, entry)
        settle(r, entry->value);
    settle_lonely(r, &lonely_parents);
    settle_states(r);
}

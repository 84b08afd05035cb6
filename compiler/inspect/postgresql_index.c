/* Indexes that belong to no constraint, and the keys of all that have keys. */
#include "compiler/inspect/postgresql_index.h"
#include "compiler/inspect/postgresql.h"

#include <stdlib.h>

/* --- keys --- */

static str column_collation(const pg_relation *relation, const pg_key_facts *facts)
{
    const pg_column *column = map_get(&relation->columns, facts->number);
    return column ? column->collation : STR("100"); /* the database's own */
}

static bool set_names(const pg_reader *r, const pg_relation *relation, const pg_key_facts *facts, model_key *key)
{
    const pg_named *opclass = map_get(&r->opclasses, facts->opclass);
    const pg_named *collation = map_get(&r->collations, facts->collation);
    bool own = str_eq(facts->collation, STR("0")) || str_eq(facts->collation, column_collation(relation, facts));
    if (opclass && opclass->is_default)
        key->default_opclass = opclass->name;
    if (opclass && !opclass->is_default) {
        key->opclass = opclass->name;
        if (!opclass->visible)
            return false;
    }
    if (own)
        return true;
    key->collation = collation ? collation->name : (str){0};
    return collation && collation->visible;
}

bool pg_read_key(pg_reader *r, const pg_relation *relation, const pg_key_facts *facts, model_key *key)
{
    enum { DESCENDING = 1, NULLS_FIRST = 2 };
    long option = strtol(facts->option.ptr, NULL, 10);
    str field = pg_field(relation, facts->number);
    key->value = field.len ? expression_make(r->memory, EXPRESSION_COLUMN, field, (source_span){0})
                           : pg_expression(r, relation->table, NULL, facts->text);
    key->descending = option & DESCENDING;
    key->nulls_first = option & NULLS_FIRST;
    key->nulls_said = key->descending != key->nulls_first;
    return key->value && set_names(r, relation, facts, key);
}

bool pg_read_keys(pg_reader *r, const pg_relation *relation, const schemac_text_rows *rows, size_t i,
                  model_key_list *keys, str_list *include)
{
    str_list numbers = pg_array(r, pg_text(r, rows, i, INDEX_KEYS));
    str_list collations = pg_array(r, pg_text(r, rows, i, INDEX_COLLATIONS));
    str_list opclasses = pg_array(r, pg_text(r, rows, i, INDEX_OPCLASSES));
    str_list options = pg_array(r, pg_text(r, rows, i, INDEX_ORDERS));
    str_list texts = pg_array(r, pg_text(r, rows, i, INDEX_EXPRESSIONS));
    size_t count = strtoul(schemac_text_rows_get(rows, i, INDEX_N_KEYS), NULL, 10);
    for (size_t k = 0; k < numbers.count; k++) {
        str field = pg_field(relation, numbers.items[k]);
        if (k >= count) {
            VEC_PUSH(r->memory, include, field);
            continue;
        }
        pg_key_facts facts = {.number = numbers.items[k],
                              .text = k < texts.count ? texts.items[k] : (str){0},
                              .opclass = opclasses.items[k],
                              .collation = collations.items[k],
                              .option = options.items[k]};
        model_key key = {0};
        if (!pg_read_key(r, relation, &facts, &key))
            return false;
        VEC_PUSH(r->memory, keys, key);
    }
    return true;
}

/* --- what alters an index that is there --- */

/* Behind the index, where that is carried, too. */
static void carry_behind(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i, const char *word,
                         str up, str down)
{
    model_object *object = pg_carry_for(r, relation, word, pg_text(r, rows, i, INDEX_NAME), up, down);
    const str *index = map_get(&r->handles, pg_key(r, "pg_class", pg_text(r, rows, i, INDEX_OID)));
    if (index)
        pg_after(r, object, *index);
}

static void carry_targets(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i, str quoted)
{
    str_list list = pg_array(r, pg_text(r, rows, i, INDEX_TARGETS));
    VEC_EACH (const str, &list, item) {
        size_t sign = str_find(*item, '=');
        str begin = str_format(r->memory, "ALTER INDEX %.*s ALTER COLUMN %.*s SET STATISTICS ", STR_ARGS(quoted),
                               (int)sign, item->ptr);
        carry_behind(r, relation, rows, i, "statistics",
                     str_join(r->memory, begin, str_slice(*item, sign + 1, item->len)),
                     str_join(r->memory, begin, STR("-1")));
    }
}

void pg_carry_index_rest(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    str name = pg_text(r, rows, i, INDEX_NAME);
    str quoted = pg_quoted(r, relation->schema, name), bare = pg_quoted_name(r, name);
    str table = pg_quoted(r, relation->schema, relation->name);
    const char *what = relation->kind == 'm' ? "MATERIALIZED VIEW" : "TABLE";
    if (pg_is_true(rows, i, INDEX_IS_CLUSTERED))
        carry_behind(r, relation, rows, i, "cluster",
                     str_format(r->memory, "ALTER %s %.*s CLUSTER ON %.*s", what, STR_ARGS(table), STR_ARGS(bare)),
                     str_format(r->memory, "ALTER %s %.*s SET WITHOUT CLUSTER", what, STR_ARGS(table)));
    if (pg_is_true(rows, i, INDEX_IS_REPLICA_IDENTITY))
        carry_behind(r, relation, rows, i, "replica identity",
                     str_format(r->memory, "ALTER TABLE %.*s REPLICA IDENTITY USING INDEX %.*s", STR_ARGS(table),
                                STR_ARGS(bare)),
                     str_format(r->memory, "ALTER TABLE %.*s REPLICA IDENTITY DEFAULT", STR_ARGS(table)));
    carry_targets(r, relation, rows, i, quoted);
}

/* --- indexes --- */

static void carry_index(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i, str definition)
{
    str name = pg_text(r, rows, i, INDEX_NAME);
    bool partitioned = pg_char(rows, i, INDEX_KIND) == 'I';
    if (!pg_is_true(rows, i, INDEX_IS_VALID) && !partitioned) {
        pg_left_out(r, "invalid index", relation->schema, name);
        return;
    }
    str down = str_format(r->memory, "DROP INDEX %.*s", STR_ARGS(pg_quoted(r, relation->schema, name)));
    model_object *object = pg_carry_for(r, relation, "index", name, definition, down);
    str oid = pg_text(r, rows, i, INDEX_OID);
    pg_set_handle(r, "pg_class", oid, object->name);
    map_put(r->memory, &r->objects, pg_key(r, "pg_class", oid), object);
    if (partitioned && !pg_is_true(rows, i, INDEX_IS_VALID))
        map_put(r->memory, &r->lonely_indexes, oid, object);
}

static void add_options(pg_reader *r, model_index *index, str text)
{
    str_list items = pg_array(r, text);
    VEC_EACH (const str, &items, item) {
        size_t sign = str_find(*item, '=');
        model_option option = {.name = str_slice(*item, 0, sign),
                               .value = sign < item->len ? str_slice(*item, sign + 1, item->len) : STR("")};
        VEC_PUSH(r->memory, &index->with, option);
    }
}

static model_index *read_index(pg_reader *r, const pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    model_index *index = ARENA_NEW(r->memory, model_index);
    index->name = pg_text(r, rows, i, INDEX_NAME);
    index->unique = pg_is_true(rows, i, INDEX_IS_UNIQUE);
    index->method = pg_text(r, rows, i, INDEX_METHOD);
    if (str_eq(index->method, STR("btree")))
        index->method = (str){0};
    index->nulls_not_distinct = pg_is_true(rows, i, INDEX_NULLS_NOT_DISTINCT);
    index->where = pg_expression(r, relation->table, NULL, pg_text(r, rows, i, INDEX_WHERE));
    index->dialects = DIALECT_ALL;
    add_options(r, index, pg_text(r, rows, i, INDEX_OPTIONS));
    return pg_read_keys(r, relation, rows, i, &index->keys, &index->include) ? index : NULL;
}

static str without_number(str name)
{
    while (name.len && name.ptr[name.len - 1] >= '0' && name.ptr[name.len - 1] <= '9')
        name.len--;
    return name;
}

/* The server numbers the columns of an index that it has twice, once as a key and once included, say. */
static str column_of_index(arena *a, map *taken, str field)
{
    str name = field;
    for (int number = 1; map_has(taken, name); number++)
        name = str_format(a, "%.*s%d", STR_ARGS(field), number);
    map_put(a, taken, name, taken);
    return name;
}

/* A partition's index that its parent's makes has the name that the server gives: of all its columns, with a number
 * where the name is taken. */
static bool follows_parent(const pg_reader *r, const pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    if (pg_is_null(rows, i, INDEX_PARENT) || !relation->bound.len)
        return false;
    str_list numbers = pg_array(r, pg_text(r, rows, i, INDEX_KEYS));
    writer columns = writer_make(r->memory);
    bool has_expression = false;
    map taken = {0};
    for (size_t k = 0; k < numbers.count; k++) {
        str field = pg_field(relation, numbers.items[k]);
        has_expression = has_expression || !field.len;
        str column = column_of_index(r->memory, &taken, field.len ? field : STR("expr"));
        writer_format(&columns, "%s%.*s", k ? "_" : "", STR_ARGS(column));
    }
    str name = pg_text(r, rows, i, INDEX_NAME), made = writer_result(&columns);
    /* What an expression is called has rules of its own: a call is called like the function. */
    str beginning = str_slice(relation->name, 0, relation->name.len < 28 ? relation->name.len : 28);
    if (has_expression && str_starts_with(name, beginning) && str_ends_with(without_number(name), STR("_idx")))
        return true;
    return pg_is_made_name(r, relation->name, made, "idx", name);
}

static void add_index(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    bool of_view = !relation->table;
    bool follows = follows_parent(r, relation, rows, i);
    str definition = pg_text(r, rows, i, INDEX_DEFINITION);
    model_index *index = of_view || definition.len ? NULL : read_index(r, relation, rows, i);
    if (!index) {
        relation->own = true;
        carry_index(r, relation, rows, i, definition);
    }
    pg_carry_index_rest(r, relation, rows, i);
    if (!index)
        return;
    relation->own = relation->own || !follows;
    VEC_PUSH(r->memory, &relation->table->indexes, index);
    pg_set_doc(r, "pg_class", pg_text(r, rows, i, INDEX_OID), &index->doc);
}

/* Those of constraints are taken with them: `constraint_indexes` has their oids. */
void pg_read_indexes(pg_reader *r)
{
    const schemac_text_rows *rows = r->index_rows;
    for (size_t i = 0; rows && i < rows->n_rows; i++) {
        str of = pg_text(r, rows, i, INDEX_RELATION), oid = pg_text(r, rows, i, INDEX_OID);
        pg_relation *relation = map_get(&r->relations, of);
        if (relation || map_has(&r->unwanted, of))
            pg_take(r, PG_CATALOG_pg_class, oid);
        if (!relation)
            continue;
        pg_set_handle(r, "pg_class", oid, relation->handle);
        if (!map_has(&r->constraint_indexes, oid))
            add_index(r, relation, rows, i);
    }
}

/* Primary keys, unique, checks, foreign keys and exclusions of tables. */
#include "compiler/inspect/postgresql.h"
#include "compiler/inspect/postgresql_index.h"

#include <stdlib.h>

enum {
    OID,
    RELATION,
    NAME,
    KIND,
    DEFERRABLE,
    DEFERRED,
    VALIDATED,
    COLUMNS,
    TARGET,
    TARGET_COLUMNS,
    ON_UPDATE,
    ON_DELETE,
    INDEX,
    IS_LOCAL,
    PARENT,
    NO_INHERIT,
    CHECK,
    DEFINITION,
    OPERATORS,
    IS_WIDE
};

static model_action action_of(char action)
{
    return action == 'r'   ? ACTION_RESTRICT
           : action == 'c' ? ACTION_CASCADE
           : action == 'n' ? ACTION_SET_NULL
           : action == 'd' ? ACTION_SET_DEFAULT
                           : ACTION_NO_ACTION;
}

/* --- by kind; false where the language cannot say it --- */

static bool read_check(pg_reader *r, const pg_relation *relation, const schemac_text_rows *rows, size_t i,
                       model_constraint *made)
{
    made->check = pg_expression(r, relation->table, NULL, pg_text(r, rows, i, CHECK));
    return !pg_is_true(rows, i, NO_INHERIT) && !pg_is_true(rows, i, IS_WIDE);
}

/* Of a partition the table that it is a part of. */
static const pg_relation *holder_of(const pg_reader *r, const pg_relation *relation)
{
    const pg_relation *parent =
        relation->bound.len && relation->parents.count ? map_get(&r->relations, relation->parents.items[0]) : NULL;
    return parent ? holder_of(r, parent) : relation;
}

static bool read_foreign_key(pg_reader *r, const pg_relation *relation, const schemac_text_rows *rows, size_t i,
                             model_constraint *made)
{
    const pg_relation *target = map_get(&r->relations, pg_text(r, rows, i, TARGET));
    if (!target || !target->table || target->parents.count || pg_is_true(rows, i, IS_WIDE))
        return false; /* a partition may become a word of its parent, and a table that inherits is carried */
    made->target = target->table->name;
    made->on_update = action_of(pg_char(rows, i, ON_UPDATE));
    made->on_delete = action_of(pg_char(rows, i, ON_DELETE));
    return pg_fields(r, relation, pg_text(r, rows, i, COLUMNS), &made->columns) &&
           pg_fields(r, target, pg_text(r, rows, i, TARGET_COLUMNS), &made->target_columns);
}

static bool carry_options(pg_reader *r, pg_relation *relation, str name, size_t row)
{
    str_list options = pg_array(r, pg_text(r, r->index_rows, row, INDEX_OPTIONS));
    str quoted = pg_quoted(r, relation->schema, name);
    VEC_EACH (const str, &options, option)
        pg_carry_for(r, relation, "option", name,
                     str_format(r->memory, "ALTER INDEX %.*s SET (%.*s)", STR_ARGS(quoted), STR_ARGS(*option)),
                     str_format(r->memory, "ALTER INDEX %.*s RESET (%.*s)", STR_ARGS(quoted),
                                (int)str_find(*option, '='), option->ptr));
    str space = pg_text(r, r->index_rows, row, INDEX_TABLESPACE);
    if (space.len)
        pg_carry_for(r, relation, "tablespace", name,
                     str_format(r->memory, "ALTER INDEX %.*s SET TABLESPACE %.*s", STR_ARGS(quoted),
                                STR_ARGS(pg_quoted_name(r, space))),
                     str_format(r->memory, "ALTER INDEX %.*s SET TABLESPACE pg_default", STR_ARGS(quoted)));
    return true;
}

/* What stands in its index. */
static bool read_key(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i,
                     model_constraint *made)
{
    str oid = pg_text(r, rows, i, INDEX);
    size_t row = (size_t)(uintptr_t)map_get(&r->indexes, oid) - 1;
    bool exclude = made->kind == CONSTRAINT_EXCLUDE;
    if (!map_has(&r->indexes, oid) ||
        (!exclude && !pg_fields(r, relation, pg_text(r, rows, i, COLUMNS), &made->columns)))
        return false;
    model_key_list keys = {0};
    str_list operators = pg_array(r, pg_text(r, rows, i, OPERATORS));
    map_put(r->memory, &r->constraint_indexes, oid, relation);
    made->nulls_not_distinct = pg_is_true(r->index_rows, row, INDEX_NULLS_NOT_DISTINCT);
    carry_options(r, relation, made->name, row);
    pg_carry_index_rest(r, relation, r->index_rows, row);
    if (!pg_read_keys(r, relation, r->index_rows, row, &keys, &made->include))
        return false;
    if (!exclude) /* the language has no word for keys that are deferrable, or of the partitioned table alone */
        return !made->deferrable && pg_is_true(r->index_rows, row, INDEX_IS_VALID);
    made->method = pg_text(r, r->index_rows, row, INDEX_METHOD);
    made->where = pg_expression(r, relation->table, NULL, pg_text(r, r->index_rows, row, INDEX_WHERE));
    for (size_t k = 0; k < keys.count && k < operators.count; k++)
        keys.items[k].with_operator = operators.items[k];
    made->keys = keys;
    return !made->include.count && !pg_is_true(r->index_rows, row, INDEX_IS_WIDE);
}

/* --- all --- */

static bool read(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i, model_constraint *made)
{
    switch (pg_char(rows, i, KIND)) {
    case 'p':
        made->kind = CONSTRAINT_PRIMARY_KEY;
        return read_key(r, relation, rows, i, made);
    case 'u':
        made->kind = CONSTRAINT_UNIQUE;
        return read_key(r, relation, rows, i, made);
    case 'x':
        made->kind = CONSTRAINT_EXCLUDE;
        return read_key(r, relation, rows, i, made);
    case 'f':
        made->kind = CONSTRAINT_FOREIGN_KEY;
        return read_foreign_key(r, relation, rows, i, made);
    default:
        made->kind = CONSTRAINT_CHECK;
        return read_check(r, relation, rows, i, made);
    }
}

/* A key of a partitioned table that not all of its partitions have. */
static bool is_lonely(const pg_reader *r, const schemac_text_rows *rows, size_t i)
{
    size_t row = (size_t)(uintptr_t)map_get(&r->indexes, pg_text(r, rows, i, INDEX));
    bool key = pg_char(rows, i, KIND) == 'p' || pg_char(rows, i, KIND) == 'u';
    return key && row && pg_char(r->index_rows, row - 1, INDEX_KIND) == 'I' &&
           !pg_is_true(r->index_rows, row - 1, INDEX_IS_VALID);
}

/* `first`: the first object that was made for it already: what alters its index comes after it. */
static void carry(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i, size_t first)
{
    str name = pg_text(r, rows, i, NAME), table = pg_quoted(r, relation->schema, relation->name);
    str bare = pg_quoted_name(r, name);
    const pg_relation *target = map_get(&r->relations, pg_text(r, rows, i, TARGET));
    /* The server is asked for the words of a foreign key only where the language may lack them. */
    if (pg_is_null(rows, i, DEFINITION))
        r->failed =
            !inspect_fail(r->err, SCHEMAC_UNSUPPORTED, "constraint %.*s of table %.*s points to what is left out",
                          STR_ARGS(bare), STR_ARGS(table));
    bool lonely = is_lonely(r, rows, i);
    model_object *object =
        pg_carry_for(r, relation, "constraint", name,
                     str_format(r->memory, "ALTER TABLE %s%.*s ADD CONSTRAINT %.*s %.*s", lonely ? "ONLY " : "",
                                STR_ARGS(table), STR_ARGS(bare), STR_ARGS(pg_text(r, rows, i, DEFINITION))),
                     str_format(r->memory, "ALTER TABLE %.*s DROP CONSTRAINT %.*s", STR_ARGS(table), STR_ARGS(bare)));
    if (target && target != relation)
        pg_after(r, object, holder_of(r, target)->handle);
    for (size_t k = first; k < r->schema->objects.count; k++)
        pg_after(r, r->schema->objects.entries[k].value, object->name);
    str oid = pg_text(r, rows, i, OID);
    if (lonely)
        map_put(r->memory, &r->lonely_indexes, pg_text(r, rows, i, INDEX), object);
    pg_set_handle(r, "pg_constraint", oid, object->name);
    map_put(r->memory, &r->objects, pg_key(r, "pg_constraint", oid), object);
}

/* Does the partition get it from its parent, with the name that it has? */
static bool follows_parent(const pg_reader *r, const pg_relation *relation, const schemac_text_rows *rows, size_t i,
                           const model_constraint *made)
{
    if (!relation->bound.len)
        return false;
    if (pg_char(rows, i, KIND) == 'c')
        return !pg_is_true(rows, i, IS_LOCAL);
    writer columns = writer_make(r->memory);
    VEC_EACH (const str, &made->columns, field)
        writer_format(&columns, "%s%.*s", field == made->columns.items ? "" : "_", STR_ARGS(*field));
    bool primary = made->kind == CONSTRAINT_PRIMARY_KEY;
    str second = primary ? STR("") : writer_result(&columns);
    return pg_char(rows, i, PARENT) != '0' &&
           pg_is_made_name(r, relation->name, second, primary ? "pkey" : "key", made->name);
}

/* What a table has from those that it inherits from, and what a partition's foreign key is for the server only. */
static bool comes_by_itself(const pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    if (pg_char(rows, i, KIND) == 'f')
        return pg_char(rows, i, PARENT) != '0';
    return !relation->bound.len && !pg_is_true(rows, i, IS_LOCAL);
}

/* A partition has its parent's, and keeps them when it is one no more. */
static void note_foreign_key(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    str name = pg_text(r, rows, i, NAME), parent = pg_text(r, rows, i, PARENT);
    map_put(r->memory, &r->foreign_keys, pg_text(r, rows, i, OID), relation);
    if (relation->bound.len && !str_eq(parent, STR("0"))) {
        VEC_PUSH(r->memory, &relation->given, name);
        VEC_PUSH(r->memory, &relation->given, parent);
    }
}

static void add_constraint(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    pg_take(r, PG_CATALOG_pg_constraint, pg_text(r, rows, i, OID));
    model_constraint *made = ARENA_NEW(r->memory, model_constraint);
    pg_set_handle(r, "pg_constraint", pg_text(r, rows, i, OID), relation->handle);
    if (pg_char(rows, i, KIND) == 'f')
        note_foreign_key(r, relation, rows, i);
    if (comes_by_itself(relation, rows, i))
        return;
    made->name = pg_text(r, rows, i, NAME);
    made->deferrable = pg_is_true(rows, i, DEFERRABLE);
    made->initially_deferred = pg_is_true(rows, i, DEFERRED);
    made->not_valid = !pg_is_true(rows, i, VALIDATED);
    made->dialects = DIALECT_ALL;
    size_t first = r->schema->objects.count;
    bool said = read(r, relation, rows, i, made);
    relation->own = relation->own || !said || !follows_parent(r, relation, rows, i, made);
    if (!said)
        carry(r, relation, rows, i, first);
    else
        VEC_PUSH(r->memory, &relation->table->constraints, made);
}

static void note_indexes(pg_reader *r)
{
    r->index_rows = pg_query(r, PG_INDEXES);
    for (size_t i = 0; r->index_rows && i < r->index_rows->n_rows; i++)
        map_put(r->memory, &r->indexes, pg_text(r, r->index_rows, i, INDEX_OID), (void *)(uintptr_t)(i + 1));
}

void pg_read_constraints(pg_reader *r)
{
    note_indexes(r);
    const schemac_text_rows *rows = pg_query(r, PG_CONSTRAINTS);
    for (size_t i = 0; rows && i < rows->n_rows; i++) {
        str of = pg_text(r, rows, i, RELATION);
        pg_relation *relation = map_get(&r->relations, of);
        if (relation && relation->table)
            add_constraint(r, relation, rows, i);
        else if (map_has(&r->unwanted, of))
            pg_take(r, PG_CATALOG_pg_constraint, pg_text(r, rows, i, OID));
    }
}

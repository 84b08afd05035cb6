/* One table: columns in the database's order, constraints and indexes by name. What a database does not know (rows,
 * relations, notes; on SQLite also comments, row security and the like) is as it is written. */
#include "compiler/inspect/adopt_internal.h"
#include "compiler/model/key.h"

/* --- constraints --- */

static bool same_foreign_key(const adopt_pair *pair, const model_constraint *written, const model_constraint *there)
{
    bool split = pair->adopter->dialect == DIALECT_POSTGRESQL;
    return str_eq(written->target, there->target) && str_list_equal(&written->target_columns, &there->target_columns) &&
           written->on_delete == there->on_delete && written->on_update == there->on_update &&
           (written->deferrable == there->deferrable || (!split && written->kind != CONSTRAINT_FOREIGN_KEY)) &&
           (written->initially_deferred == there->initially_deferred ||
            (!split && written->kind != CONSTRAINT_FOREIGN_KEY));
}

static bool same_method(str written, str there)
{
    str plain = STR("btree");
    return str_eq(written.len ? written : plain, there.len ? there : plain);
}

/* Of what SQLite has no word for nothing can differ. */
static bool same_details(const model_constraint *written, const model_constraint *there)
{
    return written->not_valid == there->not_valid && written->nulls_not_distinct == there->nulls_not_distinct &&
           str_list_equal(&written->include, &there->include) && same_method(written->method, there->method);
}

static bool says_nothing(const adopt_pair *pair, const model_table *table, const model_key *key)
{
    model_key plain = {.value = key->value};
    return !key->descending &&
           adopt_same_collation(pair->adopter, model_key_collation(table, key), model_key_collation(table, &plain));
}

/* One side may have keys that say no more than the columns do. */
static bool same_orders(const adopt_pair *pair, const model_constraint *written, const model_constraint *there)
{
    if (written->keys.count && there->keys.count)
        return adopt_same_keys(pair, there->method, &written->keys, &there->keys);
    VEC_EACH (const model_key, &written->keys, key)
        if (!says_nothing(pair, pair->written, key))
            return false;
    VEC_EACH (const model_key, &there->keys, key)
        if (!says_nothing(pair, pair->there, key))
            return false;
    return true;
}

static bool same_constraint(const adopt_pair *pair, const model_constraint *written, const model_constraint *there)
{
    return written->kind == there->kind && str_list_equal(&written->columns, &there->columns) &&
           str_eq(written->conflict, there->conflict) && adopt_same_expression(pair, written->check, there->check) &&
           same_foreign_key(pair, written, there) &&
           (pair->adopter->dialect == DIALECT_SQLITE || same_details(written, there)) &&
           same_orders(pair, written, there) && adopt_same_expression(pair, written->where, there->where);
}

static model_constraint *adopt_constraint(const adopt_pair *pair, const map *written, const model_constraint *there)
{
    model_constraint *other = map_get(written, there->name);
    if (other && same_constraint(pair, other, there))
        return other;
    model_constraint *copy = ARENA_NEW(pair->adopter->memory, model_constraint);
    *copy = *there;
    copy->dialects = other ? other->dialects : pair->written->dialects;
    return copy;
}

/* By a raw text. */
static bool is_made(const adopt_pair *pair, const map *written, const model_constraint *there)
{
    str thing = adopt_part_thing(pair->adopter, "constraint", pair->there->table, there->name);
    return !map_has(written, there->name) && adopt_is_made(pair->adopter, thing);
}

static void adopt_constraints(const adopt_pair *pair, model_table *table)
{
    arena *a = pair->adopter->memory;
    map written = {0};
    table->constraints.count = 0;
    VEC_EACH (model_constraint *, &pair->written->constraints, it) {
        if (adopt_in_dialect(pair->adopter, (*it)->dialects))
            map_put(a, &written, (*it)->name, *it);
        else
            VEC_PUSH(a, &table->constraints, *it);
    }
    VEC_EACH (model_constraint *, &pair->there->constraints, it)
        if (!adopt_is_enum_check(pair->adopter, pair->there, *it) && !is_made(pair, &written, *it))
            VEC_PUSH(a, &table->constraints, adopt_constraint(pair, &written, *it));
}

/* --- indexes --- */

static bool same_index(const adopt_pair *pair, const model_index *written, const model_index *there)
{
    if (written->unique != there->unique || !adopt_same_keys(pair, there->method, &written->keys, &there->keys) ||
        !adopt_same_expression(pair, written->where, there->where))
        return false;
    return pair->adopter->dialect == DIALECT_SQLITE ||
           (str_eq(written->doc, there->doc) && same_method(written->method, there->method) &&
            str_list_equal(&written->include, &there->include) && adopt_same_options(&written->with, &there->with) &&
            written->nulls_not_distinct == there->nulls_not_distinct);
}

static model_index *adopt_index(const adopt_pair *pair, const map *written, const model_index *there)
{
    model_index *other = map_get(written, there->name);
    if (other && same_index(pair, other, there))
        return other;
    model_index *copy = ARENA_NEW(pair->adopter->memory, model_index);
    *copy = *there;
    if (other && pair->adopter->dialect == DIALECT_SQLITE)
        copy->doc = other->doc;
    copy->dialects = other ? other->dialects : pair->written->dialects;
    return copy;
}

static void adopt_indexes(const adopt_pair *pair, model_table *table)
{
    arena *a = pair->adopter->memory;
    map written = {0};
    table->indexes.count = 0;
    VEC_EACH (model_index *, &pair->written->indexes, it) {
        if (adopt_in_dialect(pair->adopter, (*it)->dialects))
            map_put(a, &written, (*it)->name, *it);
        else
            VEC_PUSH(a, &table->indexes, *it);
    }
    VEC_EACH (model_index *, &pair->there->indexes, it)
        if (map_has(&written, (*it)->name) ||
            !adopt_is_made(pair->adopter, adopt_thing(pair->adopter, "index", (*it)->name)))
            VEC_PUSH(a, &table->indexes, adopt_index(pair, &written, *it));
}

/* --- columns --- */

static model_column *column_there(const adopt_pair *pair, const model_column *there)
{
    const model_column *column = adopt_enum_column(pair->adopter, pair->there, there);
    const model_column *written = model_find_column(pair->written, there->name);
    if (written)
        return adopt_column(pair, written, column);
    model_column *copy = ARENA_NEW(pair->adopter->memory, model_column);
    *copy = *column;
    copy->dialects = pair->written->dialects;
    return copy;
}

/* In the database's order; those of the other dialect behind the one that they are written behind. */
static void adopt_columns(const adopt_pair *pair, model_table *table)
{
    arena *a = pair->adopter->memory;
    table->columns.count = 0;
    table->column_by_name = (map){0};
    VEC_EACH (model_column *, &pair->there->columns, it)
        model_add_column(a, table, column_there(pair, *it));
    VEC_EACH (model_column *, &pair->written->columns, it)
        if (!adopt_in_dialect(pair->adopter, (*it)->dialects))
            model_add_column(a, table, *it);
}

/* --- the frame --- */

static model_partition *adopt_partition(const adopt_pair *pair, const map *written, model_partition *there)
{
    model_partition *other = map_get(written, there->name);
    return other && adopt_same_bound(pair, other->bound, there->bound) ? other : there;
}

static void adopt_partitions(const adopt_pair *pair, model_table *table)
{
    arena *a = pair->adopter->memory;
    map written = {0};
    VEC_EACH (model_partition *, &pair->written->partitions, it)
        map_put(a, &written, (*it)->name, *it);
    table->partitions.count = 0;
    VEC_EACH (model_partition *, &pair->there->partitions, it)
        if (map_has(&written, (*it)->name) ||
            !adopt_is_made(pair->adopter, adopt_thing(pair->adopter, "table", (*it)->name)))
            VEC_PUSH(a, &table->partitions, adopt_partition(pair, &written, *it));
    bool same = str_eq(pair->written->partition_by, pair->there->partition_by) &&
                adopt_same_keys(pair, STR(""), &pair->written->partition_keys, &pair->there->partition_keys);
    if (same)
        return;
    table->partition_by = pair->there->partition_by;
    table->partition_keys = pair->there->partition_keys;
}

static void adopt_frame(const adopt_pair *pair, model_table *table)
{
    const model_table *there = pair->there;
    table->no_code = table->no_code || there->no_code; /* such a key, or none, no code can be made of */
    if (pair->adopter->dialect == DIALECT_SQLITE) {
        table->strict = there->strict;
        table->without_rowid = there->without_rowid;
        return;
    }
    table->doc = there->doc;
    table->unlogged = there->unlogged;
    if (!adopt_same_options(&table->storage, &there->storage))
        table->storage = there->storage;
    table->row_security = there->row_security;
    table->force_row_security = there->force_row_security;
    adopt_partitions(pair, table);
}

/* A relation whose foreign key or columns are gone is one no longer. */
static bool has_relation(const model_schema *there, const model_table *table, const map *constraints,
                         const model_relation *relation)
{
    if (relation->kind == RELATION_MANY_TO_MANY)
        return model_find_table(there, relation->through) != NULL;
    if (relation->kind != RELATION_TO_ONE)
        return true;
    VEC_EACH (const str, &relation->columns, column)
        if (!model_find_column(table, *column))
            return false;
    const model_constraint *key = map_get(constraints, relation->constraint);
    return key && key->kind == CONSTRAINT_FOREIGN_KEY && str_list_equal(&key->columns, &relation->columns) &&
           str_eq(key->target, relation->target) && str_list_equal(&key->target_columns, &relation->target_columns);
}

/* A column that no relation makes any longer is a plain one. */
static void free_columns(arena *a, model_table *table, const map *relations)
{
    VEC_EACH (model_column *, &table->columns, it) {
        if (!(*it)->relation.len || map_has(relations, (*it)->relation))
            continue;
        model_column *copy = ARENA_NEW(a, model_column);
        *copy = **it;
        copy->relation = STR("");
        *it = copy;
        map_put(a, &table->column_by_name, copy->name, copy);
    }
}

/* Relations of new columns, where the catalog has been given names. */
static void add_relations(const adopt_pair *pair, model_table *table, map *relations)
{
    arena *a = pair->adopter->memory;
    VEC_EACH (model_relation *, &pair->there->relations, it) {
        bool taken = map_has(relations, (*it)->name) || model_find_column(table, (*it)->name);
        VEC_EACH (const str, &(*it)->columns, column)
            taken = taken || model_find_column(pair->written, *column);
        if (taken)
            continue;
        model_relation *relation = ARENA_NEW(a, model_relation);
        *relation = **it;
        relation->back = STR("");
        VEC_PUSH(a, &table->relations, relation);
        map_put(a, relations, relation->name, relation);
    }
}

static void adopt_relations(const adopt_pair *pair, model_table *table)
{
    arena *a = pair->adopter->memory;
    map constraints = {0}, relations = {0};
    VEC_EACH (model_constraint *, &table->constraints, it)
        map_put(a, &constraints, (*it)->name, *it);
    table->relations.count = 0;
    VEC_EACH (model_relation *, &pair->written->relations, it) {
        if (!has_relation(pair->adopter->renamed, table, &constraints, *it))
            continue;
        VEC_PUSH(a, &table->relations, *it);
        map_put(a, &relations, (*it)->name, *it);
    }
    add_relations(pair, table, &relations);
    free_columns(a, table, &relations);
}

static bool has_key_of(const model_table *table, const model_row *row)
{
    VEC_EACH (const str, &row->key, field)
        if (!model_find_column(table, *field))
            return false;
    return true;
}

/* Rows are taken to be there as they are written; but none is that is known by a column which the database lacks. */
static void adopt_rows(const adopt_pair *pair, model_table *table)
{
    table->rows.count = 0;
    VEC_EACH (model_row *, &pair->written->rows, it)
        if (has_key_of(table, *it))
            VEC_PUSH(pair->adopter->memory, &table->rows, *it);
}

model_table *adopt_table(const adopt_pair *pair)
{
    model_table *table = model_table_copy(pair->adopter->memory, pair->written);
    adopt_columns(pair, table);
    adopt_constraints(pair, table);
    adopt_indexes(pair, table);
    adopt_frame(pair, table);
    adopt_relations(pair, table);
    adopt_rows(pair, table);
    /* What `many … through` makes has no say in what it is; another table has to be a model of its own. */
    table->synthetic = table->synthetic && model_table_equal(table, pair->written);
    return table;
}

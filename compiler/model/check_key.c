/* Constraints and indexes: keys, what foreign keys point to, and what a dialect lacks of them. */
#include "compiler/model/check_internal.h"
#include "compiler/model/key.h"

/* --- primary keys --- */

/* Where only SQLite makes the table, and no code is made of it, it may be what SQLite takes: keys with nulls, foreign
 * keys to columns that are not unique. */
static bool is_sqlite_alone(const checker *c, const model_constraint *constraint)
{
    return (constraint->dialects & c->dialects) == DIALECT_BIT_SQLITE;
}

static void check_primary_key(checker *c, const model_table *table, const model_constraint *constraint)
{
    if (table->no_code && is_sqlite_alone(c, constraint))
        return;
    VEC_EACH (const str, &constraint->columns, field) {
        const model_column *column = model_find_column(table, *field);
        if (column && column->nullable)
            check_report(c, DIAGNOSTIC_NULLABLE_KEY, column->span, column->name, (str){0}, (str){0});
    }
}

static void check_has_key(checker *c, const model_table *table, bool found)
{
    if (found || table->no_code || table->broken)
        return;
    diagnostic *d = check_report(c, DIAGNOSTIC_NO_PRIMARY_KEY, table->span, table->name, (str){0}, (str){0});
    d->hint = STR("give one of its fields `primary key`, or write `no code` behind the model's name");
}

/* --- foreign keys --- */

static str_list index_columns(checker *c, const model_index *index)
{
    str_list columns = {0};
    VEC_EACH (const model_key, &index->keys, key) {
        if (key->value->kind != EXPRESSION_COLUMN)
            return (str_list){0};
        VEC_PUSH(c->memory, &columns, key->value->text);
    }
    return columns;
}

static map *unique_sets(checker *c, const model_table *table)
{
    map *sets = map_get(&c->unique_sets, table->name);
    if (sets)
        return sets;
    bool sqlite = (c->dialects & table->dialects & DIALECT_BIT_SQLITE) != 0;
    sets = ARENA_NEW(c->memory, map);
    map_put(c->memory, &c->unique_sets, table->name, sets);
    VEC_EACH (model_constraint *, &table->constraints, it) {
        model_constraint *constraint = *it;
        bool key = constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE;
        if (key && !model_is_recollated(table, &constraint->keys))
            map_put(c->memory, sets, model_column_set(c->memory, &constraint->columns), constraint);
    }
    VEC_EACH (model_index *, &table->indexes, it) {
        bool whole = (*it)->unique && !(*it)->where && !(sqlite && model_is_recollated(table, &(*it)->keys));
        str_list columns = whole ? index_columns(c, *it) : (str_list){0};
        if (columns.count > 0)
            map_put(c->memory, sets, model_column_set(c->memory, &columns), *it);
    }
    return sets;
}

/* Lengths and precisions may differ; what a value is may not. */
static bool same_kind_of_type(const model_type *a, const model_type *b)
{
    if (a->kind == TYPE_SCALAR && b->kind == TYPE_SCALAR)
        return a->scalar == b->scalar && a->dimensions == b->dimensions;
    return model_type_equal(a, b);
}

static void check_pair(checker *c, const model_constraint *constraint, const model_column *own,
                       const model_column *target)
{
    bool native = own->type.kind == TYPE_NATIVE || target->type.kind == TYPE_NATIVE;
    bool mixed = native && is_sqlite_alone(c, constraint); /* there INT and INTEGER are one kind of value */
    if (own->broken || target->broken || mixed || same_kind_of_type(&own->type, &target->type))
        return;
    diagnostic *d = check_report(c, DIAGNOSTIC_KEY_TYPES_DIFFER, constraint->span, own->name,
                                 check_type_text(c, &own->type), check_type_text(c, &target->type));
    diagnostic_second(d, target->span, "the column it refers to");
}

static const char *set_null_word(const model_constraint *constraint)
{
    if (constraint->on_delete == ACTION_SET_NULL)
        return "on delete";
    return constraint->on_update == ACTION_SET_NULL ? "on update" : NULL;
}

/* All but one of the columns may stay: a column of the key itself does, where another becomes null. */
static void check_set_null(checker *c, const model_table *table, const model_constraint *constraint)
{
    const char *word = set_null_word(constraint);
    if (!word)
        return;
    VEC_EACH (const str, &constraint->columns, field) {
        const model_column *column = model_find_column(table, *field);
        if (!column || column->nullable)
            continue;
        check_report(c, DIAGNOSTIC_SET_NULL_NOT_NULL, constraint->span, *field, str_from(word), (str){0});
        return;
    }
}

static void check_target_dialects(checker *c, const model_table *target, const model_constraint *constraint)
{
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if (constraint->dialects & c->dialects & ~target->dialects & (1u << id))
            check_lacks(c, id, constraint->span, str_format(c->memory, "model \"%.*s\"", STR_ARGS(target->name)).ptr);
    }
}

static void check_foreign_key(checker *c, const model_table *table, const model_constraint *constraint)
{
    const model_table *target = model_find_table(c->schema, constraint->target);
    check_set_null(c, table, constraint);
    if (!target)
        return;
    check_target_dialects(c, target, constraint);
    for (size_t i = 0; i < constraint->columns.count && i < constraint->target_columns.count; i++) {
        const model_column *own = model_find_column(table, constraint->columns.items[i]);
        const model_column *other = model_find_column(target, constraint->target_columns.items[i]);
        if (own && other)
            check_pair(c, constraint, own, other);
    }
    str set = model_column_set(c->memory, &constraint->target_columns);
    bool may_point_anywhere = table->no_code && is_sqlite_alone(c, constraint);
    if (!target->broken && !may_point_anywhere && !map_has(unique_sets(c, target), set))
        check_report(c, DIAGNOSTIC_TARGET_NOT_UNIQUE, constraint->span, target->name, (str){0}, (str){0});
}

/* --- keys of indexes --- */

static void check_key(checker *c, const check_place *place, const model_key *key, source_span span)
{
    (void)check_infer(c, place, key->value);
    check_collation(c, place->dialects, key->collation, span);
    if (!(place->dialects & DIALECT_BIT_SQLITE))
        return;
    if (!str_is_empty(key->opclass))
        check_lacks(c, DIALECT_SQLITE, span, "operator classes");
    if (key->nulls_said)
        check_lacks(c, DIALECT_SQLITE, span, "`nulls first` and `nulls last` in an index");
}

static void check_keys(checker *c, const check_place *place, const model_key_list *keys, source_span span)
{
    VEC_EACH (const model_key, keys, key)
        check_key(c, place, key, span);
}

/* --- constraints --- */

/* A primary key of one integer. */
static bool is_row_id(const model_table *table, const model_constraint *constraint)
{
    bool one = constraint->kind == CONSTRAINT_PRIMARY_KEY && constraint->columns.count == 1;
    const model_column *column = one ? model_find_column(table, constraint->columns.items[0]) : NULL;
    return column && type_is_row_id(&column->type);
}

/* It has neither an order of its own where it is counted (else, with one, it is something else) nor a collation. */
static void check_row_id(checker *c, const model_table *table, const model_constraint *constraint)
{
    if (!is_row_id(table, constraint))
        return;
    const model_column *column = model_find_column(table, constraint->columns.items[0]);
    bool counted = column->identity != IDENTITY_NONE;
    if (counted || constraint->keys.items[0].collation.len)
        check_report(c, DIAGNOSTIC_KEY_OF_ROW_ID, constraint->span, column->name,
                     counted ? STR("an order") : STR("a collation"), (str){0});
}

static void check_ordered_key(checker *c, const model_table *table, const model_constraint *constraint)
{
    unsigned dialects = constraint->dialects & c->dialects;
    VEC_EACH (const model_key, &constraint->keys, key)
        check_collation(c, dialects & DIALECT_BIT_SQLITE, key->collation, constraint->span);
    if (dialects & DIALECT_BIT_POSTGRESQL)
        check_lacks(c, DIALECT_POSTGRESQL, constraint->span, "order or collation in a constraint");
    if (dialects & DIALECT_BIT_SQLITE)
        check_row_id(c, table, constraint);
}

static void check_sqlite_constraint(checker *c, const model_constraint *constraint)
{
    if (constraint->kind == CONSTRAINT_EXCLUDE)
        check_lacks(c, DIALECT_SQLITE, constraint->span, "exclude constraints");
    if (constraint->include.count > 0)
        check_lacks(c, DIALECT_SQLITE, constraint->span, "`include`");
    if (constraint->nulls_not_distinct)
        check_lacks(c, DIALECT_SQLITE, constraint->span, "`nulls not distinct`");
    if (constraint->not_valid)
        check_lacks(c, DIALECT_SQLITE, constraint->span, "`not valid`");
}

static void check_exclude(checker *c, const model_table *table, const model_constraint *constraint)
{
    check_place place = {.table = table, .dialects = constraint->dialects & c->dialects, .constant = true};
    VEC_EACH (const model_key, &constraint->keys, key)
        (void)check_infer(c, &place, key->value);
    if (constraint->where)
        check_condition(c, &place, constraint->where);
}

static void check_constraint(checker *c, const model_table *table, const model_constraint *constraint)
{
    switch (constraint->kind) {
    case CONSTRAINT_PRIMARY_KEY:
        check_primary_key(c, table, constraint);
        break;
    case CONSTRAINT_CHECK: {
        check_place place = {.table = table, .dialects = constraint->dialects & c->dialects, .stored_rows = true};
        check_condition(c, &place, constraint->check);
        break;
    }
    case CONSTRAINT_FOREIGN_KEY:
        check_foreign_key(c, table, constraint);
        break;
    case CONSTRAINT_EXCLUDE:
        check_exclude(c, table, constraint);
        break;
    case CONSTRAINT_UNIQUE:
        break;
    }
    if (constraint->keys.count && constraint->kind != CONSTRAINT_EXCLUDE)
        check_ordered_key(c, table, constraint);
    if (constraint->dialects & c->dialects & DIALECT_BIT_SQLITE)
        check_sqlite_constraint(c, constraint);
    if (constraint->conflict.len && (constraint->dialects & c->dialects & DIALECT_BIT_POSTGRESQL))
        check_lacks(c, DIALECT_POSTGRESQL, constraint->span, "`on conflict` in a constraint");
}

/* What SQLite knows an index by: its columns with their collations, whatever their order. */
static str index_of_key(checker *c, const model_table *table, const model_constraint *constraint)
{
    writer out = writer_make(c->memory);
    for (size_t i = 0; i < constraint->columns.count; i++) {
        const model_column *column = model_find_column(table, constraint->columns.items[i]);
        str own = constraint->keys.count ? constraint->keys.items[i].collation : STR("");
        str collation = own.len || !column ? own : column->collation;
        bool plain = str_eq_nocase(collation, STR("BINARY")) || str_eq(collation, STR("C"));
        writer_format(&out, "%.*s\n%.*s\n", STR_ARGS(constraint->columns.items[i]),
                      STR_ARGS(plain ? STR("") : str_upper(c->memory, collation)));
    }
    return writer_result(&out);
}

static bool says_conflict(const checker *c, const model_table *table, const model_constraint *constraint)
{
    return constraint->conflict.len && (constraint->dialects & c->dialects & DIALECT_BIT_SQLITE) &&
           !is_row_id(table, constraint);
}

/* Keys over the same columns are one index for SQLite, which does one thing. */
static void check_conflicts(checker *c, const model_table *table)
{
    map indexes = {0};
    VEC_EACH (model_constraint *, &table->constraints, it) {
        if (!says_conflict(c, table, *it))
            continue;
        const model_constraint *first = map_put(c->memory, &indexes, index_of_key(c, table, *it), *it);
        if (!first || str_eq(first->conflict, (*it)->conflict))
            continue;
        diagnostic *d =
            check_report(c, DIAGNOSTIC_CONFLICTS_DIFFER, (*it)->span, (*it)->conflict, first->conflict, (str){0});
        diagnostic_second(d, first->span, "the first one");
    }
}

void check_constraints(checker *c, const model_table *table)
{
    bool has_key = false;
    VEC_EACH (model_constraint *, &table->constraints, constraint) {
        check_constraint(c, table, *constraint);
        has_key = has_key || (*constraint)->kind == CONSTRAINT_PRIMARY_KEY;
    }
    check_has_key(c, table, has_key);
    check_conflicts(c, table);
}

/* --- indexes --- */

static void check_sqlite_index(checker *c, const model_index *index)
{
    if (index->include.count > 0)
        check_lacks(c, DIALECT_SQLITE, index->span, "`include`");
    if (index->nulls_not_distinct)
        check_lacks(c, DIALECT_SQLITE, index->span, "`nulls not distinct`");
    if (!str_is_empty(index->method) && !str_eq(index->method, STR("btree")))
        check_lacks(c, DIALECT_SQLITE, index->span,
                    str_format(c->memory, "index method \"%.*s\"", STR_ARGS(index->method)).ptr);
}

void check_indexes(checker *c, const model_table *table)
{
    VEC_EACH (model_index *, &table->indexes, it) {
        const model_index *index = *it;
        check_place place = {.table = table, .dialects = index->dialects & c->dialects, .constant = true};
        check_keys(c, &place, &index->keys, index->span);
        if (index->where)
            check_condition(c, &place, index->where);
        if (place.dialects & DIALECT_BIT_SQLITE)
            check_sqlite_index(c, index);
    }
}

/* With `online`: a primary key or unique that goes while others come. It must not be missing in between, so it makes
 * room (its name may be wanted), stays until the index of the new one is built, and goes in the short transaction in
 * which the new one takes that index over. A primary key gives way to the new primary key, a unique to the one of its
 * name, or else to the last one that comes.
 *
 * It has to go at once where it would stand in the way: of a column that goes, changes its type or, in a primary key,
 * takes null. */
#include "compiler/model/names.h"
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

static bool is_key(const model_constraint *constraint)
{
    return constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE;
}

static bool any_key_comes(const sql_planner *p, const sql_table_delta *table, model_constraint_kind kind)
{
    VEC_EACH (const sql_constraint_delta, &table->constraints, item)
        if (sql_is_careful_key(p, table, item) &&
            (kind == CONSTRAINT_UNIQUE || item->new_constraint->kind == CONSTRAINT_PRIMARY_KEY))
            return true;
    return false;
}

static bool stays_as_it_is(const sql_column_delta *item, model_constraint_kind key)
{
    if (!item->new_column || item->recreated || item->retyped)
        return false;
    return key == CONSTRAINT_UNIQUE || !item->new_column->nullable;
}

static bool columns_stay(const sql_table_delta *table, const model_constraint *constraint)
{
    const str_list *lists[] = {&constraint->columns, &constraint->include};
    for (size_t i = 0; i < 2; i++)
        VEC_EACH (const str, lists[i], field) {
            const sql_column_delta *item = sql_delta_old_column(table, *field);
            if (!item || !stays_as_it_is(item, constraint->kind))
                return false;
        }
    return true;
}

static bool is_replaced(const sql_planner *p, const sql_table_delta *table, const sql_constraint_delta *item)
{
    const model_constraint *old = item->old_constraint;
    if (!sql_is_careful(p, table) || !old || item->new_constraint || !is_key(old))
        return false;
    return columns_stay(table, old) && any_key_comes(p, table, old->kind);
}

static str aside_name(const sql_planner *p, const sql_constraint_delta *item)
{
    return names_cut(p->memory, str_join(p->memory, STR("schemac_old_"), item->old_constraint->name));
}

bool sql_put_key_aside(sql_planner *p, const sql_table_delta *table, const sql_constraint_delta *item)
{
    if (!is_replaced(p, table, item))
        return false;
    writer out = sql_alter_table(p, table, true);
    writer_text(&out, "RENAME CONSTRAINT ");
    quote_identifier(item->old_constraint->name, &out);
    writer_text(&out, " TO ");
    quote_identifier(aside_name(p, item), &out);
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
    return true;
}

static void drop_aside(sql_planner *p, const sql_table_delta *table, const sql_constraint_delta *item)
{
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "DROP CONSTRAINT ");
    quote_identifier(aside_name(p, item), &out);
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
}

/* Is there a new key of that name, in whose transaction the old one goes? */
static bool has_heir(const sql_planner *p, const sql_table_delta *table, str name)
{
    VEC_EACH (const sql_constraint_delta, &table->constraints, item)
        if (sql_is_careful_key(p, table, item) && str_eq(item->new_constraint->name, name))
            return true;
    return false;
}

static const model_constraint *last_key(const sql_planner *p, const sql_table_delta *table)
{
    const model_constraint *last = NULL;
    VEC_EACH (const sql_constraint_delta, &table->constraints, item)
        if (sql_is_careful_key(p, table, item))
            last = item->new_constraint;
    return last;
}

static bool gives_way_to(const sql_planner *p, const sql_table_delta *table, const model_constraint *old,
                         const model_constraint *key)
{
    if (old->kind == CONSTRAINT_PRIMARY_KEY)
        return key->kind == CONSTRAINT_PRIMARY_KEY;
    if (has_heir(p, table, old->name))
        return str_eq(old->name, key->name);
    return last_key(p, table) == key;
}

void sql_drop_replaced_keys(sql_planner *p, const sql_table_delta *table, const model_constraint *key)
{
    VEC_EACH (const sql_constraint_delta, &table->constraints, item)
        if (is_replaced(p, table, item) && gives_way_to(p, table, item->old_constraint, key))
            drop_aside(p, table, item);
}

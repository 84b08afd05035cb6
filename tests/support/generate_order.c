/* What only SQLite's keys and columns can say: what is done on a conflict, and orders and collations of keys. */
#include "tests/support/generate_internal.h"

static bool is_key(const model_constraint *constraint)
{
    return constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE;
}

static bool is_for_sqlite(const generator *g, const model_table *table)
{
    return g->options->databases == DIALECT_BIT_SQLITE || (generate_any(g) && table->dialects == DIALECT_BIT_SQLITE);
}

static str some_conflict(generator *g)
{
    static const char *const words[] = {"", "replace", "ignore", "fail", "rollback"};
    return str_from(words[generate_below(g, sizeof words / sizeof *words)]);
}

/* Rows of `data` may differ in nothing but their letters' case. */
static str some_collation(generator *g, const model_table *table)
{
    static const char *const words[] = {"", "NOCASE", "RTRIM"};
    return str_from(words[generate_below(g, table->rows.count ? 1 : sizeof words / sizeof *words)]);
}

static void order_key(generator *g, const model_table *table, model_constraint *constraint)
{
    bool more = false;
    constraint->keys = (model_key_list){0};
    VEC_EACH (const str, &constraint->columns, field) {
        model_key key = {.value = generate_column_ref(g, *field), .descending = generate_chance(g, 40)};
        key.collation = some_collation(g, table);
        more = more || key.descending || key.collation.len;
        VEC_PUSH(g->memory, &constraint->keys, key);
    }
    if (!more)
        constraint->keys = (model_key_list){0};
}

void generate_orders(generator *g, model_table *table)
{
    if (!is_for_sqlite(g, table))
        return;
    VEC_EACH (model_constraint *, &table->constraints, it) {
        if (!is_key(*it))
            continue;
        if (generate_chance(g, 20))
            (*it)->conflict = some_conflict(g);
        if (generate_chance(g, 25))
            order_key(g, table, *it);
    }
    VEC_EACH (model_column *, &table->columns, column)
        if (generate_chance(g, 10))
            (*column)->conflict = some_conflict(g);
}

/* --- what no longer fits --- */

static bool fits_columns(const model_constraint *constraint)
{
    if (constraint->keys.count != constraint->columns.count)
        return false;
    for (size_t i = 0; i < constraint->keys.count; i++)
        if (!str_eq(constraint->keys.items[i].value->text, constraint->columns.items[i]))
            return false;
    return true;
}

/* A key of one integer is the row id, and can be nothing but descending. */
static bool may_be_ordered(const model_table *table, const model_constraint *constraint)
{
    if (!fits_columns(constraint))
        return false;
    const model_column *first = model_find_column(table, constraint->columns.items[0]);
    const model_key *key = &constraint->keys.items[0];
    bool integer = constraint->kind == CONSTRAINT_PRIMARY_KEY && constraint->columns.count == 1 && first &&
                   type_is_row_id(&first->type);
    return !integer || (first->identity == IDENTITY_NONE && key->descending && !key->collation.len);
}

/* A foreign key finds no key with a collation that is not its columns' own. */
static bool is_pointed_to(const model_schema *schema, const model_table *table)
{
    MAP_EACH (&schema->tables, entry)
        VEC_EACH (model_constraint *const, &((const model_table *)entry->value)->constraints, it)
            if ((*it)->kind == CONSTRAINT_FOREIGN_KEY && str_eq((*it)->target, table->name))
                return true;
    return false;
}

/* Keys over the same columns have to say the same. */
static bool is_told_before(const model_table *table, const model_constraint *constraint)
{
    VEC_EACH (model_constraint *const, &table->constraints, it) {
        if (*it == constraint)
            return false;
        bool same = is_key(*it) && (*it)->columns.count == constraint->columns.count;
        for (size_t i = 0; same && i < constraint->columns.count; i++)
            same = str_eq((*it)->columns.items[i], constraint->columns.items[i]);
        if (same)
            return true;
    }
    return false;
}

static void settle(const generator *g, model_table *table)
{
    bool there = is_for_sqlite(g, table), pointed_to = is_pointed_to(g->schema, table);
    VEC_EACH (model_constraint *, &table->constraints, it) {
        if (!is_key(*it))
            continue;
        if (!there || pointed_to || !may_be_ordered(table, *it))
            (*it)->keys = (model_key_list){0};
        (*it)->conflict = there && !is_told_before(table, *it) ? (*it)->conflict : STR("");
    }
    VEC_EACH (model_column *, &table->columns, column)
        if (!there || (*column)->nullable)
            (*column)->conflict = STR("");
}

void generate_settle_orders(generator *g)
{
    MAP_EACH (&g->schema->tables, entry)
        settle(g, entry->value);
}

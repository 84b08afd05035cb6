/* Where a table lives and whose it is: schemas, tables that are unlogged, and those that belong to others. For the laws
 * on PostgreSQL; those in memory take anything (generate_schema.c).
 *
 * A schema of which nobody speaks but the tables in it is made for them and never dropped: the laws of databases look
 * at those by generate_is_home. */
#include "tests/support/generate_internal.h"

#include "compiler/model/object.h"

static const char *const homes[] = {"Shop two", "other", "shop"};
enum { HOMES = sizeof homes / sizeof *homes };

bool generate_is_home(str schema)
{
    for (size_t i = 0; i < HOMES; i++)
        if (str_eq(schema, str_from(homes[i])))
            return true;
    return false;
}

str generate_home(generator *g)
{
    return generate_chance(g, 50) ? str_from(homes[generate_below(g, HOMES)]) : (str){0};
}

static bool is_alone(const generator *g)
{
    return g->options->databases == DIALECT_BIT_POSTGRESQL;
}

/* --- whose it is --- */

bool generate_is_ours(const generator *g, const model_table *table)
{
    return generate_any(g) || !table->unmanaged;
}

/* Nothing may happen to a table of others, so nothing is said about it later; see generate_is_ours. */
void generate_place(generator *g, model_table *table)
{
    if (!is_alone(g))
        return;
    table->unmanaged = generate_chance(g, 5);
    table->unlogged = generate_chance(g, 10);
    if (generate_chance(g, 20))
        table->schema = generate_home(g);
}

void generate_place_enum(generator *g, model_enum *of)
{
    if (is_alone(g) && generate_chance(g, 15))
        of->schema = generate_home(g);
}

void generate_edit_place(generator *g)
{
    model_table *table = is_alone(g) ? generate_some_table(g) : NULL;
    if (!table)
        return;
    table->unlogged = generate_chance(g, 30) ? !table->unlogged : table->unlogged;
    if (!generate_chance(g, 60))
        return;
    str from = generate_home_text(g->memory, table);
    table->schema = generate_home(g);
    generate_move_home(g->memory, g->schema, table, from);
}

/* --- what points to what --- */

static bool points_to_unlogged(const model_schema *schema, const model_table *table)
{
    for (size_t i = 0; i < table->constraints.count; i++) {
        const model_constraint *constraint = table->constraints.items[i];
        const model_table *target =
            constraint->kind == CONSTRAINT_FOREIGN_KEY ? model_find_table(schema, constraint->target) : NULL;
        if (target && target->unlogged && !table->unlogged)
            return true;
    }
    return false;
}

static void keep_log_of_targets(const model_schema *schema, const model_table *table)
{
    for (size_t i = 0; i < table->constraints.count; i++) {
        const model_constraint *constraint = table->constraints.items[i];
        if (constraint->kind == CONSTRAINT_FOREIGN_KEY)
            model_find_table(schema, constraint->target)->unlogged = false;
    }
}

/* What has a log points to nothing that has none; and what is partitioned has nothing to log. */
void generate_settle_logs(generator *g)
{
    if (generate_any(g))
        return;
    MAP_EACH (&g->schema->tables, entry)
        if (((model_table *)entry->value)->partition_by.len)
            ((model_table *)entry->value)->unlogged = false;
    for (bool again = true; again;) {
        again = false;
        MAP_EACH (&g->schema->tables, entry) {
            if (!points_to_unlogged(g->schema, entry->value))
                continue;
            keep_log_of_targets(g->schema, entry->value);
            again = true;
        }
    }
}

/* --- the texts of objects --- */

static str quoted(arena *a, str name)
{
    return str_format(a, "\"%.*s\"", STR_ARGS(generate_quoted_inside(a, name)));
}

str generate_home_text(arena *a, const model_table *table)
{
    str name = quoted(a, table->table);
    if (!table->schema.len)
        return name;
    return str_format(a, "%.*s.%.*s", STR_ARGS(quoted(a, table->schema)), STR_ARGS(name));
}

bool generate_ends_in_home(str text)
{
    if (str_ends_with(text, STR("public.")))
        return true;
    for (size_t i = 0; i < HOMES; i++) {
        str home = str_from(homes[i]);
        bool long_enough = text.len >= home.len + 3;
        str end = str_slice(text, long_enough ? text.len - home.len - 3 : 0, text.len);
        if (long_enough && end.ptr[0] == '"' && str_starts_with(str_slice(end, 1, end.len), home) &&
            str_ends_with(end, STR("\".")))
            return true;
    }
    return false;
}

/* The table itself, not a column of it nor one of its name. */
static bool is_the_table(str before, str behind)
{
    return !str_ends_with(before, STR(".")) && !str_starts_with(behind, STR("."));
}

void generate_move_home(arena *a, model_schema *schema, const model_table *table, str from)
{
    str said = str_join(a, STR("public."), from), to = generate_home_text(a, table);
    /* `text` alone could be a type. */
    if (!table->schema.len)
        to = str_join(a, STR("public."), to);
    MAP_EACH (&schema->objects, entry) {
        model_object *object = entry->value;
        str body = generate_replaced(a, object->body, said, to, is_the_table);
        object->body = model_object_text(a, generate_replaced(a, body, from, to, is_the_table));
    }
}

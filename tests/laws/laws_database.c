/* The law of databases: a database made from A, filled, and taken up by the plan of diff(A, B) has the catalog of a
 * database made from B, and its rows; taken down again it has the catalog of A. Called as `laws_database sqlite` or
 * `laws_database postgresql`, with `online` behind it for the careful forms, or `phases` for these and many changes of
 * types, of which most go by two revisions (a server at SCHEMAC_TEST_POSTGRESQL).
 * Every tenth pair (SCHEMAC_LAW_DUMP_EVERY) is looked at by a second witness.
 * SCHEMAC_LAW_SQLITE_PAIRS (200) and SCHEMAC_LAW_POSTGRESQL_PAIRS (60): how many pairs; SCHEMAC_LAW_SEED: the first
 * seed. */
#include "compiler/sql/expand.h"
#include "tests/laws/database.h"
#include "tests/support/generate.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN = 3, BROKEN_TRIES = 20, MAX_REFUSED_PERCENT = 10, FEW_REFUSED = 5 };

static const law_driver *driver;
static law_database *database;
static bool retypes;   /* many types change */
static bool online;    /* the careful forms, whose catalog is the same in the end */
static bool witnessed; /* the pair at hand is looked at by the second witness, too */
static size_t refused; /* pairs for which the planner said why it does not do it */
static size_t one_way; /* pairs without a way back, said so */
static size_t phased;  /* pairs that went by two revisions */
static size_t keyed;   /* … and with keys */

/* --- running a plan as the runtime does --- */

static bool run_segment(const plan *p, size_t *at, writer *why)
{
    size_t segment = p->statements.items[*at].segment;
    bool transaction = p->statements.items[*at].transactional;
    bool good = !transaction || driver->run(database, "BEGIN", why);
    for (; *at < p->statements.count && p->statements.items[*at].segment == segment; ++*at)
        good = good && driver->run(database, p->statements.items[*at].sql.ptr, why);
    if (transaction)
        good = driver->run(database, good ? "COMMIT" : "ROLLBACK", why) && good;
    return good;
}

static bool run_plan(const plan *p, writer *why)
{
    bool good = !p->foreign_keys_off || driver->foreign_keys(database, false, why);
    for (size_t at = 0; good && at < p->statements.count;)
        good = run_segment(p, &at, why);
    if (p->foreign_keys_off)
        good = driver->foreign_keys(database, true, why) && good;
    if (!good) {
        writer_text(why, "in the plan:\n");
        plan_print(p, why);
    }
    return good;
}

/* False, and why, where there are errors. */
static bool may_run(diagnostic_list *diagnostics, writer *why)
{
    source_set sources = {.memory = diagnostics->memory};
    if (diagnostics->errors)
        text_diagnostics(diagnostics, &sources, why);
    return diagnostics->errors == 0;
}

/* What would write a table anew goes by two revisions, where that is to be careful. */
static bool goes_in_phases(arena *a, const model_schema *before, const change_list *changes, expand_plans *plans,
                           diagnostic_list *diagnostics)
{
    expand_split split = {0};
    if (online)
        split = expand_changes(a, before, changes);
    if (split.wanted)
        *plans = expand_plan(a, before, &split, driver->dialect, diagnostics);
    return split.wanted;
}

static bool moves_key(const plan *contract)
{
    VEC_EACH (const plan_statement, &contract->statements, statement)
        if (strstr(statement->sql.ptr, "PRIMARY KEY USING INDEX") || strstr(statement->sql.ptr, "fkey TO ") ||
            strstr(statement->sql.ptr, "fk TO "))
            return true;
    return false;
}

static bool run_changes(arena *a, const model_schema *before, const change_list *changes, bool *is_refused, writer *why)
{
    diagnostic_list diagnostics = {.memory = a};
    expand_plans plans;
    bool phases = goes_in_phases(a, before, changes, &plans, &diagnostics);
    const plan *p =
        phases ? plans.expand_up
               : plan_make(a, before, changes, driver->dialect, &(plan_options){.online = online}, &diagnostics);
    phased += phases;
    keyed += phases && moves_key(plans.contract_up);
    *is_refused = diagnostics.errors > 0;
    return may_run(&diagnostics, why) && run_plan(p, why) && (!phases || run_plan(plans.contract_up, why));
}

/* What the witnesses see. */
typedef struct sight {
    str catalog;
    str dump;
} sight;

static bool look(arena *a, sight *seen, writer *why)
{
    *seen = (sight){0};
    bool good = driver->catalog(database, a, &seen->catalog, why);
    return good && (!witnessed || driver->dump(database, a, &seen->dump, why));
}

static bool make(arena *a, const model_schema *schema, sight *seen, writer *why)
{
    diagnostic_list diagnostics = {.memory = a};
    const model_schema *nothing = model_schema_make(a);
    change_list changes = change_diff(a, nothing, schema, &diagnostics);
    bool is_refused;
    return driver->reset(database, why) && run_changes(a, nothing, &changes, &is_refused, why) && look(a, seen, why);
}

/* --- comparing --- */

static bool same_text(const char *where, const char *what, str got, str wanted, writer *why)
{
    if (str_eq(got, wanted))
        return true;
    writer_format(why, "%s the %s is\n%.*s\nand should be\n%.*s\n", where, what, STR_ARGS(got), STR_ARGS(wanted));
    return false;
}

static bool looks_like(arena *a, const char *where, const sight *wanted, writer *why)
{
    sight seen;
    return look(a, &seen, why) && same_text(where, "catalog", seen.catalog, wanted->catalog, why) &&
           same_text(where, "dump", seen.dump, wanted->dump, why);
}

static bool read_rows(arena *a, const rows_pair_list *pairs, bool after, str_list *rows, writer *why)
{
    VEC_EACH (const rows_pair, pairs, pair) {
        str result = {0};
        if (!driver->rows(database, a, after ? pair->after.ptr : pair->before.ptr, &result, why))
            return false;
        VEC_PUSH(a, rows, result);
    }
    return true;
}

static bool same_rows(const rows_pair_list *pairs, const str_list *before, const str_list *after, writer *why)
{
    for (size_t i = 0; i < before->count; i++) {
        if (str_eq(before->items[i], after->items[i]))
            continue;
        writer_format(why, "rows were\n%.*s\nand are\n%.*s\nby %.*s\n", STR_ARGS(before->items[i]),
                      STR_ARGS(after->items[i]), STR_ARGS(pairs->items[i].after));
        return false;
    }
    return true;
}

/* --- the law --- */

static bool fill(arena *a, const model_schema *schema, writer *why)
{
    str rows = rows_insert(a, driver, schema);
    return driver->run(database, driver->before_filling, why) && driver->run(database, rows.ptr, why) &&
           driver->run(database, driver->after_filling, why);
}

static bool has_key(const model_key_list *keys, str field)
{
    VEC_EACH (const model_key, keys, key)
        if (str_eq(key->value->text, field))
            return true;
    return false;
}

/* A column that comes back has one value in all rows, which a key does not bear. */
static bool is_distinct(const model_schema *before, str field)
{
    MAP_EACH (&before->tables, entry) {
        const model_table *table = entry->value;
        for (size_t i = 0; i < table->constraints.count; i++) {
            const model_constraint *constraint = table->constraints.items[i];
            if (str_list_has(&constraint->columns, field) || str_list_has(&constraint->target_columns, field) ||
                has_key(&constraint->keys, field))
                return true;
        }
        for (size_t i = 0; i < table->indexes.count; i++)
            if (table->indexes.items[i]->unique && has_key(&table->indexes.items[i]->keys, field))
                return true;
    }
    return false;
}

/* Rows for which there is no way back: what they pointed to, or what told them apart, is gone. */
static bool rows_are_lost(const model_schema *before, const change_list *changes)
{
    VEC_EACH (const change, changes, item) {
        if (item->kind == CHANGE_DROP_MODEL || item->kind == CHANGE_DROP_MEMBER)
            return true;
        bool drops = item->kind == CHANGE_DROP_COLUMN;
        bool stood_aside = drops && str_starts_with(item->old_column->name, STR("schemac_swap_"));
        if (stood_aside || (drops && is_distinct(before, item->old_column->name)))
            return true;
    }
    return false;
}

static bool empty_tables(arena *a, const model_schema *schema, writer *why)
{
    writer out = writer_make(a);
    MAP_EACH (&schema->tables, entry) {
        if (!rows_has_table(driver, entry->value))
            continue;
        writer_text(&out, "DELETE FROM ");
        rows_table(&out, entry->value);
        writer_text(&out, ";\n");
    }
    return driver->run(database, driver->before_filling, why) && driver->run(database, writer_result(&out).ptr, why) &&
           driver->run(database, driver->after_filling, why);
}

static bool go_down(arena *a, const model_schema *before, const model_schema *after, const change_list *changes,
                    const sight *wanted, writer *why)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list back = change_invert(a, changes);
    plan_options options = {.down = true, .online = online};
    expand_plans plans;
    bool phases = goes_in_phases(a, before, changes, &plans, &diagnostics);
    const plan *p = phases ? plans.contract_down : plan_make(a, after, &back, driver->dialect, &options, &diagnostics);
    if (p->irreversible || (phases && plans.expand_down->irreversible)) {
        one_way++;
        return true;
    }
    return may_run(&diagnostics, why) && run_plan(p, why) && (!phases || run_plan(plans.expand_down, why)) &&
           looks_like(a, "after the way down", wanted, why);
}

/* What the rows of data hold in a database that was just made for the schema. */
static bool read_data(arena *a, const model_schema *schema, str_list *data, writer *why)
{
    str_list queries = rows_of_data(a, driver, schema);
    VEC_EACH (const str, &queries, query) {
        str result = {0};
        if (!driver->rows(database, a, query->ptr, &result, why))
            return false;
        VEC_PUSH(a, data, str_format(a, "%.*s: %.*s", STR_ARGS(*query), STR_ARGS(result)));
    }
    return true;
}

static bool same_data(arena *a, const model_schema *schema, const str_list *wanted, writer *why)
{
    str_list data = {0};
    if (!read_data(a, schema, &data, why))
        return false;
    const str *should_be = wanted->items;
    VEC_EACH (const str, &data, row) {
        if (should_be && !str_eq(*row, *should_be)) {
            writer_format(why, "a row of data is\n%.*s\nand should be\n%.*s\n", STR_ARGS(*row), STR_ARGS(*should_be));
            return false;
        }
        should_be++;
    }
    return true;
}

static bool up_and_down(arena *a, const model_schema *before, const model_schema *after, bool broken, writer *why)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list changes = change_diff(a, before, after, &diagnostics);
    change_list done = changes;
    sight old_sight;
    sight new_sight;
    str_list old_rows = {0};
    str_list new_rows = {0};
    str_list data = {0};
    if (broken && done.count)
        done.count--;
    if (!make(a, after, &new_sight, why) || !read_data(a, after, &data, why) || !make(a, before, &old_sight, why) ||
        !fill(a, before, why))
        return false;
    rows_pair_list survivors = rows_that_survive(a, driver, before, after, &changes);
    if (!read_rows(a, &survivors, false, &old_rows, why))
        return false;
    bool is_refused;
    if (!run_changes(a, before, &done, &is_refused, why)) {
        refused += is_refused;
        return is_refused;
    }
    return looks_like(a, "after the way up", &new_sight, why) && same_data(a, after, &data, why) &&
           read_rows(a, &survivors, true, &new_rows, why) && same_rows(&survivors, &old_rows, &new_rows, why) &&
           (!rows_are_lost(before, &changes) || empty_tables(a, after, why)) &&
           go_down(a, before, after, &changes, &old_sight, why);
}

static const law database_law = {"database(A) + up(A, B) = database(B), and back", up_and_down};

/* --- the run --- */

static law_pair make_pair(arena *a, unsigned long long seed)
{
    generate_options options = {
        .databases = 1u << driver->dialect, .max_models = 4, .max_edits = 5, .retypes = retypes ? 12 : 0};
    law_pair pair = {generate_schema(a, seed, &options), NULL};
    pair.after = generate_successor(a, pair.before, seed + 1, &options);
    return pair;
}

static bool try_pair(unsigned long long seed, bool broken)
{
    arena a = {0};
    writer why = writer_make(&a);
    law_pair pair = make_pair(&a, seed);
    bool good = up_and_down(&a, pair.before, pair.after, broken, &why);
    arena_free(&a);
    return good;
}

static void explain(unsigned long long seed)
{
    arena a = {0};
    law_explain(&database_law, shrink_pair(&a, &database_law, make_pair(&a, seed)), seed);
    arena_free(&a);
}

static size_t try_pairs(unsigned long long seed, unsigned long long pairs)
{
    size_t failures = 0;
    unsigned long long every = law_number("SCHEMAC_LAW_DUMP_EVERY", 10);
    for (unsigned long long i = 0; i < pairs; i++) {
        size_t before = refused;
        size_t before_one_way = one_way;
        witnessed = driver->dump && every && i % every == 0;
        if (!try_pair(seed + 2 * i, false) && failures++ < SHOWN) {
            explain(seed + 2 * i);
            refused = before;
            one_way = before_one_way;
        }
    }
    witnessed = false;
    return failures;
}

static bool report(unsigned long long pairs, size_t failures, size_t seen)
{
    printf("%s on %s: %llu pairs, %zu failures, %zu refused, %zu without a way down, %zu in two revisions, %zu of "
           "them with keys; broken variant noticed in %zu of "
           "%d\n",
           database_law.name, driver->name, pairs, failures, refused, one_way, phased, keyed, seen, BROKEN_TRIES);
    /* Not every change leaves a trace in every database: SQLite has no comments, and an enum may be in no table. */
    bool too_many = refused > FEW_REFUSED && refused * 100 > pairs * MAX_REFUSED_PERCENT;
    if (too_many)
        printf("too many are refused for the law to say much\n");
    return failures == 0 && !too_many && seen >= BROKEN_TRIES / 4;
}

int main(int argc, char **argv)
{
    bool postgresql = argc > 1 && strcmp(argv[1], "postgresql") == 0;
    retypes = argc > 2 && strcmp(argv[2], "phases") == 0;
    online = retypes || (argc > 2 && strcmp(argv[2], "online") == 0);
    unsigned long long seed = law_number("SCHEMAC_LAW_SEED", 20261120);
    unsigned long long pairs =
        postgresql ? law_number("SCHEMAC_LAW_POSTGRESQL_PAIRS", 60) : law_number("SCHEMAC_LAW_SQLITE_PAIRS", 200);
    driver = postgresql ? &law_postgresql : &law_sqlite;
    database = driver->open();
    if (!database)
        return 1;
    printf("seed %llu\n", seed);
    witnessed = driver->dump != NULL;
    size_t failures = kept_failures(&database_law, driver->dialect, 0);
    failures += try_pairs(seed, pairs);
    size_t seen = 0;
    for (unsigned long long i = 0; i < BROKEN_TRIES; i++) {
        size_t before = refused;
        seen += !try_pair(seed + 2 * i, true);
        refused = before;
    }
    bool good = report(pairs, failures, seen);
    driver->close(database);
    return good ? 0 : 1;
}

#include "compiler/cli/database/reader.h"

#include "compiler/cli/database/scratch.h"
#include "compiler/cli/database/witness.h"
#include "compiler/cli/difference.h"
#include "compiler/cli/state.h"
#include "compiler/inspect/adopt.h"

#include <schemac/migrate.h>

/* --- one database --- */

bool reader_dialect(cli *c, str url, dialect_id *dialect, exit_status *status)
{
    schemac_sql_dialect found;
    if (!schemac_url_dialect(str_copy(&c->memory, url).ptr, &found)) {
        *status = fail(c, EXIT_USAGE, "the database's address is of no known kind: sqlite:FILE and postgresql://… are");
        return false;
    }
    *dialect = found == SCHEMAC_SQL_SQLITE ? DIALECT_SQLITE : DIALECT_POSTGRESQL;
    return true;
}

schemac_db *reader_open(cli *c, str url, exit_status *status)
{
    schemac_open_options options = {.max_connections = 1, .read_only = true, .must_exist = true};
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_db *db = NULL;
    if (schemac_open(str_copy(&c->memory, url).ptr, &options, &db, &err))
        *status = fail_runtime(c, &err);
    return db;
}

bool reader_catalog(cli *c, schemac_db *db, const inspect_options *options, inspect_result *result, exit_status *status)
{
    inspect_options all = options ? *options : (inspect_options){0};
    all.history_table = project_text(c, SETTING_HISTORY_TABLE);
    schemac_error err = SCHEMAC_ERROR_INIT;
    *result = (inspect_result){0};
    if (inspect_database(&c->memory, db, &all, result, &err))
        return true;
    *status = fail_runtime(c, &err);
    return false;
}

bool reader_read(cli *c, str url, const inspect_options *options, inspect_result *result, exit_status *status)
{
    schemac_db *db = reader_open(c, url, status);
    bool done = db && reader_catalog(c, db, options, result, status);
    schemac_close(db);
    return done;
}

static bool read_text(cli *c, str path, dialect_id dialect, const inspect_options *options, inspect_result *result,
                      exit_status *status)
{
    scratch *s = scratch_open(c, dialect, status);
    bool done = s && scratch_load(c, s, path, status) && reader_catalog(c, scratch_db(s), options, result, status);
    scratch_close(c, s);
    return done;
}

bool reader_read_any(cli *c, str what, dialect_id dialect, const inspect_options *options, inspect_result *result,
                     exit_status *status)
{
    return state_names_database(what) ? reader_read(c, what, options, result, status)
                                      : read_text(c, what, dialect, options, result, status);
}

/* --- two sides --- */

/* A database decides; for SQL text alone the project or --dialect does. */
static bool common_dialect(cli *c, const str sides[2], dialect_id *dialect, exit_status *status)
{
    bool known = false;
    for (int i = 0; i < 2; i++) {
        dialect_id own;
        if (!state_names_database(sides[i]))
            continue;
        if (!reader_dialect(c, sides[i], &own, status))
            return false;
        if (known && own != *dialect) {
            *status = fail(c, EXIT_USAGE, "the two sides are different kinds of databases");
            return false;
        }
        *dialect = own;
        known = true;
    }
    if (!known)
        return difference_dialect(c, project_dialects(c), dialect, status);
    if (!c->given[OPTION_DIALECT] || str_eq(c->values[OPTION_DIALECT], str_from(dialect_name(*dialect))))
        return true;
    *status = fail(c, EXIT_USAGE, "the database is of the dialect %s, not %.*s", dialect_name(*dialect),
                   STR_ARGS(c->values[OPTION_DIALECT]));
    return false;
}

bool reader_dialect_of(cli *c, str what, dialect_id *dialect, exit_status *status)
{
    const str sides[2] = {what, STR("")};
    if (!state_needs_database(what))
        return reader_dialect(c, what, dialect, status);
    return common_dialect(c, sides, dialect, status);
}

/* One side, and the other, which is read while a server is at work on the first. */
typedef struct two_sides {
    cli *c;
    str other;
    dialect_id dialect;
    const model_schema *schema;
    exit_status status;
    bool is_read;
} two_sides;

static void read_other(void *context)
{
    two_sides *sides = context;
    sides->is_read = true;
    sides->schema = state_side(sides->c, sides->other, 1u << sides->dialect, &sides->status);
}

static const model_schema *read_side(cli *c, str what, dialect_id dialect, two_sides *other, exit_status *status)
{
    inspect_result result;
    inspect_options options = {.grants = c->given[OPTION_GRANTS]};
    if (!state_needs_database(what))
        return state_side(c, what, 1u << dialect, status);
    if (other) {
        options.meanwhile = read_other;
        options.meanwhile_context = other;
    }
    return reader_read_any(c, what, dialect, &options, &result, status) ? result.schema : NULL;
}

static const model_schema *in_words_of(cli *c, const model_schema *found, const model_schema *other, dialect_id dialect)
{
    return witness_hear(c, inspect_adopt(&c->memory, found, other, dialect), other, dialect);
}

const model_schema *reader_against(cli *c, str what, const model_schema *other, exit_status *status)
{
    dialect_id dialect;
    const model_schema *found =
        reader_dialect_of(c, what, &dialect, status) ? read_side(c, what, dialect, NULL, status) : NULL;
    return found ? in_words_of(c, found, other, dialect) : NULL;
}

/* Both spell as the catalog does. */
static bool read_databases(cli *c, str from, str to, dialect_id dialect, state_pair *pair, exit_status *status)
{
    pair->before = read_side(c, from, dialect, NULL, status);
    pair->after = pair->before ? read_side(c, to, dialect, NULL, status) : NULL;
    if (pair->after)
        pair->after = inspect_name_alike(&c->memory, pair->after, pair->before, dialect);
    return pair->after;
}

static bool read_database_and(cli *c, str database, str other, dialect_id dialect, const model_schema **found,
                              const model_schema **written, exit_status *status)
{
    two_sides sides = {.c = c, .other = other, .dialect = dialect};
    *found = read_side(c, database, dialect, &sides, status);
    if (!sides.is_read)
        read_other(&sides);
    *written = sides.schema;
    if (!*written)
        *status = sides.status;
    if (!*found || !*written)
        return false;
    *found = in_words_of(c, *found, *written, dialect);
    return *found;
}

bool reader_sides(cli *c, str from, str to, state_pair *pair, exit_status *status)
{
    dialect_id dialect;
    const str sides[2] = {from, to};
    if (!common_dialect(c, sides, &dialect, status))
        return false;
    *pair = (state_pair){.dialects = 1u << dialect, .found = state_needs_database(to)};
    if (state_needs_database(from) && pair->found)
        return read_databases(c, from, to, dialect, pair, status);
    return pair->found ? read_database_and(c, to, from, dialect, &pair->after, &pair->before, status)
                       : read_database_and(c, from, to, dialect, &pair->before, &pair->after, status);
}

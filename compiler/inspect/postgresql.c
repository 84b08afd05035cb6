/* The reading of a PostgreSQL database: one snapshot, and a look afterwards whether somebody has changed the catalog
 * meanwhile. The snapshot does not hold for what the server deparses (pg_get_expr and the like show the catalog as it
 * is now), so whatever changed makes all of it doubtful; it is then read again, and given up after a few times. */
#include "compiler/inspect/postgresql.h"

#include <string.h>

enum { ATTEMPTS = 3 };

static bool begin(pg_reader *r, schemac_db *db)
{
    schemac_begin_options options = SCHEMAC_BEGIN_OPTIONS_INIT;
    options.isolation = SCHEMAC_REPEATABLE_READ;
    options.read_only = true;
    r->failed = schemac_begin(db, &options, &r->session, r->err) != SCHEMAC_OK;
    if (!r->failed)
        r->version = schemac_session_server_version(r->session);
    return !r->failed;
}

static void end(pg_reader *r)
{
    schemac_rollback(r->session);
    r->session = NULL;
}

static str one_text(pg_reader *r, pg_query_id query)
{
    const schemac_text_rows *rows = pg_query(r, query);
    return rows && rows->n_rows ? pg_text(r, rows, 0, 0) : (str){0};
}

static void send_all(pg_reader *r, const pg_query_id *queries, size_t n_queries)
{
    for (size_t i = 0; i < n_queries; i++)
        pg_send(r, queries[i]);
}

/* In the order in which they are read below, so that the server is always a query or two ahead. What is carried is
 * asked for when the census says of what there is any. */
static void send_first(pg_reader *r)
{
    static const pg_query_id queries[] = {PG_SNAPSHOT,  PG_SETTINGS, PG_CENSUS,    PG_SCHEMAS, PG_ENUMS,
                                          PG_RELATIONS, PG_COLUMNS,  PG_SEQUENCES, PG_INDEXES, PG_CONSTRAINTS};
    send_all(r, queries, sizeof queries / sizeof *queries);
}

static void send_others(pg_reader *r)
{
    static const pg_query_id queries[] = {PG_CARRIED, PG_ROUTINES, PG_COMMENTS, PG_DEPENDENCIES};
    send_all(r, queries, sizeof queries / sizeof *queries);
    if (r->options->grants)
        pg_send(r, PG_GRANTS);
    pg_send(r, PG_FINGERPRINT); /* of the same snapshot as all others */
}

static void read_all(pg_reader *r)
{
    pg_read_census(r);
    send_others(r);
    pg_read_schemas(r);
    pg_read_enums(r);
    pg_read_relations(r);
    pg_read_sequences(r);
    pg_read_constraints(r);
    pg_read_indexes(r);
    pg_read_carried(r);
    pg_read_routines(r);
    pg_read_comments(r);
    pg_read_grants(r);
    if (!r->failed)
        pg_settle_partitions(r);
    pg_read_dependencies(r);
    pg_check_census(r);
}

/* The same as before, seen by a transaction of its own? It is where nobody has committed anything since. */
static bool is_unchanged(pg_reader *r, schemac_db *db, str snapshot, str before)
{
    pg_reader later = {.memory = r->memory, .options = r->options, .err = r->err};
    if (!begin(&later, db))
        return false;
    bool same = str_eq(one_text(&later, PG_SNAPSHOT), snapshot) ||
                (before.len && str_eq(one_text(&later, PG_FINGERPRINT), before));
    end(&later);
    return !later.failed && same;
}

/* After a failure it is not known what the catalog was like; it may have changed where anybody has committed since. */
static bool attempt(pg_reader *r, schemac_db *db, bool is_first, bool *changed)
{
    *changed = false;
    if (!begin(r, db))
        return false;
    r->schema = model_schema_make(r->memory);
    send_first(r);
    if (is_first && r->options->meanwhile)
        r->options->meanwhile(r->options->meanwhile_context);
    str snapshot = one_text(r, PG_SNAPSHOT);
    read_all(r);
    str before = one_text(r, PG_FINGERPRINT);
    end(r);
    if (r->failed && (!snapshot.len || r->err->code == SCHEMAC_CONNECTION))
        return false;
    schemac_error kept = *r->err;
    *changed = !is_unchanged(r, db, snapshot, before);
    if (r->failed)
        *r->err = kept;
    return !r->failed && !*changed;
}

bool inspect_postgresql(arena *a, schemac_db *db, const inspect_options *options, inspect_result *result,
                        schemac_error *err)
{
    schemac_error own = SCHEMAC_ERROR_INIT;
    bool changed = true, failed = false;
    for (int i = 0; i < ATTEMPTS && changed; i++) {
        *result = (inspect_result){.dialect = DIALECT_POSTGRESQL};
        pg_reader r = {.memory = a, .options = options, .result = result, .err = err ? err : &own};
        if (attempt(&r, db, i == 0, &changed)) {
            result->schema = r.schema;
            return true;
        }
        failed = r.failed || r.err->code == SCHEMAC_CONNECTION;
    }
    return !failed &&
           inspect_fail(err, SCHEMAC_RETRY, "the catalog was changed while it was read, %d times in a row", ATTEMPTS);
}

/* Nothing is dropped silently: all objects of a user's are counted by one query over every catalog that can have one,
 * and compared with what was taken (carried, declared, left out). Numbers of objects are summed up, so that both sides
 * are the same only where each object was taken; what was not is then looked for, and is an error that names it. */
#include "compiler/inspect/postgresql.h"

#include <stdlib.h>
#include <string.h>

static const char *const catalogs[PG_N_CATALOGS] = {
#define CENSUS(catalog, namespace, condition) [PG_CATALOG_##catalog] = #catalog,
#include "compiler/inspect/postgresql_census.def"
#undef CENSUS
};

static pg_catalog find_catalog(const char *name)
{
    size_t i = 0;
    while (i < PG_N_CATALOGS && strcmp(catalogs[i], name) != 0)
        i++;
    return (pg_catalog)i;
}

void pg_take(pg_reader *r, pg_catalog catalog, str oid)
{
    enum { FIRST_OF_USERS = 16384 };
    unsigned long number = strtoul(oid.ptr, NULL, 10);
    str key = pg_key(r, catalogs[catalog], oid);
    if (number < FIRST_OF_USERS || map_put(r->memory, &r->taken, key, r))
        return;
    r->census[catalog].count++;
    r->census[catalog].sum += number;
}

void pg_take_from(pg_reader *r, const char *catalog_name, str oid)
{
    pg_catalog catalog = find_catalog(catalog_name);
    if (catalog < PG_N_CATALOGS)
        pg_take(r, catalog, oid);
}

void pg_read_census(pg_reader *r)
{
    enum { CATALOG, COUNT, SUM };
    const schemac_text_rows *rows = pg_query(r, PG_CENSUS);
    for (size_t i = 0; rows && i < rows->n_rows; i++) {
        pg_census *there = &r->there[find_catalog(schemac_text_rows_get(rows, i, CATALOG))];
        there->count = strtoul(schemac_text_rows_get(rows, i, COUNT), NULL, 10);
        there->sum = strtoull(schemac_text_rows_get(rows, i, SUM), NULL, 10);
    }
}

bool pg_has_objects(const pg_reader *r, const char *catalog_name)
{
    pg_catalog catalog = find_catalog(catalog_name);
    return catalog == PG_N_CATALOGS || r->there[catalog].count;
}

static bool is_complete(const pg_reader *r)
{
    for (size_t i = 0; i < PG_N_CATALOGS; i++)
        if (r->there[i].count != r->census[i].count || r->there[i].sum != r->census[i].sum)
            return false;
    return true;
}

void pg_check_census(pg_reader *r)
{
    enum { CATALOG, OID, WORDS };
    const schemac_text_rows *rows = r->failed || is_complete(r) ? NULL : pg_query(r, PG_CENSUS_NAMES);
    for (size_t i = 0; rows && i < rows->n_rows && !r->failed; i++) {
        str key = pg_key(r, schemac_text_rows_get(rows, i, CATALOG), pg_text(r, rows, i, OID));
        if (!map_has(&r->taken, key))
            r->failed = !inspect_fail(r->err, SCHEMAC_UNSUPPORTED, "%.*s cannot be carried into a schema",
                                      STR_ARGS(pg_text(r, rows, i, WORDS)));
    }
}

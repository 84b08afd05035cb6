/*
 * sizes.c - how big a table is, for whoever weighs a migration before it runs.
 */
#include <stdlib.h>

#include "db/error.h"
#include "migrate/migrator.h"

/* The name without the double quotes around it, if it has any. */
static void plain_name(const char *written, smig_text *name)
{
    bool quoted = written[0] == '"';
    for (const char *at = written + quoted; *at; at++) {
        if (quoted && *at == '"' && *++at != '"') {
            return;
        }
        smig_text_add(name, at, 1);
    }
}

static int64_t number_at(const schemac_text_rows *rows, size_t column)
{
    const char *text = schemac_text_rows_get(rows, 0, column);
    return text ? strtoll(text, NULL, 10) : -1;
}

static schemac_code ask_two(schemac_migrator *m, const char *sql, const char *name, schemac_table_size *size,
                            schemac_error *err)
{
    schemac_text_rows *rows;
    schemac_code code = smig_query(m, sql, 1, &name, &rows, err);
    if (code == SCHEMAC_OK) {
        size->exists = rows->n_rows > 0;
        size->rows = size->exists ? number_at(rows, 0) : -1;
        size->bytes = size->exists ? number_at(rows, 1) : -1;
        smig_free_rows(m, &rows);
    }
    return code;
}

static schemac_code count_rows(schemac_migrator *m, const char *written, schemac_table_size *size, schemac_error *err)
{
    smig_text sql = {0};
    char count[32];
    smig_text_addf(&sql, "SELECT count(*) FROM %s", written);
    schemac_code code = sql.failed ? schemac_error_nomem(err)
                                   : smig_query_text(m, smig_text_string(&sql), 0, NULL, count, sizeof count, err);
    smig_text_free(&sql);
    if (code == SCHEMAC_OK) {
        size->rows = strtoll(count, NULL, 10);
    }
    return code;
}

/* The pages of the table and its indexes, where this build of SQLite can say. */
static void count_bytes(schemac_migrator *m, const char *name, schemac_table_size *size)
{
    char bytes[32];
    schemac_error ignored = SCHEMAC_ERROR_INIT;
    const char *sql =
        "SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = ?1)";
    if (smig_query_text(m, sql, 1, &name, bytes, sizeof bytes, &ignored) == SCHEMAC_OK && bytes[0]) {
        size->bytes = strtoll(bytes, NULL, 10);
    }
}

static schemac_code size_on_sqlite(schemac_migrator *m, const char *written, schemac_table_size *size,
                                   schemac_error *err)
{
    smig_text name = {0};
    plain_name(written, &name);
    if (name.failed) {
        smig_text_free(&name);
        return schemac_error_nomem(err);
    }
    const char *sql = "SELECT -1, -1 FROM sqlite_master WHERE type = 'table' AND name = ?1 COLLATE nocase";
    schemac_code code = ask_two(m, sql, smig_text_string(&name), size, err);
    if (code == SCHEMAC_OK && size->exists) {
        code = count_rows(m, written, size, err);
        count_bytes(m, smig_text_string(&name), size);
    }
    smig_text_free(&name);
    return code;
}

schemac_code schemac_migrator_table_size(schemac_migrator *migrator, const char *table, schemac_table_size *size,
                                         schemac_error *err)
{
    *size = (schemac_table_size){.rows = -1, .bytes = -1};
    if (!smig_is_postgresql(migrator)) {
        return size_on_sqlite(migrator, table, size, err);
    }
    return ask_two(migrator,
                   "SELECT CASE WHEN c.reltuples < 0 THEN -1 ELSE c.reltuples::bigint END,"
                   " pg_catalog.pg_total_relation_size(c.oid) FROM pg_catalog.pg_class c WHERE c.oid = to_regclass($1)",
                   table, size, err);
}

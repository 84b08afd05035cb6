/*
 * history_table.c - the table of what is applied. One set of statements for both databases; what differs stands in a
 * table of holes. Parameters are written {1} … and become the driver's markers, or, in a script, literals.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "migrate/migrator.h"

enum { COLUMN_COUNT = 15 };

static const char columns[] =
    "id, parents, file, byte_checksum, token_checksum, {applied_at}, duration_us, applied_by, "
    "tool_version, state, segments_done, statements_done, intent, up_text, down_text";

static const char *const statements[] = {
    [SMIG_TABLE_CREATE] =
        "CREATE TABLE IF NOT EXISTS {table} (\n"
        "    id {text} NOT NULL PRIMARY KEY,\n"
        "    parents {text} NOT NULL,\n"
        "    file {text} NOT NULL,\n"
        "    byte_checksum {text} NOT NULL,\n"
        "    token_checksum {text} NOT NULL,\n"
        "    applied_at {timestamp} NOT NULL,\n"
        "    duration_us {bigint} NOT NULL,\n"
        "    applied_by {text} NOT NULL,\n"
        "    tool_version {text} NOT NULL,\n"
        "    state {text} NOT NULL CHECK (state IN ('applied', 'upgrading', 'downgrading', 'replaced')),\n"
        "    segments_done {int} NOT NULL,\n"
        "    statements_done {int} NOT NULL,\n"
        "    intent {int} NOT NULL,\n"
        "    up_text {text} NOT NULL,\n"
        "    down_text {text} NOT NULL\n"
        ")",
    [SMIG_TABLE_READ] = "SELECT {columns} FROM {table} ORDER BY applied_at, id",
    [SMIG_TABLE_PUT] =
        "INSERT INTO {table} (id, parents, file, byte_checksum, token_checksum, applied_at, duration_us, applied_by, "
        "tool_version, state, segments_done, statements_done, intent, up_text, down_text)\n"
        "VALUES ({1}, {2}, {3}, {4}, {5}, {now}, {6}, {7}, {8}, {9}, {10}, {11}, {12}, {13}, {14})\n"
        "ON CONFLICT (id) DO UPDATE SET parents = excluded.parents, file = excluded.file, "
        "byte_checksum = excluded.byte_checksum, token_checksum = excluded.token_checksum, "
        "applied_at = excluded.applied_at, duration_us = excluded.duration_us, applied_by = excluded.applied_by, "
        "tool_version = excluded.tool_version, state = excluded.state, segments_done = excluded.segments_done, "
        "statements_done = excluded.statements_done, intent = excluded.intent, up_text = excluded.up_text, "
        "down_text = excluded.down_text",
    [SMIG_TABLE_DELETE] = "DELETE FROM {table} WHERE id = {1}",
    [SMIG_TABLE_ROW] = "SELECT state, segments_done, statements_done, intent FROM {table} WHERE id = {1}",
};

static const struct hole {
    const char *name;
    const char *postgresql;
    const char *sqlite;
} holes[] = {
    {"text", "text", "TEXT"},
    {"int", "integer", "INTEGER"},
    {"bigint", "bigint", "INTEGER"},
    {"timestamp", "timestamptz", "TEXT"},
    {"now", "clock_timestamp()", "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"},
    {"applied_at", "to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')", "applied_at"},
};

static const char *const state_words[] = {
    [SCHEMAC_APPLIED] = "applied",
    [SCHEMAC_UPGRADING] = "upgrading",
    [SCHEMAC_DOWNGRADING] = "downgrading",
    [SCHEMAC_REPLACED] = "replaced",
};

const char *smig_state_word(schemac_applied_state state)
{
    return state_words[state];
}

static bool state_of(const char *word, schemac_applied_state *state)
{
    for (size_t i = 0; i < sizeof state_words / sizeof state_words[0]; i++) {
        if (strcmp(state_words[i], word) == 0) {
            *state = (schemac_applied_state)i;
            return true;
        }
    }
    return false;
}

void smig_quote_name(smig_text *sql, const char *name, size_t length)
{
    smig_text_add_char(sql, '"');
    for (size_t i = 0; i < length; i++) {
        smig_text_add_char(sql, name[i]);
        if (name[i] == '"') {
            smig_text_add_char(sql, '"');
        }
    }
    smig_text_add_char(sql, '"');
}

void smig_quote_table(smig_text *sql, const char *name)
{
    const char *dot = strchr(name, '.');
    if (dot) {
        smig_quote_name(sql, name, (size_t)(dot - name));
        smig_text_add_char(sql, '.');
        name = dot + 1;
    }
    smig_quote_name(sql, name, strlen(name));
}

void smig_quote_text(smig_text *sql, const char *text)
{
    smig_text_add_char(sql, '\'');
    for (; *text; text++) {
        smig_text_add_char(sql, *text);
        if (*text == '\'') {
            smig_text_add_char(sql, '\'');
        }
    }
    smig_text_add_char(sql, '\'');
}

/* What a statement's holes are filled with. */
typedef struct filling {
    schemac_sql_dialect dialect;
    const char *table;
    const char *const *values;
} filling;

static void fill(smig_text *sql, const char *pattern, const filling *with);

static void fill_hole(smig_text *sql, const char *name, size_t length, const filling *with)
{
    bool postgresql = with->dialect == SCHEMAC_SQL_POSTGRESQL;
    if (name[0] >= '0' && name[0] <= '9') {
        long number = strtol(name, NULL, 10);
        if (with->values) {
            smig_text_add_string(sql, with->values[number - 1]);
        } else {
            smig_text_addf(sql, "%c%ld", postgresql ? '$' : '?', number);
        }
        return;
    }
    if (length == 5 && memcmp(name, "table", 5) == 0) {
        smig_text_add_string(sql, with->table);
        return;
    }
    if (length == 7 && memcmp(name, "columns", 7) == 0) {
        fill(sql, columns, with);
        return;
    }
    for (size_t i = 0; i < sizeof holes / sizeof holes[0]; i++) {
        if (strlen(holes[i].name) == length && memcmp(holes[i].name, name, length) == 0) {
            smig_text_add_string(sql, postgresql ? holes[i].postgresql : holes[i].sqlite);
        }
    }
}

static void fill(smig_text *sql, const char *pattern, const filling *with)
{
    while (*pattern) {
        size_t plain = strcspn(pattern, "{");
        smig_text_add(sql, pattern, plain);
        pattern += plain;
        if (*pattern == '{') {
            size_t length = strcspn(pattern, "}") - 1;
            fill_hole(sql, pattern + 1, length, with);
            pattern += length + 2;
        }
    }
}

void smig_table_sql(smig_text *sql, smig_table_statement statement, schemac_sql_dialect dialect, const char *table,
                    const char *const *values)
{
    fill(sql, statements[statement], &(filling){dialect, table, values});
}

const char *smig_table_now(schemac_sql_dialect dialect)
{
    for (size_t i = 0; i < sizeof holes / sizeof holes[0]; i++) {
        if (strcmp(holes[i].name, "now") == 0) {
            return dialect == SCHEMAC_SQL_POSTGRESQL ? holes[i].postgresql : holes[i].sqlite;
        }
    }
    return "";
}

/* Runs a statement of the table above; `rows` may be NULL for one that gives none. */
static schemac_code run(schemac_migrator *m, smig_table_statement statement, size_t count,
                        const char *const *parameters, schemac_text_rows **rows, schemac_error *err)
{
    smig_text sql = {0};
    schemac_text_rows *dropped = NULL;
    rows = rows ? rows : &dropped;
    *rows = NULL;
    smig_table_sql(&sql, statement, m->dialect, m->table, NULL);
    schemac_code code = sql.failed ? schemac_error_nomem(err) : smig_query(m, sql.data, count, parameters, rows, err);
    smig_free_rows(m, &dropped);
    smig_text_free(&sql);
    return code;
}

/* PostgreSQL: a revision may change the search path, so the table is called by its schema from the beginning. */
static schemac_code find_postgresql(schemac_migrator *m, const char *quoted, smig_text *table, schemac_error *err)
{
    static const char sql[] = "SELECT n.nspname, c.oid IS NOT NULL FROM (SELECT to_regclass($1) AS oid) r"
                              " LEFT JOIN pg_catalog.pg_class c ON c.oid = r.oid"
                              " LEFT JOIN pg_catalog.pg_namespace n ON n.oid = coalesce(c.relnamespace,"
                              " (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema()))";
    schemac_text_rows *rows;
    schemac_code code = smig_query(m, sql, 1, &quoted, &rows, err);
    if (code) {
        return code;
    }
    const char *schema = rows->n_rows ? schemac_text_rows_get(rows, 0, 0) : NULL;
    const char *exists = rows->n_rows ? schemac_text_rows_get(rows, 0, 1) : NULL;
    m->table_exists = exists && exists[0] == 't';
    if (schema && !strchr(m->lock_name, '.')) {
        smig_quote_name(table, schema, strlen(schema));
        smig_text_add_char(table, '.');
    }
    smig_text_add_string(table, quoted);
    smig_free_rows(m, &rows);
    return SCHEMAC_OK;
}

static schemac_code find_sqlite(schemac_migrator *m, const char *quoted, smig_text *table, schemac_error *err)
{
    const char *dot = strchr(m->lock_name, '.');
    const char *name = dot ? dot + 1 : m->lock_name;
    smig_text sql = {0};
    char found[16];
    smig_text_add_string(&sql, "SELECT count(*) FROM ");
    smig_quote_name(&sql, dot ? m->lock_name : "main", dot ? (size_t)(dot - m->lock_name) : 4);
    smig_text_add_string(&sql, ".sqlite_master WHERE type = 'table' AND name = ?1 COLLATE NOCASE");
    schemac_code code =
        sql.failed ? schemac_error_nomem(err) : smig_query_text(m, sql.data, 1, &name, found, sizeof found, err);
    m->table_exists = code == SCHEMAC_OK && strcmp(found, "0") != 0;
    smig_text_add_string(table, quoted);
    smig_text_free(&sql);
    return code;
}

schemac_code smig_table_find(schemac_migrator *m, schemac_error *err)
{
    smig_text quoted = {0};
    smig_text table = {0};
    smig_quote_table(&quoted, m->lock_name);
    const char *name = smig_text_string(&quoted);
    schemac_code code =
        smig_is_postgresql(m) ? find_postgresql(m, name, &table, err) : find_sqlite(m, name, &table, err);
    if (code == SCHEMAC_OK && !m->table) {
        m->table = table.failed || quoted.failed ? NULL : smig_copy_string(&m->arena, smig_text_string(&table));
        code = m->table ? SCHEMAC_OK : schemac_error_nomem(err);
    }
    smig_text_free(&quoted);
    smig_text_free(&table);
    return code;
}

schemac_code smig_table_make(schemac_migrator *m, schemac_error *err)
{
    if (m->table_exists) {
        return SCHEMAC_OK;
    }
    schemac_code code = run(m, SMIG_TABLE_CREATE, 0, NULL, NULL, err);
    m->table_exists = code == SCHEMAC_OK;
    return code;
}

static schemac_code read_row(const schemac_text_rows *rows, size_t i, schemac_applied *row, schemac_error *err)
{
    for (size_t k = 0; k < COLUMN_COUNT; k++) {
        if (!schemac_text_rows_get(rows, i, k)) {
            return schemac_error_set(err, SCHEMAC_REFUSED, "the history table has a row with NULL in column \"%s\"",
                                     rows->names[k]);
        }
    }
    *row = (schemac_applied){
        .id = schemac_text_rows_get(rows, i, 0),
        .parents = schemac_text_rows_get(rows, i, 1),
        .file = schemac_text_rows_get(rows, i, 2),
        .byte_checksum = schemac_text_rows_get(rows, i, 3),
        .token_checksum = schemac_text_rows_get(rows, i, 4),
        .applied_at = schemac_text_rows_get(rows, i, 5),
        .duration_us = strtoll(schemac_text_rows_get(rows, i, 6), NULL, 10),
        .applied_by = schemac_text_rows_get(rows, i, 7),
        .tool_version = schemac_text_rows_get(rows, i, 8),
        .segments_done = (int)strtol(schemac_text_rows_get(rows, i, 10), NULL, 10),
        .statements_done = (int)strtol(schemac_text_rows_get(rows, i, 11), NULL, 10),
        .intent = (int)strtol(schemac_text_rows_get(rows, i, 12), NULL, 10),
        .up_text = schemac_text_rows_get(rows, i, 13),
        .down_text = schemac_text_rows_get(rows, i, 14),
    };
    if (!state_of(schemac_text_rows_get(rows, i, 9), &row->state)) {
        return schemac_error_set(err, SCHEMAC_REFUSED, "the history table has a row with the unknown state \"%s\"",
                                 schemac_text_rows_get(rows, i, 9));
    }
    return SCHEMAC_OK;
}

schemac_code smig_table_read(schemac_migrator *m, smig_state *state, schemac_error *err)
{
    if (!m->table_exists) {
        return SCHEMAC_OK;
    }
    schemac_code code = run(m, SMIG_TABLE_READ, 0, NULL, &state->texts, err);
    if (code || !state->texts) {
        return code;
    }
    size_t count = state->texts->n_rows;
    state->rows = smig_alloc_items(&state->arena, count, sizeof *state->rows);
    if (!state->rows || state->texts->n_columns != COLUMN_COUNT) {
        return schemac_error_nomem(err);
    }
    for (size_t i = 0; code == SCHEMAC_OK && i < count; i++) {
        code = read_row(state->texts, i, &state->rows[i], err);
        state->row_count = i + 1;
        if (code == SCHEMAC_OK && !smig_map_put(&state->by_id, state->rows[i].id, &state->rows[i])) {
            code = schemac_error_nomem(err);
        }
    }
    return code;
}

schemac_code smig_table_put(schemac_migrator *m, const smig_row *row, schemac_error *err)
{
    char numbers[4][24];
    snprintf(numbers[0], sizeof numbers[0], "%lld", (long long)row->duration_us);
    snprintf(numbers[1], sizeof numbers[1], "%d", row->segments_done);
    snprintf(numbers[2], sizeof numbers[2], "%d", row->statements_done);
    snprintf(numbers[3], sizeof numbers[3], "%d", row->intent);
    const char *const parameters[] = {row->id,
                                      row->parents,
                                      row->file,
                                      row->byte_checksum,
                                      row->token_checksum,
                                      numbers[0],
                                      row->applied_by,
                                      row->tool_version,
                                      smig_state_word(row->state),
                                      numbers[1],
                                      numbers[2],
                                      numbers[3],
                                      row->up_text,
                                      row->down_text};
    return run(m, SMIG_TABLE_PUT, sizeof parameters / sizeof parameters[0], parameters, NULL, err);
}

schemac_code smig_table_delete(schemac_migrator *m, const char *id, schemac_error *err)
{
    return run(m, SMIG_TABLE_DELETE, 1, &id, NULL, err);
}

static bool row_matches(const schemac_text_rows *rows, const smig_row *expected)
{
    if (rows->n_rows == 0 || !expected) {
        return rows->n_rows == 0 && !expected;
    }
    return strcmp(schemac_text_rows_get(rows, 0, 0), smig_state_word(expected->state)) == 0 &&
           strtol(schemac_text_rows_get(rows, 0, 1), NULL, 10) == expected->segments_done &&
           strtol(schemac_text_rows_get(rows, 0, 2), NULL, 10) == expected->statements_done &&
           strtol(schemac_text_rows_get(rows, 0, 3), NULL, 10) == expected->intent;
}

schemac_code smig_table_check(schemac_migrator *m, const char *id, const smig_row *expected, schemac_error *err)
{
    schemac_text_rows *rows = NULL;
    schemac_code code = run(m, SMIG_TABLE_ROW, 1, &id, &rows, err);
    if (code || !rows) {
        return code;
    }
    if (!row_matches(rows, expected)) {
        code = schemac_error_set(err, SCHEMAC_LOCKED, "another migrator has changed what is known of revision %s", id);
        schemac_error_hint(err, "Nothing of this step was done. Run it again when the other one has ended.");
    }
    smig_free_rows(m, &rows);
    return code;
}

/*
 * foreign_keys.c - rebuilding a table of SQLite needs foreign keys off, or dropping the old table deletes the rows that
 * refer to it. What was violated before is remembered, so that only what the revision broke counts against it.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "db/error.h"
#include "migrate/migrator.h"

static schemac_code read_violations(schemac_migrator *m, schemac_text_rows **rows, schemac_error *err)
{
    return smig_query(m, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check", 0, NULL, rows, err);
}

/* A violation by table, row and parent. Tables without rowid give no row, so those are counted. */
static void add_key(smig_text *key, const schemac_text_rows *rows, size_t i)
{
    for (size_t k = 0; k < 3; k++) {
        const char *value = schemac_text_rows_get(rows, i, k);
        smig_text_addf(key, "%s\n", value ? value : "");
    }
}

static bool remember(smig_foreign_keys *keys, const schemac_text_rows *rows, size_t i)
{
    smig_text key = {0};
    add_key(&key, rows, i);
    size_t *count = key.failed ? NULL : smig_map_get(&keys->known, key.data);
    bool room = count != NULL;
    if (!count && !key.failed) {
        const char *kept = smig_copy_string(&keys->arena, key.data);
        count = smig_alloc(&keys->arena, sizeof *count);
        room = kept && count && smig_map_put(&keys->known, kept, count);
    }
    if (room) {
        (*count)++;
    }
    smig_text_free(&key);
    return room;
}

schemac_code smig_foreign_keys_off(schemac_migrator *m, smig_foreign_keys *keys, schemac_error *err)
{
    schemac_text_rows *rows;
    schemac_code code = read_violations(m, &rows, err);
    if (code) {
        return code;
    }
    for (size_t i = 0; code == SCHEMAC_OK && i < rows->n_rows; i++) {
        code = remember(keys, rows, i) ? SCHEMAC_OK : schemac_error_nomem(err);
    }
    smig_free_rows(m, &rows);
    if (code == SCHEMAC_OK) {
        keys->off = true;
        code = smig_exec(m, "PRAGMA foreign_keys = OFF", err);
    }
    return code;
}

/* Counts a violation down from what is remembered; true if it was not there before. */
static bool is_new(smig_foreign_keys *keys, const schemac_text_rows *rows, size_t i)
{
    smig_text key = {0};
    add_key(&key, rows, i);
    size_t *count = smig_map_get(&keys->known, smig_text_string(&key));
    bool fresh = !count || *count == 0;
    if (!fresh) {
        (*count)--;
    }
    smig_text_free(&key);
    return fresh;
}

static schemac_code fail_violation(const schemac_text_rows *rows, size_t i, schemac_error *err)
{
    const char *rowid = schemac_text_rows_get(rows, i, 1);
    schemac_error_set(err, SCHEMAC_MIGRATION,
                      "a foreign key is violated: table \"%s\"%s%s refers to a row of \"%s\" that "
                      "is not there",
                      schemac_text_rows_get(rows, i, 0), rowid ? ", row " : "", rowid ? rowid : "",
                      schemac_text_rows_get(rows, i, 2));
    schemac_error_hint(err, "It was not violated before this revision. Nothing of this step was done.");
    return SCHEMAC_MIGRATION;
}

schemac_code smig_foreign_keys_check(schemac_migrator *m, smig_foreign_keys *keys, schemac_error *err)
{
    schemac_text_rows *rows;
    schemac_code code = read_violations(m, &rows, err);
    if (code) {
        return code;
    }
    for (size_t i = 0; code == SCHEMAC_OK && i < rows->n_rows; i++) {
        if (is_new(keys, rows, i)) {
            code = fail_violation(rows, i, err);
        }
    }
    smig_free_rows(m, &rows);
    return code;
}

schemac_code smig_foreign_keys_restore(schemac_migrator *m, smig_foreign_keys *keys, schemac_error *err)
{
    schemac_code code = keys->off ? smig_exec(m, "PRAGMA foreign_keys = ON", err) : SCHEMAC_OK;
    keys->off = false;
    smig_map_free(&keys->known);
    smig_arena_free(&keys->arena);
    return code;
}

/*
 * kept.c - what nobody declared and a rebuild of a table must not lose. SQLite drops the indexes and triggers of a
 * table with it. A revision makes those again that the schema knows; somebody may have made others by hand, and of
 * those only the database knows. So whenever a segment drops a table, what belongs to it is remembered, and when the
 * table is there again at the end of the segment, what has not come back is made again. What cannot be made again, or
 * would stop every write from now on, fails the segment: nothing is lost in silence. Rows are counted before and after.
 */
#include <stdio.h>
#include <string.h>

#include "db/error.h"
#include "migrate/files/scan.h"
#include "migrate/migrator.h"

enum { N_WRITES = 3 }; /* insert, update, delete */

/* A table of which the old form is dropped. */
typedef struct kept_table {
    char *name;
    char rows[24];
    bool writes[N_WRITES]; /* could it be written to, with all its triggers? */
    size_t statement;
} kept_table;

typedef struct kept_part {
    const kept_table *table;
    char *kind;
    char *name;
    char *sql;
    bool dropped; /* by its name */
} kept_part;

/* ---- what a statement does ---- */

typedef struct statement_words {
    smig_scan scan;
    smig_token token;
} statement_words;

static statement_words words_of(const smig_work *work, size_t index)
{
    const schemac_sql_statement *statement = &work->file->statements[index];
    statement_words words = {.scan = {.text = work->file->text + statement->offset,
                                      .length = statement->length,
                                      .dialect = SCHEMAC_SQL_SQLITE}};
    words.token = smig_scan_next_solid(&words.scan);
    return words;
}

static bool take(statement_words *words, const char *word)
{
    if (!smig_token_is(words->scan.text, words->token, word)) {
        return false;
    }
    words->token = smig_scan_next_solid(&words->scan);
    return true;
}

/* A name without its quotes, in the arena; NULL if there is none or no memory. What stands before a dot is passed
 * over. */
static char *take_name(statement_words *words, smig_arena *arena)
{
    smig_text name = {0};
    for (;;) {
        const char *at = words->scan.text + words->token.offset;
        size_t length = words->token.length;
        bool quoted = words->token.kind == SMIG_NAME || words->token.kind == SMIG_STRING;
        if (!quoted && words->token.kind != SMIG_WORD) {
            break;
        }
        smig_text_free(&name);
        char close = *at == '[' ? ']' : *at;
        for (size_t i = quoted; i + quoted < length; i++) {
            smig_text_add_char(&name, at[i]);
            i += quoted && at[i] == close;
        }
        words->token = smig_scan_next_solid(&words->scan);
        bool dot = words->token.kind == SMIG_OPERATOR && words->token.length == 1 &&
                   words->scan.text[words->token.offset] == '.';
        if (!dot) {
            break;
        }
        words->token = smig_scan_next_solid(&words->scan);
    }
    char *kept = name.length && !name.failed ? smig_copy_string(arena, smig_text_string(&name)) : NULL;
    smig_text_free(&name);
    return kept;
}

static char *dropped_name(const smig_work *work, size_t index, const char *kind, smig_arena *arena)
{
    statement_words words = words_of(work, index);
    if (!take(&words, "drop") || !take(&words, kind)) {
        return NULL;
    }
    if (take(&words, "if") && !take(&words, "exists")) {
        return NULL;
    }
    return take_name(&words, arena);
}

static char *new_table_name(const smig_work *work, size_t index, smig_arena *arena)
{
    statement_words words = words_of(work, index);
    if (!take(&words, "alter") || !take(&words, "table") || !take_name(&words, arena) || !take(&words, "rename") ||
        !take(&words, "to")) {
        return NULL;
    }
    return take_name(&words, arena);
}

/* SQLite's names are the same in either case of the letters A to Z. */
static bool same_name(const char *one, const char *other)
{
    for (; *one && *other; one++, other++) {
        int a = *one >= 'A' && *one <= 'Z' ? *one - 'A' + 'a' : *one;
        int b = *other >= 'A' && *other <= 'Z' ? *other - 'A' + 'a' : *other;
        if (a != b) {
            return false;
        }
    }
    return *one == *other;
}

/* ---- asking the database ---- */

static schemac_code count_rows(schemac_migrator *m, const char *table, char *buffer, size_t size, schemac_error *err)
{
    smig_text sql = {0};
    smig_text_add_string(&sql, "SELECT count(*) FROM ");
    smig_quote_name(&sql, table, strlen(table));
    schemac_code code =
        sql.failed ? schemac_error_nomem(err) : smig_query_text(m, sql.data, 0, NULL, buffer, size, err);
    smig_text_free(&sql);
    return code;
}

static void add_update(schemac_migrator *m, const char *table, smig_text *sql)
{
    schemac_text_rows *rows = NULL;
    if (smig_query(m, "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0", 1, &table, &rows, NULL)) {
        sql->failed = true;
        return;
    }
    for (size_t i = 0; i < rows->n_rows; i++) {
        const char *name = schemac_text_rows_get(rows, i, 0);
        smig_text_add_string(sql, i ? ", " : " SET ");
        smig_quote_name(sql, name, strlen(name));
        smig_text_add_string(sql, " = NULL");
    }
    smig_free_rows(m, &rows);
}

/* Compiles a write, triggers and all, without running it. `err` may be NULL. */
static bool can_write(schemac_migrator *m, const char *table, size_t write, schemac_error *err)
{
    static const char *const begins[N_WRITES] = {"EXPLAIN INSERT INTO ", "EXPLAIN UPDATE ", "EXPLAIN DELETE FROM "};
    smig_text sql = {0};
    schemac_text_rows *rows = NULL;
    smig_text_add_string(&sql, begins[write]);
    smig_quote_name(&sql, table, strlen(table));
    if (write == 0) {
        smig_text_add_string(&sql, " DEFAULT VALUES");
    } else if (write == 1) {
        add_update(m, table, &sql);
    }
    bool good = !sql.failed && smig_query(m, sql.data, 0, NULL, &rows, err) == SCHEMAC_OK;
    if (rows) {
        smig_free_rows(m, &rows);
    }
    smig_text_free(&sql);
    return good;
}

static bool is_there(schemac_migrator *m, const char *kind, const char *name)
{
    const char *const parameters[] = {kind, name};
    char answer[8] = "";
    schemac_code code =
        smig_query_text(m, "SELECT count(*) FROM sqlite_schema WHERE type = ?1 AND name = ?2 COLLATE NOCASE", 2,
                        parameters, answer, sizeof answer, NULL);
    return code == SCHEMAC_OK && strcmp(answer, "0") != 0;
}

/* ---- before a table is dropped ---- */

static schemac_code remember_parts(smig_work *work, smig_kept *kept, const kept_table *table, schemac_error *err)
{
    static const char question[] = "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = ?1 COLLATE NOCASE AND "
                                   "type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid";
    const char *name = table->name;
    schemac_text_rows *rows;
    schemac_code code = smig_query(work->m, question, 1, &name, &rows, err);
    if (code) {
        return code;
    }
    for (size_t i = 0; i < rows->n_rows; i++) {
        kept_part *part = smig_alloc(&kept->arena, sizeof *part);
        if (part) {
            part->table = table;
            part->kind = smig_copy_string(&kept->arena, schemac_text_rows_get(rows, i, 0));
            part->name = smig_copy_string(&kept->arena, schemac_text_rows_get(rows, i, 1));
            part->sql = smig_copy_string(&kept->arena, schemac_text_rows_get(rows, i, 2));
            smig_list_add(&kept->parts, part);
        }
        kept->parts.failed = kept->parts.failed || !part || !part->kind || !part->name || !part->sql;
    }
    smig_free_rows(work->m, &rows);
    return kept->parts.failed ? schemac_error_nomem(err) : SCHEMAC_OK;
}

static schemac_code remember_table(smig_work *work, smig_kept *kept, char *name, size_t index, schemac_error *err)
{
    kept_table *table = smig_alloc(&kept->arena, sizeof *table);
    if (!table) {
        return schemac_error_nomem(err);
    }
    table->name = name;
    table->statement = index;
    smig_list_add(&kept->tables, table);
    if (kept->tables.failed) {
        return schemac_error_nomem(err);
    }
    for (size_t i = 0; i < N_WRITES; i++) {
        table->writes[i] = can_write(work->m, name, i, NULL);
    }
    schemac_code code = count_rows(work->m, name, table->rows, sizeof table->rows, err);
    return code ? code : remember_parts(work, kept, table, err);
}

/* What the revision drops by its name is not wanted any more. */
static void forget_dropped(smig_work *work, smig_kept *kept, size_t index)
{
    static const char *const kinds[] = {"index", "trigger"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const char *name = dropped_name(work, index, kinds[k], &kept->arena);
        for (size_t i = 0; name && i < kept->parts.count; i++) {
            kept_part *part = kept->parts.items[i];
            part->dropped = part->dropped || (strcmp(part->kind, kinds[k]) == 0 && same_name(part->name, name));
        }
    }
}

schemac_code smig_kept_before(smig_work *work, smig_kept *kept, size_t index, schemac_error *err)
{
    char *name = dropped_name(work, index, "table", &kept->arena);
    if (!name) {
        forget_dropped(work, kept, index);
        return SCHEMAC_OK;
    }
    return is_there(work->m, "table", name) ? remember_table(work, kept, name, index, err) : SCHEMAC_OK;
}

/* ---- when the new one has its name ---- */

schemac_code smig_kept_after(smig_work *work, smig_kept *kept, size_t index, schemac_error *err)
{
    const char *name = new_table_name(work, index, &kept->arena);
    for (size_t i = kept->tables.count; name && i-- > 0;) {
        const kept_table *table = kept->tables.items[i];
        char rows[sizeof table->rows];
        if (!same_name(table->name, name)) {
            continue;
        }
        schemac_code code = count_rows(work->m, name, rows, sizeof rows, err);
        if (code || strcmp(rows, table->rows) == 0) {
            return code;
        }
        schemac_error_set(err, SCHEMAC_MIGRATION, "table \"%s\" had %s rows, and made anew it has %s", name,
                          table->rows, rows);
        schemac_error_hint(err, "If rows are to go, let the revision DELETE them in a statement of its own before it "
                                "makes the table anew. Nothing of this step was done.");
        return smig_statement_error(work, index, SCHEMAC_MIGRATION, err);
    }
    return SCHEMAC_OK;
}

/* ---- at the end ---- */

static schemac_code fail_part(smig_work *work, const kept_part *part, schemac_error *err)
{
    char reason[sizeof err->message];
    (void)snprintf(reason, sizeof reason, "%s", err->message);
    schemac_error_clear(err);
    schemac_error_set(err, SCHEMAC_MIGRATION,
                      "%s \"%s\" of table \"%s\", which no revision has made, would be lost: it does not fit the table "
                      "any more (%s)",
                      part->kind, part->name, part->table->name, reason);
    schemac_error_hint(err,
                       "Drop it before the upgrade (DROP %s), or change it in a revision before this one. Nothing of "
                       "this step was done.",
                       part->kind[0] == 'i' ? "INDEX" : "TRIGGER");
    return smig_statement_error(work, part->table->statement, SCHEMAC_MIGRATION, err);
}

static schemac_code make_again(smig_work *work, const kept_part *part, schemac_error *err)
{
    bool could[N_WRITES];
    bool is_trigger = strcmp(part->kind, "trigger") == 0;
    for (size_t i = 0; i < N_WRITES; i++) {
        could[i] = is_trigger && part->table->writes[i] && can_write(work->m, part->table->name, i, NULL);
    }
    if (smig_exec(work->m, part->sql, err)) {
        return fail_part(work, part, err);
    }
    for (size_t i = 0; i < N_WRITES; i++) {
        if (could[i] && !can_write(work->m, part->table->name, i, err)) {
            return fail_part(work, part, err);
        }
    }
    smig_note(work->m, work->revision, "%s \"%s\" of table \"%s\", which no revision has made, was made again",
              part->kind, part->name, part->table->name);
    return SCHEMAC_OK;
}

schemac_code smig_kept_restore(smig_work *work, smig_kept *kept, schemac_error *err)
{
    schemac_code code = SCHEMAC_OK;
    for (size_t i = 0; code == SCHEMAC_OK && i < kept->parts.count; i++) {
        const kept_part *part = kept->parts.items[i];
        if (!part->dropped && is_there(work->m, "table", part->table->name) &&
            !is_there(work->m, part->kind, part->name)) {
            code = make_again(work, part, err);
        }
    }
    return code;
}

void smig_kept_free(smig_kept *kept)
{
    smig_list_free(&kept->tables);
    smig_list_free(&kept->parts);
    smig_arena_free(&kept->arena);
}

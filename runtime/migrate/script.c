/*
 * script.c - an upgrade or downgrade as SQL for psql or the sqlite3 shell, made without a database.
 *
 * The script stops at its first error. Before anything else it checks that the database stands where the script begins,
 * so that one made for another database, or run twice, does nothing. The rows of the history table are written beside
 * each segment, as the runtime would.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "migrate/files/history_private.h"
#include "migrate/migrator.h"

/* A script in the making. */
typedef struct script {
    schemac_history *history;
    schemac_sql_dialect dialect;
    const schemac_migrate_options *options;
    const char *table;
    bool down;
    bool all; /* one transaction around everything */
    schemac_revision_list from;
    schemac_revision_list plan;
    smig_text text;
    smig_arena arena; /* literals */
} script;

static bool is_postgresql(const script *s)
{
    return s->dialect == SCHEMAC_SQL_POSTGRESQL;
}

static void add(script *s, const char *line)
{
    smig_text_add_string(&s->text, line);
}

static void add_id_list(script *s)
{
    for (size_t i = 0; i < s->plan.count; i++) {
        add(s, i ? ", " : "");
        smig_quote_text(&s->text, s->plan.items[i]->id);
    }
}

/* ---- the top ---- */

/* A query that counts what stands as it should: the start, and what is to be taken back. */
static void add_count(script *s, const char *ids_condition)
{
    smig_text_addf(&s->text, "(SELECT count(*) FROM %s WHERE %sid IN (", s->table, ids_condition);
}

/* The condition under which the script may run. */
static void add_condition(script *s)
{
    if (s->down) {
        add_count(s, "state = 'applied' AND ");
        add_id_list(s);
        smig_text_addf(&s->text, ")) = %zu", s->plan.count);
        return;
    }
    add_count(s, "");
    add_id_list(s);
    add(s, ")) = 0");
    if (s->from.count == 0) {
        return;
    }
    add(s, " AND ");
    add_count(s, "state = 'applied' AND ");
    for (size_t i = 0; i < s->from.count; i++) {
        add(s, i ? ", " : "");
        smig_quote_text(&s->text, s->from.items[i]->id);
    }
    smig_text_addf(&s->text, ")) = %zu", s->from.count);
}

static const char guard_message[] = "the database does not stand where this script begins";

static void add_guard(script *s)
{
    if (is_postgresql(s)) {
        add(s, "DO $schemac$\nBEGIN\n    IF NOT (");
        add_condition(s);
        smig_text_addf(&s->text, ") THEN\n        RAISE EXCEPTION '%s';\n    END IF;\nEND\n$schemac$;\n",
                       guard_message);
        return;
    }
    smig_text_addf(&s->text,
                   "CREATE TEMP TABLE schemac_guard (ok INTEGER NOT NULL CONSTRAINT \"%s\" CHECK (ok));\n"
                   "INSERT INTO schemac_guard SELECT ",
                   guard_message);
    add_condition(s);
    add(s, ";\nDROP TABLE schemac_guard;\n");
}

static void add_create_table(script *s)
{
    smig_table_sql(&s->text, SMIG_TABLE_CREATE, s->dialect, s->table, NULL);
    add(s, ";\n");
}

static int lock_timeout(const script *s)
{
    int asked = s->options->lock_timeout_ms;
    return asked == 0 ? 3000 : asked < 0 ? 0 : asked;
}

static void add_top(script *s)
{
    smig_text_addf(&s->text, "-- %s of %zu revisions for %s\n", s->down ? "Downgrade" : "Upgrade", s->plan.count,
                   schemac_sql_dialect_name(s->dialect));
    if (is_postgresql(s)) {
        add(s, "-- For psql. It has transactions of its own: do not wrap it into one (no --single-transaction).\n"
               "\\set ON_ERROR_STOP on\n"
               "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n");
        smig_text_addf(&s->text, "SET lock_timeout = %d;\n", lock_timeout(s));
        smig_text_addf(&s->text,
                       "DO $schemac$\nBEGIN\n    IF NOT pg_try_advisory_lock(%" PRId64
                       ") THEN\n        RAISE EXCEPTION 'another migrator is at work';\n    END IF;\nEND\n$schemac$;\n",
                       smig_lock_key(s->options->history_table));
    } else {
        add(s, "-- For the sqlite3 shell. It has transactions of its own: do not wrap it into one.\n"
               ".bail on\nPRAGMA foreign_keys = ON;\n");
    }
    if (!s->down) {
        add_create_table(s);
    }
    add_guard(s);
}

/* ---- rows ---- */

/* An SQL literal in the script's arena. */
static const char *literal(script *s, const char *text)
{
    smig_text quoted = {0};
    smig_quote_text(&quoted, text);
    const char *kept = quoted.failed ? NULL : smig_copy(&s->arena, quoted.data, quoted.length);
    smig_text_free(&quoted);
    s->text.failed = s->text.failed || !kept;
    return kept ? kept : "";
}

static const char *parents_literal(script *s, const schemac_revision *revision)
{
    smig_text text = {0};
    for (size_t i = 0; i < revision->parent_count; i++) {
        smig_text_addf(&text, "%s%s", i ? " " : "", revision->parents[i]->id);
    }
    const char *kept = literal(s, smig_text_string(&text));
    smig_text_free(&text);
    return kept;
}

static const char *number_literal(script *s, size_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", number);
    return literal(s, digits);
}

/* The row after `segments` segments and `statements` statements, as the runtime would write it. */
static void add_put(script *s, const schemac_revision *revision, const char *state, size_t segments, size_t statements)
{
    const char *who = s->options->applied_by ? s->options->applied_by : "offline script";
    const char *version = s->options->tool_version ? s->options->tool_version : schemac_version();
    const char *const values[] = {literal(s, revision->id),
                                  parents_literal(s, revision),
                                  literal(s, revision->up->name),
                                  literal(s, revision->up->byte_checksum),
                                  literal(s, revision->up->token_checksum),
                                  number_literal(s, 0),
                                  literal(s, who),
                                  literal(s, version),
                                  literal(s, state),
                                  number_literal(s, segments),
                                  number_literal(s, statements),
                                  number_literal(s, 0),
                                  literal(s, revision->up->text),
                                  literal(s, revision->down->text)};
    smig_table_sql(&s->text, SMIG_TABLE_PUT, s->dialect, s->table, values);
    add(s, ";\n");
}

static void add_delete(script *s, const char *id)
{
    const char *values[] = {literal(s, id)};
    smig_table_sql(&s->text, SMIG_TABLE_DELETE, s->dialect, s->table, values);
    add(s, ";\n");
}

static void add_row(script *s, const schemac_revision *revision, int segments, size_t statements)
{
    const schemac_revision_file *file = s->down ? revision->down : revision->up;
    bool whole = (size_t)segments == file->segment_count;
    if (!s->down || !whole) {
        schemac_applied_state state = s->down ? SCHEMAC_DOWNGRADING : whole ? SCHEMAC_APPLIED : SCHEMAC_UPGRADING;
        add_put(s, revision, smig_state_word(state), (size_t)segments, statements);
        return;
    }
    add_delete(s, revision->id);
    for (size_t i = 0; i < revision->up->replaces.count; i++) {
        add_delete(s, revision->up->replaces.items[i]);
    }
}

/* ---- segments ---- */

static void add_statements(script *s, const schemac_revision_file *file, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        smig_text_add(&s->text, file->text + file->statements[i].offset, file->statements[i].length);
        add(s, ";\n");
    }
}

static const char violations[] =
    "SELECT \"table\", rowid, parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2, 3";

/* What the pragma must not hide is compared with what was violated before. */
static void add_foreign_keys_off(script *s)
{
    smig_text_addf(&s->text, "CREATE TEMP TABLE schemac_violations AS %s;\nPRAGMA foreign_keys = OFF;\n", violations);
}

static void add_foreign_keys_check(script *s)
{
    smig_text_addf(
        &s->text,
        "CREATE TEMP TABLE schemac_guard (ok INTEGER NOT NULL CONSTRAINT \"a foreign key is violated\" CHECK "
        "(ok));\nINSERT INTO schemac_guard SELECT count(*) = 0 FROM (%s EXCEPT SELECT * FROM "
        "schemac_violations);\nDROP TABLE schemac_guard;\n",
        violations);
}

static void add_begin(script *s, bool foreign_keys_off)
{
    if (foreign_keys_off) {
        add_foreign_keys_off(s);
    }
    add(s, is_postgresql(s) ? "BEGIN;\n" : "BEGIN IMMEDIATE;\n");
}

static void add_commit(script *s, bool foreign_keys_off)
{
    if (foreign_keys_off) {
        add_foreign_keys_check(s);
    }
    add(s, "COMMIT;\n");
    if (foreign_keys_off) {
        add(s, "PRAGMA foreign_keys = ON;\nDROP TABLE schemac_violations;\n");
    }
}

static void add_limits(script *s, const schemac_revision_file *file)
{
    if (is_postgresql(s)) {
        smig_text_addf(&s->text, "SET lock_timeout = %d;\nSET statement_timeout = %d;\n",
                       file->lock_timeout_ms >= 0 ? file->lock_timeout_ms : lock_timeout(s),
                       file->timeout_ms >= 0 ? file->timeout_ms : 0);
    }
}

/* Statements that could stand in a transaction have their row in one; the others have it behind them. */
static void add_outside(script *s, const schemac_revision *revision, const schemac_revision_file *file,
                        const schemac_segment *segment)
{
    for (size_t i = segment->first; i < segment->first + segment->count; i++) {
        const schemac_sql_statement *statement = &file->statements[i];
        bool last = i + 1 == segment->first + segment->count;
        bool inside =
            smig_outside_classify(file->text + statement->offset, statement->length, s->dialect) == SMIG_INSIDE_TOO;
        bool off = inside && file->foreign_keys_off && !is_postgresql(s);
        if (inside) {
            add_begin(s, off);
        } else if (is_postgresql(s)) {
            add(s, "SET lock_timeout = 0;\n");
        }
        add_statements(s, file, i, i + 1);
        add_row(s, revision, last ? segment->number : segment->number - 1, i + 1);
        if (inside) {
            add_commit(s, off);
        } else {
            add_limits(s, file);
        }
    }
}

static void add_segment(script *s, const schemac_revision *revision, const schemac_revision_file *file,
                        const schemac_segment *segment)
{
    bool off = file->foreign_keys_off && !is_postgresql(s) && !s->all;
    if (!segment->transactional && segment->count) {
        add_outside(s, revision, file, segment);
        return;
    }
    if (!s->all) {
        add_begin(s, off);
    }
    add_statements(s, file, segment->first, segment->first + segment->count);
    add_row(s, revision, segment->number, segment->first + segment->count);
    if (!s->all) {
        add_commit(s, off);
    }
}

static void add_revision(script *s, const schemac_revision *revision)
{
    const schemac_revision_file *file = s->down ? revision->down : revision->up;
    smig_text_addf(&s->text, "\n-- %s: %s\n", file->name, revision->up->message);
    add_limits(s, file);
    for (size_t i = 0; i < file->segment_count; i++) {
        add_segment(s, revision, file, &file->segments[i]);
    }
}

static bool any_foreign_keys_off(const script *s)
{
    bool off = false;
    for (size_t i = 0; i < s->plan.count; i++) {
        off = off || (s->down ? s->plan.items[i]->down : s->plan.items[i]->up)->foreign_keys_off;
    }
    return off && !is_postgresql(s);
}

static void add_all(script *s)
{
    bool off = s->all && any_foreign_keys_off(s);
    add_top(s);
    if (s->all) {
        add_begin(s, off);
    }
    for (size_t i = 0; i < s->plan.count; i++) {
        add_revision(s, s->plan.items[i]);
    }
    if (s->all) {
        add_commit(s, off);
    }
    if (is_postgresql(s)) {
        smig_text_addf(&s->text, "\nSELECT pg_advisory_unlock(%" PRId64 ");\n",
                       smig_lock_key(s->options->history_table));
    }
}

/* ---- what it is made for ---- */

static schemac_code check_files(const script *s, schemac_error *err)
{
    for (size_t i = 0; i < s->plan.count; i++) {
        const schemac_revision *revision = s->plan.items[i];
        const schemac_revision_file *file = s->down ? revision->down : revision->up;
        const char *why = revision->down->irreversible ? revision->down->irreversible : revision->up->irreversible;
        if (s->down && why) {
            return schemac_error_set(err, SCHEMAC_REFUSED, "\"%s\" is irreversible: %s", revision->up->name, why);
        }
        if (revision->up->dialect != s->dialect && revision->up->dialect != SCHEMAC_SQL_ANY) {
            return schemac_error_set(err, SCHEMAC_REFUSED, "\"%s\" is not for %s", revision->up->name,
                                     schemac_sql_dialect_name(s->dialect));
        }
        for (size_t k = 0; s->all && k < file->segment_count; k++) {
            if (!file->segments[k].transactional && file->segments[k].count) {
                return schemac_error_set(err, SCHEMAC_REFUSED,
                                         "\"%s\" has statements outside a transaction, so not all can be one",
                                         file->name);
            }
        }
    }
    return SCHEMAC_OK;
}

/* Without a database nobody knows whether the old chain ran, so a squash stands for it: what it replaces does not run.
 */
static schemac_code drop_replaced(script *s, schemac_error *err)
{
    unsigned char *flags = calloc(s->history->count + 1, 1);
    if (!flags) {
        return schemac_error_nomem(err);
    }
    for (size_t i = 0; i < s->plan.count; i++) {
        flags[s->plan.items[i]->index] |= 1;
    }
    for (size_t i = 0; i < s->history->count; i++) {
        const schemac_revision *squash = s->history->order[i]->replaced_by;
        if (squash && (flags[squash->index] & 1)) {
            flags[i] = 0;
        }
    }
    schemac_code code = smig_select(s->history, flags, 1, 1, &s->plan, err);
    free(flags);
    return code;
}

static schemac_code plan_script(script *s, const char *from, const char *to, schemac_error *err)
{
    schemac_revision_list end = {0};
    schemac_code code = schemac_history_resolve(s->history, from, NULL, &s->from, err);
    if (code == SCHEMAC_OK) {
        code = schemac_history_resolve(s->history, to, NULL, &end, err);
    }
    if (code == SCHEMAC_OK) {
        code = s->down ? schemac_history_between(s->history, end, s->from, &s->plan, err)
                       : schemac_history_between(s->history, s->from, end, &s->plan, err);
    }
    if (code == SCHEMAC_OK) {
        code = drop_replaced(s, err);
    }
    const schemac_revision **items = (const schemac_revision **)s->plan.items;
    for (size_t i = 0; code == SCHEMAC_OK && s->down && i < s->plan.count / 2; i++) {
        const schemac_revision *kept = items[i];
        items[i] = items[s->plan.count - 1 - i];
        items[s->plan.count - 1 - i] = kept;
    }
    return code ? code : check_files(s, err);
}

schemac_code schemac_migrate_script(schemac_history *history, schemac_sql_dialect dialect, const char *from,
                                    const char *to, bool down, const schemac_migrate_options *options, char **text,
                                    schemac_error *err)
{
    schemac_migrate_options own = options ? *options : (schemac_migrate_options){0};
    script s = {.history = history, .dialect = dialect, .options = &own, .down = down};
    smig_text table = {0};
    *text = NULL;
    if ((down && (!from || !to)) || dialect == SCHEMAC_SQL_ANY) {
        return schemac_error_set(err, SCHEMAC_MISUSE,
                                 down ? "the script of a downgrade needs both ends" : "a script needs a dialect");
    }
    own.history_table = own.history_table && *own.history_table ? own.history_table : "schemac_history";
    s.all = own.transaction == SCHEMAC_MIGRATE_ALL;
    smig_quote_table(&table, own.history_table);
    s.table = smig_text_string(&table);
    schemac_code code = plan_script(&s, from ? from : "base", to ? to : "heads", err);
    if (code == SCHEMAC_OK && s.plan.count) {
        add_all(&s);
    }
    smig_text_add(&s.text, "", 0);
    if (code == SCHEMAC_OK && (s.text.failed || table.failed)) {
        code = schemac_error_nomem(err);
    }
    if (code) {
        smig_text_free(&s.text);
    }
    *text = s.text.data;
    smig_arena_free(&s.arena);
    smig_text_free(&table);
    return code;
}

void schemac_script_free(char *text)
{
    free(text);
}

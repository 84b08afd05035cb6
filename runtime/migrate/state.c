/*
 * state.c - what is applied, joined with the folder.
 *
 * Revisions that are applied and that the folder lacks are read from the texts that the history table keeps; together
 * with the folder they make one history, and all planning works on that. So a checkout without a file can still take a
 * database back.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "migrate/files/history_private.h"
#include "migrate/files/revision_file.h"
#include "migrate/files/split.h"
#include "migrate/migrator.h"

void smig_state_clear(schemac_migrator *m)
{
    smig_free_rows(m, &m->state.texts);
    smig_map_free(&m->state.by_id);
    smig_arena_free(&m->state.arena);
    m->state = (smig_state){0};
}

schemac_applied *smig_state_row(const schemac_migrator *m, const char *id)
{
    return smig_map_get(&m->state.by_id, id);
}

schemac_position smig_state_position(const schemac_migrator *m)
{
    return (schemac_position){true, m->state.current.items, m->state.current.count};
}

/* ---- the folder and the stored texts together ---- */

/* One stored file as a source. `base` is the pair's name without its ending. Texts are copied: they outlive the rows.
 */
static bool add_stored(smig_arena *arena, smig_list *further, const char *base, size_t base_length, const char *ending,
                       const char *text)
{
    char path[1024];
    char name[512];
    smig_source *source = smig_alloc(arena, sizeof *source);
    snprintf(name, sizeof name, "%.*s%s", (int)base_length, base, ending);
    snprintf(path, sizeof path, "%s (kept in the history table)", name);
    if (!source || !(source->name = smig_copy_string(arena, name)) || !(source->path = smig_copy_string(arena, path)) ||
        !(source->text = smig_copy_string(arena, text))) {
        return false;
    }
    source->length = strlen(text);
    smig_list_add(further, source);
    return true;
}

static bool add_missing(schemac_migrator *m, smig_list *further, const schemac_applied *row)
{
    bool down;
    bool named = smig_revision_file_name(row->file, &down) && !down;
    const char *base = named ? row->file : row->id;
    size_t length = named ? strlen(base) - strlen(".up.sql") : strlen(base);
    return add_stored(&m->arena, further, base, length, ".up.sql", row->up_text) &&
           add_stored(&m->arena, further, base, length, ".down.sql", row->down_text);
}

static schemac_code combine(schemac_migrator *m, const smig_list *further, schemac_error *err)
{
    schemac_history *combined = NULL;
    schemac_code code = smig_history_extend(m->history, further, &combined, err);
    if (code) {
        return code;
    }
    smig_list_add(&m->combined, combined);
    if (m->combined.failed) {
        schemac_history_close(combined);
        return schemac_error_nomem(err);
    }
    m->state.history = combined;
    return SCHEMAC_OK;
}

static schemac_code join_folder(schemac_migrator *m, schemac_error *err)
{
    smig_list further = {0};
    bool room = true;
    m->state.history = m->history;
    for (size_t i = 0; room && i < m->state.row_count; i++) {
        schemac_applied *row = &m->state.rows[i];
        row->revision = schemac_history_find(m->history, row->id);
        if (!row->revision) {
            room = add_missing(m, &further, row);
        }
    }
    schemac_code code = room ? SCHEMAC_OK : schemac_error_nomem(err);
    if (code == SCHEMAC_OK && further.count) {
        code = combine(m, &further, err);
    }
    smig_list_free(&further);
    return code;
}

/* ---- order and heads ---- */

/* Rows in the order of the graph: every row has its revision there now. */
static schemac_code sort_rows(schemac_migrator *m, schemac_error *err)
{
    smig_state *state = &m->state;
    schemac_applied *sorted = smig_alloc_items(&state->arena, state->row_count, sizeof *sorted);
    if (!sorted) {
        return schemac_error_nomem(err);
    }
    size_t count = 0;
    for (size_t i = 0; i < state->history->count; i++) {
        const schemac_applied *row = smig_state_row(m, state->history->order[i]->id);
        if (row) {
            sorted[count++] = *row;
        }
    }
    state->rows = sorted;
    state->row_count = count;
    for (size_t i = 0; i < count; i++) {
        if (!smig_map_put(&state->by_id, sorted[i].id, &sorted[i])) {
            return schemac_error_nomem(err);
        }
    }
    return SCHEMAC_OK;
}

static schemac_code find_current(schemac_migrator *m, schemac_error *err)
{
    enum { STANDS = 1, FOLLOWED = 2 };
    schemac_history *history = m->state.history;
    unsigned char *flags = calloc(history->count + 1, 1);
    if (!flags) {
        return schemac_error_nomem(err);
    }
    for (size_t i = 0; i < m->state.row_count; i++) {
        const schemac_applied *row = &m->state.rows[i];
        const schemac_revision *revision = schemac_history_find(history, row->id);
        if (row->state == SCHEMAC_UPGRADING || row->state == SCHEMAC_REPLACED) {
            continue;
        }
        flags[revision->index] |= STANDS;
        for (size_t k = 0; k < revision->parent_count; k++) {
            flags[revision->parents[k]->index] |= FOLLOWED;
        }
    }
    schemac_code code = smig_select(history, flags, STANDS | FOLLOWED, STANDS, &m->state.current, err);
    free(flags);
    return code;
}

schemac_code smig_state_read(schemac_migrator *m, schemac_error *err)
{
    smig_state_clear(m);
    schemac_code code = smig_table_find(m, err);
    if (code == SCHEMAC_OK) {
        code = smig_table_read(m, &m->state, err);
    }
    if (code == SCHEMAC_OK) {
        code = join_folder(m, err);
    }
    if (code == SCHEMAC_OK) {
        code = sort_rows(m, err);
    }
    return code == SCHEMAC_OK ? find_current(m, err) : code;
}

/* ---- edited files ---- */

/* Two texts of one file, cut into statements. */
typedef struct comparison {
    schemac_sql_dialect dialect;
    const char *texts[2];
    schemac_sql_statements statements[2];
} comparison;

static schemac_code compare_begin(comparison *c, schemac_sql_dialect dialect, const char *stored, const char *present,
                                  schemac_error *err)
{
    const schemac_sql_split_options options = {.dialect = dialect};
    *c = (comparison){.dialect = dialect, .texts = {stored, present}};
    schemac_code code = schemac_sql_split(stored, strlen(stored), &options, &c->statements[0], err);
    return code ? code : schemac_sql_split(present, strlen(present), &options, &c->statements[1], err);
}

static void compare_end(comparison *c)
{
    schemac_sql_statements_free(&c->statements[0]);
    schemac_sql_statements_free(&c->statements[1]);
}

static void statement_checksum(const comparison *c, size_t side, size_t index, char sum[SCHEMAC_CHECKSUM_SIZE])
{
    const schemac_sql_statement *statement = &c->statements[side].items[index];
    schemac_checksum_tokens(c->texts[side] + statement->offset, statement->length, c->dialect, sum);
}

/* The first statement that is not the same on both sides; `limit` if the first `limit` are. */
static size_t first_difference(const comparison *c, size_t limit)
{
    for (size_t i = 0; i < limit; i++) {
        char sums[2][SCHEMAC_CHECKSUM_SIZE];
        if (i >= c->statements[0].count || i >= c->statements[1].count) {
            return i;
        }
        statement_checksum(c, 0, i, sums[0]);
        statement_checksum(c, 1, i, sums[1]);
        if (strcmp(sums[0], sums[1]) != 0) {
            return i;
        }
    }
    return limit;
}

static void add_side(smig_text *text, const comparison *c, size_t side, size_t index)
{
    enum { SHOWN = 400 };
    const char *label = side == 0 ? "applied" : "present";
    if (index >= c->statements[side].count) {
        smig_text_addf(text, "\n%s: nothing", label);
        return;
    }
    const schemac_sql_statement *statement = &c->statements[side].items[index];
    size_t shown = statement->length < SHOWN ? statement->length : SHOWN;
    while (shown < statement->length && ((unsigned char)c->texts[side][statement->offset + shown] & 0xC0) == 0x80) {
        shown++;
    }
    smig_text_addf(text, "\n%s, line %d: %.*s%s", label, statement->line, (int)shown,
                   c->texts[side] + statement->offset, shown < statement->length ? " …" : "");
}

/* SCHEMAC_REFUSED with both texts of the statement at `index` as the detail. */
static schemac_code refuse_edit(const comparison *c, const schemac_revision_file *file, size_t index, const char *what,
                                const char *hint, schemac_error *err)
{
    smig_text detail = {0};
    smig_text_addf(&detail, "The first difference is statement %zu:", index + 1);
    add_side(&detail, c, 0, index);
    add_side(&detail, c, 1, index);
    schemac_error_set(err, SCHEMAC_REFUSED, "\"%s\" %s", file->name, what);
    schemac_error_text(err->detail, sizeof err->detail, smig_text_string(&detail));
    schemac_error_hint(err, "%s", hint);
    schemac_error_text(err->file, sizeof err->file, file->path);
    if (index < c->statements[1].count) {
        err->line = c->statements[1].items[index].line;
        err->column = c->statements[1].items[index].column;
    }
    smig_text_free(&detail);
    return SCHEMAC_REFUSED;
}

static schemac_code refuse_applied_edit(const schemac_applied *row, schemac_error *err)
{
    comparison c;
    const schemac_revision_file *file = row->revision->up;
    schemac_code code = compare_begin(&c, file->dialect, row->up_text, file->text, err);
    if (code == SCHEMAC_OK) {
        size_t most = c.statements[0].count > c.statements[1].count ? c.statements[0].count : c.statements[1].count;
        code = refuse_edit(&c, file, first_difference(&c, most), "was edited after it was applied",
                           "Put the text back (the history table keeps it) and write the change as a new revision; or "
                           "take the database back to before this revision with the text as it was.",
                           err);
    }
    compare_end(&c);
    return code;
}

/* Sums of different algorithms say nothing of each other. */
static bool same_algorithm(const char *left, const char *right)
{
    size_t length = strcspn(left, ":");
    return left[length] == ':' && strncmp(left, right, length + 1) == 0;
}

schemac_code smig_state_check(schemac_migrator *m, schemac_error *err)
{
    for (size_t i = 0; i < m->state.row_count; i++) {
        const schemac_applied *row = &m->state.rows[i];
        if (!row->revision || row->state == SCHEMAC_UPGRADING) {
            continue;
        }
        const schemac_revision_file *file = row->revision->up;
        if (!same_algorithm(file->token_checksum, row->token_checksum)) {
            smig_note(m, row->revision, "\"%s\" was applied by a version whose checksums cannot be compared",
                      file->name);
        } else if (strcmp(file->token_checksum, row->token_checksum) != 0) {
            return refuse_applied_edit(row, err);
        } else if (strcmp(file->byte_checksum, row->byte_checksum) != 0) {
            smig_note(m, row->revision, "comments or space in \"%s\" were edited after it was applied", file->name);
        }
    }
    return SCHEMAC_OK;
}

schemac_code smig_state_check_begun(schemac_migrator *m, const schemac_revision *revision, bool down,
                                    schemac_error *err)
{
    const schemac_applied *row = smig_state_row(m, revision->id);
    schemac_applied_state begun = down ? SCHEMAC_DOWNGRADING : SCHEMAC_UPGRADING;
    const schemac_revision_file *file = down ? revision->down : revision->up;
    if (!row || row->state != begun) {
        return SCHEMAC_OK;
    }
    comparison c;
    schemac_code code = compare_begin(&c, file->dialect, down ? row->down_text : row->up_text, file->text, err);
    if (code == SCHEMAC_OK) {
        size_t done = (size_t)(row->intent > row->statements_done ? row->intent : row->statements_done);
        size_t difference = first_difference(&c, done);
        if (difference < done || (size_t)row->segments_done > file->segment_count) {
            code = refuse_edit(&c, file, difference, "was edited in a part that has already run",
                               "Put that part back as it was; what has not run yet may be edited.", err);
        }
    }
    compare_end(&c);
    return code;
}

/*
 * pairs.c - from files to pairs: each id has one up file and one down file, and they agree on what they are.
 */
#include <string.h>

#include "fail.h"
#include "history_private.h"
#include "revision_file.h"

/* SCHEMAC_INVALID with the place at the beginning of a file. */
static schemac_code fail_file(schemac_error *err, const schemac_revision_file *file, const char *what,
                              const char *other)
{
    schemac_error_set(err, SCHEMAC_INVALID, what, file->name, other);
    smig_error_place(err, file->path, file->text, file->length, 0);
    return SCHEMAC_INVALID;
}

static schemac_code check_dialect(const schemac_history *history, const schemac_revision_file *file, schemac_error *err)
{
    if (history->dialect == SCHEMAC_SQL_ANY || file->dialect == history->dialect) {
        return SCHEMAC_OK;
    }
    schemac_code code = fail_file(err, file, "\"%s\" is not for %s", schemac_sql_dialect_name(history->dialect));
    schemac_error_hint(err, "Its header says \"Dialect: %s\".", schemac_sql_dialect_name(file->dialect));
    return code;
}

static schemac_code add_to_pair(schemac_revision *revision, const schemac_revision_file *file, schemac_error *err)
{
    const schemac_revision_file **half = file->down ? &revision->down : &revision->up;
    if (*half) {
        schemac_code code = fail_file(err, file, "two files have one id: \"%s\" and \"%s\"", (*half)->name);
        schemac_error_hint(err, "Both say \"Revision: %s\". Give one of them an id of its own.", file->id);
        return code;
    }
    *half = file;
    return SCHEMAC_OK;
}

static schemac_code add_file(schemac_history *history, smig_list *revisions, const schemac_revision_file *file,
                             schemac_error *err)
{
    schemac_revision *revision = smig_map_get(&history->ids, file->id);
    if (!revision) {
        revision = smig_alloc(&history->arena, sizeof *revision);
        if (!revision || !smig_map_put(&history->ids, file->id, revision)) {
            return schemac_error_nomem(err);
        }
        revision->id = file->id;
        smig_list_add(revisions, revision);
    }
    return add_to_pair(revision, file, err);
}

static bool same_names(const schemac_names *left, const schemac_names *right)
{
    if (left->count != right->count) {
        return false;
    }
    for (size_t i = 0; i < left->count; i++) {
        if (strcmp(left->items[i], right->items[i]) != 0) {
            return false;
        }
    }
    return true;
}

static schemac_code check_pair(const schemac_revision *revision, schemac_error *err)
{
    const schemac_revision_file *up = revision->up;
    const schemac_revision_file *down = revision->down;
    if (!up || !down) {
        const schemac_revision_file *half = up ? up : down;
        schemac_code code = fail_file(err, half, "\"%s\" has no %s file", up ? "down" : "up");
        schemac_error_hint(err, "A revision is a pair: expected a file ending with %s that says \"Revision: %s\".",
                           up ? ".down.sql" : ".up.sql", half->id);
        return code;
    }
    if (down->parents.count && !same_names(&up->parents, &down->parents)) {
        return fail_file(err, down, "\"%s\" names other parents than \"%s\"", up->name);
    }
    if (down->dialect != SCHEMAC_SQL_ANY && up->dialect != down->dialect) {
        return fail_file(err, down, "\"%s\" names another dialect than \"%s\"", up->name);
    }
    return SCHEMAC_OK;
}

static schemac_code add_replacements(schemac_history *history, schemac_revision *revision, schemac_error *err)
{
    const schemac_names *replaces = &revision->up->replaces;
    for (size_t i = 0; i < replaces->count; i++) {
        const schemac_revision *other = smig_map_get(&history->replacements, replaces->items[i]);
        if (other) {
            schemac_code code =
                fail_file(err, revision->up, "\"%s\" and \"%s\" replace the same revision", other->up->name);
            schemac_error_hint(err, "Both say \"Replaces: %s\".", replaces->items[i]);
            return code;
        }
        schemac_revision *replaced = smig_map_get(&history->ids, replaces->items[i]);
        if (replaced == revision) {
            return fail_file(err, revision->up, "\"%s\" replaces itself%s", "");
        }
        if (replaced) {
            replaced->replaced_by = revision;
        }
        if (!smig_map_put(&history->replacements, replaces->items[i], revision)) {
            return schemac_error_nomem(err);
        }
    }
    return SCHEMAC_OK;
}

static schemac_code read_sources(schemac_history *history, const smig_list *sources, smig_list *revisions,
                                 schemac_error *err)
{
    schemac_code code = SCHEMAC_OK;
    for (size_t i = 0; code == SCHEMAC_OK && i < sources->count; i++) {
        const smig_source *source = sources->items[i];
        schemac_revision_file *file = NULL;
        code = smig_revision_file_read(&history->arena, source->path, source->name, source->text, source->length,
                                       history->dialect, &file, err);
        if (code == SCHEMAC_OK) {
            code = check_dialect(history, file, err);
        }
        if (code == SCHEMAC_OK) {
            code = add_file(history, revisions, file, err);
        }
    }
    return code;
}

schemac_code smig_pairs_read(schemac_history *history, const smig_list *sources, schemac_error *err)
{
    smig_list revisions = {0};
    schemac_code code = sources->failed ? schemac_error_nomem(err) : read_sources(history, sources, &revisions, err);
    for (size_t i = 0; code == SCHEMAC_OK && i < revisions.count; i++) {
        code = check_pair(revisions.items[i], err);
    }
    for (size_t i = 0; code == SCHEMAC_OK && i < revisions.count; i++) {
        code = add_replacements(history, revisions.items[i], err);
    }
    if (code == SCHEMAC_OK) {
        history->order = smig_list_keep(&revisions, &history->arena);
        history->count = revisions.count;
        code = history->order ? SCHEMAC_OK : schemac_error_nomem(err);
    }
    smig_list_free(&revisions);
    return code;
}

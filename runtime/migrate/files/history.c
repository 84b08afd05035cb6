/*
 * history.c - opening and closing a history, and the looks into it that need no more than a field.
 */
#include <stdlib.h>

#include "db/error.h"
#include "history_private.h"

static schemac_history *history_new(const char *folder, schemac_sql_dialect dialect)
{
    schemac_history *history = calloc(1, sizeof *history);
    if (history) {
        history->dialect = dialect;
        history->folder = smig_copy_string(&history->arena, folder);
    }
    if (history && !history->folder) {
        schemac_history_close(history);
        return NULL;
    }
    return history;
}

static schemac_code build(schemac_history *history, smig_list *sources, schemac_code code, schemac_error *err)
{
    if (code == SCHEMAC_OK) {
        code = smig_pairs_read(history, sources, err);
    }
    if (code == SCHEMAC_OK) {
        code = smig_graph_build(history, err);
    }
    smig_list_free(sources);
    return code;
}

schemac_code schemac_history_open(const char *folder, schemac_sql_dialect dialect, schemac_history **history,
                                  schemac_error *err)
{
    smig_list sources = {0};
    *history = NULL;
    schemac_history *made = history_new(folder, dialect);
    if (!made) {
        return schemac_error_nomem(err);
    }
    schemac_code code = build(made, &sources, smig_folder_read(made, folder, &sources, err), err);
    if (code) {
        schemac_history_close(made);
        return code;
    }
    *history = made;
    return SCHEMAC_OK;
}

schemac_code schemac_history_open_embedded(const schemac_migrations *migrations, schemac_sql_dialect dialect,
                                           schemac_history **history, schemac_error *err)
{
    smig_list sources = {0};
    *history = NULL;
    schemac_history *made = history_new("", dialect);
    if (!made) {
        return schemac_error_nomem(err);
    }
    schemac_code code = build(made, &sources, smig_embedded_read(made, migrations, &sources, err), err);
    if (code) {
        schemac_history_close(made);
        return code;
    }
    *history = made;
    return SCHEMAC_OK;
}

/* A source that gives what a file was read from. */
static void add_source(schemac_history *history, smig_list *sources, const schemac_revision_file *file)
{
    smig_source *source = smig_alloc(&history->arena, sizeof *source);
    if (source) {
        *source = (smig_source){file->path, file->name, file->text, file->length};
    }
    sources->failed = sources->failed || !source;
    smig_list_add(sources, source);
}

schemac_code smig_history_extend(const schemac_history *base, const smig_list *further, schemac_history **history,
                                 schemac_error *err)
{
    smig_list sources = {0};
    *history = NULL;
    schemac_history *made = history_new(base->folder, base->dialect);
    if (!made) {
        return schemac_error_nomem(err);
    }
    for (size_t i = 0; i < base->count; i++) {
        add_source(made, &sources, base->order[i]->up);
        add_source(made, &sources, base->order[i]->down);
    }
    for (size_t i = 0; i < further->count; i++) {
        smig_list_add(&sources, further->items[i]);
    }
    schemac_code code = build(made, &sources, further->failed ? schemac_error_nomem(err) : SCHEMAC_OK, err);
    if (code) {
        schemac_history_close(made);
        return code;
    }
    *history = made;
    return SCHEMAC_OK;
}

void schemac_history_close(schemac_history *history)
{
    if (history) {
        smig_map_free(&history->ids);
        smig_map_free(&history->replacements);
        smig_arena_free(&history->arena);
        free(history);
    }
}

schemac_names schemac_history_unfinished(const schemac_history *history)
{
    return history->unfinished;
}

const char *schemac_history_folder(const schemac_history *history)
{
    return history->folder;
}

schemac_revision_list schemac_history_revisions(const schemac_history *history)
{
    return (schemac_revision_list){(const schemac_revision *const *)history->order, history->count};
}

schemac_revision_list schemac_history_heads(const schemac_history *history)
{
    return history->heads;
}

schemac_revision_list schemac_history_bases(const schemac_history *history)
{
    return history->bases;
}

const schemac_revision *schemac_history_find(const schemac_history *history, const char *id)
{
    return smig_map_get(&history->ids, id);
}

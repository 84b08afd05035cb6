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

void schemac_history_close(schemac_history *history)
{
    if (history) {
        smig_map_free(&history->ids);
        smig_map_free(&history->replacements);
        smig_arena_free(&history->arena);
        free(history);
    }
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

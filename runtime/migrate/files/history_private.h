/*
 * history_private.h - what a schemac_history is made of; for the files of this room that build it and look things up in
 * it.
 */
#ifndef SMIG_HISTORY_PRIVATE_H
#define SMIG_HISTORY_PRIVATE_H

#include "memory.h"
#include "schemac/history.h"

/** A file before it is read: its text stays where it is for as long as the history. */
typedef struct smig_source {
    const char *path;
    const char *name;
    const char *text;
    size_t length;
} smig_source;

struct schemac_history {
    smig_arena arena;
    char *folder;
    schemac_sql_dialect dialect; /* as asked for */
    schemac_revision **order;    /* topological */
    size_t count;
    schemac_revision **by_name; /* sorted by id, for prefixes */
    smig_map ids;               /* id -> schemac_revision */
    smig_map replacements;      /* id that a squash stands for -> the squash; the id need not be in the folder */
    schemac_revision_list heads;
    schemac_revision_list bases;
    schemac_names unfinished; /* paths of files that do not count yet */
};

/** Adds the files of a folder to `sources` (smig_source *, in the history's arena), in the order of their names.
 * (folder.c) */
schemac_code smig_folder_read(schemac_history *history, const char *folder, smig_list *sources, schemac_error *err);

/** The same for embedded texts. */
schemac_code smig_embedded_read(schemac_history *history, const schemac_migrations *migrations, smig_list *sources,
                                schemac_error *err);

/** Reads the sources, makes pairs of them, fills `ids` and `replacements`; `order` is as the sources are. (pairs.c) */
schemac_code smig_pairs_read(schemac_history *history, const smig_list *sources, schemac_error *err);

/** Links the revisions, sorts them, finds heads and bases. (graph.c) */
schemac_code smig_graph_build(schemac_history *history, schemac_error *err);

/** Marks what is in the list and all that is before it: flags[revision->index] gets `bit`. */
void smig_mark_ancestors(const schemac_history *history, schemac_revision_list list, unsigned char *flags,
                         unsigned char bit);

/** The revisions whose flags equal `value` under `mask`, in topological order, as a list of the history. */
schemac_code smig_select(schemac_history *history, const unsigned char *flags, unsigned char mask, unsigned char value,
                         schemac_revision_list *list, schemac_error *err);

/** A history of the files of `base` and further ones (smig_source *, whose texts must outlive it). Close it with
 * schemac_history_close. */
schemac_code smig_history_extend(const schemac_history *base, const smig_list *further, schemac_history **history,
                                 schemac_error *err);

/** Names files for a message: "a.up.sql", "b.up.sql" and 3 more. */
void smig_name_files(schemac_revision_list list, char *buffer, size_t size);

#endif

/*
 * split.h - statements of a text together with the `--#` marks between them; schemac_sql_split is this without the
 * marks.
 */
#ifndef SMIG_SPLIT_H
#define SMIG_SPLIT_H

#include "schemac/history.h"

/** A comment `--# segment …` that stands between statements. */
typedef struct smig_mark {
    size_t offset;
    size_t length;
    size_t before; /* index of the statement that follows */
} smig_mark;

/** A zeroed one is empty; freed with smig_split_free also after an error. */
typedef struct smig_split {
    schemac_sql_statement *statements;
    size_t count;
    size_t capacity;
    smig_mark *marks;
    size_t mark_count;
    size_t mark_capacity;
} smig_split;

schemac_code smig_split_text(const char *text, size_t length, const schemac_sql_split_options *options,
                             smig_split *split, schemac_error *err);
void smig_split_free(smig_split *split);

/** Does a comment mark a segment? Only its first word counts; what follows is checked by whoever reads it. */
bool smig_is_mark(const char *comment, size_t length);

#endif

/*
 * mark.h - what a line `--# segment N: …` says.
 */
#ifndef SMIG_MARK_H
#define SMIG_MARK_H

#include "memory.h"
#include "scan.h"
#include "schemac/history.h"

/**
 * Reads a mark (`text` begins behind its `--#`) into the kind of a segment: transactional, or the batches. False if it
 * is none of the forms or has another number than `number`; also when memory runs out. Linear.
 */
bool smig_mark_read(smig_arena *arena, const char *text, size_t length, int number, schemac_segment *segment);

/** Where in a statement the keys of a batch go: the comment that marks the place. False unless there is exactly one. */
bool smig_batch_place(const char *sql, size_t length, schemac_sql_dialect dialect, smig_token *place);

#endif

/*
 * mark.c - segment marks: `--# segment 2: transaction`, `--# segment 3: no transaction`, and
 * `--# segment 4: batch 5000 of orders by tenant, id`, whose one statement has the comment `batch` where the keys go.
 */
#include "mark.h"

#include <stdlib.h>
#include <string.h>

/* A mark that is being read; `token` is the next one. */
typedef struct mark_reader {
    smig_arena *arena;
    smig_scan scan;
    smig_token token;
} mark_reader;

static void advance(mark_reader *r)
{
    r->token = smig_scan_next_solid(&r->scan);
}

static bool take_word(mark_reader *r, const char *word)
{
    if (!smig_token_is(r->scan.text, r->token, word)) {
        return false;
    }
    advance(r);
    return true;
}

static bool take_char(mark_reader *r, char c)
{
    if (r->token.kind != SMIG_OPERATOR || r->token.length != 1 || r->scan.text[r->token.offset] != c) {
        return false;
    }
    advance(r);
    return true;
}

/* A number from 1. */
static bool take_number(mark_reader *r, long *number)
{
    char digits[16] = "";
    if (r->token.kind != SMIG_NUMBER || r->token.length >= sizeof digits) {
        return false;
    }
    memcpy(digits, r->scan.text + r->token.offset, r->token.length);
    char *rest;
    *number = strtol(digits, &rest, 10);
    advance(r);
    return *rest == '\0' && *number > 0;
}

static bool take_name(mark_reader *r)
{
    if (r->token.kind != SMIG_WORD && r->token.kind != SMIG_NAME) {
        return false;
    }
    advance(r);
    return true;
}

/* The text from `from` up to the token that stands next, without the space before it. */
static const char *text_since(const mark_reader *r, size_t from)
{
    size_t end = r->token.kind == SMIG_END ? r->scan.length : r->token.offset;
    while (end > from && strchr(" \t\r\n", r->scan.text[end - 1])) {
        end--;
    }
    return smig_copy(r->arena, r->scan.text + from, end - from);
}

static bool read_table(mark_reader *r, schemac_segment *segment)
{
    size_t from = r->token.offset;
    if (!take_name(r) || (take_char(r, '.') && !take_name(r))) {
        return false;
    }
    segment->batch_table = text_since(r, from);
    return segment->batch_table != NULL;
}

static bool read_keys(mark_reader *r, schemac_segment *segment)
{
    smig_list keys = {0};
    bool fits = true;
    do {
        size_t from = r->token.offset;
        fits = take_name(r);
        smig_list_add(&keys, (void *)(uintptr_t)(fits ? text_since(r, from) : NULL));
    } while (fits && take_char(r, ','));
    segment->batch_keys = (schemac_names){smig_list_keep(&keys, r->arena), keys.count};
    fits = fits && !keys.failed && segment->batch_keys.items;
    for (size_t i = 0; fits && i < keys.count; i++) {
        fits = keys.items[i] != NULL;
    }
    smig_list_free(&keys);
    return fits;
}

static bool read_batch(mark_reader *r, schemac_segment *segment)
{
    enum { LARGEST = 10000000 };
    long rows = 0;
    bool fits = take_number(r, &rows) && rows <= LARGEST && take_word(r, "of") && read_table(r, segment) &&
                take_word(r, "by") && read_keys(r, segment);
    segment->batch_rows = fits ? (int)rows : 0;
    return fits;
}

bool smig_mark_read(smig_arena *arena, const char *text, size_t length, int number, schemac_segment *segment)
{
    mark_reader r = {.arena = arena, .scan = {.text = text, .length = length}};
    long given = 0;
    advance(&r);
    if (!take_word(&r, "segment") || !take_number(&r, &given) || given != number || !take_char(&r, ':')) {
        return false;
    }
    if (take_word(&r, "batch")) {
        return read_batch(&r, segment) && r.token.kind == SMIG_END;
    }
    segment->transactional = !take_word(&r, "no");
    return take_word(&r, "transaction") && r.token.kind == SMIG_END;
}

static bool is_place(const char *comment, size_t length)
{
    static const char begins[] = "/*#";
    if (length < 5 || memcmp(comment, begins, 3) != 0) {
        return false;
    }
    smig_scan scan = {.text = comment + 3, .length = length - 5};
    return smig_token_is(scan.text, smig_scan_next_solid(&scan), "batch") &&
           smig_scan_next_solid(&scan).kind == SMIG_END;
}

bool smig_batch_place(const char *sql, size_t length, schemac_sql_dialect dialect, smig_token *place)
{
    smig_scan scan = {.text = sql, .length = length, .dialect = dialect};
    size_t found = 0;
    for (smig_token token = smig_scan_next(&scan); token.kind != SMIG_END; token = smig_scan_next(&scan)) {
        if (token.kind == SMIG_COMMENT && is_place(sql + token.offset, token.length)) {
            *place = token;
            found++;
        }
    }
    return found == 1;
}

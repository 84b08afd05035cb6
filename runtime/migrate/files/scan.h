/*
 * scan.h - cuts SQL into tokens, as far as that is needed to find where statements end and what a comment is.
 *
 * Every byte of the text belongs to exactly one token. The scanner knows nothing of statements; a token that does
 * not end is reported by its kind and reaches to the end of the text.
 */
#ifndef SMIG_SCAN_H
#define SMIG_SCAN_H

#include "schemac/history.h"

typedef enum smig_token_kind {
    SMIG_END,
    SMIG_SPACE,
    SMIG_COMMENT,
    SMIG_WORD,   /* key word or plain name: its case does not matter */
    SMIG_NAME,   /* quoted name */
    SMIG_STRING, /* '…', E'…', $tag$…$tag$ */
    SMIG_NUMBER,
    SMIG_OPERATOR, /* a run of operator characters, or a single other one */
    SMIG_OPEN,     /* ( */
    SMIG_CLOSE,    /* ) */
    SMIG_SEMICOLON,
    SMIG_BACKSLASH,
    SMIG_NUL,         /* a NUL byte */
    SMIG_OPEN_STRING, /* the kinds that lack their end */
    SMIG_OPEN_NAME,
    SMIG_OPEN_COMMENT
} smig_token_kind;

typedef struct smig_token {
    smig_token_kind kind;
    size_t offset;
    size_t length;
} smig_token;

/** A place in a text. Set text, length, dialect and escaped_strings, zero the rest. */
typedef struct smig_scan {
    const char *text;
    size_t length;
    schemac_sql_dialect dialect;
    bool escaped_strings;
    size_t at;
} smig_scan;

/** The next token; SMIG_END with length 0 at the end, any number of times. */
smig_token smig_scan_next(smig_scan *scan);

/** The next token that is neither space nor comment. */
smig_token smig_scan_next_solid(smig_scan *scan);

/** Is the token this key word (given in lower case)? */
bool smig_token_is(const char *text, smig_token token, const char *word);

/** Is it any kind that lacks its end? */
bool smig_token_is_open(smig_token token);

#endif

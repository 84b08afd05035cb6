/*
 * split.c - where statements end. A semicolon ends one unless it stands in parentheses (CREATE RULE … DO (a; b)),
 * in a BEGIN ATOMIC body, or in the body of a trigger of SQLite; the scanner has dealt with quotes and comments.
 */
#include "split.h"

#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "scan.h"

/* What the leading words say that a statement is, as far as its end depends on it. */
typedef enum statement_shape {
    SHAPE_UNKNOWN, /* no word yet */
    SHAPE_CREATE,  /* CREATE and words that say nothing yet */
    SHAPE_ROUTINE,
    SHAPE_TRIGGER,
    SHAPE_COPY,
    SHAPE_PLAIN
} statement_shape;

typedef struct splitter {
    smig_scan scan;
    const schemac_sql_split_options *options;
    smig_split *out;
    schemac_error *err;

    /* the place up to which lines were counted */
    size_t placed;
    int line, column;

    /* the statement that is being read */
    bool open;
    size_t start, end;
    statement_shape shape;
    size_t depth;      /* of parentheses */
    size_t open_paren; /* offset of the outermost */
    size_t body;       /* BEGIN ATOMIC and CASE that have no END yet */
    bool trigger_body;
    smig_token before, last; /* the solid tokens read last */
} splitter;

/* Grows an array of items to hold one more; false if memory ran out. */
static bool grow(void **items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return true;
    }
    size_t larger = *capacity ? *capacity * 2 : 16;
    void *moved = realloc(*items, larger * size);
    if (!moved) {
        return false;
    }
    *items = moved;
    *capacity = larger;
    return true;
}

static schemac_code fail(splitter *s, size_t offset, const char *message)
{
    return smig_fail_at(s->err, SCHEMAC_INVALID, s->options->file, s->scan.text, s->scan.length, offset, "%s", message);
}

static schemac_code fail_hint(splitter *s, size_t offset, const char *message, const char *hint)
{
    schemac_code code = fail(s, offset, message);
    schemac_error_hint(s->err, "%s", hint);
    return code;
}

static schemac_code finish(splitter *s)
{
    void *items = s->out->statements;
    if (!grow(&items, s->out->count, &s->out->capacity, sizeof *s->out->statements)) {
        return schemac_error_nomem(s->err);
    }
    s->out->statements = items;
    smig_place_advance(s->scan.text + s->placed, s->start - s->placed, &s->line, &s->column);
    s->placed = s->start;
    s->out->statements[s->out->count++] =
        (schemac_sql_statement){.offset = s->start, .length = s->end - s->start, .line = s->line, .column = s->column};
    s->open = false;
    return SCHEMAC_OK;
}

static schemac_code take_mark(splitter *s, smig_token token)
{
    if (s->open) {
        return fail_hint(s, token.offset, "a segment mark stands inside of a statement",
                         "End the statement before it with a semicolon.");
    }
    void *items = s->out->marks;
    if (!grow(&items, s->out->mark_count, &s->out->mark_capacity, sizeof *s->out->marks)) {
        return schemac_error_nomem(s->err);
    }
    s->out->marks = items;
    s->out->marks[s->out->mark_count++] = (smig_mark){token.offset, token.length, s->out->count};
    return SCHEMAC_OK;
}

static bool is(const splitter *s, smig_token token, const char *word)
{
    return smig_token_is(s->scan.text, token, word);
}

static bool is_char(const splitter *s, smig_token token, char c)
{
    return token.kind == SMIG_OPERATOR && token.length == 1 && s->scan.text[token.offset] == c;
}

static bool is_any(const splitter *s, smig_token token, const char *const words[])
{
    for (; *words; words++) {
        if (is(s, token, *words)) {
            return true;
        }
    }
    return false;
}

static statement_shape shape_of(const splitter *s, smig_token token)
{
    static const char *const modifiers[] = {"or", "replace", "temp", "temporary", "constraint", NULL};
    if (s->shape == SHAPE_UNKNOWN) {
        if (is(s, token, "create")) {
            return SHAPE_CREATE;
        }
        return is(s, token, "copy") ? SHAPE_COPY : SHAPE_PLAIN;
    }
    if (is_any(s, token, modifiers)) {
        return SHAPE_CREATE;
    }
    if (is(s, token, "function") || is(s, token, "procedure")) {
        return SHAPE_ROUTINE;
    }
    return is(s, token, "trigger") ? SHAPE_TRIGGER : SHAPE_PLAIN;
}

/* `t.end` and `AS end` are names, not the key word. */
static bool is_label(const splitter *s)
{
    return is_char(s, s->last, '.') || is(s, s->last, "as");
}

static void follow_routine(splitter *s, smig_token token)
{
    if (s->body == 0) {
        s->body = is(s, token, "atomic") && is(s, s->last, "begin") && s->depth == 0;
    } else if (is_label(s)) {
        return;
    } else if (is(s, token, "case")) {
        s->body++;
    } else if (is(s, token, "end")) {
        s->body--;
    }
}

static schemac_code follow_copy(splitter *s, smig_token token)
{
    if (is(s, token, "stdin") && is(s, s->last, "from")) {
        return fail_hint(s, s->start, "COPY … FROM stdin with its data is psql's, not SQL",
                         "Write the rows as INSERT, or copy from a file that the server can read.");
    }
    if (is(s, token, "stdout") && is(s, s->last, "to")) {
        return fail(s, s->start, "COPY … TO stdout has no place in a revision: nobody reads what it gives");
    }
    return SCHEMAC_OK;
}

static schemac_code follow_word(splitter *s, smig_token token)
{
    bool sqlite = s->options->dialect == SCHEMAC_SQL_SQLITE;
    bool postgresql = s->options->dialect == SCHEMAC_SQL_POSTGRESQL;
    switch (s->shape) {
    case SHAPE_UNKNOWN:
    case SHAPE_CREATE:
        s->shape = shape_of(s, token);
        return SCHEMAC_OK;
    case SHAPE_ROUTINE:
        if (!sqlite) {
            follow_routine(s, token);
        }
        return SCHEMAC_OK;
    case SHAPE_TRIGGER:
        s->trigger_body = s->trigger_body || (!postgresql && is(s, token, "begin") && s->depth == 0);
        return SCHEMAC_OK;
    case SHAPE_COPY:
        return sqlite ? SCHEMAC_OK : follow_copy(s, token);
    case SHAPE_PLAIN:
        break;
    }
    return SCHEMAC_OK;
}

/* The end of a trigger's body is `; END`, which a CASE … END cannot be. */
static bool trigger_body_ended(const splitter *s)
{
    return is(s, s->last, "end") && s->before.kind == SMIG_SEMICOLON;
}

static bool semicolon_ends(const splitter *s)
{
    return s->depth == 0 && s->body == 0 && (!s->trigger_body || trigger_body_ended(s));
}

static void follow_paren(splitter *s, smig_token token)
{
    if (token.kind == SMIG_OPEN) {
        if (s->depth++ == 0) {
            s->open_paren = token.offset;
        }
    } else if (s->depth > 0) {
        s->depth--;
    }
}

static void begin_statement(splitter *s, smig_token token)
{
    s->open = true;
    s->start = token.offset;
    s->shape = SHAPE_UNKNOWN;
    s->depth = 0;
    s->body = 0;
    s->trigger_body = false;
    s->before = (smig_token){0};
    s->last = (smig_token){0};
}

static schemac_code refuse(splitter *s, smig_token token)
{
    switch (token.kind) {
    case SMIG_BACKSLASH:
        return fail_hint(s, token.offset, "a backslash outside of quotes: psql's commands are not SQL",
                         "Write what the command does as SQL.");
    case SMIG_NUL:
        return fail(s, token.offset, "a NUL byte: expected text");
    case SMIG_OPEN_STRING:
        return fail(s, token.offset, "the string that begins here has no end");
    case SMIG_OPEN_NAME:
        return fail(s, token.offset, "the quoted name that begins here has no end");
    default:
        return fail(s, token.offset, "the comment that begins here has no end");
    }
}

static schemac_code follow(splitter *s, smig_token token)
{
    if (!s->open) {
        if (token.kind == SMIG_SEMICOLON) {
            return SCHEMAC_OK;
        }
        begin_statement(s, token);
        if (is_char(s, token, '.')) {
            return fail(s, token.offset, "a statement begins with a dot: commands of the sqlite3 shell are not SQL");
        }
    }
    if (token.kind == SMIG_SEMICOLON && semicolon_ends(s)) {
        return finish(s);
    }
    schemac_code code = SCHEMAC_OK;
    if (token.kind == SMIG_OPEN || token.kind == SMIG_CLOSE) {
        follow_paren(s, token);
    } else if (token.kind == SMIG_WORD) {
        code = follow_word(s, token);
    }
    if (s->shape == SHAPE_UNKNOWN || (s->shape == SHAPE_CREATE && token.kind != SMIG_WORD)) {
        s->shape = SHAPE_PLAIN;
    }
    s->end = token.offset + token.length;
    s->before = s->last;
    s->last = token;
    return code;
}

static schemac_code end_of_text(splitter *s)
{
    if (!s->open) {
        return SCHEMAC_OK;
    }
    if (s->depth > 0) {
        return fail(s, s->open_paren, "the parenthesis that opens here is not closed");
    }
    if (s->body > 0) {
        return fail(s, s->start, "the body BEGIN ATOMIC of this statement has no END");
    }
    if (s->trigger_body && !trigger_body_ended(s)) {
        return fail(s, s->start, "the body of this trigger does not end with \"; END\"");
    }
    return finish(s);
}

static schemac_code split_all(splitter *s)
{
    for (;;) {
        smig_token token = smig_scan_next(&s->scan);
        schemac_code code = SCHEMAC_OK;
        if (token.kind == SMIG_END) {
            return end_of_text(s);
        }
        if (token.kind == SMIG_COMMENT) {
            if (smig_is_mark(s->scan.text + token.offset, token.length)) {
                code = take_mark(s, token);
            }
        } else if (smig_token_is_open(token) || token.kind == SMIG_BACKSLASH || token.kind == SMIG_NUL) {
            code = refuse(s, token);
        } else if (token.kind != SMIG_SPACE) {
            code = follow(s, token);
        }
        if (code) {
            return code;
        }
    }
}

bool smig_is_mark(const char *comment, size_t length)
{
    if (length < 4 || memcmp(comment, "--#", 3) != 0) {
        return false;
    }
    smig_scan scan = {.text = comment + 3, .length = length - 3};
    return smig_token_is(scan.text, smig_scan_next_solid(&scan), "segment");
}

schemac_code smig_split_text(const char *text, size_t length, const schemac_sql_split_options *options,
                             smig_split *split, schemac_error *err)
{
    splitter s = {.options = options, .out = split, .err = err, .line = 1, .column = 1};
    s.scan = (smig_scan){
        .text = text, .length = length, .dialect = options->dialect, .escaped_strings = options->escaped_strings};
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    if (length >= 3 && memcmp(text, byte_order_mark, 3) == 0) {
        s.scan.at = s.placed = 3;
    }
    return split_all(&s);
}

void smig_split_free(smig_split *split)
{
    free(split->statements);
    free(split->marks);
    *split = (smig_split){0};
}

schemac_code schemac_sql_split(const char *text, size_t length, const schemac_sql_split_options *options,
                               schemac_sql_statements *statements, schemac_error *err)
{
    smig_split split = {0};
    *statements = (schemac_sql_statements){0};
    schemac_code code = smig_split_text(text, length, options, &split, err);
    if (code == SCHEMAC_OK) {
        *statements = (schemac_sql_statements){split.statements, split.count};
        split.statements = NULL;
    }
    smig_split_free(&split);
    return code;
}

void schemac_sql_statements_free(schemac_sql_statements *statements)
{
    if (statements) {
        free(statements->items);
        *statements = (schemac_sql_statements){0};
    }
}

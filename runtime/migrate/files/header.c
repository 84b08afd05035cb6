/*
 * header.c - the comment lines that a revision file begins with: keys, remarks and change lines.
 *
 * A key is a row of the table below. A remark is any other comment; only one that looks like a misspelt key is an
 * error, since it would otherwise be passed over in silence.
 */
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "revision_file.h"

/* Keys of a file, the lines of its header, and where it is read. */
typedef struct header {
    smig_arena *arena;
    schemac_revision_file *file;
    schemac_error *err;
    const char *text;
    size_t length;
    size_t at;   /* the line that is read */
    size_t next; /* the one behind it */
    int line;
    uint32_t seen; /* bits of the rows of `keys` */
    smig_text changes;
    int last_change_line;
} header;

/* A key's value: trimmed, NUL-terminated, in the arena. `offset` is its place in the file. */
typedef struct header_value {
    const char *text;
    size_t length;
    size_t offset;
    void *target; /* the member that it fills */
} header_value;

typedef schemac_code (*header_reader)(header *h, const header_value *value);

static schemac_code fail_value(header *h, const header_value *value, const char *expected)
{
    return smig_fail_at(h->err, SCHEMAC_INVALID, h->file->path, h->text, h->length, value->offset,
                        "\"%s\": expected %s", value->text, expected);
}

static schemac_code read_text(header *h, const header_value *value)
{
    (void)h;
    *(const char **)value->target = value->text;
    return SCHEMAC_OK;
}

static schemac_code read_some_text(header *h, const header_value *value)
{
    return value->length ? read_text(h, value) : fail_value(h, value, "a text behind the colon");
}

static schemac_code read_name(header *h, const header_value *value)
{
    if (!smig_is_revision_name(value->text, value->length)) {
        return fail_value(h, value, "a name of letters, digits and _ (not base, head, heads or current)");
    }
    return read_text(h, value);
}

static bool is_gap(char c)
{
    return c == ' ' || c == '\t' || c == ',';
}

static schemac_code read_names(header *h, const header_value *value)
{
    smig_list list = {0};
    const char *at = value->text;
    while (*at) {
        size_t length = 0;
        while (at[length] && !is_gap(at[length])) {
            length++;
        }
        if (length) {
            char *name = smig_copy(h->arena, at, length);
            if (!name || !smig_is_revision_name(name, length)) {
                smig_list_free(&list);
                return name ? fail_value(h, value, "ids of revisions with a space between")
                            : schemac_error_nomem(h->err);
            }
            smig_list_add(&list, name);
        }
        at += length + (at[length] != '\0');
    }
    schemac_names *names = value->target;
    *names = (schemac_names){smig_list_keep(&list, h->arena), list.count};
    smig_list_free(&list);
    if (!names->items) {
        return schemac_error_nomem(h->err);
    }
    return names->count ? SCHEMAC_OK : fail_value(h, value, "at least one id");
}

static schemac_code read_parents(header *h, const header_value *value)
{
    if (strcmp(value->text, "base") == 0) {
        return SCHEMAC_OK;
    }
    return read_names(h, value);
}

static schemac_code read_created(header *h, const header_value *value)
{
    if (!smig_parse_time(value->text, &h->file->created_at)) {
        return fail_value(h, value, "a time such as 2026-11-20T21:12:03Z");
    }
    return read_text(h, value);
}

static schemac_code read_dialect(header *h, const header_value *value)
{
    if (!schemac_sql_dialect_find(value->text, &h->file->dialect)) {
        return fail_value(h, value, "postgresql, sqlite or any");
    }
    return SCHEMAC_OK;
}

/* A key with one word that it may say: it turns a bool on. */
static schemac_code read_word(header *h, const header_value *value, const char *word)
{
    if (strcmp(value->text, word) != 0) {
        return fail_value(h, value, word);
    }
    *(bool *)value->target = true;
    return SCHEMAC_OK;
}

static schemac_code read_none(header *h, const header_value *value)
{
    return read_word(h, value, "none");
}

static schemac_code read_off(header *h, const header_value *value)
{
    return read_word(h, value, "off");
}

static schemac_code read_duration(header *h, const header_value *value)
{
    if (!smig_parse_duration(value->text, value->target)) {
        return fail_value(h, value, "a time such as 500ms, 30s, 2min, 1h or 0");
    }
    return SCHEMAC_OK;
}

static schemac_code read_phase(header *h, const header_value *value)
{
    if (strcmp(value->text, "expand") != 0 && strcmp(value->text, "contract") != 0) {
        return fail_value(h, value, "expand or contract");
    }
    return read_text(h, value);
}

static const char *skip_spaces(const char *text)
{
    while (*text == ' ' || *text == '\t') {
        text++;
    }
    return text;
}

static schemac_code read_down(header *h, const header_value *value)
{
    static const char irreversible[] = "irreversible";
    bool lossless = strcmp(value->text, "lossless") == 0;
    bool lossy = strncmp(value->text, "lossy", 5) == 0 && (value->text[5] == ':' || value->text[5] == '\0');
    bool none = strncmp(value->text, irreversible, sizeof irreversible - 1) == 0;
    if (!lossless && !lossy && !none) {
        return fail_value(h, value, "lossless, \"lossy: of what\" or \"irreversible: why\"");
    }
    if (none && !h->file->irreversible) {
        const char *why = skip_spaces(value->text + sizeof irreversible - 1);
        h->file->irreversible = *why == ':' ? skip_spaces(why + 1) : why;
    }
    return read_text(h, value);
}

static const struct header_key {
    const char *name;
    header_reader read;
    size_t member;
} keys[] = {
#define MEMBER(name) offsetof(schemac_revision_file, name)
    {"Revision", read_name, MEMBER(id)},
    {"Parent", read_parents, MEMBER(parents)},
    {"Parents", read_parents, MEMBER(parents)},
    {"Message", read_text, MEMBER(message)},
    {"Created", read_created, MEMBER(created)},
    {"Dialect", read_dialect, MEMBER(dialect)},
    {"Depends", read_names, MEMBER(depends)},
    {"Branch", read_name, MEMBER(branch)},
    {"Transaction", read_none, MEMBER(transaction_none)},
    {"Timeout", read_duration, MEMBER(timeout_ms)},
    {"Lock-Timeout", read_duration, MEMBER(lock_timeout_ms)},
    {"Irreversible", read_some_text, MEMBER(irreversible)},
    {"Replaces", read_names, MEMBER(replaces)},
    {"Phase", read_phase, MEMBER(phase)},
    {"Down", read_down, MEMBER(down_note)},
    {"Foreign-Keys", read_off, MEMBER(foreign_keys_off)},
#undef MEMBER
};

enum { KEY_COUNT = sizeof keys / sizeof keys[0], KEY_PARENT = 1, KEY_PARENTS = 2, LONGEST_KEY = 12 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Letters that must be changed, added or left out to make one word of the other, cases aside. */
static size_t word_distance(const char *word, size_t length, const char *key)
{
    size_t row[LONGEST_KEY + 1];
    size_t key_length = strlen(key);
    for (size_t k = 0; k <= key_length; k++) {
        row[k] = k;
    }
    for (size_t i = 1; i <= length; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t k = 1; k <= key_length; k++) {
            size_t changed = corner + (lower(word[i - 1]) != lower(key[k - 1]));
            corner = row[k];
            size_t shifted = (row[k] < row[k - 1] ? row[k] : row[k - 1]) + 1;
            row[k] = changed < shifted ? changed : shifted;
        }
    }
    return row[key_length];
}

/* The row nearest to a word; `distance` says how near. */
static size_t nearest_key(const char *word, size_t length, size_t *distance)
{
    size_t best = 0;
    *distance = SIZE_MAX;
    for (size_t i = 0; i < KEY_COUNT && *distance; i++) {
        size_t d = word_distance(word, length, keys[i].name);
        if (d < *distance) {
            *distance = d;
            best = i;
        }
    }
    return best;
}

static schemac_code fail_line(header *h, size_t offset, const char *what, const char *name)
{
    return smig_fail_at(h->err, SCHEMAC_INVALID, h->file->path, h->text, h->length, offset, what, name);
}

static schemac_code fill_key(header *h, size_t key, size_t from, size_t to)
{
    uint32_t bit = (uint32_t)1 << (key == KEY_PARENTS ? KEY_PARENT : key);
    while (from < to && (h->text[from] == ' ' || h->text[from] == '\t')) {
        from++;
    }
    while (to > from && (h->text[to - 1] == ' ' || h->text[to - 1] == '\t')) {
        to--;
    }
    header_value value = {.length = to - from, .offset = from, .text = smig_copy(h->arena, h->text + from, to - from)};
    if (!value.text) {
        return schemac_error_nomem(h->err);
    }
    if (h->seen & bit) {
        return fail_line(h, h->at, "the header has \"%s:\" twice", keys[key].name);
    }
    h->seen |= bit;
    value.target = (char *)h->file + keys[key].member;
    return keys[key].read(h, &value);
}

/* A comment that is no change line: a key, a remark, or a key misspelt. `from` is behind the dashes. */
static schemac_code read_comment(header *h, size_t from, size_t to)
{
    while (from < to && (h->text[from] == ' ' || h->text[from] == '\t')) {
        from++;
    }
    size_t end = from;
    while (end < to && ((lower(h->text[end]) >= 'a' && lower(h->text[end]) <= 'z') || h->text[end] == '-')) {
        end++;
    }
    size_t length = end - from;
    if (end == to || h->text[end] != ':' || length == 0 || length > LONGEST_KEY + 2) {
        return SCHEMAC_OK;
    }
    size_t distance;
    size_t key = nearest_key(h->text + from, length, &distance);
    if (distance == 0) {
        return fill_key(h, key, end + 1, to);
    }
    if (distance > (length > 4 ? 2U : 1U)) {
        return SCHEMAC_OK;
    }
    schemac_code code = fail_line(h, from, "%s", "the header has a key that is not known");
    schemac_error_hint(h->err, "Did you mean \"%s:\"? A remark must not look like a key.", keys[key].name);
    return code;
}

static schemac_code read_change(header *h, size_t from, size_t to)
{
    if (from < to && h->text[from] != ' ') {
        return fail_line(h, from, "%s", "expected a space behind \"--|\"");
    }
    if (h->file->changes_line == 0) {
        h->file->changes_line = h->line;
    } else if (h->last_change_line + 1 != h->line) {
        return fail_line(h, h->at, "%s", "the change lines do not stand together: expected one block of \"--|\" lines");
    }
    h->last_change_line = h->line;
    if (from < to) {
        smig_text_add(&h->changes, h->text + from + 1, to - from - 1);
    }
    smig_text_add_char(&h->changes, '\n');
    return SCHEMAC_OK;
}

static schemac_code read_line(header *h)
{
    size_t to = h->next;
    while (to > h->at && (h->text[to - 1] == '\n' || h->text[to - 1] == '\r')) {
        to--;
    }
    if (to > h->at + 2 && h->text[h->at + 2] == '|') {
        return read_change(h, h->at + 3, to);
    }
    return read_comment(h, h->at + 2, to);
}

static bool header_goes_on(header *h)
{
    const char *line = h->text + h->at;
    size_t left = h->length - h->at;
    if (left < 2 || line[0] != '-' || line[1] != '-' || (left > 2 && line[2] == '#')) {
        return false;
    }
    const char *end = memchr(line, '\n', left);
    h->next = end ? (size_t)(end - h->text) + 1 : h->length;
    return true;
}

static schemac_code check_keys(header *h)
{
    h->file->header_length = h->at;
    if (!(h->seen & 1)) {
        schemac_code code = fail_line(h, 0, "the header lacks \"%s:\"", "Revision");
        schemac_error_hint(h->err, "A revision file begins with comment lines such as \"-- Revision: 1f3a9c02b4d6\".");
        return code;
    }
    if (!h->file->down && !(h->seen & ((uint32_t)1 << KEY_PARENT))) {
        schemac_code code = fail_line(h, 0, "the header lacks \"%s:\"", "Parent");
        schemac_error_hint(h->err, "The first revision of all says \"-- Parent: base\".");
        return code;
    }
    h->file->changes = smig_copy(h->arena, smig_text_string(&h->changes), h->changes.length);
    return h->changes.failed || !h->file->changes ? schemac_error_nomem(h->err) : SCHEMAC_OK;
}

schemac_code smig_header_read(smig_arena *arena, schemac_revision_file *file, schemac_error *err)
{
    header h = {.arena = arena, .file = file, .err = err, .text = file->text, .length = file->length, .line = 1};
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    if (h.length >= 3 && memcmp(h.text, byte_order_mark, 3) == 0) {
        h.at = 3;
    }
    file->message = file->created = "";
    file->timeout_ms = file->lock_timeout_ms = -1;
    schemac_code code = SCHEMAC_OK;
    while (code == SCHEMAC_OK && header_goes_on(&h)) {
        code = read_line(&h);
        h.at = h.next;
        h.line++;
    }
    if (code == SCHEMAC_OK) {
        code = check_keys(&h);
    }
    smig_text_free(&h.changes);
    return code;
}

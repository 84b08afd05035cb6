/* What SQLite lacks and the statements of sessions need: comparing decimals as numbers, and LIKE that minds the case.
 * No table or index mentions these, so that every other program can use the database. */
#include <string.h>

#include "db/sqlite.h"

static int collate_decimal(void *arg, int a_len, const void *a, int b_len, const void *b)
{
    (void)arg;
    schemac_decimal left = {a, (size_t)a_len};
    schemac_decimal right = {b, (size_t)b_len};
    return schemac_decimal_compare(left, right);
}

/* The byte behind the UTF-8 character at `p`. */
static const char *behind_character(const char *p, const char *end)
{
    p++;
    while (p < end && ((unsigned char)*p & 0xC0u) == 0x80u) {
        p++;
    }
    return p;
}

static char fold_case(char c, bool fold)
{
    return fold && c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

typedef struct like_state {
    const char *pattern, *pattern_end;
    const char *text, *text_end;
    const char *retry_pattern, *retry_text; /* behind the last %, and how much of the text it takes */
} like_state;

/* Matches one element of the pattern other than %; false where it differs. */
static bool like_element(like_state *s, bool fold)
{
    if (s->pattern == s->pattern_end || s->text == s->text_end) {
        return false;
    }
    if (*s->pattern == '_') {
        s->pattern++;
        s->text = behind_character(s->text, s->text_end);
        return true;
    }
    const char *wanted = s->pattern;
    if (*wanted == '\\' && wanted + 1 < s->pattern_end) {
        wanted++;
    }
    if (fold_case(*wanted, fold) != fold_case(*s->text, fold)) {
        return false;
    }
    s->pattern = wanted + 1;
    s->text++;
    return true;
}

/* Only the last % is ever tried again, so time is at most the product of both lengths, and no memory is used. */
static bool is_like(like_state s, bool fold)
{
    while (s.text < s.text_end || s.pattern < s.pattern_end) {
        if (s.pattern < s.pattern_end && *s.pattern == '%') {
            s.retry_pattern = ++s.pattern;
            s.retry_text = s.text;
            continue;
        }
        if (like_element(&s, fold)) {
            continue;
        }
        if (s.retry_pattern == NULL || s.retry_text == s.text_end) {
            return false;
        }
        s.retry_text = behind_character(s.retry_text, s.text_end);
        s.pattern = s.retry_pattern;
        s.text = s.retry_text;
    }
    return true;
}

/* schemac_like(text, pattern, fold) */
static void function_like(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    const char *text = (const char *)sqlite3_value_text(argv[0]);
    const char *pattern = (const char *)sqlite3_value_text(argv[1]);
    if (text == NULL || pattern == NULL) {
        sqlite3_result_null(context);
        return;
    }
    like_state state = {
        pattern, pattern + sqlite3_value_bytes(argv[1]), text, text + sqlite3_value_bytes(argv[0]), NULL, NULL};
    sqlite3_result_int(context, is_like(state, sqlite3_value_int(argv[2]) != 0));
}

int schemac_sqlite_register(sqlite3 *db)
{
    int rc = sqlite3_create_collation_v2(db, "schemac_decimal", SQLITE_UTF8, NULL, collate_decimal, NULL);
    if (rc != SQLITE_OK) {
        return rc;
    }
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    return sqlite3_create_function_v2(db, "schemac_like", 3, flags, NULL, function_like, NULL, NULL, NULL);
}

/* schemac_error: filled here and nowhere else. */
#include "db/error.h"

#include <stdio.h>
#include <string.h>

static const char *const code_names[] = {
    "OK",        "NOT_FOUND", "CONFLICT", "REFERENCE", "INVALID",     "BUSY", "RETRY",     "CONNECTION", "TIMEOUT",
    "CANCELLED", "SQL",       "NOMEM",    "MISUSE",    "UNSUPPORTED", "IO",   "MIGRATION", "LOCKED",     "REFUSED",
};

const char *schemac_code_name(schemac_code code)
{
    size_t n = sizeof code_names / sizeof code_names[0];
    return (size_t)code < n ? code_names[code] : "UNKNOWN";
}

void schemac_error_clear(schemac_error *err)
{
    if (err != NULL) {
        memset(err, 0, sizeof *err);
    }
}

/* The greatest length up to `len` that does not cut a UTF-8 character of `text` in two. */
static size_t whole_characters(const char *text, size_t len)
{
    while (len > 0 && ((unsigned char)text[len] & 0xC0u) == 0x80u) {
        len--;
    }
    return len;
}

static void copy_cut(char *member, size_t size, const char *text, size_t len)
{
    if (len >= size) {
        len = whole_characters(text, size - 1);
    }
    memmove(member, text, len);
    member[len] = '\0';
}

void schemac_error_text(char *member, size_t size, const char *text)
{
    if (text == NULL) {
        text = "";
    }
    copy_cut(member, size, text, strlen(text));
}

/* vsnprintf cuts bytes: drops a character that lost its end. `len` is what vsnprintf returned. */
static void drop_half_character(char *member, size_t size, int len)
{
    if (len < 0) {
        member[0] = '\0';
    } else if ((size_t)len >= size) {
        size_t start = size - 1;
        while (start > 0 && ((unsigned char)member[start - 1] & 0xC0u) == 0x80u) {
            start--;
        }
        if (start > 0 && (unsigned char)member[start - 1] >= 0xC0u) {
            member[start - 1] = '\0';
        }
    }
}

int schemac_error_format(schemac_error *err, schemac_code code, const char *format, ...)
{
    if (err == NULL) {
        return 0;
    }
    schemac_error_clear(err);
    err->code = code;
    err->retryable = code == SCHEMAC_RETRY || code == SCHEMAC_BUSY;
    va_list args;
    va_start(args, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): it is begun in the line above */
    drop_half_character(err->message, sizeof err->message, vsnprintf(err->message, sizeof err->message, format, args));
    va_end(args);
    return 0;
}

void schemac_error_hint(schemac_error *err, const char *format, ...)
{
    if (err == NULL) {
        return;
    }
    va_list args;
    va_start(args, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): it is begun in the line above */
    drop_half_character(err->hint, sizeof err->hint, vsnprintf(err->hint, sizeof err->hint, format, args));
    va_end(args);
}

void schemac_error_statement(schemac_error *err, schemac_str sql)
{
    if (err != NULL && sql.data != NULL) {
        copy_cut(err->statement, sizeof err->statement, sql.data, sql.len);
    }
}

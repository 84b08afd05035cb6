#include "compiler/base/str.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

str str_from(const char *text)
{
    return text ? (str){text, strlen(text)} : (str){"", 0};
}

int str_cmp(str a, str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_eq_nocase(str a, str b)
{
    return a.len == b.len && (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_starts_with(str s, str prefix)
{
    return s.len >= prefix.len && str_eq(str_slice(s, 0, prefix.len), prefix);
}

bool str_ends_with(str s, str suffix)
{
    return s.len >= suffix.len && str_eq(str_slice(s, s.len - suffix.len, s.len), suffix);
}

size_t str_find(str s, char c)
{
    const char *found = s.len ? memchr(s.ptr, c, s.len) : NULL;
    return found ? (size_t)(found - s.ptr) : s.len;
}

str str_slice(str s, size_t from, size_t to)
{
    return s.ptr ? (str){s.ptr + from, to - from} : s;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

str str_trim(str s)
{
    size_t from = 0;
    size_t to = s.len;
    while (from < to && is_space(s.ptr[from]))
        from++;
    while (to > from && is_space(s.ptr[to - 1]))
        to--;
    return str_slice(s, from, to);
}

str str_copy(arena *a, str s)
{
    return str_join(a, s, STR(""));
}

str str_join(arena *a, str left, str right)
{
    char *text = arena_alloc(a, left.len + right.len + 1);
    if (left.len)
        memcpy(text, left.ptr, left.len);
    if (right.len)
        memcpy(text + left.len, right.ptr, right.len);
    return (str){text, left.len + right.len};
}

str str_format(arena *a, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return STR("");
    char *text = arena_alloc(a, (size_t)length + 1);
    va_start(arguments, format);
    (void)vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return (str){text, (size_t)length};
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A word begins at a capital after a small letter ("userId"), and at the last capital of a run ("HTTPServer"). */
static bool begins_word(str s, size_t i)
{
    if (i == 0 || !is_upper(s.ptr[i]))
        return false;
    if (is_lower_or_digit(s.ptr[i - 1]))
        return true;
    return is_upper(s.ptr[i - 1]) && i + 1 < s.len && s.ptr[i + 1] >= 'a' && s.ptr[i + 1] <= 'z';
}

str str_snake_case(arena *a, str s)
{
    char *text = arena_alloc(a, s.len * 2 + 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (begins_word(s, i))
            text[len++] = '_';
        text[len++] = is_upper(s.ptr[i]) ? (char)(s.ptr[i] - 'A' + 'a') : s.ptr[i];
    }
    return (str){text, len};
}

str str_upper(arena *a, str s)
{
    char *text = arena_alloc(a, s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        text[i] = s.ptr[i] >= 'a' && s.ptr[i] <= 'z' ? (char)(s.ptr[i] - 'a' + 'A') : s.ptr[i];
    return (str){text, s.len};
}

str str_lower(arena *a, str s)
{
    char *text = arena_alloc(a, s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        text[i] = is_upper(s.ptr[i]) ? (char)(s.ptr[i] - 'A' + 'a') : s.ptr[i];
    return (str){text, s.len};
}

uint64_t str_hash(str s)
{
    return XXH3_64bits(s.len ? s.ptr : "", s.len);
}

str str_hash_hex(arena *a, str s)
{
    XXH128_hash_t hash = XXH3_128bits(s.len ? s.ptr : "", s.len);
    return str_format(a, "%016llx%016llx", (unsigned long long)hash.high64, (unsigned long long)hash.low64);
}

enum { DISTANCE_LENGTH = 64 };

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

size_t str_distance(str a, str b, size_t limit)
{
    if (a.len > DISTANCE_LENGTH || b.len > DISTANCE_LENGTH)
        return str_eq(a, b) ? 0 : limit + 1;
    size_t rows[3][DISTANCE_LENGTH + 1];
    size_t *before_last = rows[0];
    size_t *last = rows[1];
    size_t *row = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        last[j] = j;
    memcpy(before_last, last, sizeof rows[0]);
    for (size_t i = 1; i <= a.len; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = a.ptr[i - 1] != b.ptr[j - 1];
            row[j] = smallest(last[j] + 1, row[j - 1] + 1, last[j - 1] + change);
            bool swapped = i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1];
            if (swapped && before_last[j - 2] + 1 < row[j])
                row[j] = before_last[j - 2] + 1;
        }
        size_t *spare = before_last;
        before_last = last;
        last = row;
        row = spare;
    }
    return last[b.len] <= limit ? last[b.len] : limit + 1;
}

int str_hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

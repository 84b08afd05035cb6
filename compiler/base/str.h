/* Text as pointer and length. A str borrows: whoever made the bytes owns them (an arena, a source file, a literal).
 * Bytes are UTF-8; a str from str_copy, str_format or a writer is NUL-terminated after `len`, others need not be. */
#ifndef SCHEMAC_BASE_STR_H
#define SCHEMAC_BASE_STR_H

#include "compiler/base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct str {
    const char *ptr;
    size_t len;
} str;

#define STR(literal) ((str){(literal), sizeof(literal) - 1}) /* of a string literal */
#define STR_ARGS(s)  (int)(s).len, (s).ptr                   /* for printf's "%.*s" */

/* The str of a NUL-terminated string; NULL gives the empty str. */
str str_from(const char *text);
static inline bool str_eq(str a, str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
/* Bytewise order, as memcmp then length. */
int str_cmp(str a, str b);
/* ASCII case is no difference. */
bool str_eq_nocase(str a, str b);
static inline bool str_is_empty(str s)
{
    return s.len == 0;
}
/* How many bytes the control character (U+0000 to U+001F, U+007F to U+009F) at `i` has; 0 where none is there. */
static inline size_t str_control(str s, size_t i)
{
    unsigned char c = (unsigned char)s.ptr[i];
    if (c < 0x20 || c == 0x7f)
        return 1;
    return c == 0xC2 && i + 1 < s.len && (unsigned char)s.ptr[i + 1] < 0xA0 ? 2 : 0;
}
bool str_starts_with(str s, str prefix);
bool str_ends_with(str s, str suffix);
/* Index of the first `c`, or s.len. */
size_t str_find(str s, char c);
str str_slice(str s, size_t from, size_t to);
str str_trim(str s);
/* A copy in the arena, NUL-terminated. */
str str_copy(arena *a, str s);
/* Joins two strings into a new one. */
str str_join(arena *a, str left, str right);
/* printf into the arena. */
str str_format(arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "UserProfile" and "HTTPServer" give "user_profile" and "http_server"; non-ASCII bytes are kept. */
str str_snake_case(arena *a, str s);
/* ASCII upper case. */
str str_upper(arena *a, str s);
str str_lower(arena *a, str s);
/* A 64-bit hash, the same on every machine and in every run. */
uint64_t str_hash(str s);
/* The value of a hexadecimal digit of either case; -1 where it is none. */
int str_hex_digit(char c);
/* 128-bit hash as 32 lower-case hex digits, the same on every machine (XXH3); for short name suffixes and ids. */
str str_hash_hex(arena *a, str s);
/* Edit distance (Damerau-Levenshtein, restricted), capped at `limit + 1`; for suggestions. */
size_t str_distance(str a, str b, size_t limit);

#endif

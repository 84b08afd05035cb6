#include "compiler/emit/names.h"

#include <string.h>

static const str reserved_words[] = {
#define WORD(word) {#word, sizeof #word - 1},
#include "compiler/emit/reserved.def"
#undef WORD
};

/* Ascending, like the rows of reserved.def. */
static const str taken_parameters[] = {
    {"by", 2},    {"changed", 7}, {"daylight", 8}, {"deleted", 7},  {"draft", 5},  {"environ", 7}, {"err", 3},
    {"found", 5}, {"optarg", 6},  {"opterr", 6},   {"optind", 6},   {"optopt", 6}, {"patch", 5},   {"result", 6},
    {"row", 3},   {"session", 7}, {"signgam", 7},  {"timezone", 8}, {"tzname", 6},
};

static const str system_headers[] = {
    {"aio", 3},       {"assert", 6},   {"complex", 7},      {"cpio", 4},      {"ctype", 5},    {"dirent", 6},
    {"dlfcn", 5},     {"errno", 5},    {"fcntl", 5},        {"fenv", 4},      {"float", 5},    {"fmtmsg", 6},
    {"fnmatch", 7},   {"ftw", 3},      {"glob", 4},         {"grp", 3},       {"iconv", 5},    {"inttypes", 8},
    {"iso646", 6},    {"langinfo", 8}, {"libgen", 6},       {"limits", 6},    {"locale", 6},   {"math", 4},
    {"monetary", 8},  {"mqueue", 6},   {"ndbm", 4},         {"netdb", 5},     {"nl_types", 8}, {"poll", 4},
    {"pthread", 7},   {"pwd", 3},      {"regex", 5},        {"sched", 5},     {"search", 6},   {"semaphore", 9},
    {"setjmp", 6},    {"signal", 6},   {"spawn", 5},        {"sqlite3", 7},   {"stdalign", 8}, {"stdarg", 6},
    {"stdatomic", 9}, {"stdbit", 6},   {"stdbool", 7},      {"stdckdint", 9}, {"stddef", 6},   {"stdint", 6},
    {"stdio", 5},     {"stdlib", 6},   {"stdnoreturn", 11}, {"string", 6},    {"strings", 7},  {"stropts", 7},
    {"syslog", 6},    {"tar", 3},      {"termios", 7},      {"tgmath", 6},    {"threads", 7},  {"time", 4},
    {"trace", 5},     {"uchar", 5},    {"ulimit", 6},       {"unistd", 6},    {"utime", 5},    {"utmpx", 5},
    {"wchar", 5},     {"wctype", 6},   {"wordexp", 7},
};

/* A binary search. It is made for every field of a schema, so the first letters are compared before anything is called.
 */
static bool is_in(str word, const str *words, size_t count)
{
    size_t from = 0;
    size_t to = count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        int order = (int)(unsigned char)word.ptr[0] - (int)(unsigned char)words[middle].ptr[0];
        if (order == 0)
            order = str_cmp(word, words[middle]);
        if (order == 0)
            return true;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return false;
}

bool emit_is_reserved(str word)
{
    return is_in(word, reserved_words, sizeof reserved_words / sizeof *reserved_words);
}

bool emit_is_system_header(str word)
{
    return is_in(word, system_headers, sizeof system_headers / sizeof *system_headers);
}

static bool is_word(str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            return false;
    }
    return name.len > 0;
}

/* The code point at `*at`, which moves behind it; a byte that is no UTF-8 stands for itself. */
static uint32_t next_character(str s, size_t *at)
{
    static const uint8_t first_bits[] = {0x7f, 0x1f, 0x0f, 0x07};
    uint8_t first = (uint8_t)s.ptr[(*at)++];
    size_t more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    if (first < 0x80 || more == 0 || *at + more > s.len)
        return first;
    uint32_t point = first & first_bits[more];
    for (size_t i = 0; i < more; i++)
        point = point << 6 | ((uint8_t)s.ptr[*at + i] & 0x3f);
    *at += more;
    return point;
}

static size_t put_character(char *out, uint32_t point)
{
    static const char digits[] = "0123456789abcdef";
    if (point < 0x80) {
        char c = (char)point;
        *out = is_word((str){&c, 1}) ? c : '_';
        return 1;
    }
    size_t len = 0;
    out[len++] = '_';
    out[len++] = 'u';
    for (int shift = point > 0xffff ? 20 : 12; shift >= 0; shift -= 4)
        out[len++] = digits[point >> shift & 0xf];
    return len;
}

str emit_word(arena *a, str name)
{
    if (is_word(name))
        return name;
    if (name.len == 0)
        return STR("_");
    str snake = str_snake_case(a, name);
    if (is_word(snake))
        return snake;
    char *text = arena_alloc(a, snake.len * 6 + 1); /* no byte makes more than the six of "_u00ff" */
    size_t len = 0;
    for (size_t at = 0; at < snake.len;)
        len += put_character(text + len, next_character(snake, &at));
    return (str){text, len};
}

str emit_member(arena *a, str word)
{
    if (word.len && word.ptr[0] >= '0' && word.ptr[0] <= '9')
        return str_join(a, STR("_"), word);
    return emit_is_reserved(word) ? str_join(a, word, STR("_")) : word;
}

str emit_parameter(arena *a, str word)
{
    if (is_in(word, taken_parameters, sizeof taken_parameters / sizeof *taken_parameters))
        return str_join(a, word, STR("_"));
    return emit_member(a, word);
}

str emit_capitals(arena *a, str word)
{
    return str_upper(a, word);
}

str emit_constant(arena *a, str enum_capitals, str word)
{
    str constant = emit_join(a, enum_capitals, emit_capitals(a, word));
    return str_eq(word, STR("unknown")) ? str_join(a, constant, STR("_")) : constant;
}

str emit_join(arena *a, str left, str right)
{
    char *text = arena_alloc(a, left.len + right.len + 2);
    memcpy(text, left.ptr, left.len);
    text[left.len] = '_';
    memcpy(text + left.len + 1, right.ptr, right.len);
    return (str){text, left.len + right.len + 1};
}

/* The corpus of the fuzzer as an ordinary test: each file as it is, cut off at every place, and with seeded changes.
 * What the fuzzer found once is kept in the corpus as a file of its own. */
#include "compiler/base/file.h"
#include "tests/fuzz/read_expression.h"
#include "tests/fuzz/read_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CHANGES_OF_A_FILE = 400, CUTS_OF_A_FILE = 150 };

static str_list corpus(arena *a)
{
    str_list paths = {0};
    assert_false(file_glob(a, STR(SCHEMAC_SOURCE_DIR "/tests/fuzz/corpus/*"), &paths).failed);
    assert_true(paths.count >= 5);
    return paths;
}

static str read_corpus_file(arena *a, str path)
{
    str text = {0};
    assert_false(file_read(a, path, &text).failed);
    return text;
}

static void each_file_keeps_the_laws(void **state)
{
    (void)state;
    arena a = {0};
    str_list paths = corpus(&a);
    VEC_EACH (str, &paths, path) {
        str text = read_corpus_file(&a, *path);
        fuzz_read_text((const uint8_t *)text.ptr, text.len);
    }
    arena_free(&a);
}

/* The files that are named after what they are read without an error. */
static void sound_files_are_sound(void **state)
{
    (void)state;
    arena a = {0};
    str_list paths = corpus(&a);
    size_t sound = 0;
    VEC_EACH (str, &paths, path) {
        if (!str_ends_with(*path, STR(".schema")) && !str_ends_with(*path, STR(".project")) &&
            !str_ends_with(*path, STR(".changes")))
            continue;
        str text = read_corpus_file(&a, *path);
        assert_true(fuzz_read_text((const uint8_t *)text.ptr, text.len) > 0);
        sound++;
    }
    assert_true(sound >= 5);
    arena_free(&a);
}

static void each_file_may_end_anywhere(void **state)
{
    (void)state;
    arena a = {0};
    str_list paths = corpus(&a);
    VEC_EACH (str, &paths, path) {
        str text = read_corpus_file(&a, *path);
        size_t step = text.len / CUTS_OF_A_FILE + 1;
        for (size_t len = 0; len < text.len; len += step)
            fuzz_read_text((const uint8_t *)text.ptr, len);
    }
    arena_free(&a);
}

static size_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(*seed >> 33);
}

/* A text with one to four changes: a byte replaced, a piece taken out, doubled or moved, a mark put in. */
static str changed(arena *a, str text, uint64_t *seed)
{
    static const char *const pieces[] = {"{",      "}",   "(",  ")",    "\"", "`", "\n",    "/*", "*/",
                                         "//",     "///", ":",  "not ", "=",  ",", "?",     "'",  "model ",
                                         "\"\"\"", " a ", "\\", "\xFF", "[",  "]", "\n\n\n"};
    for (size_t n = next_random(seed) % 4 + 1; n > 0 && text.len > 0; n--) {
        size_t from = next_random(seed) % text.len;
        size_t to = from + next_random(seed) % 20;
        to = to > text.len ? text.len : to;
        str before = str_slice(text, 0, from);
        str piece = str_slice(text, from, to);
        str after = str_slice(text, to, text.len);
        switch (next_random(seed) % 4) {
        case 0:
            text = str_join(a, before, after);
            break;
        case 1:
            text = str_join(a, str_join(a, before, piece), str_join(a, piece, after));
            break;
        case 2:
            text = str_join(a, str_join(a, after, piece), before);
            break;
        default:
            piece = str_from(pieces[next_random(seed) % (sizeof pieces / sizeof pieces[0])]);
            text = str_join(a, str_join(a, before, piece), str_slice(text, from, text.len));
            break;
        }
    }
    return text;
}

static void changed_files_keep_the_laws(void **state)
{
    (void)state;
    uint64_t seed = 20;
    arena paths_memory = {0};
    str_list paths = corpus(&paths_memory);
    VEC_EACH (str, &paths, path) {
        for (size_t i = 0; i < CHANGES_OF_A_FILE; i++) {
            arena a = {0};
            str text = changed(&a, read_corpus_file(&a, *path), &seed);
            fuzz_read_text((const uint8_t *)text.ptr, text.len);
            arena_free(&a);
        }
    }
    arena_free(&paths_memory);
}

/* Each line of the file is an expression in the words of a database: as it is, and with seeded changes. */
static void expressions_keep_the_laws(void **state)
{
    (void)state;
    enum { CHANGES_OF_A_LINE = 60 };
    uint64_t seed = 21;
    arena a = {0};
    str rest = read_corpus_file(&a, STR(SCHEMAC_SOURCE_DIR "/tests/fuzz/expressions.sql"));
    int trees = 0;
    while (rest.len > 0) {
        size_t end = str_find(rest, '\n');
        str line = str_copy(&a, str_slice(rest, 0, end));
        trees += fuzz_read_expression(line);
        for (size_t i = 0; i < CHANGES_OF_A_LINE; i++) {
            arena scratch = {0};
            fuzz_read_expression(changed(&scratch, line, &seed));
            arena_free(&scratch);
        }
        rest = str_slice(rest, end < rest.len ? end + 1 : rest.len, rest.len);
    }
    assert_true(trees > 150);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_file_keeps_the_laws),   cmocka_unit_test(sound_files_are_sound),
        cmocka_unit_test(each_file_may_end_anywhere), cmocka_unit_test(changed_files_keep_the_laws),
        cmocka_unit_test(expressions_keep_the_laws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

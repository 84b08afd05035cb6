/* How words are grouped, over random expressions: with the parentheses that are needed, and with all of them, a text is
 * the same; the same words grouped otherwise never are. The seed of a failure is printed. */
#include "compiler/inspect/adopt_text.h"
#include "tests/support/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LEAVES = 6 };

static const struct sign {
    const char *text;
    int strength;
} signs[] = {{"or", 1}, {"and", 2}, {"=", 5}, {"||", 7}, {"+", 8}, {"-", 8}, {"*", 9}, {"/", 9}};
enum { N_SIGNS = sizeof signs / sizeof *signs };

/* The same leaves and operators between them, grouped by which operator is the last to be done. */
typedef struct grouping {
    size_t from, to; /* leaves */
    size_t split;    /* the operator behind this leaf */
    struct grouping *left, *right;
} grouping;

static grouping *random_grouping(arena *a, test_random *random, size_t from, size_t to)
{
    grouping *g = ARENA_NEW(a, grouping);
    *g = (grouping){.from = from, .to = to};
    if (to - from == 1)
        return g;
    g->split = from + test_random_below(random, to - from - 1);
    g->left = random_grouping(a, random, from, g->split + 1);
    g->right = random_grouping(a, random, g->split + 1, to);
    return g;
}

static void print_grouping(const grouping *g, const size_t *between, bool all, int least, writer *out)
{
    if (!g->left) {
        writer_format(out, "%c", (char)('a' + g->from));
        return;
    }
    const struct sign *sign = &signs[between[g->split]];
    bool needed = all || sign->strength < least;
    writer_text(out, needed ? "(" : "");
    print_grouping(g->left, between, all, sign->strength, out);
    writer_format(out, " %s ", sign->text);
    print_grouping(g->right, between, all, sign->strength + 1, out);
    writer_text(out, needed ? ")" : "");
}

/* As it means, chains of AND and OR being flat. */
static void print_meaning(const grouping *g, const size_t *between, size_t inside, writer *out)
{
    if (!g->left) {
        writer_format(out, "%c", (char)('a' + g->from));
        return;
    }
    size_t sign = between[g->split];
    bool flat = sign == inside && signs[sign].strength <= 2;
    writer_text(out, flat ? "" : "(");
    print_meaning(g->left, between, sign, out);
    writer_format(out, " %s ", signs[sign].text);
    print_meaning(g->right, between, sign, out);
    writer_text(out, flat ? "" : ")");
}

static str printed(arena *a, const grouping *g, const size_t *between, int how)
{
    writer out = writer_make(a);
    writer_text(&out, how == 2 ? "" : "select 1 from t where ");
    if (how == 2)
        print_meaning(g, between, N_SIGNS, &out);
    else
        print_grouping(g, between, how == 1, 0, &out);
    return writer_result(&out);
}

static void run_seed(uint64_t seed)
{
    arena a = {0};
    test_random random = test_random_make(seed);
    size_t between[LEAVES];
    for (size_t i = 0; i < LEAVES; i++)
        between[i] = test_random_below(&random, N_SIGNS);
    const grouping *one = random_grouping(&a, &random, 0, LEAVES), *two = random_grouping(&a, &random, 0, LEAVES);
    str plain = printed(&a, one, between, 0), full = printed(&a, one, between, 1), other = printed(&a, two, between, 1);
    bool same = str_eq(printed(&a, one, between, 2), printed(&a, two, between, 2));
    if (!adopt_same_text(&a, NULL, plain, full))
        fail_msg("seed %llu: %.*s is not %.*s", (unsigned long long)seed, STR_ARGS(plain), STR_ARGS(full));
    if (adopt_same_text(&a, NULL, plain, other) != same)
        fail_msg("seed %llu: %.*s and %.*s", (unsigned long long)seed, STR_ARGS(plain), STR_ARGS(other));
    arena_free(&a);
}

static void grouping_is_meaning(void **state)
{
    (void)state;
    enum { RUNS = 600 };
    const char *first = getenv("SCHEMAC_LAW_SEED");
    uint64_t seed = first && *first ? strtoull(first, NULL, 10) : 1;
    for (uint64_t i = 0; i < RUNS; i++)
        run_seed(seed + i);
}

/* Words in any order: nothing to be found but that it ends, and that a text is the same as itself. */
static void any_words_are_read(void **state)
{
    (void)state;
    static const char *const words[] = {
        "select",  "from",    "where",     "(",       ")",         "[",         "]",        ",",       "a",
        "b",       ".",       "::",        "text",    "'x'",       "1",         "-",        "not",     "and",
        "or",      "in",      "between",   "like",    "escape",    "is",        "distinct", "null",    "case",
        "when",    "then",    "end",       "cast",    "as",        "join",      "left",     "on",      "using",
        "natural", "union",   "all",       "except",  "intersect", "with",      "values",   "trim",    "position",
        "over",    "filter",  "within",    "at",      "time",      "zone",      "array",    "any",     "operator",
        "*",       ";",       "order",     "by",      "limit",     "exists",    "row",      "create",  "trigger",
        "before",  "update",  "of",        "similar", "to",        "symmetric", "collate",  "check",   "return",
        "=",       "group",   "distinct",  "fetch",   "offset",    "first",     "last",     "nulls",   "asc",
        "desc",    "rows",    "only",      "with",    "ties",      "json",      "keys",     "unique",  "nfc",
        "else",    "extract", "substring", "for",     "collation", "lateral",   "t",        "default", "overlay",
        "1"};
    arena a = {0};
    test_random random = test_random_make(7);
    for (int run = 0; run < 3000; run++) {
        writer out = writer_make(&a);
        size_t count = test_random_below(&random, 40);
        for (size_t i = 0; i < count; i++)
            writer_format(&out, "%s ", words[test_random_below(&random, sizeof words / sizeof *words)]);
        str text = writer_result(&out);
        if (!adopt_same_text(&a, NULL, text, text))
            fail_msg("%.*s", STR_ARGS(text));
    }
    arena_free(&a);
}

/* As deep and as long as nobody writes: still linear, and words that are too deep are compared as they stand. */
static void depth_has_an_end(void **state)
{
    (void)state;
    static const char *const pieces[] = {"(",
                                         "not ",
                                         "- ",
                                         "a || ",
                                         "a and ",
                                         "case when ",
                                         "(select ",
                                         "a in (",
                                         "select 1 from (",
                                         "a between 1 and ",
                                         "select 1 union ",
                                         "a join ",
                                         "a in (b, 1, ",
                                         "(a, b) in ((1, 2), (3, ",
                                         "a between symmetric b and ",
                                         "array[[",
                                         "select (select 1 as a) as b order by 1, (",
                                         "(select a from t group by 1 order by a) union ",
                                         "case else null else ",
                                         "a natural join "};
    enum { TIMES = 3000 };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        arena a = {0};
        writer out = writer_make(&a);
        for (int n = 0; n < TIMES; n++)
            writer_text(&out, pieces[i]);
        str text = writer_result(&out);
        assert_true(adopt_same_text(&a, NULL, text, text));
        arena_free(&a);
    }
}

/* What is written twice in the one form that all get is not doubled again by what stands around it. */
static void doubling_has_an_end(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
    } pieces[] = {{"select (", ") as a order by 1"},    {"(", ") between b and c"},
                  {"(", ") between symmetric b and c"}, {"(", ") in (b, c)"},
                  {"(a, ", ") in ((b, c), (d, e))"},    {"a between symmetric (", ") and b"}};
    enum { TIMES = 60 };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        arena a = {0};
        writer out = writer_make(&a);
        for (int n = 0; n < TIMES; n++)
            writer_text(&out, pieces[i].before);
        writer_text(&out, "a");
        for (int n = 0; n < TIMES; n++)
            writer_text(&out, pieces[i].after);
        str text = writer_result(&out);
        assert_true(adopt_same_text(&a, NULL, text, text));
        arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grouping_is_meaning),
        cmocka_unit_test(any_words_are_read),
        cmocka_unit_test(depth_has_an_end),
        cmocka_unit_test(doubling_has_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

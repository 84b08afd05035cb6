/* Tries the laws of changes on random schemas and their successors. SCHEMAC_LAW_PAIRS: how many pairs (2000);
 * SCHEMAC_LAW_SEED: the first seed. A failure is shown small, with the seed that makes it again. */
#include "tests/laws/laws.h"
#include "tests/support/generate.h"

#include <stdio.h>

enum { SHOWN = 3, BROKEN_TRIES = 200 };

static law_pair make_pair(arena *a, unsigned long long seed)
{
    static const generate_options options;
    law_pair pair = {generate_schema(a, seed, &options), NULL};
    pair.after = generate_successor(a, pair.before, seed + 1, &options);
    return pair;
}

static bool holds(const law *of, unsigned long long seed, bool broken)
{
    arena a = {0};
    writer why = writer_make(&a);
    law_pair pair = make_pair(&a, seed);
    bool good = of->holds(&a, pair.before, pair.after, broken, &why);
    arena_free(&a);
    return good;
}

static void explain(const law *of, unsigned long long seed)
{
    arena a = {0};
    law_explain(of, shrink_pair(&a, of, make_pair(&a, seed)), seed);
    arena_free(&a);
}

static size_t failures_of(const law *of, unsigned long long seed, unsigned long long pairs)
{
    size_t failures = 0;
    for (unsigned long long i = 0; i < pairs; i++) {
        if (holds(of, seed + 2 * i, false))
            continue;
        if (failures++ < SHOWN)
            explain(of, seed + 2 * i);
    }
    return failures;
}

static size_t noticed(const law *of, unsigned long long seed)
{
    size_t count = 0;
    for (unsigned long long i = 0; i < BROKEN_TRIES; i++)
        count += !holds(of, seed + 2 * i, true);
    return count;
}

/* Nearly every pair differs in something, so a law that sees a broken variant in fewer than half of them sees nothing.
 */
static bool try_law(const law *of, unsigned long long seed, unsigned long long pairs)
{
    size_t failures = failures_of(of, seed, pairs);
    size_t seen = noticed(of, seed);
    printf("%s: %llu pairs, %zu failures; broken variant noticed in %zu of %d\n", of->name, pairs, failures, seen,
           BROKEN_TRIES);
    fflush(stdout);
    return failures == 0 && seen >= BROKEN_TRIES / 2;
}

int main(void)
{
    unsigned long long pairs = law_number("SCHEMAC_LAW_PAIRS", 2000);
    unsigned long long seed = law_number("SCHEMAC_LAW_SEED", 20261120);
    bool good = true;
    printf("seed %llu\n", seed);
    for (size_t i = 0; i < in_memory_law_count; i++)
        good = try_law(&in_memory_laws[i], seed, pairs) && good;
    return good ? 0 : 1;
}

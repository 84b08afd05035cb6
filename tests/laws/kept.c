/* The pairs that once broke a law of databases: kept.def has a row for each, and they are tried before any random one.
 */
#include "tests/laws/database.h"

typedef struct kept_pair {
    const char *name, *before, *after;
    unsigned databases;
} kept_pair;

static const kept_pair kept_pairs[] = {
#define KEPT(databases, name, before, after) {name, before, after, databases},
#include "tests/laws/kept.def"
#undef KEPT
};

static bool holds(const law *of, const kept_pair *kept)
{
    arena a = {0};
    writer why = writer_make(&a);
    law_pair pair = {text_read_schema(&a, str_from(kept->before), &why),
                     text_read_schema(&a, str_from(kept->after), &why)};
    bool read = pair.before && pair.after;
    bool good = read && of->holds(&a, pair.before, pair.after, false, &why);
    if (!good)
        fprintf(stderr, "kept pair \"%s\" fails\n%s\n", kept->name, writer_result(&why).ptr);
    arena_free(&a);
    return good;
}

size_t kept_failures(const law *of, dialect_id dialect, unsigned without)
{
    size_t failures = 0;
    for (size_t i = 0; i < sizeof kept_pairs / sizeof *kept_pairs; i++) {
        const kept_pair *kept = &kept_pairs[i];
        if (!(kept->databases & (1u << dialect)) || (kept->databases & without))
            continue;
        bool good = holds(of, kept);
        printf("%s: %s\n", good ? "holds" : "FAILS", kept->name);
        failures += !good;
    }
    return failures;
}

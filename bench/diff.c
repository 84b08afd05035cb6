/* How fast a difference is found: 10 to 10,000 models of ten fields, with nothing, one in a hundred and everything
 * changed, from the start of the process to its end. Linear is meant; and 1,000 models without a change in under 20 ms.
 */
#define _DEFAULT_SOURCE
#include "bench/measure.h"

#include <stdio.h>
#include <stdlib.h>

enum { RUNS = 5, PATH_SIZE = 512, LIMIT_MODELS = 1000, LIMIT_MILLISECONDS = 20 };

static char folder[] = "/tmp/schemac-bench-XXXXXX";

static const struct {
    const char *name;
    int every; /* which models change; 0: none */
} shares[] = {{"nothing changed", 0}, {"1 % changed", 100}, {"everything changed", 1}};

static char *in_folder(const char *name, char path[PATH_SIZE])
{
    (void)snprintf(path, PATH_SIZE, "%s/%.100s", folder, name);
    return path;
}

static void write_schema(const char *name, int models, int every)
{
    char path[PATH_SIZE];
    FILE *file = fopen(in_folder(name, path), "w");
    if (!file) {
        perror(path);
        exit(1);
    }
    for (int i = 0; i < models; i++) {
        (void)fprintf(file, "model Model%d {\n    id: bigint primary key auto\n", i);
        for (int k = 0; k < 8; k++)
            (void)fprintf(file, "    field%d: %s\n", k, k % 2 ? "text?" : "int = 0");
        if (every && i % every == 0)
            (void)fputs("    fresh: text?\n    index (field0)\n", file);
        (void)fputs("}\n", file);
    }
    (void)fclose(file);
}

static double bench(int models, size_t share)
{
    char from[PATH_SIZE], to[PATH_SIZE];
    write_schema("a.schema", models, 0);
    write_schema("b.schema", models, shares[share].every);
    char *argv[] = {SCHEMAC_PROGRAM,           "diff", "--from", in_folder("a.schema", from), "--to",
                    in_folder("b.schema", to), NULL};
    measure m = measure_command_ending(argv, NULL, RUNS, shares[share].every ? 1 : 0);
    if (!m.ran) {
        (void)fprintf(stderr, "schemac failed\n");
        exit(1);
    }
    return m.seconds;
}

int main(void)
{
    static const int sizes[] = {10, 100, 1000, 10000};
    bool good = true;
    if (!mkdtemp(folder))
        return perror(folder), 1;
    for (size_t share = 0; share < sizeof shares / sizeof *shares; share++) {
        double before = 0;
        printf("%s\n", shares[share].name);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            double seconds = bench(sizes[i], share);
            printf("  %6d models %9.2f ms", sizes[i], seconds * 1e3);
            if (i > 0)
                printf("   %5.1f times for ten times the models", seconds / before);
            if (share == 0 && sizes[i] == LIMIT_MODELS) {
                good = seconds * 1e3 < LIMIT_MILLISECONDS;
                printf("   limit %d ms: %s", LIMIT_MILLISECONDS, good ? "kept" : "BROKEN");
            }
            printf("\n");
            before = seconds;
        }
    }
    char command[PATH_SIZE + 16];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) != 0 || !good;
}

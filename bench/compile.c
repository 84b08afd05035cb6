/* How fast a schema becomes C: 10 to 10,000 models of ten fields, against writing the same bytes with cat, and against
 * protoc and flatc on an equal schema. Every C file is made anew in each run; times are from the start of the process
 * to its end. */
#define _DEFAULT_SOURCE
#include "bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RUNS = 5, PATH_SIZE = 512 };

static char folder[] = "/tmp/schemac-bench-XXXXXX";

static char *in_folder(const char *name, char path[PATH_SIZE])
{
    (void)snprintf(path, PATH_SIZE, "%s/%.100s", folder, name);
    return path;
}

/* --- equal schemas in three languages --- */

typedef struct language {
    const char *file;
    const char *head;
    const char *word; /* that begins a model */
    const char *fields[10];
} language;

static const language schemac_language = {
    "bench.schema",
    "package bench\n",
    "model",
    {"id: bigint primary key auto", "name: varchar(40)", "title: text?", "count: int = 0", "total: bigint",
     "price: double", "rate: real", "is_active: bool = true", "data: bytes?", "note: text"},
};

static const language proto_language = {
    "bench.proto",
    "syntax = \"proto3\";\npackage bench;\n",
    "message",
    {"int64 id = 1;", "string name = 2;", "optional string title = 3;", "int32 count = 4;", "int64 total = 5;",
     "double price = 6;", "float rate = 7;", "bool is_active = 8;", "optional bytes data = 9;", "string note = 10;"},
};

static const language flat_language = {
    "bench.fbs",
    "namespace bench;\n",
    "table",
    {"id:long;", "name:string;", "title:string;", "count:int;", "total:long;", "price:double;", "rate:float;",
     "is_active:bool;", "data:[ubyte];", "note:string;"},
};

static void write_schema(const language *l, int models)
{
    char path[PATH_SIZE];
    FILE *file = fopen(in_folder(l->file, path), "w");
    if (!file) {
        perror(path);
        exit(1);
    }
    (void)fputs(l->head, file);
    for (int i = 0; i < models; i++) {
        (void)fprintf(file, "%s Model%d {\n", l->word, i);
        for (size_t k = 0; k < 10; k++)
            (void)fprintf(file, "    %s\n", l->fields[k]);
        (void)fputs("}\n", file);
    }
    (void)fclose(file);
}

/* --- runs --- */

static void empty_folder(const char *path)
{
    char command[2 * PATH_SIZE + 32];
    (void)snprintf(command, sizeof command, "rm -rf '%s'; mkdir '%s'", path, path);
    if (system(command) != 0)
        exit(1);
}

static measure run_schemac(const char *out)
{
    char source[PATH_SIZE];
    measure best = {0};
    char *argv[] = {
        SCHEMAC_PROGRAM, "compile", "--quiet", "--out", (char *)out, in_folder("bench.schema", source), NULL};
    for (int i = 0; i < RUNS; i++) {
        empty_folder(out);
        measure m = measure_command(argv, NULL, 1);
        if (!best.ran || m.seconds < best.seconds)
            best = m;
    }
    return best;
}

static measure run_cat(const char *out)
{
    char all[PATH_SIZE];
    char header[PATH_SIZE + 16];
    char source[PATH_SIZE + 16];
    (void)snprintf(header, sizeof header, "%s/bench.h", out);
    (void)snprintf(source, sizeof source, "%s/bench.c", out);
    char *argv[] = {"cat", header, source, NULL};
    return measure_command(argv, in_folder("copy", all), RUNS);
}

static measure run_protoc(const char *out)
{
    char include[PATH_SIZE + 2];
    char target[PATH_SIZE + 16];
    (void)snprintf(include, sizeof include, "-I%s", folder);
    (void)snprintf(target, sizeof target, "--cpp_out=%s", out);
    char *argv[] = {"protoc", include, target, "bench.proto", NULL};
    return measure_command(argv, NULL, 3);
}

static measure run_flatc(const char *out)
{
    char source[PATH_SIZE];
    char *argv[] = {"flatc", "--cpp", "-o", (char *)out, in_folder("bench.fbs", source), NULL};
    return measure_command(argv, NULL, 3);
}

static void print_peer(const char *name, measure peer, measure own)
{
    if (peer.ran)
        printf("  %-7s %8.1f ms   %5.1f times schemac's\n", name, peer.seconds * 1e3, peer.seconds / own.seconds);
    else
        printf("  %-7s not installed\n", name);
}

static double bench(int models)
{
    char out[PATH_SIZE];
    char peer_out[PATH_SIZE];
    write_schema(&schemac_language, models);
    write_schema(&proto_language, models);
    write_schema(&flat_language, models);
    measure own = run_schemac(in_folder("out", out));
    if (!own.ran) {
        (void)fprintf(stderr, "schemac failed\n");
        exit(1);
    }
    printf("%d models\n  schemac %8.1f ms   %.1f MB written, peak %.1f MB\n", models, own.seconds * 1e3,
           (double)measure_folder(out) / 1e6, (double)own.peak_kilobytes / 1e3);
    measure cat = run_cat(out);
    printf("  cat     %8.1f ms   schemac takes %.1f times as long\n", cat.seconds * 1e3, own.seconds / cat.seconds);
    empty_folder(in_folder("peer", peer_out));
    print_peer("protoc", run_protoc(peer_out), own);
    print_peer("flatc", run_flatc(peer_out), own);
    return own.seconds;
}

int main(void)
{
    static const int sizes[] = {10, 100, 1000, 10000};
    double before = 0;
    if (!mkdtemp(folder))
        return perror(folder), 1;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double seconds = bench(sizes[i]);
        if (i > 0)
            printf("  growth  %.1f times for ten times the models\n", seconds / before);
        before = seconds;
    }
    char command[PATH_SIZE + 16];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

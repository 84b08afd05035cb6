/* Measuring commands: the best of several runs, so that what else the machine does matters little. */
#ifndef SCHEMAC_BENCH_MEASURE_H
#define SCHEMAC_BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct measure {
    bool ran;            /* false: the program is not installed, or failed */
    double seconds;      /* from start to exit, the best of the runs */
    long peak_kilobytes; /* of the process, the largest of the runs */
} measure;

/* Runs argv[0] (searched on the PATH) `runs` times with its output thrown away (or into `output`, if not NULL). */
measure measure_command(char *const argv[], const char *output, int runs);
/* The same of a command that ends with another status than 0. */
measure measure_command_ending(char *const argv[], const char *output, int runs, int wanted);

/* Bytes of all files in a folder. */
size_t measure_folder(const char *folder);

#endif

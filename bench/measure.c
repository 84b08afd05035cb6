#define _DEFAULT_SOURCE
#include "bench/measure.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void run_child(char *const argv[], const char *output)
{
    int out = open(output ? output : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0666);
    int err = open("/dev/null", O_WRONLY);
    if (out < 0 || err < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
        _exit(126);
    execvp(argv[0], argv);
    _exit(127);
}

static bool run_once(char *const argv[], const char *output, int wanted, measure *m)
{
    double start = now();
    pid_t child = fork();
    if (child == 0)
        run_child(argv, output);
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != wanted)
        return false;
    double seconds = now() - start;
    if (!m->ran || seconds < m->seconds)
        m->seconds = seconds;
    if (usage.ru_maxrss > m->peak_kilobytes)
        m->peak_kilobytes = usage.ru_maxrss;
    m->ran = true;
    return true;
}

measure measure_command_ending(char *const argv[], const char *output, int runs, int wanted)
{
    measure m = {0};
    for (int i = 0; i < runs; i++)
        if (!run_once(argv, output, wanted, &m))
            return (measure){0};
    return m;
}

measure measure_command(char *const argv[], const char *output, int runs)
{
    return measure_command_ending(argv, output, runs, 0);
}

size_t measure_folder(const char *folder)
{
    size_t bytes = 0;
    DIR *dir = opendir(folder);
    if (!dir)
        return 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        char path[4096];
        struct stat info;
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (stat(path, &info) == 0 && S_ISREG(info.st_mode))
            bytes += (size_t)info.st_size;
    }
    closedir(dir);
    return bytes;
}

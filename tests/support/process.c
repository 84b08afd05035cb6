#define _XOPEN_SOURCE 700
#include "tests/support/process.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *read_all(FILE *file, size_t *size)
{
    long length = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    if (length < 0)
        return NULL;
    rewind(file);
    char *text = calloc(1, (size_t)length + 1);
    size_t got = text ? fread(text, 1, (size_t)length, file) : 0;
    if (size)
        *size = got;
    return text;
}

static void run_child(const char *folder, const char *command, int out, int err)
{
    int nothing = open("/dev/null", O_RDONLY);
    if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
        _exit(126);
    if (folder && chdir(folder) != 0)
        _exit(126);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

process_result process_run(const char *folder, const char *command)
{
    process_result result = {.status = -1};
    FILE *out = tmpfile();
    FILE *err = tmpfile();
    if (!out || !err)
        abort();
    pid_t child = fork();
    if (child == 0)
        run_child(folder, command, fileno(out), fileno(err));
    int status = 0;
    if (child > 0 && waitpid(child, &status, 0) == child)
        result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.out = read_all(out, &result.out_size);
    result.err = read_all(err, NULL);
    fclose(out);
    fclose(err);
    return result;
}

void process_free(process_result *result)
{
    free(result->out);
    free(result->err);
    *result = (process_result){0};
}

char *process_make_folder(void)
{
    char name[] = "/tmp/schemac-test-XXXXXX";
    return mkdtemp(name) ? strdup(name) : NULL;
}

void process_remove_folder(char *folder)
{
    char command[256];
    if (folder && snprintf(command, sizeof command, "chmod -R u+w '%s'; rm -rf '%s'", folder, folder) > 0)
        (void)!system(command);
    free(folder);
}

static char *joined(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (!path)
        abort();
    (void)snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0777);
        *slash = '/';
    }
}

bool process_write(const char *folder, const char *name, const char *text)
{
    char *path = joined(folder, name);
    make_folders(path);
    FILE *file = fopen(path, "w");
    bool written = file && fputs(text, file) >= 0;
    if (file)
        written = fclose(file) == 0 && written;
    free(path);
    return written;
}

char *process_read(const char *folder, const char *name)
{
    char *path = joined(folder, name);
    FILE *file = fopen(path, "r");
    char *text = file ? read_all(file, NULL) : NULL;
    if (file)
        fclose(file);
    free(path);
    return text;
}

#include "support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *scratch_make(void)
{
    char pattern[] = "/tmp/schemac-history-XXXXXX";
    assert_non_null(mkdtemp(pattern));
    return strdup(pattern);
}

static void remove_all(const char *path)
{
    struct stat status;
    if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        DIR *stream = opendir(path);
        assert_non_null(stream);
        for (struct dirent *entry = readdir(stream); entry; entry = readdir(stream)) {
            if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
                char inner[1024];
                snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
                remove_all(inner);
            }
        }
        closedir(stream);
        rmdir(path);
    } else {
        unlink(path);
    }
}

void scratch_remove(char *folder)
{
    remove_all(folder);
    free(folder);
}

void write_text_file(const char *folder, const char *name, const char *text)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

void write_pair(const char *folder, const char *name, const char *id, const char *parents, const char *created,
                const char *header)
{
    char text[2048];
    char file[256];
    snprintf(text, sizeof text, "-- Revision: %s\n-- Parents: %s\n-- Message: %s\n-- Created: %s\n%s\nSELECT 1;\n", id,
             parents, name, created, header);
    snprintf(file, sizeof file, "%s.up.sql", name);
    write_text_file(folder, file, text);
    snprintf(text, sizeof text, "-- Revision: %s\n\nSELECT 2;\n", id);
    snprintf(file, sizeof file, "%s.down.sql", name);
    write_text_file(folder, file, text);
}

int count_entries(const char *folder)
{
    int count = 0;
    DIR *stream = opendir(folder);
    assert_non_null(stream);
    for (struct dirent *entry = readdir(stream); entry; entry = readdir(stream)) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(stream);
    return count;
}

schemac_history *open_history(const char *folder, schemac_sql_dialect dialect)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_history *history = NULL;
    schemac_code code = schemac_history_open(folder, dialect, &history, &err);
    if (code) {
        fail_msg("%s: %s", err.file, err.message);
    }
    return history;
}

void assert_refused(const char *folder, schemac_sql_dialect dialect, const char *const texts[])
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_history *history = NULL;
    assert_int_equal(schemac_history_open(folder, dialect, &history, &err), SCHEMAC_INVALID);
    assert_null(history);
    for (; *texts; texts++) {
        if (!strstr(err.message, *texts)) {
            fail_msg("\"%s\" is not in \"%s\"", *texts, err.message);
        }
    }
}

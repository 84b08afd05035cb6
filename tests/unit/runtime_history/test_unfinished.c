/* A writer that is killed: whatever it has left, a revision is there whole or not at all, and the next one cleans up.
 *
 * The writer is a child that is killed just before its n-th step (a call that changes the folder), for every n until it
 * gets to its end; the calls are caught here, in the program that the library is linked to. */
#define _GNU_SOURCE
#include "support.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- dying at a step --- */

static int steps_left = -1; /* -1: for ever */

static void step(void)
{
    if (steps_left == 0) {
        raise(SIGKILL);
    }
    if (steps_left > 0) {
        steps_left--;
    }
}

int link(const char *from, const char *to)
{
    step();
    return (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path)
{
    step();
    return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int mkdir(const char *path, mode_t mode)
{
    step();
    return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int fsync(int descriptor)
{
    step();
    return (int)syscall(SYS_fsync, descriptor);
}

/* --- revisions --- */

static const schemac_revision_side sides[] = {
    {.dialect = SCHEMAC_SQL_SQLITE, .up_sql = "CREATE TABLE a (id INTEGER);\n", .down_sql = "DROP TABLE a;\n"},
    {.dialect = SCHEMAC_SQL_POSTGRESQL, .up_sql = "CREATE TABLE a (id int);\n", .down_sql = "DROP TABLE a;\n"},
};

/* Two revisions for both dialects: eight files that belong together. */
static schemac_code write_two(const char *folder, const char *message, schemac_error *err)
{
    char id[SCHEMAC_REVISION_ID_SIZE];
    const char *parent = id;
    const schemac_revision_naming naming = {.per_dialect = true};
    schemac_revision_draft drafts[2] = {
        {.message = message, .created_at = 1795209123, .sides = sides, .side_count = 2},
        {.message = "second", .created_at = 1795209123, .sides = sides, .side_count = 2},
    };
    schemac_revision_id(&drafts[0], id);
    drafts[1].parents = (schemac_names){&parent, 1};
    schemac_revision_written written[2];
    schemac_code code = schemac_revisions_write(folder, drafts, 2, &naming, written, err);
    for (size_t i = 0; i < 2; i++) {
        schemac_revision_written_free(&written[i]);
    }
    return code;
}

/* True: killed; false: the writer got to its end. */
static bool write_and_die(const char *folder, int steps)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        steps_left = steps;
        _exit(write_two(folder, "first", NULL) == SCHEMAC_OK ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
}

static size_t count_revisions(const char *folder, schemac_sql_dialect dialect, size_t *unfinished)
{
    schemac_history *history = NULL;
    schemac_error err = SCHEMAC_ERROR_INIT;
    *unfinished = 0;
    if (schemac_history_open(folder, dialect, &history, &err)) {
        /* Killed when only the other dialect's folder was there. */
        assert_non_null(strstr(err.message, "but none for"));
        return 0;
    }
    size_t count = schemac_history_revisions(history).count;
    *unfinished = schemac_history_unfinished(history).count;
    schemac_history_close(history);
    return count;
}

/* The number of revisions, which is the same in both dialects. */
static size_t count_in_both(const char *folder, size_t *unfinished)
{
    size_t one, other;
    size_t count = count_revisions(folder, SCHEMAC_SQL_SQLITE, &one);
    assert_int_equal(count_revisions(folder, SCHEMAC_SQL_POSTGRESQL, &other), count);
    *unfinished = one + other;
    return count;
}

static int count_below(const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return count_entries(path);
}

static void killed_before_every_step(void **state)
{
    (void)state;
    bool killed = true;
    int halves = 0;
    int steps = 0;
    for (; killed; steps++) {
        char *folder = scratch_make();
        size_t unfinished;
        killed = write_and_die(folder, steps);
        size_t count = count_in_both(folder, &unfinished);
        if (count != 0 && count != 2) {
            fail_msg("killed before step %d: %zu of 2 revisions", steps, count);
        }
        assert_true(count == 0 || unfinished == 0);
        halves += unfinished > 0;
        /* The next one finds its place free, and leaves nothing but whole revisions. */
        schemac_error err = SCHEMAC_ERROR_INIT;
        if (write_two(folder, "again", &err) != SCHEMAC_OK) {
            fail_msg("killed before step %d: %s", steps, err.message);
        }
        assert_int_equal(count_in_both(folder, &unfinished), count + 2);
        assert_int_equal(unfinished, 0);
        assert_int_equal(count_below(folder, "sqlite"), 2 * (count + 2));
        assert_int_equal(count_below(folder, "postgresql"), 2 * (count + 2));
        assert_int_equal(count_entries(folder), 2);
        scratch_remove(folder);
    }
    assert_true(steps > 20);
    assert_true(halves > 8);
}

/* The path of the one note in the folder. */
static void find_note(const char *folder, char *path, size_t size)
{
    DIR *stream = opendir(folder);
    assert_non_null(stream);
    path[0] = '\0';
    for (struct dirent *entry = readdir(stream); entry; entry = readdir(stream)) {
        if (strncmp(entry->d_name, ".schemac-unfinished-", 20) == 0) {
            snprintf(path, size, "%s/%s", folder, entry->d_name);
        }
    }
    closedir(stream);
    assert_string_not_equal(path, "");
}

/* Killed when all files had their names: as many as a reader can be wrong about. */
static char *folder_of_a_dead_writer(void)
{
    for (int steps = 0;; steps++) {
        size_t unfinished;
        char *folder = scratch_make();
        assert_true(write_and_die(folder, steps));
        if (count_in_both(folder, &unfinished) == 0 && unfinished == 8) {
            return folder;
        }
        scratch_remove(folder);
    }
}

static void an_edited_leftover_is_not_taken_away(void **state)
{
    (void)state;
    char *folder = folder_of_a_dead_writer();
    char note[1100];
    schemac_history *history = open_history(folder, SCHEMAC_SQL_SQLITE);
    char *path = strdup(schemac_history_unfinished(history).items[0]);
    schemac_history_close(history);
    write_text_file("/", path + 1, "-- precious\n");
    schemac_error err = SCHEMAC_ERROR_INIT;
    assert_int_equal(write_two(folder, "again", &err), SCHEMAC_CONFLICT);
    assert_non_null(strstr(err.message, path));
    find_note(folder, note, sizeof note);
    assert_non_null(strstr(err.hint, note));
    assert_int_equal(access(path, F_OK), 0);
    /* Out of the way, as the hint says. */
    assert_int_equal(unlink(path), 0);
    assert_int_equal(write_two(folder, "again", &err), SCHEMAC_OK);
    free(path);
    scratch_remove(folder);
}

static void a_living_writer_is_left_alone(void **state)
{
    (void)state;
    char *folder = folder_of_a_dead_writer();
    char note[1100];
    size_t unfinished;
    find_note(folder, note, sizeof note);
    int living = open(note, O_RDONLY | O_CLOEXEC);
    assert_int_equal(flock(living, LOCK_EX | LOCK_NB), 0);
    schemac_error err = SCHEMAC_ERROR_INIT;
    assert_int_equal(write_two(folder, "again", &err), SCHEMAC_LOCKED);
    assert_int_equal(count_in_both(folder, &unfinished), 0);
    assert_int_equal(unfinished, 8);
    close(living);
    assert_int_equal(write_two(folder, "again", &err), SCHEMAC_OK);
    scratch_remove(folder);
}

/* What a note from elsewhere says is no reason to touch anything but revisions in this folder. */
static void a_note_names_nothing_outside(void **state)
{
    (void)state;
    char *folder = scratch_make();
    char inner[1024];
    snprintf(inner, sizeof inner, "%s/migrations", folder);
    assert_int_equal(mkdir(inner, 0755), 0);
    write_text_file(folder, "outside.sql", "");
    write_text_file(inner, "notes.txt", "");
    write_text_file(inner, ".schemac-unfinished-1",
                    "00000000000000000000000000000000 ../outside.sql\n00000000000000000000000000000000 notes.txt\n"
                    "00000000000000000000000000000000 a/b/../../../outside.sql\nshort\n\n"
                    "00000000000000000000000000000000 cut.off.sq");
    assert_int_equal(write_two(inner, "first", NULL), SCHEMAC_OK);
    assert_int_equal(count_entries(folder), 2);
    assert_int_equal(count_entries(inner), 3);
    scratch_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_before_every_step),
        cmocka_unit_test(an_edited_leftover_is_not_taken_away),
        cmocka_unit_test(a_living_writer_is_left_alone),
        cmocka_unit_test(a_note_names_nothing_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Two migrators, and locks that others hold. */
#include "support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "migrate/migrator.h"

static void two_runners_apply_everything_once(void **state)
{
    enum { RUNNERS = 3 };
    fixture *f = *state;
    add_revision(f, "aaaa1", "base", "", "CREATE TABLE steps (n integer);", "");
    for (int i = 2; i <= 6; i++) {
        char id[16];
        char parent[16];
        snprintf(id, sizeof id, "aaaa%d", i);
        snprintf(parent, sizeof parent, "aaaa%d", i - 1);
        add_revision(f, id, parent, "", "INSERT INTO steps VALUES (1);", "");
    }
    pid_t children[RUNNERS];
    for (int i = 0; i < RUNNERS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            schemac_code code = upgrade(f, NULL);
            if (code) {
                fprintf(stderr, "%s: %s\n", schemac_code_name(code), f->err.message);
            }
            _exit((int)code);
        }
    }
    for (int i = 0; i < RUNNERS; i++) {
        int status = 0;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    assert_value(f, "SELECT count(*) FROM steps", "5");
    assert_string_equal(current(f), "aaaa6");
}

/* A process that migrates and hangs in its first statement until it is killed. `ready` is written to when it is there.
 */
static pid_t start_slow_migrator(fixture *f, int ready)
{
    pid_t child = fork();
    if (child == 0) {
        f->kill_at = 0;
        f->options.observer_data = f;
        if (write(ready, "x", 1) == 1) {
            upgrade(f, NULL);
        }
        _exit(0);
    }
    return child;
}

static void stall(void *data, const schemac_migrate_event *event)
{
    (void)data;
    if (event->kind == SCHEMAC_MIGRATE_STATEMENT) {
        sleep(20);
    }
}

static void another_migrator_is_named(void **state)
{
    fixture *f = *state;
    schemac_migrate_options kept = f->options;
    int ready[2];
    char byte;
    add_three(f);
    assert_int_equal(pipe(ready), 0);
    f->options.observer = stall;
    pid_t child = start_slow_migrator(f, ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1);
    wait_ms(500);
    f->options = kept;
    f->options.lock_wait_ms = 300;
    upgrade_to(f, NULL, SCHEMAC_LOCKED);
    assert_error(f, "process ");
    assert_said(f, "waiting - process ");
    if (!on_postgresql(f)) {
        char who[64];
        snprintf(who, sizeof who, "process %ld of user", (long)child);
        assert_error(f, who);
    }
    f->options.lock_wait_ms = -1;
    upgrade_to(f, NULL, SCHEMAC_LOCKED);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
    close(ready[0]);
    close(ready[1]);
    f->options = kept;
    upgrade_to(f, NULL, SCHEMAC_OK); /* the lock went with the process */
    assert_string_equal(current(f), "aaaa3");
}

static void the_lock_leaves_no_file_behind(void **state)
{
    fixture *f = *state;
    char path[400];
    add_three(f);
    upgrade_to(f, NULL, SCHEMAC_OK);
    snprintf(path, sizeof path, "%s-schemac-lock", f->file);
    assert_int_equal(access(path, F_OK), -1);
}

/* Behind a pooler of transactions the lock may be left on another server: the session that goes on does not hold it. */
static void a_session_that_lost_its_lock_is_refused(void **state)
{
    fixture *f = *state;
    schemac_history *history = NULL;
    schemac_migrator *migrator = NULL;
    add_three(f);
    assert_int_equal(schemac_history_open(f->migrations, f->dialect, &history, NULL), SCHEMAC_OK);
    assert_int_equal(schemac_migrator_open(f->url, history, &f->options, &migrator, NULL), SCHEMAC_OK);
    assert_int_equal(smig_postgresql_lock_check(migrator, &f->err), SCHEMAC_REFUSED);
    assert_error(f, "pooler");
    assert_int_equal(smig_lock_take(migrator, &f->err), SCHEMAC_OK);
    assert_int_equal(smig_postgresql_lock_check(migrator, &f->err), SCHEMAC_OK);
    smig_lock_release(migrator);
    schemac_migrator_close(migrator);
    schemac_history_close(history);
    assert_value(f,
                 "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                 " (SELECT oid FROM pg_database WHERE datname = current_database())",
                 "0");
}

static void a_table_that_others_hold_is_tried_again(void **state)
{
    fixture *f = *state;
    add_three(f);
    upgrade_to(f, NULL, SCHEMAC_OK);
    add_revision(f, "aaaa4", "aaaa3", "", "CREATE TABLE t4 (id integer);\nALTER TABLE t1 ADD COLUMN more integer;", "");
    schemac_conn *other = connect_to(f);
    run_on(other, on_postgresql(f) ? "BEGIN; LOCK TABLE t1 IN ACCESS SHARE MODE"
                                   : "BEGIN IMMEDIATE; INSERT INTO t1 VALUES (1)");
    f->options.lock_timeout_ms = 200;
    f->options.lock_retries = 1;
    upgrade_to(f, NULL, SCHEMAC_LOCKED);
    assert_said(f, "retry ");
    if (on_postgresql(f)) {
        assert_place(f, "aaaa4.up.sql", 6, 1);
        assert_error(f, "LOCK TABLE t1 IN ACCESS SHARE MODE");
        assert_error(f, "of user schemac");
        assert_string_equal(f->err.sqlstate, "55P03");
    }
    assert_false(table_exists(f, "t4"));
    run_on(other, "COMMIT");
    schemac_conn_close(other);
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa4");
}

static void a_table_that_comes_free_is_had(void **state)
{
    fixture *f = *state;
    add_three(f);
    upgrade_to(f, NULL, SCHEMAC_OK);
    add_revision(f, "aaaa4", "aaaa3", "", "ALTER TABLE t1 ADD COLUMN more integer;", "");
    pid_t child = fork();
    if (child == 0) {
        schemac_conn *other = connect_to(f);
        run_on(other, on_postgresql(f) ? "BEGIN; LOCK TABLE t1" : "BEGIN IMMEDIATE");
        sleep(1);
        run_on(other, "COMMIT");
        schemac_conn_close(other);
        _exit(0);
    }
    wait_ms(300);
    f->options.lock_timeout_ms = 100;
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_said(f, "retry ");
    assert_int_equal(waitpid(child, NULL, 0), child);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(two_runners_apply_everything_once),       ON_BOTH(another_migrator_is_named),
        ON_SQLITE(the_lock_leaves_no_file_behind),        ON_POSTGRESQL(a_session_that_lost_its_lock_is_refused),
        ON_BOTH(a_table_that_others_hold_is_tried_again), ON_BOTH(a_table_that_comes_free_is_had),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

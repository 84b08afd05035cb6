/* One run of the program, from the command line to the exit status. */
#include "compiler/cli/state.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool color_wanted(const cli *c)
{
    str when = c->values[OPTION_COLOR];
    if (str_eq(when, STR("always")))
        return true;
    if (str_eq(when, STR("never")))
        return false;
    const char *no_color = getenv("NO_COLOR");
    return !(no_color && *no_color) && isatty(STDERR_FILENO);
}

static exit_status write_output(cli *c)
{
    str text = writer_result(&c->out);
    size_t put = fwrite(text.ptr, 1, text.len, stdout);
    if (put == text.len && fflush(stdout) == 0)
        return EXIT_OK;
    return fail(c, EXIT_USAGE, "standard output: %s", strerror(errno));
}

static bool runs_elsewhere(const cli *c)
{
    verb_where where = c->verb->where;
    bool named = c->given[OPTION_APPLIED] || c->given[OPTION_URL] || state_needs_database(c->values[OPTION_FROM]) ||
                 state_needs_database(c->values[OPTION_TO]);
    return !c->database && (where == VERB_DATABASE || (where == VERB_EITHER && named));
}

/* Database verbs are in schemac-db, which stands beside this program or on the PATH, so that this one links no database
 * library. */
static exit_status run_database_program(cli *c)
{
    char path[PATH_MAX + 1];
    ssize_t len = readlink("/proc/self/exe", path, PATH_MAX);
    str beside = len > 0 ? file_join(&c->memory, file_folder(&c->memory, (str){path, (size_t)len}), STR("schemac-db"))
                         : STR("schemac-db");
    char **argv = ARENA_ARRAY(&c->memory, char *, c->argc + 2);
    argv[0] = (char *)(uintptr_t)c->program;
    memcpy(argv + 1, c->argv, sizeof(char *) * (size_t)c->argc);
    execv(str_copy(&c->memory, beside).ptr, argv);
    execvp("schemac-db", argv);
    return fail(c, EXIT_USAGE, "%s needs the program schemac-db, which is not installed beside schemac: %s",
                c->verb->name, strerror(errno));
}

static exit_status run_verb(cli *c)
{
    exit_status status;
    if (!options_parse(c, &status))
        return status;
    c->quiet = c->given[OPTION_QUIET];
    c->color = color_wanted(c);
    if (runs_elsewhere(c))
        return run_database_program(c);
    return c->verb->run(c);
}

int cli_main(int argc, char **argv, const verb_info *verbs, const cli_database *database)
{
    cli c = {.program = argv[0], .argc = argc, .argv = argv, .verbs = verbs, .database = database};
    c.out = writer_make(&c.memory);
    c.sources.memory = &c.memory;
    c.diagnostics.memory = &c.memory;
    exit_status status = run_verb(&c);
    exit_status written = write_output(&c);
    arena_free(&c.memory);
    return written != EXIT_OK && status <= EXIT_FINDINGS ? (int)written : (int)status;
}

/* The command line: one context for a run, the tables of verbs, options and settings, and the manners of talking. Data
 * goes to standard output, talk to standard error. No logic of its own: verbs call the rooms. */
#ifndef SCHEMAC_CLI_CLI_H
#define SCHEMAC_CLI_CLI_H

#include "compiler/base/file.h"
#include "compiler/base/writer.h"
#include "compiler/cli/exit_status.h"
#include "compiler/model/model.h"
#include "compiler/syntax/diagnostic.h"

typedef enum option_id {
#define OPTION(symbol, long_name, letter, argument, help) OPTION_##symbol,
#include "compiler/cli/options.def"
#undef OPTION
    OPTION_COUNT
} option_id;

typedef enum setting_id {
#define SETTING(symbol, place, flag, variable, argument, standard, kind, help) SETTING_##symbol,
#include "compiler/cli/settings.def"
#undef SETTING
    SETTING_COUNT
} setting_id;

typedef enum setting_kind {
    SETTING_KIND_TEXT,
    SETTING_KIND_PATH,
    SETTING_KIND_PATHS,
    SETTING_KIND_WORDS,
    SETTING_KIND_NUMBER,
    SETTING_KIND_URL
} setting_kind;

typedef struct setting_info {
    const char *place;
    const char *flag;
    const char *variable;
    const char *argument;
    const char *standard;
    setting_kind kind;
    const char *help;
} setting_info;
extern const setting_info settings_table[SETTING_COUNT];

typedef enum verb_where { VERB_OFFLINE, VERB_DATABASE, VERB_EITHER } verb_where;

typedef struct cli cli;

typedef struct verb_info {
    const char *name;
    verb_where where;
    const char *arguments;
    const char *options; /* long names with spaces between */
    const char *summary;
    const char *example;
    exit_status (*run)(cli *c); /* NULL where schemac-db runs it */
} verb_info;

/* Two states of the schema that are to be compared. */
typedef struct state_pair {
    const model_schema *before;
    const model_schema *after;
    unsigned dialects; /* that the comparison is about: one alone where a side is a database */
    bool found;        /* `after` is what a database has, so that nobody could have written `was` or `drop` there */
} state_pair;

/* What schemac-db can do and schemac cannot: the verbs that run in either go on here where a database is named. */
typedef struct cli_database {
    /* state_sides (state.h) where a side is a database or SQL text. */
    bool (*sides)(cli *c, str from, str to, state_pair *pair, exit_status *status);
    /* state_against where it is a database or SQL text. */
    const model_schema *(*against)(cli *c, str what, const model_schema *other, exit_status *status);
    exit_status (*drift)(cli *c);           /* check --url */
    exit_status (*history_applied)(cli *c); /* history --applied */
} cli_database;

typedef struct setting_value {
    bool given;       /* by a flag, a variable or the project file */
    source_span span; /* in the project file, if it came from there */
    str_list values;  /* one, unless the kind is a list */
} setting_value;

struct cli {
    arena memory;
    const char *program; /* argv[0] */
    int argc;            /* the command line as it came */
    char **argv;
    const verb_info *verb;
    const verb_info *verbs;       /* of this program, ended by a row without a name */
    const cli_database *database; /* NULL in schemac */
    bool given[OPTION_COUNT];
    str values[OPTION_COUNT];     /* the last one, where an option may be given more than once … */
    str_list lists[OPTION_COUNT]; /* … and all of them */
    str_list arguments;
    bool color;
    bool quiet;
    str project_folder; /* "." where there is no project file */
    setting_value settings[SETTING_COUNT];
    source_set sources;
    diagnostic_list diagnostics;
    writer out; /* standard output, written at the end */
};

/* Runs the program: reads the command line, calls the verb, writes the output. `database`: this is schemac-db, which
 * runs every verb; schemac (NULL) hands over to it what needs a database. Returns the exit status. */
int cli_main(int argc, char **argv, const verb_info *verbs, const cli_database *database);

/* --- options.c --- */
/* Reads the command line into `c`; on a usage error says so and returns false with `*status` set (also for --help). */
bool options_parse(cli *c, exit_status *status);
void options_help(cli *c, const verb_info *verb);
void options_help_all(cli *c);
void options_help_settings(cli *c);

/* --- project.c --- */
/* Finds and reads the project file, then lays .env, environment and flags over it. Reports into c->diagnostics; false
 * when a file could not be read (said already). */
bool project_load(cli *c);
str project_text(const cli *c, setting_id id);
const str_list *project_list(const cli *c, setting_id id);
/* DIALECT_BIT_… of the setting, or of --dialect where that is given; 0 after an error, which was said. */
unsigned project_dialects(cli *c);

/* --- talk.c --- */
/* One line on standard error, unless --quiet. */
void talk(const cli *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* `schemac: error: …` on standard error, always. Returns `status` for the caller to return. */
exit_status fail(const cli *c, exit_status status, const char *format, ...) __attribute__((format(printf, 3, 4)));
exit_status fail_file(const cli *c, file_status status);
/* Sorts, shows and empties the diagnostics: as text on standard error, or as the answer on standard output where
 * --format asks for a document (`check`, and errors that leave another verb without an answer). Returns EXIT_SCHEMA
 * when there are errors, else EXIT_OK. */
exit_status show_diagnostics(cli *c);
bool wants_json(const cli *c);

/* --- verbs, a file each --- */
#define VERB(symbol, name, where, arguments, options, summary, example) exit_status verb_##symbol(cli *c);
#include "compiler/cli/verbs.def"
#undef VERB

#endif

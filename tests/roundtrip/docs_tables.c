/* Prints the tables of the documentation from the rows that the program itself is made of: docs_tables NAME. The script
 * beside it puts them into the pages, or says which page is not what the rows say. */
#include <stdio.h>
#include <string.h>

/* --- Markdown --- */

/* Text in a cell: a bar would end it. */
static void put_cell(const char *text)
{
    for (; *text; text++) {
        if (*text == '|')
            (void)putchar('\\');
        (void)putchar(*text);
    }
}

static void put_code(const char *text)
{
    if (!*text)
        return;
    (void)putchar('`');
    put_cell(text);
    (void)putchar('`');
}

/* A message of diagnostics.def, whose holes are "${1}". */
static void put_message(const char *text)
{
    while (*text) {
        if (text[0] == '$' && text[1] == '{') {
            (void)fputs("…", stdout);
            text += strcspn(text, "}") + 1;
        } else {
            (void)putchar(*text++);
        }
    }
}

/* --- types.def --- */

typedef struct type_row {
    const char *name;
    int arguments;
    const char *columns[2]; /* PostgreSQL, SQLite */
    const char *c[2];       /* not null, nullable */
} type_row;

static const type_row types[] = {
#define SCALAR(kind, name, arguments, postgresql, sqlite, c_type, c_nullable, storage)                                 \
    {name, arguments, {postgresql, sqlite}, {c_type, c_nullable}},
#include "compiler/model/types.def"
#undef SCALAR
};

/* How the arguments of a type are written, by types.def's number for it. */
static const char *const written[] = {"", "(n)", "[(p[,s])]", "[(n)]"};
static const char *const filled[] = {"", "(n)", "(p,s)", "(n)"};

static void put_column_type(const char *type, int arguments)
{
    const char *hole = strstr(type, "()");
    if (hole)
        (void)printf("`%.*s%s%s`", (int)(hole - type), type, filled[arguments], hole + 2);
    else
        put_code(type);
}

static void print_types(void)
{
    (void)puts("| type | PostgreSQL | SQLite | C | C, nullable |");
    (void)puts("| --- | --- | --- | --- | --- |");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const type_row *row = &types[i];
        (void)printf("| `%s%s` | ", row->name, written[row->arguments]);
        put_column_type(row->columns[0], row->arguments);
        (void)fputs(" | ", stdout);
        put_column_type(row->columns[1], row->arguments);
        (void)printf(" | `%s` | `%s` |\n", row->c[0], row->c[1]);
    }
}

/* --- settings.def --- */

typedef struct setting_row {
    const char *place;
    const char *flag;
    const char *variable;
    const char *argument;
    const char *standard;
    const char *kind;
    const char *help;
} setting_row;

static const setting_row settings[] = {
#define SETTING(symbol, place, flag, variable, argument, standard, kind, help)                                         \
    {place, flag, variable, argument, standard, #kind, help},
#include "compiler/cli/settings.def"
#undef SETTING
};

static const char *kind_of_value(const char *kind)
{
    static const char *const rows[][2] = {
        {"TEXT", "a string"}, {"PATH", "a path"},     {"PATHS", "paths"},
        {"WORDS", "words"},   {"NUMBER", "a number"}, {"URL", "an address"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i][0], kind) == 0)
            return rows[i][1];
    return kind;
}

static void print_settings(void)
{
    (void)puts("| setting | value | default | flag | variable | what it is |");
    (void)puts("| --- | --- | --- | --- | --- | --- |");
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        const setting_row *row = &settings[i];
        (void)printf("| `%s` | %s | ", row->place, kind_of_value(row->kind));
        put_code(row->standard);
        (void)printf(" | `--%s %s` | `%s` | ", row->flag, row->argument, row->variable);
        put_cell(row->help);
        (void)puts(" |");
    }
}

/* --- verbs.def and options.def --- */

typedef struct verb_row {
    const char *name;
    const char *where;
    const char *arguments;
    const char *options;
    const char *summary;
} verb_row;

static const verb_row verbs[] = {
#define VERB(symbol, name, where, arguments, options, summary, example) {name, #where, arguments, options, summary},
#include "compiler/cli/verbs.def"
#undef VERB
};

static void put_options(const char *names)
{
    while (*names) {
        size_t len = strcspn(names, " ");
        (void)printf("`--%.*s`", (int)len, names);
        names += len;
        names += strspn(names, " ");
        if (*names)
            (void)putchar(' ');
    }
}

static void print_verbs(void)
{
    (void)puts("| verb | arguments | what it does | options |");
    (void)puts("| --- | --- | --- | --- |");
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        const verb_row *row = &verbs[i];
        (void)printf("| `%s` | ", row->name);
        put_code(row->arguments);
        (void)fputs(" | ", stdout);
        put_cell(row->summary);
        (void)fputs(strcmp(row->where, "OFFLINE") == 0  ? " | "
                    : strcmp(row->where, "EITHER") == 0 ? " (schemac-db where a database is named) | "
                                                        : " (needs schemac-db) | ",
                    stdout);
        put_options(row->options);
        (void)puts(" |");
    }
}

typedef struct option_row {
    const char *name;
    char letter;
    const char *argument;
    const char *help;
} option_row;

static const option_row options[] = {
#define OPTION(symbol, name, letter, argument, help) {name, letter, argument, help},
#include "compiler/cli/options.def"
#undef OPTION
};

static void print_options(void)
{
    (void)puts("| option | what it does |");
    (void)puts("| --- | --- |");
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const option_row *row = &options[i];
        (void)printf("| `--%s%s%s`", row->name, row->argument ? " " : "", row->argument ? row->argument : "");
        if (row->letter)
            (void)printf(" `-%c`", row->letter);
        (void)fputs(" | ", stdout);
        put_cell(row->help);
        (void)puts(" |");
    }
}

/* --- doctor.def --- */

typedef struct doctor_row {
    const char *code;
    const char *dialect;
    const char *severity;
    const char *title;
    const char *why;
} doctor_row;

static const doctor_row doctors[] = {
#define DOCTOR(code, dialect, severity, title, why, query) {#code, #dialect, #severity, title, why},
#include "compiler/cli/database/doctor.def"
#undef DOCTOR
};

static void print_doctor(void)
{
    (void)puts("| code | database | what | why it matters |");
    (void)puts("| --- | --- | --- | --- |");
    for (size_t i = 0; i < sizeof doctors / sizeof *doctors; i++) {
        const doctor_row *row = &doctors[i];
        (void)printf("| `%s` | %s | ", row->code, strcmp(row->dialect, "SQLITE") == 0 ? "SQLite" : "PostgreSQL");
        put_cell(row->title);
        (void)fputs(strcmp(row->severity, "HINT") == 0 ? " (a hint) | " : " | ", stdout);
        put_cell(row->why);
        (void)puts(" |");
    }
}

/* --- diagnostics.def --- */

typedef struct error_row {
    int number;
    const char *severity;
    const char *message;
    const char *explanation;
} error_row;

static const error_row errors[] = {
#define DIAGNOSTIC(symbol, number, severity, message, explanation) {number, #severity, message, explanation},
#include "compiler/syntax/diagnostics.def"
#undef DIAGNOSTIC
};
enum { N_ERRORS = sizeof errors / sizeof *errors };

static char letter_of(const error_row *row)
{
    return strstr(row->severity, "ERROR") ? 'E' : 'W';
}

/* The lowest number above `after`; NULL where there is none. Rows stand by room, the page by number. */
static const error_row *next_error(int after)
{
    const error_row *found = NULL;
    for (size_t i = 0; i < N_ERRORS; i++)
        if (errors[i].number > after && (!found || errors[i].number < found->number))
            found = &errors[i];
    return found;
}

static const char *group_of(int number)
{
    static const char *const groups[] = {
        "Others",
        "Characters and grammar: 1xx",
        "Declarations and names: 2xx",
        "Types and expressions: 3xx",
        "What a database or this version lacks: 4xx",
        "Changes: 5xx",
        "The project, revisions and files: 6xx",
    };
    size_t group = (size_t)number / 100;
    return groups[group < sizeof groups / sizeof *groups ? group : 0];
}

static void print_errors(void)
{
    const char *group = "";
    for (const error_row *row = next_error(0); row; row = next_error(row->number)) {
        if (strcmp(group, group_of(row->number)) != 0) {
            group = group_of(row->number);
            (void)printf("\n## %s\n", group);
        }
        (void)printf("\n### %c%04d\n\n**", letter_of(row), row->number);
        put_message(row->message);
        (void)printf("**\n\n%s\n", row->explanation);
    }
    (void)putchar('\n');
}

/* What a database or this version lacks, as a list. */
static void print_lacking(void)
{
    for (const error_row *row = next_error(399); row && row->number < 480; row = next_error(row->number)) {
        (void)printf("- `%c%04d` ", letter_of(row), row->number);
        put_message(row->message);
        (void)putchar('\n');
    }
}

static const struct {
    const char *name;
    void (*print)(void);
} tables[] = {
    {"types", print_types},   {"settings", print_settings}, {"verbs", print_verbs},   {"options", print_options},
    {"errors", print_errors}, {"lacking", print_lacking},   {"doctor", print_doctor},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc == 2 && i < sizeof tables / sizeof *tables; i++)
        if (strcmp(argv[1], tables[i].name) == 0) {
            tables[i].print();
            return 0;
        }
    (void)fputs("usage: docs_tables types|settings|verbs|options|errors|lacking|doctor\n", stderr);
    return 2;
}

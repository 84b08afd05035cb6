/* The command line, read by getopt_long from the tables of options and settings. */
#include "compiler/cli/cli.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

typedef struct option_info {
    const char *name;
    char letter;
    const char *argument;
    const char *help;
} option_info;

static const option_info options_table[OPTION_COUNT] = {
#define OPTION(symbol, long_name, letter, argument, help) [OPTION_##symbol] = {long_name, letter, argument, help},
#include "compiler/cli/options.def"
#undef OPTION
};

const setting_info settings_table[SETTING_COUNT] = {
#define SETTING(symbol, place, flag, variable, argument, standard, kind, help)                                         \
    [SETTING_##symbol] = {place, flag, variable, argument, standard, SETTING_KIND_##kind, help},
#include "compiler/cli/settings.def"
#undef SETTING
};

static const option_id common_options[] = {OPTION_HELP, OPTION_QUIET, OPTION_COLOR, OPTION_PROJECT};
enum { COMMON_COUNT = sizeof common_options / sizeof *common_options, CODE_BASE = 1000 };

static bool is_common(option_id id)
{
    for (size_t i = 0; i < COMMON_COUNT; i++)
        if (common_options[i] == id)
            return true;
    return false;
}

/* `list` is words with spaces between. */
static bool has_word(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = list; *at; at += strcspn(at, " ")) {
        at += strspn(at, " ");
        if (strncmp(at, word, len) == 0 && (at[len] == ' ' || at[len] == '\0'))
            return true;
    }
    return false;
}

static bool takes(const verb_info *verb, option_id id)
{
    return is_common(id) || has_word(verb->options, options_table[id].name);
}

/* --- help --- */

static void help_option(cli *c, const option_info *o)
{
    writer *w = &c->out;
    writer_text(w, "  ");
    if (o->letter)
        writer_format(w, "-%c, ", o->letter);
    else
        writer_text(w, "    ");
    writer_format(w, "--%s", o->name);
    if (o->argument)
        writer_format(w, " %s", o->argument);
    size_t column = writer_column(w);
    writer_repeat(w, ' ', column < 30 ? 30 - column : 1);
    writer_format(w, "%s\n", o->help);
}

void options_help(cli *c, const verb_info *verb)
{
    writer *w = &c->out;
    writer_format(w, "schemac %s: %s\n\n", verb->name, verb->summary);
    writer_format(w, "usage: schemac %s [options]%s%s\n\n", verb->name, *verb->arguments ? " " : "", verb->arguments);
    for (option_id id = 0; id < OPTION_COUNT; id++)
        if (takes(verb, id))
            help_option(c, &options_table[id]);
    writer_text(w, "\nEvery setting of the project file is an option too: see `schemac help settings`.\n");
    writer_format(w, "\nexample:\n  %s\n", verb->example);
}

void options_help_all(cli *c)
{
    writer *w = &c->out;
    writer_text(w, "schemac: one schema, typed C and reviewed SQL\n\nusage: schemac VERB [options] [arguments]\n\n");
    for (const verb_info *v = c->verbs; v->name; v++)
        writer_format(w, "  %-10s %s\n", v->name, v->summary);
    writer_text(w, "\n`schemac VERB --help` shows a verb's options and an example.\n"
                   "exit status: 0 ok, 1 findings or differences, 2 usage, 3 schema errors, 4 no connection,\n"
                   "             5 migration failed, 6 locked, 7 refused\n");
}

void options_help_settings(cli *c)
{
    writer *w = &c->out;
    writer_text(w, "Settings: flag > environment variable > .env > project file > default.\n\n");
    for (setting_id id = 0; id < SETTING_COUNT; id++) {
        const setting_info *s = &settings_table[id];
        writer_format(w, "  %s\n      --%s %s, ", s->place, s->flag, s->argument);
        writer_format(w, "%s\n      %s", s->variable, s->help);
        writer_format(w, "%s%s%s\n", *s->standard ? " (default: " : "", s->standard, *s->standard ? ")" : "");
    }
}

/* --- parsing --- */

typedef struct getopt_tables {
    struct option longs[OPTION_COUNT + SETTING_COUNT + 1];
    char shorts[2 * OPTION_COUNT + 2];
} getopt_tables;

static void make_tables(getopt_tables *t)
{
    size_t n = 0;
    size_t s = 0;
    t->shorts[s++] = ':';
    for (option_id id = 0; id < OPTION_COUNT; id++) {
        const option_info *o = &options_table[id];
        t->longs[n++] =
            (struct option){o->name, o->argument ? required_argument : no_argument, NULL, CODE_BASE + (int)id};
        if (!o->letter)
            continue;
        t->shorts[s++] = o->letter;
        if (o->argument)
            t->shorts[s++] = ':';
    }
    for (setting_id id = 0; id < SETTING_COUNT; id++)
        t->longs[n++] =
            (struct option){settings_table[id].flag, required_argument, NULL, CODE_BASE + (int)OPTION_COUNT + (int)id};
    t->longs[n] = (struct option){0};
    t->shorts[s] = '\0';
}

static int code_of_letter(int letter)
{
    for (option_id id = 0; id < OPTION_COUNT; id++)
        if (options_table[id].letter && options_table[id].letter == letter)
            return CODE_BASE + (int)id;
    return -1;
}

static void take_setting(cli *c, setting_id id, const char *text)
{
    setting_value *value = &c->settings[id];
    value->given = true;
    setting_kind kind = settings_table[id].kind;
    bool list = kind == SETTING_KIND_PATHS || kind == SETTING_KIND_WORDS;
    if (!list)
        value->values.count = 0;
    str rest = str_from(text);
    while (list && rest.len > 0) {
        size_t comma = str_find(rest, ',');
        VEC_PUSH(&c->memory, &value->values, str_trim(str_slice(rest, 0, comma)));
        rest = comma < rest.len ? str_slice(rest, comma + 1, rest.len) : STR("");
    }
    if (!list)
        VEC_PUSH(&c->memory, &value->values, rest);
}

static bool take_option(cli *c, int code, exit_status *status)
{
    if (code >= CODE_BASE + (int)OPTION_COUNT) {
        take_setting(c, (setting_id)(code - CODE_BASE - (int)OPTION_COUNT), optarg);
        return true;
    }
    option_id id = (option_id)(code - CODE_BASE);
    if (!takes(c->verb, id)) {
        *status = fail(c, EXIT_USAGE, "%s takes no option --%s; see `schemac %s --help`", c->verb->name,
                       options_table[id].name, c->verb->name);
        return false;
    }
    c->given[id] = true;
    c->values[id] = str_from(optarg);
    VEC_PUSH(&c->memory, &c->lists[id], c->values[id]);
    return true;
}

static const verb_info *find_verb(cli *c, const char *name)
{
    for (const verb_info *v = c->verbs; v->name; v++)
        if (strcmp(v->name, name) == 0)
            return v;
    return NULL;
}

static exit_status unknown_verb(cli *c, const char *name)
{
    const char *nearest = NULL;
    size_t best = 3;
    for (const verb_info *v = c->verbs; v->name; v++) {
        size_t distance = str_distance(str_from(name), str_from(v->name), 2);
        if (distance < best) {
            best = distance;
            nearest = v->name;
        }
    }
    if (nearest)
        return fail(c, EXIT_USAGE, "there is no verb \"%s\"; did you mean \"%s\"?", name, nearest);
    return fail(c, EXIT_USAGE, "there is no verb \"%s\"; see `schemac help`", name);
}

/* Help that nobody asked for is talk. */
static exit_status missing_verb(cli *c)
{
    options_help_all(c);
    str help = writer_result(&c->out);
    (void)fwrite(help.ptr, 1, help.len, stderr);
    c->out = writer_make(&c->memory);
    return EXIT_USAGE;
}

static bool is_number(const char *text)
{
    return *text && text[strspn(text, "0123456789")] == '\0';
}

/* `schemac downgrade -1`: a number with a sign is an argument, not an option, so it is kept from getopt. */
static bool is_step(const char *text)
{
    return text[0] == '-' && is_number(text + 1);
}

static bool parse_rest(cli *c, exit_status *status)
{
    getopt_tables tables;
    make_tables(&tables);
    int n = 0;
    char **rest = ARENA_ARRAY(&c->memory, char *, c->argc + 1);
    for (int i = 0; i < c->argc; i++)
        if (i > 0 && is_step(c->argv[i]))
            VEC_PUSH(&c->memory, &c->arguments, str_from(c->argv[i]));
        else
            rest[n++] = c->argv[i];
    opterr = 0;
    optind = 1;
    for (int code; (code = getopt_long(n, rest, tables.shorts, tables.longs, NULL)) != -1;) {
        if (code == ':') {
            *status = fail(c, EXIT_USAGE, "%s needs an argument", rest[optind - 1]);
            return false;
        }
        if (code != '?' && code < CODE_BASE)
            code = code_of_letter(code);
        if (code == '?' || code < 0) {
            *status =
                fail(c, EXIT_USAGE, "there is no option %s; see `schemac %s --help`", rest[optind - 1], c->verb->name);
            return false;
        }
        if (!take_option(c, code, status))
            return false;
    }
    for (int i = optind; i < n; i++)
        VEC_PUSH(&c->memory, &c->arguments, str_from(rest[i]));
    return true;
}

/* The verb's row says how many it takes: none, "[ONE]", or "[MANY…]". */
static bool check_arguments(cli *c, exit_status *status)
{
    const char *taken = c->verb->arguments;
    size_t most = !*taken ? 0 : strstr(taken, "…") ? SIZE_MAX : 1;
    if (c->arguments.count <= most)
        return true;
    *status = fail(c, EXIT_USAGE, "%s takes %s, and there is \"%.*s\" besides; see `schemac %s --help`", c->verb->name,
                   most ? "one argument" : "no argument", STR_ARGS(c->arguments.items[most]), c->verb->name);
    return false;
}

static bool is_diff_format(str format)
{
    return str_eq(format, STR("sql")) || str_eq(format, STR("changes")) || str_eq(format, STR("markdown"));
}

static bool check_words(cli *c, exit_status *status)
{
    str color = c->values[OPTION_COLOR];
    if (color.len && !str_eq(color, STR("auto")) && !str_eq(color, STR("always")) && !str_eq(color, STR("never"))) {
        *status = fail(c, EXIT_USAGE, "--color takes auto, always or never, not \"%.*s\"", STR_ARGS(color));
        return false;
    }
    str format = c->values[OPTION_FORMAT];
    bool known = !format.len || str_eq(format, STR("text")) || str_eq(format, STR("json")) ||
                 (str_eq(format, STR("sarif")) && strcmp(c->verb->name, "check") == 0) ||
                 (is_diff_format(format) && strcmp(c->verb->name, "diff") == 0);
    if (!known)
        *status = fail(c, EXIT_USAGE, "%s has no format \"%.*s\"; see `schemac %s --help`", c->verb->name,
                       STR_ARGS(format), c->verb->name);
    return known;
}

bool options_parse(cli *c, exit_status *status)
{
    *status = EXIT_OK;
    if (c->argc < 2) {
        *status = missing_verb(c);
        return false;
    }
    const char *name = c->argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    if (strcmp(name, "--version") == 0)
        name = "version";
    c->verb = find_verb(c, name);
    if (!c->verb) {
        *status = unknown_verb(c, name);
        return false;
    }
    if (name != c->argv[1])
        return true;
    c->argc--;
    c->argv++;
    if (!parse_rest(c, status) || !check_words(c, status))
        return false;
    if (c->given[OPTION_HELP]) {
        options_help(c, c->verb);
        return false;
    }
    return check_arguments(c, status);
}

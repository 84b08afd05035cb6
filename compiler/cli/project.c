/* The project file and what lies over it: flag > environment > .env > project > default. */
#include "compiler/cli/cli.h"
#include "compiler/syntax/parser.h"

#include <stdlib.h>
#include <string.h>

enum { FOLDERS_UP = 64 };

/* --- .env --- */

static str unquoted(str value)
{
    bool quoted =
        value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'') && value.ptr[value.len - 1] == value.ptr[0];
    return quoted ? str_slice(value, 1, value.len - 1) : value;
}

static void read_env_line(cli *c, map *variables, str line)
{
    line = str_trim(line);
    if (str_starts_with(line, STR("export ")))
        line = str_trim(str_slice(line, 7, line.len));
    size_t equals = str_find(line, '=');
    if (line.len == 0 || line.ptr[0] == '#' || equals == line.len)
        return;
    str *value = ARENA_NEW(&c->memory, str);
    *value = str_copy(&c->memory, unquoted(str_trim(str_slice(line, equals + 1, line.len))));
    map_put(&c->memory, variables, str_trim(str_slice(line, 0, equals)), value);
}

static bool read_env_file(cli *c, map *variables)
{
    str text;
    file_status status = file_read(&c->memory, file_join(&c->memory, c->project_folder, STR(".env")), &text);
    if (status.failed && !status.missing)
        return fail_file(c, status), false;
    for (size_t at = 0; at < text.len;) {
        str rest = str_slice(text, at, text.len);
        size_t end = str_find(rest, '\n');
        read_env_line(c, variables, str_slice(rest, 0, end));
        at += end + 1;
    }
    return true;
}

/* False when neither the environment nor .env has it. */
static bool find_variable(cli *c, const map *variables, str name, str *value)
{
    const char *found = getenv(str_copy(&c->memory, name).ptr);
    if (found) {
        *value = str_from(found);
        return true;
    }
    const str *listed = map_get(variables, name);
    if (listed)
        *value = *listed;
    return listed != NULL;
}

/* --- values --- */

static bool is_list(setting_kind kind)
{
    return kind == SETTING_KIND_PATHS || kind == SETTING_KIND_WORDS;
}

/* A path in the project file is relative to it; so is the file of a SQLite address. */
static str from_project_folder(cli *c, setting_kind kind, str value)
{
    if (kind == SETTING_KIND_PATH || kind == SETTING_KIND_PATHS)
        return file_join(&c->memory, c->project_folder, value);
    str scheme = STR("sqlite:");
    if (kind != SETTING_KIND_URL || !str_starts_with(value, scheme))
        return value;
    str path = str_slice(value, scheme.len, value.len);
    if (str_starts_with(path, STR(":")) || str_starts_with(path, STR("file:")))
        return value;
    return str_join(&c->memory, scheme, file_join(&c->memory, c->project_folder, path));
}

static void split_into(cli *c, str_list *values, str text)
{
    while (text.len > 0) {
        size_t comma = str_find(text, ',');
        VEC_PUSH(&c->memory, values, str_trim(str_slice(text, 0, comma)));
        text = comma < text.len ? str_slice(text, comma + 1, text.len) : STR("");
    }
}

static void set_text(cli *c, setting_id id, str text, source_span span)
{
    setting_value *value = &c->settings[id];
    value->given = true;
    value->span = span;
    value->values.count = 0;
    if (is_list(settings_table[id].kind))
        split_into(c, &value->values, text);
    else
        VEC_PUSH(&c->memory, &value->values, text);
}

/* --- the file --- */

typedef struct reader {
    cli *c;
    const map *variables;
} reader;

static bool find_setting(str place, setting_id *found)
{
    for (setting_id id = 0; id < SETTING_COUNT; id++)
        if (str_eq(str_from(settings_table[id].place), place)) {
            *found = id;
            return true;
        }
    return false;
}

/* True for a block's place: some setting stands below it. */
static bool is_block(str place)
{
    for (setting_id id = 0; id < SETTING_COUNT; id++) {
        str known = str_from(settings_table[id].place);
        if (known.len > place.len && str_starts_with(known, place) && known.ptr[place.len] == '.')
            return true;
    }
    return false;
}

static void report_unknown(reader *r, const ast_node *node, str place)
{
    cli *c = r->c;
    diagnostic *d =
        diagnostic_report(&c->diagnostics, DIAGNOSTIC_UNKNOWN_SETTING, node->text_span, place, STR(""), STR(""));
    map known = {0};
    for (setting_id id = 0; id < SETTING_COUNT; id++)
        map_put(&c->memory, &known, str_from(settings_table[id].place), c);
    diagnostic_suggest(&c->diagnostics, d, place, &known);
}

/* The text of a value; `env("X") or "y"` asks the environment. */
static str value_text(reader *r, const ast_node *node)
{
    if (node->kind != AST_ENV)
        return node->text;
    str value;
    if (find_variable(r->c, r->variables, node->text, &value))
        return value;
    return node->first ? value_text(r, node->first) : STR("");
}

static bool has_password(str url)
{
    size_t scheme = str_find(url, ':');
    str rest = str_slice(url, scheme < url.len ? scheme + 1 : url.len, url.len);
    size_t at = str_find(rest, '@');
    if (!str_starts_with(rest, STR("//")) || at == rest.len)
        return false;
    str user = str_slice(rest, 2, at);
    return str_find(user, ':') < user.len;
}

static void take_value(reader *r, setting_id id, const ast_node *node)
{
    cli *c = r->c;
    setting_kind kind = settings_table[id].kind;
    str text = value_text(r, node);
    const ast_node *literal = node->kind == AST_ENV ? node->first : node;
    if (kind == SETTING_KIND_URL && literal && has_password(literal->text))
        diagnostic_report(&c->diagnostics, DIAGNOSTIC_PASSWORD_IN_PROJECT, literal->span, STR(""), STR(""), STR(""));
    if (kind == SETTING_KIND_NUMBER && node->kind != AST_NUMBER_EXPR)
        diagnostic_report(&c->diagnostics, DIAGNOSTIC_SETTING_VALUE, node->span, str_from(settings_table[id].place),
                          STR("a number"), STR(""));
    bool from_variable = node->kind == AST_ENV && (!literal || !str_eq(text, literal->text));
    if (!from_variable)
        text = from_project_folder(c, kind, text);
    VEC_PUSH(&c->memory, &c->settings[id].values, text);
}

static void take_setting(reader *r, setting_id id, const ast_node *node)
{
    setting_value *value = &r->c->settings[id];
    size_t count = 0;
    AST_EACH (node, child)
        count++;
    bool list = is_list(settings_table[id].kind);
    if (value->given || count == 0 || (count > 1 && !list)) {
        str wanted = value->given ? STR("it once; it is set twice")
                     : list       ? STR("one value or more")
                                  : STR("one value");
        diagnostic_report(&r->c->diagnostics, DIAGNOSTIC_SETTING_VALUE, node->span, str_from(settings_table[id].place),
                          wanted, STR(""));
        return;
    }
    value->given = true;
    value->span = node->span;
    AST_EACH (node, child)
        take_value(r, id, child);
}

static str place_of(reader *r, str prefix, str word)
{
    return prefix.len ? str_format(&r->c->memory, "%.*s.%.*s", STR_ARGS(prefix), STR_ARGS(word)) : word;
}

/* A block is a name, words of its own ("generate c") and settings below it. */
static void take_node(reader *r, const ast_node *node, str prefix)
{
    str place = place_of(r, prefix, node->text);
    setting_id id;
    if (find_setting(place, &id)) {
        take_setting(r, id, node);
        return;
    }
    AST_EACH (node, word)
        if (word->kind == AST_NAME_EXPR || word->kind == AST_NAME)
            place = place_of(r, place, word->text);
    if (!is_block(place)) {
        report_unknown(r, node, place);
        return;
    }
    AST_EACH (node, child)
        if (child->kind == AST_SETTING)
            take_node(r, child, place);
}

static str find_project(cli *c)
{
    if (c->given[OPTION_PROJECT])
        return c->values[OPTION_PROJECT];
    str path = STR("schemac.project");
    for (int i = 0; i < FOLDERS_UP; i++) {
        if (file_exists(&c->memory, path))
            return path;
        path = str_join(&c->memory, STR("../"), path);
    }
    return STR("");
}

static void read_file(cli *c, source_file *file, const map *variables)
{
    parser_result parsed = parser_run(&c->sources, file, PARSER_PROJECT, &c->diagnostics);
    reader r = {.c = c, .variables = variables};
    AST_EACH (parsed.root, node)
        if (node->kind == AST_SETTING && !(node->flags & AST_BROKEN))
            take_node(&r, node, STR(""));
}

/* What a flag has set stays: it is put aside while the file is read. `file` may be NULL. */
static void read_settings(cli *c, source_file *file, const map *variables)
{
    setting_value flags[SETTING_COUNT];
    memcpy(flags, c->settings, sizeof flags);
    memset(c->settings, 0, sizeof c->settings);
    if (file)
        read_file(c, file, variables);
    for (setting_id id = 0; id < SETTING_COUNT; id++) {
        str value;
        if (find_variable(c, variables, str_from(settings_table[id].variable), &value))
            set_text(c, id, value, (source_span){0});
        if (flags[id].given)
            c->settings[id] = flags[id];
    }
}

static void fill_defaults(cli *c)
{
    for (setting_id id = 0; id < SETTING_COUNT; id++) {
        if (c->settings[id].given)
            continue;
        set_text(c, id, str_from(settings_table[id].standard), (source_span){0});
        c->settings[id].given = false;
        str_list *values = &c->settings[id].values;
        for (size_t i = 0; i < values->count; i++)
            values->items[i] = from_project_folder(c, settings_table[id].kind, values->items[i]);
    }
}

bool project_load(cli *c)
{
    str path = find_project(c);
    c->project_folder = path.len ? file_folder(&c->memory, path) : STR(".");
    source_file *file = NULL;
    str text;
    if (path.len) {
        file_status status = file_read(&c->memory, path, &text);
        if (status.failed)
            return fail_file(c, status), false;
        file = source_add(&c->sources, path, text);
    }
    map variables = {0};
    if (!read_env_file(c, &variables))
        return false;
    read_settings(c, file, &variables);
    fill_defaults(c);
    return true;
}

str project_text(const cli *c, setting_id id)
{
    const str_list *values = &c->settings[id].values;
    return values->count ? values->items[0] : STR("");
}

const str_list *project_list(const cli *c, setting_id id)
{
    return &c->settings[id].values;
}

unsigned project_dialects(cli *c)
{
    const str_list *names = project_list(c, SETTING_DIALECTS);
    str_list given = {0};
    if (c->given[OPTION_DIALECT]) {
        VEC_PUSH(&c->memory, &given, c->values[OPTION_DIALECT]);
        names = &given;
    }
    unsigned dialects = 0;
    for (size_t i = 0; i < names->count; i++) {
        dialect_id id;
        if (!dialect_find(names->items[i], &id)) {
            fail(c, EXIT_USAGE, "there is no dialect \"%.*s\"; postgresql and sqlite are known",
                 STR_ARGS(names->items[i]));
            return 0;
        }
        dialects |= 1u << id;
    }
    return dialects;
}

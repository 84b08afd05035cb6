/* schemac check --url: the database in the words of the schema, compared with the schema both ways. */
#include "compiler/cli/database/drift.h"

#include "compiler/cli/compilation.h"
#include "compiler/cli/database/reader.h"
#include "compiler/cli/database/witness.h"
#include "compiler/cli/difference.h"
#include "compiler/inspect/adopt.h"
#include "compiler/model/object.h"

typedef enum drift_place { DRIFT_SCHEMA, DRIFT_DATABASE, DRIFT_BOTH, DRIFT_PLACES } drift_place;

static const char *const place_names[DRIFT_PLACES] = {"schema", "database", "both"};
static const char *const place_words[DRIFT_PLACES] = {
    "only in the schema:   ", "only in the database: ", "differs:              "};

typedef struct drift_line {
    drift_place place;
    str text;
} drift_line;

typedef struct drift_owner {
    str name;
    VEC(drift_line) lines;
} drift_owner;

typedef struct drift_work {
    cli *c;
    dialect_id dialect;
    const model_schema *written;
    const model_schema *found;
    change_list up;   /* what makes the database as the schema says */
    change_list back; /* and the reverse */
    map owners;       /* name -> drift_owner *, in the order of the changes */
    str up_sql;
    str back_sql;
} drift_work;

/* --- object by object --- */

/* `add column User.name: text` is `column User.name: text`, which the database lacks. */
static drift_line line_of(cli *c, const change *item)
{
    writer out = writer_make(&c->memory);
    change_describe(item, &out);
    str text = writer_result(&out);
    str kind = str_from(change_info(item->kind)->name);
    drift_place place = str_starts_with(kind, STR("add "))    ? DRIFT_SCHEMA
                        : str_starts_with(kind, STR("drop ")) ? DRIFT_DATABASE
                                                              : DRIFT_BOTH;
    size_t space = str_find(text, ' ');
    if (place != DRIFT_BOTH && space < text.len)
        text = str_slice(text, space + 1, text.len);
    return (drift_line){place, text};
}

static void find_owners(drift_work *w)
{
    arena *a = &w->c->memory;
    VEC_EACH (const change, &w->up, item) {
        str name = item->subject.len ? item->subject : item->rename.new_name;
        drift_owner *owner = map_get(&w->owners, name);
        if (!owner) {
            owner = ARENA_NEW(a, drift_owner);
            *owner = (drift_owner){.name = name};
            map_put(a, &w->owners, name, owner);
        }
        VEC_PUSH(a, &owner->lines, line_of(w->c, item));
    }
}

/* --- the SQL --- */

/* What no statement can do is said in a comment: it is the reader who decides which side is right. */
static str sql_of(drift_work *w, const model_schema *before, const change_list *changes)
{
    cli *c = w->c;
    diagnostic_list said = {.memory = &c->memory};
    writer out = writer_make(&c->memory);
    plan *p = plan_make(&c->memory, before, changes, w->dialect, NULL, &said);
    VEC_EACH (const diagnostic, &said.items, d) {
        writer_format(&out, "-- no statement does it: %.*s\n", STR_ARGS(d->message));
        if (d->hint.len)
            writer_format(&out, "-- %.*s\n", STR_ARGS(d->hint));
    }
    if (!said.errors)
        plan_print_script(p, &out);
    return writer_result(&out);
}

/* --- what is shown --- */

static void write_text(drift_work *w)
{
    writer *out = &w->c->out;
    MAP_EACH (&w->owners, entry) {
        const drift_owner *owner = entry->value;
        writer_format(out, "%.*s\n", STR_ARGS(owner->name));
        VEC_EACH (const drift_line, &owner->lines, line)
            writer_format(out, "  %s%.*s\n", place_words[line->place], STR_ARGS(line->text));
    }
    writer_text(out, "\nto make the database as the schema says:\n\n");
    writer_str(out, w->up_sql);
    writer_text(out,
                "\nto make the schema as the database is (`schemac revision --to URL` writes it as a revision):\n\n");
    writer_str(out, w->back_sql);
}

static void json_owner(writer *out, const drift_owner *owner)
{
    writer_text(out, "{\"object\": ");
    writer_json_string(out, owner->name);
    writer_text(out, ", \"differences\": [");
    for (size_t i = 0; i < owner->lines.count; i++) {
        const drift_line *line = &owner->lines.items[i];
        writer_format(out, "%s{\"in\": \"%s\", \"text\": ", i ? ", " : "", place_names[line->place]);
        writer_json_string(out, line->text);
        writer_char(out, '}');
    }
    writer_text(out, "]}");
}

static void write_json(drift_work *w)
{
    writer *out = &w->c->out;
    const char *before = "\n  ";
    writer_text(out, "{\"drift\": [");
    MAP_EACH (&w->owners, entry) {
        writer_text(out, before);
        json_owner(out, entry->value);
        before = ",\n  ";
    }
    writer_text(out, w->owners.live ? "\n], \"database_sql\": " : "], \"database_sql\": ");
    writer_json_string(out, w->up_sql);
    writer_text(out, ", \"schema_sql\": ");
    writer_json_string(out, w->back_sql);
    writer_text(out, "}\n");
}

/* --- the verb --- */

static bool compare(drift_work *w, exit_status *status)
{
    cli *c = w->c;
    if (!difference_found(c, w->found, w->written, &w->up, status) ||
        !difference_found(c, w->written, w->found, &w->back, status))
        return false;
    find_owners(w);
    w->up_sql = sql_of(w, w->found, &w->up);
    w->back_sql = sql_of(w, w->written, &w->back);
    return true;
}

static bool has_raw(const drift_work *w)
{
    MAP_EACH (&w->written->objects, entry) {
        const model_object *object = entry->value;
        if (object->kind == OBJECT_RAW && (object->dialects & (1u << w->dialect)))
            return true;
    }
    return false;
}

/* What a raw text makes nobody knows but a database: where there is one to try it in, `found` is compared with that. */
static void put_into_words(drift_work *w, const model_schema *catalog)
{
    cli *c = w->c;
    arena *a = &c->memory;
    const str_list *ignored = project_list(c, SETTING_IGNORE);
    const model_schema *made = has_raw(w) ? witness_made(c, w->written, w->dialect) : NULL;
    if (made) {
        catalog = inspect_name_alike(a, catalog, made, w->dialect);
        w->found = inspect_adopt_made(a, catalog, w->written, w->dialect);
        w->written = inspect_adopt_made(a, made, w->written, w->dialect);
        w->found = drift_ignore(a, w->found, w->written, ignored);
        return;
    }
    w->found = inspect_adopt(a, catalog, w->written, w->dialect);
    w->found = drift_ignore(a, w->found, w->written, ignored);
    w->found = witness_hear(c, w->found, w->written, w->dialect);
}

exit_status drift_check(cli *c)
{
    exit_status status;
    drift_work w = {.c = c};
    inspect_result read;
    str url = c->values[OPTION_URL];
    inspect_options options = {.grants = c->given[OPTION_GRANTS]};
    if (str_eq(c->values[OPTION_FORMAT], STR("sarif")))
        return fail(c, EXIT_USAGE, "check --url has the formats text and json: a database has no lines to point at");
    if (!compilation_begin(c, &status) || !reader_dialect_of(c, url, &w.dialect, &status))
        return status;
    w.written = compile_model(c, 1u << w.dialect, &status);
    if (!w.written || !reader_read_any(c, url, w.dialect, &options, &read, &status))
        return status;
    put_into_words(&w, read.schema);
    if (!compare(&w, &status))
        return status;
    if (wants_json(c))
        write_json(&w);
    else if (w.owners.live)
        write_text(&w);
    if (!w.owners.live)
        talk(c, "ok: the database is as the schema says");
    else
        talk(c, "drift: %zu object%s", w.owners.live, w.owners.live == 1 ? " differs" : "s differ");
    return w.owners.live ? EXIT_FINDINGS : EXIT_OK;
}

/* The statements that make an object of its text, and that take it away. */
#include "compiler/sql/object.h"
#include "compiler/sql/quote.h"

static const char *keyword_of(const model_object *object)
{
    static const char *const words[OBJECT_KIND_COUNT] = {
        [OBJECT_SCHEMA] = "SCHEMA",       [OBJECT_EXTENSION] = "EXTENSION", [OBJECT_SEQUENCE] = "SEQUENCE",
        [OBJECT_FUNCTION] = "FUNCTION",   [OBJECT_VIEW] = "VIEW",           [OBJECT_TRIGGER] = "TRIGGER",
        [OBJECT_PROCEDURE] = "PROCEDURE", [OBJECT_POLICY] = "POLICY",       [OBJECT_RAW] = "",
    };
    return object->materialized ? "MATERIALIZED VIEW" : words[object->kind];
}

static void write_name(const sql_planner *p, const model_object *object, const object_head *head, writer *out)
{
    bool in_schema = object->kind == OBJECT_VIEW || object->kind == OBJECT_SEQUENCE;
    str schema = in_schema ? object->schema : head->schema;
    if (object->kind == OBJECT_TRIGGER && p->dialect->alter_column)
        schema = STR("");
    quote_qualified(schema, sql_object_name(object, head), p->dialect->id, out);
}

void sql_write_object_name(const sql_planner *p, const model_object *object, const object_head *head, writer *out)
{
    writer_format(out, "%s ", keyword_of(object));
    write_name(p, object, head, out);
    if (object->kind == OBJECT_FUNCTION || object->kind == OBJECT_PROCEDURE)
        writer_format(out, "(%.*s)", STR_ARGS(head->arguments));
    if (object->kind != OBJECT_POLICY && (object->kind != OBJECT_TRIGGER || !p->dialect->alter_column))
        return;
    writer_text(out, " ON ");
    quote_qualified(head->table_schema, head->table, p->dialect->id, out);
}

/* --- sequences --- */

typedef struct sequence_option {
    const char *name;
    const char *sql;          /* before the value */
    const char *default_text; /* what the option is where nothing is said */
} sequence_option;

static const sequence_option sequence_options[] = {
    {"type", " AS ", " AS bigint"},
    {"increment", " INCREMENT BY ", " INCREMENT BY 1"},
    {"min", " MINVALUE ", " NO MINVALUE"},
    {"max", " MAXVALUE ", " NO MAXVALUE"},
    {"start", " START WITH ", " START WITH 1"},
    {"cache", " CACHE ", " CACHE 1"},
    {"cycle", " CYCLE", " NO CYCLE"},
};

static const model_option *find_option(const model_object *object, const char *name)
{
    if (!object)
        return NULL;
    VEC_EACH (const model_option, &object->options, option)
        if (str_eq(option->name, str_from(name)))
            return option;
    return NULL;
}

static bool same_option(const model_option *a, const model_option *b)
{
    return a && b ? str_eq(a->value, b->value) : a == b;
}

/* `cycle = false` is no cycle. */
static bool is_off(const model_option *option)
{
    return !option || str_eq(option->value, STR("false"));
}

void sql_write_sequence_options(const model_object *was, const model_object *is, writer *out)
{
    for (size_t i = 0; i < sizeof sequence_options / sizeof *sequence_options; i++) {
        const sequence_option *row = &sequence_options[i];
        const model_option *old = find_option(was, row->name), *now = find_option(is, row->name);
        bool flag = str_eq(str_from(row->name), STR("cycle"));
        if (same_option(old, now))
            continue;
        if (!now || (flag && is_off(now))) {
            writer_text(out, row->default_text);
            continue;
        }
        writer_text(out, row->sql);
        if (!flag)
            writer_str(out, now->value);
    }
}

/* --- create --- */

static void write_extension(const model_object *object, writer *out)
{
    writer_text(out, "CREATE EXTENSION IF NOT EXISTS ");
    quote_identifier(object->database, out);
    if (!object->schema.len)
        return;
    writer_text(out, " SCHEMA ");
    quote_identifier(object->schema, out);
}

/* A comment at the end must not swallow the semicolon. */
static void write_text(str text, writer *out)
{
    writer_str(out, text);
    if (object_text_ends_in_comment(text))
        writer_char(out, '\n');
}

void sql_write_create(const sql_planner *p, const sql_object *item, writer *out)
{
    const model_object *object = item->new_object;
    if (model_object_info(object->kind)->routine) {
        write_text(object->body, out);
        return;
    }
    if (object->kind == OBJECT_EXTENSION) {
        write_extension(object, out);
        return;
    }
    writer_text(out, sql_object_replaces(item) ? "CREATE OR REPLACE " : "CREATE ");
    sql_write_object_name(p, object, &item->new_head, out);
    if (object->kind == OBJECT_SEQUENCE)
        sql_write_sequence_options(NULL, object, out);
    if (object->kind != OBJECT_VIEW)
        return;
    writer_text(out, " AS\n");
    write_text(object->body, out);
}

/* --- drop --- */

bool sql_write_drop(const sql_planner *p, const sql_object *item, writer *out)
{
    const model_object *object = item->old_object;
    if (object->has_down) {
        write_text(object->down, out);
        return true;
    }
    if (object->kind == OBJECT_RAW)
        return false;
    writer_text(out, "DROP ");
    sql_write_object_name(p, object, &item->old_head, out);
    return true;
}

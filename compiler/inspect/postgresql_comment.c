/* Comments. Those that the language keeps go where they belong; all others are carried. */
#include "compiler/inspect/postgresql.h"
#include "compiler/sql/quote.h"
#include "compiler/syntax/token.h"

#include <stdlib.h>
#include <string.h>

enum { CLASS, OID, PART, TEXT, TYPE, IDENTITY, OWNER, PART_NAME, NAME };

/* What COMMENT ON calls it, where that is not its type in capitals. */
static const struct {
    const char *type, *words;
} names[] = {
    {"table column", "COLUMN"},          {"view column", "COLUMN"},           {"materialized view column", "COLUMN"},
    {"foreign table column", "COLUMN"},  {"composite type column", "COLUMN"}, {"table constraint", "CONSTRAINT"},
    {"domain constraint", "CONSTRAINT"}, {"statistics object", "STATISTICS"},
};

/* Does the text come back from `///` lines? They end without blanks, and none of them holds what would not be seen. */
static bool is_doc(str text)
{
    size_t length = 1;
    for (size_t i = 0; i < text.len; i += length) {
        bool hidden = token_hidden_character(text, i, &length) != 0;
        char c = text.ptr[i];
        bool ends = i + 1 == text.len || text.ptr[i + 1] == '\n';
        bool blank = c == ' ' || c == '\t';
        if ((hidden && !blank && c != '\n') || (blank && ends) || (c == '\n' && i + 1 == text.len))
            return false;
        length = hidden ? length : 1;
    }
    return true;
}

static str words_of(const pg_reader *r, str type)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(type, str_from(names[i].type)))
            return str_from(names[i].words);
    return str_upper(r->memory, type);
}

static str owner_handle(const pg_reader *r, str key)
{
    const str *handle = map_get(&r->handles, key);
    return handle ? *handle : (str){0};
}

/* Of something that was left out; if nothing was, somebody has forgotten it. */
static void miss(pg_reader *r, str type, str identity)
{
    bool schemas = r->options->schemas.count || r->options->include.count || r->options->exclude.count;
    if (type.len && !schemas && !r->result->left_out.count)
        r->failed =
            !inspect_fail(r->err, SCHEMAC_UNSUPPORTED, "the comment on %.*s %.*s cannot be carried into a schema",
                          STR_ARGS(type), STR_ARGS(identity));
}

/* What belongs to a table without a name of its own in the language: a column, a constraint, an index, an identity's
 * sequence. */
static str part_of(const pg_reader *r, const schemac_text_rows *rows, size_t i, str key)
{
    bool of_identity = str_eq(pg_text(r, rows, i, TYPE), STR("sequence")) && !map_has(&r->objects, key);
    return pg_text(r, rows, i, of_identity ? NAME : PART_NAME);
}

static void carry_comment(pg_reader *r, const schemac_text_rows *rows, size_t i, str key)
{
    str type = pg_text(r, rows, i, TYPE), identity = pg_text(r, rows, i, IDENTITY), owner = pg_text(r, rows, i, OWNER);
    str handle = owner_handle(r, owner.len ? owner : key), part = part_of(r, rows, i, key);
    const pg_relation *relation = map_get(&r->relations, pg_text(r, rows, i, OID));
    if (!type.len && relation) {
        type = part.len ? STR("table column") : STR("table");
        identity = pg_quoted(r, relation->schema, relation->name);
        if (part.len)
            identity = str_format(r->memory, "%.*s.%.*s", STR_ARGS(identity), STR_ARGS(pg_quoted_name(r, part)));
    }
    if (!type.len || !handle.len) {
        miss(r, type, identity);
        return;
    }
    if (str_eq(type, STR("aggregate")) && str_ends_with(identity, STR("()")))
        identity = str_join(r->memory, str_slice(identity, 0, identity.len - 1), STR("*)"));
    const char *domain = str_eq(type, STR("domain constraint")) ? "DOMAIN " : "";
    size_t on = domain[0] ? str_find(identity, ' ') + 4 : 0; /* "name on domain" */
    str begin = str_format(r->memory, "COMMENT ON %.*s %.*s%s%.*s IS ", STR_ARGS(words_of(r, type)), (int)on,
                           identity.ptr, domain, (int)(identity.len - on), identity.ptr + on);
    writer up = writer_make(r->memory);
    writer_str(&up, begin);
    quote_string(pg_text(r, rows, i, TEXT), DIALECT_POSTGRESQL, &up);
    str of = part.len ? str_format(r->memory, "%.*s_%.*s", STR_ARGS(handle), STR_ARGS(part)) : handle;
    model_object *object = pg_carry(r, "comment", str_format(r->memory, "%.*s_comment", STR_ARGS(of)),
                                    writer_result(&up), str_join(r->memory, begin, STR("NULL")));
    pg_after(r, object, handle);
}

static bool set_column(const pg_reader *r, str oid, str part, str text)
{
    pg_relation *relation = map_get(&r->relations, oid);
    const pg_column *item = relation && relation->table ? map_get(&relation->columns, part) : NULL;
    if (!item)
        return false;
    item->column->doc = text;
    relation->own = true;
    return true;
}

static void take_comment(pg_reader *r, const schemac_text_rows *rows, size_t i)
{
    str oid = pg_text(r, rows, i, OID), part = pg_text(r, rows, i, PART), text = pg_text(r, rows, i, TEXT);
    const char *class_name = schemac_text_rows_get(rows, i, CLASS);
    str key = pg_key(r, class_name, oid);
    bool whole = str_eq(part, STR("0"));
    str *doc = whole ? map_get(&r->docs, key) : NULL;
    const model_object *object = map_get(&r->objects, key);
    pg_relation *relation = map_get(&r->relations, oid);
    bool is_said = is_doc(text);
    if (!whole && is_said && set_column(r, oid, part, text))
        return;
    if (relation)
        relation->own = true;
    if (!doc || !is_said) {
        carry_comment(r, rows, i, key);
        return;
    }
    bool usual = object && object->kind == OBJECT_EXTENSION && str_eq(object->doc, text);
    *doc = usual ? STR("") : text;
}

static void carry_removal(pg_reader *r, const model_object *extension)
{
    str begin = str_format(r->memory, "COMMENT ON EXTENSION %.*s IS ", STR_ARGS(pg_quoted_name(r, extension->name)));
    writer down = writer_make(r->memory);
    writer_str(&down, begin);
    quote_string(extension->doc, DIALECT_POSTGRESQL, &down);
    model_object *object = pg_carry(r, "comment", str_format(r->memory, "%.*s_comment", STR_ARGS(extension->name)),
                                    str_join(r->memory, begin, STR("NULL")), writer_result(&down));
    pg_after(r, object, extension->name);
}

/* An extension comes with a comment; the language has no word for taking that away. */
static void forget_usual(pg_reader *r, const map *seen)
{
    const map *objects = &r->schema->objects;
    size_t count = objects->count; /* what is carried comes behind them */
    for (size_t i = 0; i < count; i++) {
        model_object *object = objects->entries[i].value;
        if (objects->entries[i].removed || object->kind != OBJECT_EXTENSION || !object->doc.len ||
            map_has(seen, object->name))
            continue;
        carry_removal(r, object);
        object->doc = STR("");
    }
}

void pg_read_comments(pg_reader *r)
{
    const schemac_text_rows *rows = pg_query(r, PG_COMMENTS);
    map seen = {0};
    for (size_t i = 0; rows && i < rows->n_rows; i++) {
        str oid = pg_text(r, rows, i, OID);
        const model_object *object = map_get(&r->objects, pg_key(r, schemac_text_rows_get(rows, i, CLASS), oid));
        if (object)
            map_put(r->memory, &seen, object->name, r);
        take_comment(r, rows, i);
    }
    forget_usual(r, &seen);
}

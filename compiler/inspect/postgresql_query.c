/* The catalog queries: which text a server gets, and reading what comes back. */
#include "compiler/inspect/postgresql.h"

#include <stdlib.h>

static const char *const queries[PG_QUERY_COUNT] = {
#define QUERY(name, sql) [PG_##name] = sql,
#include "compiler/inspect/postgresql_queries.def"
#undef QUERY
};

static const struct {
    const char *word;
    const char *catalog;
    const char *sql;
} carried[] = {
#define CARRIED(word, catalog, sql) {word, catalog, sql},
#include "compiler/inspect/postgresql_carried.def"
#undef CARRIED
};

static const struct {
    const char *catalog, *schema, *condition;
} census[] = {
#define CENSUS(catalog, namespace, condition) {#catalog, namespace, condition},
#include "compiler/inspect/postgresql_census.def"
#undef CENSUS
};

static const struct {
    const char *name;
    int from;
    const char *newer, *older;
} holes[] = {
#define HOLE(name, from, newer, older) {name, from, newer, older},
#include "compiler/inspect/postgresql_holes.def"
#undef HOLE
};

/* --- the text of a query --- */

static void fill(const pg_reader *r, str text, writer *out);

static str next_word(str *text)
{
    size_t end = str_find(*text, ' ');
    str word = str_slice(*text, 0, end);
    *text = str_slice(*text, end < text->len ? end + 1 : end, text->len);
    return word;
}

/* $1 and $2 are the words behind a hole's name. */
static str with_arguments(const pg_reader *r, str text, const str arguments[2])
{
    writer out = writer_make(r->memory);
    for (size_t at = str_find(text, '$'); at + 1 < text.len; at = str_find(text, '$')) {
        writer_str(&out, str_slice(text, 0, at));
        writer_str(&out, arguments[text.ptr[at + 1] == '2']);
        text = str_slice(text, at + 2, text.len);
    }
    writer_str(&out, text);
    return writer_result(&out);
}

/* Are there objects that are left out because nobody has asked for them? */
static bool is_narrowed(const inspect_options *options)
{
    return options && (options->schemas.count || options->include.count || options->exclude.count);
}

static void fill_hole(const pg_reader *r, str hole, writer *out)
{
    str name = next_word(&hole), first = next_word(&hole);
    const str arguments[2] = {first, hole};
    if (str_eq(name, STR("narrowed")))
        writer_text(out, is_narrowed(r->options) ? "true" : "false");
    for (size_t i = 0; i < sizeof holes / sizeof *holes; i++) {
        str text = str_from(r->version >= holes[i].from ? holes[i].newer : holes[i].older);
        if (str_eq(name, str_from(holes[i].name)))
            fill(r, with_arguments(r, text, arguments), out);
    }
}

/* A brace of SQL ('{0}') has no letter behind it. */
static void fill(const pg_reader *r, str text, writer *out)
{
    while (text.len) {
        size_t open = str_find(text, '{');
        writer_str(out, str_slice(text, 0, open));
        if (open == text.len)
            return;
        str rest = str_slice(text, open + 1, text.len);
        bool is_hole = rest.len && rest.ptr[0] >= 'a' && rest.ptr[0] <= 'z';
        size_t end = is_hole ? str_find(rest, '}') : 0;
        if (is_hole)
            fill_hole(r, str_slice(rest, 0, end), out);
        else
            writer_char(out, '{');
        text = str_slice(rest, is_hole ? end + 1 : 0, rest.len);
    }
}

static void write_carried(const pg_reader *r, writer *out)
{
    const char *separator = "";
    writer_text(out, "SELECT * FROM (");
    for (size_t i = 0; i < sizeof carried / sizeof *carried; i++) {
        if (!pg_has_objects(r, carried[i].catalog))
            continue;
        writer_format(out, "%sSELECT '%s'::text AS word, x.* FROM (", separator, carried[i].word);
        separator = " UNION ALL ";
        fill(r, str_from(carried[i].sql), out);
        writer_text(out, ") AS x(class, oid, nspname, name, up, down)");
    }
    writer_text(out, ") AS y ORDER BY word, nspname, name COLLATE \"C\", up COLLATE \"C\"");
}

/* Numbers and their sum for each catalog, or each object with the server's words for it. */
static void write_census(const pg_reader *r, bool names, writer *out)
{
    for (size_t i = 0; i < sizeof census / sizeof *census; i++) {
        const char *catalog = census[i].catalog;
        writer_format(out, "%sSELECT '%s', ", i ? " UNION ALL " : "", catalog);
        if (names)
            writer_format(out, "t.oid, pg_catalog.pg_describe_object('%s'::regclass, t.oid, 0)", catalog);
        else
            writer_text(out, "pg_catalog.count(*), coalesce(pg_catalog.sum(t.oid::bigint), 0)");
        fill(r,
             str_format(r->memory, " FROM %s t WHERE t.oid >= 16384 AND t.oid NOT IN {extended %s} AND ", catalog,
                        catalog),
             out);
        if (census[i].schema[0]) {
            writer_format(out, "t.%s IN (SELECT n_.oid FROM pg_namespace n_ WHERE ", census[i].schema);
            fill(r, STR("{ours n_}"), out);
            writer_text(out, ") AND ");
        }
        fill(r, str_from(census[i].condition), out);
    }
    writer_text(out, names ? " ORDER BY 1, 2" : "");
}

static const char *text_of(const pg_reader *r, pg_query_id query)
{
    writer out = writer_make(r->memory);
    if (query == PG_CARRIED)
        write_carried(r, &out);
    else if (query == PG_CENSUS || query == PG_CENSUS_NAMES)
        write_census(r, query == PG_CENSUS_NAMES, &out);
    else
        fill(r, str_from(queries[query]), &out);
    return writer_result(&out).ptr;
}

void pg_send(pg_reader *r, pg_query_id query)
{
    if (r->failed)
        return;
    r->failed = schemac_session_send(r->session, text_of(r, query), 0, NULL, r->err) != SCHEMAC_OK;
    r->sent[r->n_sent++] = query;
    r->is_sent[query] = true;
}

static void receive(pg_reader *r)
{
    pg_query_id query = r->sent[r->n_received++];
    r->failed = schemac_session_receive(r->session, &r->rows[query], r->err) != SCHEMAC_OK;
}

const schemac_text_rows *pg_query(pg_reader *r, pg_query_id query)
{
    if (!r->is_sent[query])
        pg_send(r, query);
    while (!r->failed && !r->rows[query])
        receive(r);
    return r->failed ? NULL : r->rows[query];
}

/* --- values --- */

str pg_text(const pg_reader *r, const schemac_text_rows *rows, size_t row, size_t column)
{
    size_t at = row * rows->n_columns + column;
    return str_copy(r->memory, (str){rows->values[at], rows->values[at] ? rows->lengths[at] : 0});
}

bool pg_is_null(const schemac_text_rows *rows, size_t row, size_t column)
{
    return !schemac_text_rows_get(rows, row, column);
}

char pg_char(const schemac_text_rows *rows, size_t row, size_t column)
{
    const char *text = schemac_text_rows_get(rows, row, column);
    return text ? text[0] : '\0';
}

bool pg_is_true(const schemac_text_rows *rows, size_t row, size_t column)
{
    return pg_char(rows, row, column) == 't';
}

/* --- arrays --- */

static str read_quoted(const pg_reader *r, str text, size_t *at)
{
    writer out = writer_make(r->memory);
    for ((*at)++; *at < text.len && text.ptr[*at] != '"'; (*at)++) {
        if (text.ptr[*at] == '\\' && *at + 1 < text.len)
            (*at)++;
        writer_char(&out, text.ptr[*at]);
    }
    (*at)++;
    return writer_result(&out);
}

str_list pg_array(const pg_reader *r, str text)
{
    str_list list = {0};
    bool braces = text.len && text.ptr[0] == '{';
    char separator = braces ? ',' : ' ';
    size_t end = braces ? text.len - 1 : text.len;
    for (size_t at = braces; at < end; at++) {
        size_t from = at;
        if (braces && text.ptr[at] == '"') {
            str quoted = read_quoted(r, text, &at);
            VEC_PUSH(r->memory, &list, quoted);
            continue;
        }
        while (at < end && text.ptr[at] != separator)
            at++;
        VEC_PUSH(r->memory, &list, str_slice(text, from, at));
    }
    return list;
}

str pg_key(const pg_reader *r, const char *class_name, str oid)
{
    return str_format(r->memory, "%s %.*s", class_name, STR_ARGS(oid));
}

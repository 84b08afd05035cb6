/* SQLite's catalog: three queries over all tables, in one read transaction. What no pragma tells stands in the texts of
 * sqlite_schema (sqlite_text.h). A table with something that the language has no word for is carried as a whole by
 * `raw`, so that nothing of it is lost. */
#include "compiler/inspect/sqlite.h"

static const char entries_query[] = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid";
static const char tables_query[] = "SELECT name, type FROM pragma_table_list WHERE schema = 'main'";
static const char columns_query[] =
    "SELECT m.name, x.name, x.type, x.\"notnull\", x.hidden FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) x "
    "WHERE m.type = 'table' AND m.sql NOT LIKE 'create virtual%' AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~' "
    "ORDER BY m.rowid, x.cid";

/* --- rows --- */

static str text_at(const sqlite_reader *r, const schemac_text_rows *rows, size_t row, size_t column)
{
    const char *text = schemac_text_rows_get(rows, row, column);
    size_t length = rows->lengths[row * rows->n_columns + column];
    return text ? str_copy(r->memory, (str){text, length}) : STR("");
}

sqlite_source *sqlite_find_source(const sqlite_reader *r, str name)
{
    return map_get(&r->sources, str_lower(r->memory, name));
}

void sqlite_note_carried(const sqlite_reader *r, const char *what, str name, str why)
{
    str text = why.len ? str_format(r->memory, "%s %.*s (%.*s)", what, STR_ARGS(name), STR_ARGS(why))
                       : str_format(r->memory, "%s %.*s", what, STR_ARGS(name));
    VEC_PUSH(r->memory, &r->result->carried, text);
    r->result->n_carried = r->result->carried.count;
}

void sqlite_note_left_out(const sqlite_reader *r, const char *what, str name)
{
    VEC_PUSH(r->memory, &r->result->left_out, str_format(r->memory, "%s %.*s", what, STR_ARGS(name)));
}

/* --- what is there --- */

/* Its own tables and indexes: sqlite_sequence, sqlite_stat1, sqlite_autoindex_… */
static bool is_internal(str name)
{
    return str_starts_with(name, STR("sqlite_"));
}

static void take_entries(sqlite_reader *r, const schemac_text_rows *rows)
{
    for (size_t i = 0; i < rows->n_rows; i++) {
        sqlite_entry entry = {text_at(r, rows, i, 0), text_at(r, rows, i, 1), text_at(r, rows, i, 2),
                              text_at(r, rows, i, 3)};
        if (!is_internal(entry.name))
            VEC_PUSH(r->memory, &r->entries, entry);
    }
    VEC_EACH (const sqlite_entry, &r->entries, entry) {
        if (!str_eq(entry->kind, STR("table")))
            continue;
        sqlite_source *source = ARENA_NEW(r->memory, sqlite_source);
        source->entry = entry;
        source->kind = STR("table");
        map_put(r->memory, &r->sources, str_lower(r->memory, entry->name), source);
    }
}

static void take_tables(sqlite_reader *r, const schemac_text_rows *rows)
{
    for (size_t i = 0; i < rows->n_rows; i++) {
        sqlite_source *source = sqlite_find_source(r, text_at(r, rows, i, 0));
        if (source)
            source->kind = text_at(r, rows, i, 1);
    }
}

static void take_columns(sqlite_reader *r, const schemac_text_rows *rows)
{
    for (size_t i = 0; i < rows->n_rows; i++) {
        sqlite_source *source = sqlite_find_source(r, text_at(r, rows, i, 0));
        sqlite_fact fact = {.name = text_at(r, rows, i, 1), .type = text_at(r, rows, i, 2)};
        fact.not_null = str_eq(text_at(r, rows, i, 3), STR("1"));
        str hidden = text_at(r, rows, i, 4);
        fact.generated = str_eq(hidden, STR("2")) || str_eq(hidden, STR("3"));
        if (source)
            VEC_PUSH(r->memory, &source->facts, fact);
    }
}

static bool read_catalog(sqlite_reader *r, schemac_session *session, schemac_error *err)
{
    const schemac_text_rows *entries, *tables, *columns;
    if (schemac_session_query(session, entries_query, 0, NULL, &entries, err) != SCHEMAC_OK ||
        schemac_session_query(session, tables_query, 0, NULL, &tables, err) != SCHEMAC_OK ||
        schemac_session_query(session, columns_query, 0, NULL, &columns, err) != SCHEMAC_OK)
        return false;
    take_entries(r, entries);
    take_tables(r, tables);
    take_columns(r, columns);
    return true;
}

bool inspect_sqlite(arena *a, schemac_db *db, const inspect_options *options, inspect_result *result,
                    schemac_error *err)
{
    schemac_begin_options begin = SCHEMAC_BEGIN_OPTIONS_INIT;
    begin.read_only = true;
    schemac_session *session;
    if (schemac_begin(db, &begin, &session, err) != SCHEMAC_OK)
        return false;
    sqlite_reader r = {.memory = a, .options = options, .result = result};
    bool good = read_catalog(&r, session, err);
    schemac_rollback(session);
    if (!good)
        return false;
    result->schema = model_schema_make(a);
    sqlite_build_tables(&r);
    sqlite_build_objects(&r);
    sqlite_settle_references(&r);
    return true;
}

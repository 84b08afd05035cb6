/* SQLite, in memory. The witness: the text that SQLite keeps, normalised, and what its pragmas say. */
#include "tests/laws/database.h"

#include <sqlite3.h>

struct law_database {
    sqlite3 *handle;
};

static law_database *open_database(void)
{
    static law_database only;
    if (sqlite3_open(":memory:", &only.handle) == SQLITE_OK)
        return &only;
    fprintf(stderr, "SQLite in memory cannot be opened\n");
    return NULL;
}

static void close_database(law_database *database)
{
    sqlite3_close(database->handle);
}

static bool run(law_database *database, const char *sql, writer *why)
{
    char *message = NULL;
    if (sqlite3_exec(database->handle, sql, NULL, NULL, &message) == SQLITE_OK)
        return true;
    writer_format(why, "SQLite says: %s\nat: %s\n", message, sql);
    sqlite3_free(message);
    return false;
}

static bool reset(law_database *database, writer *why)
{
    close_database(database);
    return open_database() != NULL && run(database, "PRAGMA foreign_keys = on", why);
}

/* The rows of a query as lines. */
static bool read_lines(law_database *database, arena *a, const char *sql, str_list *lines, writer *why)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL) != SQLITE_OK) {
        writer_format(why, "SQLite says: %s\nat: %s\n", sqlite3_errmsg(database->handle), sql);
        return false;
    }
    while (sqlite3_step(statement) == SQLITE_ROW) {
        writer line = writer_make(a);
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *text = (const char *)sqlite3_column_text(statement, i);
            writer_text(&line, i ? "|" : "");
            writer_text(&line, text ? text : "(null)");
        }
        VEC_PUSH(a, lines, writer_result(&line));
    }
    return sqlite3_finalize(statement) == SQLITE_OK;
}

static bool foreign_keys(law_database *database, bool on, writer *why)
{
    if (!run(database, on ? "PRAGMA foreign_keys = on" : "PRAGMA foreign_keys = off", why))
        return false;
    arena a = {0};
    str_list broken = {0};
    bool good = read_lines(database, &a, "PRAGMA foreign_key_check", &broken, why);
    if (good && on && broken.count) {
        writer_format(why, "a foreign key is broken: %s\n", broken.items[0].ptr);
        good = false;
    }
    arena_free(&a);
    return good;
}

static bool add_query(law_database *database, arena *a, const char *title, const char *sql, str_list *catalog,
                      writer *why)
{
    str_list lines = {0};
    if (!read_lines(database, a, sql, &lines, why))
        return false;
    VEC_EACH (const str, &lines, line)
        VEC_PUSH(a, catalog, str_format(a, "%s %.*s", title, STR_ARGS(*line)));
    return true;
}

/* Names of automatic indexes say in which order the constraints were written, and nothing else. */
static const char columns_query[] =
    "SELECT t.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden FROM sqlite_schema t,"
    " pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";
static const char indexes_query[] =
    "SELECT t.name, CASE WHEN i.origin = 'c' THEN i.name ELSE i.origin END, i.\"unique\", i.partial,"
    " (SELECT group_concat(coalesce(x.name, '(expression)') || ' ' || x.\"desc\" || ' ' || x.coll, ',') FROM"
    " pragma_index_xinfo(i.name) x WHERE x.key) FROM sqlite_schema t, pragma_index_list(t.name) i"
    " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";
static const char foreign_query[] =
    "SELECT t.name, f.\"table\", f.on_update, f.on_delete, f.\"match\","
    " group_concat(f.\"from\" || '->' || coalesce(f.\"to\", ''), ',') FROM sqlite_schema t,"
    " pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' GROUP BY t.name, f.id";

static bool catalog(law_database *database, arena *a, str *result, writer *why)
{
    str_list lines = {0};
    str_list texts = {0};
    bool good = read_lines(
        database, a, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'", &texts, why);
    VEC_EACH (const str, &texts, text)
        VEC_PUSH(a, &lines, catalog_normal(a, *text));
    good = good && add_query(database, a, "column", columns_query, &lines, why) &&
           add_query(database, a, "index", indexes_query, &lines, why) &&
           add_query(database, a, "foreign key", foreign_query, &lines, why);
    *result = catalog_sorted(a, &lines);
    return good;
}

static bool rows(law_database *database, arena *a, const char *sql, str *result, writer *why)
{
    str_list lines = {0};
    bool good = read_lines(database, a, sql, &lines, why);
    *result = catalog_sorted(a, &lines);
    return good;
}

const law_driver law_sqlite = {
    .name = "SQLite",
    .dialect = DIALECT_SQLITE,
    .open = open_database,
    .close = close_database,
    .reset = reset,
    .run = run,
    .foreign_keys = foreign_keys,
    .catalog = catalog,
    .rows = rows,
    .insert_options = "",
    .before_filling = "PRAGMA foreign_keys = off",
    .after_filling = "PRAGMA foreign_keys = on",
};

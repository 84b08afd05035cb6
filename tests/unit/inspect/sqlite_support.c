/* Databases in files, and their catalogs as an independent witness sees them. */
#include "tests/unit/inspect/sqlite_support.h"

#include "compiler/change/change.h"
#include "compiler/sql/plan.h"
#include "tests/unit/inspect/support.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct sqlite_database {
    sqlite3 *handle;
    char path[64];
};

/* --- databases --- */

sqlite_database *sqlite_database_open(void)
{
    static unsigned count;
    sqlite_database *db = calloc(1, sizeof *db);
    assert_non_null(db);
    (void)snprintf(db->path, sizeof db->path, "inspect-%ld-%u.db", (long)getpid(), count++);
    (void)remove(db->path);
    assert_int_equal(sqlite3_open(db->path, &db->handle), SQLITE_OK);
    sqlite_database_run(db, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
    return db;
}

void sqlite_database_close(sqlite_database *db)
{
    if (!db)
        return;
    sqlite3_close(db->handle);
    (void)remove(db->path);
    free(db);
}

static bool try_to_run(sqlite_database *db, arena *a, const char *sql, str *why)
{
    char *message = NULL;
    if (sqlite3_exec(db->handle, sql, NULL, NULL, &message) == SQLITE_OK)
        return true;
    *why = str_format(a, "%s\nat: %s", message, sql);
    sqlite3_free(message);
    return false;
}

void sqlite_database_run(sqlite_database *db, const char *sql)
{
    arena a = {0};
    str why;
    if (!try_to_run(db, &a, sql, &why))
        fail_msg("%.*s", STR_ARGS(why));
    arena_free(&a);
}

bool sqlite_can_run(const char *sql)
{
    arena a = {0};
    str why;
    sqlite_database *db = sqlite_database_open();
    bool good = try_to_run(db, &a, sql, &why);
    sqlite_database_close(db);
    arena_free(&a);
    return good;
}

static str_list query_lines(sqlite_database *db, arena *a, const char *sql)
{
    str_list lines = {0};
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s\nat: %s", sqlite3_errmsg(db->handle), sql);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        writer line = writer_make(a);
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *text = (const char *)sqlite3_column_text(statement, i);
            writer_text(&line, i ? "|" : "");
            writer_text(&line, text ? text : "");
        }
        VEC_PUSH(a, &lines, writer_result(&line));
    }
    sqlite3_finalize(statement);
    return lines;
}

static str joined(arena *a, const str_list *lines)
{
    writer out = writer_make(a);
    for (size_t i = 0; i < lines->count; i++) {
        writer_text(&out, i ? "\n" : "");
        writer_str(&out, lines->items[i]);
    }
    return writer_result(&out);
}

str sqlite_database_query(sqlite_database *db, arena *a, const char *sql)
{
    str_list lines = query_lines(db, a, sql);
    return joined(a, &lines);
}

/* --- the way around --- */

inspect_result sqlite_database_inspect(arena *a, sqlite_database *db, const inspect_options *options)
{
    char url[80];
    (void)snprintf(url, sizeof url, "sqlite:%s", db->path);
    schemac_error err = {0};
    schemac_db *engine = NULL;
    inspect_result result = {0};
    if (schemac_open(url, NULL, &engine, &err) != SCHEMAC_OK || !inspect_database(a, engine, options, &result, &err))
        fail_msg("%s", err.message);
    schemac_close(engine);
    return result;
}

bool sqlite_database_make(arena *a, sqlite_database *db, const model_schema *schema, str *why)
{
    diagnostic_list diagnostics = {.memory = a};
    model_schema *empty = model_schema_make(a);
    change_list changes = change_diff(a, empty, schema, &diagnostics);
    plan *p = plan_make(a, empty, &changes, DIALECT_SQLITE, NULL, &diagnostics);
    if (diagnostics.errors) {
        diagnostic_code code = diagnostics.items.items[0].code;
        *why = str_format(a, "the plan reports %u", (unsigned)code);
        return false;
    }
    for (size_t i = 0; i < p->statements.count; i++)
        if (!try_to_run(db, a, str_copy(a, p->statements.items[i].sql).ptr, why))
            return false;
    return true;
}

/* --- words --- */

typedef struct sql_word {
    str text;    /* without quotes, in lower case but for strings */
    bool quoted; /* it is a name for sure */
} sql_word;
typedef VEC(sql_word) sql_word_list;

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

static size_t skip_blanks(const char *sql, size_t at)
{
    for (;;) {
        at += strspn(sql + at, " \t\r\n\f");
        if (!strncmp(sql + at, "--", 2)) {
            at += strcspn(sql + at, "\n");
        } else if (!strncmp(sql + at, "/*", 2)) {
            const char *end = strstr(sql + at + 2, "*/");
            at = end ? (size_t)(end - sql) + 2 : strlen(sql);
        } else {
            return at;
        }
    }
}

/* From an opening quote to behind the closing one. */
static size_t quoted_end(const char *sql, size_t at)
{
    char close = sql[at] == '[' ? ']' : sql[at];
    for (at++; sql[at]; at++) {
        if (sql[at] != close)
            continue;
        if (close == ']' || sql[at + 1] != close)
            return at + 1;
        at++;
    }
    return at;
}

static str unquoted(arena *a, const char *sql, size_t from, size_t to)
{
    writer out = writer_make(a);
    for (size_t i = from + 1; i + 1 < to; i++) {
        writer_char(&out, sql[i]);
        i += sql[i] == sql[from] && sql[i + 1] == sql[from];
    }
    return writer_result(&out);
}

static sql_word_list sql_words_of(arena *a, str text)
{
    sql_word_list list = {0};
    const char *sql = str_copy(a, text).ptr;
    for (size_t at = skip_blanks(sql, 0); sql[at]; at = skip_blanks(sql, at)) {
        size_t from = at;
        sql_word t = {0};
        if (strchr("\"`[", sql[at])) {
            at = quoted_end(sql, at);
            t = (sql_word){str_lower(a, unquoted(a, sql, from, at)), true};
        } else if (sql[at] == '\'') {
            at = quoted_end(sql, at);
            t.text = str_slice((str){sql, strlen(sql)}, from, at);
        } else {
            do
                at++;
            while (is_word_char(sql[from]) && is_word_char(sql[at]));
            t.text = str_lower(a, str_slice((str){sql, strlen(sql)}, from, at));
        }
        VEC_PUSH(a, &list, t);
    }
    return list;
}

static bool is(const sql_word_list *list, size_t at, const char *word)
{
    return at < list->count && !list->items[at].quoted && str_eq(list->items[at].text, str_from(word));
}

/* Without parentheses, semicolons and ASC; `==` is `=`, `!=` is `<>`. */
static void write_sql_words(writer *out, const sql_word_list *list, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (is(list, i, "(") || is(list, i, ")") || is(list, i, ";") || is(list, i, "asc"))
            continue;
        bool equals = is(list, i, "=") && (is(list, i + 1, "="));
        bool differs = is(list, i, "!") && is(list, i + 1, "=");
        writer_char(out, ' ');
        writer_str(out, differs ? STR("< >") : list->items[i].text);
        i += equals || differs;
    }
}

/* Behind the parenthesis that closes the one at `at`. */
static size_t after_parens(const sql_word_list *list, size_t at)
{
    size_t depth = 0;
    for (; at < list->count; at++) {
        depth += is(list, at, "(");
        depth -= depth && is(list, at, ")");
        if (!depth)
            return at + 1;
    }
    return at;
}

/* --- what only the text of a table says --- */

static bool is_made_up(str table, str name)
{
    static const char *const ends[] = {"_check", "_key", "_fkey", "_pkey"};
    size_t end = name.len;
    while (end && name.ptr[end - 1] >= '0' && name.ptr[end - 1] <= '9')
        end--;
    str stem = str_slice(name, 0, end < name.len && end && name.ptr[end - 1] == '_' ? end - 1 : name.len);
    enum { LIMIT = 63, DIGITS = 8 }; /* a longer name is cut, and a hash stands for the rest */
    size_t cut = LIMIT - DIGITS - 1;
    if (name.len == LIMIT && name.ptr[cut] == '_' &&
        str_starts_with(table, str_slice(name, 0, table.len < cut ? table.len : cut)))
        return true;
    if (!str_starts_with(name, table))
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends_with(stem, str_from(ends[i])))
            return true;
    return false;
}

typedef struct clause_reader {
    arena *memory;
    str table;
    const sql_word_list *list;
    str_list *lines;
    str column; /* the first word of the item at hand */
} clause_reader;

static void add_clause(clause_reader *r, const char *what, str column, size_t from, size_t to)
{
    writer line = writer_make(r->memory);
    writer_format(&line, "    %s %.*s:", what, STR_ARGS(column));
    write_sql_words(&line, r->list, from, to);
    VEC_PUSH(r->memory, r->lines, writer_result(&line));
}

/* `i` is where ON CONFLICT begins; behind CHECK and NULL SQLite does nothing of it. */
static bool is_idle_conflict(const sql_word_list *list, size_t i)
{
    size_t depth = 0, at = i - 1;
    if (is(list, at, "null"))
        return !is(list, at - 1, "not");
    for (; at > 0 && (depth || is(list, at, ")")); at--) {
        depth += is(list, at, ")");
        depth -= is(list, at, "(");
        if (!depth)
            return is(list, at - 1, "check");
    }
    return false;
}

/* The name of a check, key or reference; that of NOT NULL and the like is in no message of SQLite. */
static bool names_something(const sql_word_list *list, size_t i)
{
    static const char *const words[] = {"not", "null", "default", "collate", "as", "generated", "constraint", ",", ")"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        if (is(list, i + 2, words[w]))
            return false;
    return is(list, i, "constraint") && i + 1 < list->count;
}

static void take_clause(clause_reader *r, size_t i)
{
    const sql_word_list *list = r->list;
    if (is(list, i, "check") && is(list, i + 1, "("))
        add_clause(r, "check", STR(""), i + 1, after_parens(list, i + 1));
    else if (is(list, i, "as") && is(list, i + 1, "("))
        add_clause(r, "generated", r->column, i + 1, after_parens(list, i + 1));
    else if (names_something(list, i) && !is_made_up(r->table, list->items[i + 1].text))
        add_clause(r, "named", STR(""), i + 1,
                   is(list, i + 2, "references") || is(list, i + 2, "foreign") ? i + 2 : i + 3);
    else if (is(list, i, "collate") && !is(list, i + 1, "binary"))
        add_clause(r, "collate", r->column, i + 1, i + 2);
    else if (is(list, i, "autoincrement"))
        add_clause(r, "autoincrement", STR(""), i, i);
    else if (is(list, i, "deferrable") && !is(list, i - 1, "not"))
        add_clause(r, is(list, i + 2, "deferred") ? "deferred" : "deferrable", STR(""), i, i);
    else if (is(list, i, "conflict") && is(list, i - 1, "on") && !is(list, i + 1, "abort") &&
             !is_idle_conflict(list, i - 1))
        add_clause(r, "conflict", STR(""), i, i + 2); /* of a column, or of a constraint: the same */
}

static void read_clauses(arena *a, str table, str sql, str_list *lines)
{
    sql_word_list list = sql_words_of(a, sql);
    clause_reader r = {.memory = a, .table = str_lower(a, table), .list = &list, .lines = lines};
    size_t depth = 0;
    for (size_t i = 0; i < list.count; i++) {
        bool begins = (depth == 1 && is(&list, i, ",")) || (depth == 0 && is(&list, i, "("));
        if (begins && i + 1 < list.count)
            r.column = list.items[i + 1].text;
        bool nested = depth > 1;
        depth += is(&list, i, "(");
        depth -= depth && is(&list, i, ")");
        if ((depth && !nested) || is(&list, i, "autoincrement"))
            take_clause(&r, i);
    }
}

/* --- the catalog --- */

static int compare(const void *left, const void *right)
{
    return str_cmp(*(const str *)left, *(const str *)right);
}

static const char columns_query[] =
    "SELECT '    column ' || x.cid || ' ' || x.name, x.type, x.\"notnull\" OR (x.pk = 1 AND upper(x.type) = "
    "'INTEGER' AND NOT l.wr AND (SELECT count(*) FROM pragma_table_xinfo(l.name) WHERE pk) = 1), x.pk, x.hidden, "
    "x.dflt_value FROM pragma_table_list l JOIN pragma_table_xinfo(l.name) x WHERE l.schema = 'main' AND l.name = "
    "%Q ORDER BY 1";
static const char keys_query[] =
    "SELECT '    index ' || CASE origin WHEN 'c' THEN i.name ELSE origin END, i.\"unique\", i.partial, "
    "(SELECT group_concat(coalesce(name, '?') || ' ' || \"desc\" || ' ' || coll, ',') FROM pragma_index_xinfo(i.name) "
    "WHERE key) FROM pragma_index_list(%Q) i";
static const char references_query[] =
    "SELECT '    references ' || group_concat(lower(f.\"from\") || '=' || lower(coalesce(f.\"to\", (SELECT name FROM "
    "pragma_table_xinfo(f.\"table\") WHERE pk = f.seq + 1), '?')), ','), lower(f.\"table\"), f.on_update, f.on_delete "
    "FROM (SELECT * FROM pragma_foreign_key_list(%Q) ORDER BY id, seq) f GROUP BY f.id";

static void add_lines(sqlite_database *db, arena *a, const char *query, str table, str_list *lines)
{
    char *sql = sqlite3_mprintf(query, str_copy(a, table).ptr);
    str_list found = query_lines(db, a, sql);
    sqlite3_free(sql);
    VEC_EACH (const str, &found, line)
        VEC_PUSH(a, lines, *line);
}

/* The default, the last of the columns, as words. */
static void add_columns(sqlite_database *db, arena *a, str table, str_list *lines)
{
    str_list found = {0};
    add_lines(db, a, columns_query, table, &found);
    VEC_EACH (const str, &found, line) {
        size_t bar = line->len;
        for (size_t i = 0, bars = 0; i < line->len && bars < 5; i++) {
            bars += line->ptr[i] == '|';
            bar = i;
        }
        writer out = writer_make(a);
        writer_str(&out, str_slice(*line, 0, bar + 1));
        sql_word_list value = sql_words_of(a, str_slice(*line, bar + 1, line->len));
        bool none = value.count == 1 && is(&value, 0, "null");
        write_sql_words(&out, &value, 0, none ? 0 : value.count);
        VEC_PUSH(a, lines, writer_result(&out));
    }
}

static void witness_table(sqlite_database *db, arena *a, str name, str sql, str_list *blocks)
{
    str_list lines = {0};
    char *query = sqlite3_mprintf("SELECT type, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name = %Q",
                                  str_copy(a, name).ptr);
    str kind = sqlite_database_query(db, a, query);
    sqlite3_free(query);
    if (str_starts_with(kind, STR("shadow")))
        return;
    add_columns(db, a, name, &lines);
    add_lines(db, a, keys_query, name, &lines);
    add_lines(db, a, references_query, name, &lines);
    if (str_starts_with(kind, STR("virtual"))) {
        sql_word_list list = sql_words_of(a, sql);
        writer out = writer_make(a);
        write_sql_words(&out, &list, 0, list.count);
        VEC_PUSH(a, &lines, writer_result(&out));
    } else {
        read_clauses(a, name, sql, &lines);
    }
    qsort(lines.items, lines.count, sizeof *lines.items, compare);
    VEC_PUSH(a, blocks,
             str_format(a, "table %.*s %.*s\n%.*s", STR_ARGS(name), STR_ARGS(kind), STR_ARGS(joined(a, &lines))));
}

static void witness_object(arena *a, str kind, str name, str sql, str_list *blocks)
{
    writer out = writer_make(a);
    sql_word_list list = sql_words_of(a, sql);
    enum { NAME = 2 }; /* CREATE TRIGGER name: a string is one there, too */
    if (list.count > NAME && list.items[NAME].text.ptr[0] == '\'')
        list.items[NAME] = (sql_word){unquoted(a, list.items[NAME].text.ptr, 0, list.items[NAME].text.len), true};
    writer_format(&out, "%.*s %.*s:", STR_ARGS(kind), STR_ARGS(name));
    write_sql_words(&out, &list, 0, list.count);
    VEC_PUSH(a, blocks, writer_result(&out));
}

static str column_text(arena *a, sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return str_copy(a, str_from(text ? text : ""));
}

str sqlite_database_witness(sqlite_database *db, arena *a)
{
    str_list blocks = {0};
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(db->handle,
                                        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE "
                                        "'sqlite~_%' ESCAPE '~' AND sql IS NOT NULL",
                                        -1, &statement, NULL),
                     SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        str kind = column_text(a, statement, 0);
        str name = column_text(a, statement, 1);
        str sql = column_text(a, statement, 2);
        if (str_eq(kind, STR("table")))
            witness_table(db, a, name, sql, &blocks);
        else
            witness_object(a, kind, name, sql, &blocks);
    }
    sqlite3_finalize(statement);
    if (blocks.count)
        qsort(blocks.items, blocks.count, sizeof *blocks.items, compare);
    return joined(a, &blocks);
}

str sqlite_database_text(sqlite_database *db, arena *a)
{
    return sqlite_database_query(db, a,
                                 "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' "
                                 "ESCAPE '~' ORDER BY rowid");
}

/* --- around --- */

str sqlite_joined(arena *a, const str_list *list)
{
    writer out = writer_make(a);
    VEC_EACH (const str, list, item) {
        writer_text(&out, out.len ? "; " : "");
        writer_str(&out, *item);
    }
    return writer_result(&out);
}

static bool same_text(const char *name, const char *what, str is, str wanted)
{
    if (str_eq(is, wanted))
        return true;
    print_error("%s: %s\n--- is\n%.*s\n--- should be\n%.*s\n", name, what, STR_ARGS(is), STR_ARGS(wanted));
    return false;
}

static bool no_difference(arena *a, const char *name, const model_schema *one, const model_schema *other)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list there = change_diff(a, one, other, &diagnostics);
    change_list back = change_diff(a, other, one, &diagnostics);
    if (model_schema_equal(one, other) && !there.count && !back.count)
        return true;
    print_error("%s: what was read of the second database differs\n", name);
    return false;
}

/* What was made by this program is made again to the letter, by way of files of the schema. */
static bool same_letters(arena *a, const char *name, inspect_result *read, sqlite_database *made)
{
    model_schema *written = schema_of(a, inspect_text(a, inspect_name(a, read, STR("p")), STR("p")));
    sqlite_database *again = sqlite_database_open();
    str why;
    bool good = sqlite_database_make(a, again, written, &why);
    if (!good)
        print_error("%s: %.*s\n", name, STR_ARGS(why));
    good = good && same_text(name, "letters", sqlite_database_text(again, a), sqlite_database_text(made, a));
    sqlite_database_close(again);
    return good;
}

/* The databases are closed by the caller. */
static bool goes_around(arena *a, const char *name, const char *carried, sqlite_database *first,
                        sqlite_database *second)
{
    inspect_result read = sqlite_database_inspect(a, first, NULL);
    bool good = !carried || same_text(name, "carried", sqlite_joined(a, &read.carried), str_from(carried));
    str why;
    if (!sqlite_database_make(a, second, read.schema, &why)) {
        print_error("%s: %.*s\n", name, STR_ARGS(why));
        return false;
    }
    good = same_text(name, "catalog", sqlite_database_witness(second, a), sqlite_database_witness(first, a)) && good;
    inspect_result again = sqlite_database_inspect(a, second, NULL);
    good = no_difference(a, name, read.schema, again.schema) && good;
    return same_letters(a, name, &again, second) && good;
}

bool sqlite_goes_around(arena *a, const char *name, const char *sql, const char *carried)
{
    sqlite_database *first = sqlite_database_open();
    sqlite_database *second = sqlite_database_open();
    sqlite_database_run(first, sql);
    bool good = goes_around(a, name, carried, first, second);
    sqlite_database_close(first);
    sqlite_database_close(second);
    return good;
}

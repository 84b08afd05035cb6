/* PostgreSQL, at SCHEMAC_TEST_POSTGRESQL, in a database of its own. The witness: the server's catalogs and its own
 * words for defaults, constraints and indexes. */
#include "tests/laws/database.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <unistd.h>

struct law_database {
    PGconn *administration;
    PGconn *connection;
    char name[64];
};

static void silence(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

static PGconn *connect_to(const char *address, const char *name)
{
    const char *words[] = {"dbname", "dbname", "client_encoding", NULL};
    const char *values[] = {address, name, "UTF8", NULL};
    PGconn *connection = PQconnectdbParams(words, values, 1);
    if (PQstatus(connection) != CONNECTION_OK)
        fprintf(stderr, "no PostgreSQL at SCHEMAC_TEST_POSTGRESQL: %s", PQerrorMessage(connection));
    PQsetNoticeReceiver(connection, silence, NULL);
    return connection;
}

static bool execute(PGconn *connection, const char *sql, writer *why)
{
    PGresult *result = PQexec(connection, sql);
    ExecStatusType status = PQresultStatus(result);
    bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
    if (!good)
        writer_format(why, "PostgreSQL says: %sat: %s\n", PQresultErrorMessage(result), sql);
    PQclear(result);
    return good;
}

static law_database *open_database(void)
{
    static law_database only;
    const char *address = getenv("SCHEMAC_TEST_POSTGRESQL");
    if (!address || !*address) {
        fprintf(stderr, "SCHEMAC_TEST_POSTGRESQL is not set: it must name a server on which databases may be made\n");
        return NULL;
    }
    arena a = {0};
    writer why = writer_make(&a);
    only.administration = connect_to(address, NULL);
    snprintf(only.name, sizeof only.name, "schemac_laws_%ld", (long)getpid());
    str create = str_format(&a, "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'", only.name);
    bool good = PQstatus(only.administration) == CONNECTION_OK && execute(only.administration, create.ptr, &why);
    if (good)
        only.connection = connect_to(address, only.name);
    else
        fprintf(stderr, "%s\n", writer_result(&why).ptr);
    arena_free(&a);
    return good && PQstatus(only.connection) == CONNECTION_OK ? &only : NULL;
}

static void close_database(law_database *database)
{
    arena a = {0};
    writer why = writer_make(&a);
    PQfinish(database->connection);
    execute(database->administration, str_format(&a, "DROP DATABASE %s", database->name).ptr, &why);
    PQfinish(database->administration);
    arena_free(&a);
}

static bool run(law_database *database, const char *sql, writer *why)
{
    return execute(database->connection, sql, why);
}

static bool reset(law_database *database, writer *why)
{
    PGTransactionStatusType status = PQtransactionStatus(database->connection);
    if (status != PQTRANS_IDLE)
        run(database, "ROLLBACK", why);
    return run(database,
               "DO $$ DECLARE name text; BEGIN FOR name IN SELECT quote_ident(nspname) FROM pg_namespace"
               " WHERE nspname !~ '^(pg_|information_schema)' LOOP EXECUTE 'DROP SCHEMA ' || name || ' CASCADE';"
               " END LOOP; END $$; CREATE SCHEMA public; SET session_replication_role = origin",
               why);
}

static bool foreign_keys(law_database *database, bool on, writer *why)
{
    (void)database, (void)on, (void)why;
    return true;
}

static bool read_lines(law_database *database, arena *a, const char *sql, str_list *lines, writer *why)
{
    PGresult *result = PQexec(database->connection, sql);
    bool good = PQresultStatus(result) == PGRES_TUPLES_OK;
    if (!good)
        writer_format(why, "PostgreSQL says: %sat: %s\n", PQresultErrorMessage(result), sql);
    for (int row = 0; row < PQntuples(result); row++) {
        writer line = writer_make(a);
        for (int i = 0; i < PQnfields(result); i++) {
            writer_text(&line, i ? "|" : "");
            writer_text(&line, PQgetisnull(result, row, i) ? "(null)" : PQgetvalue(result, row, i));
        }
        VEC_PUSH(a, lines, writer_result(&line));
    }
    PQclear(result);
    return good;
}

/* When a column changes its type, the server makes an index over it again from its own text of it, and spells a list of
 * varchars in its condition another way than at first. */
#define ONE_SPELLING(definition)                                                                                       \
    "regexp_replace(regexp_replace(" definition ", '\\((''([^'']|'''')*''::character varying)\\)::text', '\\1', 'g')," \
    " '\\((ARRAY\\[(''([^'']|'''')*''::character varying(, )?)+\\])\\)::text\\[\\]', '\\1', 'g')"
#define CONSTRAINT_TEXT ONE_SPELLING("pg_get_constraintdef(oid)")
#define INDEX_TEXT      ONE_SPELLING("pg_get_indexdef(indexrelid)")

/* A query for all columns has them in the order of its table, which is no part of the catalog here. */
#define WORDS_OF(text)                                                                                                 \
    "(SELECT string_agg(word, ' ' ORDER BY word) FROM regexp_split_to_table(" text ", '[,[:space:]]+') word)"

#define OURS           "::regnamespace::text !~ '^(pg_|information_schema)'"
#define OUR_CLASS      "c.relnamespace" OURS
#define OUR_CONSTRAINT "connamespace" OURS
#define OUR_TYPE       "t.typnamespace" OURS
#define OUR_FUNCTION   "p.pronamespace" OURS
/* Schemas that nobody declares (generate_is_home) stay when their tables have gone. */
#define HOMES "'Shop two', 'other', 'shop'"

static const char *const catalog_queries[] = {
    /* What stands on a partition follows its parent; the names of its indexes are nobody's. */
    "SELECT 'relation', c.relnamespace::regnamespace, c.relname, c.relkind, c.relpersistence,"
    " c.reloptions, c.relrowsecurity, c.relforcerowsecurity,"
    " pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid), obj_description(c.oid, 'pg_class') FROM pg_class c"
    " WHERE " OUR_CLASS " AND (NOT c.relispartition OR c.relkind IN ('r', 'p'))",
    "SELECT 'column', c.relnamespace::regnamespace, c.relname, a.attname,"
    " format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,"
    " a.attgenerated, a.attcollation::regcollation, a.attstorage, a.attcompression, pg_get_expr(d.adbin, d.adrelid),"
    " col_description(c.oid, a.attnum) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d"
    " ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE " OUR_CLASS " AND c.relkind IN ('r', "
    "'p')"
    " AND a.attnum > 0 AND NOT a.attisdropped",
    "SELECT 'constraint', conrelid::regclass, conname, " CONSTRAINT_TEXT ", convalidated FROM pg_constraint"
    " WHERE " OUR_CONSTRAINT " AND conparentid = 0 AND conislocal",
    "SELECT 'index', " INDEX_TEXT ", indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " WHERE " OUR_CLASS " AND NOT c.relispartition",
    "SELECT 'enum', t.typnamespace::regnamespace, t.typname,"
    " (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum e WHERE"
    " e.enumtypid = t.oid) FROM pg_type t WHERE " OUR_TYPE " AND t.typtype = 'e'",
    "SELECT 'view', viewname, " WORDS_OF("definition") ", obj_description((quote_ident(schemaname) || '.' || "
                                                       "quote_ident(viewname))::regclass"
                                                       ", 'pg_class') FROM pg_views WHERE schemaname = 'public'",
    "SELECT 'materialized view', matviewname, " WORDS_OF(
        "definition") ", ispopulated FROM pg_matviews WHERE schemaname = 'public'",
    "SELECT 'function', p.oid::regprocedure, p.prokind, pg_get_function_result(p.oid), p.provolatile, p.prosrc,"
    " pg_get_function_arguments(p.oid), obj_description(p.oid, 'pg_proc') FROM pg_proc p"
    " WHERE " OUR_FUNCTION " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid"
    " AND d.deptype = 'e')",
    "SELECT 'trigger', tgrelid::regclass, tgname, pg_get_triggerdef(t.oid), tgenabled, obj_description(t.oid,"
    " 'pg_trigger') FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal AND tgparentid = 0"
    " AND " OUR_CLASS,
    "SELECT 'policy', polrelid::regclass, polname, polcmd, polpermissive, polroles, pg_get_expr(polqual, polrelid),"
    " pg_get_expr(polwithcheck, polrelid), obj_description(p.oid, 'pg_policy') FROM pg_policy p JOIN pg_class c"
    " ON c.oid = p.polrelid WHERE " OUR_CLASS,
    "SELECT 'schema', nspname, obj_description(oid, 'pg_namespace') FROM pg_namespace"
    " WHERE nspname !~ '^(pg_|information_schema)' AND nspname NOT IN ('public', " HOMES ")",
    "SELECT 'extension', extname, extnamespace::regnamespace FROM pg_extension",
    "SELECT 'domain', t.typname, format_type(t.typbasetype, t.typtypmod), pg_get_constraintdef(c.oid) FROM pg_type t"
    " LEFT JOIN pg_constraint c ON c.contypid = t.oid WHERE " OUR_TYPE " AND t.typtype = 'd'",
    "SELECT 'sequence', s.seqrelid::regclass, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmax, s.seqmin,"
    " s.seqcycle, s.seqcache FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE " OUR_CLASS,
};

static bool catalog(law_database *database, arena *a, str *result, writer *why)
{
    str_list lines = {0};
    bool good = true;
    for (size_t i = 0; i < sizeof catalog_queries / sizeof *catalog_queries; i++)
        good = good && read_lines(database, a, catalog_queries[i], &lines, why);
    *result = catalog_sorted(a, &lines);
    return good;
}

static bool one_spelling(law_database *database, arena *a, str text, str *result, writer *why)
{
    PGresult *answer = PQexecParams(database->connection, "SELECT " ONE_SPELLING("$1::text"), 1, NULL,
                                    (const char *[]){text.ptr}, NULL, NULL, 0);
    bool good = PQresultStatus(answer) == PGRES_TUPLES_OK;
    if (good)
        *result = str_copy(a, str_from(PQgetvalue(answer, 0, 0)));
    else
        writer_format(why, "PostgreSQL says: %s\n", PQresultErrorMessage(answer));
    PQclear(answer);
    return good;
}

static bool dump(law_database *database, arena *a, str *result, writer *why)
{
    str text;
    bool good = dump_postgresql(a, getenv("SCHEMAC_TEST_POSTGRESQL"), database->name, &text, why) &&
                one_spelling(database, a, text, &text, why);
    if (good)
        *result = dump_normal(a, text);
    return good;
}

static bool rows(law_database *database, arena *a, const char *sql, str *result, writer *why)
{
    str_list lines = {0};
    bool good = read_lines(database, a, sql, &lines, why);
    *result = catalog_sorted(a, &lines);
    return good;
}

const law_driver law_postgresql = {
    .name = "PostgreSQL",
    .dialect = DIALECT_POSTGRESQL,
    .open = open_database,
    .close = close_database,
    .reset = reset,
    .run = run,
    .foreign_keys = foreign_keys,
    .catalog = catalog,
    .dump = dump,
    .rows = rows,
    .insert_options = "OVERRIDING SYSTEM VALUE",
    .before_filling = "SET session_replication_role = replica",
    .after_filling = "SET session_replication_role = origin",
};

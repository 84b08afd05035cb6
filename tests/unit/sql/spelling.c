#include "tests/unit/sql/spelling.h"

#include "compiler/model/check.h"
#include "compiler/model/expression_sql.h"
#include "compiler/model/resolve.h"
#include "compiler/syntax/parser.h"

#include <string.h>

void place_open(place *p, dialect_id dialect)
{
    *p = (place){0};
    p->schema = support_schema(&p->memory, FIELDS "}");
    p->table = support_table(p->schema, "T");
    p->db = database_open(dialect);
    database_run_plan(p->db, support_plan(&p->memory, support_empty(&p->memory), p->schema, dialect));
    if (dialect == DIALECT_POSTGRESQL)
        database_run(p->db,
                     "CREATE FUNCTION own(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';"
                     "CREATE FUNCTION \"Own\"(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';"
                     "CREATE FUNCTION \"dot.ted\"(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';"
                     "CREATE COLLATION own FROM \"C\"; CREATE SCHEMA apart;"
                     "CREATE OPERATOR apart.<=> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4ne)");
}

void place_close(place *p)
{
    database_close(p->db);
    arena_free(&p->memory);
}

str place_deparse(place *p, const char *condition)
{
    database_run(p->db, str_format(&p->memory, "ALTER TABLE t ADD CONSTRAINT k CHECK (%s)", condition).ptr);
    str text = database_query(p->db, &p->memory,
                              "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = 'k'");
    database_run(p->db, "ALTER TABLE t DROP CONSTRAINT k");
    return text;
}

str place_deparse_default(place *p, const char *type, const char *value)
{
    database_run(p->db, str_format(&p->memory, "ALTER TABLE t ADD COLUMN dflt %s DEFAULT %s", type, value).ptr);
    str text = database_query(p->db, &p->memory,
                              "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef d JOIN pg_attribute a "
                              "ON attrelid = adrelid AND attnum = adnum WHERE attname = 'dflt'");
    database_run(p->db, "ALTER TABLE t DROP COLUMN dflt");
    return text;
}

const expression *place_read(place *p, str text, dialect_id dialect)
{
    expression_scope scope = {.schema = p->schema, .table = p->table};
    return expression_read_sql(&p->memory, text, dialect, &scope);
}

str place_sql(place *p, const expression *e, dialect_id dialect)
{
    writer out = writer_make(&p->memory);
    plan_expression(p->schema, p->table, e, dialect, &out);
    return writer_result(&out);
}

str place_language(place *p, const expression *e)
{
    writer out = writer_make(&p->memory);
    expression_print(e, &out);
    return writer_result(&out);
}

const expression *place_written(place *p, const char *condition)
{
    str text = str_format(&p->memory, FIELDS "check k (%s) }", condition);
    source_set sources = {.memory = &p->memory};
    diagnostic_list diagnostics = {.memory = &p->memory};
    source_file *file = source_add(&sources, STR("t"), text);
    ast_node_list files = {0};
    VEC_PUSH(&p->memory, &files, parser_run(&sources, file, PARSER_SCHEMA, &diagnostics).root);
    model_schema *schema = resolve_schema(&p->memory, &files, NULL, &diagnostics);
    check_schema(&p->memory, schema, DIALECT_BIT_POSTGRESQL, &diagnostics);
    const model_table *table = model_find_table(schema, STR("T"));
    const model_constraint *k = table ? model_find_constraint(table, STR("k")) : NULL;
    /* The database's own functions are not declared in the schema. */
    bool own = strstr(condition, "wn(") || strstr(condition, "wn`(");
    size_t errors = 0;
    VEC_EACH (diagnostic, &diagnostics.items, d)
        errors += d->code != DIAGNOSTIC_UNKNOWN_FUNCTION || !own;
    if (k && errors == 0)
        return k->check;
    writer out = writer_make(&p->memory);
    diagnostic_render(&diagnostics, &sources, DIAGNOSTIC_TEXT, false, &out);
    print_error("%s\n%s\n", condition, writer_result(&out).ptr);
    return NULL;
}

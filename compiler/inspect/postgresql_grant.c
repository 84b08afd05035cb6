/* Owners and privileges, where they are asked for, as `raw` texts that stand on their objects. */
#include "compiler/inspect/postgresql.h"

#include <string.h>

enum { WORD, CLASS, OID, SCHEMA, NAME, RELATION, UP, DOWN };

typedef struct grant {
    const char *word; /* "owner" or "grants" */
    str key;          /* of what has it */
    str name;
    str up, down;
    bool may_be_nameless; /* the default schema and default privileges have no name behind `after` */
} grant;

/* The table or view itself, or a sequence of one of its columns. NULL where it was left out. */
static model_object *on_relation(pg_reader *r, const grant *g, str relation_oid, bool itself)
{
    pg_relation *relation = map_get(&r->relations, relation_oid);
    return relation ? pg_carry_for(r, relation, g->word, itself ? STR("") : g->name, g->up, g->down) : NULL;
}

static model_object *on_other(pg_reader *r, const grant *g)
{
    const str *handle = map_get(&r->handles, g->key);
    if (!handle && !g->may_be_nameless)
        return NULL;
    str of = handle ? *handle : g->name;
    model_object *object =
        pg_carry(r, g->word, str_format(r->memory, "%.*s_%s", STR_ARGS(of), g->word), g->up, g->down);
    if (handle)
        pg_after(r, object, *handle);
    return object;
}

static void add(pg_reader *r, map *owners, const schemac_text_rows *rows, size_t i)
{
    str oid = pg_text(r, rows, i, OID), relation = pg_text(r, rows, i, RELATION), schema = pg_text(r, rows, i, SCHEMA);
    const char *class_name = schemac_text_rows_get(rows, i, CLASS);
    grant g = {
        .word = str_copy(r->memory, str_from(schemac_text_rows_get(rows, i, WORD))).ptr,
        .key = pg_key(r, class_name, oid),
        .name = pg_text(r, rows, i, NAME),
        .up = pg_text(r, rows, i, UP),
        .down = pg_text(r, rows, i, DOWN),
        .may_be_nameless = strcmp(class_name, "pg_namespace") == 0 || strcmp(class_name, "pg_default_acl") == 0,
    };
    if (schema.len && !pg_is_wanted_schema(r, schema))
        return;
    model_object *object =
        str_eq(relation, STR("0")) ? on_other(r, &g) : on_relation(r, &g, relation, str_eq(relation, oid));
    const model_object *owner = map_get(owners, g.key);
    if (object && owner)
        pg_after(r, object, owner->name);
    if (object)
        map_put(r->memory, owners, g.key, object);
}

void pg_read_grants(pg_reader *r)
{
    map owners = {0}; /* key -> what says who owns it: its rows come first */
    const schemac_text_rows *rows = r->options->grants && !r->failed ? pg_query(r, PG_GRANTS) : NULL;
    for (size_t i = 0; rows && i < rows->n_rows; i++)
        add(r, &owners, rows, i);
}

/* Objects as text: how they are added, and those that the language has no word for. */
#include "compiler/inspect/postgresql.h"

#include <string.h>

void pg_set_handle(pg_reader *r, const char *class_name, str oid, str handle)
{
    str *kept = ARENA_NEW(r->memory, str);
    *kept = handle;
    map_put(r->memory, &r->handles, pg_key(r, class_name, oid), kept);
}

void pg_set_doc(pg_reader *r, const char *class_name, str oid, str *doc)
{
    map_put(r->memory, &r->docs, pg_key(r, class_name, oid), doc);
}

void pg_after(pg_reader *r, model_object *object, str name)
{
    if (!name.len || str_eq(name, object->name))
        return;
    VEC_EACH (const str, &object->after, other)
        if (str_eq(*other, name))
            return;
    VEC_PUSH(r->memory, &object->after, name);
}

static model_object *add(pg_reader *r, model_object_kind kind, str name)
{
    model_object *object = ARENA_NEW(r->memory, model_object);
    object->kind = kind;
    object->name = name;
    object->dialects = DIALECT_BIT_POSTGRESQL;
    model_add_object(r->memory, r->schema, object);
    return object;
}

/* Views have claimed their names already. */
model_object *pg_add_object(pg_reader *r, model_object_kind kind, const char *class_name, str oid, str handle)
{
    str otherwise = str_format(r->memory, "%.*s_%s", STR_ARGS(handle), model_object_info(kind)->word);
    bool claimed = kind == OBJECT_VIEW || kind == OBJECT_SCHEMA || kind == OBJECT_EXTENSION;
    model_object *object = add(r, kind, claimed ? handle : pg_claim(r, handle, otherwise));
    pg_set_handle(r, class_name, oid, object->name);
    map_put(r->memory, &r->objects, pg_key(r, class_name, oid), object);
    return object;
}

model_object *pg_carry(pg_reader *r, const char *word, str handle, str up, str down)
{
    str otherwise = str_copy(r->memory, str_format(r->memory, "%.*s_%s", STR_ARGS(handle), word));
    for (char *at = (char *)(uintptr_t)otherwise.ptr; *at; at++)
        *at = *at == ' ' ? '_' : *at;
    model_object *object = add(r, OBJECT_RAW, pg_claim(r, handle, otherwise));
    object->body = up;
    object->down = down;
    object->has_down = true;
    str text = str_format(r->memory, "%s %.*s", word, STR_ARGS(handle));
    VEC_PUSH(r->memory, &r->result->carried, text);
    r->result->n_carried++;
    return object;
}

model_object *pg_carry_for(pg_reader *r, pg_relation *relation, const char *word, str part, str up, str down)
{
    str handle = part.len ? str_format(r->memory, "%.*s_%.*s_%s", STR_ARGS(relation->handle), STR_ARGS(part), word)
                          : str_format(r->memory, "%.*s_%s", STR_ARGS(relation->handle), word);
    for (char *at = (char *)(uintptr_t)handle.ptr; *at; at++)
        *at = *at == ' ' ? '_' : *at;
    model_object *object = pg_carry(r, word, handle, up, down);
    pg_after(r, object, relation->handle);
    relation->own = true;
    return object;
}

/* --- what the language has no word for --- */

enum { WORD, CLASS, OID, SCHEMA, NAME, UP, DOWN };

static void add_carried(pg_reader *r, const schemac_text_rows *rows, size_t i)
{
    str schema = pg_text(r, rows, i, SCHEMA), name = pg_text(r, rows, i, NAME), oid = pg_text(r, rows, i, OID);
    const char *word = schemac_text_rows_get(rows, i, WORD);
    const char *class_name = schemac_text_rows_get(rows, i, CLASS);
    bool table = strcmp(class_name, "pg_class") == 0;
    pg_take_from(r, class_name, oid);
    bool wanted = !schema.len || pg_is_wanted_schema(r, schema);
    if (!wanted || (table && !inspect_is_wanted(r->options, schema, name))) {
        pg_left_out(r, word, schema, name);
        map_put(r->memory, &r->unwanted, oid, r);
        return;
    }
    if (!pg_is_null(rows, i, UP) && !schemac_text_rows_get(rows, i, UP)[0]) {
        VEC_PUSH(r->memory, &r->result->left_out, str_format(r->memory, "%s: %.*s", word, STR_ARGS(name)));
        return;
    }
    if (pg_is_null(rows, i, UP)) {
        r->failed = !inspect_fail(r->err, SCHEMAC_UNSUPPORTED, "%s %.*s cannot be carried into a schema", word,
                                  STR_ARGS(pg_quoted(r, schema, name)));
        return;
    }
    /* Never like a table's own: what stands on a type finds it by its name. */
    model_object *object =
        pg_carry(r, str_format(r->memory, "%s", word).ptr, name, pg_text(r, rows, i, UP), pg_text(r, rows, i, DOWN));
    class_name = str_copy(r->memory, str_from(class_name)).ptr;
    pg_set_handle(r, class_name, oid, object->name);
    map_put(r->memory, &r->objects, pg_key(r, class_name, oid), object);
}

void pg_read_carried(pg_reader *r)
{
    const schemac_text_rows *rows = pg_query(r, PG_CARRIED);
    for (size_t i = 0; rows && i < rows->n_rows && !r->failed; i++)
        add_carried(r, rows, i);
}

/* What comes after what: the server's own knowledge of it, put into `after` of the objects that are carried as text. */
#include "compiler/inspect/postgresql.h"

#include <stdlib.h>
#include <string.h>

enum { CLASS, OID, TARGET_CLASS, TARGET, KIND };

typedef struct owners {
    pg_reader *reader;
    map of; /* "pg_rewrite 16400" -> str *, the key of what it is a part of */
} owners;

static void note_owners(owners *o, const schemac_text_rows *rows)
{
    pg_reader *r = o->reader;
    for (size_t i = 0; i < rows->n_rows; i++) {
        char kind = pg_char(rows, i, KIND);
        str key = pg_key(r, schemac_text_rows_get(rows, i, CLASS), pg_text(r, rows, i, OID));
        if (kind == 'n' || map_has(&o->of, key))
            continue;
        str *owner = ARENA_NEW(r->memory, str);
        *owner = pg_key(r, schemac_text_rows_get(rows, i, TARGET_CLASS), pg_text(r, rows, i, TARGET));
        map_put(r->memory, &o->of, key, owner);
    }
}

/* The key of what has a name behind `after`: itself, or what it is a part of. */
static str holder_of(const owners *o, str key)
{
    enum { FAR_ENOUGH = 8 };
    for (size_t step = 0; step < FAR_ENOUGH && !map_has(&o->reader->handles, key); step++) {
        const str *owner = map_get(&o->of, key);
        if (!owner)
            return (str){0};
        key = *owner;
    }
    return key;
}

/* A sequence is made before the table that owns it. */
static bool goes_by_edges(const model_object *object)
{
    return object && object->kind != OBJECT_SEQUENCE && object->kind != OBJECT_SCHEMA &&
           object->kind != OBJECT_EXTENSION;
}

static int by_name(const void *left, const void *right)
{
    return str_cmp(*(const str *)left, *(const str *)right);
}

/* In an order that is the same in every database: object numbers are not. */
static void sort_names(pg_reader *r)
{
    MAP_EACH (&r->schema->objects, entry) {
        model_object *object = entry->value;
        if (object->after.count > 1)
            qsort(object->after.items, object->after.count, sizeof *object->after.items, by_name);
    }
}

void pg_read_dependencies(pg_reader *r)
{
    const schemac_text_rows *rows = pg_query(r, PG_DEPENDENCIES);
    owners o = {.reader = r};
    if (!rows)
        return;
    note_owners(&o, rows);
    for (size_t i = 0; i < rows->n_rows; i++) {
        str from = holder_of(&o, pg_key(r, schemac_text_rows_get(rows, i, CLASS), pg_text(r, rows, i, OID)));
        model_object *object = map_get(&r->objects, from);
        if (!goes_by_edges(object) || strcmp(schemac_text_rows_get(rows, i, TARGET_CLASS), "pg_namespace") == 0)
            continue;
        str to = holder_of(&o, pg_key(r, schemac_text_rows_get(rows, i, TARGET_CLASS), pg_text(r, rows, i, TARGET)));
        const str *handle = map_get(&r->handles, to);
        if (handle && !str_eq(from, to))
            pg_after(r, object, *handle);
    }
    sort_names(r);
}

#include "compiler/inspect/adopt_columns.h"

#include "compiler/model/object.h"

static unsigned kind_of(const model_type *type)
{
    if (type->kind == TYPE_ENUM)
        return COLUMN_OTHER;
    if (type->kind == TYPE_NATIVE || type->dimensions)
        return COLUMN_ANY;
    switch (type->scalar) {
    case SCALAR_SMALLINT:
    case SCALAR_INT:
    case SCALAR_BIGINT:
        return COLUMN_INTEGER;
    case SCALAR_DECIMAL:
        return COLUMN_DECIMAL;
    case SCALAR_REAL:
    case SCALAR_DOUBLE:
        return COLUMN_FLOAT;
    case SCALAR_CHAR:
    case SCALAR_VARCHAR:
        return COLUMN_VARCHAR;
    case SCALAR_INTERVAL:
        return COLUMN_INTERVAL;
    case SCALAR_DATE:
        return COLUMN_DATE;
    case SCALAR_TIMESTAMP:
        return COLUMN_TIMESTAMP;
    case SCALAR_TIMESTAMPTZ:
        return COLUMN_TIMESTAMPTZ;
    default:
        return COLUMN_OTHER;
    }
}

/* --- tables --- */

static void add_relation(arena *a, adopt_known_tables *tables, str name, const model_table *table)
{
    bool again = map_has(&tables->by_name, name) || !table;
    map_put(a, &tables->by_name, name, again ? (void *)tables : (void *)table);
}

adopt_known_tables *adopt_known_tables_of(arena *a, const model_schema *schema)
{
    adopt_known_tables *tables = ARENA_NEW(a, adopt_known_tables);
    *tables = (adopt_known_tables){0};
    MAP_EACH (&schema->tables, entry) {
        const model_table *table = entry->value;
        add_relation(a, tables, table->table, table);
    }
    MAP_EACH (&schema->objects, entry) {
        const model_object *object = entry->value;
        if (object->kind == OBJECT_VIEW)
            add_relation(a, tables, object->database.len ? object->database : object->name, NULL);
    }
    return tables;
}

/* --- columns --- */

static void add_kind(arena *a, map *kinds, str column, unsigned kind)
{
    unsigned *bits = map_get(kinds, column);
    if (!bits) {
        bits = ARENA_NEW(a, unsigned);
        *bits = 0;
        map_put(a, kinds, column, bits);
    }
    *bits |= kind;
}

void adopt_columns_add(arena *a, adopt_column_kinds *columns, const model_table *table)
{
    VEC_EACH (model_column *, &table->columns, column) {
        add_kind(a, &columns->kinds, (*column)->column, kind_of(&(*column)->type));
        map_put(a, &columns->columns, (*column)->column, (void *)table);
    }
}

/* False: it is no table. */
static bool add_columns(arena *a, const adopt_known_tables *tables, str name, map *seen, adopt_column_kinds *columns)
{
    const void *found = map_get(&tables->by_name, name);
    const model_table *table = found;
    if (!found || map_put(a, seen, name, (void *)found))
        return true;
    if (found == tables)
        return false;
    adopt_columns_add(a, columns, table);
    return true;
}

adopt_column_kinds adopt_columns_in(arena *a, const adopt_known_tables *tables, const text_words *there)
{
    adopt_column_kinds columns = {0};
    map seen = {0};
    for (size_t at = 0; tables && at < there->count; at++) {
        bool begins = adopt_is_word(there, at, "create") && adopt_is_word(there, at + 1, "view");
        at += begins ? 3 : 0; /* its own name says nothing */
        bool name = adopt_is_name(there, at);
        if (name && !add_columns(a, tables, there->items[at].text, &seen, &columns))
            return (adopt_column_kinds){0};
        if (name && at > 0 && adopt_is_word(there, at - 1, "as"))
            add_kind(a, &columns.kinds, there->items[at].text, COLUMN_ANY);
    }
    return columns;
}

unsigned adopt_column_kind(const adopt_column_kinds *columns, str name)
{
    const unsigned *bits = map_get(&columns->kinds, name);
    return bits ? *bits : COLUMN_ANY;
}

bool adopt_may_be_column(const adopt_column_kinds *columns, str name)
{
    return columns->columns.live == 0 || map_has(&columns->columns, name);
}

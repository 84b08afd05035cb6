/* Good names for C. A table's model is called by one row of it, in capitals and without underscores; a name that two
 * would get that way is given to neither, but the table's own in the same form, then the schema's before it, then a
 * number. Fields and members keep the database's names where C can have them. */
#include "compiler/inspect/name.h"

#include "compiler/inspect/name_words.h"
#include "compiler/inspect/rename.h"
#include "compiler/inspect/write.h"

typedef struct namer {
    arena *memory;
    const model_schema *schema;
    map models; /* old name -> rename_names * */
    map enums;
    map taken;   /* keys of names of models and enums that are given */
    map wishes;  /* keys of short names -> how many want them: size_t * */
    map members; /* enum -> map * of keys that its members must not have */
} namer;

/* --- models and enums --- */

static size_t *wish_count(namer *n, str key)
{
    size_t *count = map_get(&n->wishes, key);
    if (!count) {
        count = ARENA_NEW(n->memory, size_t);
        map_put(n->memory, &n->wishes, key, count);
    }
    return count;
}

static str short_name(namer *n, str database, bool table)
{
    str word = name_word(n->memory, database);
    return name_camel(n->memory, table ? name_singular(n->memory, word) : word);
}

/* Gives the name, or the next best, and takes it. */
static str give(namer *n, str wish, str schema)
{
    str name = wish;
    if (map_has(&n->taken, name_key(n->memory, name)) && schema.len)
        name = str_join(n->memory, name_camel(n->memory, name_word(n->memory, schema)), wish);
    str stem = name;
    for (size_t number = 2; map_has(&n->taken, name_key(n->memory, name)); number++)
        name = str_format(n->memory, "%.*s%zu", STR_ARGS(stem), number);
    map_put(n->memory, &n->taken, name_key(n->memory, name), n);
    return name;
}

static str declared_name(namer *n, str database, str schema, bool table)
{
    str wish = short_name(n, database, table);
    if (*wish_count(n, name_key(n->memory, wish)) > 1)
        wish = name_camel(n->memory, name_word(n->memory, database));
    return give(n, wish, schema);
}

static void count_wishes(namer *n)
{
    MAP_EACH (&n->schema->tables, entry) {
        const model_table *table = entry->value;
        ++*wish_count(n, name_key(n->memory, short_name(n, table->table, true)));
    }
    MAP_EACH (&n->schema->enums, entry) {
        const model_enum *item = entry->value;
        ++*wish_count(n, name_key(n->memory, short_name(n, item->type_name, false)));
    }
}

/* --- fields and members --- */

typedef struct part_names {
    map taken; /* keys of names that are given */
    map own;   /* keys of names that can stay as they are in the database -> str *, the name: nobody else gets them */
} part_names;

static void note_own(namer *n, part_names *names, const str *database)
{
    str key = name_key(n->memory, *database);
    if (str_eq(name_word(n->memory, *database), *database) && !map_has(&names->own, key))
        map_put(n->memory, &names->own, key, (void *)(uintptr_t)database);
}

static bool is_free(namer *n, const part_names *names, str name, str database)
{
    str key = name_key(n->memory, name);
    const str *owner = map_get(&names->own, key);
    return !map_has(&names->taken, key) && (!owner || str_eq(*owner, database));
}

/* The word of a name, numbered where its key is taken. */
static str part_name(namer *n, part_names *names, str word, str database)
{
    str name = word;
    for (size_t number = 2; !is_free(n, names, name, database); number++)
        name = str_format(n->memory, "%.*s_%zu", STR_ARGS(word), number);
    map_put(n->memory, &names->taken, name_key(n->memory, name), n);
    return name;
}

/* Members are spoken of by their bare names, beside fields: none may be called like a field of a model that uses it. */
static void keep_from_members(namer *n, const model_column *column, const map *fields)
{
    if (column->type.kind != TYPE_ENUM)
        return;
    map *keys = map_get(&n->members, column->type.enum_name);
    if (!keys) {
        keys = ARENA_NEW(n->memory, map);
        map_put(n->memory, &n->members, column->type.enum_name, keys);
    }
    MAP_EACH (fields, entry)
        map_put(n->memory, keys, entry->key, n);
}

/* A relation takes the name of its column without the key's: `author` of author_id. */
static void add_relation_key(namer *n, map *fields, str field)
{
    for (size_t i = field.len; i > 1; i--)
        if (field.ptr[i - 1] == '_')
            map_put(n->memory, fields, name_key(n->memory, str_slice(field, 0, i - 1)), n);
}

static bool has_enums(const model_table *table)
{
    VEC_EACH (model_column *, &table->columns, it)
        if ((*it)->type.kind == TYPE_ENUM)
            return true;
    return false;
}

static void name_table(namer *n, const model_table *table)
{
    rename_names *names = ARENA_NEW(n->memory, rename_names);
    part_names parts = {0};
    names->name = declared_name(n, table->table, table->schema, true);
    VEC_EACH (model_column *, &table->columns, it)
        note_own(n, &parts, &(*it)->column);
    VEC_EACH (model_column *, &table->columns, it) {
        str database = (*it)->column, word = name_word(n->memory, database);
        rename_put(n->memory, names, (*it)->name, part_name(n, &parts, word, database));
    }
    map_put(n->memory, &n->models, table->name, names);
    if (!has_enums(table))
        return;
    VEC_EACH (model_column *, &table->columns, it)
        add_relation_key(n, &parts.taken, name_word(n->memory, (*it)->column));
    VEC_EACH (model_column *, &table->columns, it)
        keep_from_members(n, *it, &parts.taken);
}

static str member_name(namer *n, part_names *parts, const map *fields, str label)
{
    str word = name_word(n->memory, label);
    bool clashes = fields && map_has(fields, name_key(n->memory, word));
    /* Keys of fields and members are told apart by C, not by the schema: there, capitals are enough. */
    if (clashes && !str_eq(word, str_upper(n->memory, word)))
        word = str_upper(n->memory, word);
    else if (clashes)
        word = str_join(n->memory, word, STR("_"));
    return part_name(n, parts, word, label);
}

static void name_enum(namer *n, const model_enum *item)
{
    rename_names *names = ARENA_NEW(n->memory, rename_names);
    part_names parts = {0};
    names->name = declared_name(n, item->type_name, item->schema, false);
    const map *fields = map_get(&n->members, item->name);
    VEC_EACH (const model_member, &item->members, member)
        note_own(n, &parts, &member->label);
    VEC_EACH (const model_member, &item->members, member)
        rename_put(n->memory, names, member->name, member_name(n, &parts, fields, member->label));
    map_put(n->memory, &n->enums, item->name, names);
}

model_schema *inspect_name(arena *a, const inspect_result *read, str package)
{
    namer n = {.memory = a, .schema = read->schema};
    count_wishes(&n);
    MAP_EACH (&n.schema->tables, entry)
        name_table(&n, entry->value);
    MAP_EACH (&n.schema->enums, entry)
        name_enum(&n, entry->value);
    model_schema *named = rename_schema(a, read->schema, &n.models, &n.enums);
    named->package = package;
    name_relations(a, named);
    return named;
}

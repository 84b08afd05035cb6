#include "compiler/inspect/name.h"

#include "compiler/inspect/name_words.h"
#include "compiler/model/names.h"

/* What is known of one model while relations are made. */
typedef struct side {
    model_table *table;
    map members; /* keys of the names of fields, relations and other sides */
    map foreign; /* columns of foreign keys */
    map pairs;   /* target's name -> size_t *, how many relations */
} side;

typedef struct linker {
    arena *memory;
    const model_schema *schema;
    map sides; /* model -> side * */
} linker;

static void add_member(linker *l, side *s, str name)
{
    map_put(l->memory, &s->members, name_key(l->memory, name), s);
}

static void add_side(linker *l, model_table *table)
{
    side *s = ARENA_NEW(l->memory, side);
    s->table = table;
    VEC_EACH (model_column *, &table->columns, it)
        add_member(l, s, (*it)->name);
    VEC_EACH (model_constraint *, &table->constraints, it)
        if ((*it)->kind == CONSTRAINT_FOREIGN_KEY)
            for (size_t i = 0; i < (*it)->columns.count; i++)
                map_put(l->memory, &s->foreign, (*it)->columns.items[i], *it);
    map_put(l->memory, &l->sides, table->name, s);
}

/* The single column of the primary key to which the foreign key points; NULL: to something else. */
static const model_column *single_key(const side *target, const model_constraint *foreign)
{
    const model_constraint *key = target ? model_primary_key(target->table) : NULL;
    if (!key || key->columns.count != 1 || foreign->target_columns.count != 1 ||
        !str_eq(key->columns.items[0], foreign->target_columns.items[0]))
        return NULL;
    /* A key that is a foreign key itself could lead in a circle. */
    return map_has(&target->foreign, key->columns.items[0]) ? NULL
                                                            : model_find_column(target->table, key->columns.items[0]);
}

/* Nothing of the column but what a relation can say, or has from its target. */
static bool is_plain(const model_column *column, const model_column *key)
{
    return model_type_equal(&column->type, &key->type) && column->identity == IDENTITY_NONE &&
           column->generated == GENERATED_NONE && !column->collation.len && !column->storage.len &&
           !column->compression.len && str_eq(column->name, column->column) && !column->relation.len;
}

/* `author` for author_id; empty: the column is not called so. */
static str relation_name(linker *l, const model_column *column, const model_column *key)
{
    str ending = str_join(l->memory, STR("_"), key->name);
    bool fits = column->name.len > ending.len && str_ends_with(column->name, ending);
    return fits ? str_slice(column->name, 0, column->name.len - ending.len) : STR("");
}

static model_relation *make_relation(linker *l, side *s, const model_constraint *foreign)
{
    const side *target = map_get(&l->sides, foreign->target);
    const model_column *key = foreign->columns.count == 1 ? single_key(target, foreign) : NULL;
    model_column *column = key ? model_find_column(s->table, foreign->columns.items[0]) : NULL;
    if (!column || !is_plain(column, key) || column->dialects != foreign->dialects)
        return NULL;
    str name = relation_name(l, column, key);
    if (!name.len || map_has(&s->members, name_key(l->memory, name)))
        return NULL;
    model_relation *relation = ARENA_NEW(l->memory, model_relation);
    *relation = (model_relation){.name = name,
                                 .target = foreign->target,
                                 .kind = RELATION_TO_ONE,
                                 .columns = foreign->columns,
                                 .target_columns = foreign->target_columns,
                                 .constraint = foreign->name,
                                 .nullable = column->nullable,
                                 .doc = column->doc,
                                 .dialects = column->dialects};
    column->relation = name;
    add_member(l, s, name);
    return relation;
}

static void count_pair(linker *l, side *s, str target)
{
    size_t *count = map_get(&s->pairs, target);
    if (!count) {
        count = ARENA_NEW(l->memory, size_t);
        map_put(l->memory, &s->pairs, target, count);
    }
    ++*count;
}

static void link_side(linker *l, side *s)
{
    VEC_EACH (model_constraint *, &s->table->constraints, it) {
        if ((*it)->kind != CONSTRAINT_FOREIGN_KEY)
            continue;
        count_pair(l, s, (*it)->target);
        model_relation *relation = make_relation(l, s, *it);
        if (relation)
            VEC_PUSH(l->memory, &s->table->relations, relation);
    }
}

/* --- the other side --- */

static map unique_columns(linker *l, const model_table *table)
{
    map unique = {0};
    VEC_EACH (model_constraint *, &table->constraints, it)
        if (((*it)->kind == CONSTRAINT_UNIQUE || (*it)->kind == CONSTRAINT_PRIMARY_KEY) && (*it)->columns.count == 1)
            map_put(l->memory, &unique, (*it)->columns.items[0], *it);
    return unique;
}

/* The models that point here are a list, called as their table is; or one, called as the model is. */
static void name_back(linker *l, const side *s, model_relation *relation, const map *unique)
{
    side *target = map_get(&l->sides, relation->target);
    const size_t *pairs = map_get(&s->pairs, relation->target);
    bool one = map_has(unique, relation->columns.items[0]);
    str name = one ? str_snake_case(l->memory, s->table->name) : s->table->table;
    bool regular = str_eq(name, name_word(l->memory, name)) && str_eq(name, name_key(l->memory, name));
    bool itself = str_eq(relation->target, s->table->name);
    if (!regular || itself || *pairs != 1 || map_has(&target->members, name_key(l->memory, name)))
        return;
    relation->back = name;
    add_member(l, target, name);
}

static void name_backs(linker *l, const side *s)
{
    map unique = unique_columns(l, s->table);
    VEC_EACH (model_relation *, &s->table->relations, it)
        name_back(l, s, *it, &unique);
}

void name_relations(arena *a, model_schema *schema)
{
    linker l = {.memory = a, .schema = schema};
    MAP_EACH (&schema->tables, entry)
        add_side(&l, entry->value);
    MAP_EACH (&schema->tables, entry)
        link_side(&l, map_get(&l.sides, entry->key));
    MAP_EACH (&schema->tables, entry)
        name_backs(&l, map_get(&l.sides, entry->key));
}

/* Which mixins could be written: groups of columns that several models have in common.
 *
 * Each model is the set of its columns, a column being what it is called and all that it is. All intersections of such
 * sets would be too many, so those groups are taken that the data itself shows: columns that stand in exactly the same
 * models belong together, and grow by the columns that all these models have besides. */
#include "compiler/inspect/name_words.h"
#include "compiler/inspect/write.h"
#include "compiler/model/print.h"

#include <stdlib.h>

enum { LEAST_COLUMNS = 2, LEAST_MODELS = 3, MOST_GROUPS = 20 };

/* A column as many models have it. */
typedef struct shared_column {
    const model_column *column;
    str text;
    str_list models;
} shared_column;
typedef VEC(shared_column *) shared_columns;

typedef struct mixin_group {
    str_list models;
    shared_columns own;     /* those that stand in exactly these models */
    shared_columns columns; /* and those that stand in others, too */
    size_t order;
} mixin_group;
typedef VEC(mixin_group *) mixin_groups;

/* Its line in a mixin: type, null, default and all the rest. */
static str column_line(arena *a, const model_table *table, const model_column *column)
{
    writer out = writer_make(a);
    print_column(table, column, &out);
    return writer_result(&out);
}

/* Keys and foreign keys belong to their model. */
static map own_columns(arena *a, const model_table *table)
{
    map own = {0};
    VEC_EACH (model_constraint *, &table->constraints, it)
        if ((*it)->kind == CONSTRAINT_PRIMARY_KEY || (*it)->kind == CONSTRAINT_FOREIGN_KEY)
            for (size_t i = 0; i < (*it)->columns.count; i++)
                map_put(a, &own, (*it)->columns.items[i], *it);
    return own;
}

static void collect_columns(arena *a, map *columns, const model_table *table)
{
    map own = own_columns(a, table);
    VEC_EACH (model_column *, &table->columns, it) {
        if (map_has(&own, (*it)->name) || (*it)->relation.len)
            continue;
        str text = column_line(a, table, *it);
        shared_column *found = map_get(columns, text);
        if (!found) {
            found = ARENA_NEW(a, shared_column);
            found->column = *it;
            found->text = text;
            map_put(a, columns, text, found);
        }
        VEC_PUSH(a, &found->models, table->name);
    }
}

static str models_key(arena *a, const str_list *models)
{
    writer out = writer_make(a);
    VEC_EACH (const str, models, name) {
        writer_str(&out, *name);
        writer_char(&out, '\x1f');
    }
    return writer_result(&out);
}

/* One group for each set of models that some column has. Models are in the order declared, so equal sets have equal
 * keys. */
static mixin_groups groups_of(arena *a, const map *columns)
{
    map by_models = {0};
    mixin_groups groups = {0};
    MAP_EACH (columns, entry) {
        shared_column *column = entry->value;
        if (column->models.count < LEAST_MODELS)
            continue;
        str key = models_key(a, &column->models);
        mixin_group *group = map_get(&by_models, key);
        if (!group) {
            group = ARENA_NEW(a, mixin_group);
            group->models = column->models;
            group->order = groups.count;
            map_put(a, &by_models, key, group);
            VEC_PUSH(a, &groups, group);
        }
        VEC_PUSH(a, &group->own, column);
    }
    return groups;
}

static bool has_all(const str_list *models, const map *set)
{
    size_t count = 0;
    VEC_EACH (const str, models, name)
        count += map_has(set, *name);
    return count == set->live;
}

/* From each model to the groups that have a column of it. */
static map groups_by_model(arena *a, const mixin_groups *groups)
{
    map by_model = {0};
    VEC_EACH (mixin_group *, groups, it)
        VEC_EACH (const str, &(*it)->models, name) {
            mixin_groups *of_model = map_get(&by_model, *name);
            if (!of_model) {
                of_model = ARENA_NEW(a, mixin_groups);
                map_put(a, &by_model, *name, of_model);
            }
            VEC_PUSH(a, of_model, *it);
        }
    return by_model;
}

/* Adds the columns of wider groups that all these models have as well: such a group is one of the first model's. */
static void close_group(arena *a, mixin_group *group, const map *by_model)
{
    const mixin_groups *near_by = map_get(by_model, group->models.items[0]);
    map set = {0};
    VEC_EACH (const str, &group->models, name)
        map_put(a, &set, *name, group);
    VEC_EACH (mixin_group *, near_by, it) {
        bool wider = (*it)->models.count > group->models.count && has_all(&(*it)->models, &set);
        for (size_t i = 0; (wider || *it == group) && i < (*it)->own.count; i++)
            VEC_PUSH(a, &group->columns, (*it)->own.items[i]);
    }
}

/* Lines that a mixin would save. */
static size_t worth(const mixin_group *group)
{
    return group->columns.count * (group->models.count - 1);
}

static int best_first(const void *left, const void *right)
{
    const mixin_group *a = *(mixin_group *const *)left, *b = *(mixin_group *const *)right;
    if (worth(a) != worth(b))
        return worth(a) > worth(b) ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

static str mixin_name(arena *a, const mixin_group *group)
{
    bool times = true;
    writer out = writer_make(a);
    VEC_EACH (shared_column *, &group->columns, it) {
        scalar_kind kind = (*it)->column->type.scalar;
        times = times && (*it)->column->type.kind == TYPE_SCALAR &&
                (kind == SCALAR_TIMESTAMP || kind == SCALAR_TIMESTAMPTZ || kind == SCALAR_DATE);
        writer_text(&out, out.len ? "_and_" : "with_");
        writer_str(&out, name_word(a, (*it)->column->name));
    }
    enum { LONGEST = 48 };
    if (times)
        return STR("Timestamps");
    if (out.len <= LONGEST)
        return name_camel(a, writer_result(&out));
    return str_format(a, "With%.*sAnd%zuMore",
                      STR_ARGS(name_camel(a, name_word(a, group->columns.items[0]->column->name))),
                      group->columns.count - 1);
}

static void write_models(const mixin_group *group, writer *out)
{
    writer_format(out, "// %zu models:", group->models.count);
    VEC_EACH (const str, &group->models, name) {
        if (writer_column(out) + name->len > 110)
            writer_text(out, "\n//    ");
        writer_text(out, name == group->models.items ? " " : ", ");
        writer_str(out, *name);
    }
    writer_char(out, '\n');
}

/* Where the types stand, as the formatter has it: one blank behind names that are all equally long, else two behind the
 * longest. */
static size_t type_place(const mixin_group *group)
{
    size_t longest = 0, shortest = SIZE_MAX;
    VEC_EACH (shared_column *, &group->columns, it) {
        size_t name = str_find((*it)->text, ':');
        longest = name > longest ? name : longest;
        shortest = name < shortest ? name : shortest;
    }
    return longest + (longest == shortest ? 2 : 3);
}

static void write_group(arena *a, const mixin_group *group, map *names, writer *out)
{
    str name = mixin_name(a, group), stem = name;
    for (size_t number = 2; map_has(names, name); number++)
        name = str_format(a, "%.*s%zu", STR_ARGS(stem), number);
    map_put(a, names, name, names);
    size_t place = type_place(group);
    writer_text(out, out->len ? "\n" : "");
    write_models(group, out);
    writer_text(out, "mixin ");
    print_name(name, out);
    writer_text(out, " {\n");
    VEC_EACH (shared_column *, &group->columns, it) {
        size_t colon = str_find((*it)->text, ':') + 1;
        writer_text(out, "    ");
        writer_str(out, str_slice((*it)->text, 0, colon));
        writer_repeat(out, ' ', place - colon);
        writer_str(out, str_trim(str_slice((*it)->text, colon, (*it)->text.len)));
        writer_char(out, '\n');
    }
    writer_text(out, "}\n");
}

str inspect_suggest_mixins(arena *a, const model_schema *schema)
{
    map columns = {0}, names = {0};
    MAP_EACH (&schema->tables, entry)
        collect_columns(a, &columns, entry->value);
    MAP_EACH (&schema->tables, entry)
        map_put(a, &names, entry->key, entry->value);
    mixin_groups groups = groups_of(a, &columns), best = {0};
    map by_model = groups_by_model(a, &groups);
    VEC_EACH (mixin_group *, &groups, it) {
        close_group(a, *it, &by_model);
        if ((*it)->columns.count >= LEAST_COLUMNS)
            VEC_PUSH(a, &best, *it);
    }
    if (best.count)
        qsort(best.items, best.count, sizeof *best.items, best_first);
    writer out = writer_make(a);
    for (size_t i = 0; i < best.count && i < MOST_GROUPS; i++)
        write_group(a, best.items[i], &names, &out);
    return writer_result(&out);
}

/* The schema of a database in the words of another: see adopt.h, and adopt_internal.h for the way. */
#include "compiler/inspect/adopt_internal.h"

/* Is it there in the database, and ours to compare? */
static bool is_compared(const adopt_work *adopter, const model_table *written)
{
    return adopt_in_dialect(adopter, written->dialects) && !written->unmanaged;
}

static void put_table(adopt_work *adopter, const model_table *table)
{
    map_put(adopter->memory, &adopter->result->tables, table->name, (void *)table);
}

static void adopt_written_tables(adopt_work *adopter)
{
    MAP_EACH (&adopter->written->tables, entry) {
        const model_table *written = entry->value;
        const model_table *there = model_find_table(adopter->renamed, written->name);
        adopt_pair pair = {.adopter = adopter, .written = written, .there = there};
        if (!is_compared(adopter, written))
            put_table(adopter, written);
        else if (there)
            put_table(adopter, adopt_table(&pair));
    }
}

/* What nobody wrote stays as it is; but a model that somebody wrote gets no other side of a relation from it. */
static const model_table *other_table(adopt_work *adopter, const model_table *there)
{
    model_table *table = model_table_copy(adopter->memory, there);
    VEC_EACH (model_relation *, &table->relations, it) {
        model_relation *relation = ARENA_NEW(adopter->memory, model_relation);
        *relation = **it;
        if (model_find_table(adopter->written, relation->target))
            relation->back = STR("");
        *it = relation;
    }
    return table;
}

static void adopt_other_tables(adopt_work *adopter)
{
    MAP_EACH (&adopter->renamed->tables, entry) {
        const model_table *table = entry->value;
        if (!model_find_table(adopter->written, entry->key) &&
            !adopt_is_made(adopter, adopt_thing(adopter, "table", table->table)))
            put_table(adopter, other_table(adopter, table));
    }
}

static model_schema *adopt(arena *a, const model_schema *catalog, const model_schema *written, dialect_id dialect,
                           bool all_made)
{
    adopt_work adopter = {.memory = a, .catalog = catalog, .written = written, .dialect = dialect};
    adopter.all_made = all_made;
    adopter.result = model_schema_make(a);
    adopter.result->package = written->package;
    adopter.tables = adopt_known_tables_of(a, catalog);
    adopt_find_made(&adopter);
    adopt_give_names(&adopter);
    adopt_enums(&adopter);
    adopt_written_tables(&adopter);
    adopt_other_tables(&adopter);
    adopt_objects(&adopter);
    return adopter.result;
}

model_schema *inspect_adopt(arena *a, const model_schema *catalog, const model_schema *written, dialect_id dialect)
{
    return adopt(a, catalog, written, dialect, false);
}

model_schema *inspect_adopt_made(arena *a, const model_schema *catalog, const model_schema *written, dialect_id dialect)
{
    return adopt(a, catalog, written, dialect, true);
}

model_schema *inspect_name_alike(arena *a, const model_schema *catalog, const model_schema *other, dialect_id dialect)
{
    adopt_work adopter = {.memory = a, .catalog = catalog, .written = other, .dialect = dialect};
    adopt_give_names(&adopter);
    adopt_name_objects(&adopter);
    return adopter.renamed;
}

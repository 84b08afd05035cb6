/* Names: legal and hostile. A counter makes them unique where the plain form is taken. */
#include "tests/support/generate_internal.h"

#include "compiler/model/object.h"

static const char *const bases[] = {
    "item",      "Order", "user", "select", "index",  "check",  "größe",  "имя", "type",   "x",     "data",
    "camelCase", "from",  "name", "text",   "key",    "unique", "group",  "A",   "column", "model", "日本",
    "enum",      "drop",  "add",  "table",  "rename", "ref",    "values", "año", "Ярлык",
};

static const char *const hostile[] = {
    "With Space", "quote\"d", "semi;colon", "dot.ted", "UPPER", "naïve übung",
    "it's",       "a--b",     "per%cent",   "tab_le",  "日本",
};

enum { BASES = sizeof bases / sizeof *bases, HOSTILE = sizeof hostile / sizeof *hostile, LONGEST = 63 };

size_t generate_below(generator *g, size_t below)
{
    return test_random_below(&g->random, below);
}

bool generate_chance(generator *g, unsigned percent)
{
    return test_random_chance(&g->random, percent);
}

bool generate_any(const generator *g)
{
    return g->options->databases == 0;
}

bool generate_on(const generator *g, unsigned databases)
{
    return generate_any(g) || (g->options->databases & ~databases) == 0;
}

bool generate_claim(generator *g, const char *kind, const void *owner, str name)
{
    str lower = str_lower(g->memory, name);
    str key = str_format(g->memory, "%s %p %.*s", kind, owner, STR_ARGS(lower));
    if (map_has(&g->used, key))
        return false;
    map_put(g->memory, &g->used, key, g);
    return true;
}

static str numbered(generator *g, str base)
{
    return str_format(g->memory, "%.*s%zu", STR_ARGS(base), ++g->counter);
}

static str claim_base(generator *g, const char *kind, const void *owner)
{
    str name = str_from(bases[generate_below(g, BASES)]);
    while (!generate_claim(g, kind, owner, name))
        name = numbered(g, str_from(bases[generate_below(g, BASES)]));
    return str_copy(g->memory, name);
}

/* Exactly as long as PostgreSQL allows, and different at the end only. */
static str longest(generator *g)
{
    str end = str_format(g->memory, "%zu", ++g->counter);
    writer out = writer_make(g->memory);
    while (out.len + 2 + end.len <= LONGEST)
        writer_text(&out, "ж");
    writer_repeat(&out, 'x', LONGEST - end.len - out.len);
    writer_str(&out, end);
    return writer_result(&out);
}

static str hostile_name(generator *g)
{
    if (generate_chance(g, 15))
        return longest(g);
    return numbered(g, str_from(hostile[generate_below(g, HOSTILE)]));
}

str generate_global_name(generator *g)
{
    return claim_base(g, "declared", NULL);
}

str generate_field_name(generator *g, const model_table *table)
{
    return claim_base(g, "field", table);
}

str generate_database_name(generator *g, str follows)
{
    str name = generate_chance(g, 70) ? follows : hostile_name(g);
    while (name.len > LONGEST || !generate_claim(g, "relation", NULL, name))
        name = hostile_name(g);
    return name;
}

str generate_column_name(generator *g, const model_table *table, str follows)
{
    str name = generate_chance(g, 75) ? follows : hostile_name(g);
    while (!generate_claim(g, "column", table, name))
        name = hostile_name(g);
    return name;
}

static void claim_table(generator *g, const model_table *table)
{
    generate_claim(g, "declared", NULL, table->name);
    generate_claim(g, "relation", NULL, table->table);
    for (size_t i = 0; i < table->columns.count; i++) {
        generate_claim(g, "field", table, table->columns.items[i]->name);
        generate_claim(g, "column", table, table->columns.items[i]->column);
    }
    for (size_t i = 0; i < table->constraints.count; i++)
        generate_claim(g, "relation", NULL, table->constraints.items[i]->name);
    for (size_t i = 0; i < table->indexes.count; i++)
        generate_claim(g, "relation", NULL, table->indexes.items[i]->name);
    for (size_t i = 0; i < table->partitions.count; i++)
        generate_claim(g, "relation", NULL, table->partitions.items[i]->name);
}

void generate_claim_all(generator *g)
{
    MAP_EACH (&g->schema->tables, entry)
        claim_table(g, entry->value);
    MAP_EACH (&g->schema->objects, entry) {
        const model_object *object = entry->value;
        generate_claim(g, "declared", NULL, object->name);
        generate_claim(g, "relation", NULL, object->database.len ? object->database : object->name);
    }
    MAP_EACH (&g->schema->enums, entry) {
        const model_enum *of = entry->value;
        generate_claim(g, "declared", NULL, of->name);
        generate_claim(g, "relation", NULL, of->type_name);
        VEC_EACH (const model_member, &of->members, member) {
            generate_claim(g, "member", of, member->name);
            generate_claim(g, "label", of, member->label);
        }
    }
}

str generate_doc(generator *g)
{
    static const char *const docs[] = {"What it is.", "Two lines,\nand the second's \"quotes\".", "Ünïcode — dash",
                                       "a\n\nparagraph", "it's 100% -- fine; really"};
    return generate_chance(g, 25) ? str_from(docs[generate_below(g, sizeof docs / sizeof *docs)]) : (str){0};
}

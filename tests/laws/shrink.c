/* A counter-example as small as dropping parts makes it: parts are taken out of either side as long as the law still
 * fails. */
#include "compiler/model/object.h"
#include "compiler/model/print.h"
#include "tests/laws/laws.h"
#include "tests/support/generate.h"

typedef struct shrinker {
    arena *memory; /* of what is kept */
    const law *of;
    law_pair pair;
    str reason; /* how the explanation of the failure begins: a failure of another kind is no smaller form of this one
                 */
    bool smaller;
} shrinker;

enum { REASON = 40 };

/* Empty: the law holds. */
static str reason_of(arena *a, const law *of, law_pair pair)
{
    writer why = writer_make(a);
    if (of->holds(a, pair.before, pair.after, false, &why))
        return (str){0};
    str text = writer_result(&why);
    return text.len > REASON ? str_slice(text, 0, REASON) : text;
}

static bool still_fails(const shrinker *s, law_pair pair)
{
    arena scratch = {0};
    bool fails = str_eq(reason_of(&scratch, s->of, pair), s->reason);
    arena_free(&scratch);
    return fails;
}

/* Takes part number `part` out of the schema, counted over all there is; false when there are fewer. */
static bool take_part(model_schema *schema, size_t part)
{
    MAP_EACH (&schema->tables, entry) {
        model_table *table = entry->value;
        if (part-- == 0) {
            generate_drop_table(schema, table->name);
            return true;
        }
        for (size_t i = 0; i < table->columns.count; i++) {
            if (part-- == 0) {
                generate_drop_column(schema, table, table->columns.items[i]->name);
                return true;
            }
        }
        for (size_t i = 0; i < table->constraints.count; i++) {
            if (part-- == 0) {
                generate_drop_constraint(schema, table, i);
                return true;
            }
        }
        for (size_t i = 0; i < table->indexes.count; i++) {
            if (part-- == 0) {
                generate_drop_index(table, i);
                return true;
            }
        }
        for (size_t i = 0; i < table->rows.count + table->partitions.count; i++) {
            if (part-- == 0) {
                generate_drop_small_part(table, i);
                return true;
            }
        }
    }
    MAP_EACH (&schema->objects, entry) {
        if (part-- == 0) {
            generate_drop_object(schema, entry->value);
            return true;
        }
    }
    MAP_EACH (&schema->enums, entry) {
        if (part-- == 0) {
            generate_drop_enum(schema, entry->key);
            return true;
        }
    }
    return false;
}

static bool is_whole_table(const model_schema *schema, const model_table *table)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        const model_type *type = &table->columns.items[i]->type;
        if (type->kind == TYPE_ENUM && !map_has(&schema->enums, type->enum_name))
            return false;
    }
    for (size_t i = 0; i < table->constraints.count; i++) {
        const model_constraint *constraint = table->constraints.items[i];
        if (constraint->kind == CONSTRAINT_FOREIGN_KEY && !map_has(&schema->tables, constraint->target))
            return false;
    }
    return table->columns.count > 0;
}

/* What is no schema would fail for a reason of its own. */
static bool is_whole(const model_schema *schema)
{
    MAP_EACH (&schema->tables, entry)
        if (!is_whole_table(schema, entry->value))
            return false;
    return true;
}

static void consider(shrinker *s, law_pair candidate)
{
    if (!is_whole(candidate.before) || !is_whole(candidate.after) || !still_fails(s, candidate))
        return;
    s->pair = candidate;
    s->smaller = true;
}

/* Takes the part of that number out of one side or of both; false when there is none of that number. */
static bool try_part(shrinker *s, size_t part, bool from_before, bool from_after)
{
    model_schema *before = generate_copy(s->memory, s->pair.before);
    model_schema *after = generate_copy(s->memory, s->pair.after);
    bool taken = from_before && take_part(before, part);
    taken = (from_after && take_part(after, part)) || taken;
    if (!taken)
        return false;
    consider(s, (law_pair){before, after});
    return true;
}

static void one_round(shrinker *s, bool from_before, bool from_after)
{
    for (size_t part = 0; try_part(s, part, from_before, from_after); part++)
        ;
}

/* Every difference but one: what an element of the old side looks like on the new one. */
static void try_same_table(shrinker *s, str name)
{
    model_schema *after = generate_copy(s->memory, s->pair.after);
    model_schema *whole = generate_copy(s->memory, s->pair.before);
    model_table *old = map_get(&whole->tables, name);
    if (!map_has(&after->tables, name) || !old)
        return;
    if (model_table_equal(old, map_get(&after->tables, name)))
        return;
    map_put(s->memory, &after->tables, name, old);
    consider(s, (law_pair){s->pair.before, after});
}

law_pair shrink_pair(arena *a, const law *of, law_pair failing)
{
    shrinker s = {.memory = a, .of = of, .pair = failing, .smaller = true};
    s.reason = reason_of(a, of, failing);
    while (s.smaller) {
        s.smaller = false;
        one_round(&s, true, true);
        one_round(&s, true, false);
        one_round(&s, false, true);
        const model_schema *before = s.pair.before;
        MAP_EACH (&before->tables, entry)
            try_same_table(&s, entry->key);
    }
    return s.pair;
}

static void show(const char *title, str text)
{
    fprintf(stderr, "--- %s ---\n%.*s\n", title, STR_ARGS(text));
}

static str expanded(arena *a, const model_schema *schema)
{
    writer out = writer_make(a);
    print_schema(schema, PRINT_EXPANDED, &out);
    return writer_result(&out);
}

void law_explain(const law *of, law_pair failing, unsigned long long seed)
{
    arena a = {0};
    writer why = writer_make(&a);
    diagnostic_list diagnostics = {.memory = &a};
    source_set sources = {.memory = &a};
    of->holds(&a, failing.before, failing.after, false, &why);
    change_list changes = change_diff(&a, failing.before, failing.after, &diagnostics);
    fprintf(stderr, "law \"%s\" fails with seed %llu\n", of->name, seed);
    show("before", expanded(&a, failing.before));
    show("after", expanded(&a, failing.after));
    show("changes", text_of_changes(&a, &changes));
    writer reported = writer_make(&a);
    text_diagnostics(&diagnostics, &sources, &reported);
    show("reported", writer_result(&reported));
    show("why", writer_result(&why));
    arena_free(&a);
}

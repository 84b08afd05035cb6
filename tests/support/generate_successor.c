/* What a schema becomes: a few edits of random kinds, each with the notes that a careful author writes. */
#include "tests/support/generate_internal.h"

#include "compiler/model/names.h"
#include "compiler/model/object.h"

/* --- helpers --- */

static void claim_origins(generator *g)
{
    MAP_EACH (&g->schema->tables, entry) {
        model_table *table = entry->value;
        VEC_PUSH(g->memory, &g->origins, ((generate_origin){table, table->name}));
        for (size_t i = 0; i < table->columns.count; i++)
            VEC_PUSH(g->memory, &g->origins,
                     ((generate_origin){table->columns.items[i], table->columns.items[i]->name}));
    }
    MAP_EACH (&g->schema->enums, entry) {
        model_enum *of = entry->value;
        VEC_PUSH(g->memory, &g->origins, ((generate_origin){of, of->name}));
        VEC_EACH (model_member, &of->members, member)
            member->doc = member->name;
    }
    MAP_EACH (&g->schema->objects, entry)
        VEC_PUSH(g->memory, &g->origins, ((generate_origin){entry->value, ((model_object *)entry->value)->name}));
}

static bool is_new(const generator *g, const model_table *table)
{
    return generate_origin_of(g, table).len == 0;
}

/* Constraints and indexes that have their template's name get the new one, as when nobody has written a name. */
typedef struct template_names {
    VEC(bool) constraints;
    VEC(bool) indexes;
} template_names;

static template_names names_by_template(generator *g, const model_table *table)
{
    template_names names = {0};
    for (size_t i = 0; i < table->constraints.count; i++) {
        const model_constraint *it = table->constraints.items[i];
        VEC_PUSH(g->memory, &names.constraints, str_eq(it->name, names_of_constraint(g->memory, table, it)));
    }
    for (size_t i = 0; i < table->indexes.count; i++) {
        const model_index *it = table->indexes.items[i];
        VEC_PUSH(g->memory, &names.indexes, str_eq(it->name, names_of_index(g->memory, table, it)));
    }
    return names;
}

static void follow_templates(generator *g, model_table *table, const template_names *names)
{
    for (size_t i = 0; i < table->constraints.count; i++) {
        str name = names_of_constraint(g->memory, table, table->constraints.items[i]);
        if (names->constraints.items[i] && generate_claim(g, "relation", NULL, name))
            table->constraints.items[i]->name = name;
    }
    for (size_t i = 0; i < table->indexes.count; i++) {
        str name = names_of_index(g->memory, table, table->indexes.items[i]);
        if (names->indexes.items[i] && generate_claim(g, "relation", NULL, name))
            table->indexes.items[i]->name = name;
    }
}

static void move_table(generator *g, model_table *table, str name)
{
    generate_move_table(g->memory, g->schema, table->table, name);
    table->table = name;
}

static void move_column(generator *g, const model_table *table, model_column *column, str name)
{
    generate_move_column(g->memory, g->schema, table, column->column, name);
    column->column = name;
}

/* --- models --- */

static void edit_add_model(generator *g)
{
    model_table *table = generate_table(g);
    generate_foreign_key(g, table);
    generate_index(g, table);
}

static void edit_drop_model(generator *g)
{
    const model_table *table = generate_some_table(g);
    if (!table)
        return;
    generate_drop_table(g->schema, table->name);
}

static void edit_rename_model(generator *g)
{
    model_table *table = generate_some_table(g);
    if (!table)
        return;
    template_names names = names_by_template(g, table);
    if (generate_chance(g, 75))
        generate_rename_table(g, table, generate_global_name(g));
    if (generate_chance(g, 70))
        move_table(g, table, generate_database_name(g, str_snake_case(g->memory, table->name)));
    follow_templates(g, table, &names);
}

static void edit_swap_models(generator *g)
{
    model_table *first = generate_some_table(g);
    model_table *second = generate_some_table(g);
    if (first == second || is_new(g, first) || is_new(g, second))
        return;
    str first_name = first->name;
    str second_name = second->name;
    generate_rename_table(g, first, STR("between"));
    generate_rename_table(g, second, first_name);
    generate_rename_table(g, first, second_name);
    if (generate_chance(g, 50)) {
        str table = first->table;
        str other = second->table;
        move_table(g, first, STR("schemac between"));
        move_table(g, second, table);
        move_table(g, first, other);
    }
}

static void edit_model(generator *g)
{
    model_table *table = generate_some_table(g);
    if (!table)
        return;
    table->doc = generate_doc(g);
    generate_row_forms(g, table);
    generate_orders(g, table);
    if (generate_on(g, DIALECT_BIT_POSTGRESQL)) {
        table->row_security = generate_chance(g, 30);
        table->force_row_security = generate_chance(g, 30);
        table->row_security_dialects = DIALECT_BIT_POSTGRESQL;
    }
    if (!generate_any(g)) {
        if (!table->partition_by.len && generate_on(g, DIALECT_BIT_POSTGRESQL) && generate_chance(g, 50)) {
            model_option_list none = {0};
            table->storage = none;
        }
        return;
    }
    table->unlogged = generate_chance(g, 20);
    table->unmanaged = generate_chance(g, 10);
    if (generate_chance(g, 20))
        table->schema = generate_chance(g, 50) ? STR("other") : (str){0};
    if (generate_chance(g, 30)) {
        model_option_list options = {0};
        VEC_PUSH(g->memory, &options, ((model_option){STR("fillfactor"), STR("60")}));
        table->storage = options;
    }
}

/* --- columns --- */

static void edit_add_column(generator *g)
{
    model_table *table = generate_some_table(g);
    if (!table)
        return;
    model_column *column = generate_column(g, table);
    /* Old rows need a value. */
    if (!generate_any(g) && !column->default_value && column->generated == GENERATED_NONE)
        column->nullable = true;
}

size_t generate_plain_columns(const model_table *table)
{
    size_t count = 0;
    for (size_t i = 0; i < table->columns.count; i++)
        count += table->columns.items[i]->generated == GENERATED_NONE;
    return count;
}

static void edit_drop_column(generator *g)
{
    model_table *table = generate_some_table(g);
    if (!table || generate_plain_columns(table) < 2)
        return;
    str field = generate_some_column(g, table)->name;
    if (!generate_any(g) && generate_is_partition_key(table, field))
        return;
    generate_drop_column(g->schema, table, field);
    if (generate_plain_columns(table) == 0)
        edit_add_column(g);
    if (generate_plain_columns(table) == 0)
        generate_drop_table(g->schema, table->name);
}

static void edit_rename_column(generator *g)
{
    model_table *table = generate_some_table(g);
    model_column *column = table ? generate_some_column(g, table) : NULL;
    if (!column)
        return;
    template_names names = names_by_template(g, table);
    if (generate_chance(g, 75))
        generate_rename_column(g, table, column, generate_field_name(g, table));
    if (generate_chance(g, 70))
        move_column(g, table, column, generate_column_name(g, table, column->name));
    follow_templates(g, table, &names);
}

static void edit_swap_columns(generator *g)
{
    model_table *table = generate_some_table(g);
    model_column *first = table ? generate_some_column(g, table) : NULL;
    model_column *second = table ? generate_some_column(g, table) : NULL;
    if (first == second || !generate_origin_of(g, first).len || !generate_origin_of(g, second).len)
        return;
    str first_name = first->name;
    str second_name = second->name;
    generate_rename_column(g, table, first, STR("between"));
    generate_rename_column(g, table, second, first_name);
    generate_rename_column(g, table, first, second_name);
    if (generate_chance(g, 50)) {
        str column = first->column;
        str other = second->column;
        move_column(g, table, first, STR("schemac between"));
        move_column(g, table, second, column);
        move_column(g, table, first, other);
    }
}

/* One column goes and another takes its name. */
static void edit_take_over(generator *g)
{
    model_table *table = generate_some_table(g);
    model_column *heir = table ? generate_some_column(g, table) : NULL;
    model_column *gone = table ? generate_some_column(g, table) : NULL;
    if (heir == gone || !generate_origin_of(g, heir).len || heir->generated != GENERATED_NONE)
        return;
    if (!generate_any(g) && generate_is_partition_key(table, gone->name))
        return;
    str origin = generate_origin_of(g, gone);
    if (!origin.len || !str_eq(origin, gone->name))
        return;
    str column = gone->column;
    generate_drop_column(g->schema, table, gone->name);
    if (!model_find_column(table, heir->name))
        return;
    generate_rename_column(g, table, heir, origin);
    if (generate_chance(g, 50))
        move_column(g, table, heir, column);
}

static bool in_primary_key(const model_table *table, str field)
{
    const model_constraint *key = model_primary_key(table);
    for (size_t i = 0; key && i < key->columns.count; i++)
        if (str_eq(key->columns.items[i], field))
            return true;
    return false;
}

static bool feeds_generated(const model_table *table, str field)
{
    return generate_is_mentioned(table, field);
}

static void edit_column(generator *g)
{
    model_table *table = generate_some_table(g);
    model_column *column = table ? generate_some_column(g, table) : NULL;
    if (!column)
        return;
    column->doc = generate_doc(g);
    bool plain = column->generated == GENERATED_NONE && column->identity == IDENTITY_NONE;
    bool filled = generate_any(g) || generate_origin_of(g, column).len || is_new(g, table);
    /* A new column that points somewhere has nothing but nulls in the old rows. */
    if (plain && generate_chance(g, 60) && (filled || !generate_is_in_key(g->schema, table, column->name)))
        column->default_value = generate_chance(g, 70) ? generate_default(g, &column->type) : NULL;
    bool free_to = plain && !in_primary_key(table, column->name) && !feeds_generated(table, column->name);
    if (!generate_any(g) && column->nullable)
        free_to = free_to && column->type.kind != TYPE_NATIVE && generate_rows_say(table, column->name);
    if (free_to && generate_chance(g, 40) && !generate_is_in_key(g->schema, table, column->name))
        column->nullable = filled ? !column->nullable : true;
}

static void edit_dialects(generator *g)
{
    model_table *table = generate_some_table(g);
    model_column *column = table ? generate_some_column(g, table) : NULL;
    unsigned dialects = generate_chance(g, 40) ? DIALECT_ALL : 1u << generate_below(g, DIALECT_COUNT);
    if (!column || !generate_any(g))
        return;
    if (generate_chance(g, 60)) {
        column->dialects = dialects & table->dialects ? dialects & table->dialects : table->dialects;
        return;
    }
    table->dialects = dialects;
    generate_keep_rows(table);
    if (dialects == DIALECT_BIT_SQLITE)
        generate_only_sqlite(table);
    for (size_t i = 0; i < table->columns.count; i++)
        table->columns.items[i]->dialects = dialects;
    for (size_t i = 0; i < table->constraints.count; i++)
        table->constraints.items[i]->dialects = dialects;
    for (size_t i = 0; i < table->indexes.count; i++)
        table->indexes.items[i]->dialects = dialects;
}

/* --- constraints and indexes --- */

static void edit_add_item(generator *g)
{
    model_table *table = generate_some_table(g);
    if (!table || table->columns.count == 0)
        return;
    switch (generate_below(g, 5)) {
    case 0:
        generate_unique(g, table, !is_new(g, table));
        break;
    case 1:
        generate_check(g, table);
        break;
    case 2:
        generate_foreign_key(g, table);
        break;
    case 3:
        if (generate_any(g))
            generate_primary_key(g, table);
        break;
    default:
        generate_index(g, table);
    }
}

static void edit_drop_item(generator *g)
{
    model_table *table = generate_some_table(g);
    if (!table)
        return;
    if (table->constraints.count && generate_chance(g, 60))
        generate_drop_constraint(g->schema, table, generate_below(g, table->constraints.count));
    else if (table->indexes.count)
        generate_drop_index(table, generate_below(g, table->indexes.count));
}

static void edit_rename_item(generator *g)
{
    model_table *table = generate_some_table(g);
    if (!table)
        return;
    if (table->constraints.count && generate_chance(g, 60)) {
        model_constraint *it = table->constraints.items[generate_below(g, table->constraints.count)];
        it->name = generate_database_name(g, it->name);
    } else if (table->indexes.count) {
        model_index *it = table->indexes.items[generate_below(g, table->indexes.count)];
        it->name = generate_database_name(g, it->name);
    }
}

static void edit_swap_items(generator *g)
{
    model_table *first = generate_some_table(g);
    model_table *second = generate_some_table(g);
    if (!first || !first->indexes.count || !second->indexes.count || !str_eq(first->schema, second->schema))
        return;
    model_index *one = first->indexes.items[generate_below(g, first->indexes.count)];
    model_index *other = second->indexes.items[generate_below(g, second->indexes.count)];
    str name = one->name;
    one->name = other->name;
    other->name = name;
}

static void edit_item(generator *g)
{
    model_table *table = generate_some_table(g);
    if (!table || table->constraints.count == 0)
        return;
    model_constraint *it = table->constraints.items[generate_below(g, table->constraints.count)];
    if (it->kind == CONSTRAINT_FOREIGN_KEY) {
        it->on_delete = it->on_delete == ACTION_CASCADE ? ACTION_RESTRICT : ACTION_CASCADE;
        it->deferrable = it->initially_deferred = generate_chance(g, 30);
    } else if (it->kind == CONSTRAINT_CHECK) {
        const expression *check = generate_condition(g, table);
        it->check = check ? check : it->check;
    }
}

static void edit_index(generator *g)
{
    model_table *table = generate_some_table(g);
    if (!table || table->indexes.count == 0)
        return;
    model_index *it = table->indexes.items[generate_below(g, table->indexes.count)];
    model_key_list keys = {0};
    if (str_eq(it->method, STR("hash")))
        return;
    VEC_EACH (const model_key, &it->keys, key)
        VEC_PUSH(g->memory, &keys, *key);
    keys.items[0].descending = !keys.items[0].descending;
    it->keys = keys;
}

/* --- partitions, exclusion, rows --- */

static void edit_partitions(generator *g)
{
    model_table *table = generate_some_table(g);
    MAP_EACH (&g->schema->tables, entry)
        if (((model_table *)entry->value)->partition_by.len && generate_chance(g, 80))
            table = entry->value;
    if (table && generate_any(g) && !table->partition_by.len && table->dialects != DIALECT_BIT_SQLITE)
        generate_partitioning(g, table);
    else if (table)
        generate_edit_partitions(g, table);
}

static void edit_exclude(generator *g)
{
    model_table *table = generate_some_table(g);
    if (table)
        generate_exclude(g, table, !is_new(g, table));
}

static void edit_rows(generator *g)
{
    model_table *table = generate_some_table(g);
    if (table)
        generate_edit_rows(g, table);
}

static generate_edit *const edits[] = {
    edit_partitions,
    edit_partitions,
    edit_exclude,
    edit_rows,
    edit_rows,
    edit_rows,
    generate_edit_fallback,
    generate_edit_retire_member,
    edit_add_model,
    edit_drop_model,
    edit_rename_model,
    edit_swap_models,
    edit_model,
    edit_add_column,
    edit_add_column,
    edit_drop_column,
    edit_drop_column,
    edit_rename_column,
    edit_rename_column,
    edit_swap_columns,
    edit_take_over,
    generate_edit_retype,
    generate_edit_retype,
    edit_column,
    edit_column,
    edit_add_item,
    edit_add_item,
    edit_add_item,
    edit_drop_item,
    edit_rename_item,
    edit_swap_items,
    edit_item,
    edit_index,
    generate_edit_add_enum,
    generate_edit_drop_enum,
    generate_edit_enum,
    generate_edit_add_member,
    generate_edit_add_member,
    generate_edit_drop_member,
    generate_edit_rename_member,
    generate_edit_swap_members,
    generate_edit_retire_member,
    edit_dialects,
    generate_edit_add_object,
    generate_edit_add_object,
    generate_edit_drop_object,
    generate_edit_object,
    generate_edit_object,
    generate_edit_rename_object,
    generate_edit_wide,
    generate_edit_wide,
    generate_edit_wide,
    generate_edit_wide,
    generate_edit_place,
    generate_edit_place,
};

/* --- notes: `drop` for every name that is gone and was not said to be an old one --- */

static void note_drops(arena *a, const map *kept, const map *before, str_list *dropped)
{
    MAP_EACH (before, entry)
        if (!map_has(kept, entry->key))
            VEC_PUSH(a, dropped, entry->key);
}

static void keep(arena *a, map *kept, str name, str was)
{
    map_put(a, kept, name, kept);
    map_put(a, kept, was, kept);
}

static void note_columns(generator *g, const model_schema *before)
{
    MAP_EACH (&g->schema->tables, entry) {
        model_table *table = entry->value;
        const model_table *old = model_find_table(before, generate_origin_of(g, table));
        map kept = {0};
        for (size_t i = 0; i < table->columns.count; i++)
            keep(g->memory, &kept, table->columns.items[i]->name, table->columns.items[i]->was);
        if (old)
            note_drops(g->memory, &kept, &old->column_by_name, &table->dropped);
    }
}

static void note_declarations(generator *g, const model_schema *before)
{
    map tables = {0};
    map enums = {0};
    MAP_EACH (&g->schema->tables, entry)
        keep(g->memory, &tables, entry->key, ((model_table *)entry->value)->was);
    MAP_EACH (&g->schema->enums, entry)
        keep(g->memory, &enums, entry->key, ((model_enum *)entry->value)->was);
    note_drops(g->memory, &tables, &before->tables, &g->schema->dropped_models);
    note_drops(g->memory, &enums, &before->enums, &g->schema->dropped_enums);
}

model_schema *generate_successor(arena *a, const model_schema *before, uint64_t seed, const generate_options *options)
{
    generator g = {.memory = a, .random = test_random_make(seed), .options = options};
    g.schema = generate_copy(a, before);
    /* Numbers of names go on where no schema has been. */
    g.counter = 1000;
    claim_origins(&g);
    generate_claim_all(&g);
    g.schema->dropped_models.count = 0;
    g.schema->dropped_enums.count = 0;
    g.schema->dropped_objects = (map){0};
    size_t count = 1 + generate_below(&g, options->max_edits ? options->max_edits : 8);
    for (size_t i = 0; i < count; i++)
        edits[generate_below(&g, sizeof edits / sizeof *edits)](&g);
    static generate_edit *const retypes[] = {generate_retype_key, generate_edit_retype,       generate_edit_retype,
                                             generate_retype_key, generate_edit_swap_members, generate_edit_retype};
    for (size_t i = 0; i < options->retypes; i++)
        retypes[i % (sizeof retypes / sizeof *retypes)](&g);
    generate_settle_logs(&g);
    MAP_EACH (&g.schema->tables, entry)
        generate_settle_forms(entry->value);
    generate_settle_orders(&g);
    MAP_EACH (&g.schema->tables, entry)
        if (!generate_any(&g))
            generate_mend_rows(&g, entry->value);
    MAP_EACH (&g.schema->enums, entry)
        VEC_EACH (model_member, &((model_enum *)entry->value)->members, member)
            member->doc = (str){0};
    note_columns(&g, before);
    note_declarations(&g, before);
    generate_note_objects(&g, before);
    return g.schema;
}

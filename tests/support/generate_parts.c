/* Parts of a schema: enums, models, columns, constraints, indexes. */
#include "tests/support/generate_internal.h"

#include "compiler/model/names.h"

/* --- enums --- */

/* The member that no successor takes away. */
static str kept_member(const model_enum *of)
{
    VEC_EACH (const model_member, &of->members, member)
        if (str_eq(member->title, STR("keep")))
            return member->name;
    return (str){0};
}

void generate_member_add(generator *g, model_enum *of, size_t position)
{
    static const char *const names[] = {"ADMIN", "client", "where", "Größe_", "NULL_",
                                        "null",  "НОВЫЙ",  "case",  "low",    "true"};
    static const char *const labels[] = {"it's", "a b", "Ünï", "UPPER", "", "per%cent"};
    str name = str_from(names[generate_below(g, sizeof names / sizeof *names)]);
    while (!generate_claim(g, "member", of, name))
        name = str_format(g->memory, "m%zu", ++g->counter);
    str label = generate_chance(g, 75) ? name : str_from(labels[generate_below(g, sizeof labels / sizeof *labels)]);
    while (!generate_claim(g, "label", of, label))
        label = str_format(g->memory, "label %zu", ++g->counter);
    str fallback = kept_member(of);
    VEC_PUSH(g->memory, &of->members, ((model_member){0}));
    for (size_t i = of->members.count - 1; i > position; i--)
        of->members.items[i] = of->members.items[i - 1];
    of->members.items[position] =
        (model_member){.name = str_copy(g->memory, name), .label = str_copy(g->memory, label)};
    if (generate_chance(g, 85))
        of->members.items[position].fallback = fallback;
}

model_enum *generate_enum(generator *g)
{
    model_enum *of = ARENA_NEW(g->memory, model_enum);
    of->name = generate_global_name(g);
    of->type_name = generate_database_name(g, str_snake_case(g->memory, of->name));
    of->storage = (model_storage)generate_below(g, 3);
    of->dialects = DIALECT_ALL;
    if (generate_any(g) && generate_chance(g, 10))
        of->schema = STR("shop");
    generate_place_enum(g, of);
    size_t count = 1 + generate_below(g, 5);
    for (size_t i = 0; i < count; i++)
        generate_member_add(g, of, i);
    of->members.items[generate_below(g, count)].title = STR("keep");
    VEC_EACH (model_member, &of->members, member)
        if (!member->title.len && generate_chance(g, 60))
            member->fallback = kept_member(of);
    map_put(g->memory, &g->schema->enums, of->name, of);
    return of;
}

/* --- what is there --- */

model_table *generate_some_table(generator *g)
{
    size_t ours = 0;
    MAP_EACH (&g->schema->tables, entry)
        ours += generate_is_ours(g, entry->value);
    size_t wanted = generate_below(g, ours);
    MAP_EACH (&g->schema->tables, entry)
        if (generate_is_ours(g, entry->value) && wanted-- == 0)
            return entry->value;
    return NULL;
}

model_column *generate_some_column(generator *g, const model_table *table)
{
    return table->columns.count ? table->columns.items[generate_below(g, table->columns.count)] : NULL;
}

bool generate_is_in_key(const model_schema *schema, const model_table *table, str field)
{
    for (size_t i = 0; i < table->constraints.count; i++) {
        const model_constraint *own = table->constraints.items[i];
        VEC_EACH (const model_key, &own->keys, key)
            if (str_eq(key->value->text, field))
                return true;
        if (str_list_has(&own->columns, field))
            return true;
    }
    MAP_EACH (&schema->tables, entry) {
        const model_table *other = entry->value;
        for (size_t i = 0; i < other->constraints.count; i++)
            if (str_eq(other->constraints.items[i]->target, table->name) &&
                str_list_has(&other->constraints.items[i]->target_columns, field))
                return true;
    }
    return false;
}

typedef struct mention {
    str field;
    bool found;
} mention;

static void find_mention(void *context, const expression *column)
{
    mention *wanted = context;
    wanted->found = wanted->found || str_eq(column->text, wanted->field);
}

bool generate_mentions(const expression *e, str field)
{
    mention wanted = {.field = field};
    if (e)
        expression_columns(e, find_mention, &wanted);
    return wanted.found;
}

bool generate_is_mentioned(const model_table *table, str field)
{
    bool found = false;
    VEC_EACH (model_column *const, &table->columns, column)
        found = found || generate_mentions((*column)->generated_as, field);
    VEC_EACH (model_constraint *const, &table->constraints, item)
        found = found || generate_mentions((*item)->check, field) || generate_mentions((*item)->where, field);
    VEC_EACH (model_index *const, &table->indexes, index)
        found = found || generate_mentions((*index)->where, field);
    return found;
}

/* --- columns --- */

static void make_generated(generator *g, model_table *table, model_column *column)
{
    const model_column *from = generate_some_column(g, table);
    bool number = from && generate_type_is_number(&from->type) && from->type.scalar != SCALAR_DECIMAL;
    if (!from || from->generated != GENERATED_NONE || (!number && !generate_type_is_text(&from->type)))
        return;
    column->type = (model_type){.kind = TYPE_SCALAR, .scalar = SCALAR_TEXT};
    if (number)
        column->type.scalar =
            from->type.scalar == SCALAR_REAL || from->type.scalar == SCALAR_DOUBLE ? SCALAR_DOUBLE : SCALAR_BIGINT;
    column->generated = generate_any(g) && generate_chance(g, 30) ? GENERATED_VIRTUAL : GENERATED_STORED;
    column->generated_as = generate_derived(g, from);
    column->nullable = from->nullable;
}

model_column *generate_column(generator *g, model_table *table)
{
    model_column *column = ARENA_NEW(g->memory, model_column);
    column->name = generate_field_name(g, table);
    column->column = generate_column_name(g, table, column->name);
    column->type = generate_type(g);
    column->nullable = generate_chance(g, 40);
    column->dialects = table->dialects;
    column->doc = generate_doc(g);
    if (generate_chance(g, 10))
        make_generated(g, table, column);
    if (column->generated == GENERATED_NONE && generate_chance(g, 40))
        column->default_value = generate_default(g, &column->type);
    if (generate_any(g) && generate_type_is_text(&column->type) && generate_chance(g, 10))
        column->collation = STR("C");
    if (generate_any(g) && generate_chance(g, 5))
        column->storage = STR("external");
    model_add_column(g->memory, table, column);
    generate_wide_column(g, table, column);
    return column;
}

/* --- constraints and indexes --- */

void generate_name_constraint(generator *g, const model_table *table, model_constraint *constraint)
{
    constraint->dialects = table->dialects;
    constraint->name = generate_database_name(g, names_of_constraint(g->memory, table, constraint));
}

void generate_name_index(generator *g, const model_table *table, model_index *index)
{
    index->dialects = table->dialects;
    index->name = generate_database_name(g, names_of_index(g->memory, table, index));
}

static model_constraint *make_constraint(generator *g, model_constraint_kind kind)
{
    model_constraint *constraint = ARENA_NEW(g->memory, model_constraint);
    constraint->kind = kind;
    constraint->dialects = DIALECT_ALL;
    return constraint;
}

static void add_constraint(generator *g, model_table *table, model_constraint *constraint)
{
    generate_wide_constraint(g, table, constraint);
    generate_name_constraint(g, table, constraint);
    VEC_PUSH(g->memory, &table->constraints, constraint);
}

bool generate_primary_key(generator *g, model_table *table)
{
    if (model_primary_key(table))
        return false;
    model_constraint *key = make_constraint(g, CONSTRAINT_PRIMARY_KEY);
    size_t wanted = generate_chance(g, 25) ? 2 : 1;
    for (size_t i = 0; i < table->columns.count && key->columns.count < wanted; i++) {
        const model_column *column = table->columns.items[i];
        if (!column->nullable && column->generated == GENERATED_NONE && generate_type_is_unique(&column->type))
            VEC_PUSH(g->memory, &key->columns, column->name);
    }
    if (key->columns.count == 0)
        return false;
    add_constraint(g, table, key);
    return true;
}

/* In a table that has rows already only columns that were filled when it was made hold different values. */
static bool can_be_unique(const generator *g, const model_table *table, const model_column *column, bool on_old_rows)
{
    return column->generated == GENERATED_NONE && generate_type_is_unique(&column->type) &&
           generate_rows_differ(g->memory, table, column->name) &&
           (!on_old_rows || generate_any(g) || generate_origin_of(g, column).len);
}

bool generate_unique(generator *g, model_table *table, bool on_old_rows)
{
    if (table->partition_by.len && !generate_any(g))
        return false;
    model_constraint *unique = make_constraint(g, CONSTRAINT_UNIQUE);
    size_t wanted = 1 + generate_below(g, 2);
    size_t start = generate_below(g, table->columns.count);
    for (size_t i = start; i < table->columns.count && unique->columns.count < wanted; i++)
        if (can_be_unique(g, table, table->columns.items[i], on_old_rows))
            VEC_PUSH(g->memory, &unique->columns, table->columns.items[i]->name);
    if (unique->columns.count == 0)
        return false;
    if (generate_any(g)) {
        unique->nulls_not_distinct = generate_chance(g, 10);
        unique->deferrable = false;
    }
    add_constraint(g, table, unique);
    return true;
}

bool generate_check(generator *g, model_table *table)
{
    model_constraint *check = make_constraint(g, CONSTRAINT_CHECK);
    check->check = generate_condition(g, table);
    if (!check->check)
        return false;
    check->not_valid = generate_any(g) && generate_chance(g, 10);
    add_constraint(g, table, check);
    return true;
}

static const model_constraint *some_key(generator *g, const model_table *table)
{
    size_t start = generate_below(g, table->constraints.count);
    for (size_t i = start; i < table->constraints.count; i++) {
        const model_constraint *key = table->constraints.items[i];
        if (key->kind == CONSTRAINT_PRIMARY_KEY || key->kind == CONSTRAINT_UNIQUE)
            return key;
    }
    return NULL;
}

/* A column to point with: a new one of the same type, which may be null. */
static model_column *pointing_column(generator *g, model_table *table, const model_column *target)
{
    model_column *column = ARENA_NEW(g->memory, model_column);
    column->name = generate_field_name(g, table);
    column->column = generate_column_name(g, table, column->name);
    column->type = target->type;
    column->collation = target->collation;
    column->nullable = true;
    column->dialects = table->dialects;
    model_add_column(g->memory, table, column);
    return column;
}

bool generate_foreign_key(generator *g, model_table *table)
{
    static const model_action actions[] = {ACTION_NO_ACTION, ACTION_CASCADE, ACTION_RESTRICT, ACTION_SET_NULL};
    const model_table *target = generate_chance(g, 20) ? table : generate_some_table(g);
    const model_constraint *key = target ? some_key(g, target) : NULL;
    if (!key || target->unmanaged)
        return false;
    model_constraint *foreign = make_constraint(g, CONSTRAINT_FOREIGN_KEY);
    foreign->target = target->name;
    for (size_t i = 0; i < key->columns.count; i++) {
        const model_column *column = model_find_column(target, key->columns.items[i]);
        VEC_PUSH(g->memory, &foreign->target_columns, column->name);
        VEC_PUSH(g->memory, &foreign->columns, pointing_column(g, table, column)->name);
    }
    foreign->on_delete = actions[generate_below(g, 4)];
    foreign->on_update = actions[generate_below(g, 3)];
    foreign->deferrable = generate_chance(g, 15);
    foreign->initially_deferred = foreign->deferrable && generate_chance(g, 50);
    foreign->not_valid = generate_any(g) && generate_chance(g, 10);
    add_constraint(g, table, foreign);
    return true;
}

static bool can_be_indexed(const model_type *type)
{
    return generate_type_is_unique(type) || (type->kind == TYPE_ENUM && !type->dimensions) ||
           (type->kind == TYPE_SCALAR && type->scalar == SCALAR_BOOL && !type->dimensions);
}

static void add_key(generator *g, model_index *index, const model_column *column)
{
    model_key key = {.value = generate_column_ref(g, column->name)};
    if (generate_type_is_text(&column->type) && generate_chance(g, 25))
        key.value = generate_derived(g, column);
    key.descending = generate_chance(g, 30);
    key.nulls_said = generate_on(g, DIALECT_BIT_POSTGRESQL) && generate_chance(g, 20);
    key.nulls_first = key.nulls_said && generate_chance(g, 50);
    VEC_PUSH(g->memory, &index->keys, key);
}

static void index_extras(generator *g, model_table *table, model_index *index)
{
    const model_column *included = generate_some_column(g, table);
    if (generate_chance(g, 20))
        index->where = generate_condition(g, table);
    if (generate_on(g, DIALECT_BIT_POSTGRESQL) && generate_chance(g, 15))
        VEC_PUSH(g->memory, &index->include, included->name);
    if (generate_any(g) && generate_chance(g, 10))
        VEC_PUSH(g->memory, &index->with, ((model_option){STR("fillfactor"), STR("70")}));
    index->concurrently = generate_any(g) && generate_chance(g, 10);
}

bool generate_index(generator *g, model_table *table)
{
    model_index *index = ARENA_NEW(g->memory, model_index);
    index->dialects = DIALECT_ALL;
    size_t wanted = 1 + generate_below(g, 2);
    size_t start = generate_below(g, table->columns.count);
    bool all_different = true;
    for (size_t i = start; i < table->columns.count && index->keys.count < wanted; i++) {
        const model_column *column = table->columns.items[i];
        if (!can_be_indexed(&column->type))
            continue;
        add_key(g, index, column);
        all_different = all_different && can_be_unique(g, table, column, g->origins.count > 0) &&
                        index->keys.items[index->keys.count - 1].value->kind == EXPRESSION_COLUMN;
    }
    if (index->keys.count == 0)
        return false;
    index->unique = all_different && !table->partition_by.len && generate_chance(g, 30);
    index_extras(g, table, index);
    generate_wide_index(g, table, index);
    generate_name_index(g, table, index);
    VEC_PUSH(g->memory, &table->indexes, index);
    return true;
}

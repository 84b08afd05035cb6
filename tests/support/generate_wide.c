/* What only PostgreSQL has, and only schemas for its laws get: extensions, procedures, domains, indexes of materialized
 * views, functions that tables use, and the rarer options of columns, constraints and indexes. */
#include "tests/support/generate_internal.h"

#include "compiler/model/object.h"

static bool is_wide(const generator *g)
{
    return g->options->databases == DIALECT_BIT_POSTGRESQL;
}

/* --- options of parts --- */

static void set_option(generator *g, model_option_list *options, const char *name, const char *value)
{
    model_option_list fresh = {0};
    VEC_EACH (const model_option, options, option)
        if (!str_eq(option->name, str_from(name)))
            VEC_PUSH(g->memory, &fresh, *option);
    if (generate_chance(g, 70))
        VEC_PUSH(g->memory, &fresh, ((model_option){str_from(name), str_from(value)}));
    *options = fresh;
}

static void vary_identity(generator *g, model_column *column)
{
    static const char *const options[][2] = {{"start", "100"}, {"increment", "5"}, {"cache", "10"}, {"cycle", "true"}};
    const char *const *option = options[generate_below(g, 4)];
    set_option(g, &column->identity_options, option[0], option[1]);
}

static void vary_text(generator *g, model_column *column)
{
    static const char *const collations[] = {"", "C", "POSIX"}, *const storages[] = {"", "external", "main", "plain"},
                             *const compressions[] = {"", "pglz"};
    if (generate_chance(g, 50))
        column->collation = str_from(collations[generate_below(g, 3)]);
    if (generate_chance(g, 30))
        column->storage = str_from(storages[generate_below(g, 4)]);
    if (generate_chance(g, 30))
        column->compression = str_from(compressions[generate_below(g, 2)]);
}

static bool is_referenced(const generator *g, const model_table *table, str field)
{
    return generate_is_in_key(g->schema, table, field) || generate_is_partition_key(table, field);
}

void generate_wide_column(generator *g, model_table *table, model_column *column)
{
    if (!is_wide(g) || !generate_chance(g, 30))
        return;
    if (column->identity != IDENTITY_NONE)
        vary_identity(g, column);
    else if (generate_type_is_text(&column->type) && column->generated == GENERATED_NONE &&
             !is_referenced(g, table, column->name))
        vary_text(g, column);
}

void generate_wide_constraint(generator *g, const model_table *table, model_constraint *constraint)
{
    if (!is_wide(g) || !generate_chance(g, 25))
        return;
    bool check = constraint->kind == CONSTRAINT_CHECK;
    bool pointer = constraint->kind == CONSTRAINT_FOREIGN_KEY && !table->partition_by.len;
    constraint->not_valid = (check || pointer) && !constraint->not_valid;
    bool unique = constraint->kind == CONSTRAINT_UNIQUE;
    VEC_EACH (const str, &constraint->columns, field)
        unique = unique && !model_find_column(table, *field)->nullable;
    constraint->nulls_not_distinct = unique;
}

void generate_wide_index(generator *g, const model_table *table, model_index *index)
{
    if (!is_wide(g) || !generate_chance(g, 40))
        return;
    model_key *key = &index->keys.items[0];
    const model_column *column =
        key->value->kind == EXPRESSION_COLUMN ? model_find_column(table, key->value->text) : NULL;
    bool text = column && generate_type_is_text(&column->type);
    if (index->keys.count == 1 && column && !index->unique && !index->include.count && generate_chance(g, 30)) {
        index->method = STR("hash");
        key->descending = key->nulls_said = key->nulls_first = false;
        return;
    }
    if (text && generate_chance(g, 40))
        key->opclass = column->type.scalar == SCALAR_TEXT ? STR("text_pattern_ops") : STR("varchar_pattern_ops");
    if (text && generate_chance(g, 30))
        key->collation = STR("C");
    index->nulls_not_distinct = index->unique && column && !column->nullable && index->keys.count == 1;
    if (generate_chance(g, 40))
        set_option(g, &index->with, "fillfactor", "70");
}

/* --- functions that tables use --- */

static bool calls(const expression *e, str name)
{
    if (!e)
        return false;
    if (e->kind == EXPRESSION_CALL && str_eq(e->text, name))
        return true;
    for (size_t i = 0; i < e->n_arguments; i++)
        if (calls(e->arguments[i], name))
            return true;
    return false;
}

static bool index_calls(const model_index *index, str name)
{
    VEC_EACH (const model_key, &index->keys, key)
        if (calls(key->value, name))
            return true;
    return false;
}

static void forget_function(model_schema *schema, model_table *table, str name)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (calls(table->columns.items[i]->default_value, name))
            table->columns.items[i]->default_value = NULL;
    for (size_t i = table->constraints.count; i-- > 0;)
        if (calls(table->constraints.items[i]->check, name))
            generate_drop_constraint(schema, table, i);
    for (size_t i = table->indexes.count; i-- > 0;)
        if (index_calls(table->indexes.items[i], name))
            generate_drop_index(table, i);
}

static str column_of_domain(const model_table *table, str type)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        const model_column *column = table->columns.items[i];
        if (column->type.kind == TYPE_NATIVE && str_eq(column->type.native[DIALECT_POSTGRESQL], type))
            return column->name;
    }
    return (str){0};
}

void generate_forget_object(model_schema *schema, const model_object *object)
{
    str domain = str_format(schema->memory, "\"%.*s\"", STR_ARGS(object->name));
    MAP_EACH (&schema->tables, entry) {
        model_table *table = entry->value;
        if (object->kind == OBJECT_FUNCTION)
            forget_function(schema, table, object->name);
        for (str field = column_of_domain(table, domain); field.len; field = column_of_domain(table, domain))
            generate_drop_column(schema, table, field);
    }
}

static const expression *call(generator *g, const model_object *function, const expression *argument)
{
    static const source_span nowhere;
    return expression_node(g->memory, EXPRESSION_CALL, function->name, nowhere, &argument, 1);
}

static const expression *letter(generator *g)
{
    static const source_span nowhere;
    return expression_make(g->memory, EXPRESSION_STRING, STR("x"), nowhere);
}

static void use_in_check(generator *g, model_table *table, const model_object *function)
{
    static const source_span nowhere;
    const expression *sides[] = {call(g, function, letter(g)), letter(g)};
    model_constraint *check = ARENA_NEW(g->memory, model_constraint);
    check->kind = CONSTRAINT_CHECK;
    check->check = expression_node(g->memory, EXPRESSION_BINARY, STR("="), nowhere, sides, 2);
    generate_name_constraint(g, table, check);
    VEC_PUSH(g->memory, &table->constraints, check);
}

static void use_in_index(generator *g, model_table *table, const model_column *column, const model_object *function)
{
    model_index *index = ARENA_NEW(g->memory, model_index);
    model_key key = {.value = call(g, function, generate_column_ref(g, column->name))};
    VEC_PUSH(g->memory, &index->keys, key);
    generate_name_index(g, table, index);
    VEC_PUSH(g->memory, &table->indexes, index);
}

static void use(generator *g, const model_object *function)
{
    model_table *table = generate_some_table(g);
    model_column *column = table ? generate_some_column(g, table) : NULL;
    if (!column)
        return;
    bool text = column->type.kind == TYPE_SCALAR && column->type.scalar == SCALAR_TEXT && !column->type.dimensions;
    bool plain = text && column->generated == GENERATED_NONE && !generate_is_in_key(g->schema, table, column->name);
    /* One that looks at a table is not called while tables are made. */
    bool looks = !str_ends_with(function->body, STR("SELECT a $$"));
    if (plain && generate_chance(g, 60))
        column->default_value = call(g, function, letter(g));
    else if (looks)
        return;
    else if (text && generate_chance(g, 60))
        use_in_index(g, table, column, function);
    else
        use_in_check(g, table, function);
}

static model_object *add_object(generator *g, model_object_kind kind, str name, str body)
{
    model_object *object = ARENA_NEW(g->memory, model_object);
    object->kind = kind;
    object->name = name;
    object->body = body;
    object->dialects = DIALECT_BIT_POSTGRESQL;
    model_add_object(g->memory, g->schema, object);
    return object;
}

/* Some mention a table that may come after them, where it does no harm. */
static void make_used_function(generator *g)
{
    const model_table *table = generate_chance(g, 50) ? generate_some_table(g) : NULL;
    str name = str_format(g->memory, "fn_%zu", ++g->counter);
    writer body = writer_make(g->memory);
    writer_format(&body, "CREATE FUNCTION %.*s(a text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT ",
                  STR_ARGS(name));
    if (table) {
        writer_text(&body, "CASE WHEN a IS NULL THEN (SELECT 'x' FROM ");
        writer_str(&body, generate_home_text(g->memory, table));
        writer_text(&body, " LIMIT 1) ELSE a END $$");
    } else {
        writer_text(&body, "a $$");
    }
    const model_object *function = add_object(g, OBJECT_FUNCTION, name, writer_result(&body));
    for (size_t i = 1 + generate_below(g, 3); i-- > 0;)
        use(g, function);
}

/* --- other objects --- */

static void make_extension(generator *g)
{
    static const char *const names[] = {"lo", "tcn", "moddatetime", "insert_username"};
    str name = str_from(names[generate_below(g, 4)]);
    model_object like = {.kind = OBJECT_EXTENSION, .name = name, .dialects = DIALECT_BIT_POSTGRESQL};
    if (!model_find_object(g->memory, g->schema, &like))
        add_object(g, OBJECT_EXTENSION, name, (str){0})->database = name;
}

static void make_procedure(generator *g)
{
    str name = str_format(g->memory, "proc_%zu", ++g->counter);
    add_object(g, OBJECT_PROCEDURE, name,
               str_format(g->memory, "CREATE%s PROCEDURE %.*s(INOUT a int) LANGUAGE sql AS $$ SELECT 1 $$",
                          generate_chance(g, 50) ? " OR REPLACE" : "", STR_ARGS(name)));
}

static void make_domain(generator *g)
{
    model_table *table = generate_some_table(g);
    if (!table)
        return;
    str name = str_format(g->memory, "Domain %zu", ++g->counter);
    model_object *raw =
        add_object(g, OBJECT_RAW, name,
                   str_format(g->memory, "CREATE DOMAIN \"%.*s\" AS text CHECK (VALUE <> 'never')", STR_ARGS(name)));
    raw->has_down = true;
    raw->down = str_format(g->memory, "DROP DOMAIN \"%.*s\"", STR_ARGS(name));
    model_column *column = ARENA_NEW(g->memory, model_column);
    column->name = generate_field_name(g, table);
    column->column = generate_column_name(g, table, column->name);
    column->type.kind = TYPE_NATIVE;
    column->type.native[DIALECT_POSTGRESQL] = str_format(g->memory, "\"%.*s\"", STR_ARGS(name));
    column->type.native[DIALECT_SQLITE] = STR("TEXT");
    column->nullable = true;
    column->dialects = table->dialects;
    model_add_column(g->memory, table, column);
}

static void make_indexed_view(generator *g)
{
    const model_table *table = generate_some_table(g);
    if (!table)
        return;
    str name = generate_global_name(g), index = str_format(g->memory, "mv index %zu", ++g->counter);
    model_object *view =
        add_object(g, OBJECT_VIEW, name,
                   str_join(g->memory, STR("SELECT count(*) AS n FROM "), generate_home_text(g->memory, table)));
    view->materialized = true;
    view->database = generate_database_name(g, str_snake_case(g->memory, name));
    model_object *raw =
        add_object(g, OBJECT_RAW, index,
                   str_format(g->memory, "CREATE UNIQUE INDEX \"%.*s\" ON \"%.*s\" (n)", STR_ARGS(index),
                              STR_ARGS(generate_quoted_inside(g->memory, view->database))));
    raw->has_down = true;
    raw->down = str_format(g->memory, "DROP INDEX \"%.*s\"", STR_ARGS(index));
    VEC_PUSH(g->memory, &raw->after, name);
}

void generate_wide_object(generator *g)
{
    typedef void maker(generator *);
    static maker *const makers[] = {make_extension,     make_procedure,     make_domain,        make_domain,
                                    make_used_function, make_used_function, make_used_function, make_indexed_view};
    if (is_wide(g))
        makers[generate_below(g, sizeof makers / sizeof *makers)](g);
}

void generate_wide_objects(generator *g)
{
    for (size_t i = is_wide(g) ? generate_below(g, 3) : 0; i-- > 0;)
        generate_wide_object(g);
}

/* --- edits --- */

static void edit_routine(generator *g)
{
    MAP_EACH (&g->schema->objects, entry) {
        model_object *object = entry->value;
        bool used = object->kind == OBJECT_FUNCTION && str_starts_with(object->name, STR("fn_"));
        if (used && generate_chance(g, 60))
            object->body =
                generate_replaced(g->memory, object->body, STR("(a text)"), STR("(a text, b int DEFAULT 1)"), NULL);
        else if (used && generate_chance(g, 30))
            use(g, object);
        if (object->kind == OBJECT_PROCEDURE && generate_chance(g, 60))
            object->body = generate_replaced(g->memory, object->body, STR("SELECT 1"), STR("SELECT 2"), NULL);
    }
}

static void edit_options(generator *g)
{
    model_table *table = generate_some_table(g);
    if (!table)
        return;
    for (size_t i = 0; i < table->columns.count; i++)
        generate_wide_column(g, table, table->columns.items[i]);
    for (size_t i = 0; i < table->constraints.count; i++)
        generate_wide_constraint(g, table, table->constraints.items[i]);
    for (size_t i = 0; i < table->indexes.count; i++)
        if (!table->indexes.items[i]->method.len)
            generate_wide_index(g, table, table->indexes.items[i]);
}

void generate_edit_wide(generator *g)
{
    if (!is_wide(g))
        return;
    switch (generate_below(g, 3)) {
    case 0:
        edit_routine(g);
        break;
    case 1:
        edit_options(g);
        break;
    default:
        generate_wide_object(g);
    }
}

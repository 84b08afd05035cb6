#include "compiler/emit/view.h"

#include "compiler/emit/literal.h"
#include "compiler/emit/names.h"
#include "compiler/sql/quote.h"

enum { NUMBERS = 1024, FEW_COLUMNS = 24 };

static str format_number(arena *a, size_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return str_copy(a, (str){digits + at, sizeof digits - at});
}

str view_number(const emit_view *view, size_t number)
{
    if (number >= NUMBERS)
        return format_number(view->memory, number);
    if (view->numbers[number].len == 0)
        view->numbers[number] = format_number(view->memory, number);
    return view->numbers[number];
}

emit_column *view_column(const emit_model *model, str field)
{
    if (model->n_columns > FEW_COLUMNS)
        return map_get(&model->by_field, field);
    for (size_t i = 0; i < model->n_columns; i++)
        if (str_eq(model->columns[i].column->name, field))
            return &model->columns[i];
    return NULL;
}

/* --- enums --- */

/* A member's number comes from its name and so stays what it is when members come, go and move. Should two members of
 * an enum meet (one in a billion), the one later by name steps aside. */
static uint32_t member_number(arena *a, map *taken, str name)
{
    uint64_t hash = str_hash(name);
    for (;; hash = hash * 31 + 1) {
        uint32_t number = (uint32_t)(hash % 0x7ffffffe) + 1;
        str key = str_copy(a, (str){(const char *)&number, sizeof number});
        if (!map_has(taken, key)) {
            map_put(a, taken, key, taken);
            return number;
        }
    }
}

static void add_enum(emit_view *view, const model_enum *item)
{
    arena *a = view->memory;
    emit_enum *entry = ARENA_NEW(a, emit_enum);
    entry->item = item;
    entry->word = emit_word(a, item->name);
    entry->type = emit_join(a, view->prefix, entry->word);
    entry->capitals = emit_capitals(a, entry->type);
    entry->constants = ARENA_ARRAY(a, str, item->members.count);
    entry->numbers = ARENA_ARRAY(a, uint32_t, item->members.count);
    map taken = {0};
    for (size_t i = 0; i < item->members.count; i++) {
        str name = item->members.items[i].name;
        entry->constants[i] = emit_constant(a, entry->capitals, emit_word(a, name));
        entry->numbers[i] = member_number(a, &taken, name);
    }
    map_put(a, &view->enums, item->name, entry);
}

/* --- columns --- */

static str quoted(arena *a, writer *scratch, str name)
{
    scratch->len = 0;
    quote_identifier(name, scratch);
    str text = writer_result(scratch);
    return str_eq(text, name) ? name : str_copy(a, text);
}

static bool in_one_dialect(const model_column *column)
{
    return column->dialects == DIALECT_BIT_POSTGRESQL || column->dialects == DIALECT_BIT_SQLITE;
}

/* What the program has to give: nothing else would. */
static bool is_required(const emit_view *view, const emit_column *entry)
{
    const model_column *column = entry->column;
    if (!entry->settable || entry->nullable || column->default_value || column->identity != IDENTITY_NONE)
        return false;
    return !column->init_value || literal_init(view, &entry->type, column->init_value).len == 0;
}

static emit_column make_column(emit_view *view, writer *scratch, const model_column *column)
{
    arena *a = view->memory;
    /* A column of one dialect only reads as NULL on the other. */
    emit_column entry = {.column = column, .nullable = column->nullable || in_one_dialect(column)};
    entry.type = view_type(view, column, entry.nullable);
    entry.word = emit_word(a, column->name);
    entry.member = emit_member(a, entry.word);
    entry.capitals = emit_capitals(a, entry.word);
    entry.quoted = quoted(a, scratch, column->column);
    entry.settable = column->generated == GENERATED_NONE && column->identity != IDENTITY_ALWAYS;
    entry.required = is_required(view, &entry);
    if (entry.required)
        entry.parameter = emit_parameter(a, entry.word);
    return entry;
}

static void add_columns(emit_view *view, emit_model *model, writer *scratch)
{
    const model_table *table = model->table;
    model->n_columns = table->columns.count;
    model->columns = ARENA_ARRAY(view->memory, emit_column, model->n_columns);
    for (size_t i = 0; i < model->n_columns; i++) {
        emit_column *entry = &model->columns[i];
        *entry = make_column(view, scratch, table->columns.items[i]);
        entry->index = i;
        if (model->n_columns > FEW_COLUMNS)
            map_put(view->memory, &model->by_field, entry->column->name, entry);
        model->has_as_text = model->has_as_text || entry->type.as_text;
        model->one_dialect = model->one_dialect || in_one_dialect(entry->column);
    }
}

static void quote_table(emit_view *view, emit_model *model, writer *scratch)
{
    for (int dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        scratch->len = 0;
        quote_qualified(model->table->schema, model->table->table, (dialect_id)dialect, scratch);
        model->quoted[dialect] = str_copy(view->memory, writer_result(scratch));
    }
}

static void add_model(emit_view *view, const model_table *table, writer *scratch)
{
    arena *a = view->memory;
    emit_model *model = ARENA_NEW(a, emit_model);
    size_t first = view->constraints.count;
    model->table = table;
    model->word = emit_word(a, table->name);
    model->type = emit_join(a, view->prefix, model->word);
    model->capitals = emit_capitals(a, model->type);
    quote_table(view, model, scratch);
    add_columns(view, model, scratch);
    view_add_constraints(view, table);
    view_add_keys(view, model, first);
    map_put(a, &view->models, table->name, model);
}

/* --- relations --- */

static bool has_columns(const emit_model *model, const str_list *fields)
{
    VEC_EACH (const str, fields, field)
        if (!view_column(model, *field))
            return false;
    return fields->count > 0;
}

/* A relation to a model without code, or by way of a table that is not there, has no C side. */
static void add_relation(emit_view *view, emit_model *model, const model_relation *relation)
{
    bool back = relation->kind == RELATION_BACK_ONE || relation->kind == RELATION_BACK_MANY;
    emit_relation entry = {
        .relation = relation,
        .target = map_get(&view->models, relation->target),
        .from = back ? &relation->target_columns : &relation->columns,
        .to = back ? &relation->columns : &relation->target_columns,
        .index = model->relations.count,
    };
    if (!entry.target || !has_columns(model, entry.from) || !has_columns(entry.target, entry.to))
        return;
    if (relation->kind == RELATION_MANY_TO_MANY && !model_find_table(view->schema, relation->through))
        return;
    entry.word = emit_word(view->memory, relation->name);
    entry.member = emit_member(view->memory, entry.word);
    entry.is_list = relation->kind == RELATION_BACK_MANY || relation->kind == RELATION_MANY_TO_MANY;
    VEC_PUSH(view->memory, &model->relations, entry);
}

static void add_relations(emit_view *view, emit_model *model)
{
    VEC_EACH (model_relation *, &model->table->relations, relation)
        add_relation(view, model, *relation);
}

static bool has_code(const model_table *table)
{
    return !table->no_code && table->columns.count > 0;
}

/* The prefix of a package without a name, and never the library's own. */
static str prefix_of(arena *a, str package)
{
    str word = emit_word(a, package.len ? package : STR("schema"));
    if (str_eq(word, STR("schemac")))
        return STR("schemac_");
    return word;
}

emit_view *view_make(arena *a, const model_schema *schema)
{
    emit_view *view = ARENA_NEW(a, emit_view);
    writer scratch = writer_make(a);
    view->memory = a;
    view->schema = schema;
    view->prefix = prefix_of(a, schema->package);
    view->capitals = emit_capitals(a, view->prefix);
    view->numbers = ARENA_ARRAY(a, str, NUMBERS);
    MAP_EACH (&schema->enums, it)
        add_enum(view, it->value);
    MAP_EACH (&schema->tables, it) {
        const model_table *table = it->value;
        if (has_code(table))
            add_model(view, table, &scratch);
    }
    MAP_EACH (&view->models, it)
        add_relations(view, it->value);
    return view;
}

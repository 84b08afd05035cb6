/* What a table has besides columns, constraints and indexes: partitions, row security, exclusion, and rows of its own.
 *
 * Rows of data have the numbers 5 to 9, so that they meet none of the rows that the tests of databases put into every
 * table (generate.h). What makes a column point somewhere has no cell: nothing would be there. */
#include "tests/support/generate_internal.h"

enum { FIRST_DATA_ROW = 5, LAST_DATA_ROW = 9 };

/* --- rows --- */

static bool points_somewhere(const model_table *table, str field)
{
    for (size_t i = 0; i < table->constraints.count; i++) {
        const model_constraint *constraint = table->constraints.items[i];
        if (constraint->kind == CONSTRAINT_FOREIGN_KEY && str_list_has(&constraint->columns, field))
            return true;
    }
    return false;
}

const expression *generate_literal(generator *g, const model_type *type, size_t row)
{
    static const source_span nowhere;
    str value;
    bool quoted;
    const model_enum *of = type->kind == TYPE_ENUM ? model_find_enum(g->schema, type->enum_name) : NULL;
    for (size_t i = 0; of && !type->dimensions && i < of->members.count; i++)
        if (str_eq(of->members.items[i].title, STR("keep")))
            return generate_member(g, of, i);
    if (of || !generate_value(g->memory, g->schema, type, row, &value, &quoted))
        return NULL;
    expression_kind kind = quoted ? EXPRESSION_STRING : EXPRESSION_NUMBER;
    if (type->scalar == SCALAR_BOOL)
        kind = EXPRESSION_BOOL;
    return expression_make(g->memory, kind, value, nowhere);
}

/* The columns that tell rows apart and hold values of their own; NULL: there are none. */
static const str_list *key_of_rows(const model_table *table)
{
    if (table->rows.count)
        return &table->rows.items[0]->key;
    for (size_t i = 0; i < table->constraints.count; i++) {
        const model_constraint *key = table->constraints.items[i];
        bool good = key->kind == CONSTRAINT_PRIMARY_KEY || key->kind == CONSTRAINT_UNIQUE;
        VEC_EACH (const str, &key->columns, field)
            good = good && !points_somewhere(table, *field);
        if (good)
            return &key->columns;
    }
    return NULL;
}

static bool takes_cell(const model_table *table, const model_column *column)
{
    return column->generated == GENERATED_NONE && !points_somewhere(table, column->name);
}

/* For whom others do not have a row of this key. */
static unsigned free_dialects(const model_table *table, const model_row *row)
{
    unsigned taken = 0;
    for (size_t i = 0; i < table->rows.count; i++)
        if (table->rows.items[i] != row && str_eq(model_row_key(table->rows.items[i]), model_row_key(row)))
            taken |= table->rows.items[i]->dialects;
    return DIALECT_ALL & ~taken;
}

/* Some rows are for one dialect only. A key may be there once for each. */
static bool choose_dialects(generator *g, const model_table *table, model_row *row)
{
    unsigned free = free_dialects(table, row);
    bool one = generate_chance(g, 20) && table->dialects == DIALECT_ALL;
    row->dialects = free == DIALECT_ALL && one ? 1u << generate_below(g, DIALECT_COUNT) : free;
    row->name = model_row_name(g->memory, row);
    return free != 0;
}

void generate_row(generator *g, model_table *table)
{
    const str_list *key = key_of_rows(table);
    if (!key || table->unmanaged)
        return;
    model_row *row = ARENA_NEW(g->memory, model_row);
    size_t number = FIRST_DATA_ROW + generate_below(g, LAST_DATA_ROW - FIRST_DATA_ROW + 1);
    VEC_EACH (const str, key, field)
        VEC_PUSH(g->memory, &row->key, *field);
    for (size_t i = 0; i < table->columns.count; i++) {
        const model_column *column = table->columns.items[i];
        const expression *value = takes_cell(table, column) ? generate_literal(g, &column->type, number) : NULL;
        if (value)
            VEC_PUSH(g->memory, &row->cells, ((model_cell){column->name, value}));
        else if (str_list_has(key, column->name) || (!generate_any(g) && !column->nullable && !column->default_value &&
                                                     column->generated == GENERATED_NONE))
            return;
    }
    row->dialects = DIALECT_ALL;
    row->name = model_row_name(g->memory, row);
    if (choose_dialects(g, table, row))
        VEC_PUSH(g->memory, &table->rows, row);
}

static model_row *fresh_row(arena *a, model_table *table, size_t index)
{
    model_row *copy = ARENA_NEW(a, model_row);
    *copy = *table->rows.items[index];
    copy->cells = (model_cell_list){0};
    table->rows.items[index] = copy;
    return copy;
}

void generate_forget_cells(arena *a, model_table *table, str field)
{
    if (table->rows.count && str_list_has(&table->rows.items[0]->key, field))
        table->rows.count = 0;
    for (size_t i = 0; i < table->rows.count; i++) {
        const model_row *old = table->rows.items[i];
        if (!model_row_cell(old, field))
            continue;
        model_row *row = fresh_row(a, table, i);
        VEC_EACH (const model_cell, &old->cells, cell)
            if (!str_eq(cell->field, field))
                VEC_PUSH(a, &row->cells, *cell);
    }
}

void generate_rename_cells(generator *g, model_table *table, str from, str to)
{
    for (size_t i = 0; i < table->rows.count; i++) {
        const model_row *old = table->rows.items[i];
        model_row *row = fresh_row(g->memory, table, i);
        row->key = (str_list){0};
        VEC_EACH (const str, &old->key, field)
            VEC_PUSH(g->memory, &row->key, str_eq(*field, from) ? to : *field);
        VEC_EACH (const model_cell, &old->cells, cell)
            VEC_PUSH(g->memory, &row->cells, ((model_cell){str_eq(cell->field, from) ? to : cell->field, cell->value}));
        row->name = model_row_name(g->memory, row);
    }
    model_key_list keys = {0};
    VEC_EACH (const model_key, &table->partition_keys, key) {
        model_key copy = *key;
        copy.value = expression_rename_column(g->memory, key->value, from, to);
        VEC_PUSH(g->memory, &keys, copy);
    }
    table->partition_keys = keys;
}

void generate_rewrite_cells(arena *a, model_table *table, expression_rewriter rewrite, void *context)
{
    for (size_t i = 0; i < table->rows.count; i++) {
        model_row *row = ARENA_NEW(a, model_row);
        const model_row *old = table->rows.items[i];
        *row = *old;
        row->cells = (model_cell_list){0};
        VEC_EACH (const model_cell, &old->cells, cell)
            VEC_PUSH(a, &row->cells, ((model_cell){cell->field, expression_rewrite(a, cell->value, rewrite, context)}));
        row->name = model_row_name(a, row);
        table->rows.items[i] = row;
    }
}

static bool is_in_unique_index(const model_table *table, str field)
{
    for (size_t i = 0; i < table->indexes.count; i++) {
        const model_index *index = table->indexes.items[i];
        VEC_EACH (const model_key, &index->keys, key)
            if (index->unique && str_eq(key->value->text, field))
                return true;
    }
    return false;
}

/* One cell that is no key gets the value of another row, another member, or goes. */
static void edit_row(generator *g, model_table *table, size_t index)
{
    const model_row *old = table->rows.items[index];
    const model_cell *chosen = &old->cells.items[generate_below(g, old->cells.count)];
    const model_column *column = model_find_column(table, chosen->field);
    if (generate_is_in_key(g->schema, table, chosen->field) || is_in_unique_index(table, chosen->field) ||
        str_list_has(&old->key, chosen->field))
        return;
    const expression *value = generate_literal(g, &column->type, FIRST_DATA_ROW + generate_below(g, 5));
    const model_enum *of = column->type.kind == TYPE_ENUM ? model_find_enum(g->schema, column->type.enum_name) : NULL;
    size_t member = of ? generate_below(g, of->members.count) : 0;
    if (of && !of->members.items[member].retired && !column->type.dimensions)
        value = generate_member(g, of, member);
    bool goes = column->default_value && generate_chance(g, 30);
    model_row *row = fresh_row(g->memory, table, index);
    VEC_EACH (const model_cell, &old->cells, cell) {
        model_cell copy = *cell;
        if (str_eq(cell->field, chosen->field)) {
            if (goes)
                continue;
            copy.value = value ? value : cell->value;
        }
        VEC_PUSH(g->memory, &row->cells, copy);
    }
}

bool generate_rows_say(const model_table *table, str field)
{
    for (size_t i = 0; i < table->rows.count; i++) {
        const model_cell *cell = model_row_cell(table->rows.items[i], field);
        if (!cell || cell->value->kind == EXPRESSION_NULL)
            return false;
    }
    return true;
}

bool generate_rows_differ(arena *a, const model_table *table, str field)
{
    map seen = {0};
    for (size_t i = 0; i < table->rows.count; i++) {
        const model_cell *cell = model_row_cell(table->rows.items[i], field);
        if (map_put(a, &seen, cell ? cell->value->text : STR(""), &seen))
            return false;
    }
    return true;
}

static void drop_row(model_table *table, size_t index)
{
    for (size_t i = index + 1; i < table->rows.count; i++)
        table->rows.items[i - 1] = table->rows.items[i];
    table->rows.count--;
}

void generate_keep_rows(model_table *table)
{
    for (size_t i = table->rows.count; i-- > 0;)
        if (!(table->rows.items[i]->dialects & table->dialects))
            drop_row(table, i);
}

static void drop_partition(model_table *table, size_t index)
{
    for (size_t i = index + 1; i < table->partitions.count; i++)
        table->partitions.items[i - 1] = table->partitions.items[i];
    table->partitions.count--;
}

void generate_drop_small_part(model_table *table, size_t index)
{
    if (index < table->rows.count)
        drop_row(table, index);
    else
        drop_partition(table, index - table->rows.count);
}

/* To another dialect, or to all. */
static void move_row(generator *g, model_table *table, size_t index)
{
    model_row *row = ARENA_NEW(g->memory, model_row);
    *row = *table->rows.items[index];
    table->rows.items[index] = row;
    (void)choose_dialects(g, table, row);
}

void generate_edit_rows(generator *g, model_table *table)
{
    size_t index = generate_below(g, table->rows.count);
    unsigned dice = (unsigned)generate_below(g, 4);
    if (table->rows.count == 0 || dice == 0)
        generate_row(g, table);
    else if (dice == 1)
        edit_row(g, table, index);
    else if (dice == 2)
        drop_row(table, index);
    else
        move_row(g, table, index);
}

/* A default would point where nothing is. */
static void point_nowhere(generator *g, model_table *table)
{
    static const source_span nowhere;
    for (size_t k = 0; k < table->columns.count; k++) {
        const model_column *column = table->columns.items[k];
        if (!column->default_value || !points_somewhere(table, column->name))
            continue;
        if (!column->nullable)
            table->rows.count = 0;
        generate_forget_cells(g->memory, table, column->name);
        for (size_t i = 0; i < table->rows.count; i++) {
            model_cell cell = {column->name, expression_make(g->memory, EXPRESSION_NULL, (str){0}, nowhere)};
            const model_row *old = table->rows.items[i];
            model_row *row = fresh_row(g->memory, table, i);
            VEC_EACH (const model_cell, &old->cells, kept)
                VEC_PUSH(g->memory, &row->cells, *kept);
            VEC_PUSH(g->memory, &row->cells, cell);
        }
    }
}

static bool has_bare_key(generator *g, const model_table *table, const model_row *row)
{
    for (size_t k = 0; k < table->columns.count; k++) {
        const model_column *column = table->columns.items[k];
        bool told_apart = generate_is_in_key(g->schema, table, column->name) || is_in_unique_index(table, column->name);
        bool filled = column->default_value || (!column->nullable && takes_cell(table, column));
        if (filled && told_apart && !model_row_cell(row, column->name))
            return true;
    }
    return false;
}

/* A default is the same for all rows, as what mends them is, and may be the value of one that is there, which a key
 * does not bear. */
static void drop_bare_rows(generator *g, model_table *table)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->rows.count; i++)
        if (!has_bare_key(g, table, table->rows.items[i]))
            table->rows.items[kept++] = table->rows.items[i];
    table->rows.count = kept;
}

/* A column that takes no null any more and has lost its default needs a value in every row. */
void generate_mend_rows(generator *g, model_table *table)
{
    point_nowhere(g, table);
    drop_bare_rows(g, table);
    for (size_t i = 0; i < table->rows.count; i++) {
        const model_row *old = table->rows.items[i];
        model_row *row = fresh_row(g->memory, table, i);
        VEC_EACH (const model_cell, &old->cells, cell)
            VEC_PUSH(g->memory, &row->cells, *cell);
        for (size_t k = 0; k < table->columns.count; k++) {
            const model_column *column = table->columns.items[k];
            bool needs = !column->nullable && !column->default_value && column->identity == IDENTITY_NONE;
            const expression *value = needs && takes_cell(table, column) && !model_row_cell(row, column->name)
                                          ? generate_literal(g, &column->type, FIRST_DATA_ROW)
                                          : NULL;
            if (value)
                VEC_PUSH(g->memory, &row->cells, ((model_cell){column->name, value}));
        }
    }
}

/* --- partitions --- */

bool generate_is_partition_key(const model_table *table, str field)
{
    VEC_EACH (const model_key, &table->partition_keys, key)
        if (str_eq(key->value->text, field))
            return true;
    return false;
}

static bool takes_null(const model_table *table)
{
    for (size_t i = 0; i < table->partitions.count; i++)
        if (str_ends_with(table->partitions.items[i]->bound, STR("null)")))
            return true;
    return false;
}

static str bound_of(generator *g, const model_table *table)
{
    size_t from = 1000 + 10 * ++g->counter;
    if (str_eq(table->partition_by, STR("hash")))
        return str_format(g->memory, "with (modulus 2, remainder %zu)", table->partitions.count % 2);
    if (str_eq(table->partition_by, STR("list")))
        return str_format(g->memory, takes_null(table) || generate_chance(g, 50) ? "in (%zu)" : "in (%zu, null)", from);
    return str_format(g->memory, "from (%zu) to (%zu)", from, from + 5);
}

static void add_partition(generator *g, model_table *table, str bound)
{
    model_partition *partition = ARENA_NEW(g->memory, model_partition);
    partition->name = generate_database_name(g, STR("part"));
    partition->bound = bound;
    VEC_PUSH(g->memory, &table->partitions, partition);
}

/* Each partition watches over its own rows only. */
static void drop_uniques(model_table *table)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->constraints.count; i++)
        if (table->constraints.items[i]->kind != CONSTRAINT_UNIQUE)
            table->constraints.items[kept++] = table->constraints.items[i];
    table->constraints.count = kept;
}

void generate_partitioning(generator *g, model_table *table)
{
    static const char *const methods[] = {"range", "list", "hash"};
    const model_constraint *key = model_primary_key(table);
    const model_column *first = key && key->columns.count == 1 ? model_find_column(table, key->columns.items[0]) : NULL;
    bool number = first && generate_type_is_number(&first->type);
    if (!first || table->unlogged || table->storage.count || !generate_on(g, DIALECT_BIT_POSTGRESQL))
        return;
    if (!generate_any(g))
        drop_uniques(table);
    table->partition_by = str_from(methods[number ? generate_below(g, 3) : 2]);
    table->partition_dialects = DIALECT_BIT_POSTGRESQL;
    model_key part = {.value = generate_column_ref(g, first->name)};
    VEC_PUSH(g->memory, &table->partition_keys, part);
    bool hash = str_eq(table->partition_by, STR("hash"));
    add_partition(g, table, hash ? bound_of(g, table) : STR("default"));
    if (hash)
        add_partition(g, table, bound_of(g, table));
}

static void clear_partitioning(model_table *table)
{
    table->partition_by = (str){0};
    table->partition_keys = (model_key_list){0};
    table->partitions.count = 0;
}

/* Far bounds hold none of the rows of the tests. The one for all the rest stays. */
void generate_edit_partitions(generator *g, model_table *table)
{
    bool hash = str_eq(table->partition_by, STR("hash"));
    if (generate_any(g) && generate_chance(g, 30)) {
        clear_partitioning(table);
        return;
    }
    if (table->partition_by.len == 0)
        return;
    size_t index = generate_below(g, table->partitions.count);
    model_partition *partition = table->partitions.count ? table->partitions.items[index] : NULL;
    bool far = partition && !hash && !str_eq(partition->bound, STR("default"));
    unsigned dice = (unsigned)generate_below(g, 4);
    if (partition && dice == 0)
        partition->name = generate_database_name(g, STR("part"));
    else if (far && dice == 1)
        drop_partition(table, index);
    else if (far && dice == 2)
        partition->bound = bound_of(g, table);
    else if (!hash)
        add_partition(g, table, bound_of(g, table));
}

/* --- the whole --- */

void generate_table_items(generator *g, model_table *table)
{
    if (generate_on(g, DIALECT_BIT_POSTGRESQL) && !table->storage.count && generate_chance(g, 15))
        VEC_PUSH(g->memory, &table->storage, ((model_option){STR("fillfactor"), STR("90")}));
    if (generate_chance(g, 20))
        generate_partitioning(g, table);
    if (generate_on(g, DIALECT_BIT_POSTGRESQL)) {
        table->row_security = generate_chance(g, 15);
        table->force_row_security = generate_chance(g, 10);
        table->row_security_dialects = DIALECT_BIT_POSTGRESQL;
    }
    generate_row_forms(g, table);
    generate_orders(g, table);
    for (size_t i = generate_chance(g, 35) ? 1 + generate_below(g, 3) : 0; i-- > 0;)
        generate_row(g, table);
}

void generate_settle_forms(model_table *table)
{
    const model_constraint *key = model_primary_key(table);
    const model_column *first = key ? model_find_column(table, key->columns.items[0]) : NULL;
    bool is_there = (table->dialects & DIALECT_BIT_SQLITE) != 0;
    table->strict = table->strict && is_there;
    table->without_rowid = table->without_rowid && is_there && first && first->identity == IDENTITY_NONE;
}

void generate_row_forms(generator *g, model_table *table)
{
    if (!generate_on(g, DIALECT_BIT_SQLITE))
        return;
    table->strict = generate_chance(g, 20);
    table->without_rowid = generate_chance(g, 25);
    generate_settle_forms(table);
}

void generate_only_sqlite(model_table *table)
{
    clear_partitioning(table);
    table->row_security = table->force_row_security = false;
}

bool generate_exclude(generator *g, model_table *table, bool on_old_rows)
{
    const model_column *column = generate_some_column(g, table);
    bool good = column && column->generated == GENERATED_NONE && generate_type_is_unique(&column->type) &&
                (!on_old_rows || generate_any(g) || generate_origin_of(g, column).len);
    if (!good || table->partition_by.len || !generate_on(g, DIALECT_BIT_POSTGRESQL) ||
        points_somewhere(table, column->name))
        return false;
    model_constraint *exclude = ARENA_NEW(g->memory, model_constraint);
    model_key key = {.value = generate_column_ref(g, column->name), .with_operator = STR("=")};
    exclude->kind = CONSTRAINT_EXCLUDE;
    exclude->method = generate_chance(g, 50) ? STR("hash") : STR("btree");
    VEC_PUSH(g->memory, &exclude->keys, key);
    exclude->where = generate_chance(g, 30) ? generate_condition(g, table) : NULL;
    exclude->deferrable = generate_chance(g, 20);
    exclude->initially_deferred = exclude->deferrable && generate_chance(g, 50);
    generate_name_constraint(g, table, exclude);
    VEC_PUSH(g->memory, &table->constraints, exclude);
    return true;
}

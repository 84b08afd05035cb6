/* What becomes of the type of a column in a successor. */
#include "tests/support/generate_internal.h"

/* Into one of the same kind that holds more, or all that the generator fills it with. */
static bool widen(generator *g, model_type *type)
{
    if (type->kind != TYPE_SCALAR || type->dimensions)
        return false;
    switch (type->scalar) {
    case SCALAR_SMALLINT:
        type->scalar = generate_chance(g, 50) ? SCALAR_INT : SCALAR_BIGINT;
        return true;
    case SCALAR_INT:
        type->scalar = SCALAR_BIGINT;
        return true;
    case SCALAR_VARCHAR:
        if (type->n_arguments && generate_chance(g, 50)) {
            type->arguments[0] += 10;
            return true;
        }
        type->scalar = SCALAR_TEXT;
        type->n_arguments = 0;
        return true;
    case SCALAR_TEXT:
        type->scalar = SCALAR_VARCHAR;
        type->n_arguments = 1;
        type->arguments[0] = 200;
        return true;
    default:
        return false;
    }
}

/* Into a type of another kind that can hold the values. */
static bool convert(generator *g, model_type *type)
{
    if (type->kind != TYPE_SCALAR || type->dimensions)
        return false;
    switch (type->scalar) {
    case SCALAR_SMALLINT:
    case SCALAR_INT:
    case SCALAR_BIGINT:
        type->scalar = generate_chance(g, 50) ? SCALAR_DECIMAL : SCALAR_TEXT;
        return true;
    case SCALAR_REAL:
        type->scalar = SCALAR_DOUBLE;
        return true;
    case SCALAR_DECIMAL:
        type->scalar = generate_chance(g, 50) ? SCALAR_TEXT : SCALAR_DOUBLE;
        type->n_arguments = 0;
        return true;
    case SCALAR_DATE:
        type->scalar = SCALAR_TIMESTAMP;
        return true;
    case SCALAR_TIMESTAMP:
        type->scalar = generate_chance(g, 50) ? SCALAR_TIMESTAMPTZ : SCALAR_TEXT;
        type->n_arguments = 0;
        return true;
    case SCALAR_JSON:
        type->scalar = SCALAR_JSONB;
        return true;
    case SCALAR_UUID:
        type->scalar = SCALAR_TEXT;
        return true;
    default:
        return false;
    }
}

void generate_edit_retype(generator *g)
{
    model_table *table = generate_some_table(g);
    model_column *column = table ? generate_some_column(g, table) : NULL;
    if (!column || column->generated != GENERATED_NONE || generate_is_in_key(g->schema, table, column->name))
        return;
    /* Types that change several times do not take rows of data along. */
    if (g->options->retypes && table->rows.count)
        return;
    if (generate_any(g) && generate_chance(g, 50) && !generate_is_mentioned(table, column->name))
        column->type = generate_type(g);
    else if (generate_chance(g, 40) && !generate_is_mentioned(table, column->name) && convert(g, &column->type))
        column->using_value = NULL;
    else if (!widen(g, &column->type))
        return;
    generate_forget_cells(g->memory, table, column->name);
    column->identity = IDENTITY_NONE;
    column->identity_options.count = 0;
    column->collation = column->storage = column->compression = (str){0};
    column->default_value = generate_chance(g, 40) ? generate_default(g, &column->type) : NULL;
    if (generate_any(g) && generate_chance(g, 20))
        column->using_value = generate_number(g, 7);
}

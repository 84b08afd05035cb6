/* Types, defaults and expressions that fit them. */
#include "tests/support/generate_internal.h"

#include "compiler/model/expression.h"

static const scalar_kind common_kinds[] = {
    SCALAR_BOOL,    SCALAR_SMALLINT, SCALAR_INT,         SCALAR_BIGINT, SCALAR_REAL,      SCALAR_DOUBLE, SCALAR_DECIMAL,
    SCALAR_VARCHAR, SCALAR_TEXT,     SCALAR_TEXT,        SCALAR_DATE,   SCALAR_TIMESTAMP, SCALAR_UUID,   SCALAR_JSONB,
    SCALAR_CHAR,    SCALAR_TIME,     SCALAR_TIMESTAMPTZ, SCALAR_JSON,   SCALAR_INTERVAL,
};
static const scalar_kind rare_kinds[] = {
    SCALAR_BYTES, SCALAR_INET, SCALAR_CIDR, SCALAR_MACADDR, SCALAR_BIT, SCALAR_VARBIT, SCALAR_TSVECTOR, SCALAR_XML,
};
static const scalar_kind key_kinds[] = {SCALAR_BIGINT, SCALAR_BIGINT, SCALAR_INT, SCALAR_TEXT, SCALAR_UUID};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static uint32_t number_between(generator *g, uint32_t low, uint32_t high)
{
    return low + (uint32_t)generate_below(g, high - low + 1);
}

static void give_arguments(generator *g, model_type *type)
{
    switch (type->scalar) {
    case SCALAR_DECIMAL:
        type->n_arguments = (uint32_t)generate_below(g, 3);
        type->arguments[1] = type->n_arguments > 1 ? number_between(g, 0, 4) : 0;
        type->arguments[0] = type->n_arguments ? type->arguments[1] + number_between(g, 6, 12) : 0;
        break;
    case SCALAR_CHAR:
    case SCALAR_BIT:
        type->n_arguments = 1;
        type->arguments[0] = number_between(g, 4, 20);
        break;
    case SCALAR_VARCHAR:
    case SCALAR_VARBIT:
        type->n_arguments = (uint32_t)generate_below(g, 2);
        type->arguments[0] = type->n_arguments ? number_between(g, 4, 200) : 0;
        break;
    case SCALAR_TIME:
    case SCALAR_TIMESTAMP:
    case SCALAR_TIMESTAMPTZ:
        type->n_arguments = generate_any(g) ? (uint32_t)generate_below(g, 2) : 0;
        type->arguments[0] = type->n_arguments ? number_between(g, 0, 6) : 0;
        break;
    default:
        break;
    }
}

static const model_enum *some_enum(generator *g)
{
    size_t wanted = generate_below(g, g->schema->enums.live);
    MAP_EACH (&g->schema->enums, entry)
        if (wanted-- == 0)
            return entry->value;
    return NULL;
}

static model_type native_type(generator *g)
{
    model_type type = {.kind = TYPE_NATIVE};
    type.native[DIALECT_POSTGRESQL] = STR("citext");
    type.native[DIALECT_SQLITE] = generate_chance(g, 50) ? STR("citext") : STR("TEXT");
    return type;
}

model_type generate_type(generator *g)
{
    model_type type = {.kind = TYPE_SCALAR};
    const model_enum *of = generate_chance(g, 20) ? some_enum(g) : NULL;
    if (of) {
        type.kind = TYPE_ENUM;
        type.enum_name = of->name;
    } else if (generate_any(g) && generate_chance(g, 5)) {
        type = native_type(g);
    } else {
        bool rare = generate_any(g) && generate_chance(g, 10);
        type.scalar = rare ? rare_kinds[generate_below(g, COUNT(rare_kinds))]
                           : common_kinds[generate_below(g, COUNT(common_kinds))];
        give_arguments(g, &type);
    }
    if (generate_any(g) && generate_chance(g, 8))
        type.dimensions = number_between(g, 1, 2);
    return type;
}

model_type generate_key_type(generator *g)
{
    return (model_type){.kind = TYPE_SCALAR, .scalar = key_kinds[generate_below(g, COUNT(key_kinds))]};
}

static bool is_plain(const model_type *type)
{
    return type->kind == TYPE_SCALAR && type->dimensions == 0;
}

bool generate_type_is_number(const model_type *type)
{
    return is_plain(type) &&
           (type->scalar == SCALAR_SMALLINT || type->scalar == SCALAR_INT || type->scalar == SCALAR_BIGINT ||
            type->scalar == SCALAR_DOUBLE || type->scalar == SCALAR_DECIMAL || type->scalar == SCALAR_REAL);
}

bool generate_type_is_text(const model_type *type)
{
    return is_plain(type) && (type->scalar == SCALAR_TEXT || type->scalar == SCALAR_VARCHAR);
}

bool generate_type_is_unique(const model_type *type)
{
    return generate_type_is_number(type) || generate_type_is_text(type) ||
           (is_plain(type) && (type->scalar == SCALAR_UUID || type->scalar == SCALAR_DATE ||
                               type->scalar == SCALAR_TIMESTAMP || type->scalar == SCALAR_TIMESTAMPTZ));
}

/* --- expressions --- */

static const source_span nowhere;

static const expression *leaf(generator *g, expression_kind kind, const char *text)
{
    return expression_make(g->memory, kind, str_from(text), nowhere);
}

static const expression *string(generator *g, const char *text)
{
    return leaf(g, EXPRESSION_STRING, text);
}

static const expression *node(generator *g, expression_kind kind, const char *text, const expression *left,
                              const expression *right)
{
    const expression *arguments[] = {left, right};
    return expression_node(g->memory, kind, str_from(text), nowhere, arguments, right ? 2 : 1);
}

const expression *generate_column_ref(generator *g, str field)
{
    return expression_make(g->memory, EXPRESSION_COLUMN, field, nowhere);
}

const expression *generate_number(generator *g, long value)
{
    str text = str_format(g->memory, "%ld", value < 0 ? -value : value);
    const expression *number = expression_make(g->memory, EXPRESSION_NUMBER, text, nowhere);
    return value < 0 ? node(g, EXPRESSION_UNARY, "-", number, NULL) : number;
}

const expression *generate_member(generator *g, const model_enum *of, size_t index)
{
    expression *member = expression_make(g->memory, EXPRESSION_MEMBER, of->members.items[index].name, nowhere);
    member->type = (model_type){.kind = TYPE_ENUM, .enum_name = of->name};
    return member;
}

const expression *generate_derived(generator *g, const model_column *from)
{
    const expression *column = generate_column_ref(g, from->name);
    if (generate_type_is_text(&from->type))
        return node(g, EXPRESSION_CALL, generate_chance(g, 50) ? "lower" : "upper", column, NULL);
    return node(g, EXPRESSION_BINARY, "+", column, generate_number(g, 1 + (long)generate_below(g, 9)));
}

static const char *text_default(generator *g)
{
    static const char *const texts[] = {"",      "7",        "it's",   "back\\slash",   "line\nbreak", "\"q\"",
                                        "größe", "日本語 🎉", "${x}%s", "-- no comment", "tab\tx",      "/* neither */"};
    return texts[generate_below(g, COUNT(texts))];
}

static const expression *now_or(generator *g, const char *text)
{
    if (generate_chance(g, 50))
        return string(g, text);
    return expression_make(g->memory, EXPRESSION_CALL, STR("now"), nowhere);
}

static const expression *scalar_default(generator *g, const model_type *type)
{
    switch (type->scalar) {
    case SCALAR_BOOL:
        return leaf(g, EXPRESSION_BOOL, generate_chance(g, 50) ? "true" : "false");
    case SCALAR_SMALLINT:
    case SCALAR_INT:
    case SCALAR_BIGINT:
        return generate_number(g, (long)generate_below(g, 100) - (generate_any(g) ? 50 : 0));
    case SCALAR_REAL:
    case SCALAR_DOUBLE:
        return leaf(g, EXPRESSION_NUMBER, "0.5");
    case SCALAR_DECIMAL:
        return type->n_arguments < 2 || type->arguments[1] ? leaf(g, EXPRESSION_NUMBER, "1") : generate_number(g, 12);
    case SCALAR_TEXT:
        return string(g, text_default(g));
    case SCALAR_VARCHAR:
    case SCALAR_CHAR:
        return string(g, generate_chance(g, 50) ? "it's" : "é");
    case SCALAR_DATE:
        return string(g, "2020-02-29");
    case SCALAR_TIME:
        return string(g, "10:11:12");
    case SCALAR_TIMESTAMP:
    case SCALAR_TIMESTAMPTZ:
        return now_or(g, "2020-02-29 10:11:12");
    case SCALAR_UUID:
        return string(g, "123e4567-e89b-12d3-a456-426614174000");
    case SCALAR_JSON:
    case SCALAR_JSONB:
        return string(g, "{\"a\": [1, \"it's\"]}");
    case SCALAR_INTERVAL:
        return string(g, "1 day");
    case SCALAR_INET:
        return string(g, "127.0.0.1");
    default:
        return NULL;
    }
}

const expression *generate_default(generator *g, const model_type *type)
{
    if (type->dimensions)
        return NULL;
    if (type->kind == TYPE_ENUM) {
        const model_enum *of = model_find_enum(g->schema, type->enum_name);
        size_t index = generate_below(g, of->members.count);
        return of->members.count && !of->members.items[index].retired ? generate_member(g, of, index) : NULL;
    }
    return type->kind == TYPE_SCALAR ? scalar_default(g, type) : NULL;
}

/* --- conditions that hold for every row of the tests --- */

static const expression *number_condition(generator *g, const expression *column)
{
    const expression *three[] = {column, generate_number(g, -1), generate_number(g, 1000000)};
    switch (generate_below(g, 5)) {
    case 0:
        return node(g, EXPRESSION_BINARY, ">=", column, generate_number(g, 0));
    case 1:
        return expression_node(g->memory, EXPRESSION_BETWEEN, (str){0}, nowhere, three, 3);
    case 2:
        return node(g, EXPRESSION_UNARY, "not",
                    node(g, EXPRESSION_BINARY, "<", column, generate_number(g, -1 - (long)generate_below(g, 5))), NULL);
    case 3:
        return node(g, EXPRESSION_BINARY, ">=", node(g, EXPRESSION_CALL, "coalesce", column, generate_number(g, 1)),
                    generate_number(g, 0));
    default:
        return node(g, EXPRESSION_BINARY, "<>", node(g, EXPRESSION_BINARY, "*", column, generate_number(g, 2)),
                    node(g, EXPRESSION_UNARY, "-", generate_number(g, 7), NULL));
    }
}

static const expression *text_condition(generator *g, const expression *column)
{
    const expression *items[] = {column, string(g, "zz"), string(g, "it's not")};
    expression *in = expression_node(g->memory, EXPRESSION_IN, (str){0}, nowhere, items, 3);
    in->negated = true;
    switch (generate_below(g, 4)) {
    case 0:
        return node(g, EXPRESSION_BINARY, ">=", node(g, EXPRESSION_CALL, "length", column, NULL),
                    generate_number(g, 0));
    case 1:
        return node(g, EXPRESSION_BINARY, "<>", column, string(g, "it's \\ not"));
    case 2:
        return node(g, EXPRESSION_BINARY, "like", column, string(g, "%"));
    default:
        return in;
    }
}

static const expression *enum_condition(generator *g, const model_column *column)
{
    const model_enum *of = model_find_enum(g->schema, column->type.enum_name);
    VEC(const expression *) items = {0};
    VEC_PUSH(g->memory, &items, generate_column_ref(g, column->name));
    for (size_t i = 0; i < of->members.count; i++)
        VEC_PUSH(g->memory, &items, generate_member(g, of, i));
    return expression_node(g->memory, EXPRESSION_IN, (str){0}, nowhere, items.items, items.count);
}

static const expression *null_condition(generator *g, const expression *column)
{
    expression *is_not = expression_node(g->memory, EXPRESSION_IS, STR("null"), nowhere, &column, 1);
    is_not->negated = true;
    const expression *is = expression_node(g->memory, EXPRESSION_IS, STR("null"), nowhere, &column, 1);
    return node(g, EXPRESSION_BINARY, "or", is_not, is);
}

static const expression *column_condition(generator *g, const model_column *column)
{
    const expression *ref = generate_column_ref(g, column->name);
    if (generate_type_is_number(&column->type))
        return number_condition(g, ref);
    if (generate_type_is_text(&column->type))
        return text_condition(g, ref);
    if (column->type.kind == TYPE_ENUM && !column->type.dimensions)
        return enum_condition(g, column);
    if (is_plain(&column->type) && column->type.scalar == SCALAR_BOOL)
        return node(g, EXPRESSION_BINARY, "or", ref, node(g, EXPRESSION_UNARY, "not", ref, NULL));
    return null_condition(g, ref);
}

const expression *generate_condition(generator *g, const model_table *table)
{
    const model_column *first = generate_some_column(g, table);
    const model_column *second = generate_some_column(g, table);
    if (!first || first->generated != GENERATED_NONE)
        return NULL;
    const expression *condition = column_condition(g, first);
    if (second == first || second->generated != GENERATED_NONE || generate_chance(g, 60))
        return condition;
    return node(g, EXPRESSION_BINARY, generate_chance(g, 50) ? "and" : "or", condition, column_condition(g, second));
}

/* --- values of rows --- */

static str digit_format(arena *a, const char *before, size_t row, const char *after)
{
    return str_format(a, "%s%zu%s", before, row, after);
}

static bool scalar_value(arena *a, const model_type *type, size_t row, str *value, bool *quoted)
{
    *quoted = !generate_type_is_number(type) && type->scalar != SCALAR_BOOL;
    switch (type->scalar) {
    case SCALAR_BOOL:
        *value = row % 2 ? STR("true") : STR("false");
        return true;
    case SCALAR_DATE:
        *value = digit_format(a, "2020-01-0", row, "");
        return true;
    case SCALAR_TIME:
        *value = digit_format(a, "10:00:0", row, "");
        return true;
    case SCALAR_TIMESTAMP:
        *value = digit_format(a, "2020-01-0", row, " 10:00:00");
        return true;
    case SCALAR_TIMESTAMPTZ:
        *value = digit_format(a, "2020-01-0", row, " 10:00:00+00");
        return true;
    case SCALAR_UUID:
        *value = digit_format(a, "00000000-0000-0000-0000-00000000000", row, "");
        return true;
    case SCALAR_JSON:
    case SCALAR_JSONB:
        *value = digit_format(a, "{\"k\": ", row, "}");
        return true;
    case SCALAR_INTERVAL:
        *value = digit_format(a, "0", row, ":00:00");
        return true;
    default:
        *value = digit_format(a, "", row, "");
        return generate_type_is_number(type) || generate_type_is_text(type) || type->scalar == SCALAR_CHAR;
    }
}

bool generate_value(arena *a, const model_schema *schema, const model_type *type, size_t row, str *value, bool *quoted)
{
    if (type->dimensions || type->kind == TYPE_NATIVE)
        return false;
    if (type->kind == TYPE_SCALAR)
        return scalar_value(a, type, row, value, quoted);
    const model_enum *of = model_find_enum(schema, type->enum_name);
    for (size_t i = 0; of && i < of->members.count; i++) {
        if (!str_eq(of->members.items[i].title, STR("keep")))
            continue;
        *quoted = of->storage != STORAGE_SMALLINT;
        *value = *quoted ? of->members.items[i].label : str_format(a, "%zu", i);
        return true;
    }
    return false;
}

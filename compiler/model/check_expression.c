/* Expressions: what each gives, whether its parts fit each other, and whether every dialect has what it uses. Each node
 * is looked at once; what was reported gives a value that fits everything, so that nothing follows from it. */
#include "compiler/model/check_internal.h"

static const check_value unknown_value = {.kind = CLASS_UNKNOWN};
static const check_value bool_value = {.kind = CLASS_BOOL};

/* --- names --- */

static void report_no_field(checker *c, const model_table *table, const expression *e)
{
    diagnostic *d = check_report(c, DIAGNOSTIC_NO_SUCH_FIELD, e->span, table->name, e->text, (str){0});
    diagnostic_suggest(c->diagnostics, d, e->text, &table->column_by_name);
}

/* PostgreSQL computes generated columns in no order, so that one cannot stand on another. */
static void check_generated(checker *c, const check_place *place, const model_column *column, const expression *e)
{
    if (place->in_generated && (place->dialects & DIALECT_BIT_POSTGRESQL) && column->generated != GENERATED_NONE)
        check_report(c, DIAGNOSTIC_GENERATED_OF_GENERATED, e->span, e->text, (str){0}, (str){0});
}

/* A relation of several columns was reported when the name was given its meaning. */
static bool is_wide_relation(const model_table *table, str name)
{
    VEC_EACH (model_relation *, &table->relations, relation) {
        if ((*relation)->kind == RELATION_TO_ONE && (*relation)->columns.count > 1 && str_eq((*relation)->name, name))
            return true;
    }
    return false;
}

static check_value infer_column(checker *c, const check_place *place, const expression *e)
{
    if (!place->table) {
        check_report(c, DIAGNOSTIC_DEFAULT_USES_COLUMN, e->span, e->text, (str){0}, (str){0});
        return unknown_value;
    }
    const model_column *column = model_find_column(place->table, e->text);
    if (!column) {
        if (!place->table->broken && !is_wide_relation(place->table, e->text))
            report_no_field(c, place->table, e);
        return unknown_value;
    }
    check_generated(c, place, column, e);
    return column->broken ? unknown_value : check_value_of_type(&column->type);
}

static check_value infer_member(checker *c, const expression *e)
{
    const model_enum *item = model_find_enum(c->schema, e->type.enum_name);
    check_value value = {.kind = CLASS_ENUM, .enum_name = e->type.enum_name};
    if (!item || model_find_member(item, e->text))
        return value;
    diagnostic *d = check_report(c, DIAGNOSTIC_UNKNOWN_MEMBER, e->span, item->name, e->text, (str){0});
    map members = {0};
    VEC_EACH (const model_member, &item->members, member)
        map_put(c->memory, &members, member->name, c);
    diagnostic_suggest(c->diagnostics, d, e->text, &members);
    return value;
}

/* --- operators --- */

static bool is_one_of(str text, const char *const *list)
{
    for (; *list; list++) {
        if (str_eq(text, str_from(*list)))
            return true;
    }
    return false;
}

/* Which operators SQLite lacks, and what they are called in messages. */
static void check_operator(checker *c, const check_place *place, const expression *e)
{
    static const char *const patterns[] = {"~", "~*", "!~", "!~*", "similar", NULL};
    static const char *const others[] = {"@>", "<@",  "&&",  "?",  "?|", "?&",  "#>",  "#>>", "@@", "@?", "#-",
                                         "^",  "<<=", ">>=", "&<", "&>", "-|-", "<->", "^@",  "#",  NULL};
    if (!(place->dialects & DIALECT_BIT_SQLITE) || e->n_arguments < 2)
        return;
    if (is_one_of(e->text, patterns))
        check_lacks(c, DIALECT_SQLITE, e->span, "regular expressions");
    else if (str_eq(e->text, STR("at time zone")))
        check_lacks(c, DIALECT_SQLITE, e->span, "time zones");
    else if (is_one_of(e->text, others) || str_starts_with(e->text, STR("operator(")))
        check_lacks(c, DIALECT_SQLITE, e->span, str_format(c->memory, "operator %.*s", STR_ARGS(e->text)).ptr);
}

static void report_operand(checker *c, const expression *e, const expression *operand, check_value value)
{
    check_report(c, DIAGNOSTIC_OPERATOR_MISFIT, operand->span, e->text, str_from(check_class_phrase(value)), (str){0});
}

static void require_condition(checker *c, const expression *e, check_value value)
{
    if (value.kind == CLASS_BOOL || value.kind == CLASS_UNKNOWN || value.kind == CLASS_NULL)
        return;
    check_report(c, DIAGNOSTIC_NOT_A_CONDITION, e->span, str_from(check_class_phrase(value)), (str){0}, (str){0});
}

/* A literal beside a column is held against the column's own type. */
static void check_beside(checker *c, const check_place *place, const expression *literal, const expression *other)
{
    if (literal->kind != EXPRESSION_STRING || other->kind != EXPRESSION_COLUMN || !place->table)
        return;
    const model_column *column = model_find_column(place->table, other->text);
    if (!column || column->broken)
        return;
    model_type type = column->type;
    type.n_arguments = 0; /* a longer text compares, too */
    check_literal(c, literal, &type);
}

static void compare(checker *c, const check_place *place, const expression *left, check_value left_value,
                    const expression *right, check_value right_value)
{
    if (check_comparable(left_value, right_value)) {
        check_beside(c, place, left, right);
        check_beside(c, place, right, left);
        return;
    }
    check_report(c, DIAGNOSTIC_CANNOT_COMPARE, source_join(left->span, right->span),
                 str_from(check_class_phrase(left_value)), str_from(check_class_phrase(right_value)), (str){0});
}

static check_value infer_arithmetic(checker *c, const expression *e, const check_value *values)
{
    bool numeric = true;
    bool integer = true;
    for (size_t i = 0; i < e->n_arguments; i++) {
        check_class kind = values[i].kind;
        if (kind == CLASS_TEXT || kind == CLASS_BOOL || kind == CLASS_ENUM || kind == CLASS_UUID ||
            kind == CLASS_BYTES) {
            if (values[i].text_literal && !check_is_numeric(values[e->n_arguments - 1 - i].kind))
                return unknown_value;
            report_operand(c, e, e->arguments[i], values[i]);
            return unknown_value;
        }
        numeric = numeric && (check_is_numeric(kind) || kind == CLASS_NULL);
        integer = integer && kind == CLASS_INTEGER;
    }
    return numeric ? (check_value){.kind = integer ? CLASS_INTEGER : CLASS_NUMBER} : unknown_value;
}

static check_value infer_pattern(checker *c, const expression *e, const check_value *values)
{
    for (size_t i = 0; i < e->n_arguments; i++) {
        check_class kind = values[i].kind;
        if (kind != CLASS_TEXT && kind != CLASS_UNKNOWN && kind != CLASS_NULL && kind != CLASS_OTHER) {
            report_operand(c, e, e->arguments[i], values[i]);
            return bool_value;
        }
    }
    return bool_value;
}

static check_value infer_join(const check_value *values)
{
    check_value joined = {.kind = CLASS_TEXT};
    if (values[0].array || values[1].array)
        return unknown_value;
    if (values[0].kind == CLASS_JSON || values[1].kind == CLASS_JSON)
        joined.kind = CLASS_JSON;
    else if (values[0].kind != CLASS_TEXT && values[1].kind != CLASS_TEXT)
        joined.kind = values[0].kind == values[1].kind ? values[0].kind : CLASS_UNKNOWN;
    return joined;
}

static check_value infer_json_path(checker *c, const expression *e, const check_value *values)
{
    check_class kind = values[0].kind;
    if (kind != CLASS_JSON && kind != CLASS_UNKNOWN && kind != CLASS_NULL && kind != CLASS_OTHER && kind != CLASS_TEXT)
        report_operand(c, e, e->arguments[0], values[0]);
    bool text = str_eq(e->text, STR("->>")) || str_eq(e->text, STR("#>>"));
    return (check_value){.kind = text ? CLASS_TEXT : CLASS_JSON};
}

static check_value infer_binary(checker *c, const check_place *place, const expression *e, const check_value *values)
{
    static const char *const connectives[] = {"and", "or", NULL};
    static const char *const comparisons[] = {"=", "<>", "<", "<=", ">", ">=", NULL};
    static const char *const arithmetic[] = {"+", "-", "*", "/", "%", NULL};
    static const char *const patterns[] = {"like", "ilike", "similar", "~", "~*", "!~", "!~*", NULL};
    static const char *const json[] = {"->", "->>", "#>", "#>>", NULL};
    static const char *const tests[] = {"@>", "<@", "&&", "?", "?|", "?&", "@@", NULL};
    check_operator(c, place, e);
    if (is_one_of(e->text, connectives)) {
        require_condition(c, e->arguments[0], values[0]);
        require_condition(c, e->arguments[1], values[1]);
        return bool_value;
    }
    if (is_one_of(e->text, comparisons)) {
        compare(c, place, e->arguments[0], values[0], e->arguments[1], values[1]);
        return bool_value;
    }
    if (is_one_of(e->text, arithmetic))
        return infer_arithmetic(c, e, values);
    if (is_one_of(e->text, patterns))
        return infer_pattern(c, e, values);
    if (is_one_of(e->text, json))
        return infer_json_path(c, e, values);
    if (str_eq(e->text, STR("||")))
        return infer_join(values);
    return is_one_of(e->text, tests) ? bool_value : unknown_value;
}

static check_value infer_unary(checker *c, const expression *e, const check_value *values)
{
    if (str_eq(e->text, STR("not"))) {
        require_condition(c, e->arguments[0], values[0]);
        return bool_value;
    }
    if (values[0].kind == CLASS_TEXT || values[0].kind == CLASS_BOOL || values[0].kind == CLASS_ENUM) {
        report_operand(c, e, e->arguments[0], values[0]);
        return unknown_value;
    }
    return values[0];
}

static check_value infer_is(checker *c, const check_place *place, const expression *e, const check_value *values)
{
    if (e->n_arguments > 1)
        compare(c, place, e->arguments[0], values[0], e->arguments[1], values[1]);
    else if (!str_eq(e->text, STR("null")))
        require_condition(c, e->arguments[0], values[0]);
    return bool_value;
}

/* between, in: the operand against each of the others. */
static check_value infer_among(checker *c, const check_place *place, const expression *e, const check_value *values)
{
    for (size_t i = 1; i < e->n_arguments; i++)
        compare(c, place, e->arguments[0], values[0], e->arguments[i], values[i]);
    return bool_value;
}

/* --- arrays, casts, cases --- */

static void lacks_arrays(checker *c, const check_place *place, const expression *e)
{
    if (place->dialects & DIALECT_BIT_SQLITE)
        check_lacks(c, DIALECT_SQLITE, e->span, "arrays");
}

static check_value infer_quantified(checker *c, const check_place *place, const expression *e,
                                    const check_value *values)
{
    lacks_arrays(c, place, e);
    check_value element = values[1];
    element.array = false;
    if (values[1].array)
        compare(c, place, e->arguments[0], values[0], e->arguments[1], element);
    return bool_value;
}

static check_value infer_array(checker *c, const check_place *place, const expression *e, const check_value *values)
{
    lacks_arrays(c, place, e);
    check_value value = e->n_arguments > 0 ? values[0] : unknown_value;
    value.array = true;
    return value;
}

static check_value infer_subscript(checker *c, const check_place *place, const expression *e, const check_value *values)
{
    lacks_arrays(c, place, e);
    check_value value = values[0].array || values[0].kind == CLASS_JSON ? values[0] : unknown_value;
    value.array = false;
    return value;
}

static check_value infer_case(checker *c, const check_place *place, const expression *e)
{
    check_value compared = e->distinct ? check_infer(c, place, e->arguments[0]) : unknown_value;
    check_value result = {.kind = CLASS_NULL};
    for (size_t i = e->distinct ? 1 : 0; i < e->n_arguments; i++) {
        const expression *part = e->arguments[i];
        const expression *given = part->arguments[part->n_arguments - 1];
        if (part->kind == EXPRESSION_WHEN && e->distinct)
            compare(c, place, e->arguments[0], compared, part->arguments[0], check_infer(c, place, part->arguments[0]));
        else if (part->kind == EXPRESSION_WHEN)
            check_condition(c, place, part->arguments[0]);
        check_value value = check_infer(c, place, given);
        if (result.kind == CLASS_NULL || (result.text_literal && value.kind != CLASS_NULL))
            result = value;
    }
    return result;
}

static check_value infer_cast(const expression *e)
{
    return check_value_of_type(&e->type);
}

static void check_natives(checker *c, const check_place *place, const expression *e)
{
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if ((place->dialects & (1u << id)) && str_is_empty(e->native[id]))
            check_report(c, DIAGNOSTIC_DIALECT_LACKS_TEXT, e->span, str_from(dialect_name(id)), (str){0}, (str){0});
    }
}

/* --- all --- */

static check_value infer_leaf(checker *c, const check_place *place, const expression *e)
{
    switch (e->kind) {
    case EXPRESSION_NULL:
        return (check_value){.kind = CLASS_NULL};
    case EXPRESSION_BOOL:
        return bool_value;
    case EXPRESSION_NUMBER:
        return (check_value){.kind = str_find(e->text, '.') < e->text.len ? CLASS_NUMBER : CLASS_INTEGER};
    case EXPRESSION_STRING:
        return (check_value){.kind = CLASS_TEXT, .text_literal = true};
    case EXPRESSION_MEMBER:
        return infer_member(c, e);
    case EXPRESSION_COLUMN:
        return infer_column(c, place, e);
    case EXPRESSION_WORD:
        return check_word(c, place, e);
    case EXPRESSION_SQL:
        check_natives(c, place, e);
        return unknown_value;
    default:
        return unknown_value;
    }
}

static check_value infer_branch(checker *c, const check_place *place, const expression *e, const check_value *values)
{
    switch (e->kind) {
    case EXPRESSION_UNARY:
        return infer_unary(c, e, values);
    case EXPRESSION_BINARY:
        return infer_binary(c, place, e, values);
    case EXPRESSION_IS:
        return infer_is(c, place, e, values);
    case EXPRESSION_BETWEEN:
    case EXPRESSION_IN:
        return infer_among(c, place, e, values);
    case EXPRESSION_CAST:
        return infer_cast(e);
    case EXPRESSION_CALL:
        return check_call(c, place, e, values);
    case EXPRESSION_ARRAY:
        return infer_array(c, place, e, values);
    case EXPRESSION_SUBSCRIPT:
        return infer_subscript(c, place, e, values);
    case EXPRESSION_QUANTIFIED:
        return infer_quantified(c, place, e, values);
    case EXPRESSION_COLLATE:
        check_collation(c, place->dialects, e->text, e->span);
        return values[0];
    default:
        return unknown_value;
    }
}

check_value check_infer(checker *c, const check_place *place, const expression *e)
{
    if (e->n_arguments == 0 && e->kind != EXPRESSION_CALL && e->kind != EXPRESSION_ARRAY)
        return infer_leaf(c, place, e);
    if (e->kind == EXPRESSION_CASE)
        return infer_case(c, place, e);
    check_value *values = ARENA_ARRAY(c->memory, check_value, e->n_arguments + 1);
    for (size_t i = 0; i < e->n_arguments; i++)
        values[i] = check_infer(c, place, e->arguments[i]);
    return infer_branch(c, place, e, values);
}

void check_condition(checker *c, const check_place *place, const expression *e)
{
    require_condition(c, e, check_infer(c, place, e));
}

void check_column_value(checker *c, const check_place *place, const expression *e, const model_column *column)
{
    check_value value = check_infer(c, place, e);
    if (column->broken)
        return;
    if (!check_assignable(value, &column->type))
        check_report(c, DIAGNOSTIC_MISFIT, e->span, check_text(c, e), check_type_text(c, &column->type), (str){0});
    else if (expression_is_literal(e))
        check_literal(c, e, &column->type);
    check_not_retired(c, e, &column->type);
}

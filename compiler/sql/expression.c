/* Expressions in a dialect, with only the parentheses that both databases need. Their precedences differ where an
 * operator that is no arithmetic meets another one (`||` binds weaker than `+` on PostgreSQL and stronger on SQLite),
 * so there a pair of parentheses is always written; comparisons, IS, IN, LIKE and BETWEEN never stand inside each other
 * without one.
 *
 * SQLite has no exact decimals: such a column holds text, and is cast where it is compared or calculated with, or else
 * '9' would be more than '10'. Before a division the cast is to REAL, because NUMERIC makes an integer of '5.00'. */
#include "compiler/sql/expression.h"
#include "compiler/sql/pattern.h"
#include "compiler/sql/plan.h"
#include "compiler/sql/quote.h"

typedef enum level {
    LEVEL_ANY,
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_PREDICATE, /* comparisons, is, in, between, like */
    LEVEL_OTHER,     /* ||, ->, @> and so on */
    LEVEL_SUM,
    LEVEL_PRODUCT,
    LEVEL_COLLATE,
    LEVEL_UNARY,
    LEVEL_PRIMARY,
} level;

/* What a decimal column is needed as. */
typedef enum number { NUMBER_AS_STORED, NUMBER_EXACT, NUMBER_REAL } number;

typedef struct printer {
    const sql_scope *scope;
    writer *out;
    number number;
} printer;

static level operator_level(str op)
{
    static const struct {
        const char *text;
        level level;
    } rows[] = {
        {"or", LEVEL_OR},          {"and", LEVEL_AND},         {"=", LEVEL_PREDICATE},       {"<>", LEVEL_PREDICATE},
        {"<", LEVEL_PREDICATE},    {"<=", LEVEL_PREDICATE},    {">", LEVEL_PREDICATE},       {">=", LEVEL_PREDICATE},
        {"like", LEVEL_PREDICATE}, {"ilike", LEVEL_PREDICATE}, {"similar", LEVEL_PREDICATE}, {"+", LEVEL_SUM},
        {"-", LEVEL_SUM},          {"*", LEVEL_PRODUCT},       {"/", LEVEL_PRODUCT},         {"%", LEVEL_PRODUCT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_eq(op, str_from(rows[i].text)))
            return rows[i].level;
    return LEVEL_OTHER;
}

static bool is_pattern_operator(str op)
{
    return str_eq(op, STR("like")) || str_eq(op, STR("ilike"));
}

static level unary_level(const expression *e)
{
    return str_eq(e->text, STR("not")) ? LEVEL_NOT : LEVEL_UNARY;
}

static level level_of(const expression *e)
{
    switch (e->kind) {
    case EXPRESSION_NUMBER:
        return e->text.len && (e->text.ptr[0] == '-' || e->text.ptr[0] == '+') ? LEVEL_UNARY : LEVEL_PRIMARY;
    case EXPRESSION_UNARY:
        return unary_level(e);
    case EXPRESSION_BINARY:
        return operator_level(e->text);
    case EXPRESSION_IS:
    case EXPRESSION_BETWEEN:
    case EXPRESSION_IN:
    case EXPRESSION_QUANTIFIED:
        return LEVEL_PREDICATE;
    case EXPRESSION_COLLATE:
        return LEVEL_COLLATE;
    case EXPRESSION_SQL:
        return LEVEL_ANY;
    default:
        return LEVEL_PRIMARY;
    }
}

static void print(const printer *p, const expression *e);

static void print_at(const printer *p, const expression *e, level least)
{
    bool parens = level_of(e) < least;
    if (parens)
        writer_char(p->out, '(');
    print(p, e);
    if (parens)
        writer_char(p->out, ')');
}

static void print_list(const printer *p, expression *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            writer_text(p->out, ", ");
        print_at(p, items[i], LEVEL_OR);
    }
}

/* --- names and values --- */

static bool is_decimal(const model_column *column)
{
    return column && column->type.kind == TYPE_SCALAR && column->type.scalar == SCALAR_DECIMAL &&
           !column->type.dimensions;
}

static void print_column(const printer *p, const expression *e)
{
    const model_column *column = sql_column_find(p->scope, e->text);
    bool cast = p->number != NUMBER_AS_STORED && !p->scope->dialect->exact_decimals && is_decimal(column);
    if (cast)
        writer_text(p->out, "CAST(");
    quote_identifier(column ? column->column : e->text, p->out);
    if (cast)
        writer_text(p->out, p->number == NUMBER_REAL ? " AS REAL)" : " AS NUMERIC)");
}

static void print_member(const printer *p, const expression *e)
{
    const model_enum *item = model_find_enum(p->scope->schema, e->type.enum_name);
    for (size_t i = 0; item && i < item->members.count; i++) {
        if (str_eq(item->members.items[i].name, e->text)) {
            sql_member(p->scope, item, i, p->out);
            return;
        }
    }
    quote_string(e->text, p->scope->dialect->id, p->out);
}

static void print_bool(const printer *p, const expression *e)
{
    bool is_true = str_eq_nocase(e->text, STR("true"));
    if (p->scope->dialect->booleans)
        writer_text(p->out, is_true ? "true" : "false");
    else
        writer_char(p->out, is_true ? '1' : '0');
}

/* --- operators --- */

static printer with_number(const printer *p, number least)
{
    printer inner = *p;
    if (inner.number < least)
        inner.number = least;
    return inner;
}

static printer as_stored(const printer *p)
{
    printer inner = *p;
    inner.number = NUMBER_AS_STORED;
    return inner;
}

static void print_unary(const printer *p, const expression *e)
{
    if (unary_level(e) == LEVEL_NOT) {
        writer_text(p->out, "NOT ");
        print_at(p, e->arguments[0], LEVEL_NOT);
        return;
    }
    /* "--" would begin a comment: what is unary itself stands in parentheses. */
    printer inner = with_number(p, NUMBER_EXACT);
    writer_str(p->out, e->text);
    print_at(&inner, e->arguments[0], LEVEL_PRIMARY);
}

/* `like x escape y` is kept as a call that makes the pattern. */
static bool is_escaped(const expression *pattern)
{
    return pattern->kind == EXPRESSION_CALL && pattern->n_arguments == 2 && str_eq(pattern->text, STR("like_escape"));
}

/* LIKE tells upper from lower case on PostgreSQL; SQLite's does not, its GLOB does. So `ilike` becomes LIKE there, and
 * `like` with a literal pattern GLOB. A pattern that is not known now stays with LIKE. */
static void print_pattern(const printer *p, const expression *e)
{
    printer inner = as_stored(p);
    const expression *pattern = e->arguments[1];
    bool ignore_case = str_eq(e->text, STR("ilike"));
    bool glob = !p->scope->dialect->ilike && !ignore_case && pattern->kind == EXPRESSION_STRING;
    print_at(&inner, e->arguments[0], LEVEL_OTHER);
    writer_text(p->out, e->negated ? " NOT " : " ");
    if (glob) {
        writer_text(p->out, "GLOB ");
        quote_string(pattern_glob(p->out->memory, pattern->text), p->scope->dialect->id, p->out);
        return;
    }
    writer_text(p->out, ignore_case && p->scope->dialect->ilike ? "ILIKE " : "LIKE ");
    if (is_escaped(pattern)) {
        print_at(&inner, pattern->arguments[0], LEVEL_OTHER);
        writer_text(p->out, " ESCAPE ");
        print_at(&inner, pattern->arguments[1], LEVEL_OTHER);
        return;
    }
    print_at(&inner, pattern, LEVEL_OTHER);
    /* PostgreSQL's escape character is the backslash unless said; SQLite has none. */
    if (!p->scope->dialect->ilike && pattern->kind == EXPRESSION_STRING &&
        str_find(pattern->text, '\\') < pattern->text.len)
        writer_text(p->out, " ESCAPE '\\'");
}

static void write_operator(const printer *p, const expression *e)
{
    if (e->negated)
        writer_text(p->out, "NOT ");
    if (str_eq(e->text, STR("similar")))
        writer_text(p->out, "SIMILAR TO");
    else if (str_starts_with(e->text, STR("operator(")))
        writer_str(p->out, e->text);
    else
        writer_str(p->out, str_upper(p->out->memory, e->text));
}

/* Is the left operand one link of the same chain, as in `a || b || c`? */
static bool is_chain(const expression *e, const expression *left)
{
    return left->kind == EXPRESSION_BINARY && str_eq(left->text, e->text);
}

static number operand_number(str op, level at)
{
    if (str_eq(op, STR("/")))
        return NUMBER_REAL;
    return at == LEVEL_PREDICATE || at == LEVEL_SUM || at == LEVEL_PRODUCT ? NUMBER_EXACT : NUMBER_AS_STORED;
}

static void print_binary(const printer *p, const expression *e)
{
    if (is_pattern_operator(e->text)) {
        print_pattern(p, e);
        return;
    }
    level at = operator_level(e->text);
    printer inner = at == LEVEL_OTHER ? as_stored(p) : with_number(p, operand_number(e->text, at));
    level left = at, right = at + 1;
    if (at == LEVEL_PREDICATE)
        left = LEVEL_OTHER;
    if (at == LEVEL_OTHER) {
        left = is_chain(e, e->arguments[0]) ? LEVEL_OTHER : LEVEL_COLLATE;
        right = LEVEL_COLLATE;
    }
    if (at == LEVEL_OR || at == LEVEL_AND)
        right = at;
    print_at(&inner, e->arguments[0], left);
    writer_char(p->out, ' ');
    write_operator(p, e);
    writer_char(p->out, ' ');
    print_at(&inner, e->arguments[1], right);
}

static void print_distinct(const printer *p, const expression *e)
{
    printer inner = with_number(p, NUMBER_EXACT);
    print_at(&inner, e->arguments[0], LEVEL_OTHER);
    /* `IS DISTINCT FROM` came to SQLite with 3.39; its IS NOT has always meant the same. */
    if (p->scope->dialect->id == DIALECT_SQLITE)
        writer_text(p->out, e->negated ? " IS " : " IS NOT ");
    else
        writer_text(p->out, e->negated ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ");
    print_at(&inner, e->arguments[1], LEVEL_OTHER);
}

static void print_is(const printer *p, const expression *e)
{
    if (e->n_arguments > 1) {
        print_distinct(p, e);
        return;
    }
    printer inner = as_stored(p);
    print_at(&inner, e->arguments[0], LEVEL_OTHER);
    writer_text(p->out, e->negated ? " IS NOT " : " IS ");
    bool unknown = str_eq(e->text, STR("unknown")) && p->scope->dialect->id == DIALECT_SQLITE;
    writer_str(p->out, unknown ? STR("NULL") : str_upper(p->out->memory, e->text));
}

static void print_between(const printer *p, const expression *e)
{
    printer inner = with_number(p, NUMBER_EXACT);
    print_at(&inner, e->arguments[0], LEVEL_OTHER);
    writer_text(p->out, e->negated ? " NOT BETWEEN " : " BETWEEN ");
    print_at(&inner, e->arguments[1], LEVEL_OTHER);
    writer_text(p->out, " AND ");
    print_at(&inner, e->arguments[2], LEVEL_OTHER);
}

static void print_in(const printer *p, const expression *e)
{
    printer inner = with_number(p, NUMBER_EXACT);
    print_at(&inner, e->arguments[0], LEVEL_OTHER);
    writer_text(p->out, e->negated ? " NOT IN (" : " IN (");
    print_list(&inner, e->arguments + 1, e->n_arguments - 1);
    writer_char(p->out, ')');
}

/* `= ANY (ARRAY[…])` and `<> ALL (ARRAY[…])` are IN and NOT IN where there are no arrays. */
static bool print_quantified_as_in(const printer *p, const expression *e)
{
    const expression *array = e->arguments[1];
    bool is_in = str_eq(e->text, STR("=")) && !e->all;
    bool is_not_in = str_eq(e->text, STR("<>")) && e->all;
    if (p->scope->dialect->arrays || array->kind != EXPRESSION_ARRAY || !(is_in || is_not_in))
        return false;
    printer inner = with_number(p, NUMBER_EXACT);
    print_at(&inner, e->arguments[0], LEVEL_OTHER);
    writer_text(p->out, is_not_in ? " NOT IN (" : " IN (");
    print_list(&inner, array->arguments, array->n_arguments);
    writer_char(p->out, ')');
    return true;
}

static void print_quantified(const printer *p, const expression *e)
{
    if (print_quantified_as_in(p, e))
        return;
    print_at(p, e->arguments[0], LEVEL_OTHER);
    writer_char(p->out, ' ');
    writer_str(p->out, e->text);
    writer_text(p->out, e->all ? " ALL (" : " ANY (");
    print(p, e->arguments[1]);
    writer_char(p->out, ')');
}

/* --- casts, cases, calls --- */

static void write_cast_type(const printer *p, const model_type *type)
{
    bool number_text = type->kind == TYPE_SCALAR && type->scalar == SCALAR_DECIMAL && !type->dimensions;
    if (number_text && !p->scope->dialect->exact_decimals)
        writer_text(p->out, "NUMERIC");
    else
        sql_type(p->scope, type, p->out);
}

static void print_cast(const printer *p, const expression *e)
{
    printer inner = as_stored(p);
    const expression *operand = e->arguments[0];
    if (operand->kind == EXPRESSION_ARRAY && !operand->n_arguments && p->scope->dialect->arrays) {
        writer_text(p->out, "ARRAY[]::");
        write_cast_type(p, &e->type);
        return;
    }
    writer_text(p->out, "CAST(");
    print(&inner, operand);
    writer_text(p->out, " AS ");
    write_cast_type(p, &e->type);
    writer_char(p->out, ')');
}

static void print_case_part(const printer *p, const expression *part, const printer *condition)
{
    writer_char(p->out, ' ');
    if (part->kind == EXPRESSION_WHEN) {
        writer_text(p->out, "WHEN ");
        print(condition, part->arguments[0]);
        writer_text(p->out, " THEN ");
        print(p, part->arguments[1]);
    } else if (part->kind == EXPRESSION_ELSE) {
        writer_text(p->out, "ELSE ");
        print(p, part->arguments[0]);
    } else {
        print(condition, part);
    }
}

static void print_case(const printer *p, const expression *e)
{
    printer condition = with_number(p, e->distinct ? NUMBER_EXACT : NUMBER_AS_STORED);
    writer_text(p->out, "CASE");
    for (size_t i = 0; i < e->n_arguments; i++)
        print_case_part(p, e->arguments[i], &condition);
    writer_text(p->out, " END");
}

/* extract("year", x) is EXTRACT(year FROM x). */
static bool print_extract(const printer *p, const expression *e)
{
    if (!str_eq(e->text, STR("extract")) || e->n_arguments != 2 || e->arguments[0]->kind != EXPRESSION_STRING)
        return false;
    writer_text(p->out, "EXTRACT(");
    quote_identifier(e->arguments[0]->text, p->out);
    writer_text(p->out, " FROM ");
    print(p, e->arguments[1]);
    writer_char(p->out, ')');
    return true;
}

/* The clock as a column of `target` holds it. */
static void write_sqlite_text(const printer *p, const sql_function *function)
{
    const model_type *target = p->scope->target;
    bool plain = target && target->kind == TYPE_SCALAR && !target->dimensions;
    if (sql_function_is_clock(function) && plain && target->scalar == SCALAR_DATE)
        writer_text(p->out, "CURRENT_DATE");
    else if (sql_function_is_clock(function) && plain && target->scalar == SCALAR_TIME)
        writer_text(p->out, "rtrim(rtrim(strftime('%H:%M:%f', 'now'), '0'), '.')");
    else
        writer_text(p->out, function->sqlite_text);
}

static void print_call(const printer *p, const expression *e)
{
    if (print_extract(p, e))
        return;
    const sql_function *function = p->scope->dialect->id == DIALECT_SQLITE ? sql_function_find(e->text) : NULL;
    if (function && function->sqlite_text && !e->n_arguments) {
        write_sqlite_text(p, function);
        return;
    }
    printer inner = sql_function_takes_numbers(e->text) ? with_number(p, NUMBER_EXACT) : *p;
    if (function && e->n_arguments == 1 && sql_function_is_choice(e->text)) {
        /* With one argument SQLite's max and min are about all rows. */
        print_at(p, e->arguments[0], LEVEL_PRIMARY);
        return;
    }
    if (function && function->sqlite_name[0])
        writer_text(p->out, function->sqlite_name);
    else
        quote_function(e->text, p->out);
    writer_text(p->out, e->distinct ? "(DISTINCT " : "(");
    print_list(&inner, e->arguments, e->n_arguments);
    writer_char(p->out, ')');
}

static void print_word(const printer *p, const expression *e)
{
    const sql_function *function = p->scope->dialect->id == DIALECT_SQLITE ? sql_function_find(e->text) : NULL;
    if (function && function->sqlite_text)
        write_sqlite_text(p, function);
    else
        writer_str(p->out, str_upper(p->out->memory, e->text));
}

/* A bare label among the items would make the array one of text. */
static void print_array_item(const printer *p, const expression *item)
{
    const model_enum *type =
        item->kind == EXPRESSION_MEMBER ? model_find_enum(p->scope->schema, item->type.enum_name) : NULL;
    if (!type || sql_enum_storage(p->scope->dialect, type) != STORAGE_TYPE) {
        print(p, item);
        return;
    }
    writer_text(p->out, "CAST(");
    print(p, item);
    writer_text(p->out, " AS ");
    sql_enum_type(p->scope->dialect, type, type->type_name, p->out);
    writer_char(p->out, ')');
}

static void print_array(const printer *p, const expression *e)
{
    if (!e->n_arguments) {
        writer_text(p->out, "'{}'");
        return;
    }
    writer_text(p->out, "ARRAY[");
    for (size_t i = 0; i < e->n_arguments; i++) {
        if (i)
            writer_text(p->out, ", ");
        print_array_item(p, e->arguments[i]);
    }
    writer_char(p->out, ']');
}

static void print_subscript(const printer *p, const expression *e)
{
    bool simple = e->arguments[0]->kind == EXPRESSION_COLUMN || e->arguments[0]->kind == EXPRESSION_SUBSCRIPT;
    if (!simple)
        writer_char(p->out, '(');
    print(p, e->arguments[0]);
    if (!simple)
        writer_char(p->out, ')');
    writer_char(p->out, '[');
    print(p, e->arguments[1]);
    writer_char(p->out, ']');
}

static void print_collate(const printer *p, const expression *e)
{
    print_at(p, e->arguments[0], LEVEL_PRIMARY);
    writer_text(p->out, " COLLATE ");
    quote_identifier(e->text, p->out);
}

static void print_operation(const printer *p, const expression *e)
{
    switch (e->kind) {
    case EXPRESSION_UNARY:
        print_unary(p, e);
        break;
    case EXPRESSION_BINARY:
        print_binary(p, e);
        break;
    case EXPRESSION_IS:
        print_is(p, e);
        break;
    case EXPRESSION_BETWEEN:
        print_between(p, e);
        break;
    case EXPRESSION_IN:
        print_in(p, e);
        break;
    case EXPRESSION_QUANTIFIED:
        print_quantified(p, e);
        break;
    case EXPRESSION_CAST:
        print_cast(p, e);
        break;
    case EXPRESSION_CASE:
        print_case(p, e);
        break;
    case EXPRESSION_CALL:
        print_call(p, e);
        break;
    case EXPRESSION_ARRAY:
        print_array(p, e);
        break;
    case EXPRESSION_SUBSCRIPT:
        print_subscript(p, e);
        break;
    case EXPRESSION_COLLATE:
        print_collate(p, e);
        break;
    default:
        break; /* WHEN and ELSE are printed by their CASE */
    }
}

static void print(const printer *p, const expression *e)
{
    switch (e->kind) {
    case EXPRESSION_NULL:
        writer_text(p->out, "NULL");
        break;
    case EXPRESSION_BOOL:
        print_bool(p, e);
        break;
    case EXPRESSION_NUMBER:
        writer_str(p->out, e->text);
        break;
    case EXPRESSION_STRING:
        quote_string(e->text, p->scope->dialect->id, p->out);
        break;
    case EXPRESSION_MEMBER:
        print_member(p, e);
        break;
    case EXPRESSION_COLUMN:
        print_column(p, e);
        break;
    case EXPRESSION_WORD:
        print_word(p, e);
        break;
    case EXPRESSION_STAR:
        writer_char(p->out, '*');
        break;
    case EXPRESSION_SQL:
        writer_str(p->out, e->native[p->scope->dialect->id]);
        break;
    default:
        print_operation(p, e);
        break;
    }
}

void sql_expression(const sql_scope *scope, const expression *e, writer *out)
{
    printer p = {.scope = scope, .out = out};
    print(&p, e);
}

void sql_operand(const sql_scope *scope, const expression *e, writer *out)
{
    printer p = {.scope = scope, .out = out};
    print_at(&p, e, LEVEL_PRIMARY);
}

void plan_expression(const model_schema *schema, const model_table *table, const expression *e, dialect_id dialect,
                     writer *out)
{
    sql_scope scope = {.schema = schema, .dialect = sql_dialect_of(dialect), .table = table};
    sql_expression(&scope, e, out);
}

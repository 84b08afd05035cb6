/* Expressions in the schema language's own spelling, with only the parentheses that reading needs. The levels are those
 * of the grammar, which are PostgreSQL's. */
#include "compiler/model/expression.h"

#include "compiler/model/print.h"
#include "compiler/syntax/lexer.h"

typedef enum print_level {
    LEVEL_ANY,
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_IS,
    LEVEL_COMPARE, /* = <> < <= > >= */
    LEVEL_RANGE,   /* between in like ilike similar */
    LEVEL_OTHER,   /* || -> ~ @> and so on */
    LEVEL_ADD,
    LEVEL_MULTIPLY,
    LEVEL_POWER,
    LEVEL_ZONE, /* at time zone */
    LEVEL_COLLATE,
    LEVEL_UNARY,
    LEVEL_SUBSCRIPT,
    LEVEL_CAST,
    LEVEL_PRIMARY,
} print_level;

static print_level operator_level(str text)
{
    static const struct {
        const char *text;
        print_level level;
    } rows[] = {
        {"or", LEVEL_OR},      {"and", LEVEL_AND},           {"=", LEVEL_COMPARE},      {"<>", LEVEL_COMPARE},
        {"<", LEVEL_COMPARE},  {"<=", LEVEL_COMPARE},        {">", LEVEL_COMPARE},      {">=", LEVEL_COMPARE},
        {"like", LEVEL_RANGE}, {"ilike", LEVEL_RANGE},       {"similar", LEVEL_RANGE},  {"+", LEVEL_ADD},
        {"-", LEVEL_ADD},      {"*", LEVEL_MULTIPLY},        {"/", LEVEL_MULTIPLY},     {"%", LEVEL_MULTIPLY},
        {"^", LEVEL_POWER},    {"at time zone", LEVEL_ZONE}, {"not like", LEVEL_RANGE}, {"not ilike", LEVEL_RANGE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (str_eq(text, str_from(rows[i].text)))
            return rows[i].level;
    }
    return LEVEL_OTHER;
}

static bool is_not(const expression *e)
{
    return str_eq(e->text, STR("not"));
}

static print_level level_of(const expression *e)
{
    switch (e->kind) {
    case EXPRESSION_UNARY:
        return is_not(e) ? LEVEL_NOT : LEVEL_UNARY;
    case EXPRESSION_BINARY:
    case EXPRESSION_QUANTIFIED:
        return operator_level(e->text);
    case EXPRESSION_IS:
        return LEVEL_IS;
    case EXPRESSION_BETWEEN:
    case EXPRESSION_IN:
        return LEVEL_RANGE;
    case EXPRESSION_CAST:
        return LEVEL_CAST;
    case EXPRESSION_SUBSCRIPT:
        return LEVEL_SUBSCRIPT;
    case EXPRESSION_COLLATE:
        return LEVEL_COLLATE;
    default:
        return LEVEL_PRIMARY;
    }
}

static void print_at(const expression *e, print_level needed, writer *out);

static void print_list(expression *const *items, size_t count, writer *out)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            writer_text(out, ", ");
        print_at(items[i], LEVEL_ANY, out);
    }
}

static void print_unary(const expression *e, writer *out)
{
    writer_str(out, e->text);
    if (is_not(e)) {
        writer_char(out, ' ');
        print_at(e->arguments[0], LEVEL_NOT, out);
        return;
    }
    /* Above its own level, so that "--" and "+-" never come out. */
    print_at(e->arguments[0], LEVEL_SUBSCRIPT, out);
}

static void write_operator(str text, writer *out)
{
    bool is_word = text.ptr[0] >= 'a' && text.ptr[0] <= 'z';
    bool is_known = is_word || operator_level(text) != LEVEL_OTHER || str_eq(text, STR("~")) ||
                    str_eq(text, STR("?")) || lexer_is_operator(text);
    writer_text(out, is_known ? "" : "operator(");
    writer_str(out, text);
    writer_text(out, is_known ? "" : ")");
}

/* `like x escape y` is kept as a call that makes the pattern. */
static bool is_escaped(const expression *e)
{
    const expression *pattern = e->arguments[1];
    return (str_eq(e->text, STR("like")) || str_eq(e->text, STR("ilike"))) && pattern->kind == EXPRESSION_CALL &&
           pattern->n_arguments == 2 && str_eq(pattern->text, STR("like_escape"));
}

static void print_escaped(const expression *pattern, writer *out)
{
    print_at(pattern->arguments[0], LEVEL_RANGE + 1, out);
    writer_text(out, " escape ");
    print_at(pattern->arguments[1], LEVEL_RANGE + 1, out);
}

/* Chains of one level lean to the left; comparisons do not chain at all. */
static void print_binary(const expression *e, writer *out)
{
    print_level level = operator_level(e->text);
    bool chains = level != LEVEL_COMPARE && level != LEVEL_RANGE;
    print_at(e->arguments[0], chains ? level : level + 1, out);
    writer_text(out, e->negated ? " not " : " ");
    write_operator(e->text, out);
    writer_text(out, str_eq(e->text, STR("similar")) ? " to " : " ");
    if (is_escaped(e))
        print_escaped(e->arguments[1], out);
    else
        print_at(e->arguments[1], level + 1, out);
}

static void print_is(const expression *e, writer *out)
{
    print_at(e->arguments[0], LEVEL_IS + 1, out);
    writer_text(out, e->negated ? " is not " : " is ");
    writer_str(out, e->text);
    if (e->n_arguments > 1) {
        writer_text(out, " from ");
        print_at(e->arguments[1], LEVEL_IS + 1, out);
    }
}

static void print_between(const expression *e, writer *out)
{
    print_at(e->arguments[0], LEVEL_RANGE + 1, out);
    writer_text(out, e->negated ? " not between " : " between ");
    print_at(e->arguments[1], LEVEL_RANGE + 1, out);
    writer_text(out, " and ");
    print_at(e->arguments[2], LEVEL_RANGE + 1, out);
}

static void print_in(const expression *e, writer *out)
{
    print_at(e->arguments[0], LEVEL_RANGE + 1, out);
    writer_text(out, e->negated ? " not in (" : " in (");
    print_list(e->arguments + 1, e->n_arguments - 1, out);
    writer_char(out, ')');
}

static void print_cast(const expression *e, writer *out)
{
    print_at(e->arguments[0], LEVEL_CAST, out);
    writer_text(out, "::");
    model_type_print(&e->type, out);
}

static void print_case(const expression *e, writer *out)
{
    writer_text(out, "case");
    for (size_t i = 0; i < e->n_arguments; i++) {
        const expression *part = e->arguments[i];
        writer_char(out, ' ');
        if (part->kind == EXPRESSION_WHEN) {
            writer_text(out, "when ");
            print_at(part->arguments[0], LEVEL_ANY, out);
            writer_text(out, " then ");
            print_at(part->arguments[1], LEVEL_ANY, out);
        } else if (part->kind == EXPRESSION_ELSE) {
            writer_text(out, "else ");
            print_at(part->arguments[0], LEVEL_ANY, out);
        } else {
            print_at(part, LEVEL_ANY, out);
        }
    }
    writer_text(out, " end");
}

static bool has_upper_case(str name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z')
            return true;
    }
    return false;
}

/* A name is lower case unless it was written in backquotes, and so reads back only in them. It may be qualified. */
static void print_function_name(str name, writer *out)
{
    for (;;) {
        size_t end = str_find(name, '.');
        str part = str_slice(name, 0, end);
        if (has_upper_case(part))
            print_name_quoted(part, out);
        else
            token_write_name(out, part, TOKEN_IN_EXPRESSION);
        if (end == name.len)
            return;
        writer_char(out, '.');
        name = str_slice(name, end + 1, name.len);
    }
}

static void print_call(const expression *e, writer *out)
{
    print_function_name(e->text, out);
    writer_text(out, e->distinct ? "(distinct " : "(");
    print_list(e->arguments, e->n_arguments, out);
    writer_char(out, ')');
}

static void print_array(const expression *e, writer *out)
{
    writer_text(out, "array[");
    print_list(e->arguments, e->n_arguments, out);
    writer_char(out, ']');
}

static void print_subscript(const expression *e, writer *out)
{
    print_at(e->arguments[0], LEVEL_PRIMARY, out);
    writer_char(out, '[');
    print_at(e->arguments[1], LEVEL_ANY, out);
    writer_char(out, ']');
}

static void print_quantified(const expression *e, writer *out)
{
    print_level level = operator_level(e->text);
    print_at(e->arguments[0], level + 1, out);
    writer_char(out, ' ');
    write_operator(e->text, out);
    writer_text(out, e->all ? " all (" : " any (");
    print_at(e->arguments[1], LEVEL_ANY, out);
    writer_char(out, ')');
}

static void print_collate(const expression *e, writer *out)
{
    print_at(e->arguments[0], LEVEL_COLLATE, out);
    writer_text(out, " collate ");
    print_name(e->text, out);
}

static void print_plain_name(str name, writer *out)
{
    if (expression_is_keyword(name))
        print_name_quoted(name, out);
    else
        token_write_name(out, name, TOKEN_IN_EXPRESSION);
}

static void print_node(const expression *e, writer *out)
{
    switch (e->kind) {
    case EXPRESSION_NULL:
        writer_text(out, "null");
        break;
    case EXPRESSION_BOOL:
    case EXPRESSION_NUMBER:
    case EXPRESSION_WORD:
        writer_str(out, e->text);
        break;
    case EXPRESSION_STRING:
        writer_quoted(out, e->text);
        break;
    case EXPRESSION_MEMBER:
    case EXPRESSION_COLUMN:
        print_plain_name(e->text, out);
        break;
    case EXPRESSION_STAR:
        writer_char(out, '*');
        break;
    case EXPRESSION_UNARY:
        print_unary(e, out);
        break;
    case EXPRESSION_BINARY:
        print_binary(e, out);
        break;
    case EXPRESSION_IS:
        print_is(e, out);
        break;
    case EXPRESSION_BETWEEN:
        print_between(e, out);
        break;
    case EXPRESSION_IN:
        print_in(e, out);
        break;
    case EXPRESSION_CAST:
        print_cast(e, out);
        break;
    case EXPRESSION_CASE:
        print_case(e, out);
        break;
    case EXPRESSION_CALL:
        print_call(e, out);
        break;
    case EXPRESSION_ARRAY:
        print_array(e, out);
        break;
    case EXPRESSION_SUBSCRIPT:
        print_subscript(e, out);
        break;
    case EXPRESSION_QUANTIFIED:
        print_quantified(e, out);
        break;
    case EXPRESSION_COLLATE:
        print_collate(e, out);
        break;
    case EXPRESSION_SQL:
        type_print_native(e->native, out);
        break;
    case EXPRESSION_WHEN:
    case EXPRESSION_ELSE:
        break; /* parts of a case */
    }
}

static void print_at(const expression *e, print_level needed, writer *out)
{
    bool parentheses = level_of(e) < needed;
    if (parentheses)
        writer_char(out, '(');
    print_node(e, out);
    if (parentheses)
        writer_char(out, ')');
}

void expression_print(const expression *e, writer *out)
{
    print_at(e, LEVEL_ANY, out);
}

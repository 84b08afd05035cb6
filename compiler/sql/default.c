/* Values of columns: literals in the form in which a column stores them. On PostgreSQL the database itself brings a
 * literal into the column's type; on SQLite it stores what it gets, so here the text must be the one that the runtime
 * writes. */
#include "compiler/model/check.h"
#include "compiler/model/expression_sql.h"
#include "compiler/model/object_text.h"
#include "compiler/sql/decimal.h"
#include "compiler/sql/expression.h"
#include "compiler/sql/quote.h"

static bool is_scalar(const model_type *type, scalar_kind kind)
{
    return type->kind == TYPE_SCALAR && type->scalar == kind && !type->dimensions;
}

/* The number of a literal with its sign in the arena; false where it is none. */
static bool number_text(arena *a, const expression *e, str *text)
{
    if (e->kind == EXPRESSION_NUMBER) {
        *text = e->text;
        return true;
    }
    if (e->kind != EXPRESSION_UNARY || !str_eq(e->text, STR("-")) || e->arguments[0]->kind != EXPRESSION_NUMBER)
        return false;
    *text = str_join(a, STR("-"), e->arguments[0]->text);
    return true;
}

static bool is_hex(str text)
{
    if (!str_starts_with(text, STR("\\x")) || text.len % 2)
        return false;
    for (size_t i = 2; i < text.len; i++)
        if (str_hex_digit(text.ptr[i]) < 0)
            return false;
    return true;
}

/* "\xDEAD" as PostgreSQL writes bytes, or else the text's own bytes. */
static void write_blob(str text, writer *out)
{
    static const char digits[] = "0123456789ABCDEF";
    writer_text(out, "X'");
    if (is_hex(text)) {
        writer_str(out, str_upper(out->memory, str_slice(text, 2, text.len)));
    } else {
        for (size_t i = 0; i < text.len; i++) {
            writer_char(out, digits[(unsigned char)text.ptr[i] >> 4]);
            writer_char(out, digits[(unsigned char)text.ptr[i] & 15]);
        }
    }
    writer_char(out, '\'');
}

/* Writes a literal whose stored form differs from its SQL form; false where there is nothing special about it. */
static bool write_stored_form(const sql_scope *scope, const expression *e, const model_type *type, writer *out)
{
    if (scope->dialect->id != DIALECT_SQLITE)
        return false;
    str text;
    if (is_scalar(type, SCALAR_DECIMAL) && number_text(out->memory, e, &text)) {
        bool scaled = type->n_arguments > 0;
        unsigned scale = type->n_arguments > 1 ? type->arguments[1] : 0;
        quote_string(scaled ? decimal_rescale(out->memory, text, scale) : text, scope->dialect->id, out);
        return true;
    }
    if (is_scalar(type, SCALAR_BYTES) && e->kind == EXPRESSION_STRING) {
        write_blob(e->text, out);
        return true;
    }
    return false;
}

/* Does the word go on with the number that ends with `before`? */
static bool goes_on(const object_word *before, const object_word *word)
{
    if (word->from != before->to)
        return false;
    if (object_word_is(word, "-") || object_word_is(word, "+"))
        return object_word_is(before, "e");
    bool digits = word->kind == OBJECT_WORD_SIGN && (word->text.ptr[0] == '.' || str_hex_digit(word->text.ptr[0]) >= 0);
    return digits || word->kind == OBJECT_WORD_NAME;
}

/* A text of one word (a literal, CURRENT_DATE) or a number, which can be several. */
static bool is_bare_text(arena *a, str text)
{
    object_scanner scanner = {.memory = a, .text = text};
    object_word before = object_next_word(&scanner);
    bool sign = object_word_is(&before, "-") || object_word_is(&before, "+");
    bool number = before.kind == OBJECT_WORD_SIGN && before.text.len && str_hex_digit(before.text.ptr[0]) >= 0;
    if (before.kind == OBJECT_WORD_END || (before.kind == OBJECT_WORD_SIGN && !sign && !number))
        return false;
    object_word word = object_next_word(&scanner);
    if (sign && !(word.kind == OBJECT_WORD_SIGN && str_hex_digit(word.text.ptr[0]) >= 0))
        return false;
    for (; word.kind != OBJECT_WORD_END; word = object_next_word(&scanner)) {
        if (!sign && !(number && goes_on(&before, &word)))
            return false;
        number = number || sign;
        sign = false;
        before = word;
    }
    return true;
}

/* May it stand behind DEFAULT as it is? */
static bool is_bare_default(arena *a, const sql_scope *scope, const expression *e)
{
    if (expression_is_literal(e))
        return true;
    if (e->kind == EXPRESSION_SQL)
        return is_bare_text(a, e->native[scope->dialect->id]);
    if (scope->dialect->default_needs_parens)
        return false;
    return e->kind == EXPRESSION_CALL || e->kind == EXPRESSION_WORD || e->kind == EXPRESSION_CAST ||
           e->kind == EXPRESSION_ARRAY;
}

void sql_default(const sql_scope *scope, const expression *e, const model_type *type, writer *out)
{
    if (write_stored_form(scope, e, type, out))
        return;
    sql_scope inner = *scope;
    inner.target = type;
    bool parens = !is_bare_default(out->memory, scope, e);
    if (parens)
        writer_char(out, '(');
    sql_expression(&inner, e, out);
    if (parens)
        writer_char(out, ')');
}

/* PostgreSQL takes a function for volatile unless somebody has said that it is not. */
static bool is_volatile_call(const expression *e)
{
    const sql_function *function = sql_function_find(e->text);
    if (function || e->kind == EXPRESSION_WORD)
        return function && function->is_volatile;
    return e->kind == EXPRESSION_CALL && !check_function_is_fixed(e->text);
}

/* A text of PostgreSQL's: what cannot be read gives another value each time if anything in it is called. */
static bool is_volatile_text(arena *a, const expression *e)
{
    str text = e->native[DIALECT_POSTGRESQL];
    const expression *read = expression_read_sql(a, text, DIALECT_POSTGRESQL, NULL);
    if (read->kind == EXPRESSION_SQL)
        return str_find(text, '(') < text.len;
    return sql_expression_is_volatile(a, read);
}

bool sql_expression_is_volatile(arena *a, const expression *e)
{
    if (e->kind == EXPRESSION_SQL)
        return is_volatile_text(a, e);
    if (is_volatile_call(e))
        return true;
    for (size_t i = 0; i < e->n_arguments; i++)
        if (sql_expression_is_volatile(a, e->arguments[i]))
            return true;
    return false;
}

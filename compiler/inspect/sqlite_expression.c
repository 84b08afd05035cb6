/* SQL texts of SQLite as expressions. SQLite keeps what was written, so a tree is only taken where it prints as the
 * same words, parentheses aside, and these are read as the same tree; everything else stays the text that it is. */
#include "compiler/inspect/sqlite.h"
#include "compiler/model/expression_sql.h"
#include "compiler/sql/plan.h"
#include "compiler/sql/quote.h"

static expression *as_text(const sqlite_reader *r, str text)
{
    expression *e = expression_make(r->memory, EXPRESSION_SQL, STR(""), (source_span){0});
    e->native[DIALECT_SQLITE] = text;
    return e;
}

static expression_scope scope_of(const sqlite_reader *r, const model_table *table)
{
    return (expression_scope){.schema = r->result->schema, .table = table};
}

/* `( … )` around the whole text is no part of the expression. */
static str without_parens(arena *a, str text)
{
    sqlite_word_list words = sqlite_words(a, text);
    size_t depth = 0;
    for (size_t i = 0; i < words.count; i++) {
        depth += object_word_is(&words.items[i], "(");
        depth -= depth && object_word_is(&words.items[i], ")");
        if (!depth && i > 0 && i + 2 == words.count)
            return without_parens(a, str_slice(text, words.items[0].to, words.items[i].from));
        if (!depth)
            return str_trim(text);
    }
    return str_trim(text);
}

/* --- is it the same text? --- */

static const object_word *skip_parens(const object_word *word)
{
    while (object_word_is(word, "(") || object_word_is(word, ")"))
        word++;
    return word;
}

/* `==` is `=`, and `!=` is `<>`. */
static bool same_sign(const object_word *one, const object_word *other, size_t *steps_one, size_t *steps_other)
{
    bool differs[] = {object_word_is(one, "!") && object_word_is(one + 1, "="),
                      object_word_is(other, "<") && object_word_is(other + 1, ">")};
    *steps_one = differs[0] ? 2 : 1;
    *steps_other = differs[1] && differs[0] ? 2 : 1;
    if (differs[0] && differs[1])
        return true;
    if (object_word_is(one, "=") && object_word_is(one + 1, "=") && object_word_is(other, "=")) {
        *steps_one = 2;
        return true;
    }
    return false;
}

static bool same_word(const object_word *one, const object_word *other)
{
    if (one->name && other->name)
        return str_eq_nocase(one->text, other->text);
    return one->kind == other->kind && str_eq(one->text, other->text);
}

static bool same_words(arena *a, str written, str printed)
{
    sqlite_word_list ones = sqlite_words(a, written), others = sqlite_words(a, printed);
    const object_word *one = ones.items, *other = others.items;
    for (;;) {
        one = skip_parens(one);
        other = skip_parens(other);
        if (one->kind == OBJECT_WORD_END || other->kind == OBJECT_WORD_END)
            return one->kind == other->kind;
        size_t steps_one, steps_other;
        if (!same_sign(one, other, &steps_one, &steps_other) && !same_word(one, other))
            return false;
        one += steps_one;
        other += steps_other;
    }
}

static bool comes_back(const sqlite_reader *r, const model_table *table, const expression *e, str text, str printed)
{
    expression_scope scope = scope_of(r, table);
    return same_words(r->memory, text, printed) &&
           expression_equal(expression_read_sql(r->memory, without_parens(r->memory, printed), DIALECT_SQLITE, &scope),
                            e);
}

/* --- the two kinds of texts --- */

const expression *sqlite_expression(const sqlite_reader *r, const model_table *table, str text)
{
    str bare = without_parens(r->memory, text);
    expression_scope scope = scope_of(r, table);
    const expression *e = expression_read_sql(r->memory, bare, DIALECT_SQLITE, &scope);
    writer printed = writer_make(r->memory);
    plan_expression(r->result->schema, table, e, DIALECT_SQLITE, &printed);
    return comes_back(r, table, e, bare, writer_result(&printed)) ? e : as_text(r, bare);
}

/* A name as a default is a string, and one in brackets stands in quotes as well. */
static str without_brackets(const sqlite_reader *r, str text)
{
    sqlite_word_list words = sqlite_words(r->memory, text);
    if (words.count != 2 || text.ptr[words.items[0].from] != '[')
        return text;
    writer out = writer_make(r->memory);
    quote_identifier(words.items[0].text, &out);
    return writer_result(&out);
}

const expression *sqlite_default(const sqlite_reader *r, const model_table *table, const model_column *column, str text)
{
    str bare = without_brackets(r, without_parens(r->memory, text));
    expression_scope scope = scope_of(r, table);
    model_column like = *column;
    like.default_value = expression_read_sql(r->memory, bare, DIALECT_SQLITE, &scope);
    if (like.default_value->kind == EXPRESSION_NULL)
        return NULL;
    writer printed = writer_make(r->memory);
    plan_default(r->result->schema, table, &like, DIALECT_SQLITE, &printed);
    bool good = comes_back(r, table, like.default_value, bare, writer_result(&printed));
    return good ? like.default_value : as_text(r, bare);
}

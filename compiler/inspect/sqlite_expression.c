/* SQL texts of SQLite as expressions. SQLite keeps what was written, so a tree is only taken where it prints as the
 * same words; everything else stays the text that it is. */
#include "compiler/inspect/sqlite.h"
#include "compiler/sql/expression.h"

static expression *as_text(const sqlite_reader *r, str text)
{
    expression *e = expression_make(r->memory, EXPRESSION_SQL, STR(""), (source_span){0});
    e->native[DIALECT_SQLITE] = text;
    return e;
}

/* `( … )` around the whole text is no part of the expression. */
static str without_parens(arena *a, str text)
{
    sqlite_word_list words = sqlite_words(a, text);
    size_t depth = 0;
    for (size_t i = 0; i < words.count; i++) {
        depth += object_word_is(&words.items[i], "(");
        depth -= depth && object_word_is(&words.items[i], ")");
        if (!depth)
            return i > 0 && i + 2 == words.count ? str_slice(text, words.items[0].to, words.items[i].from) : text;
    }
    return text;
}

const expression *sqlite_expression(const sqlite_reader *r, const model_table *table, str text)
{
    (void)table;
    return as_text(r, str_trim(without_parens(r->memory, str_trim(text))));
}

static expression *literal(const sqlite_reader *r, const sqlite_word_list *words)
{
    const object_word *word = &words->items[0];
    if (words->count != 2)
        return NULL;
    if (object_word_is(word, "null"))
        return expression_make(r->memory, EXPRESSION_NULL, STR(""), (source_span){0});
    if (word->kind == OBJECT_WORD_SIGN && word->text.ptr[0] >= '0' && word->text.ptr[0] <= '9')
        return expression_make(r->memory, EXPRESSION_NUMBER, word->text, (source_span){0});
    if (word->kind != OBJECT_WORD_STRING || word->text.ptr[0] != '\'')
        return NULL;
    writer out = writer_make(r->memory);
    for (size_t i = 1; i + 1 < word->text.len; i++) {
        writer_char(&out, word->text.ptr[i]);
        i += word->text.ptr[i] == '\'';
    }
    return expression_make(r->memory, EXPRESSION_STRING, writer_result(&out), (source_span){0});
}

const expression *sqlite_default(const sqlite_reader *r, const model_table *table, const model_column *column, str text)
{
    str bare = str_trim(without_parens(r->memory, str_trim(text)));
    sqlite_word_list words = sqlite_words(r->memory, bare);
    const expression *value = literal(r, &words);
    bool misfit = value && value->kind == EXPRESSION_NULL && !column->nullable;
    bool blob = value && value->kind == EXPRESSION_STRING && column->type.kind == TYPE_SCALAR &&
                column->type.scalar == SCALAR_BYTES;
    return value && !misfit && !blob ? value : sqlite_expression(r, table, bare);
}

/* Tokens as text: what they are called, how they are dumped, and how a name is written so that it is read as this name.
 */
#include "compiler/syntax/token.h"
#include "compiler/syntax/lexer.h"
#include "compiler/syntax/word.h"
#include "schema.h"

const char *token_kind_name(uint32_t kind)
{
    switch (kind) {
#define TOKEN(kind, text, groups)                                                                                      \
    case TK_##kind:                                                                                                    \
        return #kind;
#define WORD(kind, text, groups, context)                                                                              \
    case TK_##kind:                                                                                                    \
        return text;
#include "grammar/tokens.def"
    case TOKEN_END:
        return "end";
    case TOKEN_COMMENT_LINE:
    case TOKEN_COMMENT_BLOCK:
        return "comment";
    case TOKEN_COMMENT_DOC:
        return "doc";
    default:
        return "bad";
    }
}

void token_dump(source_set *sources, const source_file *file, const token_list *tokens, writer *out)
{
    VEC_EACH (token, tokens, item) {
        source_span span = {file->id, item->from, item->to};
        source_place place = source_locate(sources, span);
        str name = str_lower(sources->memory, str_from(token_kind_name(item->kind)));
        writer_format(out, "%u:%u %.*s", (unsigned)place.line, (unsigned)place.column, STR_ARGS(name));
        str text = str_slice(file->text, item->from, item->to);
        if (text.len > 0 && !str_eq(name, text)) {
            writer_char(out, ' ');
            writer_json_string(out, text);
        }
        writer_char(out, '\n');
    }
}

/* --- names --- */

/* Words that an expression would read as its own where a column or function may stand, or right behind one. */
static bool token_is_expression_word(uint32_t kind)
{
    switch (kind) {
    case TK_NULL:
    case TK_TRUE:
    case TK_FALSE:
    case TK_NOT:
    case TK_CASE:
    case TK_WHEN:
    case TK_THEN:
    case TK_ELSE:
    case TK_END:
    case TK_AND:
    case TK_OR:
    case TK_IS:
    case TK_IN:
    case TK_LIKE:
    case TK_ILIKE:
    case TK_SIMILAR:
    case TK_BETWEEN:
    case TK_DISTINCT:
    case TK_CAST:
    case TK_ARRAY:
    case TK_SQL:
    case TK_ANY:
    case TK_ALL:
    case TK_COLLATE:
    case TK_FROM:
    case TK_VALID:
    case TK_ESCAPE:
        return true;
    default:
        return false;
    }
}

static bool token_needs_quotes(str name, token_position position)
{
    if (!lexer_is_plain_name(name))
        return true;
    if (position == TOKEN_BEFORE_COLON || position == TOKEN_IN_COLUMNS)
        return false;
    size_t n;
    const word_row *rows = word_rows(&n);
    for (size_t i = 0; i < n; i++)
        if (str_eq(rows[i].text, name))
            return position == TOKEN_ANYWHERE || token_is_expression_word(rows[i].kind);
    return false;
}

unsigned token_hidden_character(str name, size_t i, size_t *length)
{
    const unsigned char *at = (const unsigned char *)name.ptr + i;
    size_t left = name.len - i;
    *length = str_control(name, i);
    if (*length)
        return at[*length - 1];
    *length = 2;
    if (left > 1 && *at == 0xD8 && at[1] == 0x9C)
        return 0x061C;
    *length = 3;
    if (left < 3 || *at != 0xE2 || (at[1] != 0x80 && at[1] != 0x81))
        return 0;
    unsigned code = 0x2000u | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
    bool turns =
        code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    return turns ? code : 0;
}

static void token_write_hidden(writer *out, unsigned code)
{
    static const struct {
        unsigned code;
        const char *escape;
    } known[] = {{'\n', "\\n"}, {'\t', "\\t"}, {'\r', "\\r"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].code == code) {
            writer_text(out, known[i].escape);
            return;
        }
    }
    writer_format(out, code < 0x80 ? "\\x%02x" : "\\u%04x", code);
}

void token_write_quoted_name(writer *out, str name)
{
    size_t length = 1;
    writer_char(out, '`');
    for (size_t i = 0; i < name.len; i += length) {
        unsigned hidden = token_hidden_character(name, i, &length);
        if (hidden) {
            token_write_hidden(out, hidden);
            continue;
        }
        length = 1;
        writer_char(out, name.ptr[i]);
        if (name.ptr[i] == '`' || name.ptr[i] == '\\')
            writer_char(out, name.ptr[i]);
    }
    writer_char(out, '`');
}

void token_write_name(writer *out, str name, token_position position)
{
    if (!token_needs_quotes(name, position)) {
        writer_str(out, name);
        return;
    }
    token_write_quoted_name(out, name);
}

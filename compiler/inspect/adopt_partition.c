/* Bounds of partitions: what somebody wrote, and what the server shows of it. */
#include "compiler/inspect/adopt_internal.h"
#include "compiler/model/expression_value.h"

/* The type of a key that is a point in time; unknown: no key is. */
static value_type moment_of(const model_table *table)
{
    VEC_EACH (const model_key, &table->partition_keys, key) {
        const model_column *column =
            key->value->kind == EXPRESSION_COLUMN ? model_find_column(table, key->value->text) : NULL;
        value_type type = column ? value_of(&column->type) : (value_type){.state = VALUE_UNKNOWN};
        if (value_is_scalar(&type, SCALAR_TIMESTAMPTZ) || value_is_scalar(&type, SCALAR_TIMESTAMP))
            return type;
    }
    return (value_type){.state = VALUE_UNKNOWN};
}

static bool is_number(str text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool digit = c >= '0' && c <= '9';
        if (!digit && c != '.' && !(c == '-' && i == 0))
            return false;
        digits += digit;
    }
    return digits > 0;
}

/* Words in lower case, no blanks, and numbers without quotes: the server shows 9 as '9' where the key is a bigint. What
 * stands between quotes is kept to the letter. */
static str plain_bound(arena *a, str bound, const value_type *moment)
{
    str lower = str_lower(a, bound);
    writer out = writer_make(a);
    for (size_t i = 0; i < bound.len; i++) {
        char c = bound.ptr[i];
        if (c != '\'') {
            writer_str(&out, c == ' ' || c == '\n' || c == '\t' ? STR("") : str_slice(lower, i, i + 1));
            continue;
        }
        size_t end = i + 1 + str_find(str_slice(bound, i + 1, bound.len), '\'');
        str inside = str_slice(bound, i + 1, end);
        if (!is_number(inside))
            inside = str_format(a, "'%.*s'", STR_ARGS(value_plain_text(a, inside, moment)));
        writer_str(&out, inside);
        i = end;
    }
    return writer_result(&out);
}

bool adopt_same_bound(const adopt_pair *pair, str written, str there)
{
    arena *a = pair->adopter->memory;
    value_type moment = moment_of(pair->written);
    return str_eq(plain_bound(a, written, &moment), plain_bound(a, there, &moment));
}

/* Bounds of partitions: what somebody wrote, and what the server shows of it. */
#include "compiler/inspect/adopt_internal.h"

static bool is_moment(const model_table *table, str field)
{
    const model_column *column = model_find_column(table, field);
    return column && column->type.kind == TYPE_SCALAR && !column->type.dimensions &&
           (column->type.scalar == SCALAR_TIMESTAMPTZ || column->type.scalar == SCALAR_TIMESTAMP);
}

static bool has_moment(const model_table *table)
{
    VEC_EACH (const model_key, &table->partition_keys, key)
        if (key->value->kind == EXPRESSION_COLUMN && is_moment(table, key->value->text))
            return true;
    return false;
}

/* As a server shows it, which has pinned the time zone: without the T, and without a zone that is UTC. */
static str plain_moment(arena *a, str text)
{
    static const char *const zones[] = {"+00:00", "+00", "Z", " UTC"};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        str zone = str_from(zones[i]);
        if (!str_ends_with(text, zone))
            continue;
        text = str_slice(text, 0, text.len - zone.len);
        break;
    }
    size_t t = str_find(text, 'T');
    return t == text.len ? text
                         : str_format(a, "%.*s %.*s", (int)t, text.ptr, STR_ARGS(str_slice(text, t + 1, text.len)));
}

/* A day alone is its first moment. */
static str whole_moment(arena *a, str text)
{
    enum { DAY = 10 }; /* 2020-02-29 */
    str moment = plain_moment(a, text);
    bool day = moment.len == DAY && moment.ptr[4] == '-' && moment.ptr[7] == '-';
    return day ? str_join(a, moment, STR(" 00:00:00")) : moment;
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
static str plain_bound(arena *a, str bound, bool moments)
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
            inside = str_format(a, "'%.*s'", STR_ARGS(moments ? whole_moment(a, inside) : inside));
        writer_str(&out, inside);
        i = end;
    }
    return writer_result(&out);
}

bool adopt_same_bound(const adopt_pair *pair, str written, str there)
{
    arena *a = pair->adopter->memory;
    bool moments = has_moment(pair->written);
    return str_eq(plain_bound(a, written, moments), plain_bound(a, there, moments));
}

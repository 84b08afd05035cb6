/* Values of enums: labels of a type of the database, texts, or ordinals. Between two ways to store an enum every value
 * goes the way of its label. A member that has gone keeps its label as a text (and the check or the type refuses it),
 * or becomes -1 as a number (and the check refuses that), so that a row which holds it stops the migration instead of
 * turning into something else. */
#include "compiler/sql/cast_enum.h"

#include "compiler/sql/quote.h"

typedef struct enum_cast {
    const sql_delta *delta;
    sql_column_delta *item;
    const model_enum *from; /* NULL: a text or a number */
    const model_enum *to;
    const sql_enum_delta *same; /* both are this one */
    model_storage from_storage;
    model_storage to_storage;
    str column;
} enum_cast;

static bool is_scalar_of(const model_type *type, scalar_kind first, scalar_kind last)
{
    return type->kind == TYPE_SCALAR && !type->dimensions && type->scalar >= first && type->scalar <= last;
}

static bool is_text(const model_type *type)
{
    return is_scalar_of(type, SCALAR_CHAR, SCALAR_TEXT);
}

static bool is_integer(const model_type *type)
{
    return is_scalar_of(type, SCALAR_SMALLINT, SCALAR_BIGINT);
}

/* What an old member is afterwards; NULL: it goes. */
static const model_member *member_after(const enum_cast *c, size_t index)
{
    if (c->same)
        return sql_member_after(c->same, index, NULL);
    for (size_t i = 0; i < c->to->members.count; i++)
        if (str_eq(c->to->members.items[i].label, c->from->members.items[index].label))
            return &c->to->members.items[i];
    return NULL;
}

static void write_value(const enum_cast *c, const model_enum *item, size_t index, model_storage storage, writer *out)
{
    if (storage == STORAGE_SMALLINT)
        writer_format(out, "%zu", index);
    else
        quote_string(item->members.items[index].label, c->delta->dialect->id, out);
}

/* One WHEN; nothing for a member that is stored as before. */
static void write_when(const enum_cast *c, size_t index, bool also_same, writer *out)
{
    const model_member *after = member_after(c, index);
    writer from = writer_make(c->delta->memory), to = writer_make(c->delta->memory);
    write_value(c, c->from, index, c->from_storage, &from);
    if (after)
        write_value(c, c->to, (size_t)(after - c->to->members.items), c->to_storage, &to);
    else if (c->to_storage == STORAGE_SMALLINT)
        writer_text(&to, "-1");
    else
        quote_string(c->from->members.items[index].label, c->delta->dialect->id, &to);
    if (!also_same && str_eq(writer_result(&from), writer_result(&to)))
        return;
    writer_text(out, " WHEN ");
    writer_str(out, writer_result(&from));
    writer_text(out, " THEN ");
    writer_str(out, writer_result(&to));
}

/* `CASE column WHEN old THEN new … [ELSE column] END`. */
static void write_case(const enum_cast *c, bool keep_others, writer *out)
{
    writer_text(out, "CASE ");
    writer_str(out, c->column);
    for (size_t i = 0; i < c->from->members.count; i++)
        write_when(c, i, !keep_others, out);
    if (keep_others) {
        writer_text(out, " ELSE ");
        writer_str(out, c->column);
    }
    writer_text(out, " END");
}

/* A text as an ordinal. One that is no label becomes -1; no text stays none. */
static void write_ordinal_of_text(const enum_cast *c, writer *out)
{
    writer_format(out, "CASE WHEN %.*s IS NOT NULL THEN CASE %.*s", STR_ARGS(c->column), STR_ARGS(c->column));
    for (size_t i = 0; i < c->to->members.count; i++) {
        writer_text(out, " WHEN ");
        write_value(c, c->to, i, STORAGE_TEXT, out);
        writer_format(out, " THEN %zu", i);
    }
    writer_text(out, " ELSE -1 END END");
}

static bool any_label_changes(const enum_cast *c)
{
    for (size_t i = 0; i < c->from->members.count; i++) {
        const model_member *after = member_after(c, i);
        if (after && !str_eq(after->label, c->from->members.items[i].label))
            return true;
    }
    return false;
}

static void finish(const enum_cast *c, writer *value)
{
    c->item->old_value = writer_result(value);
    c->item->stale = true;
    c->item->rewrites = true;
}

static void write_cast(const enum_cast *c, const char *via, writer *out)
{
    sql_scope scope = sql_new_scope(c->delta, NULL);
    writer_text(out, via);
    writer_text(out, "::");
    sql_type(&scope, &c->item->new_column->type, out);
}

/* The condition that holds for rows whose value becomes another one: the others need not be written. */
static str changed_rows(const enum_cast *c)
{
    writer out = writer_make(c->delta->memory);
    writer_format(&out, "%.*s IN (", STR_ARGS(c->column));
    const char *separator = "";
    for (size_t i = 0; i < c->from->members.count; i++) {
        writer when = writer_make(c->delta->memory);
        write_when(c, i, false, &when);
        if (!when.len)
            continue;
        writer_text(&out, separator);
        write_value(c, c->from, i, c->from_storage, &out);
        separator = ", ";
    }
    writer_char(&out, ')');
    return writer_result(&out);
}

/* --- members that fall back on others --- */

/* The label that stands in the rows of a type by now: renamed labels have their new names already. */
static str present_label(const enum_cast *c, size_t index)
{
    const model_member *now = c->same->new_members[index];
    return now ? now->label : c->from->members.items[index].label;
}

/* `value` with every label that falls replaced: a CASE, or one array_replace around the other. */
static str write_fallen(const enum_cast *c, str value, const char *otherwise, bool array)
{
    arena *a = c->delta->memory;
    writer whens = writer_make(a);
    for (size_t i = 0; i < c->from->members.count; i++) {
        bool falls = false;
        const model_member *after = sql_member_after(c->same, i, &falls);
        if (!falls)
            continue;
        writer from = writer_make(a), to = writer_make(a);
        quote_string(present_label(c, i), c->delta->dialect->id, &from);
        quote_string(after->label, c->delta->dialect->id, &to);
        str old_text = writer_result(&from), new_text = writer_result(&to);
        writer_format(&whens, " WHEN %.*s THEN %.*s", STR_ARGS(old_text), STR_ARGS(new_text));
        if (array)
            value = str_format(a, "array_replace(%.*s, %.*s, %.*s)", STR_ARGS(value), STR_ARGS(old_text),
                               STR_ARGS(new_text));
    }
    if (array)
        return value;
    str list = writer_result(&whens);
    return str_format(a, "(CASE %.*s%.*s ELSE %.*s%s END)", STR_ARGS(c->column), STR_ARGS(list), STR_ARGS(c->column),
                      otherwise);
}

static void swap_type(const enum_cast *c, bool array)
{
    writer out = writer_make(c->delta->memory);
    bool falls = sql_any_member_falls(c->same);
    str texts = str_format(c->delta->memory, "%.*s::text[]", STR_ARGS(c->column));
    if (falls)
        writer_str(&out, write_fallen(c, array ? texts : c->column, "::text", array));
    else
        writer_str(&out, c->column);
    write_cast(c, falls ? "" : array ? "::text[]" : "::text", &out);
    finish(c, &out);
}

/* The rows that hold a label that falls, and no others. */
static str fallen_rows(const enum_cast *c, bool array)
{
    writer out = writer_make(c->delta->memory);
    for (size_t i = 0; i < c->from->members.count; i++) {
        bool falls = false;
        sql_member_after(c->same, i, &falls);
        if (!falls)
            continue;
        writer_text(&out, out.len ? " OR " : "");
        if (!array)
            writer_format(&out, "%.*s = ", STR_ARGS(c->column));
        quote_string(present_label(c, i), c->delta->dialect->id, &out);
        if (array)
            writer_format(&out, " = ANY (%.*s)", STR_ARGS(c->column));
    }
    return writer_result(&out);
}

/* No label changes its text or its number, so that the rest of an array stays as it is. */
static bool only_falls(const enum_cast *c)
{
    for (size_t i = 0; i < c->from->members.count; i++) {
        const model_member *now = c->same->new_members[i];
        if (!now)
            continue;
        bool same_label = str_eq(now->label, c->from->members.items[i].label);
        bool same_place = now - c->to->members.items == (ptrdiff_t)i;
        if (c->to_storage == STORAGE_TYPE ? false : c->to_storage == STORAGE_SMALLINT ? !same_place : !same_label)
            return false;
    }
    return true;
}

static void update_fallen(const enum_cast *c, bool array)
{
    writer out = writer_make(c->delta->memory);
    writer_str(&out, write_fallen(c, c->column, "", array));
    finish(c, &out);
    c->item->rewrites = c->item->stale = false;
    c->item->updated_rows = fallen_rows(c, array);
}

/* The same enum, stored the same way, with other values. */
static void cast_same(const enum_cast *c)
{
    bool array = c->item->new_column->type.dimensions > 0;
    bool in_place = c->same->recoded && only_falls(c);
    writer out = writer_make(c->delta->memory);
    if (c->same->swapped) {
        swap_type(c, array);
    } else if (in_place && (c->to_storage == STORAGE_TYPE || (array && c->to_storage == STORAGE_TEXT))) {
        update_fallen(c, array);
    } else if (c->same->recoded && array) {
        c->item->impossible = true;
    } else if (c->same->recoded) {
        write_case(c, true, &out);
        finish(c, &out);
        c->item->rewrites = false;
        c->item->updated_rows = changed_rows(c);
    }
}

/* From the labels of one enum to those of another, or of the same one in another storage. */
static void cast_labels(const enum_cast *c)
{
    writer out = writer_make(c->delta->memory);
    bool by_case = c->from_storage == STORAGE_SMALLINT || c->to_storage == STORAGE_SMALLINT || any_label_changes(c);
    bool array = c->item->new_column->type.dimensions > 0 || c->item->old_column->type.dimensions > 0;
    if (array && (by_case || c->item->new_column->type.dimensions != c->item->old_column->type.dimensions)) {
        c->item->impossible = true;
        return;
    }
    bool type_to_type = c->from_storage == STORAGE_TYPE && c->to_storage == STORAGE_TYPE;
    if (by_case)
        writer_char(&out, '(');
    if (by_case)
        write_case(c, false, &out);
    else
        writer_str(&out, c->column);
    if (by_case)
        writer_char(&out, ')');
    if (c->to_storage != STORAGE_SMALLINT && c->delta->dialect->enum_types)
        write_cast(c, type_to_type && !by_case ? (array ? "::text[]" : "::text") : "", &out);
    finish(c, &out);
}

static void cast_from_enum(const enum_cast *c)
{
    const model_type *to = &c->item->new_column->type;
    writer out = writer_make(c->delta->memory);
    if (is_text(to) && c->from_storage == STORAGE_SMALLINT) {
        writer_text(&out, "CASE ");
        writer_str(&out, c->column);
        for (size_t i = 0; i < c->from->members.count; i++) {
            writer_format(&out, " WHEN %zu THEN ", i);
            write_value(c, c->from, i, STORAGE_TEXT, &out);
        }
        writer_text(&out, " END");
    } else if (is_integer(to) ? c->from_storage != STORAGE_SMALLINT : !is_text(to)) {
        c->item->impossible = true;
        return;
    }
    finish(c, &out);
}

static void cast_to_enum(const enum_cast *c)
{
    const model_type *from = &c->item->old_column->type;
    writer out = writer_make(c->delta->memory);
    bool ordinals = c->to_storage == STORAGE_SMALLINT;
    if (is_text(from) && ordinals) {
        write_ordinal_of_text(c, &out);
    } else if (is_text(from) && c->delta->dialect->enum_types) {
        writer_str(&out, c->column);
        write_cast(c, "", &out);
    } else if (!is_text(from) && !(is_integer(from) && ordinals)) {
        c->item->impossible = true;
        return;
    }
    finish(c, &out);
}

static enum_cast make_cast(const sql_delta *delta, sql_column_delta *item)
{
    const model_type *from = &item->old_column->type, *to = &item->new_column->type;
    enum_cast c = {.delta = delta, .item = item};
    writer column = writer_make(delta->memory);
    quote_identifier(item->new_column->column, &column);
    c.column = writer_result(&column);
    c.from = from->kind == TYPE_ENUM ? model_find_enum(delta->before, from->enum_name) : NULL;
    c.to = to->kind == TYPE_ENUM ? model_find_enum(delta->after, to->enum_name) : NULL;
    if (c.from)
        c.from_storage = sql_enum_storage(delta->dialect, c.from);
    if (c.to)
        c.to_storage = sql_enum_storage(delta->dialect, c.to);
    const sql_enum_delta *became = c.from ? map_get(&delta->enums_by_old, c.from->name) : NULL;
    if (became && became->touched && became->new_enum && c.to == became->new_enum && became->new_members)
        c.same = became;
    return c;
}

void sql_cast_enum(const sql_delta *delta, sql_column_delta *item)
{
    enum_cast c = make_cast(delta, item);
    bool other_depth = item->old_column->type.dimensions != item->new_column->type.dimensions;
    bool other_type = (item->changed & SQL_COLUMN_TYPE) != 0;
    if (c.same && !c.same->moved && !other_depth)
        cast_same(&c);
    else if (!other_type && !(c.same && c.same->moved))
        return;
    else if (c.from && c.to)
        cast_labels(&c);
    else if (c.from)
        cast_from_enum(&c);
    else if (c.to)
        cast_to_enum(&c);
    else
        item->impossible = true;
}

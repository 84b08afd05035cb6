/* Changes for people: one line each, and what of them loses data. */
#include "compiler/change/change.h"
#include "compiler/model/print.h"

/* --- one line --- */

static const char *part_of(const change *item, str *name)
{
    const model_member *member = item->new_member ? item->new_member : item->old_member;
    if (member) {
        *name = member->name;
        return ".";
    }
    return NULL;
}

static const model_table *nameless(void)
{
    static const model_table table = {.table = {"\x01", 1}, .dialects = DIALECT_ALL};
    return &table;
}

/* `add view Active`: the verb of the kind's name, and what it is about. */
static void describe_object(const change *item, writer *out)
{
    const model_object *object = item->old_object ? item->old_object : item->new_object;
    str kind_name = str_from(change_info(item->kind)->name);
    str verb = str_slice(kind_name, 0, str_find(kind_name, ' '));
    model_object_kind kind = object ? object->kind : item->object_kind;
    writer_format(out, "%.*s %s %.*s", STR_ARGS(verb), model_object_info(kind)->word, STR_ARGS(item->subject));
    if (item->kind == CHANGE_RENAME_OBJECT)
        writer_format(out, " to %.*s", STR_ARGS(item->rename.new_name));
}

static void describe_rename(const change *item, writer *out)
{
    const change_rename *rename = &item->rename;
    bool whole = item->kind == CHANGE_RENAME_MODEL || item->kind == CHANGE_RENAME_ENUM;
    if (!whole)
        writer_format(out, " %.*s.", STR_ARGS(item->subject));
    writer_format(out, "%s%.*s to %.*s", whole ? " " : "", STR_ARGS(rename->old_name), STR_ARGS(rename->new_name));
    if (str_eq(rename->old_name, rename->new_name))
        writer_format(out, " (%.*s to %.*s)", STR_ARGS(rename->old_database), STR_ARGS(rename->new_database));
}

static void describe_column(const change *item, writer *out)
{
    const model_column *first = item->old_column ? item->old_column : item->new_column;
    writer_format(out, " %.*s.", STR_ARGS(item->subject));
    print_column(nameless(), first, out);
    if (item->old_column && item->new_column) {
        writer_text(out, " to ");
        print_column(nameless(), item->new_column, out);
    }
}

static void describe_item(const change *item, writer *out)
{
    writer_format(out, " %.*s: ", STR_ARGS(item->subject));
    if (item->new_constraint || item->old_constraint)
        print_constraint(nameless(), item->new_constraint ? item->new_constraint : item->old_constraint, out);
    else
        print_index(nameless(), item->new_index ? item->new_index : item->old_index, out);
}

static bool describe_small_part(const change *item, writer *out)
{
    const model_row *row = item->new_row ? item->new_row : item->old_row;
    const model_partition *partition = item->new_partition ? item->new_partition : item->old_partition;
    if (!row && !partition)
        return false;
    writer_format(out, " %.*s: ", STR_ARGS(item->subject));
    if (row)
        print_data_row(row, out);
    else
        print_partition(partition, out);
    return true;
}

void change_describe(const change *item, writer *out)
{
    str part = {0};
    if (item->old_object || item->new_object || item->kind == CHANGE_RENAME_OBJECT) {
        describe_object(item, out);
        return;
    }
    writer_text(out, change_info(item->kind)->name);
    if (item->rename.old_name.len)
        describe_rename(item, out);
    else if (item->old_column || item->new_column)
        describe_column(item, out);
    else if (item->old_constraint || item->new_constraint || item->old_index || item->new_index)
        describe_item(item, out);
    else if (describe_small_part(item, out))
        return;
    else if (part_of(item, &part))
        writer_format(out, " %.*s.%.*s", STR_ARGS(item->subject), STR_ARGS(part));
    else
        writer_format(out, " %.*s", STR_ARGS(item->subject));
}

/* --- loss --- */

/* How many decimal digits a whole number of this kind can have; 0: not a whole number. */
static unsigned whole_digits(scalar_kind kind)
{
    switch (kind) {
    case SCALAR_SMALLINT:
        return 5;
    case SCALAR_INT:
        return 10;
    case SCALAR_BIGINT:
        return 19;
    default:
        return 0;
    }
}

static unsigned argument(const model_type *type, unsigned index)
{
    return type->n_arguments > index ? type->arguments[index] : 0;
}

/* Arguments of one kind: lengths and precisions must not shrink, and a type without one has no limit. */
static bool arguments_hold(const model_type *old, const model_type *now)
{
    if (now->n_arguments == 0)
        return true;
    if (old->n_arguments == 0)
        return false;
    if (old->scalar != SCALAR_DECIMAL)
        return argument(now, 0) >= argument(old, 0);
    unsigned old_whole = argument(old, 0) - argument(old, 1);
    unsigned now_whole = argument(now, 0) - argument(now, 1);
    return argument(now, 1) >= argument(old, 1) && now_whole >= old_whole;
}

static bool number_holds(const model_type *old, const model_type *now)
{
    unsigned digits = whole_digits(old->scalar);
    if (whole_digits(now->scalar))
        return digits && whole_digits(now->scalar) >= digits;
    if (now->scalar == SCALAR_DECIMAL)
        return digits && (now->n_arguments == 0 || argument(now, 0) - argument(now, 1) >= digits);
    if (now->scalar == SCALAR_DOUBLE)
        return old->scalar == SCALAR_REAL || old->scalar == SCALAR_INT || old->scalar == SCALAR_SMALLINT;
    return now->scalar == SCALAR_REAL && old->scalar == SCALAR_SMALLINT;
}

static bool is_text(const model_type *type)
{
    return type->kind == TYPE_SCALAR &&
           (type->scalar == SCALAR_TEXT || type->scalar == SCALAR_VARCHAR || type->scalar == SCALAR_CHAR);
}

static bool is_moment(scalar_kind kind)
{
    return kind == SCALAR_TIMESTAMP || kind == SCALAR_TIMESTAMPTZ;
}

/* Does every value of the old type have a place in the new one? What is not known to have one has none. */
static bool type_holds(const model_type *old, const model_type *now)
{
    if (old->dimensions != now->dimensions)
        return false;
    if (is_text(now) && (!is_text(old) || now->n_arguments == 0))
        return now->n_arguments == 0;
    if (old->kind != now->kind)
        return false;
    if (old->kind != TYPE_SCALAR)
        return model_type_equal(old, now);
    if (old->scalar == now->scalar || (is_text(old) && is_text(now)))
        return arguments_hold(old, now);
    if (is_moment(now->scalar))
        return old->scalar == SCALAR_DATE || (is_moment(old->scalar) && arguments_hold(old, now));
    if ((old->scalar == SCALAR_JSON && now->scalar == SCALAR_JSONB) ||
        (old->scalar == SCALAR_JSONB && now->scalar == SCALAR_JSON))
        return true;
    return number_holds(old, now);
}

static str narrows(arena *a, const change *item)
{
    writer out = writer_make(a);
    writer_format(&out, "narrows column %.*s.%.*s from ", STR_ARGS(item->subject), STR_ARGS(item->old_column->name));
    model_type_print(&item->old_column->type, &out);
    writer_text(&out, " to ");
    model_type_print(&item->new_column->type, &out);
    return writer_result(&out);
}

static str column_loss(arena *a, const change *item)
{
    const model_column *old = item->old_column;
    if (old->generated != GENERATED_NONE)
        return (str){0};
    if (item->kind == CHANGE_DROP_COLUMN)
        return str_format(a, "drops column %.*s.%.*s", STR_ARGS(item->subject), STR_ARGS(old->name));
    if (item->new_column->generated != GENERATED_NONE)
        return str_format(a, "replaces the values of column %.*s.%.*s by generated ones", STR_ARGS(item->subject),
                          STR_ARGS(old->name));
    if (type_holds(&old->type, &item->new_column->type))
        return (str){0};
    return narrows(a, item);
}

static str loss_of(arena *a, const change *item)
{
    switch (item->kind) {
    case CHANGE_DROP_MODEL:
        if (item->old_table->unmanaged)
            return (str){0};
        return str_format(a, "drops table %.*s", STR_ARGS(item->old_table->table));
    case CHANGE_DROP_COLUMN:
    case CHANGE_REPLACE_COLUMN:
        return column_loss(a, item);
    case CHANGE_DROP_PARTITION:
        return str_format(a, "drops partition %.*s", STR_ARGS(item->old_partition->name));
    case CHANGE_DROP_MEMBER:
        if (item->old_member->fallback.len)
            return str_format(a, "turns member %.*s.%.*s into %.*s", STR_ARGS(item->subject),
                              STR_ARGS(item->old_member->name), STR_ARGS(item->old_member->fallback));
        return str_format(a, "drops member %.*s.%.*s", STR_ARGS(item->subject), STR_ARGS(item->old_member->name));
    case CHANGE_DROP_OBJECT:
        if (item->old_object->kind != OBJECT_SEQUENCE)
            return (str){0};
        return str_format(a, "drops sequence %.*s", STR_ARGS(item->old_object->database));
    default:
        return (str){0};
    }
}

bool change_loses_data(arena *a, const change *item, str *why)
{
    str loss = loss_of(a, item);
    if (why)
        *why = loss;
    return loss.len != 0;
}

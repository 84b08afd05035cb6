/* Enums: numbered members, UNKNOWN for labels newer than the program, names, labels, titles. */
#include "compiler/emit/template.h"

#include <stdlib.h>

static void enum_holes(emit_out *out, const emit_enum *item)
{
    out->hole[HOLE_name] = emit_escaped(out, item->item->name);
    out->hole[HOLE_word] = item->word;
    out->hole[HOLE_enumeration] = item->type;
    out->hole[HOLE_ENUMERATION] = item->capitals;
    out->hole[HOLE_count] = view_number(out->view, item->item->members.count);
}

static void declare_enum(emit_out *out, const emit_enum *item)
{
    size_t count = item->item->members.count;
    enum_holes(out, item);
    out->hole[HOLE_doc] = emit_doc(out, item->item->doc, 0);
    emit_fill(out, TEMPLATE_ENUM_BEGIN);
    for (size_t i = 0; i < count; i++) {
        writer_str(&out->text, emit_doc(out, item->item->members.items[i].doc, 4));
        out->hole[HOLE_constant] = item->constants[i];
        out->hole[HOLE_value] = view_number(out->view, item->numbers[i]);
        emit_fill(out, TEMPLATE_ENUM_MEMBER);
        writer_text(&out->text, i + 1 < count ? ",\n" : "\n");
    }
    emit_fill(out, TEMPLATE_ENUM_END);
    if (item->optional)
        emit_fill(out, TEMPLATE_ENUM_OPTIONAL);
    if (item->array)
        emit_fill(out, TEMPLATE_ENUM_ARRAY);
    emit_fill(out, TEMPLATE_ENUM_PROTOTYPES);
}

void emit_enum_declarations(emit_out *out)
{
    MAP_EACH (&out->view->enums, it)
        declare_enum(out, it->value);
}

/* --- tables --- */

typedef struct ranked {
    uint32_t number;
    str label;
    size_t member;
    size_t row; /* in the table by number */
} ranked;

static int by_number(const void *a, const void *b)
{
    const ranked *left = a;
    const ranked *right = b;
    return (left->number > right->number) - (left->number < right->number);
}

static int by_label(const void *a, const void *b)
{
    return str_cmp(((const ranked *)a)->label, ((const ranked *)b)->label);
}

static ranked *rank_members(arena *a, const emit_enum *item)
{
    size_t count = item->item->members.count;
    ranked *members = ARENA_ARRAY(a, ranked, count);
    for (size_t i = 0; i < count; i++)
        members[i] = (ranked){.number = item->numbers[i], .label = item->item->members.items[i].label, .member = i};
    qsort(members, count, sizeof *members, by_number);
    for (size_t i = 0; i < count; i++)
        members[i].row = i;
    return members;
}

static void put_member(emit_out *out, const emit_enum *item, size_t place)
{
    const model_member *member = &item->item->members.items[place];
    out->hole[HOLE_constant] = item->constants[place];
    out->hole[HOLE_index] = view_number(out->view, place);
    out->hole[HOLE_label] = emit_escaped(out, member->label);
    out->hole[HOLE_title] = emit_escaped(out, member->title.len ? member->title : member->label);
    emit_fill(out, TEMPLATE_ENUM_ROW);
}

static void put_enum(emit_out *out, const emit_enum *item)
{
    size_t count = item->item->members.count;
    ranked *members = rank_members(out->view->memory, item);
    enum_holes(out, item);
    emit_fill(out, TEMPLATE_ENUM_TABLE_BEGIN);
    for (size_t i = 0; i < count; i++)
        put_member(out, item, members[i].member);
    emit_fill(out, TEMPLATE_TABLE_END);
    emit_fill(out, TEMPLATE_ENUM_NAMES_BEGIN);
    for (size_t i = 0; i < count; i++) {
        out->hole[HOLE_name] = emit_escaped(out, item->item->members.items[members[i].member].name);
        emit_fill(out, TEMPLATE_CONSTRAINT_COLUMN);
        writer_char(&out->text, '\n');
    }
    emit_fill(out, TEMPLATE_TABLE_END);
    qsort(members, count, sizeof *members, by_label);
    emit_fill(out, TEMPLATE_ENUM_LABELS_BEGIN);
    writer_text(&out->text, "    ");
    for (size_t i = 0; i < count; i++) {
        writer_text(&out->text, i == 0 ? "" : writer_column(&out->text) > EMIT_WIDTH - 8 ? ",\n    " : ", ");
        writer_str(&out->text, view_number(out->view, members[i].row));
    }
    writer_text(&out->text, ",\n");
    emit_fill(out, TEMPLATE_TABLE_END);
    enum_holes(out, item);
    out->hole[HOLE_value] = item->item->storage == STORAGE_SMALLINT ? STR("true") : STR("false");
    emit_fill(out, TEMPLATE_ENUM_FUNCTIONS);
}

void emit_enum_tables(emit_out *out)
{
    MAP_EACH (&out->view->enums, it)
        put_enum(out, it->value);
}

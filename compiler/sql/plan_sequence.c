/* The sequence behind an identity. The server makes its name from those of the table and the column, and leaves it as
 * it is when they are renamed; a database that was made today would have another one. So it is renamed with them. IF
 * EXISTS: where that name was taken when the column was made, the server has chosen one of its own, which stays. */
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

enum { LONGEST = 63 };

/* The longest beginning of at most `limit` bytes that does not end inside a character. */
static str clipped(str text, size_t limit)
{
    if (text.len <= limit)
        return text;
    while (limit > 0 && ((unsigned char)text.ptr[limit] & 0xC0) == 0x80)
        limit--;
    return str_slice(text, 0, limit);
}

/* As the server does it: the longer of the two names gives way, byte by byte. */
str sql_sequence_name(arena *a, str table, str column)
{
    size_t room = LONGEST - (sizeof "__seq" - 1);
    size_t of_table = table.len, of_column = column.len;
    if (of_table + of_column > room) {
        size_t half = room / 2;
        if (of_column <= half)
            of_table = room - of_column;
        else if (of_table <= room - half)
            of_column = room - of_table;
        else
            of_table = half, of_column = room - half;
    }
    table = clipped(table, of_table);
    column = clipped(column, of_column);
    return str_format(a, "%.*s_%.*s_seq", STR_ARGS(table), STR_ARGS(column));
}

static str place(arena *a, const model_table *table, str name)
{
    return str_format(a, "%.*s.%.*s", STR_ARGS(table->schema), STR_ARGS(name));
}

static void collect(sql_planner *p, const sql_table_delta *table, sql_move_list *moves)
{
    VEC_EACH (sql_column_delta *const, &table->columns, entry) {
        const sql_column_delta *item = *entry;
        if (!item->old_column || !item->new_column || item->recreated)
            continue;
        if (item->old_column->identity == IDENTITY_NONE || item->new_column->identity == IDENTITY_NONE)
            continue;
        str from = sql_sequence_name(p->memory, table->old_table->table, item->old_column->column);
        str to = sql_sequence_name(p->memory, table->new_table->table, item->new_column->column);
        sql_move move = {.from_name = from, .to_name = to, .subject = table, .part = item->old_column};
        move.from = place(p->memory, table->new_table, from);
        move.to = place(p->memory, table->new_table, to);
        if (!str_eq(from, to))
            VEC_PUSH(p->memory, moves, move);
    }
}

static void rename_one(sql_planner *p, const sql_move *move, str from_name, str to_name)
{
    const sql_table_delta *table = move->subject;
    const model_column *column = move->part;
    str ignored;
    writer out = writer_make(p->memory);
    writer_text(&out, "ALTER SEQUENCE IF EXISTS ");
    quote_qualified(table->new_table->schema, from_name, p->dialect->id, &out);
    writer_text(&out, " RENAME TO ");
    quote_identifier(to_name, &out);
    sql_effect effect = {0};
    /* That of a helper was made just now, and is nobody's. */
    if (!sql_sync_holds(p, table->old_table, column->column, &ignored)) {
        effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE);
        effect.object = sql_object_text(p, table->old_table->schema, move->from_name);
    }
    sql_emit(p, &out, effect);
}

void sql_plan_sequence_renames(sql_planner *p)
{
    sql_move_list moves = {0};
    if (!p->dialect->identity_sequences)
        return;
    VEC_EACH (sql_table_delta *const, &p->delta->tables, table)
        if ((*table)->old_table && (*table)->new_table && (*table)->listed)
            collect(p, *table, &moves);
    sql_plan_moves(p, &moves, rename_one);
}

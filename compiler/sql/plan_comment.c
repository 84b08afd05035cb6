/* The `///` lines as comments in the database, where it has them. */
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

static void emit_comment(sql_planner *p, writer *out, str text, sql_effect effect)
{
    writer_text(out, " IS ");
    if (text.len)
        quote_string(text, p->dialect->id, out);
    else
        writer_text(out, "NULL");
    sql_emit(p, out, effect);
}

static void comment_on_table(sql_planner *p, const sql_table_delta *table)
{
    str was = table->old_table ? table->old_table->doc : STR("");
    if (str_eq(was, table->new_table->doc))
        return;
    writer out = writer_make(p->memory);
    writer_text(&out, "COMMENT ON TABLE ");
    sql_table_name(p->dialect, table->new_table, &out);
    emit_comment(p, &out, table->new_table->doc, sql_lock(p, table, LOCK_SHARE_UPDATE_EXCLUSIVE));
}

static void comment_on_column(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item)
{
    str was = item->old_column && !item->recreated ? item->old_column->doc : STR("");
    if (!item->new_column || str_eq(was, item->new_column->doc))
        return;
    writer out = writer_make(p->memory);
    writer_text(&out, "COMMENT ON COLUMN ");
    sql_table_name(p->dialect, table->new_table, &out);
    writer_char(&out, '.');
    quote_identifier(item->new_column->column, &out);
    emit_comment(p, &out, item->new_column->doc, sql_lock(p, table, LOCK_SHARE_UPDATE_EXCLUSIVE));
}

static void comment_on_index(sql_planner *p, const sql_table_delta *table, const sql_index_delta *item)
{
    str was = item->old_index && !item->recreated ? item->old_index->doc : STR("");
    bool later = item->new_index && item->new_index->concurrently && table->old_table;
    if (!item->new_index || str_eq(was, item->new_index->doc) || (later && !item->old_index))
        return;
    writer out = writer_make(p->memory);
    writer_text(&out, "COMMENT ON INDEX ");
    quote_qualified(table->new_table->schema, item->new_index->name, p->dialect->id, &out);
    emit_comment(p, &out, item->new_index->doc, sql_lock(p, table, LOCK_SHARE_UPDATE_EXCLUSIVE));
}

void sql_plan_comments(sql_planner *p, const sql_table_delta *table)
{
    if (!p->dialect->comments)
        return;
    comment_on_table(p, table);
    VEC_EACH (sql_column_delta *, &table->columns, item)
        comment_on_column(p, table, *item);
    VEC_EACH (sql_index_delta, &table->indexes, item)
        comment_on_index(p, table, item);
}

void sql_plan_enum_comment(sql_planner *p, const sql_enum_delta *item)
{
    const model_enum *now = item->new_enum;
    if (!p->dialect->comments || !now || sql_enum_storage(p->dialect, now) != STORAGE_TYPE)
        return;
    bool was_there = item->old_enum && sql_enum_storage(p->dialect, item->old_enum) == STORAGE_TYPE && !item->swapped;
    if (str_eq(was_there ? item->old_enum->doc : STR(""), now->doc))
        return;
    writer out = writer_make(p->memory);
    writer_text(&out, "COMMENT ON TYPE ");
    sql_enum_type(p->dialect, now, now->type_name, &out);
    emit_comment(p, &out, now->doc, (sql_effect){0});
}

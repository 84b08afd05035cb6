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

void sql_plan_index_comment(sql_planner *p, const sql_table_delta *table, const sql_index_delta *item)
{
    str was = item->old_index && !item->recreated ? item->old_index->doc : STR("");
    if (!item->new_index || !p->dialect->comments || str_eq(was, item->new_index->doc))
        return;
    writer out = writer_make(p->memory);
    writer_text(&out, "COMMENT ON INDEX ");
    quote_qualified(table->new_table->schema, item->new_index->name, p->dialect->id, &out);
    sql_effect effect = {0};
    if (item->old_index && !item->recreated) {
        effect = sql_lock(p, table, LOCK_SHARE_UPDATE_EXCLUSIVE);
        effect.object = sql_object_text(p, table->old_table->schema, item->old_index->name);
    }
    emit_comment(p, &out, item->new_index->doc, effect);
}

void sql_plan_comments(sql_planner *p, const sql_table_delta *table)
{
    if (!p->dialect->comments)
        return;
    comment_on_table(p, table);
    VEC_EACH (sql_column_delta *, &table->columns, item)
        comment_on_column(p, table, *item);
    VEC_EACH (sql_index_delta, &table->indexes, item)
        if (!sql_index_is_late(p, table, item))
            sql_plan_index_comment(p, table, item);
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

/* Enum types, on a database that has them.
 *
 * A type can only grow: a new label is added in place, alone and outside of a transaction, because it cannot be used in
 * the one that adds it; IF NOT EXISTS makes a second try safe. When a label goes or the order changes, the type is made
 * anew: the old one gives its name up, the columns are converted by way of text (plan_alter.c), and it is dropped in
 * the end.
 *
 * A retired member keeps its label in the database: rows may hold it. That nobody writes it any more is the matter of
 * the generated code. PostgreSQL schemas that the models name are made when they first appear, and never dropped. */
#include "compiler/model/names.h"
#include "compiler/sql/object.h"
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

static bool is_type(const sql_planner *p, const model_enum *item)
{
    return item && sql_enum_storage(p->dialect, item) == STORAGE_TYPE;
}

static void write_type(const sql_planner *p, const model_enum *item, writer *out)
{
    sql_enum_type(p->dialect, item, item->type_name, out);
}

/* --- schemas --- */

static void create_schema(sql_planner *p, map *known, str schema)
{
    if (!schema.len || map_has(known, schema))
        return;
    map_put(p->memory, known, schema, p);
    writer out = writer_make(p->memory);
    writer_text(&out, "CREATE SCHEMA IF NOT EXISTS ");
    quote_identifier(schema, &out);
    sql_emit(p, &out, (sql_effect){0});
}

void sql_plan_schemas(sql_planner *p)
{
    if (!p->dialect->schemas)
        return;
    map known = {0};
    map_put(p->memory, &known, STR("public"), p);
    VEC_EACH (sql_enum_delta *, &p->delta->enums, item)
        if (is_type(p, (*item)->old_enum) && (*item)->old_enum->schema.len)
            map_put(p->memory, &known, (*item)->old_enum->schema, p);
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if ((*table)->old_table && (*table)->old_table->schema.len)
            map_put(p->memory, &known, (*table)->old_table->schema, p);
    sql_note_object_schemas(p, &known);
    VEC_EACH (const sql_object, &p->objects->items, item)
        if (item->new_object)
            create_schema(p, &known,
                          item->new_object->kind == OBJECT_SCHEMA ? item->new_object->name : item->new_object->schema);
    VEC_EACH (sql_enum_delta *, &p->delta->enums, item)
        if (is_type(p, (*item)->new_enum))
            create_schema(p, &known, (*item)->new_enum->schema);
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if ((*table)->new_table)
            create_schema(p, &known, (*table)->new_table->schema);
}

/* --- renames --- */

static void rename_type(sql_planner *p, const sql_move *move, str from_name, str to_name)
{
    const sql_enum_delta *item = move->subject;
    const model_enum *home = item->old_enum;
    if (!str_eq(home->schema, item->new_enum->schema)) {
        writer out = writer_make(p->memory);
        writer_text(&out, "ALTER TYPE ");
        sql_enum_type(p->dialect, home, from_name, &out);
        writer_text(&out, " SET SCHEMA ");
        quote_identifier(item->new_enum->schema.len ? item->new_enum->schema : STR("public"), &out);
        sql_emit(p, &out, (sql_effect){0});
        home = item->new_enum;
    }
    if (str_eq(from_name, to_name))
        return;
    writer out = writer_make(p->memory);
    writer_text(&out, "ALTER TYPE ");
    sql_enum_type(p->dialect, home, from_name, &out);
    writer_text(&out, " RENAME TO ");
    quote_identifier(to_name, &out);
    sql_emit(p, &out, (sql_effect){0});
}

static str type_key(const sql_planner *p, const model_enum *item)
{
    return str_format(p->memory, "%.*s.%.*s", STR_ARGS(item->schema), STR_ARGS(item->type_name));
}

static void rename_label(sql_planner *p, const sql_move *move, str from_name, str to_name)
{
    const sql_enum_delta *item = move->subject;
    writer out = writer_make(p->memory);
    writer_text(&out, "ALTER TYPE ");
    write_type(p, item->new_enum, &out);
    writer_text(&out, " RENAME VALUE ");
    quote_string(from_name, p->dialect->id, &out);
    writer_text(&out, " TO ");
    quote_string(to_name, p->dialect->id, &out);
    sql_emit(p, &out, (sql_effect){0});
}

static void rename_labels(sql_planner *p, const sql_enum_delta *item)
{
    sql_move_list moves = {0};
    for (size_t i = 0; item->old_members && i < item->new_enum->members.count; i++) {
        const model_member *was = item->old_members[i], *is = &item->new_enum->members.items[i];
        if (!was || str_eq(was->label, is->label))
            continue;
        sql_move move = {
            .from = was->label, .to = is->label, .from_name = was->label, .to_name = is->label, .subject = item};
        VEC_PUSH(p->memory, &moves, move);
    }
    sql_plan_moves(p, &moves, rename_label);
}

static bool stays_a_type(const sql_planner *p, const sql_enum_delta *item)
{
    return item->touched && is_type(p, item->old_enum) && is_type(p, item->new_enum);
}

/* A type that goes while another takes its name waits under a name of its own. */
static void put_aside(sql_planner *p, sql_enum_delta *item)
{
    /* The double of a type may have the usual one (expand.h). */
    str prefix = p->syncs.held ? STR("schemac_gone_") : STR("schemac_old_");
    item->aside = names_cut(p->memory, str_join(p->memory, prefix, item->old_enum->type_name));
    writer out = writer_make(p->memory);
    writer_text(&out, "ALTER TYPE ");
    write_type(p, item->old_enum, &out);
    writer_text(&out, " RENAME TO ");
    quote_identifier(item->aside, &out);
    sql_emit(p, &out, (sql_effect){0});
}

/* Every table is a type, too. */
static str row_type_key(const sql_planner *p, const model_table *table)
{
    return str_format(p->memory, "%.*s.%.*s", STR_ARGS(table->schema), STR_ARGS(table->table));
}

static void make_room(sql_planner *p)
{
    map wanted = {0};
    VEC_EACH (sql_enum_delta *, &p->delta->enums, item)
        if (is_type(p, (*item)->new_enum) &&
            !(stays_a_type(p, *item) && str_eq(type_key(p, (*item)->old_enum), type_key(p, (*item)->new_enum))))
            map_put(p->memory, &wanted, type_key(p, (*item)->new_enum), *item);
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if ((*table)->new_table)
            map_put(p->memory, &wanted, row_type_key(p, (*table)->new_table), *table);
    VEC_EACH (sql_enum_delta *, &p->delta->enums, item) {
        bool goes = is_type(p, (*item)->old_enum) && !is_type(p, (*item)->new_enum);
        if (goes && map_has(&wanted, type_key(p, (*item)->old_enum)))
            put_aside(p, *item);
    }
}

void sql_plan_enum_renames(sql_planner *p)
{
    if (!p->dialect->enum_types)
        return;
    sql_next_group(p);
    make_room(p);
    sql_move_list moves = {0};
    VEC_EACH (sql_enum_delta *, &p->delta->enums, item) {
        if (!stays_a_type(p, *item))
            continue;
        sql_move move = {.from = type_key(p, (*item)->old_enum),
                         .to = type_key(p, (*item)->new_enum),
                         .from_name = (*item)->old_enum->type_name,
                         .to_name = (*item)->new_enum->type_name,
                         .subject = *item};
        if (!str_eq(move.from, move.to))
            VEC_PUSH(p->memory, &moves, move);
    }
    sql_plan_moves(p, &moves, rename_type);
    VEC_EACH (sql_enum_delta *, &p->delta->enums, item)
        if (stays_a_type(p, *item))
            rename_labels(p, *item);
}

/* --- new labels --- */

/* The place is always spelled out, by a neighbour that is there: the next old label, or else the one before. */
static void add_label(sql_planner *p, const sql_enum_delta *item, size_t index)
{
    const model_enum *now = item->new_enum;
    size_t next = index + 1;
    while (next < now->members.count && !item->old_members[next])
        next++;
    writer out = writer_make(p->memory);
    writer_text(&out, "ALTER TYPE ");
    write_type(p, now, &out);
    writer_text(&out, " ADD VALUE IF NOT EXISTS ");
    quote_string(now->members.items[index].label, p->dialect->id, &out);
    if (next < now->members.count) {
        writer_text(&out, " BEFORE ");
        quote_string(now->members.items[next].label, p->dialect->id, &out);
    } else if (index) {
        writer_text(&out, " AFTER ");
        quote_string(now->members.items[index - 1].label, p->dialect->id, &out);
    }
    sql_emit(p, &out, (sql_effect){.alone = p->dialect->label_needs_segment});
}

void sql_plan_new_labels(sql_planner *p)
{
    if (!p->dialect->enum_types)
        return;
    sql_next_group(p);
    VEC_EACH (sql_enum_delta *, &p->delta->enums, item) {
        if (!stays_a_type(p, *item) || (*item)->swapped || !(*item)->old_members)
            continue;
        for (size_t i = 0; i < (*item)->new_enum->members.count; i++)
            if (!(*item)->old_members[i])
                add_label(p, *item, i);
    }
}

/* --- types --- */

static void create_type(sql_planner *p, const model_enum *item)
{
    sql_scope scope = {.schema = p->delta->after, .dialect = p->dialect};
    writer out = writer_make(p->memory);
    writer_text(&out, "CREATE TYPE ");
    write_type(p, item, &out);
    writer_text(&out, " AS ENUM (");
    for (size_t i = 0; i < item->members.count; i++) {
        if (i)
            writer_text(&out, ", ");
        sql_member(&scope, item, i, &out);
    }
    writer_char(&out, ')');
    sql_emit(p, &out, (sql_effect){0});
}

/* The type under its new name, which it has by now. */
static void swap_aside(sql_planner *p, sql_enum_delta *item)
{
    item->aside = names_cut(p->memory, str_join(p->memory, STR("schemac_old_"), item->new_enum->type_name));
    writer out = writer_make(p->memory);
    writer_text(&out, "ALTER TYPE ");
    write_type(p, item->new_enum, &out);
    writer_text(&out, " RENAME TO ");
    quote_identifier(item->aside, &out);
    sql_emit(p, &out, (sql_effect){0});
}

void sql_plan_enum_types(sql_planner *p)
{
    if (!p->dialect->enum_types)
        return;
    VEC_EACH (sql_enum_delta *, &p->delta->enums, item) {
        bool is_new = is_type(p, (*item)->new_enum) && !is_type(p, (*item)->old_enum);
        if (!is_new && !(*item)->swapped) {
            sql_plan_enum_comment(p, *item);
            continue;
        }
        sql_next_group(p);
        if ((*item)->swapped)
            swap_aside(p, *item);
        create_type(p, (*item)->new_enum);
        sql_plan_enum_comment(p, *item);
    }
}

void sql_plan_enum_drops(sql_planner *p)
{
    if (!p->dialect->enum_types)
        return;
    sql_next_group(p);
    for (size_t i = p->delta->enums.count; i-- > 0;) {
        const sql_enum_delta *item = p->delta->enums.items[i];
        bool goes = is_type(p, item->old_enum) && !is_type(p, item->new_enum);
        if (!goes && !item->swapped)
            continue;
        const model_enum *home = item->swapped ? item->new_enum : item->old_enum;
        writer out = writer_make(p->memory);
        writer_text(&out, "DROP TYPE ");
        sql_enum_type(p->dialect, home, item->aside.len ? item->aside : item->old_enum->type_name, &out);
        sql_emit(p, &out, (sql_effect){.loses = item->new_enum ? sql_lost_labels(p->delta, item) : STR("")});
    }
}

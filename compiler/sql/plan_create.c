/* New tables, each after those that its foreign keys point to. Where that cannot be (a cycle, or a table whose key
 * comes with this plan) the foreign key is added last of all; SQLite takes it as it is, in whatever order. */
#include "compiler/sql/object_order.h"
#include "compiler/sql/quote.h"

typedef struct creation {
    sql_planner *p;
    const sql_table_delta *table;
    const map *created;                /* models of the tables that this plan has made by now */
    bool split;                        /* what needs an object that is not there yet comes later */
    map keys;                          /* columns -> the first key over them */
    const model_constraint *exclusion; /* the first one */
} creation;

static bool target_is_ready(const creation *c, const model_constraint *constraint)
{
    if (map_has(c->created, constraint->target) || str_eq(constraint->target, c->table->new_table->name))
        return true;
    const sql_table_delta *target = map_get(&c->p->delta->tables_by_new, constraint->target);
    return !target || (!target->touched && !c->p->online);
}

static bool is_key(const model_constraint *constraint)
{
    return constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE;
}

static str columns_key(arena *a, const model_constraint *constraint)
{
    writer out = writer_make(a);
    VEC_EACH (const str, &constraint->columns, column)
        writer_format(&out, "%.*s\n", STR_ARGS(*column));
    return writer_result(&out);
}

/* CREATE TABLE makes one of two keys over the same columns, and forgets the other. */
static bool repeats_a_key(const creation *c, const model_constraint *constraint)
{
    return is_key(constraint) && map_get(&c->keys, columns_key(c->p->memory, constraint)) != constraint;
}

/* The same holds for exclusions. */
static bool repeats_an_exclusion(const creation *c, const model_constraint *constraint)
{
    return constraint->kind == CONSTRAINT_EXCLUDE && constraint != c->exclusion;
}

/* --- what has to wait for a function that needs the table --- */

static bool is_awaited(const sql_object *item)
{
    return sql_object_creates(item) && !item->made && item->new_object->kind != OBJECT_VIEW;
}

static bool is_pending(const sql_planner *p, const map *words)
{
    MAP_EACH (words, entry) {
        const sql_index_list *list = map_get(&p->objects->new_names, entry->key);
        if (list)
            VEC_EACH (const size_t, list, index)
                if (is_awaited(&p->objects->items.items[*index]))
                    return true;
    }
    return false;
}

static bool is_pending_constraint(const creation *c, const model_constraint *constraint)
{
    map words = {0};
    if (c->split)
        sql_constraint_words(c->p, constraint, &words);
    return is_pending(c->p, &words);
}

static bool is_pending_default(const creation *c, const model_column *column)
{
    map words = {0};
    if (c->split)
        sql_expression_words(c->p, column->default_value, &words);
    return is_pending(c->p, &words);
}

/* The table without the defaults that come later. */
static const model_table *first_part(const creation *c)
{
    arena *a = c->p->memory;
    const model_table *table = c->table->new_table;
    if (!c->split)
        return table;
    model_table *part = model_table_copy(a, table);
    for (size_t i = 0; i < part->columns.count; i++) {
        if (!is_pending_default(c, part->columns.items[i]))
            continue;
        model_column *column = ARENA_NEW(a, model_column);
        *column = *part->columns.items[i];
        column->default_value = NULL;
        part->columns.items[i] = column;
    }
    return part;
}

static void find_keys(creation *c)
{
    VEC_EACH (sql_constraint_delta, &c->table->constraints, item) {
        const model_constraint *constraint = item->new_constraint;
        str key = columns_key(c->p->memory, constraint);
        if (constraint->kind == CONSTRAINT_EXCLUDE && !c->exclusion)
            c->exclusion = constraint;
        if (is_key(constraint) && !map_has(&c->keys, key))
            map_put(c->p->memory, &c->keys, key, (void *)constraint);
    }
}

/* NOT VALID has no effect inside of CREATE TABLE. */
static bool is_inline(void *context, const model_constraint *constraint)
{
    const creation *c = context;
    if (!c->p->dialect->split_foreign_keys)
        return true;
    if (constraint->not_valid || repeats_a_key(c, constraint) || repeats_an_exclusion(c, constraint) ||
        is_pending_constraint(c, constraint))
        return false;
    return constraint->kind != CONSTRAINT_FOREIGN_KEY || target_is_ready(c, constraint);
}

static plan_lock constraint_lock(const model_constraint *constraint)
{
    return constraint->kind == CONSTRAINT_FOREIGN_KEY ? LOCK_SHARE_ROW_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE;
}

void sql_add_constraint(sql_planner *p, const sql_table_delta *table, const sql_constraint_delta *item)
{
    const model_constraint *constraint = item->new_constraint;
    sql_scope scope = sql_new_scope(p->delta, table);
    writer out = sql_alter_table(p, table, false);
    str index = sql_taken_index(p, table->new_table, constraint);
    writer_text(&out, "ADD ");
    if (index.len)
        sql_key_of_index(constraint, index, &out);
    else
        sql_constraint(&scope, constraint, &out);
    bool unchecked = (constraint->not_valid || sql_is_careful(p, table)) &&
                     (constraint->kind == CONSTRAINT_CHECK || constraint->kind == CONSTRAINT_FOREIGN_KEY);
    if (unchecked)
        writer_text(&out, " NOT VALID");
    sql_effect effect = sql_lock(p, table, constraint_lock(constraint));
    effect.scans = effect.lock != LOCK_NONE && !unchecked && !index.len;
    sql_lock_target(p, &effect, constraint, constraint_lock(constraint), false);
    if (p->online && constraint->kind == CONSTRAINT_FOREIGN_KEY)
        sql_next_segment(p);
    sql_emit(p, &out, effect);
}

/* The start of a counter: SQLite keeps the last value given out. */
static void start_identity(sql_planner *p, const sql_table_delta *table)
{
    VEC_EACH (sql_column_delta *, &table->columns, item)
        VEC_EACH (const model_option, &(*item)->new_column->identity_options, option) {
            if (!p->dialect->identity_in_key || !str_eq(option->name, STR("start")))
                continue;
            writer out = writer_make(p->memory);
            writer_text(&out, "INSERT INTO sqlite_sequence (name, seq) VALUES (");
            quote_string(table->new_table->table, p->dialect->id, &out);
            writer_format(&out, ", %.*s - 1)", STR_ARGS(option->value));
            sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
        }
}

static void set_default(sql_planner *p, const sql_table_delta *table, sql_column_delta *item)
{
    const model_column *column = item->new_column;
    sql_scope scope = sql_new_scope(p->delta, table);
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "ALTER COLUMN ");
    quote_identifier(column->column, &out);
    writer_text(&out, " SET DEFAULT ");
    sql_default(&scope, column->default_value, &column->type, &out);
    sql_emit(p, &out, (sql_effect){0});
    item->released = false;
}

static void add_constraints(const creation *c, sql_table_delta *table, bool pending)
{
    VEC_EACH (sql_constraint_delta, &table->constraints, item) {
        bool waits = !item->in_create && item->new_constraint->kind != CONSTRAINT_FOREIGN_KEY;
        if (waits && (!pending || !item->added) && !is_pending_constraint(c, item->new_constraint)) {
            sql_add_constraint(c->p, table, item);
            item->added = true;
        }
    }
}

static void create_table(sql_planner *p, sql_table_delta *table, bool split, map *created)
{
    sql_next_group(p);
    creation c = {.p = p, .table = table, .created = created, .split = split};
    find_keys(&c);
    sql_scope scope = sql_new_scope(p->delta, table);
    scope.table = first_part(&c);
    writer out = writer_make(p->memory);
    sql_create_table(&scope, STR(""), is_inline, &c, &out);
    sql_effect effect = {0};
    VEC_EACH (sql_constraint_delta, &table->constraints, item)
        if (is_inline(&c, item->new_constraint))
            sql_lock_target(p, &effect, item->new_constraint, constraint_lock(item->new_constraint), false);
    sql_emit(p, &out, effect);
    map_put(p->memory, created, table->new_table->name, table);
    start_identity(p, table);
    VEC_EACH (sql_constraint_delta, &table->constraints, item)
        item->in_create = is_inline(&c, item->new_constraint);
    add_constraints(&c, table, false);
    VEC_EACH (sql_column_delta *, &table->columns, item) {
        (*item)->released = is_pending_default(&c, (*item)->new_column);
        sql_plan_column_storage(p, table, (*item)->new_column);
    }
    if (!split)
        sql_plan_indexes(p, table);
    sql_plan_partitions(p, table);
    sql_plan_row_security(p, table);
    sql_plan_comments(p, table);
}

/* By now all is there that the table could not have from the beginning. */
static void create_parts(sql_planner *p, sql_table_delta *table)
{
    creation c = {.p = p, .table = table, .split = true};
    VEC_EACH (sql_column_delta *, &table->columns, item)
        if ((*item)->released)
            set_default(p, table, *item);
    add_constraints(&c, table, true);
    sql_plan_indexes(p, table);
    VEC_EACH (const sql_index_delta, &table->indexes, item)
        sql_plan_index_comment(p, table, item);
}

static void alter_table(sql_planner *p, sql_table_delta *table)
{
    if (p->dialect->alter_column)
        sql_plan_alter(p, table);
    else
        sql_plan_rebuild(p, table);
}

static void take_step(sql_planner *p, const sql_step *step, map *created)
{
    switch (step->kind) {
    case STEP_TABLE:
        create_table(p, step->table, step->split, created);
        break;
    case STEP_PARTS:
        if (step->split)
            create_parts(p, step->table);
        break;
    case STEP_ALTER:
        alter_table(p, step->table);
        break;
    case STEP_OBJECT:
        sql_plan_object(p, step->item);
        break;
    }
}

static bool comes_with_tables(const sql_step *step)
{
    return step->kind != STEP_OBJECT || step->item->new_object->kind <= OBJECT_SEQUENCE;
}

void sql_plan_creates(sql_planner *p)
{
    sql_step_list steps = sql_order_of_creates(p);
    map created = {0};
    size_t count = steps.count;
    while (count && !comes_with_tables(&steps.items[count - 1]))
        count--;
    for (size_t i = 0; i < count; i++)
        take_step(p, &steps.items[i], &created);
    for (size_t i = count; i < steps.count; i++)
        VEC_PUSH(p->memory, &p->later, steps.items[i].item);
}

/* Foreign keys last: whatever they point to is there, with its key. */
void sql_plan_foreign_keys(sql_planner *p)
{
    if (!p->dialect->split_foreign_keys)
        return;
    sql_next_group(p);
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        VEC_EACH (sql_constraint_delta, &(*table)->constraints, item) {
            const model_constraint *constraint = item->new_constraint;
            bool is_new = constraint && (!item->old_constraint || item->recreated) && !item->in_create;
            if (is_new && constraint->kind == CONSTRAINT_FOREIGN_KEY)
                sql_add_constraint(p, *table, item);
        }
}

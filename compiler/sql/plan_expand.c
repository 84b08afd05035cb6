/* Which changes are made in two revisions, and the plans of both. See expand.h; the doubles of columns and of what
 * stands on them are made in plan_expand_parts.c, as changes that the planner plans like any others. */
#include "compiler/sql/expand.h"

#include "compiler/sql/cast.h"
#include "compiler/sql/plan_expand_parts.h"
#include "compiler/sql/quote.h"

/* --- which columns --- */

typedef struct expand_search {
    arena *memory;
    const sql_delta *delta;
    map targets; /* "model.field" that foreign keys point to, in both states */
    map fields;  /* model -> map of fields */
    size_t count;
} expand_search;

static str target_key(arena *a, str model, str field)
{
    return str_format(a, "%.*s.%.*s", STR_ARGS(model), STR_ARGS(field));
}

static void note_targets(expand_search *s, const model_schema *state)
{
    MAP_EACH (&state->tables, entry) {
        const model_table *table = entry->value;
        VEC_EACH (model_constraint *const, &table->constraints, item)
            VEC_EACH (const str, &(*item)->target_columns, field)
                map_put(s->memory, &s->targets, target_key(s->memory, (*item)->target, *field), s);
    }
}

static bool is_open(const sql_table_delta *table)
{
    const model_table *was = table->old_table, *is = table->new_table;
    if (!was || !is || !table->listed || was->unmanaged || is->unmanaged)
        return false;
    return !was->partition_by.len && !is->partition_by.len && !was->rows.count && !is->rows.count &&
           str_eq(was->name, is->name) && str_eq(was->table, is->table) && str_eq(was->schema, is->schema);
}

static void look_for_column(void *context, const expression *column)
{
    str *wanted = context;
    if (wanted->len && str_eq(*wanted, column->text))
        *wanted = STR("");
}

/* Something that cannot stand on two columns at once. */
static bool is_tied(const model_table *table, str field, const map *only)
{
    VEC_EACH (model_constraint *const, &table->constraints, item) {
        bool once = (*item)->kind == CONSTRAINT_PRIMARY_KEY || (*item)->kind == CONSTRAINT_EXCLUDE;
        if (once && expand_has_constraint(only, *item))
            return true;
    }
    VEC_EACH (model_column *const, &table->columns, column) {
        str wanted = field;
        if ((*column)->generated_as)
            expression_columns((*column)->generated_as, look_for_column, &wanted);
        if (!wanted.len)
            return true;
    }
    return false;
}

static bool is_plain(const model_column *column)
{
    return column->identity == IDENTITY_NONE && column->generated == GENERATED_NONE;
}

static bool is_enlarged_enum(const sql_column_delta *item)
{
    const model_type *from = &item->old_column->type, *to = &item->new_column->type;
    return from->kind == TYPE_ENUM && to->kind == TYPE_ENUM && str_eq(from->enum_name, to->enum_name);
}

static bool is_expanded(const expand_search *s, const sql_table_delta *table, const sql_column_delta *item)
{
    const model_column *was = item->old_column, *is = item->new_column;
    if (!was || !is || !item->retyped || !item->rewrites || item->impossible || item->recreated ||
        item->updated_rows.len)
        return false;
    if (!str_eq(was->name, is->name) || !str_eq(was->column, is->column) || !is_plain(was) || !is_plain(is) ||
        is_enlarged_enum(item) || map_has(&s->targets, target_key(s->memory, table->new_table->name, is->name)))
        return false;
    map only = {0};
    map_put(s->memory, &only, is->name, &only);
    return !is_tied(table->old_table, is->name, &only) && !is_tied(table->new_table, is->name, &only);
}

static void search_table(expand_search *s, const sql_table_delta *table)
{
    map *fields = NULL;
    VEC_EACH (sql_column_delta *const, &table->columns, item) {
        if (!is_expanded(s, table, *item))
            continue;
        if (!fields) {
            fields = ARENA_NEW(s->memory, map);
            map_put(s->memory, &s->fields, table->new_table->name, fields);
        }
        map_put(s->memory, fields, (*item)->new_column->name, *item);
        s->count++;
    }
}

static expand_search search(arena *a, const model_schema *before, const change_list *changes, const model_schema *after)
{
    expand_search s = {.memory = a};
    s.delta = sql_delta_make(a, sql_dialect_of(DIALECT_POSTGRESQL), before, changes, after);
    note_targets(&s, before);
    note_targets(&s, after);
    VEC_EACH (sql_table_delta *const, &s.delta->tables, table)
        if (is_open(*table))
            search_table(&s, *table);
    return s;
}

/* --- the split --- */

/* The change of a type, what stands on it, and enums that nobody needs any more when it is done. A foreign key that
 * goes does so at once, since the key that it points to may go, too. */
static bool belongs_to_second(const expand_search *s, const change *item)
{
    if (item->kind == CHANGE_DROP_ENUM)
        return true;
    const map *fields = map_get(&s->fields, item->subject);
    if (!fields)
        return false;
    if (item->kind == CHANGE_REPLACE_COLUMN)
        return map_has(fields, item->new_column->name);
    if (item->kind == CHANGE_DROP_CONSTRAINT && item->old_constraint->kind == CONSTRAINT_FOREIGN_KEY)
        return false;
    return (item->old_constraint && expand_has_constraint(fields, item->old_constraint)) ||
           (item->new_constraint && expand_has_constraint(fields, item->new_constraint)) ||
           (item->old_index && expand_has_index(fields, item->old_index)) ||
           (item->new_index && expand_has_index(fields, item->new_index));
}

expand_split expand_changes(arena *a, const model_schema *before, const change_list *changes)
{
    expand_split split = {0};
    diagnostic_list scratch = {.memory = a};
    const model_schema *after = change_apply(a, before, changes, &scratch);
    expand_search s = search(a, before, changes, after);
    if (!s.count || scratch.errors)
        return split;
    VEC_EACH (const change, changes, item)
        VEC_PUSH(a, belongs_to_second(&s, item) ? &split.second : &split.first, *item);
    split.between = change_apply(a, before, &split.first, &scratch);
    const model_schema *reached = change_apply(a, split.between, &split.second, &scratch);
    split.wanted = !scratch.errors && model_schema_equal(reached, after);
    return split;
}

/* --- casts --- */

/* How a value of one type becomes one of another, as SQL over a column of this name; empty: it does not. */
static str cast_of(const sql_delta *delta, const sql_table_delta *table, const model_column *from,
                   const model_column *to, str column, sql_column_delta *item)
{
    model_column *target = ARENA_NEW(delta->memory, model_column);
    *target = *to;
    target->column = column;
    *item = (sql_column_delta){.old_column = from, .new_column = target, .changed = SQL_COLUMN_TYPE};
    sql_cast_column(delta, table, item);
    if (item->impossible)
        return STR("");
    if (item->old_value.len)
        return item->old_value;
    writer out = writer_make(delta->memory);
    quote_identifier(column, &out);
    return writer_result(&out);
}

static bool has_no_equality(const model_type *type)
{
    return type->kind == TYPE_NATIVE ||
           (type->kind == TYPE_SCALAR && (type->scalar == SCALAR_JSON || type->scalar == SCALAR_XML));
}

static sql_sync *make_sync(const sql_delta *delta, const sql_table_delta *table, const sql_column_delta *item,
                           const sql_delta *reverse, str prefix)
{
    arena *a = delta->memory;
    const model_column *from = item->old_column, *to = item->new_column;
    sql_sync *sync = ARENA_NEW(a, sql_sync);
    sql_column_delta there, back;
    *sync = (sql_sync){.field = to->name, .column = to->column, .helper = expand_name(a, prefix, to->column)};
    sync->forward = item->old_value.len ? item->old_value : cast_of(delta, table, from, to, to->column, &there);
    sync->back =
        cast_of(reverse, map_get(&reverse->tables_by_new, table->new_table->name), to, from, sync->helper, &back);
    sync->no_equality = has_no_equality(&from->type);
    sync->helper_no_equality = has_no_equality(&to->type);
    sync->uses_time_zone = item->uses_time_zone || back.uses_time_zone;
    if (item->loses)
        sync->loses = str_format(a, "precision of column %.*s.%.*s",
                                 STR_ARGS(sql_table_text(a, delta->dialect, table->new_table)), STR_ARGS(to->column));
    return sync;
}

/* --- one direction --- */

typedef struct expand_road {
    arena *memory;
    const model_schema *from, *to;
    const change_list *changes;
    const sql_delta *delta, *reverse;
    str prefix;
    expand_tables tables;
    sql_syncs *syncs;
    change_list doubles;      /* from `from` to `both` */
    const model_schema *both; /* … with the doubles */
    const char *impossible;   /* field without a cast in this direction */
} expand_road;

static void add_table(expand_road *r, const sql_table_delta *table, const map *fields)
{
    expand_table found = {.from = table->old_table, .to = table->new_table, .fields = *fields};
    map *syncs = ARENA_NEW(r->memory, map);
    MAP_EACH (fields, entry) {
        const sql_column_delta *item = sql_delta_new_column(table, entry->key);
        if (item->impossible)
            r->impossible = sql_table_text(r->memory, r->delta->dialect, table->new_table).ptr;
        sql_sync *sync = make_sync(r->delta, table, item, r->reverse, r->prefix);
        map_put(r->memory, syncs, expand_name(r->memory, r->prefix, entry->key), sync);
    }
    map_put(r->memory, &r->syncs->by_model, table->new_table->name, syncs);
    VEC_PUSH(r->memory, &r->tables, found);
}

/* `fields`: what changes its type, by model. */
static expand_road make_road(arena *a, const model_schema *from, const change_list *changes, const model_schema *to,
                             const sql_delta *delta, const sql_delta *reverse, const map *fields, str prefix)
{
    expand_road r = {.memory = a, .from = from, .to = to, .changes = changes, .delta = delta, .reverse = reverse};
    r.prefix = prefix;
    r.syncs = ARENA_NEW(a, sql_syncs);
    VEC_EACH (sql_table_delta *const, &delta->tables, table) {
        const map *list = (*table)->new_table ? map_get(fields, (*table)->new_table->name) : NULL;
        if (list)
            add_table(&r, *table, list);
    }
    return r;
}

static void add_all_doubles(expand_road *r, diagnostic_list *diagnostics)
{
    VEC_EACH (const change, r->changes, item)
        if (item->kind == CHANGE_ADD_ENUM)
            VEC_PUSH(r->memory, &r->doubles, *item);
    VEC_EACH (const expand_table, &r->tables, table)
        expand_add_doubles(r->memory, table, r->prefix, &r->doubles);
    r->both = change_apply(r->memory, r->from, &r->doubles, diagnostics);
}

static void add_dropped_enums(const expand_road *r, change_list *out)
{
    VEC_EACH (const change, r->changes, item)
        if (item->kind == CHANGE_DROP_ENUM)
            VEC_PUSH(r->memory, out, *item);
}

/* --- the plans --- */

static plan *plan_of(arena *a, const model_schema *before, const change_list *changes, dialect_id dialect, bool down,
                     diagnostic_list *diagnostics)
{
    plan_options options = {.down = down, .online = true};
    return plan_make(a, before, changes, dialect, &options, diagnostics);
}

static plan *plan_expanding(const expand_road *r, diagnostic_list *diagnostics)
{
    plan_options options = {.online = true};
    return sql_plan_with_syncs(r->memory, r->from, &r->doubles, &options, (sql_sync_sets){.filling = r->syncs},
                               diagnostics);
}

static plan *plan_contracting(const expand_road *r, diagnostic_list *diagnostics)
{
    change_list names = {0};
    VEC_EACH (const expand_table, &r->tables, table)
        expand_take_names(r->memory, table, model_find_table(r->both, table->to->name), r->prefix, &names);
    add_dropped_enums(r, &names);
    return sql_plan_with_syncs(r->memory, r->both, &names, NULL, (sql_sync_sets){.dropped = r->syncs}, diagnostics);
}

static plan *plan_giving_up(const expand_road *r, diagnostic_list *diagnostics)
{
    plan_options options = {.down = true};
    change_list back = change_invert(r->memory, &r->doubles);
    return sql_plan_with_syncs(r->memory, r->both, &back, &options, (sql_sync_sets){.dropped = r->syncs}, diagnostics);
}

/* From the state in which both are there, the new one in use, to that in which the old one is. */
static plan *plan_changing_places(const expand_road *back, const expand_road *road, diagnostic_list *diagnostics)
{
    change_list places = {0};
    for (size_t i = 0; i < road->tables.count; i++)
        expand_change_places(road->memory, &road->tables.items[i],
                             model_find_table(road->both, road->tables.items[i].to->name), back->prefix, road->prefix,
                             &places);
    sql_sync_sets syncs = {.dropped = back->syncs, .last = road->syncs};
    return sql_plan_with_syncs(road->memory, back->both, &places, NULL, syncs, diagnostics);
}

static expand_plans plan_postgresql(arena *a, const model_schema *before, const expand_split *split,
                                    diagnostic_list *diagnostics)
{
    const sql_dialect *dialect = sql_dialect_of(DIALECT_POSTGRESQL);
    change_list back = change_invert(a, &split->second), first_back = change_invert(a, &split->first);
    const model_schema *after = change_apply(a, split->between, &split->second, diagnostics);
    expand_search s = search(a, split->between, &split->second, after);
    const sql_delta *reverse = sql_delta_make(a, dialect, after, &back, split->between);
    expand_road road =
        make_road(a, split->between, &split->second, after, s.delta, reverse, &s.fields, STR("schemac_new_"));
    expand_road home = make_road(a, after, &back, split->between, reverse, s.delta, &s.fields, STR("schemac_old_"));
    add_all_doubles(&road, diagnostics);
    add_all_doubles(&home, diagnostics);
    expand_plans plans = {
        .expand_up = plan_of(a, before, &split->first, DIALECT_POSTGRESQL, false, diagnostics),
        .expand_down = plan_giving_up(&road, diagnostics),
        .contract_up = plan_contracting(&road, diagnostics),
    };
    sql_join_plans(a, plans.expand_up, plan_expanding(&road, diagnostics));
    sql_join_plans(a, plans.expand_down,
                   plan_of(a, split->between, &first_back, DIALECT_POSTGRESQL, true, diagnostics));
    if (home.impossible) {
        plans.contract_down = ARENA_NEW(a, plan);
        plans.contract_down->irreversible = true;
        plans.contract_down->why_irreversible =
            str_format(a, "the new values of %s do not become old ones by themselves", home.impossible);
        return plans;
    }
    plans.contract_down = plan_expanding(&home, diagnostics);
    sql_join_plans(a, plans.contract_down, plan_changing_places(&home, &road, diagnostics));
    return plans;
}

static expand_plans plan_plainly(arena *a, const model_schema *before, const expand_split *split, dialect_id dialect,
                                 diagnostic_list *diagnostics)
{
    change_list first_back = change_invert(a, &split->first), second_back = change_invert(a, &split->second);
    const model_schema *after = change_apply(a, split->between, &split->second, diagnostics);
    return (expand_plans){
        .expand_up = plan_of(a, before, &split->first, dialect, false, diagnostics),
        .expand_down = plan_of(a, split->between, &first_back, dialect, true, diagnostics),
        .contract_up = plan_of(a, split->between, &split->second, dialect, false, diagnostics),
        .contract_down = plan_of(a, after, &second_back, dialect, true, diagnostics),
    };
}

expand_plans expand_plan(arena *a, const model_schema *before, const expand_split *split, dialect_id dialect,
                         diagnostic_list *diagnostics)
{
    if (dialect == DIALECT_POSTGRESQL)
        return plan_postgresql(a, before, split, diagnostics);
    return plan_plainly(a, before, split, dialect, diagnostics);
}

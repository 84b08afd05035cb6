/* What of a list of changes is made in two revisions, and the plans of both. See expand.h; which columns those are says
 * plan_expand_search.c, and the doubles of columns and of what stands on them are made in plan_expand_parts.c, as
 * changes that the planner plans like any others. */
#include "compiler/sql/expand.h"

#include "compiler/sql/cast.h"
#include "compiler/sql/plan_expand_parts.h"
#include "compiler/sql/plan_expand_search.h"
#include "compiler/sql/quote.h"

/* --- the split --- */

static bool constraint_is_second(const expand_search *s, const change *item)
{
    const model_constraint *was = item->old_constraint, *is = item->new_constraint;
    if (was && !is && was->kind == CONSTRAINT_FOREIGN_KEY)
        return false;
    /* What was there before has the names that it has at this point of the list: columns are renamed first. */
    return (was && expand_has_constraint(&s->old_fields, item->subject, was)) ||
           (was && expand_has_constraint(&s->new_fields, item->subject, was)) ||
           (is && expand_has_constraint(&s->new_fields, item->subject, is));
}

/* The change of a type, what stands on it, and enums that nobody needs any more when it is done. A foreign key that
 * goes does so at once, since the key that it points to may go, too. */
static bool belongs_to_second(const expand_search *s, const change *item)
{
    bool enum_changes = change_alters_enum(item->kind) && map_has(&s->enums, item->subject);
    if (item->kind == CHANGE_DROP_ENUM || enum_changes)
        return true;
    if (item->old_constraint || item->new_constraint)
        return constraint_is_second(s, item);
    const map *fields = map_get(&s->new_fields, item->subject);
    if (!fields)
        return false;
    if (item->kind == CHANGE_REPLACE_COLUMN)
        return map_has(fields, item->new_column->name);
    if (item->kind == CHANGE_RENAME_COLUMN)
        return map_has(fields, item->rename.new_name);
    return (item->old_index && expand_has_index(fields, item->old_index)) ||
           (item->new_index && expand_has_index(fields, item->new_index));
}

expand_split expand_changes(arena *a, const model_schema *before, const change_list *changes)
{
    expand_split split = {0};
    diagnostic_list scratch = {.memory = a};
    const model_schema *after = change_apply(a, before, changes, &scratch);
    expand_search s = expand_find(a, before, changes, after);
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
    /* The type in the other direction may be one that only grows: still it is another type beside this one. */
    if (from->type.kind == TYPE_ENUM && to->type.kind == TYPE_ENUM) {
        sql_scope scope = sql_new_scope(delta, table);
        writer_text(&out, to->type.dimensions ? "::text[]::" : "::text::");
        sql_type(&scope, &to->type, &out);
    }
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
    bool plain = item->old_value.len && str_eq(from->column, to->column);
    sql_sync *sync = ARENA_NEW(a, sql_sync);
    sql_column_delta there, back;
    *sync = (sql_sync){.column = from->column, .helper = expand_name(a, prefix, to->column)};
    sync->forward = plain ? item->old_value : cast_of(delta, table, from, to, from->column, &there);
    sync->back =
        cast_of(reverse, map_get(&reverse->tables_by_new, table->new_table->name), to, from, sync->helper, &back);
    sync->no_equality = has_no_equality(&from->type);
    sync->helper_no_equality = has_no_equality(&to->type);
    sync->uses_time_zone = item->uses_time_zone || back.uses_time_zone;
    sync->counts = from->identity != IDENTITY_NONE && to->identity != IDENTITY_NONE;
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
    sql_delta *delta, *reverse; /* with the enums' types by the names of their doubles */
    map from_fields, to_fields; /* model -> map of the fields that change their types */
    map enums;                  /* whose types have doubles */
    map told;                   /* those of which it is known what they lose */
    str prefix;
    expand_tables tables;
    bool stays; /* foreign keys or primary keys stand on the columns, or their names change: no changing of places */
    sql_syncs *syncs;
    change_list doubles;      /* from `from` to `both` */
    const model_schema *both; /* … with the doubles */
    map taken;                /* model -> the index that its primary key takes over: str * */
    const char *impossible;   /* field without a cast in this direction */
} expand_road;

/* What the type loses is said once, of its first column. */
static str labels_lost(expand_road *r, const model_type *type)
{
    if (type->kind != TYPE_ENUM || !map_has(&r->enums, type->enum_name) || map_has(&r->told, type->enum_name))
        return STR("");
    map_put(r->memory, &r->told, type->enum_name, r);
    return sql_lost_labels(r->delta, map_get(&r->delta->enums_by_old, type->enum_name));
}

static void add_syncs(expand_road *r, sql_table_delta *table, const map *fields)
{
    map *syncs = ARENA_NEW(r->memory, map);
    sql_delta_list(r->delta, table);
    MAP_EACH (fields, entry) {
        const sql_column_delta *item = sql_delta_new_column(table, entry->key);
        r->stays = r->stays || !str_eq(item->old_column->column, item->new_column->column) ||
                   !str_eq(item->old_column->name, item->new_column->name);
        if (item->impossible)
            r->impossible = sql_table_text(r->memory, r->delta->dialect, table->new_table).ptr;
        sql_sync *sync = make_sync(r->delta, table, item, r->reverse, r->prefix);
        str lost = labels_lost(r, &item->old_column->type);
        sync->loses = lost.len ? lost : sync->loses;
        map_put(r->memory, syncs, expand_name(r->memory, r->prefix, entry->key), sync);
    }
    map_put(r->memory, &r->syncs->by_model, table->new_table->name, syncs);
}

static void take_index(expand_road *r, const model_table *table, const model_constraint *key)
{
    str *index = ARENA_NEW(r->memory, str);
    *index = expand_name(r->memory, r->prefix, key->name);
    map_put(r->memory, &r->taken, table->name, index);
}

/* Does anything at all of the model change, be it only what it points to? */
static bool look_at_table(expand_road *r, const map *all, const model_table *table)
{
    bool any = map_has(all, table->name);
    VEC_EACH (model_constraint *const, &table->constraints, item) {
        bool primary = (*item)->kind == CONSTRAINT_PRIMARY_KEY;
        if ((!primary && (*item)->kind != CONSTRAINT_FOREIGN_KEY) || !expand_has_constraint(all, table->name, *item))
            continue;
        any = r->stays = true;
        if (primary && all == &r->to_fields)
            take_index(r, table, *item);
    }
    return any;
}

static const map *fields_of(const map *all, const model_table *table)
{
    static const map none;
    const map *fields = map_get(all, table->name);
    return fields ? fields : &none;
}

static void add_tables(expand_road *r)
{
    MAP_EACH (&r->to->tables, entry) {
        const model_table *from = model_find_table(r->from, entry->key), *to = entry->value;
        if (!from)
            continue;
        expand_table found = {.from = from,
                              .to = to,
                              .from_fields = fields_of(&r->from_fields, from),
                              .to_fields = fields_of(&r->to_fields, to),
                              .all_from_fields = &r->from_fields,
                              .all_to_fields = &r->to_fields,
                              .enums = &r->enums};
        bool any = look_at_table(r, &r->from_fields, from);
        if (look_at_table(r, &r->to_fields, to) || any)
            VEC_PUSH(r->memory, &r->tables, found);
        if (found.to_fields->live)
            add_syncs(r, map_get(&r->delta->tables_by_new, to->name), found.to_fields);
    }
}

static void add_enum_double(expand_road *r, const model_enum *item)
{
    model_enum *copy = ARENA_NEW(r->memory, model_enum);
    *copy = *item;
    copy->name = expand_name(r->memory, r->prefix, item->name);
    copy->type_name = expand_name(r->memory, r->prefix, item->type_name);
    change add = {.kind = CHANGE_ADD_ENUM, .subject = copy->name, .new_enum = copy};
    VEC_PUSH(r->memory, &r->doubles, add);
    r->stays = true;
}

static void add_doubles(expand_road *r, diagnostic_list *diagnostics)
{
    MAP_EACH (&r->enums, entry)
        add_enum_double(r, model_find_enum(r->to, entry->key));
    VEC_EACH (const change, r->changes, item)
        if (item->kind == CHANGE_ADD_ENUM)
            VEC_PUSH(r->memory, &r->doubles, *item);
    expand_add_doubles(r->memory, &r->tables, r->prefix, &r->doubles);
    r->both = change_apply(r->memory, r->from, &r->doubles, diagnostics);
}

/* The types of the state that is reached, by the names of their doubles: so the casts say them. */
static change_list with_types_aside(const expand_road *r)
{
    change_list list = {0};
    VEC_EACH (const change, r->changes, item)
        VEC_PUSH(r->memory, &list, *item);
    MAP_EACH (&r->enums, entry) {
        const model_enum *item = model_find_enum(r->to, entry->key);
        change aside = {.kind = CHANGE_RENAME_ENUM, .subject = item->name};
        aside.rename = (change_rename){
            .old_name = item->name,
            .new_name = item->name,
            .old_database = item->type_name,
            .new_database = expand_name(r->memory, r->prefix, item->type_name),
        };
        VEC_PUSH(r->memory, &list, aside);
    }
    return list;
}

static void make_deltas(expand_road *r, const model_schema *from, diagnostic_list *diagnostics)
{
    const sql_dialect *dialect = sql_dialect_of(DIALECT_POSTGRESQL);
    change_list there = with_types_aside(r), back = change_invert(r->memory, &there);
    const model_schema *to = change_apply(r->memory, from, &there, diagnostics);
    r->delta = sql_delta_make(r->memory, dialect, from, &there, to);
    r->reverse = sql_delta_make(r->memory, dialect, to, &back, from);
}

/* What is set already: the states without rows of data, the changes, the fields, the enums and the prefix. In place,
 * since the tables point into it. `from`: the state with its rows. */
static void make_road(expand_road *r, const model_schema *from, diagnostic_list *diagnostics)
{
    make_deltas(r, from, diagnostics);
    r->syncs = ARENA_NEW(r->memory, sql_syncs);
    add_tables(r);
    add_doubles(r, diagnostics);
}

/* Each type that has a double goes, and that takes its name. */
static change_list exchanged_enums(const expand_road *r)
{
    change_list list = {0};
    MAP_EACH (&r->enums, entry) {
        const model_enum *was = model_find_enum(r->from, entry->key), *is = model_find_enum(r->to, entry->key);
        str doubled = expand_name(r->memory, r->prefix, is->name);
        change drop = {.kind = CHANGE_DROP_ENUM, .subject = was->name, .old_enum = was};
        change rename = {.kind = CHANGE_RENAME_ENUM, .subject = doubled};
        rename.rename = (change_rename){
            .old_name = doubled,
            .new_name = is->name,
            .old_database = expand_name(r->memory, r->prefix, is->type_name),
            .new_database = is->type_name,
        };
        VEC_PUSH(r->memory, &list, drop);
        VEC_PUSH(r->memory, &list, rename);
    }
    return list;
}

static void add_dropped_enums(const expand_road *r, change_list *out)
{
    VEC_EACH (const change, r->changes, item)
        if (item->kind == CHANGE_DROP_ENUM)
            VEC_PUSH(r->memory, out, *item);
}

/* Rows of data are as they were, in whichever column. */
static const model_schema *without_rows(arena *a, const model_schema *schema)
{
    model_schema *copy = model_schema_copy(a, schema);
    MAP_EACH (&copy->tables, entry) {
        const model_table *table = entry->value;
        if (!table->rows.count)
            continue;
        model_table *bare = model_table_copy(a, table);
        bare->rows.count = 0;
        entry->value = bare;
    }
    return copy;
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

/* The doubles count on from where the columns are. Their counters are made while the old ones are there, and take
 * names along with them. NULL: there are none. */
static plan *plan_counters(const expand_road *r, const model_schema **state, diagnostic_list *diagnostics)
{
    change_list counters = {0};
    VEC_EACH (const expand_table, &r->tables, table)
        expand_add_counters(r->memory, table, model_find_table(*state, table->to->name), r->prefix, &counters);
    if (!counters.count)
        return NULL;
    plan *p =
        sql_plan_with_syncs(r->memory, *state, &counters, NULL, (sql_sync_sets){.dropped = r->syncs}, diagnostics);
    *state = change_apply(r->memory, *state, &counters, diagnostics);
    return p;
}

static plan *plan_contracting(const expand_road *r, diagnostic_list *diagnostics)
{
    change_list names = {0}, enums = exchanged_enums(r);
    const model_schema *both = r->both;
    plan *counters = plan_counters(r, &both, diagnostics);
    expand_take_names(r->memory, &r->tables, &enums, both, r->prefix, &names);
    add_dropped_enums(r, &names);
    sql_sync_sets syncs = {.dropped = counters ? NULL : r->syncs, .held = r->syncs, .taken = &r->taken};
    plan *p = sql_plan_with_syncs(r->memory, both, &names, NULL, syncs, diagnostics);
    if (!counters)
        return p;
    sql_join_plans(r->memory, counters, p, false);
    return counters;
}

static plan *plan_giving_up(const expand_road *r, diagnostic_list *diagnostics)
{
    plan_options options = {.down = true};
    change_list back = change_invert(r->memory, &r->doubles);
    sql_sync_sets syncs = {.dropped = r->syncs, .held = r->syncs};
    return sql_plan_with_syncs(r->memory, r->both, &back, &options, syncs, diagnostics);
}

/* From the state in which both are there, the new one in use, to that in which the old one is. */
static plan *plan_changing_places(const expand_road *back, const expand_road *road, diagnostic_list *diagnostics)
{
    change_list places = {0};
    for (size_t i = 0; i < road->tables.count; i++)
        expand_change_places(road->memory, &road->tables.items[i],
                             model_find_table(road->both, road->tables.items[i].to->name), back->prefix, road->prefix,
                             &places);
    sql_sync_sets syncs = {.dropped = back->syncs, .held = back->syncs, .last = road->syncs};
    return sql_plan_with_syncs(road->memory, back->both, &places, NULL, syncs, diagnostics);
}

/* The old columns come back beside the new ones, take their places, and have doubles again. A key cannot change places
 * with its double, and neither can what points to it, or has another name: there the new columns go, and are made
 * again. */
static plan *plan_home(const expand_road *home, const expand_road *road, diagnostic_list *diagnostics)
{
    plan *p = plan_expanding(home, diagnostics);
    if (!road->stays) {
        sql_join_plans(road->memory, p, plan_changing_places(home, road, diagnostics), true);
        return p;
    }
    sql_join_plans(road->memory, p, plan_contracting(home, diagnostics), true);
    sql_join_plans(road->memory, p, plan_expanding(road, diagnostics), true);
    return p;
}

/* Labels that the old type does not have, and of which nobody said what they become: as in one revision. */
static void forbid_lost_labels(arena *a, const model_schema *after, const change_list *back, plan *p)
{
    diagnostic_list ignored = {.memory = a};
    const plan *plain = plan_of(a, after, back, DIALECT_POSTGRESQL, true, &ignored);
    if (!plain->irreversible)
        return;
    p->statements.count = 0;
    p->irreversible = true;
    p->why_irreversible = plain->why_irreversible;
}

static expand_plans plan_postgresql(arena *a, const model_schema *before, const expand_split *split,
                                    diagnostic_list *diagnostics)
{
    change_list back = change_invert(a, &split->second), first_back = change_invert(a, &split->first);
    const model_schema *after = change_apply(a, split->between, &split->second, diagnostics);
    expand_search s = expand_find(a, split->between, &split->second, after);
    const model_schema *from = without_rows(a, split->between), *to = without_rows(a, after);
    expand_road road = {.memory = a,
                        .from = from,
                        .to = to,
                        .changes = &split->second,
                        .from_fields = s.old_fields,
                        .to_fields = s.new_fields,
                        .enums = s.enums,
                        .prefix = STR("schemac_new_")};
    expand_road home = {.memory = a,
                        .from = to,
                        .to = from,
                        .changes = &back,
                        .from_fields = s.new_fields,
                        .to_fields = s.old_fields,
                        .enums = s.enums,
                        .prefix = STR("schemac_old_")};
    make_road(&road, split->between, diagnostics);
    make_road(&home, after, diagnostics);
    expand_plans plans = {
        .expand_up = plan_of(a, before, &split->first, DIALECT_POSTGRESQL, false, diagnostics),
        .expand_down = plan_giving_up(&road, diagnostics),
        .contract_up = plan_contracting(&road, diagnostics),
    };
    sql_join_plans(a, plans.expand_up, plan_expanding(&road, diagnostics), true);
    sql_join_plans(a, plans.expand_down, plan_of(a, split->between, &first_back, DIALECT_POSTGRESQL, true, diagnostics),
                   true);
    if (home.impossible) {
        plans.contract_down = ARENA_NEW(a, plan);
        plans.contract_down->irreversible = true;
        plans.contract_down->why_irreversible =
            str_format(a, "the new values of %s do not become old ones by themselves", home.impossible);
        return plans;
    }
    plans.contract_down = plan_home(&home, &road, diagnostics);
    if (s.enums.live)
        forbid_lost_labels(a, after, &back, plans.contract_down);
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

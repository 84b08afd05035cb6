/* Inside of the room: the making of a plan. Each plan_….c is a part of the road; plan.c has their order. */
#ifndef SCHEMAC_SQL_PLANNER_H
#define SCHEMAC_SQL_PLANNER_H

#include "compiler/sql/delta.h"
#include "compiler/sql/plan.h"

/* A column and its helper, which a trigger keeps alike: see expand.h. */
typedef struct sql_sync {
    str column;  /* the one that programs know */
    str helper;  /* the helper's column */
    str forward; /* what the helper gets, as SQL over the columns of the row */
    str back;    /* what the column gets when somebody writes the helper; empty: there is no way back */
    bool no_equality, helper_no_equality; /* types without an operator: compared as texts */
    bool uses_time_zone;
    bool counts; /* both are identities: the helper counts on from where the column is */
    str loses;   /* what is lost when the helper takes the column's place; empty: nothing */
} sql_sync;
typedef struct sql_syncs {
    map by_model; /* model -> map: helper's field -> const sql_sync * */
} sql_syncs;
/* Each may be NULL. */
typedef struct sql_sync_sets {
    const sql_syncs *filling; /* their helpers are new, and are filled */
    const sql_syncs *dropped; /* go before all else */
    const sql_syncs *held;    /* of each two columns the one holds what the other did */
    const sql_syncs *last;    /* come back behind all else */
    const map *taken;         /* model -> the unique index that its new primary key takes over: const str * */
} sql_sync_sets;

typedef struct sql_planner {
    arena *memory;
    const sql_dialect *dialect;
    bool down;
    struct sql_objects *objects; /* object.h */
    sql_sync_sets syncs;
    bool online;
    bool cut; /* the next statement begins a segment */
    diagnostic_list *diagnostics;
    sql_delta *delta;
    plan *plan;
    size_t group;
    size_t temporaries; /* names given out */
    bool time_zone_set;
    bool checks_settled; /* deferred checks are immediate in this transaction */
    bool deferred_noted; /* the two maps are filled */
    map deferred_old;    /* models to which a foreign key points that is looked at in the end only */
    map deferred_new;
    bool bodies_unchecked;          /* functions are not looked into in this transaction */
    VEC(struct sql_object *) later; /* objects that come when all tables are as they shall be */
} sql_planner;

/* What a statement does. */
typedef struct sql_effect {
    plan_lock lock;
    str object;
    bool rewrites;
    bool scans;
    bool alone;    /* outside of any transaction */
    str_list also; /* further tables that get the same lock */
    str loses;     /* empty: nothing */
    str fails_on;  /* rows that it refuses; empty: none */
    str unread;    /* the raw text that it is, or the type that it uses */
    plan_batch batch;
} sql_effect;

/* Ends the text with a semicolon and adds it to the plan. */
void sql_emit(sql_planner *p, writer *text, sql_effect effect);
/* The statements from here on stand apart from those before. */
void sql_next_group(sql_planner *p);
/* The statements from here on are a transaction of their own. */
void sql_next_segment(sql_planner *p);
/* A lock on a table, by the name that the running database knows. One that the plan itself makes is nobody's business.
 */
sql_effect sql_lock(const sql_planner *p, const sql_table_delta *table, plan_lock lock);
/* An index or a sequence, as it is written. */
str sql_object_text(const sql_planner *p, str schema, str name);
/* The table that a foreign key points to is locked like its own. `old_state`: the model's name is that of the state
 * before. */
void sql_lock_target(const sql_planner *p, sql_effect *effect, const model_constraint *constraint, plan_lock lock,
                     bool old_state);
/* `ALTER TABLE name ` by its new or old name, in a new writer. */
writer sql_alter_table(const sql_planner *p, const sql_table_delta *table, bool old_name);

/* plan_check.c: reports what the dialect cannot do. */
void sql_check_plan(sql_planner *p);
/* "Model.field", for messages. */
str sql_field_text(const sql_planner *p, const sql_table_delta *table, const model_column *column);
/* Reports (up) or notes (down) that values cannot be converted. */
void sql_no_cast(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item);

/* plan_fill.c: what the rows that are there get in a new column that takes no null and has no default. `row_id` is what
 * a row's number is called on SQLite, or empty. Zeroed where nothing is needed. On the way up an error is reported. */
typedef struct sql_fill {
    str value;    /* as SQL, an expression without columns but the row id */
    bool counted; /* PostgreSQL: the rows are numbered by an identity, for the time being */
    bool differs; /* each row gets another value */
} sql_fill;
/* Does a row get a value without being told one? */
bool sql_has_value(const model_column *column);
sql_fill sql_fill_column(sql_planner *p, const sql_table_delta *table, const model_column *column, str row_id);

/* plan_enum.c */
void sql_plan_schemas(sql_planner *p);
void sql_plan_enum_renames(sql_planner *p);
void sql_plan_new_labels(sql_planner *p);
void sql_plan_enum_types(sql_planner *p);
void sql_plan_enum_drops(sql_planner *p);

/* plan_drop.c */
void sql_plan_drops(sql_planner *p);
void sql_drop_column(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item, bool old_names);

/* plan_rename.c */
void sql_plan_renames(sql_planner *p);

/* Names that change places: given out so that each is free when it is taken, a cycle by way of a temporary name. */
typedef struct sql_move {
    str from, to;           /* unique in their namespace */
    str from_name, to_name; /* as they are written */
    const void *subject;
    const void *part;
} sql_move;
typedef VEC(sql_move) sql_move_list;
typedef void sql_move_one(sql_planner *p, const sql_move *move, str from_name, str to_name);
void sql_plan_moves(sql_planner *p, sql_move_list *moves, sql_move_one *one);

/* plan_sequence.c: sequences of identities follow the names of their tables and columns. */
void sql_plan_sequence_renames(sql_planner *p);

/* plan_create.c: new tables, those that are altered, and the objects that tables use. */
void sql_plan_creates(sql_planner *p);
void sql_plan_foreign_keys(sql_planner *p);
void sql_add_constraint(sql_planner *p, const sql_table_delta *table, const sql_constraint_delta *item);

/* plan_index.c: indexes that a table gets, all but those that are built concurrently in the end; and those. */
void sql_plan_indexes(sql_planner *p, const sql_table_delta *table);
void sql_plan_late_indexes(sql_planner *p);
/* The unique ones of a table, where `online` has put them off. */
void sql_plan_unique_indexes(sql_planner *p, const sql_table_delta *table);
/* An index whose name another one of the table takes: with `online` it makes room and stays until that is built, so
 * that queries never lack both. False where it has to go at once. */
bool sql_put_index_aside(sql_planner *p, const sql_table_delta *table, const sql_index_delta *item);
/* Is it built after the table's other changes? */
bool sql_index_is_late(const sql_planner *p, const sql_table_delta *table, const sql_index_delta *item);

/* plan_alter.c: a table that stays, altered in place. */
void sql_plan_alter(sql_planner *p, sql_table_delta *table);
/* What cannot be said while a column is made. */
void sql_plan_column_storage(sql_planner *p, const sql_table_delta *table, const model_column *column);
/* What waits for the values that rows of `data` get: NOT NULL, and the identities and primary keys that stand on it. */
void sql_plan_late_not_null(sql_planner *p);

/* plan_rebuild.c: a table that stays, where little can be altered in place. */
void sql_decide_rebuild(sql_planner *p, sql_table_delta *table);
void sql_plan_rebuild(sql_planner *p, sql_table_delta *table);

/* plan_online.c: the careful forms. sql_is_careful: does a table get them? */
bool sql_is_careful(const sql_planner *p, const sql_table_delta *table);
bool sql_is_careful_not_null(const sql_planner *p, const sql_table_delta *table, const sql_column_delta *item);
bool sql_is_careful_key(const sql_planner *p, const sql_table_delta *table, const sql_constraint_delta *item);
/* The checks that stand for NOT NULL; later what they prove, and keys; last, what was not validated at first. */
void sql_plan_careful_checks(sql_planner *p, const sql_table_delta *table);
void sql_plan_careful_keys(sql_planner *p);
void sql_plan_careful_validation(sql_planner *p);

/* plan_backfill.c: new columns whose rows are filled in batches. */
bool sql_is_backfilled(const sql_planner *p, const sql_table_delta *table, const sql_column_delta *item);
/* Takes null and has no value in the rows that are there, whatever it is in the end. */
void sql_add_empty_column(sql_planner *p, const sql_table_delta *table, const model_column *column);
/* Reports where the table has no key. */
void sql_backfill(sql_planner *p, const sql_table_delta *table, const model_column *column);

/* plan_sync.c: triggers that keep a column and its helper alike. */
void sql_plan_filling_syncs(sql_planner *p, const sql_table_delta *table);
void sql_plan_dropped_syncs(sql_planner *p);
void sql_plan_last_syncs(sql_planner *p);
const sql_sync *sql_find_sync(const sql_planner *p, const model_table *table, const model_column *helper);
/* Is the column one of two of which the other holds what it held? What is lost nevertheless. */
bool sql_sync_holds(const sql_planner *p, const model_table *table, str column, str *loses);
/* A helper that becomes an identity and counts on from where the column is that it stands beside; false: it is none. */
bool sql_sync_counts_on(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item);
/* The index that the constraint takes over; empty: it makes one of its own. */
str sql_taken_index(const sql_planner *p, const model_table *table, const model_constraint *constraint);
/* A plan with such columns; and one plan behind another, in a segment of its own or in the same transaction. */
plan *sql_plan_with_syncs(arena *a, const model_schema *before, const change_list *changes, const plan_options *options,
                          sql_sync_sets syncs, diagnostic_list *diagnostics);
void sql_join_plans(arena *a, plan *first, const plan *second, bool apart);

/* plan_object.c: views, functions, triggers and whatever else is carried as text. */
struct sql_object;
void sql_plan_object_drops(sql_planner *p);
/* One of those that go together with tables. */
void sql_drop_object(sql_planner *p, const struct sql_object *item);
void sql_plan_object(sql_planner *p, struct sql_object *item);
/* The others: p->later. */
void sql_plan_object_creates(sql_planner *p);
/* What tables stood on; and extensions and schemas. */
void sql_plan_object_late_drops(sql_planner *p);
void sql_plan_object_last_drops(sql_planner *p);
/* Views and sequences share their names with tables: those that are renamed, with `part` set, and the renaming. */
void sql_collect_object_moves(sql_planner *p, sql_move_list *moves);
void sql_rename_object(sql_planner *p, const sql_move *move, str from_name, str to_name);
/* Adds the schemas that are there because of objects. */
void sql_note_object_schemas(const sql_planner *p, map *known);

/* plan_replace.c: keys in whose place others come. False where it has to go at once. */
bool sql_put_key_aside(sql_planner *p, const sql_table_delta *table, const sql_constraint_delta *item);
/* Those that give way to this one, right before it takes its index over. */
void sql_drop_replaced_keys(sql_planner *p, const sql_table_delta *table, const model_constraint *key);

/* plan_comment.c */
void sql_plan_index_comment(sql_planner *p, const sql_table_delta *table, const sql_index_delta *item);
void sql_plan_comments(sql_planner *p, const sql_table_delta *table);
void sql_plan_enum_comment(sql_planner *p, const sql_enum_delta *item);

/* plan_partition.c: partitions and row security. */
void sql_check_partitioning(sql_planner *p);
void sql_plan_dropped_partitions(sql_planner *p);
/* Those of a new table; and what changes about those of one that stays. */
void sql_plan_partitions(sql_planner *p, const sql_table_delta *table);
void sql_plan_row_security(sql_planner *p, const sql_table_delta *table);
/* From the name of each partition that stays to what it was: model_partition *. */
map sql_old_partitions(const sql_planner *p, const sql_table_delta *table);

/* plan_rows.c: rows of lookup tables: those that go, before anything else; the others, when the tables are there. */
void sql_plan_row_deletes(sql_planner *p);
void sql_plan_rows(sql_planner *p);
/* Finds the columns that take no null any more where rows of `data` held null and get values: row_filled. Linear in the
 * rows and those columns. The values need the new columns, and NOT NULL needs the values: it comes behind the rows
 * where a table is altered, and where it is rebuilt the copy brings them along. */
void sql_note_row_fills(sql_planner *p);
/* What such a column gets while the table is copied, in its new form: `source`, or where that is null what the row is
 * to hold. */
void sql_write_row_fill(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item, str source,
                        writer *out);
/* Behind a change of rows: checks that wait for the end of the transaction would keep the table from being altered in
 * it. */
void sql_settle_checks(sql_planner *p, const sql_table_delta *table);

/* plan_fallback.c: on the way down: labels that go though rows may hold them, and nobody has said what these get. */
void sql_check_fallbacks(sql_planner *p);

/* order.c: a topological order that disturbs the given one least: each item after those it needs, cycles broken where
 * they are found. `needs[i]` lists indexes; `order` gets `count` of them. Linear. */
typedef VEC(size_t) sql_index_list;
void sql_topological(arena *a, const sql_index_list *needs, size_t count, size_t *order);

#endif

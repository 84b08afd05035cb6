/* Inside of the room: what became of each part of the schema between two states.
 *
 * A list of changes may rename a thing, alter it and rename it again, drop a name and give it to another. The planner
 * does not follow that road. It asks for each part that is there afterwards what it was before (its identity, followed
 * through the renames), and plans from the one state to the other. So the statements do not depend on how the list came
 * to be, several changes of a table are one ALTER or one rebuild, and names that change places need no more statements
 * than they must.
 *
 * Parts that are not in the dialect at hand do not exist here. */
#ifndef SCHEMAC_SQL_DELTA_H
#define SCHEMAC_SQL_DELTA_H

#include "compiler/change/change.h"
#include "compiler/sql/define.h"

/* What the changes said about a column that is there before and after. */
enum {
    SQL_COLUMN_TYPE = 1 << 0,
    SQL_COLUMN_NULL = 1 << 1,
    SQL_COLUMN_DEFAULT = 1 << 2,
    SQL_COLUMN_IDENTITY = 1 << 3,
    SQL_COLUMN_GENERATED = 1 << 4,
    SQL_COLUMN_COLLATION = 1 << 5,
    SQL_COLUMN_STORAGE = 1 << 6,
    SQL_COLUMN_COMPRESSION = 1 << 7,
    SQL_COLUMN_CONFLICT = 1 << 8,
};

typedef struct sql_column_delta {
    const model_column *old_column; /* NULL: it is new */
    const model_column *new_column; /* NULL: it goes */
    const expression *using_value;  /* how the author says that old values become new ones */
    unsigned changed;
    bool retyped;        /* its values are converted: another type, or another way to store an enum */
    bool impossible;     /* retyped: there is no conversion, and the author has given none */
    bool stale;          /* expressions that mention it have to be made again */
    bool recreated;      /* dropped and added: what it is generated from cannot be altered */
    bool row_filled;     /* takes no null any more, and rows of `data` that held null get values: plan_rows.c */
    bool released;       /* its default goes before anything else, and comes back: a function in it is made anew */
    bool in_the_way;     /* goes before the renames: its name is wanted, or its base retyped */
    str old_value;       /* retyped: the conversion as SQL over the new name; empty: the database converts by itself */
    str updated_rows;    /* retyped in nothing but some values: the condition of the rows to be updated */
    bool rewrites;       /* retyped: the whole table is written anew */
    bool loses;          /* retyped: values can lose something */
    bool uses_time_zone; /* retyped: the conversion depends on the session's time zone */
} sql_column_delta;

typedef struct sql_constraint_delta {
    const model_constraint *old_constraint;
    const model_constraint *new_constraint;
    bool recreated; /* dropped and added, because of what it stands on */
    bool validated; /* was `not valid`, and is not any more */
    bool added;     /* by ALTER TABLE, right behind CREATE TABLE */
    bool in_create; /* written inside CREATE TABLE or ADD COLUMN */
    str loses;      /* the check of an enum: the labels that go with it */
} sql_constraint_delta;

typedef struct sql_index_delta {
    const model_index *old_index;
    const model_index *new_index;
    bool recreated;
} sql_index_delta;

typedef struct sql_table_delta {
    const model_table *old_table;
    const model_table *new_table;
    bool touched; /* something about it changes; only then its parts are listed */
    bool listed;
    bool renames_columns;
    bool rebuilt;                    /* made anew under another name, and filled from the old one */
    VEC(sql_column_delta *) columns; /* as the new table has them, then those that go */
    map columns_by_old;              /* field -> sql_column_delta * */
    map columns_by_new;
    VEC(sql_constraint_delta) constraints;
    VEC(sql_index_delta) indexes;
    struct delta_track *track; /* for the making of it */
} sql_table_delta;

typedef struct sql_enum_delta {
    const model_enum *old_enum;
    const model_enum *new_enum;
    const model_member **old_members; /* what each new member was; NULL: it is new */
    const model_member **new_members; /* what became of each old one; NULL: it goes */
    bool touched;
    bool relabelled; /* the list of stored values differs */
    bool swapped;    /* its type is made anew under the same name */
    bool recoded;    /* stored values become others */
    bool retires;    /* other members are retired than before */
    bool moved;      /* it is stored in another way */
    str aside;       /* the old type's name while it waits for its columns, if it had to make room */
} sql_enum_delta;

typedef struct sql_delta {
    arena *memory;
    const sql_dialect *dialect;
    const model_schema *before;
    const model_schema *after;
    VEC(sql_table_delta *) tables; /* as the new schema has them, then those that go */
    map tables_by_old;             /* model -> sql_table_delta * */
    map tables_by_new;
    VEC(sql_enum_delta *) enums;
    map enums_by_old;
    map enums_by_new;
} sql_delta;

/* From `before` over `changes` to `after`, which is change_apply of the two. */
sql_delta *sql_delta_make(arena *a, const sql_dialect *dialect, const model_schema *before, const change_list *changes,
                          const model_schema *after);

/* Lists the parts of a table, if that has not been done. */
void sql_delta_list(sql_delta *delta, sql_table_delta *table);
/* What became of an old column or is a new one; NULL for an unknown field. The table must be listed. */
sql_column_delta *sql_delta_old_column(const sql_table_delta *table, str field);
sql_column_delta *sql_delta_new_column(const sql_table_delta *table, str field);

/* What the rows that hold an old member have afterwards: it itself, or the one it falls back on; NULL: it goes, and
 * nothing was said. `*falls` (may be NULL): it is another one. */
const model_member *sql_member_after(const sql_enum_delta *item, size_t old_index, bool *falls);
/* Does any row's value become another member's? */
bool sql_any_member_falls(const sql_enum_delta *item);

/* What the server calls the sequence of an identity (plan_sequence.c). */
str sql_sequence_name(arena *a, str table, str column);

/* `label 'A', 'B' of enum Role` where members go; empty where all stay, or the whole enum goes. */
str sql_lost_labels(const sql_delta *delta, const sql_enum_delta *item);

sql_scope sql_old_scope(const sql_delta *delta, const sql_table_delta *table);
/* New names; columns that go are found too. */
sql_scope sql_new_scope(const sql_delta *delta, const sql_table_delta *table);

#endif

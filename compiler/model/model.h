/* The resolved schema: what a compilation means, without mixins, imports and sugar. Made by resolve (from the AST) or
 * by change apply (from the changes of revisions), read by every later room, never altered once it is made: rooms share
 * its parts freely. All of it lives in one arena.
 *
 * One structure serves C and SQL: columns, constraints and indexes are what a database knows, each with its full name;
 * relations and the attributes under "C side" are what only generated code knows, and no change is ever made for them.
 * Members refer to each other by name (a column by its field name, a model by its model name), so that any part can be
 * put into another state of the schema. */
#ifndef SCHEMAC_MODEL_MODEL_H
#define SCHEMAC_MODEL_MODEL_H

#include "compiler/base/map.h"
#include "compiler/base/vec.h"
#include "compiler/model/expression.h"
#include "compiler/model/type.h"

/* --- enums --- */
typedef enum model_storage { STORAGE_TYPE, STORAGE_TEXT, STORAGE_SMALLINT } model_storage;

typedef struct model_member {
    str name;
    str label; /* in the database; the name where nothing else was said */
    str title; /* C side */
    str was;
    str doc;
    bool retired; /* no row may hold it any more; still decoded */
    str fallback; /* the member that rows get where this one cannot be held any more; empty: none */
    source_span span;
} model_member;

typedef struct model_enum {
    str name;
    str type_name; /* in the database: snake_case of the name unless said */
    str schema;    /* PostgreSQL schema; empty: the default one */
    model_storage storage;
    VEC(model_member) members; /* a smallint's ordinal is the index */
    str was;
    str doc;
    unsigned dialects; /* DIALECT_BIT_… */
    bool drop_meant;
    source_span span;
} model_enum;

/* --- columns --- */
typedef enum model_identity { IDENTITY_NONE, IDENTITY_BY_DEFAULT, IDENTITY_ALWAYS } model_identity;
typedef enum model_generated { GENERATED_NONE, GENERATED_STORED, GENERATED_VIRTUAL } model_generated;

typedef struct model_option {
    str name;
    str value; /* SQL text; empty: none */
} model_option;
typedef VEC(model_option) model_option_list;

typedef struct model_column {
    str name;   /* the field's; of a relation's column "<field>_<key>" */
    str column; /* in the database */
    model_type type;
    bool nullable;
    const expression *default_value;
    model_identity identity;
    model_option_list identity_options;
    model_generated generated;
    const expression *generated_as;
    str collation;
    str storage;
    str compression;
    str conflict;                  /* SQLite: what is done with a null instead of an error, a word; empty: nothing */
    const expression *using_value; /* how old values become this type; a note for the change, no state */
    str was;                       /* old field name; a note for the change, no state */
    str doc;                       /* COMMENT ON COLUMN on PostgreSQL */
    unsigned dialects;
    source_span span;
    /* C side */
    const expression *init_value;
    const expression *on_update;
    str title;
    bool secret;
    bool version;
    str relation; /* name of the relation that made it; empty for a plain field */
    bool broken;  /* its type had an error; nothing more is reported about it */
} model_column;

/* --- constraints --- */
typedef enum model_constraint_kind {
    CONSTRAINT_PRIMARY_KEY,
    CONSTRAINT_UNIQUE,
    CONSTRAINT_CHECK,
    CONSTRAINT_FOREIGN_KEY,
    CONSTRAINT_EXCLUDE,
} model_constraint_kind;

typedef enum model_action {
    ACTION_NO_ACTION,
    ACTION_RESTRICT,
    ACTION_CASCADE,
    ACTION_SET_NULL,
    ACTION_SET_DEFAULT
} model_action;

typedef struct model_key {
    const expression *value; /* EXPRESSION_COLUMN, or any expression */
    str collation;
    str opclass;
    str default_opclass; /* of a catalog: which one it has where `opclass` is empty; no state */
    str with_operator;   /* exclude */
    bool descending;
    bool nulls_said; /* nulls first/last was written */
    bool nulls_first;
} model_key;
typedef VEC(model_key) model_key_list;

typedef struct model_constraint {
    model_constraint_kind kind;
    str name;         /* in the database, always full */
    str_list columns; /* field names: primary key, unique, foreign key */
    const expression *check;
    str target;              /* foreign key: model's name */
    str_list target_columns; /* field names there */
    model_action on_delete;
    model_action on_update;
    bool deferrable;
    bool initially_deferred;
    bool not_valid;
    bool nulls_not_distinct;
    str conflict; /* SQLite: what is done instead of an error, a word; empty: nothing */
    str_list include;
    str method;              /* exclude */
    model_key_list keys;     /* exclude; of a primary key or unique, a key for each of its columns where one of them
                                has an order or a collation of its own (SQLite), else none */
    const expression *where; /* exclude */
    unsigned dialects;
    source_span span;
} model_constraint;

/* --- indexes --- */
typedef struct model_index {
    str name; /* in the database, always full */
    bool unique;
    str method; /* empty: btree */
    model_key_list keys;
    str_list include;
    const expression *where;
    model_option_list with;
    bool concurrently; /* how it is built, no state */
    bool nulls_not_distinct;
    str doc;
    unsigned dialects;
    source_span span;
} model_index;

/* --- partitions: PostgreSQL only --- */
typedef struct model_partition {
    str name;          /* in the database: a table of its own in the schema of the model's */
    str bound;         /* as SQL: "from (1) to (10)", "in ('a')", "with (modulus 4, remainder 0)" or "default" */
    unsigned dialects; /* of the `for` around it; for check only */
    source_span span;
} model_partition;

/* --- rows of a lookup table --- */
typedef struct model_cell {
    str field;
    const expression *value; /* a literal */
} model_cell;
typedef VEC(model_cell) model_cell_list;

typedef struct model_row {
    str name; /* what tells it from the others: the cells of its key as text, sorted, and for whom (model_row_name) */
    str_list key;
    model_cell_list cells; /* in the order written, those of the key among them */
    unsigned dialects;     /* of the `for` around it */
    source_span span;
} model_row;

/* --- relations: C side --- */
typedef struct model_relation {
    str name;   /* the field's, or the back name on the other side */
    str target; /* model's name */
    enum { RELATION_TO_ONE, RELATION_BACK_ONE, RELATION_BACK_MANY, RELATION_MANY_TO_MANY } kind;
    str_list columns; /* TO_ONE: own field names; BACK_…: field names at the target; MANY_TO_MANY: own key */
    str_list
        target_columns; /* TO_ONE: field names at the target; BACK_…: own field names; MANY_TO_MANY: target's key */
    str through;        /* MANY_TO_MANY: the join model's name */
    str_list through_columns;        /* fields of the join model that point to this model */
    str_list through_target_columns; /* … and to the target */
    str back;                        /* name of the other side, or empty */
    str constraint;                  /* TO_ONE: name of the foreign key */
    bool nullable;
    bool target_said;    /* TO_ONE: the target's columns were written: `ref User (email)` */
    str through_written; /* MANY_TO_MANY: the word behind `through`: a model's name or a table's */
    bool mirrored;       /* MANY_TO_MANY: made by the other side's `back` */
    str doc;
    unsigned dialects;
    source_span span;
} model_relation;

/* --- models --- */
typedef struct model_table {
    str name;   /* "User" */
    str table;  /* "users" */
    str schema; /* PostgreSQL schema; empty: the default one */
    str doc;
    str was; /* old model name */
    bool unmanaged;
    bool no_code;
    bool synthetic; /* the join table of a `many … through TABLE` that nobody declared as a model */
    bool unlogged;
    bool strict;        /* SQLite: every value has the type of its column */
    bool without_rowid; /* SQLite: the primary key is what rows are stored by */
    bool drop_meant;
    model_option_list storage;
    VEC(model_column *) columns;
    VEC(model_constraint *) constraints;
    VEC(model_index *) indexes;
    VEC(model_relation *) relations;
    str partition_by; /* range, list or hash; empty: one table */
    model_key_list partition_keys;
    VEC(model_partition *) partitions;
    unsigned partition_dialects; /* of the `for` around it; for check only */
    source_span partition_span;
    bool row_security;
    bool force_row_security;
    unsigned row_security_dialects; /* of the `for` around it; for check only */
    source_span row_security_span;
    VEC(model_row *) rows;
    str_list dropped;   /* field, constraint and index names after `drop` */
    map column_by_name; /* field name -> model_column * */
    bool broken;        /* some of it had an error and is missing; what seems not to be there may be */
    unsigned dialects;
    source_span span;
} model_table;

typedef struct model_object model_object; /* views, functions and the like: see object.h */

typedef struct model_schema {
    arena *memory;
    str package;
    map enums;   /* name -> model_enum *, in the order declared */
    map tables;  /* model name -> model_table *, in the order declared */
    map objects; /* model_object_key -> model_object * (object.h), in the order declared */
    str_list dropped_models;
    str_list dropped_enums;
    map dropped_objects; /* model_dropped_key -> anything */
} model_schema;

/* An empty schema. */
model_schema *model_schema_make(arena *a);
model_table *model_find_table(const model_schema *schema, str name);
model_enum *model_find_enum(const model_schema *schema, str name);
model_column *model_find_column(const model_table *table, str field);
/* By its name in the database; NULL for none. Linear in the table. */
model_constraint *model_find_constraint(const model_table *table, str name);
model_index *model_find_index(const model_table *table, str name);
model_constraint *model_primary_key(const model_table *table);
const model_member *model_find_member(const model_enum *item, str name);
/* The columns as a set, in one text: equal for the same columns in any order. */
str model_column_set(arena *a, const str_list *columns);
/* Adds, keeping column_by_name right. */
void model_add_column(arena *a, model_table *table, model_column *column);
/* A copy whose lists may be changed; columns, constraints and so on are shared. */
model_table *model_table_copy(arena *a, const model_table *table);
/* A copy of the maps; tables and enums are shared. */
model_schema *model_schema_copy(arena *a, const model_schema *schema);

/* row.c. The cell of a field; NULL: the row says nothing of it. */
const model_cell *model_row_cell(const model_row *row, str field);
/* `a: 1, b: "x"`: the cells of the key, sorted by field; ` for sqlite` behind them where the row is for one dialect. */
str model_row_name(arena *a, const model_row *row);
/* The name without for whom: the same for the row of each dialect. Borrows from the row. */
str model_row_key(const model_row *row);
bool model_row_equal(const model_row *a, const model_row *b);
bool model_partition_equal(const model_partition *a, const model_partition *b); /* names included */
/* The member that rows get where `member` goes, by way of those that `goes` says go as well; NULL: none. */
typedef bool model_member_goes(void *context, const model_member *member);
const model_member *model_fallback(const model_enum *item, const model_member *member, model_member_goes *goes,
                                   void *context);

/* Equality of what a database knows (dialect-neutral): C-side parts, docs of nothing but C, spans, notes (`was`,
 * `using`) and the order of columns, constraints, indexes and tables are no difference; the order of enum members is.
 */
bool model_schema_equal(const model_schema *a, const model_schema *b);
bool model_column_equal(const model_column *a, const model_column *b);
bool model_constraint_equal(const model_constraint *a, const model_constraint *b); /* names included */
bool model_index_equal(const model_index *a, const model_index *b);                /* names included */
/* The same, knowing the tables in which they stand: their columns' types say which casts are no difference. */
bool model_column_equal_in(const model_table *left, const model_column *a, const model_table *right,
                           const model_column *b);
bool model_constraint_equal_in(const model_table *left, const model_constraint *a, const model_table *right,
                               const model_constraint *b);
bool model_index_equal_in(const model_table *left, const model_index *a, const model_table *right,
                          const model_index *b);
bool model_member_equal(const model_member *a, const model_member *b); /* name, label, retired, fallback */
bool model_enum_equal(const model_enum *a, const model_enum *b);
bool model_options_equal(const model_option_list *a, const model_option_list *b); /* order included */
/* Everything of a table but its columns, constraints, indexes, partitions and rows; and the whole of it. */
bool model_table_frame_equal(const model_table *a, const model_table *b);
bool model_table_equal(const model_table *a, const model_table *b);

#endif

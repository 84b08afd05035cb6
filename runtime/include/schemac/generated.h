/* What generated code stands on: descriptions of models as tables, and the functions that work on any model.
 *
 * A program includes its generated header and never uses what is declared here by itself: bodies are in the library,
 * facts are in these tables, and what is generated is a thin typed wrapper. The generated header contains structures,
 * setters and filters; the generated source contains the tables and the wrappers. SCHEMAC_ABI changes whenever code
 * generated before would no longer fit; code of another number does not compile, or does not link.
 *
 * All tables are constant and may be used by any number of threads. Columns, keys, relations are named by their index.
 */
#ifndef SCHEMAC_GENERATED_H
#define SCHEMAC_GENERATED_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schemac/db.h"
#include "schemac/error.h"
#include "schemac/export.h"
#include "schemac/session.h"
#include "schemac/value.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Generated headers begin with: #if SCHEMAC_ABI != 1, #error. Generated packages point at the symbol that bears the
 * number. */
#define SCHEMAC_ABI 1
extern SCHEMAC_API const int schemac_abi_1;

/* ---- tables ---- */

/* A text for each dialect; where both say the same, both point to it. */
typedef struct schemac_sql {
    const char *postgresql;
    const char *sqlite;
} schemac_sql;

typedef struct schemac_enum_member {
    int number;        /* the C constant: 1 and up; keeps its value when members move. 0 is UNKNOWN */
    int ordinal;       /* what the database holds for an enum `stored as smallint` */
    const char *label; /* what the database holds otherwise */
    const char *title; /* for people; the label where the schema gives none */
} schemac_enum_member;

typedef struct schemac_enum {
    const char *name;                   /* as in the schema: "Role" */
    const schemac_enum_member *members; /* ascending by number */
    const uint16_t *by_label;           /* indexes of members, ascending by strcmp of their labels */
    size_t n_members;
    bool ordinals; /* stored as smallint on PostgreSQL */
} schemac_enum;

enum {
    SCHEMAC_COLUMN_NULLABLE = 1 << 0,
    SCHEMAC_COLUMN_ARRAY = 1 << 1,     /* the member is a schemac_array_…; `kind` is the element's */
    SCHEMAC_COLUMN_SECRET = 1 << 2,    /* never in an error, a print or a log */
    SCHEMAC_COLUMN_AUTO = 1 << 3,      /* the database numbers it */
    SCHEMAC_COLUMN_DEFAULT = 1 << 4,   /* the database has a default */
    SCHEMAC_COLUMN_GENERATED = 1 << 5, /* computed; never written */
    SCHEMAC_COLUMN_VERSION = 1 << 6    /* optimistic lock */
};

/* One column. The C member at `offset` has the type that schemac_kind names; an enum's is an int-sized enum. A nullable
 * scalar is a schemac_opt_…: `offset` is that of its `value`, `has_offset` that of its `has`. Other columns have
 * has_offset == offset. */
typedef struct schemac_column {
    const char *name;   /* in the database */
    const char *quoted; /* the same as it stands in SQL: "\"id\"" */
    schemac_sql type;   /* in the database: {"bigint", "INTEGER"} */
    schemac_kind kind;
    unsigned flags; /* SCHEMAC_COLUMN_… */
    size_t offset;
    size_t has_offset;
    const schemac_enum *enumeration; /* for SCHEMAC_KIND_ENUM */
    int32_t length;                  /* at most so many characters; 0: no limit */
    int32_t scale;                   /* of a decimal: digits behind the point; -1: not fixed */
    schemac_sql on_update;           /* expression set by every update that does not set the column; or NULLs */
} schemac_column;

/* A primary key or a unique constraint over columns. `get` is the whole statement that reads a row by it, with the
 * key's columns as $1 … (PostgreSQL) or ?1 … (SQLite) in their order. */
typedef struct schemac_key {
    const schemac_constraint *constraint;
    const uint16_t *columns;
    size_t n_columns;
    schemac_sql get;
} schemac_key;

struct schemac_model;

/* The table between two models that are many to many. Its columns stand in the order of the keys they refer to. */
typedef struct schemac_through {
    schemac_sql table;                /* as it stands in SQL */
    const char *const *source_quoted; /* refer to the relation's `columns` */
    const char *const *target_quoted; /* refer to the relation's `target_columns` */
    size_t n_target;                  /* how many target columns; the source has n_columns */
} schemac_through;

/* How rows of one model lead to rows of another: the values of `columns` here equal those of `target_columns` there,
 * directly or by way of `through`. Both sides of a foreign key are such relations. */
typedef struct schemac_relation {
    const char *name;
    const struct schemac_model *target;
    const uint16_t *columns;
    const uint16_t *target_columns;
    size_t n_columns;
    const schemac_through *through; /* NULL: directly */
    size_t offset;                  /* of the member: a list structure, or a pointer to one row */
    bool is_list;
} schemac_relation;

struct schemac_package;

typedef struct schemac_model {
    const char *name;  /* as in the schema: "User" */
    const char *table; /* in the database, without quotes */
    const struct schemac_package *package;
    size_t size;          /* of the structure */
    size_t loaded_offset; /* of its uint64_t schemac_loaded[], one bit for each relation; unused without relations */
    const schemac_column *columns;
    size_t n_columns;
    const schemac_key *primary; /* NULL: the table has none */
    const schemac_key *uniques;
    size_t n_uniques;
    const schemac_relation *relations;
    size_t n_relations;
    schemac_sql from; /* the table as it stands in SQL: "\"users\"" */
    schemac_sql list; /* the columns as every SELECT lists them, the table called t: t."id", t."name". On PostgreSQL a
                         column of SCHEMAC_KIND_FOREIGN is written t."ip"::text, and an array of such t."ips"::text[].
                         NULL stands for a column that the dialect lacks */
    schemac_sql returning; /* the same for RETURNING: without t. */
    schemac_sql remove;    /* the DELETE by primary key, with its columns as parameters; NULLs without a key */
} schemac_model;

typedef struct schemac_package {
    const int *abi; /* &schemac_abi_1 */
    const char *name;
    const schemac_constraint *constraints;
    size_t n_constraints;
    const schemac_model *const *models;
    size_t n_models;
} schemac_package;

/* ---- rows and lists ---- */

/* What every SHOP_…_list looks like: `items` is NULL in a relation that was not loaded, and never in what a function
 * returned. */
typedef struct schemac_list {
    void *items;
    size_t count;
    schemac_str next; /* token for `after`, where a limit was given and reached; the null text otherwise */
} schemac_list;

/* ---- filters ---- */

typedef enum schemac_op {
    SCHEMAC_OP_EQ,
    SCHEMAC_OP_NE,
    SCHEMAC_OP_LT,
    SCHEMAC_OP_LE,
    SCHEMAC_OP_GT,
    SCHEMAC_OP_GE,
    SCHEMAC_OP_LIKE,  /* % and _, escaped by a backslash; the case matters, on SQLite too */
    SCHEMAC_OP_ILIKE, /* the case does not matter; on SQLite that of ASCII letters */
    SCHEMAC_OP_BETWEEN,
    SCHEMAC_OP_IN,
    SCHEMAC_OP_IS_NULL,
    SCHEMAC_OP_IS_NOT_NULL,
    SCHEMAC_OP_AND,
    SCHEMAC_OP_OR,
    SCHEMAC_OP_NOT,
    SCHEMAC_OP_HAS /* a row of a relation exists that fulfils all of items */
} schemac_op;

/* Room for one value of any kind. */
typedef union schemac_scalar {
    bool as_bool;
    int16_t as_int16;
    int32_t as_int32;
    int64_t as_int64;
    float as_float;
    double as_double;
    schemac_str as_str;
    schemac_decimal as_decimal;
    schemac_bytes as_bytes;
    schemac_date as_date;
    schemac_time as_time;
    schemac_timestamp as_timestamp;
    schemac_interval as_interval;
    schemac_uuid as_uuid;
    int as_enum;
} schemac_scalar;

/* A condition. Each model wraps it in a type of its own, so that conditions of another model do not compile. */
typedef struct schemac_where {
    schemac_op op;
    unsigned index;       /* of the column; for HAS of the relation */
    schemac_scalar value; /* for BETWEEN the lower bound */
    schemac_scalar upper; /* for BETWEEN */
    const void *items;    /* IN: values of the column's C type; AND, OR, NOT, HAS: conditions; borrowed */
    size_t count;         /* of items */
} schemac_where;

/* schemac_where_int64(column, op, value) and its like: for each kind a condition with one value … */
#define SCHEMAC_WHERE_ROW(name, c_type)                                                                                \
    static inline schemac_where schemac_where_##name(unsigned column, schemac_op op, c_type value)                     \
    {                                                                                                                  \
        schemac_where where;                                                                                           \
        memset(&where, 0, sizeof where);                                                                               \
        where.op = op;                                                                                                 \
        where.index = column;                                                                                          \
        where.value.as_##name = value;                                                                                 \
        return where;                                                                                                  \
    }                                                                                                                  \
    static inline schemac_where schemac_between_##name(unsigned column, c_type lower, c_type upper)                    \
    {                                                                                                                  \
        schemac_where where = schemac_where_##name(column, SCHEMAC_OP_BETWEEN, lower);                                 \
        where.upper.as_##name = upper;                                                                                 \
        return where;                                                                                                  \
    }
SCHEMAC_SCALARS(SCHEMAC_WHERE_ROW)
SCHEMAC_WHERE_ROW(str, schemac_str)
SCHEMAC_WHERE_ROW(decimal, schemac_decimal)
SCHEMAC_WHERE_ROW(bytes, schemac_bytes)
SCHEMAC_WHERE_ROW(enum, int)
#undef SCHEMAC_WHERE_ROW

/* … and one with a list (IN, AND, OR, NOT, HAS) or nothing (IS_NULL, IS_NOT_NULL). */
static inline schemac_where schemac_where_items(schemac_op op, unsigned index, const void *items, size_t count)
{
    schemac_where where;
    memset(&where, 0, sizeof where);
    where.op = op;
    where.index = index;
    where.items = items;
    where.count = count;
    return where;
}

/* One key of an order. NULLs come last ascending and first descending, on both databases. */
typedef struct schemac_order {
    unsigned column;
    bool descending;
} schemac_order;

/* What find, first, count and exists look for. All conditions must hold. */
typedef struct schemac_query {
    const schemac_where *where;
    size_t n_where;
    const schemac_order *order;
    size_t n_order;
    int64_t limit;     /* 0: none */
    int64_t offset;    /* 0: none */
    schemac_str after; /* the `next` of a list found by the same order */
} schemac_query;

/* ---- functions ----
 * All run one statement, unless they say otherwise. `key` is an array of pointers to values of the key columns' C types
 * (not the nullable forms). `err` may be NULL. Every one answers SCHEMAC_MISUSE for a session that has failed or has a
 * nested one open, and any code that a database's error maps to. */

/* Bit `column` of a set of columns. */
static inline void schemac_set_add(uint64_t *set, unsigned column)
{
    set[column / 64] |= UINT64_C(1) << (column % 64);
}

/* Inserts the columns in `set` of the structure `values`. Where `row` is not NULL it gets the row as the database made
 * it, in the session's memory. */
SCHEMAC_API schemac_code schemac_model_insert(schemac_session *session, const schemac_model *model, const uint64_t *set,
                                              const void *values, void **row, schemac_error *err);

/* Reads a row by a key: SCHEMAC_NOT_FOUND and *row == NULL where there is none. */
SCHEMAC_API schemac_code schemac_model_get(schemac_session *session, const schemac_model *model, const schemac_key *by,
                                           const void *const *key, void **row, schemac_error *err);

/* Reads all rows of a query (NULL: all of the table) into one array. Rows equal in `order` come in the order of the
 * primary key where a limit, offset or token is given. SCHEMAC_INVALID for a token of another order. */
SCHEMAC_API schemac_code schemac_model_find(schemac_session *session, const schemac_model *model,
                                            const schemac_query *query, schemac_list *list, schemac_error *err);

/* The first row of a query, or SCHEMAC_NOT_FOUND. The query's limit is not looked at. */
SCHEMAC_API schemac_code schemac_model_first(schemac_session *session, const schemac_model *model,
                                             const schemac_query *query, void **row, schemac_error *err);

/* The number of rows that fulfil the query's conditions; its order, limit, offset and token are not looked at. */
SCHEMAC_API schemac_code schemac_model_count(schemac_session *session, const schemac_model *model,
                                             const schemac_query *query, int64_t *count, schemac_error *err);

/* Whether there is such a row at all. */
SCHEMAC_API schemac_code schemac_model_exists(schemac_session *session, const schemac_model *model,
                                              const schemac_query *query, bool *exists, schemac_error *err);

/* Writes the columns in `set` of the structure `values` to the row with this primary key, with the columns that have an
 * on-update expression. `changed` (may be NULL) says whether there was such a row. An empty set runs no statement and
 * changes nothing. */
SCHEMAC_API schemac_code schemac_model_update(schemac_session *session, const schemac_model *model,
                                              const void *const *key, const uint64_t *set, const void *values,
                                              bool *changed, schemac_error *err);

/* Deletes the row with this primary key. `deleted` (may be NULL) says whether there was one. */
SCHEMAC_API schemac_code schemac_model_delete(schemac_session *session, const schemac_model *model,
                                              const void *const *key, bool *deleted, schemac_error *err);

/* Loads a relation for `count` rows at `rows` with one statement (none where no row has a key to look for): sets each
 * row's member and its bit in schemac_loaded. `query` (may be NULL) filters and orders what is loaded; its limit,
 * offset and token must be empty. `all` (may be NULL) gets everything that was loaded as one list, for loading
 * relations of it in turn. */
SCHEMAC_API schemac_code schemac_model_load(schemac_session *session, const schemac_model *model, size_t relation,
                                            void *rows, size_t count, const schemac_query *query, schemac_list *all,
                                            schemac_error *err);

/* The member of that number, or NULL. */
SCHEMAC_API const schemac_enum_member *schemac_enum_by_number(const schemac_enum *enumeration, int number);
/* The member of that label, or NULL. */
SCHEMAC_API const schemac_enum_member *schemac_enum_by_label(const schemac_enum *enumeration, schemac_str label);

#ifdef __cplusplus
}
#endif

#endif

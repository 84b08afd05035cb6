/* The model as C sees it: each model that has code with the names and types of its columns, keys and relations,
 * computed once. The artifacts (structs.c, filters.c, tables.c, …) only read it. Nothing here is for other rooms. */
#ifndef SCHEMAC_EMIT_VIEW_H
#define SCHEMAC_EMIT_VIEW_H

#include "compiler/model/model.h"

typedef struct emit_enum {
    const model_enum *item;
    str word;          /* "role" */
    str type;          /* "shop_role" */
    str capitals;      /* "SHOP_ROLE" */
    str *constants;    /* of the members: "SHOP_ROLE_ADMIN" */
    uint32_t *numbers; /* their values: 1 and up, made from the member's name alone */
    bool optional;     /* a nullable column has this type: shop_opt_role is needed */
    bool array;        /* likewise shop_array_role */
} emit_enum;

/* Which conditions a column has. */
typedef enum emit_filter { FILTER_NONE, FILTER_EQUAL, FILTER_ENUM, FILTER_ORDERED, FILTER_TEXT } emit_filter;

typedef struct emit_type {
    str value;  /* C type of a value: "int64_t" */
    str member; /* C type of the member: "schemac_opt_int64" */
    str family; /* as in schemac_where_int64 */
    str kind;   /* "INT64", as in SCHEMAC_KIND_INT64 */
    emit_filter filter;
    emit_enum *enumeration;
    bool optional; /* the member is a structure with `has` and `value` */
    bool array;
    bool as_text; /* PostgreSQL's statements read it as text */
} emit_type;

typedef struct emit_column {
    const model_column *column;
    emit_type type;
    size_t index;
    str word;
    str member;
    str capitals;
    str parameter; /* of a column that is a parameter: required, or in a key */
    str quoted;    /* as it stands in SQL */
    bool nullable;
    bool required; /* a parameter of _new_make */
    bool settable; /* not computed by the database */
} emit_column;

/* A primary key, or what reads one row: a unique constraint or index. */
typedef struct emit_key {
    const str_list *fields;
    emit_column **columns;
    str word;          /* "username", "tenant_id_and_name" */
    size_t constraint; /* index in emit_view.constraints */
} emit_key;

struct emit_model;

typedef struct emit_relation {
    const model_relation *relation;
    struct emit_model *target;
    const str_list *from; /* own fields whose values … */
    const str_list *to;   /* … equal those of the target's fields, directly or by way of a table between */
    size_t index;
    str word;
    str member;
    bool is_list;
} emit_relation;

typedef struct emit_model {
    const model_table *table;
    str word;                  /* "user" */
    str type;                  /* "shop_user" */
    str capitals;              /* "SHOP_USER" */
    str quoted[DIALECT_COUNT]; /* the table as it stands in SQL */
    emit_column *columns;
    size_t n_columns;
    map by_field;      /* field name -> emit_column *, for models of many columns */
    emit_key *primary; /* NULL: none */
    VEC(emit_key) uniques;
    VEC(emit_relation) relations;
    bool has_as_text; /* a column is read as text on PostgreSQL */
    bool one_dialect; /* a column exists in one dialect only */
} emit_model;

typedef struct emit_constraint {
    const model_table *table;
    const model_constraint *constraint; /* or */
    const model_index *index;           /* a unique index */
    str name;                           /* in the database */
    str constant;                       /* "SHOP_USERS_USERNAME_KEY" */
    str_list columns;                   /* names in the database; none for a check */
    size_t first_column;                /* where these begin among those of all constraints */
    source_span span;
} emit_constraint;

typedef struct emit_view {
    arena *memory;
    const model_schema *schema;
    str prefix;   /* "shop" */
    str capitals; /* "SHOP" */
    map enums;    /* name -> emit_enum * */
    map models;   /* name -> emit_model *; those with code only */
    VEC(emit_constraint) constraints;
    map constants;        /* the constant of a constraint -> its index plus one, as a pointer */
    VEC(size_t) clashing; /* constraints whose constant is taken, and no other could be found */
    size_t n_constraint_columns;
    str *numbers;                                  /* "0" and up, for view_number */
    str scalar_texts[SCALAR_COUNT][DIALECT_COUNT]; /* column types without arguments, as literals of C */
} emit_view;

emit_view *view_make(arena *a, const model_schema *schema);
/* Decimal digits. */
str view_number(const emit_view *view, size_t number);
/* The C type of a column (types.c). */
emit_type view_type(emit_view *view, const model_column *column, bool nullable);
/* The constraints of a model, in the order of their constants (constraints.c). */
void view_add_constraints(emit_view *view, const model_table *table);
/* The keys of a model that are made from constraints and indexes which view_add_constraints added: those from `first`
 * on. */
void view_add_keys(emit_view *view, emit_model *model, size_t first);
/* The column of a field; NULL for none. */
emit_column *view_column(const emit_model *model, str field);

#endif

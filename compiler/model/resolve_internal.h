/* What the files of resolve share. The walk: declarations are entered into maps (resolve.c), mixins are expanded into
 * each model's list of elements (resolve_mixin.c), fields become columns (resolve_field.c, resolve_relation.c: a
 * relation's columns are made on demand, because a key may itself be a relation), and at last, when all columns of all
 * models are known, attributes and items become constraints, indexes and relations (resolve_item.c, resolve_relation.c,
 * resolve_many.c). */
#ifndef SCHEMAC_MODEL_RESOLVE_INTERNAL_H
#define SCHEMAC_MODEL_RESOLVE_INTERNAL_H

#include "compiler/model/object.h"
#include "compiler/model/resolve.h"

typedef VEC(model_column *) resolve_columns;

typedef struct resolve_field {
    const ast_node *node;  /* AST_FIELD, a mixin's parameters filled in */
    const ast_node *value; /* its type, ref or many */
    str name;
    unsigned dialects;
    const ast_node *mixin;      /* whence it came; NULL: the model's own */
    const ast_node *other_form; /* the same field in the `for` of the other dialect; NULL: there is none */
    unsigned form_dialects[2];  /* of `node` and of `other_form`, where there is one */
    enum { FIELD_NEW, FIELD_BUSY, FIELD_DONE } state;
    resolve_columns columns; /* none for `many` and for what is broken */
    str_list target_columns; /* ref: the fields at the target, one for each column */
    bool broken;             /* something about it was reported */
    model_relation *relation;
    model_relation *other; /* the other side's, where `back` made one */
} resolve_field;

/* One element of a model after expansion: a field, or an item. */
typedef struct resolve_element {
    const ast_node *node;
    unsigned dialects;
    resolve_field *field; /* NULL: an item */
} resolve_element;

typedef struct resolve_model {
    const ast_node *node; /* AST_MODEL; NULL for a join table that nobody declared */
    model_table *table;
    VEC(resolve_element) elements;
    size_t n_fields;
    map fields;      /* name -> resolve_field * */
    map names;       /* members besides the fields: columns and other sides of relations -> source_span * */
    map overridden;  /* names of the fields with `override` that stand in the model itself -> resolve_field * */
    map expanded;    /* mixins without parameters that are in already */
    map constraints; /* names in the database -> source_span * */
    map indexes;
    map partitions; /* names -> source_span * */
    map rows;       /* what tells them apart -> source_span * */
    map numbers;    /* name by template -> size_t *, the last number behind it */
    map said_names; /* names that are written somewhere in the model: no other thing gets one by template */
    str_list key;   /* names of the primary key's fields or columns, as written */
    source_span key_span;
    bool has_key;
    bool broken; /* something inside was not read: what seems to be missing may be there */
} resolve_model;

typedef struct resolve_mixin {
    const ast_node *node;
    unsigned dialects;
    bool busy; /* being expanded: to find mixins that use themselves */
} resolve_mixin;

/* A table of `many … through TABLE` that nobody declared, by whom it was first named. */
typedef struct resolve_join {
    resolve_model *join;
    const resolve_model *left;
    const resolve_model *right;
    const resolve_field *field;
    str_list left_columns;
    str_list right_columns;
} resolve_join;

/* A `data`, kept until the columns of all models are known. */
typedef struct resolve_data_node {
    const ast_node *node;
    unsigned dialects;
} resolve_data_node;

typedef struct resolver {
    arena *memory;
    const names_templates *templates;
    diagnostic_list *diagnostics;
    model_schema *schema;
    map models;   /* name -> resolve_model * */
    map mixins;   /* name -> resolve_mixin * */
    map declared; /* models and enums -> source_span * */
    map by_table; /* name in the database -> resolve_model * */
    map types;    /* scalars and enums, for suggestions */
    map objects;  /* kind and name -> model_object *, the first of that name */
    map joins;    /* table -> resolve_join * */
    source_span package_span;
    VEC(resolve_data_node) data;
    bool detached; /* one declaration of a change is read: names that are not there are somebody else's */
    size_t depth;  /* of mixins in mixins, and of relations whose key is a relation */
    size_t uses;   /* mixins expanded in the model at hand */
} resolver;

enum { RESOLVE_DEPTH_LIMIT = 200 };

/* --- resolve_report.c --- */
diagnostic *resolve_report(resolver *r, diagnostic_code code, source_span span, str one, str two, str three);
/* "first declared here" at `first`. */
void resolve_report_twice(resolver *r, diagnostic_code code, source_span span, source_span first, str one, str two);
/* The model has no such field; silent where a field of that name is broken, or something unread may have been it. */
void resolve_no_field(resolver *r, const resolve_model *model, source_span span, str name);
/* A place in the arena, for maps of places. */
source_span *resolve_place(resolver *r, source_span span);
/* Where the node's own word stands, or all of it. */
source_span resolve_name_span(const ast_node *node);

/* --- resolve_type.c --- */
/* False, and reported, where there is no such type; `*type` is a text then. */
bool resolve_type(resolver *r, const ast_node *node, model_type *type);
void resolve_natives(const ast_node *node, str native[DIALECT_COUNT]);

/* --- resolve_expression.c --- */
/* NULL for a node with a syntax error inside. */
const expression *resolve_tree(resolver *r, const ast_node *node);
/* `(…)` of storage and with: name and SQL text. */
void resolve_options_of(resolver *r, const ast_node *node, model_option_list *options);

/* --- resolve_bind.c --- */
/* Gives bare names their meaning: a field of `model` (NULL: there are none), a relation of one column, or a member of
 * the enum that the place expects (`expected`, may be empty). What is none of them stays as it is, for check to report.
 */
const expression *resolve_bind(resolver *r, resolve_model *model, const expression *e, str expected);

/* --- resolve_mixin.c --- */
void resolve_expand(resolver *r, resolve_model *model);
/* Narrows `*dialects` to those of a `for`; false for an unknown one, which the parser has reported. */
bool resolve_dialect_of(const ast_node *block, unsigned *dialects);
/* resolve_substitute.c: a copy of the element with the parameters' values in place; NULL: the element vanishes. */
typedef struct resolve_binding {
    str name;
    str type;              /* bool, int, string, name */
    const ast_node *value; /* an expression; a name_expr for names */
} resolve_binding;
const ast_node *resolve_substitute(resolver *r, const ast_node *node, const map *bindings);
bool resolve_binding_is_true(const resolve_binding *binding);
bool resolve_is_none(const ast_node *value);
/* The values of a mixin's parameters for one use, by name -> resolve_binding *. `outer` are those of the mixin in which
 * the use stands. */
void resolve_check_params(resolver *r, const resolve_mixin *mixin);
map resolve_bindings(resolver *r, const resolve_mixin *mixin, const ast_node *use, const map *outer);

/* --- resolve_field.c --- */
/* Reports attributes that are written twice or cannot stand on this kind of field. */
void resolve_check_attributes(resolver *r, const resolve_field *field);
/* "collate"; NULL for what is no attribute. Static text. */
const char *resolve_attribute_name(ast_kind kind);
/* A column from a field with a type. */
model_column *resolve_plain_column(resolver *r, const ast_node *field, const ast_node *type);
/* Attributes that a relation's column takes as well. */
void resolve_column_attributes(resolver *r, const ast_node *field, model_column *column);

/* resolve_form.c: the column of a field that stands in two `for` blocks, from that of each; what only one of them can
 * say of a column that both databases and C share is reported at the second. */
void resolve_report_forms(resolver *r, const resolve_field *field, const ast_node *node, str table);
/* The constraints and indexes of the two forms: what both say is one, for both. */
void resolve_form_items(resolver *r, resolve_model *model, const resolve_field *field);
void resolve_join_forms(resolver *r, const resolve_field *field, model_column *column, const model_column *other,
                        str table);

/* --- resolve_relation.c --- */
/* Makes the columns of a field, those of other models' keys first. False: broken or going in a circle, and reported. */
bool resolve_field_columns(resolver *r, resolve_model *model, resolve_field *field);
/* The columns behind a name in a list: a column's own, or all of a relation's. False: there are none, nothing reported.
 */
bool resolve_columns_named(resolver *r, resolve_model *model, str name, resolve_columns *columns);
/* The columns of the primary key; false where there is none (reported at `span`) or it is broken. */
bool resolve_key_columns(resolver *r, resolve_model *target, source_span span, resolve_columns *columns);
void resolve_relation(resolver *r, resolve_model *model, resolve_field *field);
/* Which other sides are one and which a list, when all constraints are known. */
void resolve_back_kinds(resolver *r, const resolve_model *model);
/* Where a member of that name stands; no place for none. */
source_span resolve_member_place(const resolve_model *model, str name);
/* Gives `model` another member; false, and reported, where the name is taken. */
bool resolve_claim(resolver *r, resolve_model *model, str name, source_span span);
void resolve_foreign_key_options(const ast_node *node, model_constraint *constraint);

/* --- resolve_many.c --- */
void resolve_many(resolver *r, resolve_model *model, resolve_field *field);

/* --- resolve_item.c --- */
void resolve_item(resolver *r, resolve_model *model, const ast_node *item, unsigned dialects);
void resolve_field_items(resolver *r, resolve_model *model, const ast_node *field, const resolve_columns *columns,
                         unsigned dialects);
/* The name that was written, or the template's; entered into the model. */
void resolve_add_constraint(resolver *r, resolve_model *model, model_constraint *constraint, str said,
                            source_span span);
void resolve_add_index(resolver *r, resolve_model *model, model_index *index, str said, source_span span);
model_constraint *resolve_make_constraint(resolver *r, model_constraint_kind kind, source_span span, unsigned dialects);
model_constraint *resolve_constraint_of(resolver *r, resolve_model *model, const ast_node *item, unsigned dialects);
model_index *resolve_index_of(resolver *r, resolve_model *model, const ast_node *item, unsigned dialects);
/* The names in a column_list or include; each must be there. False: some were not, and reported. */
/* The word behind `on conflict`; empty where there is none, or `abort`, which SQLite does when nothing is said. */
str resolve_conflict(const ast_node *item);
bool resolve_name_list(resolver *r, resolve_model *model, const ast_node *list, str_list *fields);

/* --- resolve_model.c --- */
model_enum *resolve_enum_of(resolver *r, const ast_node *node, unsigned dialects);
resolve_model *resolve_model_open(resolver *r, const ast_node *node, unsigned dialects);
/* The later passes over one model. */
void resolve_model_columns(resolver *r, resolve_model *model);
void resolve_model_items(resolver *r, resolve_model *model);
/* Expands its mixins, finds its primary key and the names that are written. */
void resolve_model_expand(resolver *r, resolve_model *model);
str resolve_child_text(const ast_node *node, ast_kind kind);

/* --- resolve_table.c: partitions, row security, rows --- */
void resolve_table_item(resolver *r, resolve_model *model, const ast_node *item, unsigned dialects);
/* The rows of a `data`, when all columns are known. */
void resolve_data(resolver *r, const ast_node *node, unsigned dialects);
/* One row as it stands in a change, its key behind it; or one of a `data` with that key. NULL: broken, and reported. */
model_row *resolve_row_of(resolver *r, resolve_model *model, const ast_node *node, const str_list *key,
                          unsigned dialects);
/* resolve_item.c */
bool resolve_key_list(resolver *r, resolve_model *model, const ast_node *list, model_key_list *keys);

/* --- resolve_object.c --- */
/* An object from its declaration; NULL for a node of another kind. */
model_object *resolve_object_of(resolver *r, const ast_node *node, unsigned dialects);
/* Puts the object of a declaration into the schema; false: the node declares no object. */
bool resolve_enter_object(resolver *r, const ast_node *node, unsigned dialects);
/* `drop view X`, and `drop X`, which may be one. */
void resolve_drop_object(resolver *r, const ast_node *node);
/* Where the object stands that a `drop` names although it is there; NULL for none. */
const model_object *resolve_dropped_object(resolver *r, const ast_node *node);

/* --- resolve_later.c --- */
/* Reports a declaration or item that this version does not build; silent for all others. */
void resolve_report_not_built(resolver *r, const ast_node *node);

#endif

/* From ASTs to the model: packages, mixins with parameters and `override`, enums, relations and their back sides, many
 * to many, items, names, `for DIALECT`. Reports every error of the user's text and goes on. */
#ifndef SCHEMAC_MODEL_RESOLVE_H
#define SCHEMAC_MODEL_RESOLVE_H

#include "compiler/model/model.h"
#include "compiler/model/names.h"
#include "compiler/syntax/diagnostic.h"

enum { RESOLVE_FIELD_LIMIT = 10000 }; /* fields of one model after expansion */

typedef struct resolve_options {
    const names_templates *names; /* NULL: built in */
} resolve_options;

typedef VEC(ast_node *) ast_node_list;

/* Resolves the files of one compilation (in the order read; each an AST_FILE). Never NULL; with errors in `diagnostics`
 * it is only good for further checking. */
model_schema *resolve_schema(arena *a, const ast_node_list *files, const resolve_options *options,
                             diagnostic_list *diagnostics);

/* For changes: one declaration, field or item read on its own, in the state `schema`. Names are the built-in ones
 * unless written; `table` is the model (of the state) in which the field or item stands; names of columns are not
 * checked here. */
model_enum *resolve_enum_node(arena *a, const ast_node *node, diagnostic_list *diagnostics);
/* A view, function and so on, `dialects` being those of the `for` around it; NULL for a node of another kind. */
model_object *resolve_object_node(arena *a, const ast_node *node, unsigned dialects, diagnostic_list *diagnostics);
model_table *resolve_model_node(arena *a, const model_schema *schema, const ast_node *node,
                                diagnostic_list *diagnostics);
model_column *resolve_column_node(arena *a, const model_schema *schema, const ast_node *field,
                                  diagnostic_list *diagnostics);
/* A field with attributes such as `unique` or `primary key` stands for a column and constraints; this gives the latter,
 * appended to the lists. */
void resolve_field_extras(arena *a, const model_table *table, const model_column *column, const ast_node *field,
                          model_table *into, diagnostic_list *diagnostics);
model_constraint *resolve_constraint_node(arena *a, const model_table *table, const ast_node *item,
                                          diagnostic_list *diagnostics);
/* Does the item `unique (…)` make an index and no constraint? */
bool resolve_unique_is_index(const ast_node *item);
model_index *resolve_index_node(arena *a, const model_table *table, const ast_node *item, diagnostic_list *diagnostics);
/* `{a: 1, b: "x"} key (a)` of a change; the columns of `table` say which enum a bare name belongs to. */
model_row *resolve_row_node(arena *a, const model_schema *schema, const model_table *table, const ast_node *node,
                            diagnostic_list *diagnostics);
model_partition *resolve_partition_node(arena *a, const model_table *table, const ast_node *node,
                                        diagnostic_list *diagnostics);
/* Turns an expression node into a tree without checking columns. `enum_hint`: what a bare name that is no column means.
 */
const expression *resolve_expression(arena *a, const ast_node *node, diagnostic_list *diagnostics);

#endif

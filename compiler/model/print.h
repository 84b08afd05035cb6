/* A model as schema text. */
#ifndef SCHEMAC_MODEL_PRINT_H
#define SCHEMAC_MODEL_PRINT_H

#include "compiler/model/model.h"

/* How: PRINT_EXPANDED is `schemac expand` (relations as `ref … back …`, C-side attributes kept); PRINT_FLAT is the form
 * of changes: only what a database knows, columns and foreign keys apart. Both are in canonical format (`schemac fmt`
 * leaves them as they are) and read back to an equal model. */
typedef enum print_form { PRINT_EXPANDED, PRINT_FLAT } print_form;

void print_schema(const model_schema *schema, print_form form, writer *out);
/* One declaration without its doc comment and without a line end; its first line is where the writer stands, the others
 * are indented by `indent` spaces. */
void print_enum(const model_enum *item, size_t indent, writer *out);
void print_table(const model_table *table, print_form form, size_t indent, writer *out);
void print_object(const model_object *object, print_form form, size_t indent, writer *out);
/* One element in the flat form, on one line, unaligned, without its doc comment. What is there for some dialects of its
 * table only is wrapped: `for sqlite { … }`. */
void print_column(const model_table *table, const model_column *column, writer *out);
void print_constraint(const model_table *table, const model_constraint *constraint, writer *out);
void print_index(const model_table *table, const model_index *index, writer *out);
void print_member(const model_member *member, writer *out);
/* `{ a: 1, b: "x" }`; `partition p for values from (1) to (2)`; `partition by range (a)`. */
void print_data_row(const model_row *row, writer *out);
void print_partition(const model_partition *partition, writer *out);
void print_partition_by(const model_table *table, writer *out);
/* `row security`, `force row security`: each with a blank before it. */
void print_row_security(const model_table *table, writer *out);
/* ` key (a, b)` */
void print_row_key(const model_row *row, writer *out);
/* The same, and ` for sqlite` behind it where the row is for one dialect. */
void print_row_place(const model_row *row, writer *out);
/* A doc comment: each line as "/// …", a newline and `indent` spaces, so that what it documents can follow; nothing for
 * an empty one. */
void print_doc(str doc, size_t indent, writer *out);
/* A name, in backquotes where the grammar needs them; and one always in backquotes. */
void print_name(str name, writer *out);
void print_name_quoted(str name, writer *out);
/* A name before a colon: no word is reserved there. */
void print_declared_name(str name, writer *out);
/* "cascade", "set null" */
const char *print_action_name(model_action action);
/* `storage (…)`, `with (…)`: the options in their parentheses. */
void print_options(const model_option_list *options, writer *out);
/* `dump --stage model`: every member of every structure, one a line, in a stable form for goldens. */
void print_dump(const model_schema *schema, writer *out);

#endif

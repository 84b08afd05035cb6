/* What the printing files of this room share. */
#ifndef SCHEMAC_MODEL_PRINT_INTERNAL_H
#define SCHEMAC_MODEL_PRINT_INTERNAL_H

#include "compiler/model/print.h"
#include "compiler/syntax/token.h"

/* What of a table's constraints and indexes is said by an attribute of a field, and so is no item of its own. Keyed by
 * the name of the column (or relation) that says it. */
typedef struct print_folded {
    map primary_keys; /* -> model_constraint * */
    map uniques;      /* -> model_constraint * */
    map indexes;      /* -> model_index *; expanded form only */
    map constraints;  /* names of the constraints that are folded */
    map index_names;  /* names of the indexes that are folded */
} print_folded;

/* Cells of a text on a screen, and of a declared name as it is printed. */
size_t print_width(str text);
size_t print_name_width(arena *scratch, str name);
/* The column in which the types of a block's fields stand, from the widths of its names: the colon, and two blanks
 * behind the longest name, or one where all are equally long. */
typedef struct print_names {
    size_t longest;
    size_t shortest;
    bool any;
} print_names;
void print_names_add(print_names *names, size_t width);
size_t print_names_column(const print_names *names);
/* The word and the name behind it; nothing where the name is empty. */
void print_word(const char *word, str name, writer *out);
/* `name:` and spaces up to `width`, at least one. */
void print_field_name(str name, size_t width, writer *out);
/* The column's part behind the name, up to what only C knows. */
void print_column_type(const model_column *column, writer *out);
void print_column_facts(const model_column *column, writer *out);
void print_name_list(const str_list *names, writer *out);
/* `(a desc, (lower(b)))` */
void print_keys(const model_key_list *keys, writer *out);
/* " on delete cascade on update …", " deferrable …", " not valid" of a foreign key. */
void print_foreign_key_options(const model_constraint *constraint, writer *out);
/* An item without the `for` around it. */
void print_constraint_item(const model_table *table, const model_constraint *constraint, writer *out);
void print_index_item(const model_table *table, const model_index *index, writer *out);
/* Both name a constraint where its name is not the built-in one. */
bool print_constraint_is_named(arena *scratch, const model_table *table, const model_constraint *constraint);
bool print_index_is_named(arena *scratch, const model_table *table, const model_index *index);

/* print_row.c: partitions and row security, each on a line of its own; `begin` starts the line. */
typedef void print_begin(void *context);
void print_table_items(const model_table *table, print_begin *begin, void *context, writer *out);
bool print_has_table_items(const model_table *table);
/* `data MODEL key (…) { … }` for the rows of a table; nothing where it has none. */
void print_data(const model_table *table, writer *out);

/* The expanded form of a table's fields: columns, relations. */
void print_expanded_fold(arena *a, const model_table *table, print_folded *folded);
void print_expanded_fields(arena *a, const model_table *table, unsigned dialects, const print_folded *folded,
                           size_t indent, writer *out);
void print_enum_form(const model_enum *item, print_form form, size_t indent, writer *out);

#endif

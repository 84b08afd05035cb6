/* What the files of the generator share. */
#ifndef TESTS_SUPPORT_GENERATE_INTERNAL_H
#define TESTS_SUPPORT_GENERATE_INTERNAL_H

#include "tests/support/generate.h"
#include "tests/support/random.h"

typedef struct generate_origin {
    const void *part;
    str name;
} generate_origin;

typedef struct generator {
    arena *memory;
    test_random random;
    const generate_options *options;
    model_schema *schema;
    map used; /* lower-case names that are or were taken, with the kind of thing before them */
    size_t counter;
    VEC(generate_origin) origins; /* what the parts of a successor were called before */
} generator;

size_t generate_below(generator *g, size_t below);
bool generate_chance(generator *g, unsigned percent);
/* Laws in memory only: anything goes. */
bool generate_any(const generator *g);
bool generate_on(const generator *g, unsigned databases); /* all of the databases are among these */

/* --- names: unique, never used again --- */
str generate_global_name(generator *g);                          /* model, enum */
str generate_field_name(generator *g, const model_table *table); /* field */
str generate_database_name(generator *g, str follows);           /* table, type, constraint, index */
str generate_column_name(generator *g, const model_table *table, str follows);
bool generate_claim(generator *g, const char *kind, const void *owner, str name);
void generate_claim_all(generator *g); /* the names of the schema as it stands */
str generate_doc(generator *g);

/* --- types, defaults, expressions --- */
model_type generate_type(generator *g);
model_type generate_key_type(generator *g);
bool generate_type_is_number(const model_type *type);
bool generate_type_is_text(const model_type *type);
bool generate_type_is_unique(const model_type *type); /* can stand in a unique and holds different values */
const expression *generate_default(generator *g, const model_type *type);
const expression *generate_condition(generator *g, const model_table *table);
const expression *generate_column_ref(generator *g, str field);
const expression *generate_number(generator *g, long value);
const expression *generate_member(generator *g, const model_enum *of, size_t index);
const expression *generate_derived(generator *g, const model_column *from);

/* --- parts; each is added to the table and legal there, or nothing happens --- */
model_enum *generate_enum(generator *g);
model_table *generate_table(generator *g);
model_column *generate_column(generator *g, model_table *table);
bool generate_unique(generator *g, model_table *table, bool on_old_rows);
bool generate_check(generator *g, model_table *table);
bool generate_foreign_key(generator *g, model_table *table);
bool generate_index(generator *g, model_table *table);
bool generate_primary_key(generator *g, model_table *table);
void generate_member_add(generator *g, model_enum *of, size_t position);
void generate_name_constraint(generator *g, const model_table *table, model_constraint *constraint);
void generate_name_index(generator *g, const model_table *table, model_index *index);

model_table *generate_some_table(generator *g);
model_column *generate_some_column(generator *g, const model_table *table);
bool generate_is_in_key(const model_schema *schema, const model_table *table, str field);
/* The column is in the expression; in any of the table (a check, a generated column, a condition). NULL: no expression.
 */
bool generate_mentions(const expression *e, str field);
bool generate_is_mentioned(const model_table *table, str field);

/* --- generate_small.c: partitions, row security, exclusion, rows --- */
void generate_table_items(generator *g, model_table *table);
void generate_partitioning(generator *g, model_table *table);
void generate_edit_partitions(generator *g, model_table *table);
bool generate_is_partition_key(const model_table *table, str field);
bool generate_exclude(generator *g, model_table *table, bool on_old_rows);
void generate_row_forms(generator *g, model_table *table); /* strict, without rowid, as far as its key allows */
void generate_settle_forms(model_table *table);            /* what the key no longer allows goes */
void generate_orders(generator *g, model_table *table);    /* conflicts and orders of keys, where only SQLite is */
void generate_settle_orders(generator *g);                 /* those that no longer fit go */
void generate_only_sqlite(model_table *table);             /* nothing of what that database lacks stays */
void generate_row(generator *g, model_table *table);
bool generate_rows_say(const model_table *table, str field);              /* each has a value in it */
bool generate_rows_differ(arena *a, const model_table *table, str field); /* no two hold one value there */
void generate_edit_rows(generator *g, model_table *table);
/* Drops the rows for dialects that the table is not there for. */
void generate_keep_rows(model_table *table);
void generate_mend_rows(generator *g, model_table *table);
void generate_rename_cells(generator *g, model_table *table, str from, str to);
void generate_forget_cells(arena *a, model_table *table, str field);
void generate_rewrite_cells(arena *a, model_table *table, expression_rewriter rewrite, void *context);
const expression *generate_literal(generator *g, const model_type *type, size_t row);

/* --- renames with all that follows from them --- */
void generate_rename_table(generator *g, model_table *table, str name);
void generate_rename_column(generator *g, model_table *table, model_column *column, str name);
void generate_rename_enum(generator *g, model_enum *of, str name);
void generate_rename_member(generator *g, model_enum *of, model_member *member, str name);
/* One member takes the place of another in all expressions. */
void generate_replace_member(generator *g, const model_enum *of, str old_name, str new_name);

/* --- generate_object.c: views, functions, triggers and the like --- */
void generate_objects(generator *g);
/* A table or a column has another name in the database, so it has it in the texts, too. */
void generate_move_table(arena *a, model_schema *schema, str from, str to);
void generate_move_column(arena *a, model_schema *schema, const model_table *table, str from, str to);
/* Takes out the objects that mention the table, or (if not empty) that column of it. */
void generate_drop_mentions(model_schema *schema, const model_table *table, str column);
/* The notes for objects that are gone. */
void generate_note_objects(generator *g, const model_schema *before);

/* What stands between the quotes of a name; and a text with another in place of one. */
str generate_quoted_inside(arena *a, str name);
/* Where it may be: what stands before and behind it; NULL: anywhere. */
typedef bool generate_spot(str before, str behind);
str generate_replaced(arena *a, str text, str from, str to, generate_spot *fits);

/* --- generate_wide.c: nothing happens but for the laws on PostgreSQL alone --- */
void generate_wide_objects(generator *g);
void generate_wide_object(generator *g);
void generate_wide_column(generator *g, model_table *table, model_column *column);
void generate_wide_constraint(generator *g, const model_table *table, model_constraint *constraint);
void generate_wide_index(generator *g, const model_table *table, model_index *index);
/* Takes out what tables have of an object that goes. */
void generate_forget_object(model_schema *schema, const model_object *object);

/* --- generate_place.c: schemas, unlogged tables, tables of others --- */
void generate_place(generator *g, model_table *table);
void generate_place_enum(generator *g, model_enum *of);
bool generate_is_ours(const generator *g, const model_table *table);
void generate_settle_logs(generator *g); /* what has a log points to nothing without */
/* The table as the texts of objects write it; and it has moved from there. */
str generate_home_text(arena *a, const model_table *table);
void generate_move_home(arena *a, model_schema *schema, const model_table *table, str from);
bool generate_ends_in_home(str text); /* what follows is a table, not a column */

/* --- edits of a successor --- */
typedef void generate_edit(generator *g);
generate_edit generate_edit_place, generate_edit_wide, generate_edit_add_object, generate_edit_drop_object,
    generate_edit_object, generate_edit_rename_object, generate_edit_retype;
generate_edit generate_edit_add_enum, generate_edit_drop_enum, generate_edit_enum, generate_edit_add_member,
    generate_edit_drop_member, generate_edit_rename_member, generate_edit_swap_members, generate_edit_retire_member,
    generate_edit_fallback;
/* generate_keys.c: a column of a key, and all that foreign keys link with it. */
generate_edit generate_retype_key;
/* Columns that are not generated. */
size_t generate_plain_columns(const model_table *table);

/* What the part was called in the schema before; empty: it was not there. */
str generate_origin_of(const generator *g, const void *part);

#endif

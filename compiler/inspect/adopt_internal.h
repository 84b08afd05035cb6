/* Inside of the room: a catalog in the words of a schema that somebody wrote, in two passes. First every name of the
 * catalog becomes the written one (adopt_names.c: `renamed`), then each part is compared with the written part of the
 * same name, which takes its place where both are the same in the database. */
#ifndef SCHEMAC_INSPECT_ADOPT_INTERNAL_H
#define SCHEMAC_INSPECT_ADOPT_INTERNAL_H

#include "compiler/inspect/adopt.h"
#include "compiler/inspect/adopt_columns.h"
#include "compiler/inspect/adopt_made.h"
#include "compiler/inspect/rename.h"
#include "compiler/model/object.h"

/* How a model, or an enum, of the catalog is called in the written words. */
typedef struct adopt_names {
    rename_names names;         /* the first, so that it can be taken for one */
    const model_table *written; /* NULL: nobody wrote it */
    const model_enum *written_enum;
} adopt_names;

typedef struct adopt_work {
    arena *memory;
    const model_schema *catalog;
    const model_schema *written;
    model_schema *renamed; /* the catalog under the written names */
    model_schema *result;
    dialect_id dialect;
    bool all_made;              /* raw texts are no explanation of what is there: it is compared, too */
    adopt_known_tables *tables; /* of the catalog */
    map models;                 /* catalog's model -> adopt_names * */
    map enums;                  /* catalog's enum -> adopt_names * */
    map made;                   /* "view active": what written raw texts make -> model_object * */
    map unmade;                 /* what they take away or rename */
    map there;                  /* what the catalog has */
    map texts_there;            /* of it what is an object */
    map plain_tables;           /* of it the tables that are models */
    map declared;               /* routines that are written as such */
    map spare_made;             /* "function f", of which the texts make one with types that no other has */
    map spare_there;            /* the same, of the catalog */
    map enum_columns;           /* table and field -> model_column *: the column as one of its enum */
    map enum_checks;            /* table and name -> model_constraint * of `renamed` that stands for an enum */
} adopt_work;

/* One table on both sides. */
typedef struct adopt_pair {
    adopt_work *adopter;
    const model_table *written;
    const model_table *there; /* of `renamed` */
} adopt_pair;

/* --- adopt_names.c --- */
/* Fills models, enums and renamed. */
void adopt_give_names(adopt_work *adopter);
/* Where a table or a type is in the database, as a key; on SQLite without regard to case. */
str adopt_place(const adopt_work *adopter, str schema, str name);
bool adopt_in_dialect(const adopt_work *adopter, unsigned dialects);

/* --- adopt_meaning.c: is it the same in the database? --- */
bool adopt_same_type(const adopt_pair *pair, const model_type *written, const model_type *there);
/* An expression of the written table, and one of the table that is there; either may be NULL. */
bool adopt_same_expression(const adopt_pair *pair, const expression *written, const expression *there);
/* Is the SQL text that we would write the same as what was read from the catalog? `target` (may be NULL): the type that
 * it is assigned to. */
bool adopt_same_sql(const adopt_work *adopter, const model_table *there, const model_type *target, str written,
                    const expression *e);
/* What of a catalog is carried as text, as a tree where it has one. */
const expression *adopt_tree(const adopt_work *adopter, const model_table *there, const expression *e);
/* Of texts that no tree holds, and of statements. */
bool adopt_same_statement(const adopt_work *adopter, str written, str there);
bool adopt_same_collation(const adopt_work *adopter, str written, str there);
bool adopt_same_default(const adopt_pair *pair, const model_column *written, const model_column *there);
bool adopt_same_generated(const adopt_pair *pair, const model_column *written, const model_column *there);
/* Under an index method; empty: btree. */
bool adopt_same_keys(const adopt_pair *pair, str method, const model_key_list *written, const model_key_list *there);
bool adopt_same_options(const model_option_list *written, const model_option_list *there);

/* --- adopt_partition.c --- */
/* `written` is a bound of a partition of the written table. */
bool adopt_same_bound(const adopt_pair *pair, str written, str there);

/* --- adopt_enum.c --- */
/* Puts the enums into the result, as the database has them, and finds the checks that stand for them. */
void adopt_enums(adopt_work *adopter);
/* The column with the enum in its type, where its check says that it is one; else as it is. */
const model_column *adopt_enum_column(const adopt_work *adopter, const model_table *there, const model_column *column);
/* Does the constraint of the table stand for the enum of a column? */
bool adopt_is_enum_check(const adopt_work *adopter, const model_table *there, const model_constraint *constraint);

/* --- adopt_raw.c --- */
/* Fills what raw texts make and what is there. */
void adopt_find_made(adopt_work *adopter);
/* "table users", "column users.name": what a raw text would have to make for this to be its. */
str adopt_thing(const adopt_work *adopter, const char *kind, str name);
str adopt_part_thing(const adopt_work *adopter, const char *kind, str table, str name);
/* As adopt_made_by says it of the statement that would make the object; of a raw text, the first thing. */
str adopt_object_thing(const adopt_work *adopter, const model_object *object);
bool adopt_is_made(const adopt_work *adopter, str thing);
/* Of an object of the catalog. */
bool adopt_is_made_object(const adopt_work *adopter, const model_object *there);
/* Does the text make something, and nothing of it is there? */
bool adopt_is_missing(const adopt_work *adopter, const model_object *raw);
/* Is something there that only this text makes? */
bool adopt_is_there(const adopt_work *adopter, const model_object *raw);
/* The text; or one without the statements that make what is not there, and with the views, triggers and functions as
 * they are now. */
const model_object *adopt_raw(const adopt_work *adopter, const model_object *raw);

/* --- adopt_column.c, adopt_table.c, adopt_object.c --- */
/* The written column where it is the same in the database; else a copy with what the database has. */
model_column *adopt_column(const adopt_pair *pair, const model_column *written, const model_column *there);
model_table *adopt_table(const adopt_pair *pair);
/* Gives the objects of `renamed` the names that the written ones of the same place in the database have. */
void adopt_name_objects(adopt_work *adopter);
void adopt_objects(adopt_work *adopter);

#endif

/* Inside of the room: the catalog of SQLite on its way to a schema. */
#ifndef SCHEMAC_INSPECT_SQLITE_H
#define SCHEMAC_INSPECT_SQLITE_H

#include "compiler/inspect/reader.h"
#include "compiler/inspect/sqlite_text.h"

/* A row of sqlite_schema. */
typedef struct sqlite_entry {
    str kind; /* table, index, view or trigger */
    str name;
    str table; /* the one it belongs to */
    str sql;
} sqlite_entry;
typedef VEC(sqlite_entry) sqlite_entry_list;

/* A column as pragma table_xinfo has it. */
typedef struct sqlite_fact {
    str name;
    str type; /* as declared; empty: none */
    bool not_null;
    bool generated;
} sqlite_fact;
typedef VEC(sqlite_fact) sqlite_fact_list;

/* A table of the catalog and what becomes of it. */
typedef struct sqlite_source {
    const sqlite_entry *entry;
    str kind; /* of pragma table_list: table, virtual, shadow */
    sqlite_fact_list facts;
    sqlite_table text;
    bool wanted;
    str carried;        /* why `raw` has to carry it; empty: it is a model */
    model_table *table; /* NULL where there is no model */
    map fields;         /* lower-case column -> its name as declared, a str * */
    str_list pointers;  /* lower-case names of the tables that refer to it */
    model_object *raw;
} sqlite_source;

typedef struct sqlite_reader {
    arena *memory;
    const inspect_options *options;
    inspect_result *result;
    sqlite_entry_list entries; /* in the order in which they were made */
    map sources;               /* lower-case name -> sqlite_source * */
} sqlite_reader;

sqlite_source *sqlite_find_source(const sqlite_reader *r, str name);
/* Adds to what is carried by `raw`, and to what is left out. The names are words: "table log". */
void sqlite_note_carried(const sqlite_reader *r, const char *what, str name, str why);
void sqlite_note_left_out(const sqlite_reader *r, const char *what, str name);

/* sqlite_table.c: tables become models, those that cannot become raw texts. All sources must be there. */
void sqlite_build_tables(sqlite_reader *r);
/* sqlite_object.c: indexes, views and triggers. */
void sqlite_build_objects(sqlite_reader *r);

/* sqlite_settle.c: last, foreign keys to what is not unique. */
void sqlite_settle_references(const sqlite_reader *r);
/* `raw NAME up … down …`. */
model_object *sqlite_add_raw(const sqlite_reader *r, str name, str up, const char *drop);

/* sqlite_expression.c: a text of SQL over the columns of a table. As a tree where the tree says the same in the same
 * words, else as SQL text. Never NULL. */
const expression *sqlite_expression(const sqlite_reader *r, const model_table *table, str text);
/* The text behind DEFAULT. NULL: there is none, which is what DEFAULT NULL means. */
const expression *sqlite_default(const sqlite_reader *r, const model_table *table, const model_column *column,
                                 str text);

#endif

/* Inside of the room: the statements that SQLite keeps in sqlite_schema, read as far as no pragma tells what they say:
 * names of constraints, checks, collations, defaults as they were written, what generated columns calculate,
 * AUTOINCREMENT, orders and expressions of indexes. A parser of CREATE TABLE and CREATE INDEX over words, not a search
 * in text; expressions are cut out whole. */
#ifndef SCHEMAC_INSPECT_SQLITE_TEXT_H
#define SCHEMAC_INSPECT_SQLITE_TEXT_H

#include "compiler/model/object_text.h"

/* A column or an expression in a key, an index or a list. */
typedef struct sqlite_key {
    str name; /* of a column; empty: an expression */
    str text; /* as it is written, without what follows */
    str collation;
    bool descending;
} sqlite_key;
typedef VEC(sqlite_key) sqlite_key_list;

typedef struct sqlite_constraint {
    model_constraint_kind kind;
    str name; /* empty: it has none */
    sqlite_key_list keys;
    bool in_column; /* a primary key that stands in the definition of its column */
    str conflict;   /* in lower case; empty: none */
    str check;
    str target;
    str_list target_columns; /* empty: the target's primary key */
    model_action on_delete, on_update;
    bool deferrable, initially_deferred;
} sqlite_constraint;

typedef struct sqlite_column {
    str name;
    bool quoted_type; /* the type's name stands in quotes */
    str default_text; /* empty: none */
    str collation;
    str generated_as; /* empty: it is not */
    str conflict;     /* of NOT NULL; in lower case; empty: none */
    bool stored;
    bool autoincrement;
} sqlite_column;

typedef struct sqlite_table {
    str name;
    VEC(sqlite_column) columns;
    VEC(sqlite_constraint) constraints;
    bool strict, without_rowid;
    str odd; /* something that the language has no word for; empty: nothing */
} sqlite_table;

typedef struct sqlite_index {
    str name, table;
    bool unique;
    sqlite_key_list keys;
    str where; /* empty: none */
} sqlite_index;

/* False where the text is no such statement, or one of a later SQLite. Everything lives in the arena. Linear. */
bool sqlite_read_table(arena *a, str text, sqlite_table *table);
bool sqlite_read_index(arena *a, str text, sqlite_index *index);

/* The query of a view: what stands behind its first AS. False where its columns are named before (those stand in no
 * other place), or where it is no such statement. */
bool sqlite_read_view(arena *a, str text, str *query);

/* Words, for whoever compares texts: as object_next_word, and names in brackets too. */
typedef VEC(object_word) sqlite_word_list;
sqlite_word_list sqlite_words(arena *a, str text);

#endif

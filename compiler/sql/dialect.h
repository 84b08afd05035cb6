/* Inside of the room: what differs between the databases, as facts. The planner and the printers ask these; only what
 * really is another syntax has a function of its own (rebuild.c, alter.c). */
#ifndef SCHEMAC_SQL_DIALECT_H
#define SCHEMAC_SQL_DIALECT_H

#include "compiler/model/model.h"

typedef struct sql_dialect {
    dialect_id id;
    const char *name;    /* as it is written in messages */
    bool enum_types;     /* an enum can be a type of the database */
    bool enum_ordinals;  /* an enum can be stored as a number */
    bool comments;       /* COMMENT ON */
    bool schemas;        /* names can be qualified */
    bool booleans;       /* true and false are values of their own, not 1 and 0 */
    bool exact_decimals; /* a decimal column can be compared by number as it stands */
    bool ilike;          /* LIKE tells upper from lower case, ILIKE does not */
    bool arrays;
    bool alter_column;         /* type, null and constraints of a table can be altered in place; else it is rebuilt */
    bool split_foreign_keys;   /* a foreign key can be added to a table that exists */
    bool built_in_names;       /* constraints say their name even where it follows from table and columns */
    bool identity_in_key;      /* an identity column is written as the primary key itself */
    bool default_needs_parens; /* around everything but a literal */
    bool concurrent_indexes;
    bool index_details; /* methods, operator classes, INCLUDE, WITH, NULLS FIRST */
    bool index_rename;
    bool identity_sequences;  /* an identity stands on a sequence with a name of its own */
    bool label_needs_segment; /* a new label cannot be used in the transaction that adds it */
    bool locks_whole_database;
    bool partitions;   /* and row security */
    bool row_forms;    /* STRICT, WITHOUT ROWID */
    bool default_word; /* `SET column = DEFAULT` */
} sql_dialect;

const sql_dialect *sql_dialect_of(dialect_id id);

/* What a function is called there. */
typedef struct sql_function {
    const char *name;
    const char *sqlite_name; /* empty: the same */
    const char *sqlite_text; /* NULL: it takes arguments */
    bool is_volatile;
} sql_function;

/* The row of a function whose databases differ; NULL for every other one. */
const sql_function *sql_function_find(str name);
/* Are its arguments numbers? A decimal is given to it as one. */
bool sql_function_takes_numbers(str name);
/* The greatest or the least of its arguments. */
bool sql_function_is_choice(str name);
/* Does it tell the time? */
bool sql_function_is_clock(const sql_function *function);

#endif

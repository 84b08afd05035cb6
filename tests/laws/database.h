/* The laws that need a database: what a plan makes of a real one, seen by a witness that shares no code with the
 * planner. */
#ifndef TESTS_LAWS_DATABASE_H
#define TESTS_LAWS_DATABASE_H

#include "compiler/sql/plan.h"
#include "tests/laws/laws.h"

enum { LAW_ROWS = 3 }; /* in every table that is filled */

typedef struct law_database law_database;

/* One kind of database. Functions that can fail give false and write to `why`. */
typedef struct law_driver {
    const char *name;
    dialect_id dialect;
    /* Connects; NULL, with a message on standard error, where there is nothing to connect to. */
    law_database *(*open)(void);
    void (*close)(law_database *database);
    /* Makes it empty. */
    bool (*reset)(law_database *database, writer *why);
    /* One or more statements without a result. */
    bool (*run)(law_database *database, const char *sql, writer *why);
    /* Before and after a plan that rebuilds tables, outside of any transaction. */
    bool (*foreign_keys)(law_database *database, bool on, writer *why);
    /* The catalog as lines in an order that depends on names only; the order of columns is no part of it. */
    bool (*catalog)(law_database *database, arena *a, str *catalog, writer *why);
    /* The same by another witness, which is slow; NULL where there is none. */
    bool (*dump)(law_database *database, arena *a, str *dump, writer *why);
    /* The rows of a query, each as its columns joined by "|", sorted. */
    bool (*rows)(law_database *database, arena *a, const char *sql, str *rows, writer *why);
    const char *insert_options; /* between the columns and VALUES */
    const char *before_filling; /* so that rows may come in any order */
    const char *after_filling;
} law_driver;

extern const law_driver law_sqlite;
extern const law_driver law_postgresql;

/* INSERT statements that give every table its LAW_ROWS rows. */
str rows_insert(arena *a, const law_driver *driver, const model_schema *schema);

/* What a query for the rows of a table must give before and after the changes: the columns that are on both sides with
 * values that mean the same. */
typedef struct rows_pair {
    str before; /* SQL */
    str after;
} rows_pair;
typedef VEC(rows_pair) rows_pair_list;
rows_pair_list rows_that_survive(arena *a, const law_driver *driver, const model_schema *before,
                                 const model_schema *after, const change_list *changes);

/* Queries for the rows of data: what they give is the same in every database made for the schema. */
str_list rows_of_data(arena *a, const law_driver *driver, const model_schema *schema);

/* A name as SQL writes it; a table, in its schema; and is it there at all, and ours? */
void rows_identifier(writer *out, str name);
void rows_table(writer *out, const model_table *table);
bool rows_has_table(const law_driver *driver, const model_table *table);

/* What was and goes is said by notes: they ask again where a hand has taken away what was renamed. */
#define KEPT_NOTES (1u << 8)

/* kept.c: tries the pairs that once broke a law, says of each by its name whether the law holds now, and counts those
 * that fail. Those that are of the kind `without` are passed over. */
size_t kept_failures(const law *of, dialect_id dialect, unsigned without);

/* dump_postgresql.c: what pg_dump writes about a database; and the same with all that says nothing taken out. */
bool dump_postgresql(arena *a, const char *address, const char *database, str *text, writer *why);
str dump_normal(arena *a, str dump);

/* The text of a CREATE statement with quotes and blanks of one form, and the parts of its outer parentheses sorted. */
str catalog_normal(arena *a, str sql);
/* Lines in order, joined. */
str catalog_sorted(arena *a, str_list *lines);

#endif

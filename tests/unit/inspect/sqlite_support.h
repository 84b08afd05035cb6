/* What the tests of SQLite's reader share: databases in files, what they are judged by, and the way around. */
#ifndef TEST_INSPECT_SQLITE_SUPPORT_H
#define TEST_INSPECT_SQLITE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compiler/inspect/inspect.h"

typedef struct sqlite_database sqlite_database;

/* An empty database in a file of its own; closing it takes the file away. */
sqlite_database *sqlite_database_open(void);
void sqlite_database_close(sqlite_database *db);
/* The test fails with the database's message where a statement does. */
void sqlite_database_run(sqlite_database *db, const char *sql);
/* Does an empty database take it? */
bool sqlite_can_run(const char *sql);
/* The rows, columns joined by "|" and rows by "\n". In the arena. */
str sqlite_database_query(sqlite_database *db, arena *a, const char *sql);

/* What inspect_database makes of it; the test fails where that does. */
inspect_result sqlite_database_inspect(arena *a, sqlite_database *db, const inspect_options *options);
/* The plan of the changes from nothing, run; false with the reason in `why` where it cannot be made or run. */
bool sqlite_database_make(arena *a, sqlite_database *db, const model_schema *schema, str *why);

/* The whole catalog in a form in which only what it means counts, made of pragmas and of the words of sqlite_schema:
 * without quotes and case of names in texts, blanks, comments, and parentheses, but with types as they are declared;
 * keys and references that stand at a column and those of the table are the same, a default of null is none, and the
 * names that this program gives to what has none are no names. Nothing of the compiler is used. In the arena. */
str sqlite_database_witness(sqlite_database *db, arena *a);

/* The catalog to the letter, in the order in which its objects were made. In the arena. */
str sqlite_database_text(sqlite_database *db, arena *a);

/* Made in one database, read, made again in another one, and read from that: both catalogs are the same to the witness,
 * and so are both schemas. Made once more, by way of files, it is the same to the letter. `carried`: what `raw`
 * carries, joined by "; "; NULL: whatever it is. False, with all that is wrong shown, where something is not so. */
bool sqlite_goes_around(arena *a, const char *name, const char *sql, const char *carried);
/* Joined by "; ". */
str sqlite_joined(arena *a, const str_list *list);

#endif

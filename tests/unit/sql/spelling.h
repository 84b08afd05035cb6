/* A table with a column of every common type, and expressions over it as a server spells them. */
#ifndef TEST_SQL_SPELLING_H
#define TEST_SQL_SPELLING_H

#include "tests/unit/sql/support.h"

/* The schema, its model T left open for a check. */
#define FIELDS                                                                                                         \
    "enum Role type Role { USER\n ADMIN }\n"                                                                           \
    "model T table t { id: bigint primary key\n i: int\n s: smallint\n b: bigint\n n: decimal(10,2)\n d: double\n"     \
    "r: real\n x: text\n v: varchar(20)\n v2: varchar\n c: char(5)\n flag: bool\n u: uuid\n day: date\n"               \
    "at: timestamp\n at2: timestamp\n seen: timestamptz\n spell: interval\n role: Role\n roles: Role[]\n"              \
    "names: text[]\n numbers: int[]\n j: jsonb\n mixed: int column `Mixed Case`\n `order`: int\n odd: int column "     \
    "`a\"b`\n"

typedef struct place {
    arena memory;
    model_schema *schema;
    const model_table *table;
    database *db;
} place;

/* The table in an empty database, with functions, a collation and an operator of one's own. */
void place_open(place *p, dialect_id dialect);
void place_close(place *p);
/* What the server makes of a condition; it fails the test where the server refuses it. */
str place_deparse(place *p, const char *condition);
/* What it makes of the default of a new column. */
str place_deparse_default(place *p, const char *type, const char *value);
const expression *place_read(place *p, str text, dialect_id dialect);
str place_sql(place *p, const expression *e, dialect_id dialect);
str place_language(place *p, const expression *e);
/* The condition as a check of the schema's own text, checked for PostgreSQL; NULL, and its errors are shown, where it
 * has some. */
const expression *place_written(place *p, const char *condition);

#endif

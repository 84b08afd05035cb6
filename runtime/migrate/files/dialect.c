/*
 * dialect.c - names of the dialects, and which one an address of a database means.
 */
#include <string.h>

#include "schemac/history.h"

static const struct {
    const char *name;
    schemac_sql_dialect dialect;
} names[] = {
    /* the first of each dialect is the one that is written */
    {"any", SCHEMAC_SQL_ANY},        {"postgresql", SCHEMAC_SQL_POSTGRESQL},
    {"sqlite", SCHEMAC_SQL_SQLITE},  {"postgres", SCHEMAC_SQL_POSTGRESQL},
    {"sqlite3", SCHEMAC_SQL_SQLITE},
};

const char *schemac_sql_dialect_name(schemac_sql_dialect dialect)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].dialect == dialect) {
            return names[i].name;
        }
    }
    return "any";
}

bool schemac_sql_dialect_find(const char *name, schemac_sql_dialect *dialect)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i].name, name) == 0) {
            *dialect = names[i].dialect;
            return true;
        }
    }
    return false;
}

/* Inside of the room: what the columns that a text speaks of could be, where nobody says of which table a column is. */
#ifndef SCHEMAC_INSPECT_ADOPT_COLUMNS_H
#define SCHEMAC_INSPECT_ADOPT_COLUMNS_H

#include "compiler/inspect/adopt_words.h"
#include "compiler/model/model.h"

/* Kinds of types between which a server adds casts, as bits. */
enum {
    COLUMN_INTEGER = 1,
    COLUMN_DECIMAL = 2,
    COLUMN_FLOAT = 4,
    COLUMN_VARCHAR = 8, /* and char: becomes a text */
    COLUMN_INTERVAL = 16,
    COLUMN_DATE = 32,
    COLUMN_TIMESTAMP = 64,
    COLUMN_TIMESTAMPTZ = 128,
    COLUMN_OTHER = 256,
    COLUMN_ANY = 511
};

/* Tables by their names in the database; what a name stands for that is a view, or several tables, is not known. */
typedef struct adopt_known_tables {
    map by_name; /* -> model_table *, or the map itself */
} adopt_known_tables;

/* Of a catalog. Linear; in the arena. */
adopt_known_tables *adopt_known_tables_of(arena *a, const model_schema *schema);

typedef struct adopt_column_kinds {
    map kinds;   /* column in the database -> unsigned *: its bits in all tables of which the text speaks */
    map columns; /* those of tables only, without the names that the text itself makes */
} adopt_column_kinds;

/* Of the tables that a server's text speaks of; nothing where it speaks of a view, or `tables` is NULL. A column
 * that the text itself makes (AS) may be anything. */
adopt_column_kinds adopt_columns_in(arena *a, const adopt_known_tables *tables, const text_words *there);
/* The same for an expression over a table. */
void adopt_columns_add(arena *a, adopt_column_kinds *columns, const model_table *table);
/* The bits; of an unknown name COLUMN_ANY. */
unsigned adopt_column_kind(const adopt_column_kinds *columns, str name);

/* Could it be a column of one of the tables? True where nothing is known of them. */
bool adopt_may_be_column(const adopt_column_kinds *columns, str name);

#endif

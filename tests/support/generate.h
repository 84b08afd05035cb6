/* Random schemas, and random successors of them, for the tests of laws: legal, but as hostile as the language allows.
 * The same seed and options give the same schema on every machine. Everything lives in the arena that is given. */
#ifndef TESTS_SUPPORT_GENERATE_H
#define TESTS_SUPPORT_GENERATE_H

#include "compiler/model/model.h"

typedef struct generate_options {
    /* Databases that must be able to build it and carry its data (DIALECT_BIT_…); 0: for laws in memory, so that
     * everything the model can say may occur. */
    unsigned databases;
    size_t max_models;  /* 0: 5 */
    size_t max_columns; /* of a model; 0: 6 */
    size_t max_edits;   /* of a successor; 0: 8 */
    size_t retypes;     /* tries to change the type of a column, besides a successor's edits */
} generate_options;

/* A schema; without any note (`was`, `drop`). Columns, constraints and so on are its own and may be altered. */
model_schema *generate_schema(arena *a, uint64_t seed, const generate_options *options);

/* What `before` could become: models, columns, constraints, indexes and enums added, dropped, renamed and altered, with
 * the notes that a careful author writes. `before` is not altered. */
model_schema *generate_successor(arena *a, const model_schema *before, uint64_t seed, const generate_options *options);

/* A copy of which every part may be altered. */
model_schema *generate_copy(arena *a, const model_schema *schema);

/* Taking parts out, with all that depends on them, so that what is left is legal: for shrinking and for successors. */
void generate_drop_table(model_schema *schema, str name);
void generate_drop_column(model_schema *schema, model_table *table, str field);
void generate_drop_constraint(model_schema *schema, model_table *table, size_t index);
void generate_drop_index(model_table *table, size_t index);
/* A row, or behind the rows a partition. */
void generate_drop_small_part(model_table *table, size_t index);
void generate_drop_enum(model_schema *schema, str name);
void generate_drop_object(model_schema *schema, const model_object *object);

/* Is it one of the schemas that tables and enums are put into, and that nobody declares? */
bool generate_is_home(str schema);

/* In the rows of the tests of databases every table has the rows 1, 2, 3, … and the value in a row depends on nothing
 * but the type of the column and the number of the row. So every foreign key holds, every unique holds, and checks are
 * made such that they hold for these values. The value as schema-language text for a literal (SQL quoting is the
 * caller's): false for a type whose values the tests do not know; *quoted says whether it is a string. An enum's is the
 * label of the member that no successor takes away. */
bool generate_value(arena *a, const model_schema *schema, const model_type *type, size_t row, str *value, bool *quoted);

#endif

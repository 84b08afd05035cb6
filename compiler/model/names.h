/* Names in the database. The built-in templates are part of the language: changes leave out a name that equals the
 * built-in one, so they never change. A project's own templates are applied by resolve, and then written out. */
#ifndef SCHEMAC_MODEL_NAMES_H
#define SCHEMAC_MODEL_NAMES_H

#include "compiler/model/model.h"

enum { NAMES_LIMIT = 63 }; /* bytes of an identifier on PostgreSQL */

typedef enum names_kind {
    NAMES_PRIMARY_KEY,
    NAMES_UNIQUE,
    NAMES_FOREIGN_KEY,
    NAMES_CHECK,
    NAMES_INDEX,
    NAMES_EXCLUDE,
    NAMES_KIND_COUNT
} names_kind;

/* Templates with the holes {table} and {columns}; NULL entries mean the built-in one. */
typedef struct names_templates {
    str templates[NAMES_KIND_COUNT];
} names_templates;

/* The name for a constraint or index: `columns` are database names, joined by "_"; over 63 bytes it is cut and "_" with
 * 8 hex digits of a hash of the whole is appended. `templates` may be NULL. */
str names_make(arena *a, const names_templates *templates, names_kind kind, str table, const str_list *columns);
/* The built-in name of a constraint or index of this table (what it would be called if nobody had said anything). */
str names_of_constraint(arena *a, const model_table *table, const model_constraint *constraint);
str names_of_index(arena *a, const model_table *table, const model_index *index);

/* The same under a project's templates (NULL: the built-in ones). */
str names_of_constraint_in(arena *a, const names_templates *templates, const model_table *table,
                           const model_constraint *constraint);
str names_of_index_in(arena *a, const names_templates *templates, const model_table *table, const model_index *index);
names_kind names_kind_of(model_constraint_kind kind);
/* A name as it is, or cut to NAMES_LIMIT with a hash of the whole. */
str names_cut(arena *a, str name);

#endif

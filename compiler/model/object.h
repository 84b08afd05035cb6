/* Objects that are carried as text: views, functions, triggers and the like. The schema knows their names and what they
 * come after; the text itself is the database's own language, versioned as it stands. One structure serves all kinds;
 * what a kind does not have stays empty. */
#ifndef SCHEMAC_MODEL_OBJECT_H
#define SCHEMAC_MODEL_OBJECT_H

#include "compiler/model/model.h"

typedef enum model_object_kind {
#define OBJECT(kind, word, dialects, renames, routine) OBJECT_##kind,
#include "compiler/model/object_kinds.def"
#undef OBJECT
    OBJECT_KIND_COUNT
} model_object_kind;

typedef struct model_object_kind_info {
    const char *word;  /* in the schema */
    unsigned dialects; /* that have such a thing */
    bool renames;      /* it can be renamed with its content */
    bool routine;      /* `up` holds the whole statement that makes it */
} model_object_kind_info;

struct model_object {
    model_object_kind kind;
    str name;     /* in the schema: how others name it behind `after` */
    str database; /* its name in the database, unless that stands in the text (routines) */
    str schema;   /* PostgreSQL schema; empty: the default one */
    str body;     /* SQL: a view's query, a routine's statements; lines without their common indent */
    str down;     /* routines: SQL that takes it away again */
    bool has_down;
    bool materialized;
    str columns_from;          /* view: the model whose columns it has */
    str_list after;            /* names of models, enums and objects that must be there before */
    model_option_list options; /* sequence */
    str was;                   /* old name; a note for the change, no state */
    str doc;                   /* COMMENT ON on PostgreSQL */
    unsigned dialects;         /* DIALECT_BIT_… */
    source_span span;
};

const model_object_kind_info *model_object_info(model_object_kind kind);
/* The kind of a word such as "view"; false for another word. */
bool model_object_kind_find(str word, model_object_kind *kind);
/* What tells an object from all others in a schema: its kind, its name, and the dialects it is there for. In the arena.
 */
str model_object_key(arena *a, model_object_kind kind, str name, unsigned dialects);
/* The object with the same key; NULL for none. */
model_object *model_find_object(arena *a, const model_schema *schema, const model_object *like);
void model_add_object(arena *a, model_schema *schema, model_object *object);
/* Everything but spans and `was`. */
bool model_object_equal(const model_object *a, const model_object *b);
/* SQL text as it is kept: no empty lines around it, and without the indent that all its lines share. Doing it twice is
 * doing it once. In the arena. */
str model_object_text(arena *a, str text);

/* What stands behind `drop view X` at the top of a schema: the key of model_schema.dropped_objects. In the arena. */
str model_dropped_key(arena *a, model_object_kind kind, str name);

#endif

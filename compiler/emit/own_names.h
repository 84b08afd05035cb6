/* All names that C code generated from an enum or a model defines, one by one, for emit_check. What templates.def and
 * schemac/typed.h put together is listed here once more as beginnings and ends; a test holds the lists together. */
#ifndef SCHEMAC_EMIT_OWN_NAMES_H
#define SCHEMAC_EMIT_OWN_NAMES_H

#include "compiler/emit/view.h"

/* Whose name it is: kind and name, of what ("field", "email", "User"), and where that stands. */
typedef struct emit_owner {
    const char *kind;
    str name;
    str of; /* empty for models and enums */
    source_span span;
} emit_owner;

typedef struct own_names {
    emit_view *view;
    void (*visit)(void *context, map *names, str name, const emit_owner *owner);
    void *context;
    map names;
} own_names;

/* Constants of constraints and of all enums' members. */
void own_names_of_constants(own_names *names);
void own_names_of_enum(own_names *names, const emit_enum *item);
/* The members of the structure are told apart from the names of the file by a "." in front. */
void own_names_of_model(own_names *names, const emit_model *model);

#endif

/* A schema's literal as a C expression. */
#ifndef SCHEMAC_EMIT_LITERAL_H
#define SCHEMAC_EMIT_LITERAL_H

#include "compiler/emit/view.h"

/* The value of `e` as an initialiser of the column's value type, such as `SCHEMAC_STR("x")`; empty where C cannot say
 * it at compile time, or where it would not fit. */
str literal_value(const emit_view *view, const emit_type *type, const expression *e);
/* True for what a structure full of zeros holds anyway. */
bool literal_is_zero(str value);
/* What an `init` gives: a literal, or now() for a timestamp; empty where only the program can give it. */
str literal_init(const emit_view *view, const emit_type *type, const expression *e);

#endif

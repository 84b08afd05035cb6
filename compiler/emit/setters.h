/* Setters, the same for drafts and patches. */
#ifndef SCHEMAC_EMIT_SETTERS_H
#define SCHEMAC_EMIT_SETTERS_H

#include "compiler/emit/template.h"

/* The setter of a column of `target` (shop_user_new, shop_user_patch); with `null` also the one that sets NULL. */
void setters_put(emit_out *out, const emit_column *column, str target, bool null);

#endif

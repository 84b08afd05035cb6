/* Single setters, for drafts and for the odd columns of patches. */
#include "compiler/emit/setters.h"

void setters_put(emit_out *out, const emit_column *column, str target, bool null)
{
    bool same = column->word.ptr == column->member.ptr;
    emit_column_holes(out, column);
    out->hole[HOLE_target] = target;
    if (column->type.optional)
        emit_fill(out, same ? TEMPLATE_SETTER_OPT : TEMPLATE_SETTER_OPT_AS);
    else
        emit_fill(out, same ? TEMPLATE_SETTER : TEMPLATE_SETTER_AS);
    if (null)
        emit_fill(out, same ? TEMPLATE_SETTER_NULL : TEMPLATE_SETTER_NULL_AS);
}

/* What the language has and this version does not build: said at its place, never passed over in silence. */
#include "compiler/model/resolve_internal.h"

typedef struct later_row {
    ast_kind kind;
    const char *name;
} later_row;

static const later_row later_rows[] = {
    {AST_QUERY, "`query`"},
};

void resolve_report_not_built(resolver *r, const ast_node *node)
{
    if (r->detached)
        return;
    for (size_t i = 0; i < sizeof later_rows / sizeof *later_rows; i++) {
        if (later_rows[i].kind == node->kind)
            resolve_report(r, DIAGNOSTIC_NOT_BUILT, resolve_name_span(node), str_from(later_rows[i].name), (str){0},
                           (str){0});
    }
}

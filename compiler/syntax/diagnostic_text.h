/* The two ways in which diagnostics are rendered; diagnostic_render chooses. */
#ifndef SCHEMAC_SYNTAX_DIAGNOSTIC_TEXT_H
#define SCHEMAC_SYNTAX_DIAGNOSTIC_TEXT_H

#include "compiler/syntax/diagnostic.h"

void diagnostic_render_json(diagnostic_list *list, source_set *sources, writer *out);
void diagnostic_render_sarif(diagnostic_list *list, source_set *sources, writer *out);

#endif

/* The files of one compilation: those that were named and all that they import, each read once, however it is reached.
 */
#ifndef SCHEMAC_MODEL_LOAD_H
#define SCHEMAC_MODEL_LOAD_H

#include "compiler/base/file.h"
#include "compiler/model/resolve.h"
#include "compiler/syntax/parser.h"

typedef struct load_file {
    source_file *source;
    parser_result parsed;
} load_file;

typedef struct load_result {
    VEC(load_file) files; /* in the order read: named files first come, first served, then imports */
    ast_node_list roots;  /* the AST_FILE of each, for resolve_schema */
    file_status status;   /* of a named file that could not be read; imports are reported at their place */
} load_result;

/* Reads and parses `paths` and what they import. A path is shown to the user as it was given; an import's is relative
 * to the file that has it. Import cycles are fine. */
load_result load_files(arena *a, source_set *sources, const str_list *paths, diagnostic_list *diagnostics);

#endif

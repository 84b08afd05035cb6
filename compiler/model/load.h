/* The files of one compilation: those that were named and all that they import, each read once, however it is reached.
 */
#ifndef SCHEMAC_MODEL_LOAD_H
#define SCHEMAC_MODEL_LOAD_H

#include "compiler/base/file.h"
#include "compiler/model/resolve.h"
#include "compiler/syntax/parser.h"

typedef struct load_file {
    source_file *source;
    str path; /* as the reader has it */
    parser_result parsed;
} load_file;

typedef struct load_result {
    VEC(load_file) files; /* in the order read: named files first come, first served, then imports */
    ast_node_list roots;  /* the AST_FILE of each, for resolve_schema */
    file_status status;   /* of a named file that could not be read; imports are reported at their place */
} load_result;

/* Where files come from, if not from the file system. `read` is as file_read. */
typedef struct load_reader {
    file_status (*read)(void *context, arena *a, str path, str *text);
    void *context;
    str shown_before; /* stands before a path when it is shown */
} load_reader;

/* Reads and parses `paths` and what they import. A path is shown to the user as it was given; an import's is relative
 * to the file that has it. Import cycles are fine. */
load_result load_files(arena *a, source_set *sources, const str_list *paths, diagnostic_list *diagnostics);
/* The same by way of a reader. */
load_result load_files_from(arena *a, source_set *sources, const load_reader *reader, const str_list *paths,
                            diagnostic_list *diagnostics);

#endif

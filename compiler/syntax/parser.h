/* From text to AST. One lexer and one grammar read schemas, changes and project files. Errors go into the diagnostics;
 * the tree that comes back is never NULL and holds whatever could be read. */
#ifndef SCHEMAC_SYNTAX_PARSER_H
#define SCHEMAC_SYNTAX_PARSER_H

#include "compiler/syntax/ast.h"
#include "compiler/syntax/diagnostic.h"
#include "compiler/syntax/token.h"

typedef enum parser_start {
    PARSER_SCHEMA,     /* a .schema file: AST_FILE */
    PARSER_CHANGES,    /* the changes of a revision: AST_CHANGES */
    PARSER_PROJECT,    /* schemac.project: AST_PROJECT */
    PARSER_EXPRESSION, /* one expression: its node, or NULL */
    /* one expression in the words of a database: its node, or NULL where this grammar has no place for some of it;
     * nothing is reported then, and there may be reports beside a node (a chain of comparisons) */
    PARSER_POSTGRESQL,
    PARSER_SQLITE,
    PARSER_START_COUNT,
} parser_start;

typedef struct parser_result {
    ast_node *root;
    token_list tokens; /* all of them, comments included, in order; for the formatter and `dump --stage tokens` */
} parser_result;

enum { PARSER_NESTING_LIMIT = 200 };

/* Parses a whole file that is in `sources`. */
parser_result parser_run(source_set *sources, source_file *file, parser_start start, diagnostic_list *diagnostics);

#endif

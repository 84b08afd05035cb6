#include "tests/fuzz/read_expression.h"

#include "compiler/model/expression_sql.h"
#include "compiler/model/expression_typed.h"
#include "compiler/model/resolve.h"
#include "compiler/syntax/parser.h"

#include <stdio.h>
#include <stdlib.h>

static void fail_law(const char *law, str text, str printed)
{
    fprintf(stderr, "does not hold: %s\n--- text ---\n%.*s\n--- printed ---\n%.*s\n", law, STR_ARGS(text),
            STR_ARGS(printed));
    abort();
}

static const expression *read_printed(arena *a, str printed)
{
    source_set sources = {.memory = a};
    diagnostic_list diagnostics = {.memory = a};
    source_file *file = source_add(&sources, STR("printed"), printed);
    const ast_node *root = parser_run(&sources, file, PARSER_EXPRESSION, &diagnostics).root;
    const expression *e = root && diagnostics.errors == 0 ? resolve_expression(a, root, &diagnostics) : NULL;
    return diagnostics.errors == 0 ? e : NULL;
}

static int read_for(str text, dialect_id dialect)
{
    arena a = {0};
    const expression *e = expression_read_sql(&a, text, dialect, NULL);
    bool kept = e->kind == EXPRESSION_SQL;
    if (kept && !str_eq(e->native[dialect], str_trim(text)))
        fail_law("what has no tree is kept as it is", text, e->native[dialect]);
    writer out = writer_make(&a);
    expression_print(e, &out);
    str printed = writer_result(&out);
    const expression *again = kept ? e : read_printed(&a, printed);
    if (!again || !expression_equal(e, again))
        fail_law("what is printed is read as an equal tree", text, printed);
    if (!expression_equal_typed(NULL, e, NULL, again))
        fail_law("equal trees are equal by meaning", text, printed);
    arena_free(&a);
    return !kept;
}

int fuzz_read_expression(str text)
{
    return read_for(text, DIALECT_POSTGRESQL) + read_for(text, DIALECT_SQLITE);
}

/* schemac ddl: the changes from nothing, in a dialect. */
#include "compiler/cli/compilation.h"
#include "compiler/cli/difference.h"

exit_status verb_ddl(cli *c)
{
    exit_status status;
    if (!compilation_begin(c, &status))
        return status;
    dialect_id dialect;
    if (!difference_dialect(c, project_dialects(c), &dialect, &status))
        return status;
    model_schema *schema = compile_model(c, 1u << dialect, &status);
    if (!schema)
        return status;
    plan *p = difference_plan(c, model_schema_make(&c->memory), schema, dialect, &status);
    if (!p)
        return status;
    plan_print_script(p, &c->out);
    return EXIT_OK;
}

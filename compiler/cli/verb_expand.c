/* schemac expand: the schema without mixins, imports and short forms. */
#include "compiler/cli/compilation.h"
#include "compiler/model/print.h"

exit_status verb_expand(cli *c)
{
    exit_status status;
    if (!compilation_begin(c, &status))
        return status;
    unsigned dialects = project_dialects(c);
    model_schema *schema = dialects ? compile_model(c, dialects, &status) : NULL;
    if (!schema)
        return dialects ? status : EXIT_USAGE;
    print_schema(schema, PRINT_EXPANDED, &c->out);
    return EXIT_OK;
}

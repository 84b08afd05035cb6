/* schemac version. */
#include "compiler/cli/cli.h"

exit_status verb_version(cli *c)
{
    writer_text(&c->out, wants_json(c) ? "{\"version\": \"" SCHEMAC_VERSION "\"}\n" : "schemac " SCHEMAC_VERSION "\n");
    return EXIT_OK;
}

/* schemac: everything that needs no database. It links no database library, so that it starts in about a millisecond
 * and builds alone as a host tool. */
#include "compiler/cli/cli.h"

#define RUN_OFFLINE(symbol)  verb_##symbol
#define RUN_EITHER(symbol)   verb_##symbol
#define RUN_DATABASE(symbol) NULL

static const verb_info verbs[] = {
#define VERB(symbol, name, where, arguments, options, summary, example)                                                \
    {name, VERB_##where, arguments, options, summary, example, RUN_##where(symbol)},
#include "compiler/cli/verbs.def"
#undef VERB
    {0},
};

int main(int argc, char **argv)
{
    return cli_main(argc, argv, verbs, NULL);
}

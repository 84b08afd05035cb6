/* schemac-db: the verbs that need a database, and all others too. `schemac` executes it by itself. */
#include "compiler/cli/cli.h"

#define RUN_OFFLINE(symbol)  verb_##symbol
#define RUN_EITHER(symbol)   verb_##symbol##_applied
#define RUN_DATABASE(symbol) verb_##symbol

exit_status verb_history_applied(cli *c);

static const verb_info verbs[] = {
#define VERB(symbol, name, where, arguments, options, summary, example)                                                \
    {name, VERB_##where, arguments, options, summary, example, RUN_##where(symbol)},
#include "compiler/cli/verbs.def"
#undef VERB
    {0},
};

int main(int argc, char **argv)
{
    return cli_main(argc, argv, verbs, true);
}

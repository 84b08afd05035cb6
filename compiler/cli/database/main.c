/* schemac-db: the verbs that need a database, and all others too. `schemac` executes it by itself. */
#include "compiler/cli/database/drift.h"
#include "compiler/cli/database/migrator.h"
#include "compiler/cli/database/reader.h"

static const verb_info verbs[] = {
#define VERB(symbol, name, where, arguments, options, summary, example)                                                \
    {name, VERB_##where, arguments, options, summary, example, verb_##symbol},
#include "compiler/cli/verbs.def"
#undef VERB
    {0},
};

static const cli_database database = {
    .sides = reader_sides,
    .against = reader_against,
    .drift = drift_check,
    .history_applied = verb_history_applied,
};

int main(int argc, char **argv)
{
    return cli_main(argc, argv, verbs, &database);
}

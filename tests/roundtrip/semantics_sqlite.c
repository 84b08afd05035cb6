/* The facts of SQLite. */
#include "tests/roundtrip/semantics.h"

int main(void)
{
    static const facts_list *const lists[] = {&semantics_sqlite_alter, &semantics_sqlite_rebuild};
    return facts_run_lists("semantics_sqlite", lists, sizeof lists / sizeof *lists);
}

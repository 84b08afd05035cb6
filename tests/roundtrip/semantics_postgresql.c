/* The facts of PostgreSQL. */
#include "tests/roundtrip/semantics.h"

int main(void)
{
    static const facts_list *const lists[] = {
        &semantics_postgresql_enums, &semantics_postgresql_names,       &semantics_postgresql_locks,
        &semantics_postgresql_types, &semantics_postgresql_expressions, &semantics_postgresql_order,
    };
    return facts_run_lists("semantics_postgresql", lists, sizeof lists / sizeof *lists);
}

/* The facts of each dialect. */
#include "compiler/sql/dialect.h"

static const sql_dialect dialects[DIALECT_COUNT] = {
    [DIALECT_POSTGRESQL] =
        {
            .id = DIALECT_POSTGRESQL,
            .name = "PostgreSQL",
            .enum_types = true,
            .enum_ordinals = true,
            .comments = true,
            .schemas = true,
            .booleans = true,
            .exact_decimals = true,
            .ilike = true,
            .arrays = true,
            .alter_column = true,
            .split_foreign_keys = true,
            .built_in_names = true,
            .concurrent_indexes = true,
            .index_details = true,
            .index_rename = true,
            .identity_sequences = true,
            .label_needs_segment = true,
            .partitions = true,
            .default_word = true,
        },
    [DIALECT_SQLITE] =
        {
            .id = DIALECT_SQLITE,
            .name = "SQLite",
            .identity_in_key = true,
            .default_needs_parens = true,
            .locks_whole_database = true,
            .row_forms = true,
        },
};

const sql_dialect *sql_dialect_of(dialect_id id)
{
    return &dialects[id];
}

static const sql_function functions[] = {
#define FUNCTION(name, sqlite_name, sqlite_text, is_volatile) {name, sqlite_name, sqlite_text, is_volatile},
#include "compiler/sql/functions.def"
#undef FUNCTION
};

const sql_function *sql_function_find(str name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (str_eq_nocase(name, str_from(functions[i].name)))
            return &functions[i];
    return NULL;
}

bool sql_function_takes_numbers(str name)
{
    static const char *const names[] = {"abs",  "round", "sum",   "avg",   "min",  "max", "greatest", "least",
                                        "sign", "ceil",  "floor", "power", "sqrt", "mod", "trunc"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(name, str_from(names[i])))
            return true;
    return false;
}

bool sql_function_is_choice(str name)
{
    return str_eq(name, STR("greatest")) || str_eq(name, STR("least"));
}

bool sql_function_is_clock(const sql_function *function)
{
    const sql_function *now = sql_function_find(STR("now"));
    return function->sqlite_text && str_eq(str_from(function->sqlite_text), str_from(now->sqlite_text));
}

/* What is written in the language and what comes back from the catalog are equal, on the first day and on every later
 * one; what is meant otherwise never is. */
#include "tests/unit/sql/spelling.h"

#include "compiler/model/expression_sql.h"
#include "compiler/model/expression_typed.h"

#include <stdio.h>

static const char *const conditions[] = {
#define MEANT(condition) condition,
#include "tests/unit/sql/meant.def"
};
static const char *const defaults[][2] = {
#define DEFAULT(type, value) {type, value},
#include "tests/unit/sql/meant.def"
};
static const char *const near_misses[][2] = {
#define NEAR(one, other) {one, other},
#include "tests/unit/sql/meant.def"
};

/* The rows have 'text' for the language's "text"; what is in double quotes there stands twice. */
static char *in_the_language(const char *text, char *copy, size_t size)
{
    size_t n = 0;
    for (const char *c = text; *c && n + 3 < size; c++) {
        if (*c == '\'' && c[1] == '\'' && c > text && c[-1] != ' ' && c[-1] != '(' && c[2] && c[2] != ',' &&
            c[2] != ' ' && c[2] != ')') {
            copy[n++] = '\'';
            c++;
        } else if (*c == '"') {
            copy[n++] = '\\';
            copy[n++] = '"';
        } else {
            copy[n++] = *c == '\'' ? '"' : *c;
        }
    }
    copy[n] = '\0';
    return copy;
}

static bool equal(const place *p, const expression *a, const expression *b)
{
    expression_scope scope = {.schema = p->schema, .table = p->table};
    bool same = expression_equal_typed(&scope, a, &scope, b);
    assert_true(same == expression_equal_typed(&scope, b, &scope, a));
    return same;
}

static bool condition_holds(place *p, const char *condition)
{
    char text[400];
    const expression *written = place_written(p, in_the_language(condition, text, sizeof text));
    if (!written)
        return false;
    str stored = place_deparse(p, place_sql(p, written, DIALECT_POSTGRESQL).ptr);
    for (int day = 0; day < 3; day++) {
        const expression *read = place_read(p, stored, DIALECT_POSTGRESQL);
        if (!equal(p, written, read)) {
            print_error("day %d: %s is not %s: %s\n", day, text, stored.ptr, place_language(p, read).ptr);
            return false;
        }
        stored = place_deparse(p, stored.ptr);
    }
    return true;
}

static void conditions_come_back_equal(void **state)
{
    (void)state;
    place p;
    place_open(&p, DIALECT_POSTGRESQL);
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        wrong += !condition_holds(&p, conditions[i]);
    place_close(&p);
    assert_int_equal(wrong, 0);
}

static bool default_holds(place *p, const char *type, const char *value)
{
    char text[400];
    (void)in_the_language(value, text, sizeof text);
    str schema_text = str_format(&p->memory, "%s dflt: %s = %s }", FIELDS, type, text);
    model_schema *schema = support_schema(&p->memory, schema_text.ptr);
    const model_column *column = model_find_column(support_table(schema, "T"), STR("dflt"));
    writer type_text = writer_make(&p->memory);
    plan_type(schema, &column->type, DIALECT_POSTGRESQL, &type_text);
    expression_scope scope = {.schema = schema, .table = support_table(schema, "T"), .target = &column->type};
    str stored = place_sql(p, column->default_value, DIALECT_POSTGRESQL);
    for (int day = 0; day < 3; day++) {
        stored = place_deparse_default(p, writer_result(&type_text).ptr, stored.ptr);
        const expression *read = expression_read_sql(&p->memory, stored, DIALECT_POSTGRESQL, &scope);
        model_column other = *column;
        other.default_value = read;
        if (!expression_equal_typed(&scope, column->default_value, &scope, read) ||
            !model_column_equal(column, &other)) {
            print_error("day %d: %s = %s is not %s: %s\n", day, type, text, stored.ptr, place_language(p, read).ptr);
            return false;
        }
    }
    return true;
}

static void defaults_come_back_equal(void **state)
{
    (void)state;
    place p;
    place_open(&p, DIALECT_POSTGRESQL);
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        wrong += !default_holds(&p, defaults[i][0], defaults[i][1]);
    place_close(&p);
    assert_int_equal(wrong, 0);
}

/* Not as they are written, not as they are stored, and not one as written with the other as stored. */
static bool near_miss_holds(place *p, const char *const *pair)
{
    const expression *written[2];
    const expression *stored[2];
    for (size_t i = 0; i < 2; i++) {
        char text[400];
        written[i] = place_written(p, in_the_language(pair[i], text, sizeof text));
        if (!written[i])
            return false;
        str first = place_deparse(p, place_sql(p, written[i], DIALECT_POSTGRESQL).ptr);
        stored[i] = place_read(p, first, DIALECT_POSTGRESQL);
    }
    bool same = equal(p, written[0], written[1]) || equal(p, stored[0], stored[1]) || equal(p, written[0], stored[1]) ||
                equal(p, stored[0], written[1]);
    if (same)
        print_error("equal: %s | %s\n", pair[0], pair[1]);
    return !same;
}

static void near_misses_are_different(void **state)
{
    (void)state;
    place p;
    place_open(&p, DIALECT_POSTGRESQL);
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof near_misses / sizeof *near_misses; i++)
        wrong += !near_miss_holds(&p, near_misses[i]);
    place_close(&p);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_come_back_equal),
        cmocka_unit_test(defaults_come_back_equal),
        cmocka_unit_test(near_misses_are_different),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

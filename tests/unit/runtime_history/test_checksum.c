/* What counts as an edit and what does not. */
#include "support.h"

#include <string.h>

static void tokens(const char *text, char sum[SCHEMAC_CHECKSUM_SIZE])
{
    schemac_checksum_tokens(text, strlen(text), SCHEMAC_SQL_POSTGRESQL, sum);
}

static void assert_same_tokens(const char *left, const char *right, bool same)
{
    char first[SCHEMAC_CHECKSUM_SIZE];
    char second[SCHEMAC_CHECKSUM_SIZE];
    tokens(left, first);
    tokens(right, second);
    if ((strcmp(first, second) == 0) != same) {
        fail_msg("<%s> and <%s>: expected %s", left, right, same ? "the same" : "a difference");
    }
}

static void bytes_mind_all_but_line_ends(void **state)
{
    (void)state;
    char first[SCHEMAC_CHECKSUM_SIZE];
    char second[SCHEMAC_CHECKSUM_SIZE];
    schemac_checksum_bytes("a\nb\n", 4, first);
    schemac_checksum_bytes("a\r\nb\r\n", 6, second);
    assert_string_equal(first, second);
    assert_int_equal(strlen(first), 7 + 32);
    assert_memory_equal(first, "xxh128:", 7);
    schemac_checksum_bytes("a\rb\r", 4, second);
    assert_string_equal(first, second);
    schemac_checksum_bytes("a\nb", 3, second);
    assert_string_not_equal(first, second);
}

static void bytes_are_the_known_hash(void **state)
{
    (void)state;
    char sum[SCHEMAC_CHECKSUM_SIZE];
    schemac_checksum_bytes("", 0, sum);
    assert_string_equal(sum,
                        "xxh128:99aa06d3014798d86001c324468d497f"); /* XXH3-128 of nothing, from its specification */
}

static void tokens_mind_only_sql(void **state)
{
    (void)state;
    assert_same_tokens("SELECT a;", "select  A ; -- x", true);
    assert_same_tokens("select a;", "/* c */ select\r\n a;", true);
    assert_same_tokens("select a;", "select b;", false);
    assert_same_tokens("select 'A';", "select 'a';", false);
    assert_same_tokens("select \"A\";", "select \"a\";", false);
    assert_same_tokens("select ab;", "select a b;", false);
    assert_same_tokens("select 'a\nb';", "select 'a\r\nb';", true);
    assert_same_tokens("select 'a b';", "select 'a  b';", false);
    assert_same_tokens("select $$ -- x\n$$;", "select $$ $$;", false);
    assert_same_tokens("a;\n--# segment 2: transaction\nb;", "a;\nb;", false);
    assert_same_tokens("a;\n--# segment 2: transaction\nb;", "a;\n--#  SEGMENT 2 : transaction\nb;", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_mind_all_but_line_ends),
        cmocka_unit_test(bytes_are_the_known_hash),
        cmocka_unit_test(tokens_mind_only_sql),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

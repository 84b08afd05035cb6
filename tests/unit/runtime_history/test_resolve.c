/* Names of revisions, each against one folder:
 *
 *   aaaa1 - aaaa2 - bbbb1 (label side) - bbbb2
 *                 \ cccc1 - cccc2
 */
#include "support.h"

#include <string.h>

static char *folder;
static schemac_history *history;

static int make_folder(void **state)
{
    (void)state;
    folder = scratch_make();
    write_pair(folder, "1", "aaaa1", "base", "2026-01-01T00:00:00Z", "");
    write_pair(folder, "2", "aaaa2", "aaaa1", "2026-01-02T00:00:00Z", "");
    write_pair(folder, "3", "bbbb1", "aaaa2", "2026-01-03T00:00:00Z", "-- Branch: side");
    write_pair(folder, "4", "bbbb2", "bbbb1", "2026-01-04T00:00:00Z", "");
    write_pair(folder, "5", "cccc1", "aaaa2", "2026-01-05T00:00:00Z", "");
    write_pair(folder, "6", "cccc2", "cccc1", "2026-01-06T00:00:00Z", "");
    history = open_history(folder, SCHEMAC_SQL_SQLITE);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    schemac_history_close(history);
    scratch_remove(folder);
    return 0;
}

/* What a name means where a database stands at `current` (NULL: there is no database). */
static const struct resolve_case {
    const char *name;
    const char *current;
    const char *expected; /* ids, or "!" and a part of the message */
} cases[] = {
    {"aaaa1", NULL, "aaaa1"},
    {"bbbb", NULL, "!more than one revision begins so: \"3.up.sql\" and \"4.up.sql\""},
    {"bbbb2", NULL, "bbbb2"},
    {"bbb", NULL, "!no revision \"bbb\""},
    {"nope", NULL, "!no revision"},
    {"base", NULL, ""},
    {"head", NULL, "!several heads: \"4.up.sql\" and \"6.up.sql\""},
    {"heads", NULL, "bbbb2 cccc2"},
    {"side", NULL, "bbbb1"},
    {"side@head", NULL, "bbbb2"},
    {"side@heads", NULL, "bbbb2"},
    {"none@head", NULL, "!no revision"},
    {"current", NULL, "!none here"},
    {"current", "aaaa2", "aaaa2"},
    {"+1", "aaaa1", "aaaa2"},
    {"+1", "", "aaaa1"},
    {"+2", "", "aaaa2"},
    {"+1", "aaaa2", "!more than one revision follows"},
    {"+1", "bbbb1", "bbbb2"},
    {"+1", "bbbb2", "!beyond the newest"},
    {"-1", "bbbb2", "bbbb1"},
    {"-4", "bbbb2", ""},
    {"-5", "bbbb2", "!beyond the first"},
    {"-1", NULL, "!none here"},
    {"side+1", NULL, "bbbb2"},
    {"cccc2-2", NULL, "aaaa2"},
    {"base+1", NULL, "aaaa1"},
    {"side@head-1", NULL, "bbbb1"},
    {"", NULL, "!no revision"},
    {"+x", NULL, "!no revision"},
};

static void assert_case(const struct resolve_case *c)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_revision_list list = {0};
    const schemac_revision *at = c->current && *c->current ? schemac_history_find(history, c->current) : NULL;
    const schemac_position position = {c->current != NULL, &at, at ? 1 : 0};
    schemac_code code = schemac_history_resolve(history, c->name, &position, &list, &err);
    if (*c->expected == '!') {
        if (code != SCHEMAC_INVALID || !strstr(err.message, c->expected + 1)) {
            fail_msg("\"%s\": %s", c->name, err.message);
        }
        return;
    }
    char ids[128] = "";
    for (size_t i = 0; i < list.count; i++) {
        strcat(ids, i ? " " : "");
        strcat(ids, list.items[i]->id);
    }
    if (code || strcmp(ids, c->expected) != 0) {
        fail_msg("\"%s\": <%s> %s", c->name, ids, err.message);
    }
}

static void resolves_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_case(&cases[i]);
    }
}

static void ambiguity_shows_the_ways_on(void **state)
{
    (void)state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_revision_list list;
    assert_int_equal(schemac_history_resolve(history, "head", NULL, &list, &err), SCHEMAC_INVALID);
    assert_non_null(strstr(err.hint, "schemac revision --empty"));
}

static void unique_prefixes_are_enough(void **state)
{
    (void)state;
    char *other = scratch_make();
    write_pair(other, "1", "1f3a9c02b4d6", "base", "2026-01-01T00:00:00Z", "");
    write_pair(other, "2", "1f3b00000000", "1f3a9c02b4d6", "2026-01-01T00:00:00Z", "");
    schemac_history *two = open_history(other, SCHEMAC_SQL_SQLITE);
    schemac_revision_list list;
    assert_int_equal(schemac_history_resolve(two, "1f3a", NULL, &list, NULL), SCHEMAC_OK);
    assert_string_equal(list.items[0]->id, "1f3a9c02b4d6");
    assert_int_equal(schemac_history_resolve(two, "1f3", NULL, &list, NULL), SCHEMAC_INVALID);
    schemac_history_close(two);
    scratch_remove(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resolves_names),
        cmocka_unit_test(ambiguity_shows_the_ways_on),
        cmocka_unit_test(unique_prefixes_are_enough),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compiler/base/map.h"
#include "compiler/base/vec.h"

static arena memory;
static int values[3];

static int teardown(void **state)
{
    (void)state;
    arena_free(&memory);
    return 0;
}

static void put_get_and_replace(void **state)
{
    (void)state;
    map m = {0};
    assert_null(map_get(&m, STR("a")));
    assert_null(map_put(&memory, &m, STR("a"), &values[0]));
    assert_null(map_put(&memory, &m, STR("b"), &values[1]));
    assert_ptr_equal(map_put(&memory, &m, STR("a"), &values[2]), &values[0]);
    assert_ptr_equal(map_get(&m, STR("a")), &values[2]);
    assert_true(map_has(&m, STR("b")));
    assert_int_equal(m.live, 2);
}

static str key_of(size_t i)
{
    return str_format(&memory, "key%zu", i);
}

static void many_keys_in_order(void **state)
{
    (void)state;
    map m = {0};
    enum { COUNT = 10000 };
    for (size_t i = 0; i < COUNT; i++)
        map_put(&memory, &m, key_of(i), (void *)(uintptr_t)(i + 1));
    for (size_t i = 0; i < COUNT; i++)
        assert_int_equal((uintptr_t)map_get(&m, key_of(i)), i + 1);
    size_t at = 0;
    MAP_EACH (&m, entry)
        assert_int_equal((uintptr_t)entry->value, ++at);
    assert_int_equal(at, COUNT);
}

static void removed_keys_come_back_at_the_end(void **state)
{
    (void)state;
    for (size_t count = 3; count <= 300; count *= 10) {
        map m = {0};
        for (size_t i = 0; i < count; i++)
            map_put(&memory, &m, key_of(i), (void *)(uintptr_t)(i + 1));
        assert_int_equal((uintptr_t)map_remove(&m, key_of(1)), 2);
        assert_null(map_get(&m, key_of(1)));
        assert_null(map_remove(&m, key_of(1)));
        map_put(&memory, &m, key_of(1), values);
        assert_ptr_equal(map_get(&m, key_of(1)), values);
        str last = {0};
        MAP_EACH (&m, entry)
            last = entry->key;
        assert_true(str_eq(last, key_of(1)));
        assert_int_equal(m.live, count);
    }
}

static void vectors_grow(void **state)
{
    (void)state;
    VEC(int) numbers = {0};
    for (int i = 0; i < 1000; i++)
        VEC_PUSH(&memory, &numbers, i);
    int sum = 0;
    VEC_EACH (int, &numbers, number)
        sum += *number;
    assert_int_equal(sum, 499500);
}

static void arena_grows_in_place(void **state)
{
    (void)state;
    arena a = {0};
    char *piece = arena_alloc(&a, 16);
    piece[0] = 'x';
    assert_ptr_equal(arena_grow(&a, piece, 16, 1000), piece);
    (void)arena_alloc(&a, 1);
    char *moved = arena_grow(&a, piece, 1000, 2000);
    assert_ptr_not_equal(moved, piece);
    assert_int_equal(moved[0], 'x');
    char *large = arena_alloc(&a, 10 * 1000 * 1000);
    large[10 * 1000 * 1000 - 1] = 1;
    arena_free(&a);
    assert_int_equal(a.total, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(put_get_and_replace),
        cmocka_unit_test(many_keys_in_order),
        cmocka_unit_test(removed_keys_come_back_at_the_end),
        cmocka_unit_test(vectors_grow),
        cmocka_unit_test(arena_grows_in_place),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}

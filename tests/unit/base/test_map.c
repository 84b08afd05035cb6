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

static void a_cleared_map_is_empty_and_of_use(void **state)
{
    (void)state;
    for (size_t count = 3; count <= 300; count *= 10) {
        map m = {0};
        map_reserve(&memory, &m, count);
        const map_entry *room = m.entries;
        for (size_t round = 0; round < 3; round++) {
            for (size_t i = 0; i < count; i++)
                assert_null(map_put(&memory, &m, key_of(i + round), values));
            assert_int_equal(m.live, count);
            assert_ptr_equal(m.entries, room);
            map_clear(&m);
            assert_null(map_get(&m, key_of(round + 1)));
            assert_int_equal(m.live, 0);
        }
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
    for (size_t i = 0; i < 9 * 1000 * 1000; i += 1000)
        assert_int_equal(large[i], 0);
    arena_free(&a);
    assert_int_equal(a.total, 0);
}

static void arena_takes_back_the_end_of_the_last_piece(void **state)
{
    (void)state;
    arena a = {0};
    char *piece = arena_alloc(&a, 1000);
    arena_shrink(&a, piece, 1000, 100);
    char *next = arena_alloc(&a, 16);
    assert_true(next >= piece + 100 && next < piece + 1000);
    arena_shrink(&a, piece, 100, 10);
    assert_true((char *)arena_alloc(&a, 16) >= next + 16);
    arena_free(&a);
}

static void room_that_was_foretold_is_not_asked_for_again(void **state)
{
    (void)state;
    VEC(int) numbers = {0};
    VEC_RESERVE(&memory, &numbers, 100);
    const int *room = numbers.items;
    for (int i = 0; i < 100; i++)
        VEC_PUSH(&memory, &numbers, i);
    assert_ptr_equal(numbers.items, room);
    VEC_PUSH(&memory, &numbers, 100);
    assert_int_equal(numbers.items[99], 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(put_get_and_replace),
        cmocka_unit_test(many_keys_in_order),
        cmocka_unit_test(removed_keys_come_back_at_the_end),
        cmocka_unit_test(a_cleared_map_is_empty_and_of_use),
        cmocka_unit_test(vectors_grow),
        cmocka_unit_test(arena_grows_in_place),
        cmocka_unit_test(arena_takes_back_the_end_of_the_last_piece),
        cmocka_unit_test(room_that_was_foretold_is_not_asked_for_again),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}

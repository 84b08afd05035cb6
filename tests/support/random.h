/* Random numbers that are the same on every machine for the same seed. */
#ifndef TESTS_SUPPORT_RANDOM_H
#define TESTS_SUPPORT_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct test_random {
    uint64_t state;
} test_random;

test_random test_random_make(uint64_t seed);
uint64_t test_random_next(test_random *random);
/* 0 to below - 1; 0 for below 0. */
size_t test_random_below(test_random *random, size_t below);
/* True in `percent` of a hundred cases. */
bool test_random_chance(test_random *random, unsigned percent);

#endif

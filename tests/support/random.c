/* splitmix64: one multiplication chain over a counter; every seed is good. */
#include "tests/support/random.h"

test_random test_random_make(uint64_t seed)
{
    return (test_random){seed};
}

uint64_t test_random_next(test_random *random)
{
    random->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = random->state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

size_t test_random_below(test_random *random, size_t below)
{
    return below ? (size_t)(test_random_next(random) % below) : 0;
}

bool test_random_chance(test_random *random, unsigned percent)
{
    return test_random_below(random, 100) < percent;
}

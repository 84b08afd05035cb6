/*
 * hash.c - the one place that includes xxHash, inlined whole so that none of its names leave this file.
 */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "memory.h"

uint64_t smig_hash(const void *data, size_t length)
{
    return XXH3_64bits(data, length);
}

void smig_hash_text(const void *data, size_t length, char digits[33])
{
    static const char hex[] = "0123456789abcdef";
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(data, length));
    for (size_t i = 0; i < sizeof canonical.digest; i++) {
        digits[2 * i] = hex[canonical.digest[i] >> 4];
        digits[2 * i + 1] = hex[canonical.digest[i] & 15];
    }
    digits[32] = '\0';
}

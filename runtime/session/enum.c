/* Members of enums by number and by label. */
#include <string.h>

#include "schemac/generated.h"

const schemac_enum_member *schemac_enum_by_number(const schemac_enum *enumeration, int number)
{
    size_t low = 0;
    size_t high = enumeration->n_members;
    /* Where no member was ever removed, number n stands at n - 1. */
    if (number >= 1 && (size_t)number <= high && enumeration->members[number - 1].number == number) {
        return &enumeration->members[number - 1];
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const schemac_enum_member *member = &enumeration->members[middle];
        if (member->number == number) {
            return member;
        }
        if (member->number < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

static int compare_label(const char *label, schemac_str wanted)
{
    size_t len = strlen(label);
    int order = memcmp(label, wanted.data, len < wanted.len ? len : wanted.len);
    return order != 0 ? order : (len > wanted.len) - (len < wanted.len);
}

const schemac_enum_member *schemac_enum_by_label(const schemac_enum *enumeration, schemac_str label)
{
    size_t low = 0;
    size_t high = label.data == NULL ? 0 : enumeration->n_members;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const schemac_enum_member *member = &enumeration->members[enumeration->by_label[middle]];
        int order = compare_label(member->label, label);
        if (order == 0) {
            return member;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

#include "db/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(schemac_text *text, size_t more)
{
    if (text->failed || more > SIZE_MAX / 4 - text->len) {
        text->failed = true;
        return false;
    }
    size_t wanted = text->len + more + 1;
    if (wanted <= text->size) {
        return true;
    }
    size_t size = text->size == 0 ? 256 : text->size;
    while (size < wanted) {
        size *= 2;
    }
    char *data = realloc(text->data, size);
    if (data == NULL) {
        text->failed = true;
        return false;
    }
    text->data = data;
    text->size = size;
    return true;
}

void schemac_text_bytes(schemac_text *text, const void *data, size_t len)
{
    if (len > 0 && reserve(text, len)) {
        memcpy(text->data + text->len, data, len);
        text->len += len;
        text->data[text->len] = '\0';
    }
}

void schemac_text_add(schemac_text *text, const char *more)
{
    schemac_text_bytes(text, more, strlen(more));
}

void schemac_text_char(schemac_text *text, char c)
{
    schemac_text_bytes(text, &c, 1);
}

void schemac_text_number(schemac_text *text, int64_t number)
{
    char digits[32];
    int len = snprintf(digits, sizeof digits, "%" PRId64, number);
    schemac_text_bytes(text, digits, len < 0 ? 0 : (size_t)len);
}

void schemac_text_free(schemac_text *text)
{
    free(text->data);
    memset(text, 0, sizeof *text);
}

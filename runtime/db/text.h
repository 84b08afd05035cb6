/* Text that grows, with a sticky error: append as often as needed, ask once at the end. Zero is an empty one. */
#ifndef SCHEMAC_DB_TEXT_H
#define SCHEMAC_DB_TEXT_H

#include "schemac/export.h"
#include "schemac/value.h"

typedef struct schemac_text {
    char *data; /* NUL-terminated once anything was appended */
    size_t len;
    size_t size;
    bool failed; /* memory ran out; what came after is missing */
} schemac_text;

void schemac_text_bytes(schemac_text *text, const void *data, size_t len);
void schemac_text_add(schemac_text *text, const char *more);
void schemac_text_char(schemac_text *text, char c);
void schemac_text_number(schemac_text *text, int64_t number);
static inline schemac_str schemac_text_str(const schemac_text *text)
{
    return schemac_str_make(text->data == NULL ? "" : text->data, text->len);
}
/* Frees the memory and makes it empty again. */
void schemac_text_free(schemac_text *text);

#endif

/*
 * slug.c - a message as part of a file name. The only file that needs Unicode's tables (libunistring).
 *
 * The text is composed first (NFC), so that one message gives one slug however its accents were typed.
 */
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "memory.h"
#include "schemac/history.h"

/* Lower-case and composed; NULL if the text is no UTF-8 or memory ran out. */
static uint8_t *fold(const char *message, size_t *length)
{
    size_t bytes = strlen(message);
    return u8_tolower((const uint8_t *)message, bytes, NULL, UNINORM_NFC, NULL, length);
}

/* Letters and digits, and the marks that belong to the letter before them. */
static bool is_kept(ucs4_t character, bool inside)
{
    return uc_is_general_category_withtable(character, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N) ||
           (inside && uc_is_general_category_withtable(character, UC_CATEGORY_MASK_M));
}

/* Cuts a slug to `length` characters, at the end of a word if that keeps at least half of them. */
static void cut(smig_text *slug, int length)
{
    size_t bytes = 0;
    size_t last_word = 0;
    int last_word_characters = 0;
    for (int characters = 0; characters < length && bytes < slug->length; characters++) {
        if (slug->data[bytes] == '_') {
            last_word = bytes;
            last_word_characters = characters;
        }
        int size = u8_mblen((const uint8_t *)slug->data + bytes, slug->length - bytes);
        bytes += size > 0 ? (size_t)size : 1;
    }
    if (bytes >= slug->length) {
        return;
    }
    bool whole_word = slug->data[bytes] == '_';
    slug->length = !whole_word && last_word_characters * 2 >= length ? last_word : bytes;
    slug->data[slug->length] = '\0';
}

static void add_kept(smig_text *slug, const uint8_t *text, size_t length)
{
    bool gap = false;
    bool inside = false;
    for (size_t at = 0; at < length;) {
        ucs4_t character;
        int size = u8_mbtoucr(&character, text + at, length - at);
        size = size > 0 ? size : 1;
        inside = is_kept(character, inside);
        if (!inside) {
            gap = true;
        } else {
            if (gap && slug->length) {
                smig_text_add_char(slug, '_');
            }
            gap = false;
            smig_text_add(slug, (const char *)text + at, (size_t)size);
        }
        at += (size_t)size;
    }
}

/* What is no UTF-8 keeps its ASCII letters and digits only. */
static void add_ascii(smig_text *slug, const char *message)
{
    bool gap = false;
    for (; *message; message++) {
        char c = *message >= 'A' && *message <= 'Z' ? (char)(*message - 'A' + 'a') : *message;
        bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (kept && gap && slug->length) {
            smig_text_add_char(slug, '_');
        }
        if (kept) {
            smig_text_add_char(slug, c);
        }
        gap = !kept;
    }
}

char *schemac_revision_slug(const char *message, int length)
{
    smig_text slug = {0};
    size_t folded_length = 0;
    uint8_t *folded = fold(message, &folded_length);
    if (folded) {
        add_kept(&slug, folded, folded_length);
    } else {
        add_ascii(&slug, message);
    }
    free(folded);
    if (length > 0 && !slug.failed && slug.length) {
        cut(&slug, length);
    }
    smig_text_add(&slug, "", 0);
    if (slug.failed) {
        smig_text_free(&slug);
    }
    return slug.data;
}

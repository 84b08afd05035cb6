/*
 * checksum.c - the two checksums of a file. Their texts begin with the algorithm's name, which is compared with the
 * rest, so a later algorithm never reads an older sum as its own.
 */
#include <string.h>

#include "memory.h"
#include "scan.h"
#include "split.h"

static void write_checksum(const smig_text *input, char checksum[SCHEMAC_CHECKSUM_SIZE])
{
    static const char algorithm[] = "xxh128:";
    char digits[33];
    smig_hash_text(smig_text_string(input), input->failed ? 0 : input->length, digits);
    memcpy(checksum, algorithm, sizeof algorithm - 1);
    memcpy(checksum + sizeof algorithm - 1, digits, sizeof digits);
    if (input->failed) { /* never equal to a true sum */
        checksum[0] = '\0';
    }
}

void schemac_checksum_bytes(const char *text, size_t length, char checksum[SCHEMAC_CHECKSUM_SIZE])
{
    smig_text normal = {0};
    size_t from = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\r') {
            smig_text_add(&normal, text + from, i - from);
            smig_text_add_char(&normal, '\n');
            from = i + 1 < length && text[i + 1] == '\n' ? i + 2 : i + 1;
            i = from - 1;
        }
    }
    smig_text_add(&normal, text + from, length - from);
    write_checksum(&normal, checksum);
    smig_text_free(&normal);
}

/* A token's text, words in lower case and line ends as LF, with a zero byte behind it so that "a b" is not "ab". */
static void add_token(smig_text *normal, const char *text, smig_token token)
{
    for (size_t i = 0; i < token.length; i++) {
        char c = text[token.offset + i];
        if (token.kind == SMIG_WORD && c >= 'A' && c <= 'Z') {
            c = (char)(c - 'A' + 'a');
        }
        if (c == '\r' && i + 1 < token.length && text[token.offset + i + 1] == '\n') {
            continue;
        }
        smig_text_add_char(normal, c);
    }
    smig_text_add_char(normal, '\0');
}

/* A mark counts as its own tokens behind a word that no SQL has. */
static void add_mark(smig_text *normal, const char *text, smig_token comment)
{
    smig_scan scan = {.text = text + comment.offset + 3, .length = comment.length - 3};
    smig_text_add(normal, "--#", 4);
    for (smig_token token = smig_scan_next_solid(&scan); token.kind != SMIG_END; token = smig_scan_next_solid(&scan)) {
        add_token(normal, scan.text, token);
    }
    smig_text_add(normal, "\n", 2);
}

void schemac_checksum_tokens(const char *text, size_t length, schemac_sql_dialect dialect,
                             char checksum[SCHEMAC_CHECKSUM_SIZE])
{
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    smig_text normal = {0};
    smig_scan scan = {.text = text, .length = length, .dialect = dialect};
    if (length >= 3 && memcmp(text, byte_order_mark, 3) == 0) {
        scan.at = 3;
    }
    for (smig_token token = smig_scan_next(&scan); token.kind != SMIG_END; token = smig_scan_next(&scan)) {
        if (token.kind == SMIG_COMMENT && smig_is_mark(text + token.offset, token.length)) {
            add_mark(&normal, text, token);
        } else if (token.kind != SMIG_COMMENT && token.kind != SMIG_SPACE) {
            add_token(&normal, text, token);
        }
    }
    write_checksum(&normal, checksum);
    smig_text_free(&normal);
}

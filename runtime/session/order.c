/* Orders, limits, and the tokens by which a long list is read page by page.
 *
 * A token holds the order's columns and the values of the last row in them, so the next page begins behind that row,
 * whatever was inserted or deleted meanwhile, and the database finds it by an index. It is text that needs no quoting
 * in a URL. NULLs come last ascending and first descending; PostgreSQL does so by itself.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/value_text.h"
#include "session/internal.h"

enum { MOST_KEYS = sizeof((schemac_full_order *)0)->keys / sizeof(schemac_order) };

static bool has_key(const schemac_full_order *order, unsigned column)
{
    for (size_t i = 0; i < order->n; i++) {
        if (order->keys[i].column == column) {
            return true;
        }
    }
    return false;
}

static schemac_code add_key(const schemac_model *model, schemac_order key, schemac_full_order *order,
                            schemac_error *err)
{
    if (key.column >= model->n_columns || order->n == MOST_KEYS) {
        return schemac_error_set(err, SCHEMAC_MISUSE, "an order of \"%s\" has more than %d columns or one unknown",
                                 model->name, (int)MOST_KEYS);
    }
    /* A second mention changes nothing: the first has decided. */
    if (!has_key(order, key.column)) {
        order->keys[order->n++] = key;
    }
    return SCHEMAC_OK;
}

schemac_code schemac_order_full(const schemac_model *model, const schemac_query *query, bool total,
                                schemac_full_order *order, schemac_error *err)
{
    schemac_code code = SCHEMAC_OK;
    order->n = 0;
    for (size_t i = 0; i < query->n_order && code == SCHEMAC_OK; i++) {
        code = add_key(model, query->order[i], order, err);
    }
    for (size_t i = 0; total && model->primary != NULL && i < model->primary->n_columns && code == SCHEMAC_OK; i++) {
        schemac_order key = {model->primary->columns[i], false};
        code = add_key(model, key, order, err);
    }
    return code;
}

void schemac_say_full_order(schemac_statement *statement, const schemac_full_order *order)
{
    for (size_t i = 0; i < order->n; i++) {
        const schemac_column *column = &statement->model->columns[order->keys[i].column];
        bool descending = order->keys[i].descending;
        schemac_say(statement, i == 0 ? " ORDER BY " : ", ");
        schemac_say_column(statement, column, 0);
        schemac_say(statement, descending ? " DESC" : "");
        if (statement->dialect == SCHEMAC_SQLITE && (column->flags & SCHEMAC_COLUMN_NULLABLE) != 0) {
            schemac_say(statement, descending ? " NULLS FIRST" : " NULLS LAST");
        }
    }
}

static void say_number(schemac_statement *statement, int64_t number)
{
    schemac_value value;
    memset(&value, 0, sizeof value);
    value.kind = SCHEMAC_KIND_INT64;
    value.as.integer = number;
    schemac_say_param(statement, &value);
}

void schemac_say_limit(schemac_statement *statement, int64_t limit, int64_t offset)
{
    if (limit < 0 || offset < 0) {
        schemac_code code = schemac_error_set(statement->err, SCHEMAC_MISUSE, "a limit or offset is negative");
        schemac_statement_fail(statement, code);
        return;
    }
    if (limit > 0) {
        schemac_say(statement, " LIMIT ");
        say_number(statement, limit);
    } else if (offset > 0 && statement->dialect == SCHEMAC_SQLITE) {
        schemac_say(statement, " LIMIT -1"); /* SQLite knows no OFFSET alone */
    }
    if (offset > 0) {
        schemac_say(statement, " OFFSET ");
        say_number(statement, offset);
    }
}

/* ---- tokens ----
 * Eight hexadecimal digits that stand for the table, the columns and the directions; then for each key "n" (NULL) or
 * "v" and the length of its text, "." and the text; the whole in base64 as URLs allow it. */

static uint32_t order_hash(const schemac_model *model, const schemac_full_order *order)
{
    uint64_t hash = schemac_hash_bytes(model->table, strlen(model->table));
    for (size_t i = 0; i < order->n; i++) {
        const char *name = model->columns[order->keys[i].column].name;
        uint64_t parts[2] = {hash, schemac_hash_bytes(name, strlen(name)) + (order->keys[i].descending ? 1 : 0)};
        hash = schemac_hash_bytes(parts, sizeof parts);
    }
    return (uint32_t)(hash ^ hash >> 32);
}

static const char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void base64_encode(const unsigned char *data, size_t len, char *out)
{
    uint32_t bits = 0;
    int n = 0;
    for (size_t i = 0; i < len; i++) {
        bits = bits << 8 | data[i];
        for (n += 8; n >= 6; n -= 6) {
            *out++ = base64_digits[bits >> (n - 6) & 63];
        }
    }
    if (n > 0) {
        *out++ = base64_digits[bits << (6 - n) & 63];
    }
    *out = '\0';
}

/* Writes at most len * 3 / 4 bytes and returns their number; SIZE_MAX for a character that does not belong. */
static size_t base64_decode(schemac_str text, unsigned char *out)
{
    uint32_t bits = 0;
    int n = 0;
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *digit = text.data[i] == '\0' ? NULL : strchr(base64_digits, text.data[i]);
        if (digit == NULL) {
            return SIZE_MAX;
        }
        bits = bits << 6 | (uint32_t)(digit - base64_digits);
        n += 6;
        if (n >= 8) {
            n -= 8;
            out[len++] = (unsigned char)(bits >> n);
        }
    }
    return len;
}

/* Real numbers as their bits, so that they come back the same. */
static void write_value(schemac_text *text, const schemac_value *value)
{
    char buffer[SCHEMAC_TIME_TEXT_SIZE];
    schemac_str str = schemac_value_text(value, buffer);
    if (value->kind == SCHEMAC_KIND_FLOAT || value->kind == SCHEMAC_KIND_DOUBLE) {
        uint64_t bits = 0;
        memcpy(&bits, &value->as.real, sizeof bits);
        int len = snprintf(buffer, sizeof buffer, "%016llx", (unsigned long long)bits);
        str = schemac_str_make(buffer, (size_t)len);
    }
    schemac_text_char(text, 'v');
    schemac_text_number(text, (int64_t)str.len);
    schemac_text_char(text, '.');
    schemac_text_bytes(text, str.data, str.len);
}

static bool read_value(schemac_kind kind, schemac_str text, schemac_value *value)
{
    char word[32];
    value->kind = kind;
    if (kind > SCHEMAC_KIND_DOUBLE) {
        return schemac_value_from_text(kind, text, value);
    }
    if (kind == SCHEMAC_KIND_BOOL) {
        value->as.integer = text.len == 4;
        return true;
    }
    if (text.len >= sizeof word) {
        return false;
    }
    memcpy(word, text.data, text.len);
    word[text.len] = '\0';
    char *end = NULL;
    if (kind == SCHEMAC_KIND_FLOAT || kind == SCHEMAC_KIND_DOUBLE) {
        uint64_t bits = strtoull(word, &end, 16);
        memcpy(&value->as.real, &bits, sizeof bits);
    } else {
        value->as.integer = strtoll(word, &end, 10);
    }
    return end != word && *end == '\0';
}

schemac_code schemac_token_make(schemac_statement *statement, const schemac_full_order *order, const void *row,
                                schemac_str *token)
{
    const schemac_model *model = statement->model;
    schemac_text text = {0};
    char head[16];
    snprintf(head, sizeof head, "%08lx", (unsigned long)order_hash(model, order));
    schemac_text_add(&text, head);
    schemac_code code = SCHEMAC_OK;
    for (size_t i = 0; i < order->n && code == SCHEMAC_OK; i++) {
        schemac_value value;
        code = schemac_value_in(&model->columns[order->keys[i].column], statement->dialect, row, &statement->scratch,
                                &value, statement->err);
        if (code == SCHEMAC_OK && value.is_null) {
            schemac_text_char(&text, 'n');
        } else if (code == SCHEMAC_OK) {
            write_value(&text, &value);
        }
    }
    char *out = schemac_session_alloc(statement->session, text.len * 4 / 3 + 4);
    if (code == SCHEMAC_OK && out != NULL && !text.failed) {
        base64_encode((const unsigned char *)text.data, text.len, out);
        *token = schemac_str_of(out);
    } else if (code == SCHEMAC_OK) {
        code = schemac_error_nomem(statement->err);
    }
    schemac_text_free(&text);
    return code;
}

/* One key's value at `p`, which is moved behind it. */
static bool token_value(const char **p, const char *end, schemac_kind kind, schemac_value *value)
{
    memset(value, 0, sizeof *value);
    if (*p < end && **p == 'n') {
        ++*p;
        value->kind = kind;
        value->is_null = true;
        return true;
    }
    if (*p == end || *(*p)++ != 'v') {
        return false;
    }
    size_t len = 0;
    while (*p < end && **p >= '0' && **p <= '9' && len < 100000000) {
        len = len * 10 + (size_t)(*(*p)++ - '0');
    }
    if (*p == end || *(*p)++ != '.' || len > (size_t)(end - *p)) {
        return false;
    }
    bool read = read_value(kind, schemac_str_make(*p, len), value);
    *p += len;
    return read;
}

static bool token_values(schemac_statement *statement, const schemac_full_order *order, schemac_str token,
                         schemac_value *values)
{
    unsigned char *bytes = schemac_scratch_alloc(&statement->scratch, token.len + 1);
    if (bytes == NULL) {
        schemac_statement_fail(statement, schemac_error_nomem(statement->err));
        return true;
    }
    size_t len = base64_decode(token, bytes);
    char head[16];
    snprintf(head, sizeof head, "%08lx", (unsigned long)order_hash(statement->model, order));
    if (len == SIZE_MAX || len < 8 || memcmp(bytes, head, 8) != 0) {
        return false;
    }
    const char *p = (const char *)bytes + 8;
    const char *end = (const char *)bytes + len;
    for (size_t i = 0; i < order->n; i++) {
        const schemac_column *column = &statement->model->columns[order->keys[i].column];
        schemac_kind kind = schemac_column_slot(column, statement->dialect).kind;
        if (!token_value(&p, end, kind, &values[i])) {
            return false;
        }
    }
    return p == end;
}

/* "The key comes later than the value." Behind NULL comes nothing ascending, and everything else descending. */
static void say_later(schemac_statement *statement, const schemac_column *column, bool descending,
                      const schemac_value *value)
{
    bool nullable = (column->flags & SCHEMAC_COLUMN_NULLABLE) != 0;
    if (value->is_null) {
        if (descending) {
            schemac_say_column(statement, column, 0);
        }
        schemac_say(statement, descending ? " IS NOT NULL" : "1 = 0");
        return;
    }
    schemac_say(statement, nullable && !descending ? "(" : "");
    schemac_say_comparison(statement, column, descending ? "<" : ">", value, 0);
    if (nullable && !descending) {
        schemac_say(statement, " OR ");
        schemac_say_column(statement, column, 0);
        schemac_say(statement, " IS NULL)");
    }
}

static void say_same(schemac_statement *statement, const schemac_column *column, const schemac_value *value)
{
    if (value->is_null) {
        schemac_say_column(statement, column, 0);
        schemac_say(statement, " IS NULL");
    } else {
        schemac_say_comparison(statement, column, "=", value, 0);
    }
}

/* (a > 1 OR (a = 1 AND (b > 2 OR (b = 2 AND (c > 3))))) */
void schemac_say_after(schemac_statement *statement, const schemac_full_order *order, schemac_str token)
{
    schemac_value values[MOST_KEYS];
    memset(values, 0, sizeof values);
    if (!token_values(statement, order, token, values)) {
        schemac_code code =
            schemac_error_set(statement->err, SCHEMAC_INVALID, "the token does not belong to this order of \"%s\"",
                              statement->model->name);
        schemac_statement_fail(statement, code);
        return;
    }
    for (size_t i = 0; i < order->n && statement->code == SCHEMAC_OK; i++) {
        const schemac_column *column = &statement->model->columns[order->keys[i].column];
        bool last = i + 1 == order->n;
        schemac_say(statement, "(");
        say_later(statement, column, order->keys[i].descending, &values[i]);
        if (!last) {
            schemac_say(statement, " OR (");
            say_same(statement, column, &values[i]);
            schemac_say(statement, " AND ");
        }
    }
    for (size_t i = 0; i < order->n; i++) {
        schemac_say(statement, i + 1 == order->n ? ")" : "))");
    }
}

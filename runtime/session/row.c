/* Between C structures and values, led by a model's table of columns. Members are read and written with memcpy: the
 * structures are the program's own types, which the library does not know. */
#include <stdalign.h>
#include <string.h>

#include "db/error.h"
#include "db/value_text.h"
#include "session/internal.h"

/* How every schemac_array_… lies in memory. */
typedef struct c_array {
    const void *items;
    size_t count;
} c_array;

size_t schemac_kind_size(schemac_kind kind)
{
    static const size_t sizes[SCHEMAC_N_KINDS] = {
        sizeof(bool),
        sizeof(int16_t),
        sizeof(int32_t),
        sizeof(int64_t),
        sizeof(float),
        sizeof(double),
        sizeof(schemac_decimal),
        sizeof(schemac_str),
        sizeof(schemac_str),
        sizeof(schemac_str),
        sizeof(schemac_bytes),
        sizeof(schemac_date),
        sizeof(schemac_time),
        sizeof(schemac_timestamp),
        sizeof(schemac_interval),
        sizeof(schemac_uuid),
        sizeof(int),
    };
    return sizes[kind];
}

static bool is_ordinal(const schemac_column *column, schemac_dialect dialect)
{
    return column->kind == SCHEMAC_KIND_ENUM && dialect == SCHEMAC_POSTGRESQL && column->enumeration->ordinals;
}

schemac_slot schemac_column_slot(const schemac_column *column, schemac_dialect dialect)
{
    schemac_slot slot = {is_ordinal(column, dialect) ? SCHEMAC_KIND_INT16 : column->kind,
                         (column->flags & SCHEMAC_COLUMN_ARRAY) != 0};
    return slot;
}

/* ---- from C ---- */

static int64_t load_integer(schemac_kind kind, const void *data)
{
    int16_t int16 = 0;
    int32_t int32 = 0;
    int64_t int64 = 0;
    bool boolean = false;
    switch (kind) {
    case SCHEMAC_KIND_BOOL:
        memcpy(&boolean, data, sizeof boolean);
        return boolean;
    case SCHEMAC_KIND_INT16:
        memcpy(&int16, data, sizeof int16);
        return int16;
    case SCHEMAC_KIND_INT32:
        memcpy(&int32, data, sizeof int32);
        return int32;
    default:
        memcpy(&int64, data, sizeof int64);
        return int64;
    }
}

static double load_real(schemac_kind kind, const void *data)
{
    float single = 0;
    double real = 0;
    if (kind == SCHEMAC_KIND_FLOAT) {
        memcpy(&single, data, sizeof single);
        return (double)single;
    }
    memcpy(&real, data, sizeof real);
    return real;
}

static schemac_code load_enum(const schemac_column *column, schemac_dialect dialect, const void *data,
                              schemac_value *value, schemac_error *err)
{
    int number = 0;
    memcpy(&number, data, sizeof number);
    const schemac_enum_member *member = schemac_enum_by_number(column->enumeration, number);
    if (member == NULL) {
        return schemac_error_set(err, SCHEMAC_INVALID, "%d is no member of enum \"%s\", for column \"%s\"", number,
                                 column->enumeration->name, column->name);
    }
    if (is_ordinal(column, dialect)) {
        value->kind = SCHEMAC_KIND_INT16;
        value->as.integer = member->ordinal;
    } else {
        value->as.text = schemac_str_of(member->label);
    }
    return SCHEMAC_OK;
}

/* SQLite has no column type that keeps a decimal's scale: the text is brought to it here, as PostgreSQL does by itself.
 */
static schemac_code rescale(const schemac_column *column, schemac_scratch *scratch, schemac_value *value,
                            schemac_error *err)
{
    schemac_decimal decimal = {value->as.text.data, value->as.text.len};
    char small[64];
    size_t len = schemac_decimal_rescale(decimal, (unsigned)column->scale, small, sizeof small);
    char *text = schemac_scratch_alloc(scratch, len + 1);
    if (text == NULL) {
        return schemac_error_nomem(err);
    }
    if (len < sizeof small) {
        memcpy(text, small, len + 1);
    } else {
        len = schemac_decimal_rescale(decimal, (unsigned)column->scale, text, len + 1);
    }
    value->as.text = schemac_str_make(text, len);
    return SCHEMAC_OK;
}

static schemac_code load_decimal(const schemac_column *column, schemac_dialect dialect, bool store,
                                 schemac_scratch *scratch, schemac_value *value, schemac_error *err)
{
    schemac_decimal decimal = {value->as.text.data, value->as.text.len};
    if (!schemac_decimal_valid(decimal)) {
        return schemac_error_set(err, SCHEMAC_INVALID, "the value for column \"%s\" is no decimal number",
                                 column->name);
    }
    bool keep = !store || dialect != SCHEMAC_SQLITE || column->scale < 0;
    return keep ? SCHEMAC_OK : rescale(column, scratch, value, err);
}

static void load_text(const void *data, schemac_value *value)
{
    /* schemac_str, schemac_bytes and schemac_decimal all are a pointer and a length. */
    memcpy(&value->as.text, data, sizeof value->as.text);
    value->is_null = value->as.text.data == NULL;
}

schemac_code schemac_value_of(const schemac_column *column, schemac_dialect dialect, const void *data, bool store,
                              schemac_scratch *scratch, schemac_value *value, schemac_error *err)
{
    memset(value, 0, sizeof *value);
    value->kind = column->kind;
    switch (column->kind) {
    case SCHEMAC_KIND_BOOL:
    case SCHEMAC_KIND_INT16:
    case SCHEMAC_KIND_INT32:
    case SCHEMAC_KIND_INT64:
        value->as.integer = load_integer(column->kind, data);
        return SCHEMAC_OK;
    case SCHEMAC_KIND_FLOAT:
    case SCHEMAC_KIND_DOUBLE:
        value->as.real = load_real(column->kind, data);
        return SCHEMAC_OK;
    case SCHEMAC_KIND_DECIMAL:
        load_text(data, value);
        return value->is_null ? SCHEMAC_OK : load_decimal(column, dialect, store, scratch, value, err);
    case SCHEMAC_KIND_TEXT:
    case SCHEMAC_KIND_JSON:
    case SCHEMAC_KIND_FOREIGN:
    case SCHEMAC_KIND_BYTES:
        load_text(data, value);
        return SCHEMAC_OK;
    case SCHEMAC_KIND_ENUM:
        return load_enum(column, dialect, data, value, err);
    case SCHEMAC_KIND_DATE:
    case SCHEMAC_KIND_TIME:
    case SCHEMAC_KIND_TIMESTAMP:
    case SCHEMAC_KIND_INTERVAL:
    case SCHEMAC_KIND_UUID:
        memcpy(&value->as, data, schemac_kind_size(column->kind));
        return SCHEMAC_OK;
    }
    return schemac_error_set(err, SCHEMAC_MISUSE, "column \"%s\" has a kind that this library does not know",
                             column->name);
}

schemac_code schemac_value_list(const schemac_column *column, schemac_dialect dialect, const void *items, size_t count,
                                schemac_scratch *scratch, schemac_value *value, schemac_error *err)
{
    if (items == NULL && count > 0) {
        return schemac_error_set(err, SCHEMAC_MISUSE, "a list for column \"%s\" is a null pointer", column->name);
    }
    memset(value, 0, sizeof *value);
    value->kind = schemac_column_slot(column, dialect).kind;
    value->is_array = true;
    size_t size = schemac_kind_size(column->kind);
    schemac_value *values =
        count >= SIZE_MAX / sizeof *values ? NULL : schemac_scratch_alloc(scratch, (count + 1) * sizeof *values);
    if (values == NULL) {
        return schemac_error_nomem(err);
    }
    for (size_t i = 0; i < count; i++) {
        const void *item = (const char *)items + i * size;
        schemac_code code = schemac_value_of(column, dialect, item, false, scratch, &values[i], err);
        if (code == SCHEMAC_OK && values[i].is_null) {
            code = schemac_error_set(err, SCHEMAC_INVALID, "a list for column \"%s\" has a NULL in it", column->name);
        }
        if (code != SCHEMAC_OK) {
            return code;
        }
    }
    value->as.array.items = values;
    value->as.array.count = count;
    return SCHEMAC_OK;
}

static schemac_code array_in(const schemac_column *column, schemac_dialect dialect, const char *member,
                             schemac_scratch *scratch, schemac_value *value, schemac_error *err)
{
    c_array array = {NULL, 0};
    memcpy(&array, member, sizeof array);
    if (array.items == NULL && (column->flags & SCHEMAC_COLUMN_NULLABLE) != 0) {
        memset(value, 0, sizeof *value);
        value->kind = column->kind;
        value->is_null = true;
        return SCHEMAC_OK;
    }
    return schemac_value_list(column, dialect, array.items, array.count, scratch, value, err);
}

schemac_code schemac_value_in(const schemac_column *column, schemac_dialect dialect, const void *row,
                              schemac_scratch *scratch, schemac_value *value, schemac_error *err)
{
    const char *base = row;
    bool has = true;
    if (column->has_offset != column->offset) {
        memcpy(&has, base + column->has_offset, sizeof has);
    }
    if (!has) {
        memset(value, 0, sizeof *value);
        value->kind = schemac_column_slot(column, dialect).kind;
        value->is_null = true;
        return SCHEMAC_OK;
    }
    if ((column->flags & SCHEMAC_COLUMN_ARRAY) != 0) {
        return array_in(column, dialect, base + column->offset, scratch, value, err);
    }
    schemac_code code = schemac_value_of(column, dialect, base + column->offset, true, scratch, value, err);
    if (code == SCHEMAC_OK && value->is_null && (column->flags & SCHEMAC_COLUMN_NULLABLE) == 0) {
        return schemac_error_set(err, SCHEMAC_INVALID, "column \"%s\" cannot be NULL", column->name);
    }
    return code;
}

/* ---- into C ---- */

static void store_integer(schemac_kind kind, int64_t integer, void *data)
{
    bool boolean = integer != 0;
    int16_t int16 = (int16_t)integer;
    int32_t int32 = (int32_t)integer;
    switch (kind) {
    case SCHEMAC_KIND_BOOL:
        memcpy(data, &boolean, sizeof boolean);
        return;
    case SCHEMAC_KIND_INT16:
        memcpy(data, &int16, sizeof int16);
        return;
    case SCHEMAC_KIND_INT32:
        memcpy(data, &int32, sizeof int32);
        return;
    default:
        memcpy(data, &integer, sizeof integer);
        return;
    }
}

static void store_real(schemac_kind kind, double real, void *data)
{
    float single = (float)real;
    if (kind == SCHEMAC_KIND_FLOAT) {
        memcpy(data, &single, sizeof single);
    } else {
        memcpy(data, &real, sizeof real);
    }
}

static const schemac_enum_member *member_of_ordinal(const schemac_enum *enumeration, int64_t ordinal)
{
    if (ordinal >= 0 && (uint64_t)ordinal < enumeration->n_members &&
        enumeration->members[ordinal].ordinal == ordinal) {
        return &enumeration->members[ordinal];
    }
    for (size_t i = 0; i < enumeration->n_members; i++) {
        if (enumeration->members[i].ordinal == ordinal) {
            return &enumeration->members[i];
        }
    }
    return NULL;
}

/* What the program does not know becomes UNKNOWN, which is 0. */
static void store_enum(const schemac_enum *enumeration, const schemac_value *value, void *data)
{
    const schemac_enum_member *member = value->kind == SCHEMAC_KIND_INT16
                                            ? member_of_ordinal(enumeration, value->as.integer)
                                            : schemac_enum_by_label(enumeration, value->as.text);
    int number = member == NULL ? 0 : member->number;
    memcpy(data, &number, sizeof number);
}

static schemac_code store_text(const schemac_value *value, bool copy, void *data, schemac_memory *memory,
                               schemac_error *err)
{
    schemac_str text = value->as.text;
    if (copy) {
        text.data = schemac_scratch_copy(&memory->scratch, text.data, text.len);
        if (text.data == NULL) {
            return schemac_error_nomem(err);
        }
    }
    memcpy(data, &text, sizeof text);
    return SCHEMAC_OK;
}

static schemac_code store_scalar(const schemac_column *column, const schemac_value *value, bool copy, void *data,
                                 schemac_memory *memory, schemac_error *err)
{
    switch (column->kind) {
    case SCHEMAC_KIND_BOOL:
    case SCHEMAC_KIND_INT16:
    case SCHEMAC_KIND_INT32:
    case SCHEMAC_KIND_INT64:
        store_integer(column->kind, value->as.integer, data);
        return SCHEMAC_OK;
    case SCHEMAC_KIND_FLOAT:
    case SCHEMAC_KIND_DOUBLE:
        store_real(column->kind, value->as.real, data);
        return SCHEMAC_OK;
    case SCHEMAC_KIND_ENUM:
        store_enum(column->enumeration, value, data);
        return SCHEMAC_OK;
    case SCHEMAC_KIND_DATE:
    case SCHEMAC_KIND_TIME:
    case SCHEMAC_KIND_TIMESTAMP:
    case SCHEMAC_KIND_INTERVAL:
    case SCHEMAC_KIND_UUID:
        memcpy(data, &value->as, schemac_kind_size(column->kind));
        return SCHEMAC_OK;
    default:
        return store_text(value, copy, data, memory, err);
    }
}

static schemac_code store_array(const schemac_column *column, const schemac_value *value, bool copy, void *data,
                                schemac_memory *memory, schemac_error *err)
{
    size_t size = schemac_kind_size(column->kind);
    size_t count = value->as.array.count;
    /* One more than needed, so that an empty array is not NULL. */
    char *items = schemac_scratch_alloc(&memory->scratch, (count + 1) * size);
    if (items == NULL) {
        return schemac_error_nomem(err);
    }
    for (size_t i = 0; i < count; i++) {
        schemac_code code = store_scalar(column, &value->as.array.items[i], copy, items + i * size, memory, err);
        if (code != SCHEMAC_OK) {
            return code;
        }
    }
    c_array array = {items, count};
    memcpy(data, &array, sizeof array);
    return SCHEMAC_OK;
}

schemac_code schemac_value_store(const schemac_column *column, const schemac_value *value, bool copy, void *row,
                                 schemac_memory *memory, schemac_error *err)
{
    char *base = row;
    if (value->is_null) {
        if ((column->flags & SCHEMAC_COLUMN_NULLABLE) == 0) {
            return schemac_error_set(err, SCHEMAC_INVALID, "column \"%s\" holds a NULL that the schema rules out",
                                     column->name);
        }
        return SCHEMAC_OK; /* the row is zero from the start, and zero is NULL everywhere */
    }
    if (column->has_offset != column->offset) {
        bool has = true;
        memcpy(base + column->has_offset, &has, sizeof has);
    }
    void *data = base + column->offset;
    return value->is_array ? store_array(column, value, copy, data, memory, err)
                           : store_scalar(column, value, copy, data, memory, err);
}

/* Every kind of column survives the way to a database and back, alone, as NULL, and as an array; keys of several
 * columns. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shop_db.h"

/* Two columns of each kind, a plain one and a nullable one; some arrays; a relation to itself by two columns. */
typedef struct opt_role {
    bool has;
    shop_role value;
} opt_role_value;

typedef struct thing thing;
typedef struct thing_list {
    thing *items;
    size_t count;
    schemac_str next;
} thing_list;

struct thing {
    int32_t a;
    schemac_str b;
    bool boolean;
    schemac_opt_bool opt_boolean;
    int16_t int16;
    schemac_opt_int16 opt_int16;
    int32_t int32;
    schemac_opt_int32 opt_int32;
    int64_t int64;
    schemac_opt_int64 opt_int64;
    float single;
    schemac_opt_float opt_single;
    double real;
    schemac_opt_double opt_real;
    schemac_decimal decimal;
    schemac_opt_decimal opt_decimal;
    schemac_str text;
    schemac_str opt_text;
    schemac_str json;
    schemac_str opt_json;
    schemac_str foreign;
    schemac_str opt_foreign;
    schemac_bytes bytes;
    schemac_bytes opt_bytes;
    schemac_date date;
    schemac_opt_date opt_date;
    schemac_time time;
    schemac_opt_time opt_time;
    schemac_timestamp timestamp;
    schemac_opt_timestamp opt_timestamp;
    schemac_interval interval;
    schemac_opt_interval opt_interval;
    schemac_uuid uuid;
    schemac_opt_uuid opt_uuid;
    shop_role role;
    opt_role_value opt_role;
    schemac_array_int64 ints;
    schemac_array_str texts;
    schemac_array_str opt_texts;
    schemac_array_decimal decimals;
    schemac_array_timestamp timestamps;
    schemac_array_bytes blobs;
    schemac_array_double reals;
    schemac_array_bool bools;
    schemac_opt_int32 parent_a;
    schemac_str parent_b;
    int32_t version;
    thing *parent;
    thing_list children;
    uint64_t schemac_loaded[1];
};

enum { N_COLUMNS = 47, N_KEY = 2 };
#define NO                                                                                                             \
    NULL, 0, -1,                                                                                                       \
    {                                                                                                                  \
        NULL, NULL                                                                                                     \
    }
#define PLAIN(m, pg, lite, kind)                                                                                       \
    {                                                                                                                  \
#m, "\"" #m "\"", {pg, lite }, kind, 0, offsetof(thing, m), offsetof(thing, m), NO                             \
    }
#define TEXT(m, pg, lite, kind)                                                                                        \
    {                                                                                                                  \
#m, "\"" #m "\"", {pg, lite }, kind, SCHEMAC_COLUMN_NULLABLE, offsetof(thing, m), offsetof(thing, m), NO       \
    }
#define OPT(m, pg, lite, kind)                                                                                         \
    {                                                                                                                  \
#m, "\"" #m "\"",                                                                                              \
            {pg, lite }, kind, SCHEMAC_COLUMN_NULLABLE, offsetof(thing, m.value), offsetof(thing, m.has), NO           \
    }
#define ARRAY(m, pg, kind, flags)                                                                                      \
    {                                                                                                                  \
#m, "\"" #m "\"",                                                                                              \
            {pg, "TEXT" }, kind, SCHEMAC_COLUMN_ARRAY | (flags), offsetof(thing, m), offsetof(thing, m), NO            \
    }

static const schemac_column columns[N_COLUMNS] = {
    PLAIN(a, "integer", "INTEGER", SCHEMAC_KIND_INT32),
    PLAIN(b, "text", "TEXT", SCHEMAC_KIND_TEXT),
    PLAIN(boolean, "boolean", "INTEGER", SCHEMAC_KIND_BOOL),
    OPT(opt_boolean, "boolean", "INTEGER", SCHEMAC_KIND_BOOL),
    PLAIN(int16, "smallint", "INTEGER", SCHEMAC_KIND_INT16),
    OPT(opt_int16, "smallint", "INTEGER", SCHEMAC_KIND_INT16),
    PLAIN(int32, "integer", "INTEGER", SCHEMAC_KIND_INT32),
    OPT(opt_int32, "integer", "INTEGER", SCHEMAC_KIND_INT32),
    PLAIN(int64, "bigint", "INTEGER", SCHEMAC_KIND_INT64),
    OPT(opt_int64, "bigint", "INTEGER", SCHEMAC_KIND_INT64),
    PLAIN(single, "real", "REAL", SCHEMAC_KIND_FLOAT),
    OPT(opt_single, "real", "REAL", SCHEMAC_KIND_FLOAT),
    PLAIN(real, "double precision", "REAL", SCHEMAC_KIND_DOUBLE),
    OPT(opt_real, "double precision", "REAL", SCHEMAC_KIND_DOUBLE),
    PLAIN(decimal, "numeric", "TEXT", SCHEMAC_KIND_DECIMAL),
    OPT(opt_decimal, "numeric", "TEXT", SCHEMAC_KIND_DECIMAL),
    PLAIN(text, "text", "TEXT", SCHEMAC_KIND_TEXT),
    TEXT(opt_text, "varchar(9)", "TEXT", SCHEMAC_KIND_TEXT),
    PLAIN(json, "json", "TEXT", SCHEMAC_KIND_JSON),
    TEXT(opt_json, "jsonb", "TEXT", SCHEMAC_KIND_JSON),
    PLAIN(foreign, "inet", "TEXT", SCHEMAC_KIND_FOREIGN),
    TEXT(opt_foreign, "bit(3)", "TEXT", SCHEMAC_KIND_FOREIGN),
    PLAIN(bytes, "bytea", "BLOB", SCHEMAC_KIND_BYTES),
    TEXT(opt_bytes, "bytea", "BLOB", SCHEMAC_KIND_BYTES),
    PLAIN(date, "date", "TEXT", SCHEMAC_KIND_DATE),
    OPT(opt_date, "date", "TEXT", SCHEMAC_KIND_DATE),
    PLAIN(time, "time", "TEXT", SCHEMAC_KIND_TIME),
    OPT(opt_time, "time", "TEXT", SCHEMAC_KIND_TIME),
    PLAIN(timestamp, "timestamptz", "TEXT", SCHEMAC_KIND_TIMESTAMP),
    OPT(opt_timestamp, "timestamp", "TEXT", SCHEMAC_KIND_TIMESTAMP),
    PLAIN(interval, "interval", "TEXT", SCHEMAC_KIND_INTERVAL),
    OPT(opt_interval, "interval", "TEXT", SCHEMAC_KIND_INTERVAL),
    PLAIN(uuid, "uuid", "TEXT", SCHEMAC_KIND_UUID),
    OPT(opt_uuid, "uuid", "TEXT", SCHEMAC_KIND_UUID),
    {"role",
     "role",
     {"role", "TEXT"},
     SCHEMAC_KIND_ENUM,
     0,
     offsetof(thing, role),
     offsetof(thing, role),
     &shop_role_enum,
     0,
     -1,
     {NULL, NULL}},
    {"opt_role",
     "opt_role",
     {"role", "TEXT"},
     SCHEMAC_KIND_ENUM,
     SCHEMAC_COLUMN_NULLABLE,
     offsetof(thing, opt_role.value),
     offsetof(thing, opt_role.has),
     &shop_role_enum,
     0,
     -1,
     {NULL, NULL}},
    ARRAY(ints, "bigint[]", SCHEMAC_KIND_INT64, 0),
    ARRAY(texts, "text[]", SCHEMAC_KIND_TEXT, 0),
    ARRAY(opt_texts, "text[]", SCHEMAC_KIND_TEXT, SCHEMAC_COLUMN_NULLABLE),
    ARRAY(decimals, "numeric[]", SCHEMAC_KIND_DECIMAL, 0),
    ARRAY(timestamps, "timestamptz[]", SCHEMAC_KIND_TIMESTAMP, 0),
    ARRAY(blobs, "bytea[]", SCHEMAC_KIND_BYTES, 0),
    ARRAY(reals, "double precision[]", SCHEMAC_KIND_DOUBLE, 0),
    ARRAY(bools, "boolean[]", SCHEMAC_KIND_BOOL, 0),
    OPT(parent_a, "integer", "INTEGER", SCHEMAC_KIND_INT32),
    TEXT(parent_b, "text", "TEXT", SCHEMAC_KIND_TEXT),
    {"version",
     "\"version\"",
     {"integer", "INTEGER"},
     SCHEMAC_KIND_INT32,
     SCHEMAC_COLUMN_VERSION | SCHEMAC_COLUMN_DEFAULT,
     offsetof(thing, version),
     offsetof(thing, version),
     NO},
};

static const uint16_t key_columns[] = {0, 1};
static const uint16_t parent_columns[] = {44, 45};
static char list_postgresql[2000];
static char list_sqlite[2000];
static char get_postgresql[2400];
static char get_sqlite[2400];
static const schemac_constraint constraint = {"things_pkey", "things", SCHEMAC_CONSTRAINT_PRIMARY_KEY, NULL, 0};
static const schemac_key primary = {&constraint, key_columns, N_KEY, {get_postgresql, get_sqlite}};
static const schemac_model thing_model;
static const schemac_relation relations[] = {
    {"parent", &thing_model, parent_columns, key_columns, 2, NULL, offsetof(thing, parent), false},
    {"children", &thing_model, key_columns, parent_columns, 2, NULL, offsetof(thing, children), true},
};
static const schemac_package package = {&schemac_abi_1, "things", &constraint, 1, NULL, 0};
static const schemac_model thing_model = {
    "Thing",
    "things",
    &package,
    sizeof(thing),
    offsetof(thing, schemac_loaded),
    columns,
    N_COLUMNS,
    &primary,
    NULL,
    0,
    relations,
    2,
    {"things", "things"},
    {list_postgresql, list_sqlite},
    {list_postgresql, list_sqlite},
    {"DELETE FROM things WHERE a = $1 AND b = $2", "DELETE FROM things WHERE a = ?1 AND b = ?2"},
};

static void say_list(char *out, size_t size, bool postgresql)
{
    out[0] = '\0';
    for (size_t i = 0; i < N_COLUMNS; i++) {
        size_t len = strlen(out);
        bool cast = postgresql && columns[i].kind == SCHEMAC_KIND_FOREIGN;
        snprintf(out + len, size - len, "%s%s%s", i > 0 ? ", " : "", columns[i].quoted, cast ? "::text" : "");
    }
}

static void make_table(shop_db *shop)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    char sql[4000] = "CREATE TABLE things (";
    for (size_t i = 0; i < N_COLUMNS; i++) {
        size_t len = strlen(sql);
        const schemac_column *c = &columns[i];
        bool sqlite = shop->dialect == SCHEMAC_SQLITE;
        snprintf(sql + len, sizeof sql - len, "%s %s%s%s, ", c->quoted, sqlite ? c->type.sqlite : c->type.postgresql,
                 (c->flags & SCHEMAC_COLUMN_NULLABLE) != 0 ? "" : " NOT NULL",
                 (c->flags & SCHEMAC_COLUMN_DEFAULT) != 0 ? " DEFAULT 1" : "");
    }
    size_t end = strlen(sql);
    snprintf(sql + end, sizeof sql - end, "PRIMARY KEY (a, b))");
    OK(schemac_db_run(shop->db, sql, &err));
    say_list(list_postgresql, sizeof list_postgresql, true);
    say_list(list_sqlite, sizeof list_sqlite, false);
    snprintf(get_postgresql, sizeof get_postgresql, "SELECT %s FROM things AS t WHERE a = $1 AND b = $2",
             list_postgresql);
    snprintf(get_sqlite, sizeof get_sqlite, "SELECT %s FROM things AS t WHERE a = ?1 AND b = ?2", list_sqlite);
}

static const int64_t some_ints[] = {INT64_MIN, 0, INT64_MAX};
static const schemac_str some_texts[] = {{"", 0}, {"a,\"b\\\n{}'", 9}, {"NULL", 4}, {"ж", 2}};
static const schemac_decimal some_decimals[] = {{"-0.10", 5}, {"12345678901234567890.5", 22}};
static const schemac_timestamp some_timestamps[] = {{-1}, {1763672523123456}, {SCHEMAC_TIMESTAMP_INFINITY}};
static const schemac_bytes some_bytes[] = {{"\0\xff\\", 3}, {"", 0}};
static const double some_reals[] = {0.1, -1e-300, INFINITY};
static const bool some_bools[] = {true, false};

/* Values at the edges of what both databases can hold. */
static thing make_thing(int32_t a, const char *b)
{
    thing t;
    memset(&t, 0, sizeof t);
    t.a = a;
    t.b = SCHEMAC_STR(b);
    t.boolean = true;
    t.int16 = INT16_MIN;
    t.int32 = INT32_MIN;
    t.int64 = INT64_MIN;
    t.single = 0.1F;
    t.real = 5e-324;
    t.decimal = SCHEMAC_DECIMAL("-1234567890123456789012345678901234567890.0001000");
    t.text = SCHEMAC_STR("жук \xF0\x9F\x98\x80 'quoted' \\");
    t.json = SCHEMAC_STR("{\"a\": [1, 2]}");
    t.foreign = SCHEMAC_STR("10.0.0.1");
    t.bytes = schemac_bytes_make("\0\x01\xff\\'", 5);
    t.date = schemac_date_make(1600, 2, 29);
    t.time.microseconds = 86399999999;
    t.timestamp.microseconds = 1763672523123456;
    t.interval = (schemac_interval){-1, 2, -3};
    memcpy(t.uuid.bytes, "0123456789abcdef", 16);
    t.role = SHOP_ROLE_ADMIN;
    t.ints = (schemac_array_int64){some_ints, 3};
    t.texts = (schemac_array_str){some_texts, 4};
    t.decimals = (schemac_array_decimal){some_decimals, 2};
    t.timestamps = (schemac_array_timestamp){some_timestamps, 3};
    t.blobs = (schemac_array_bytes){some_bytes, 2};
    t.reals = (schemac_array_double){some_reals, 3};
    t.bools = (schemac_array_bool){some_bools, 2};
    return t;
}

static void fill_optional(thing *t)
{
    t->opt_boolean = schemac_some_bool(false);
    t->opt_int16 = schemac_some_int16(INT16_MAX);
    t->opt_int32 = schemac_some_int32(INT32_MAX);
    t->opt_int64 = schemac_some_int64(INT64_MAX);
    t->opt_single = schemac_some_float(-3.4e38F);
    t->opt_real = schemac_some_double(-INFINITY);
    t->opt_decimal = schemac_some_decimal(SCHEMAC_DECIMAL("0.00"));
    t->opt_text = SCHEMAC_STR("");
    t->opt_json = SCHEMAC_STR("[]");
    t->opt_foreign = SCHEMAC_STR("101");
    t->opt_bytes = schemac_bytes_make("", 0);
    t->opt_date = schemac_some_date((schemac_date){SCHEMAC_DATE_INFINITY});
    t->opt_time = schemac_some_time((schemac_time){0});
    t->opt_timestamp = schemac_some_timestamp(schemac_timestamp_make(SCHEMAC_TIMESTAMP_MINUS_INFINITY));
    t->opt_interval = schemac_some_interval((schemac_interval){INT64_MAX, INT32_MIN, INT32_MAX});
    memset(t->uuid.bytes, 0xff, 16);
    t->opt_uuid = schemac_some_uuid(t->uuid);
    t->opt_role.has = true;
    t->opt_role.value = SHOP_ROLE_CASHIER;
    t->opt_texts = (schemac_array_str){some_texts, 0};
    t->ints.count = 0;
}

static bool same_bytes(schemac_bytes a, schemac_bytes b)
{
    if (a.data == NULL || b.data == NULL) {
        return a.data == b.data;
    }
    return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

static void check_scalars(const thing *x, const thing *y)
{
    assert_int_equal(x->boolean, y->boolean);
    assert_int_equal(x->int16, y->int16);
    assert_int_equal(x->int32, y->int32);
    assert_true(x->int64 == y->int64);
    assert_true(x->single == y->single);
    assert_true(x->real == y->real);
    assert_string_equal(x->decimal.data, y->decimal.data);
    assert_true(schemac_str_equal(x->text, y->text));
    assert_true(schemac_str_equal(x->json, y->json));
    assert_non_null(strstr(y->foreign.data, x->foreign.data));
    assert_true(same_bytes(x->bytes, y->bytes));
    assert_int_equal(x->date.days, y->date.days);
    assert_true(x->time.microseconds == y->time.microseconds);
    assert_true(x->timestamp.microseconds == y->timestamp.microseconds);
    assert_true(memcmp(&x->interval, &y->interval, sizeof x->interval) == 0);
    assert_memory_equal(x->uuid.bytes, y->uuid.bytes, 16);
    assert_int_equal(x->role, y->role);
}

/* Member by member: what stands between them in the structure is nobody's. */
#define assert_same_optional(x, y, member)                                                                             \
    do {                                                                                                               \
        assert_int_equal((x)->member.has, (y)->member.has);                                                            \
        assert_true(!(x)->member.has || memcmp(&(x)->member.value, &(y)->member.value, sizeof(x)->member.value) == 0); \
    } while (0)

static void check_optional(const thing *x, const thing *y)
{
    assert_same_optional(x, y, opt_boolean);
    assert_same_optional(x, y, opt_int16);
    assert_same_optional(x, y, opt_int32);
    assert_same_optional(x, y, opt_int64);
    assert_same_optional(x, y, opt_single);
    assert_same_optional(x, y, opt_real);
    assert_int_equal(x->opt_decimal.has, y->opt_decimal.has);
    assert_true(!x->opt_decimal.has || strcmp(x->opt_decimal.value.data, y->opt_decimal.value.data) == 0);
    assert_true(schemac_str_equal(x->opt_text, y->opt_text));
    assert_true(schemac_str_equal(x->opt_json, y->opt_json));
    assert_true(schemac_str_equal(x->opt_foreign, y->opt_foreign));
    assert_true(same_bytes(x->opt_bytes, y->opt_bytes));
    assert_same_optional(x, y, opt_date);
    assert_same_optional(x, y, opt_time);
    assert_same_optional(x, y, opt_timestamp);
    assert_same_optional(x, y, opt_interval);
    assert_same_optional(x, y, opt_uuid);
    assert_same_optional(x, y, opt_role);
}

static void check_arrays(const thing *x, const thing *y)
{
    assert_int_equal(x->ints.count, y->ints.count);
    assert_non_null(y->ints.items);
    assert_memory_equal(x->ints.items, y->ints.items, x->ints.count * sizeof(int64_t));
    assert_int_equal(x->texts.count, y->texts.count);
    for (size_t i = 0; i < x->texts.count; i++) {
        assert_true(schemac_str_equal(x->texts.items[i], y->texts.items[i]));
    }
    assert_int_equal(x->opt_texts.items == NULL, y->opt_texts.items == NULL);
    assert_int_equal(x->opt_texts.count, y->opt_texts.count);
    assert_int_equal(x->decimals.count, y->decimals.count);
    for (size_t i = 0; i < x->decimals.count; i++) {
        assert_string_equal(x->decimals.items[i].data, y->decimals.items[i].data);
    }
    assert_memory_equal(x->timestamps.items, y->timestamps.items, x->timestamps.count * sizeof(schemac_timestamp));
    assert_int_equal(x->blobs.count, y->blobs.count);
    for (size_t i = 0; i < x->blobs.count; i++) {
        assert_true(same_bytes(x->blobs.items[i], y->blobs.items[i]));
    }
    assert_memory_equal(x->reals.items, y->reals.items, x->reals.count * sizeof(double));
    assert_memory_equal(x->bools.items, y->bools.items, x->bools.count * sizeof(bool));
}

static void insert_thing(schemac_session *s, const thing *t, thing **out)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    uint64_t set = (UINT64_C(1) << (N_COLUMNS - 1)) - 1;
    OK(schemac_model_insert(s, &thing_model, &set, t, (void **)out, &err));
}

static thing *get_thing(schemac_session *s, int32_t a, schemac_str b)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    const void *const key[] = {&a, &b};
    void *row = NULL;
    OK(schemac_model_get(s, &thing_model, &primary, key, &row, &err));
    return row;
}

static schemac_session *begin(shop_db *shop)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = NULL;
    make_table(shop);
    OK(schemac_begin(shop->db, NULL, &s, &err));
    return s;
}

static void values_come_back(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    thing nulls = make_thing(1, "nulls");
    thing full = make_thing(2, "full");
    fill_optional(&full);
    thing *back = NULL;
    insert_thing(s, &nulls, &back);
    check_scalars(&nulls, back);
    check_optional(&nulls, back);
    check_arrays(&nulls, back);
    insert_thing(s, &full, NULL);
    back = get_thing(s, 2, SCHEMAC_STR("full"));
    check_scalars(&full, back);
    check_optional(&full, back);
    check_arrays(&full, back);
    assert_int_equal(back->version, 1);
    OK(schemac_commit(s, &err));
}

/* The value of a column in the structure as a condition finds exactly the rows that have it. */
static void finds_one(schemac_session *s, schemac_where where)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_query query;
    int64_t count = 0;
    memset(&query, 0, sizeof query);
    query.where = &where;
    query.n_where = 1;
    OK(schemac_model_count(s, &thing_model, &query, &count, &err));
    if (count != 1) {
        fail_msg("condition %d on %s finds %d rows", (int)where.op, columns[where.index].name, (int)count);
    }
}

static void values_are_found(void **state)
{
    schemac_session *s = begin(*state);
    thing t = make_thing(1, "x");
    insert_thing(s, &t, NULL);
    finds_one(s, schemac_where_int16(4, SCHEMAC_OP_EQ, t.int16));
    finds_one(s, schemac_where_int64(8, SCHEMAC_OP_EQ, t.int64));
    finds_one(s, schemac_where_float(10, SCHEMAC_OP_EQ, t.single));
    finds_one(s, schemac_where_double(12, SCHEMAC_OP_EQ, t.real));
    finds_one(s, schemac_where_decimal(14, SCHEMAC_OP_EQ, t.decimal));
    finds_one(s, schemac_where_str(16, SCHEMAC_OP_EQ, t.text));
    finds_one(s, schemac_where_str(20, SCHEMAC_OP_EQ, t.foreign));
    finds_one(s, schemac_where_bytes(22, SCHEMAC_OP_EQ, t.bytes));
    finds_one(s, schemac_where_date(24, SCHEMAC_OP_EQ, t.date));
    finds_one(s, schemac_where_time(26, SCHEMAC_OP_EQ, t.time));
    finds_one(s, schemac_where_timestamp(28, SCHEMAC_OP_EQ, t.timestamp));
    finds_one(s, schemac_where_interval(30, SCHEMAC_OP_EQ, t.interval));
    finds_one(s, schemac_where_uuid(32, SCHEMAC_OP_EQ, t.uuid));
    finds_one(s, schemac_where_items(SCHEMAC_OP_IN, 4, &t.int16, 1));
    finds_one(s, schemac_where_items(SCHEMAC_OP_IN, 10, &t.single, 1));
    finds_one(s, schemac_where_items(SCHEMAC_OP_IN, 12, &t.real, 1));
    finds_one(s, schemac_where_items(SCHEMAC_OP_IN, 14, &t.decimal, 1));
    finds_one(s, schemac_where_items(SCHEMAC_OP_IN, 16, &t.text, 1));
    finds_one(s, schemac_where_items(SCHEMAC_OP_IN, 2, &t.boolean, 1));
    finds_one(s, schemac_where_items(SCHEMAC_OP_IN, 22, &t.bytes, 1));
    schemac_where not_in = schemac_where_items(SCHEMAC_OP_IN, 22, some_bytes, 2);
    finds_one(s, schemac_where_items(SCHEMAC_OP_NOT, 0, &not_in, 1));
    finds_one(s, schemac_where_items(SCHEMAC_OP_IN, 24, &t.date, 1));
    finds_one(s, schemac_where_items(SCHEMAC_OP_IN, 26, &t.time, 1));
    finds_one(s, schemac_where_items(SCHEMAC_OP_IN, 28, &t.timestamp, 1));
    finds_one(s, schemac_where_items(SCHEMAC_OP_IN, 30, &t.interval, 1));
    finds_one(s, schemac_where_items(SCHEMAC_OP_IN, 32, &t.uuid, 1));
    schemac_rollback(s);
}

static void loads_by_keys_of_two_columns(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    thing root = make_thing(1, "x");
    thing other = make_thing(1, "y");
    thing left = make_thing(2, "x");
    thing right = make_thing(2, "y");
    left.parent_a = right.parent_a = schemac_some_int32(1);
    left.parent_b = right.parent_b = SCHEMAC_STR("x");
    insert_thing(s, &root, NULL);
    insert_thing(s, &other, NULL);
    insert_thing(s, &left, NULL);
    insert_thing(s, &right, NULL);
    schemac_order order[] = {{0, false}, {1, false}};
    schemac_query query;
    memset(&query, 0, sizeof query);
    query.order = order;
    query.n_order = 2;
    schemac_list list;
    OK(schemac_model_find(s, &thing_model, &query, &list, &err));
    OK(schemac_model_load(s, &thing_model, 0, list.items, list.count, NULL, NULL, &err));
    OK(schemac_model_load(s, &thing_model, 1, list.items, list.count, &query, NULL, &err));
    const thing *things = list.items;
    assert_null(things[0].parent);
    assert_int_equal(things[2].parent->a, 1);
    assert_str(things[3].parent->b, "x");
    assert_int_equal(things[0].children.count, 2);
    assert_str(things[0].children.items[1].b, "y");
    assert_int_equal(things[1].children.count, 0);
    assert_int_equal(things[0].schemac_loaded[0], 3);
    schemac_rollback(s);
}

static void versions_guard_updates(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    thing t = make_thing(1, "x");
    insert_thing(s, &t, NULL);
    const void *const key[] = {&t.a, &t.b};
    uint64_t set = 0;
    bool changed = false;
    t.int32 = 5;
    t.version = 1;
    schemac_set_add(&set, 6);
    schemac_set_add(&set, 46);
    OK(schemac_model_update(s, &thing_model, key, &set, &t, &changed, &err));
    assert_true(changed);
    assert_int_equal(get_thing(s, 1, t.b)->version, 2);
    CODE(SCHEMAC_CONFLICT, schemac_model_update(s, &thing_model, key, &set, &t, &changed, &err));
    assert_false(changed);
    t.version = 2;
    OK(schemac_model_update(s, &thing_model, key, &set, &t, &changed, &err));
    OK(schemac_commit(s, &err));
}

/* Another program has stored what does not fit: an error that names the column, and no failure of the session. */
static void says_what_does_not_fit(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(shop);
    thing t = make_thing(1, "x");
    insert_thing(s, &t, NULL);
    bool sqlite = shop->dialect == SCHEMAC_SQLITE;
    OK(schemac_session_run(s, sqlite ? "UPDATE things SET \"int32\" = 'many'" : "UPDATE things SET ints = '{{1},{2}}'",
                           NULL, &err));
    const void *const key[] = {&t.a, &t.b};
    void *row = NULL;
    CODE(SCHEMAC_INVALID, schemac_model_get(s, &thing_model, &primary, key, &row, &err));
    assert_non_null(strstr(err.message, sqlite ? "\"int32\"" : "\"ints\""));
    OK(schemac_session_run(s, sqlite ? "UPDATE things SET int32 = 1" : "UPDATE things SET ints = '{1,NULL}'", NULL,
                           &err));
    CODE(sqlite ? SCHEMAC_OK : SCHEMAC_INVALID, schemac_model_get(s, &thing_model, &primary, key, &row, &err));
    if (sqlite) {
        t = make_thing(2, "nan");
        t.real = NAN;
        uint64_t set = (UINT64_C(1) << (N_COLUMNS - 1)) - 1;
        CODE(SCHEMAC_INVALID, schemac_model_insert(s, &thing_model, &set, &t, NULL, &err));
    }
    OK(schemac_commit(s, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHOP_TEST(values_come_back),       SHOP_TEST(values_are_found),       SHOP_TEST(loads_by_keys_of_two_columns),
        SHOP_TEST(versions_guard_updates), SHOP_TEST(says_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

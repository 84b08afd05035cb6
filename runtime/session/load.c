/* Relations for a whole list in one statement.
 *
 * The key values of all rows go out as one parameter (one for each column of the key); what comes back is given to its
 * rows by a hash of the key. Keys are compared as bytes made from the values. Rows that come back are brought into
 * groups by counting, so the order that the query asks for holds within each group, and time is linear.
 */
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/value_text.h"
#include "session/internal.h"

#define NO_GROUP SIZE_MAX

/* The distinct keys, numbered in the order they were first seen. Open addressing; at most half full. */
typedef struct key_map {
    schemac_str *keys; /* n_keys */
    size_t *slots;     /* n_slots, a power of two; a key's number + 1, 0 is empty */
    size_t n_keys;
    size_t n_slots;
} key_map;

typedef struct load_state {
    schemac_statement *statement;
    const schemac_relation *relation;
    const schemac_model *model;
    const char *rows;
    size_t count;
    size_t *group_of_row; /* count */
    size_t *key_rows;     /* n_keys: a row that has the key */
    key_map map;
    size_t *group_of_found; /* as many as were read */
    size_t found_room;
} load_state;

/* ---- keys ---- */

static bool map_init(key_map *map, size_t count, schemac_scratch *scratch)
{
    size_t n = 16;
    while (n < count * 2) {
        n *= 2;
    }
    map->n_slots = n;
    map->n_keys = 0;
    map->keys = schemac_scratch_alloc(scratch, (count + 1) * sizeof *map->keys);
    map->slots = schemac_scratch_alloc(scratch, n * sizeof *map->slots);
    if (map->keys == NULL || map->slots == NULL) {
        return false;
    }
    memset(map->slots, 0, n * sizeof *map->slots);
    return true;
}

/* The slot where a key is or would be. */
static size_t *map_slot(const key_map *map, schemac_str key)
{
    size_t i = (size_t)schemac_hash_bytes(key.data, key.len) & (map->n_slots - 1);
    while (map->slots[i] != 0 && !schemac_str_equal(map->keys[map->slots[i] - 1], key)) {
        i = (i + 1) & (map->n_slots - 1);
    }
    return &map->slots[i];
}

static size_t map_find(const key_map *map, schemac_str key)
{
    size_t slot = *map_slot(map, key);
    return slot == 0 ? NO_GROUP : slot - 1;
}

/* `key` must stay where it is. */
static size_t map_add(key_map *map, schemac_str key)
{
    size_t *slot = map_slot(map, key);
    if (*slot == 0) {
        map->keys[map->n_keys++] = key;
        *slot = map->n_keys;
    }
    return *slot - 1;
}

/* Appends a value's bytes. Integers of every width give the same. */
static void add_key_value(schemac_text *key, const schemac_value *value)
{
    char buffer[SCHEMAC_TIME_TEXT_SIZE];
    int64_t integer = value->as.integer;
    switch (value->kind) {
    case SCHEMAC_KIND_BOOL:
    case SCHEMAC_KIND_INT16:
    case SCHEMAC_KIND_INT32:
    case SCHEMAC_KIND_INT64:
        schemac_text_bytes(key, &integer, sizeof integer);
        return;
    default: {
        schemac_str text = schemac_value_text(value, buffer);
        schemac_text_bytes(key, &text.len, sizeof text.len);
        schemac_text_bytes(key, text.data, text.len);
        return;
    }
    }
}

/* The key of a row in `columns`; `*is_null` where a part of it is NULL. The text belongs to the caller. */
static schemac_code row_key(load_state *state, const schemac_model *model, const uint16_t *columns, const void *row,
                            schemac_text *key, bool *is_null)
{
    schemac_statement *statement = state->statement;
    key->len = 0;
    *is_null = false;
    for (size_t i = 0; i < state->relation->n_columns; i++) {
        schemac_value value;
        schemac_code code = schemac_value_in(&model->columns[columns[i]], statement->dialect, row, &statement->scratch,
                                             &value, statement->err);
        if (code != SCHEMAC_OK) {
            return code;
        }
        *is_null = *is_null || value.is_null;
        if (!value.is_null) {
            add_key_value(key, &value);
        }
    }
    return key->failed ? schemac_error_nomem(statement->err) : SCHEMAC_OK;
}

static schemac_code gather_key(load_state *state, size_t i, schemac_text *key)
{
    bool is_null = false;
    const char *row = state->rows + i * state->model->size;
    schemac_code code = row_key(state, state->model, state->relation->columns, row, key, &is_null);
    state->group_of_row[i] = NO_GROUP;
    if (code != SCHEMAC_OK || is_null) {
        return code;
    }
    schemac_str text = schemac_text_str(key);
    size_t group = map_find(&state->map, text);
    if (group == NO_GROUP) {
        text.data = schemac_scratch_copy(&state->statement->scratch, text.data, text.len);
        if (text.data == NULL) {
            return schemac_error_nomem(state->statement->err);
        }
        group = map_add(&state->map, text);
        state->key_rows[group] = i;
    }
    state->group_of_row[i] = group;
    return SCHEMAC_OK;
}

static schemac_code gather_keys(load_state *state)
{
    schemac_scratch *scratch = &state->statement->scratch;
    state->group_of_row = schemac_scratch_alloc(scratch, (state->count + 1) * sizeof(size_t));
    state->key_rows = schemac_scratch_alloc(scratch, (state->count + 1) * sizeof(size_t));
    if (state->group_of_row == NULL || state->key_rows == NULL || !map_init(&state->map, state->count, scratch)) {
        return schemac_error_nomem(state->statement->err);
    }
    schemac_text key = {0};
    schemac_code code = SCHEMAC_OK;
    for (size_t i = 0; i < state->count && code == SCHEMAC_OK; i++) {
        code = gather_key(state, i, &key);
    }
    schemac_text_free(&key);
    return code;
}

/* ---- the statement ---- */

static const schemac_column *source_column(const load_state *state, size_t i)
{
    return &state->model->columns[state->relation->columns[i]];
}

/* The column that is compared with the keys: of the table between, or of the target. */
static void say_key_column(const load_state *state, size_t i)
{
    schemac_statement *statement = state->statement;
    const schemac_relation *relation = state->relation;
    if (relation->through != NULL) {
        schemac_say(statement, "j.");
        schemac_say(statement, relation->through->source_quoted[i]);
    } else {
        schemac_say_column(statement, &relation->target->columns[relation->target_columns[i]], 0);
    }
}

/* The distinct values of one key column as a list. */
static schemac_code key_list(const load_state *state, size_t column, schemac_value *list)
{
    schemac_statement *statement = state->statement;
    size_t n = state->map.n_keys;
    schemac_value *values = schemac_scratch_alloc(&statement->scratch, (n + 1) * sizeof *values);
    if (values == NULL) {
        return schemac_error_nomem(statement->err);
    }
    for (size_t i = 0; i < n; i++) {
        const char *row = state->rows + state->key_rows[i] * state->model->size;
        schemac_code code = schemac_value_in(source_column(state, column), statement->dialect, row, &statement->scratch,
                                             &values[i], statement->err);
        if (code != SCHEMAC_OK) {
            return code;
        }
    }
    memset(list, 0, sizeof *list);
    list->kind = schemac_column_slot(source_column(state, column), statement->dialect).kind;
    list->is_array = true;
    list->as.array.items = values;
    list->as.array.count = n;
    return SCHEMAC_OK;
}

static void say_list(const load_state *state, size_t column)
{
    schemac_value list;
    schemac_code code = key_list(state, column, &list);
    schemac_statement_fail(state->statement, code);
    if (code == SCHEMAC_OK) {
        schemac_say_param(state->statement, &list);
    }
}

static void say_single_key(const load_state *state)
{
    schemac_statement *statement = state->statement;
    say_key_column(state, 0);
    bool sqlite = statement->dialect == SCHEMAC_SQLITE;
    schemac_say(statement, sqlite ? " IN (SELECT value FROM json_each(" : " = ANY (");
    say_list(state, 0);
    schemac_say(statement, sqlite ? "))" : ")");
}

/* (t."a", t."b") IN (SELECT * FROM unnest($1::bigint[], $2::text[])) */
static void say_composite_postgresql(const load_state *state)
{
    schemac_statement *statement = state->statement;
    schemac_say(statement, "(SELECT * FROM unnest(");
    for (size_t i = 0; i < state->relation->n_columns; i++) {
        schemac_say(statement, i > 0 ? ", " : "");
        say_list(state, i);
        schemac_say(statement, "::");
        schemac_say(statement, source_column(state, i)->type.postgresql);
        schemac_say(statement, "[]");
    }
    schemac_say(statement, "))");
}

/* (t."a", t."b") IN (SELECT k0.value, k1.value FROM json_each(?1) AS k0 JOIN json_each(?2) AS k1 ON k1.key = k0.key) */
static void say_composite_sqlite(const load_state *state)
{
    schemac_statement *statement = state->statement;
    for (size_t i = 0; i < state->relation->n_columns; i++) {
        schemac_say(statement, i == 0 ? "(SELECT k" : ", k");
        schemac_text_number(&statement->sql, (int64_t)i);
        schemac_say(statement, ".value");
    }
    for (size_t i = 0; i < state->relation->n_columns; i++) {
        schemac_say(statement, i == 0 ? " FROM json_each(" : " JOIN json_each(");
        say_list(state, i);
        schemac_say(statement, ") AS k");
        schemac_text_number(&statement->sql, (int64_t)i);
        if (i > 0) {
            schemac_say(statement, " ON k");
            schemac_text_number(&statement->sql, (int64_t)i);
            schemac_say(statement, ".key = k0.key");
        }
    }
    schemac_say(statement, ")");
}

static void say_keys(const load_state *state)
{
    schemac_statement *statement = state->statement;
    if (state->relation->n_columns == 1) {
        say_single_key(state);
        return;
    }
    for (size_t i = 0; i < state->relation->n_columns; i++) {
        schemac_say(statement, i == 0 ? "(" : ", ");
        say_key_column(state, i);
    }
    schemac_say(statement, ") IN ");
    if (statement->dialect == SCHEMAC_SQLITE) {
        say_composite_sqlite(state);
    } else {
        say_composite_postgresql(state);
    }
}

static void say_through_join(const load_state *state)
{
    schemac_statement *statement = state->statement;
    const schemac_through *through = state->relation->through;
    schemac_say(statement, " JOIN ");
    schemac_say(statement, schemac_sql_for(&through->table, statement->dialect));
    schemac_say(statement, " AS j ON ");
    for (size_t i = 0; i < through->n_target; i++) {
        schemac_say(statement, i > 0 ? " AND j." : "j.");
        schemac_say(statement, through->target_quoted[i]);
        schemac_say(statement, " = ");
        schemac_say_column(statement, &state->relation->target->columns[state->relation->target_columns[i]], 0);
    }
}

static void say_load(const load_state *state, const schemac_query *query, const schemac_full_order *order)
{
    schemac_statement *statement = state->statement;
    const schemac_model *target = state->relation->target;
    schemac_say(statement, "SELECT ");
    schemac_say(statement, schemac_sql_for(&target->list, statement->dialect));
    for (size_t i = 0; state->relation->through != NULL && i < state->relation->n_columns; i++) {
        schemac_say(statement, ", ");
        say_key_column(state, i);
    }
    schemac_say(statement, " FROM ");
    schemac_say(statement, schemac_sql_for(&target->from, statement->dialect));
    schemac_say(statement, " AS t");
    if (state->relation->through != NULL) {
        say_through_join(state);
    }
    schemac_say(statement, " WHERE ");
    say_keys(state);
    if (query->n_where > 0) {
        schemac_say(statement, " AND ");
        schemac_say_conditions(statement, target, query->where, query->n_where, 0);
    }
    schemac_say_full_order(statement, order);
}

/* ---- what comes back ---- */

static schemac_code note_group(load_state *state, size_t index, size_t group)
{
    if (index >= state->found_room) {
        size_t room = state->found_room == 0 ? 64 : state->found_room * 2;
        size_t *groups = realloc(state->group_of_found, room * sizeof *groups);
        if (groups == NULL) {
            return schemac_error_nomem(state->statement->err);
        }
        state->group_of_found = groups;
        state->found_room = room;
    }
    state->group_of_found[index] = group;
    return SCHEMAC_OK;
}

/* The key of a row by way of the table between stands behind the columns of the target. */
static schemac_code read_through_key(void *arg, schemac_rows *rows, size_t index, schemac_error *err)
{
    load_state *state = arg;
    schemac_text key = {0};
    schemac_code code = SCHEMAC_OK;
    for (size_t i = 0; i < state->relation->n_columns && code == SCHEMAC_OK; i++) {
        schemac_value value;
        schemac_slot slot = schemac_column_slot(source_column(state, i), state->statement->dialect);
        code = schemac_rows_value(state->statement->session->conn, rows, state->relation->target->n_columns + i, slot,
                                  &value, err);
        if (code == SCHEMAC_OK && !value.is_null) {
            add_key_value(&key, &value);
        }
    }
    if (code == SCHEMAC_OK && key.failed) {
        code = schemac_error_nomem(err);
    }
    if (code == SCHEMAC_OK) {
        code = note_group(state, index, map_find(&state->map, schemac_text_str(&key)));
    }
    schemac_text_free(&key);
    return code;
}

static schemac_code find_groups(load_state *state, const schemac_fetch *fetch)
{
    schemac_text key = {0};
    schemac_code code = SCHEMAC_OK;
    const schemac_model *target = state->relation->target;
    for (size_t i = 0; i < fetch->count && code == SCHEMAC_OK; i++) {
        bool is_null = false;
        const char *row = fetch->rows + i * target->size;
        code = row_key(state, target, state->relation->target_columns, row, &key, &is_null);
        if (code == SCHEMAC_OK) {
            code = note_group(state, i, is_null ? NO_GROUP : map_find(&state->map, schemac_text_str(&key)));
        }
    }
    schemac_text_free(&key);
    return code;
}

/* Where each group begins, by counting; one more entry says where the last ends. */
static size_t *group_starts(const load_state *state, size_t n_found, schemac_scratch *scratch)
{
    size_t n = state->map.n_keys;
    size_t *starts = schemac_scratch_alloc(scratch, (n + 2) * sizeof *starts);
    if (starts == NULL) {
        return NULL;
    }
    memset(starts, 0, (n + 2) * sizeof *starts);
    for (size_t i = 0; i < n_found; i++) {
        if (state->group_of_found[i] != NO_GROUP) {
            starts[state->group_of_found[i] + 1]++;
        }
    }
    for (size_t i = 0; i < n; i++) {
        starts[i + 1] += starts[i];
    }
    return starts;
}

/* The rows that were found, group by group, each in the order in which they came. */
static char *sort_rows(const load_state *state, const schemac_fetch *fetch, const size_t *starts)
{
    size_t size = state->relation->target->size;
    schemac_scratch *scratch = &state->statement->scratch;
    char *sorted = schemac_session_alloc(state->statement->session, (fetch->count + 1) * size);
    size_t *next = schemac_scratch_alloc(scratch, (state->map.n_keys + 1) * sizeof *next);
    if (sorted == NULL || next == NULL) {
        return NULL;
    }
    memcpy(next, starts, state->map.n_keys * sizeof *next);
    for (size_t i = 0; i < fetch->count; i++) {
        size_t group = state->group_of_found[i];
        if (group != NO_GROUP) {
            memcpy(sorted + next[group]++ * size, fetch->rows + i * size, size);
        }
    }
    return sorted;
}

static void mark_loaded(const load_state *state, char *row)
{
    size_t bit = (size_t)(state->relation - state->model->relations);
    char *word_at = row + state->model->loaded_offset + bit / 64 * sizeof(uint64_t);
    uint64_t word = 0;
    memcpy(&word, word_at, sizeof word);
    word |= UINT64_C(1) << (bit % 64);
    memcpy(word_at, &word, sizeof word);
}

static void set_member(const load_state *state, char *row, char *items, size_t count)
{
    if (state->relation->is_list) {
        schemac_list list = {items, count, {NULL, 0}};
        memcpy(row + state->relation->offset, &list, sizeof list);
    } else {
        void *one = count > 0 ? items : NULL;
        memcpy(row + state->relation->offset, &one, sizeof one);
    }
    mark_loaded(state, row);
}

static void set_members(const load_state *state, char *rows, char *sorted, const size_t *starts)
{
    size_t size = state->relation->target->size;
    for (size_t i = 0; i < state->count; i++) {
        size_t group = state->group_of_row[i];
        size_t from = group == NO_GROUP ? 0 : starts[group];
        size_t count = group == NO_GROUP ? 0 : starts[group + 1] - from;
        set_member(state, rows + i * state->model->size, sorted + from * size, count);
    }
}

/* ---- all together ---- */

static schemac_code fetch_targets(load_state *state, const schemac_query *query, schemac_fetch *fetch)
{
    schemac_statement *statement = state->statement;
    schemac_full_order order;
    schemac_code code = schemac_order_full(state->relation->target, query, false, &order, statement->err);
    if (code != SCHEMAC_OK) {
        return code;
    }
    fetch->extra = state->relation->through == NULL ? NULL : read_through_key;
    fetch->extra_arg = state;
    say_load(state, query, &order);
    code = schemac_statement_fetch(statement, fetch);
    if (code == SCHEMAC_OK && state->relation->through == NULL) {
        code = find_groups(state, fetch);
    }
    return code;
}

static schemac_code load(load_state *state, const schemac_query *query, char *rows, schemac_list *all)
{
    schemac_statement *statement = state->statement;
    schemac_fetch fetch = {.at_most = 0};
    schemac_code code = gather_keys(state);
    if (code == SCHEMAC_OK && state->map.n_keys > 0) {
        code = fetch_targets(state, query, &fetch);
    }
    if (code != SCHEMAC_OK) {
        return code;
    }
    size_t *starts = group_starts(state, fetch.count, &statement->scratch);
    char *sorted = starts == NULL ? NULL : sort_rows(state, &fetch, starts);
    if (sorted == NULL) {
        return schemac_error_nomem(statement->err);
    }
    set_members(state, rows, sorted, starts);
    all->items = sorted;
    all->count = starts[state->map.n_keys];
    return SCHEMAC_OK;
}

schemac_code schemac_model_load(schemac_session *session, const schemac_model *model, size_t relation, void *rows,
                                size_t count, const schemac_query *query, schemac_list *all, schemac_error *err)
{
    static const schemac_query everything;
    schemac_error local;
    schemac_statement statement;
    schemac_list unused = {NULL, 0, {NULL, 0}};
    all = all == NULL ? &unused : all;
    memset(all, 0, sizeof *all);
    query = query == NULL ? &everything : query;
    if (query->limit != 0 || query->offset != 0 || query->after.data != NULL) {
        return schemac_error_set(err, SCHEMAC_MISUSE, "a relation of \"%s\" is loaded whole: without limit or token",
                                 model->name);
    }
    const schemac_relation *what = &model->relations[relation];
    schemac_statement_init(&statement, session, what->target, err, &local);
    load_state state = {.statement = &statement, .relation = what, .model = model, .rows = rows, .count = count};
    schemac_code code = statement.code;
    if (code == SCHEMAC_OK) {
        code = load(&state, query, rows, all);
    }
    free(state.group_of_found);
    schemac_statement_free(&statement);
    return code;
}

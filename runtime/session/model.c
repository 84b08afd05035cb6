/* The functions that work on any model. Each makes one statement and runs it. */
#include <string.h>

#include "db/error.h"
#include "session/internal.h"

static bool in_set(const uint64_t *set, size_t column)
{
    return (set[column / 64] >> (column % 64) & 1) != 0;
}

/* ---- insert ---- */

static void say_insert_columns(schemac_statement *statement, const uint64_t *set, const void *values)
{
    const schemac_model *model = statement->model;
    schemac_text signs = {0};
    size_t n = 0;
    schemac_say(statement, " (");
    for (size_t i = 0; i < model->n_columns && statement->code == SCHEMAC_OK; i++) {
        schemac_value value;
        if (!in_set(set, i)) {
            continue;
        }
        schemac_statement_fail(statement, schemac_value_in(&model->columns[i], statement->dialect, values,
                                                           &statement->scratch, &value, statement->err));
        schemac_give_param(statement, &value);
        schemac_say(statement, n > 0 ? ", " : "");
        schemac_say(statement, model->columns[i].quoted);
        schemac_text_add(&signs, n > 0 ? ", " : "");
        schemac_text_char(&signs, statement->dialect == SCHEMAC_SQLITE ? '?' : '$');
        schemac_text_number(&signs, (int64_t)++n);
    }
    schemac_say(statement, ") VALUES (");
    schemac_text_bytes(&statement->sql, signs.data, signs.len);
    schemac_say(statement, ")");
    statement->sql.failed = statement->sql.failed || signs.failed;
    schemac_text_free(&signs);
}

static bool is_empty(const schemac_model *model, const uint64_t *set)
{
    for (size_t i = 0; i < model->n_columns; i++) {
        if (in_set(set, i)) {
            return false;
        }
    }
    return true;
}

static schemac_code insert_row(schemac_statement *statement, void **row)
{
    if (row == NULL) {
        int64_t affected = 0;
        return schemac_statement_change(statement, &affected);
    }
    schemac_fetch fetch = {.at_most = 1};
    schemac_say(statement, " RETURNING ");
    schemac_say(statement, schemac_sql_for(&statement->model->returning, statement->dialect));
    schemac_code code = schemac_statement_fetch(statement, &fetch);
    *row = fetch.count > 0 ? fetch.rows : NULL;
    if (code == SCHEMAC_OK && fetch.count == 0) {
        /* A rule or a trigger of the database may swallow a row. */
        return schemac_error_set(statement->err, SCHEMAC_NOT_FOUND, "the database inserted no \"%s\"",
                                 statement->model->name);
    }
    return code;
}

schemac_code schemac_model_insert(schemac_session *session, const schemac_model *model, const uint64_t *set,
                                  const void *values, void **row, schemac_error *err)
{
    schemac_error local;
    schemac_statement statement;
    if (row != NULL) {
        *row = NULL;
    }
    schemac_statement_init(&statement, session, model, err, &local);
    schemac_say(&statement, "INSERT INTO ");
    schemac_say(&statement, schemac_sql_for(&model->from, statement.dialect));
    if (is_empty(model, set)) {
        schemac_say(&statement, " DEFAULT VALUES");
    } else {
        say_insert_columns(&statement, set, values);
    }
    schemac_code code = insert_row(&statement, row);
    schemac_statement_free(&statement);
    return code;
}

/* ---- reading ---- */

static void give_key(schemac_statement *statement, const schemac_key *by, const void *const *key)
{
    for (size_t i = 0; i < by->n_columns && statement->code == SCHEMAC_OK; i++) {
        schemac_value value;
        const schemac_column *column = &statement->model->columns[by->columns[i]];
        schemac_statement_fail(statement, schemac_value_of(column, statement->dialect, key[i], true,
                                                           &statement->scratch, &value, statement->err));
        schemac_give_param(statement, &value);
    }
}

static schemac_code not_found(schemac_statement *statement)
{
    return schemac_error_set(statement->err, SCHEMAC_NOT_FOUND, "no such row of \"%s\"", statement->model->name);
}

static schemac_code fetch_one(schemac_statement *statement, void **row)
{
    schemac_fetch fetch = {.at_most = 1};
    schemac_code code = schemac_statement_fetch(statement, &fetch);
    *row = fetch.count > 0 ? fetch.rows : NULL;
    return code == SCHEMAC_OK && fetch.count == 0 ? not_found(statement) : code;
}

schemac_code schemac_model_get(schemac_session *session, const schemac_model *model, const schemac_key *by,
                               const void *const *key, void **row, schemac_error *err)
{
    schemac_error local;
    schemac_statement statement;
    *row = NULL;
    schemac_statement_init(&statement, session, model, err, &local);
    statement.constant = schemac_sql_for(&by->get, statement.dialect);
    give_key(&statement, by, key);
    schemac_code code = fetch_one(&statement, row);
    schemac_statement_free(&statement);
    return code;
}

static const schemac_query everything;

static void say_select(schemac_statement *statement, const char *what)
{
    schemac_say(statement, "SELECT ");
    schemac_say(statement, what);
    schemac_say(statement, " FROM ");
    schemac_say(statement, schemac_sql_for(&statement->model->from, statement->dialect));
    schemac_say(statement, " AS t");
}

static void say_where(schemac_statement *statement, const schemac_query *query)
{
    if (query->n_where > 0) {
        schemac_say(statement, " WHERE ");
        schemac_say_conditions(statement, statement->model, query->where, query->n_where, 0);
    }
}

static void say_query(schemac_statement *statement, const schemac_query *query, const schemac_full_order *order)
{
    say_select(statement, schemac_sql_for(&statement->model->list, statement->dialect));
    say_where(statement, query);
    if (query->after.data != NULL) {
        schemac_say(statement, query->n_where > 0 ? " AND " : " WHERE ");
        schemac_say_after(statement, order, query->after);
    }
    schemac_say_full_order(statement, order);
    schemac_say_limit(statement, query->limit, query->offset);
}

/* Where the limit was reached there may be more, which begins behind the last row. */
static schemac_code make_next(schemac_statement *statement, const schemac_query *query, const schemac_full_order *order,
                              schemac_list *list)
{
    bool full = query->limit > 0 && list->count == (uint64_t)query->limit;
    if (!full || statement->model->primary == NULL) {
        return SCHEMAC_OK;
    }
    const char *last = (const char *)list->items + (list->count - 1) * statement->model->size;
    return schemac_token_make(statement, order, last, &list->next);
}

static schemac_code find(schemac_statement *statement, const schemac_query *query, schemac_list *list)
{
    schemac_full_order order;
    bool total = query->limit > 0 || query->offset > 0 || query->after.data != NULL;
    schemac_statement_fail(statement, schemac_order_full(statement->model, query, total, &order, statement->err));
    if (statement->code != SCHEMAC_OK) {
        return statement->code;
    }
    say_query(statement, query, &order);
    schemac_fetch fetch = {.at_most = 0};
    schemac_code code = schemac_statement_fetch(statement, &fetch);
    if (code == SCHEMAC_OK) {
        list->items = fetch.rows;
        list->count = fetch.count;
        code = make_next(statement, query, &order, list);
    }
    return code;
}

schemac_code schemac_model_find(schemac_session *session, const schemac_model *model, const schemac_query *query,
                                schemac_list *list, schemac_error *err)
{
    schemac_error local;
    schemac_statement statement;
    memset(list, 0, sizeof *list);
    schemac_statement_init(&statement, session, model, err, &local);
    schemac_code code = find(&statement, query == NULL ? &everything : query, list);
    schemac_statement_free(&statement);
    return code;
}

schemac_code schemac_model_first(schemac_session *session, const schemac_model *model, const schemac_query *query,
                                 void **row, schemac_error *err)
{
    schemac_query one = query == NULL ? everything : *query;
    schemac_list list;
    one.limit = 1;
    *row = NULL;
    schemac_code code = schemac_model_find(session, model, &one, &list, err);
    if (code != SCHEMAC_OK) {
        return code;
    }
    if (list.count == 0) {
        return schemac_error_set(err, SCHEMAC_NOT_FOUND, "no such row of \"%s\"", model->name);
    }
    *row = list.items;
    return SCHEMAC_OK;
}

schemac_code schemac_model_count(schemac_session *session, const schemac_model *model, const schemac_query *query,
                                 int64_t *count, schemac_error *err)
{
    schemac_error local;
    schemac_statement statement;
    schemac_statement_init(&statement, session, model, err, &local);
    say_select(&statement, "count(*)");
    say_where(&statement, query == NULL ? &everything : query);
    schemac_code code = schemac_statement_number(&statement, SCHEMAC_KIND_INT64, count);
    schemac_statement_free(&statement);
    return code;
}

schemac_code schemac_model_exists(schemac_session *session, const schemac_model *model, const schemac_query *query,
                                  bool *exists, schemac_error *err)
{
    schemac_error local;
    schemac_statement statement;
    int64_t found = 0;
    schemac_statement_init(&statement, session, model, err, &local);
    schemac_say(&statement, "SELECT EXISTS (");
    say_select(&statement, "1");
    say_where(&statement, query == NULL ? &everything : query);
    schemac_say(&statement, ")");
    schemac_code code = schemac_statement_number(&statement, SCHEMAC_KIND_BOOL, &found);
    *exists = found != 0;
    schemac_statement_free(&statement);
    return code;
}

/* ---- update ---- */

static void say_sign(schemac_statement *statement, size_t *n, const char *quoted)
{
    schemac_say(statement, (*n)++ > 0 ? ", " : "");
    schemac_say(statement, quoted);
    schemac_say(statement, " = ");
}

static void say_assignments(schemac_statement *statement, const uint64_t *set, const void *values)
{
    const schemac_model *model = statement->model;
    size_t n = 0;
    for (size_t i = 0; i < model->n_columns && statement->code == SCHEMAC_OK; i++) {
        const schemac_column *column = &model->columns[i];
        const char *on_update = schemac_sql_for(&column->on_update, statement->dialect);
        if ((column->flags & SCHEMAC_COLUMN_VERSION) != 0) {
            say_sign(statement, &n, column->quoted);
            schemac_say(statement, column->quoted);
            schemac_say(statement, " + 1");
        } else if (in_set(set, i)) {
            schemac_value value;
            schemac_statement_fail(statement, schemac_value_in(column, statement->dialect, values, &statement->scratch,
                                                               &value, statement->err));
            say_sign(statement, &n, column->quoted);
            schemac_say_param(statement, &value);
        } else if (on_update != NULL) {
            say_sign(statement, &n, column->quoted);
            schemac_say(statement, on_update);
        }
    }
}

static void say_key(schemac_statement *statement, const void *const *key)
{
    const schemac_key *primary = statement->model->primary;
    for (size_t i = 0; i < primary->n_columns && statement->code == SCHEMAC_OK; i++) {
        schemac_value value;
        const schemac_column *column = &statement->model->columns[primary->columns[i]];
        schemac_statement_fail(statement, schemac_value_of(column, statement->dialect, key[i], true,
                                                           &statement->scratch, &value, statement->err));
        schemac_say(statement, i == 0 ? " WHERE " : " AND ");
        schemac_say(statement, column->quoted);
        schemac_say(statement, " = ");
        schemac_say_param(statement, &value);
    }
}

/* A version column in the patch is the version that the caller has read: the row must still have it. */
static bool say_versions(schemac_statement *statement, const uint64_t *set, const void *values)
{
    const schemac_model *model = statement->model;
    bool said = false;
    for (size_t i = 0; i < model->n_columns && statement->code == SCHEMAC_OK; i++) {
        const schemac_column *column = &model->columns[i];
        if ((column->flags & SCHEMAC_COLUMN_VERSION) == 0 || !in_set(set, i)) {
            continue;
        }
        schemac_value value;
        schemac_statement_fail(statement, schemac_value_in(column, statement->dialect, values, &statement->scratch,
                                                           &value, statement->err));
        schemac_say(statement, " AND ");
        schemac_say(statement, column->quoted);
        schemac_say(statement, " = ");
        schemac_say_param(statement, &value);
        said = true;
    }
    return said;
}

static schemac_code update(schemac_statement *statement, const void *const *key, const uint64_t *set,
                           const void *values, bool *changed)
{
    const schemac_model *model = statement->model;
    if (model->primary == NULL && statement->code == SCHEMAC_OK) {
        return schemac_error_set(statement->err, SCHEMAC_MISUSE, "\"%s\" has no primary key", model->name);
    }
    if (statement->code != SCHEMAC_OK || is_empty(model, set)) {
        return statement->code;
    }
    int64_t affected = 0;
    schemac_say(statement, "UPDATE ");
    schemac_say(statement, schemac_sql_for(&model->from, statement->dialect));
    schemac_say(statement, " SET ");
    say_assignments(statement, set, values);
    say_key(statement, key);
    bool locked = say_versions(statement, set, values);
    schemac_code code = schemac_statement_change(statement, &affected);
    *changed = affected > 0;
    if (code == SCHEMAC_OK && locked && affected == 0) {
        return schemac_error_set(statement->err, SCHEMAC_CONFLICT,
                                 "the row of \"%s\" has been changed or deleted since it was read", model->name);
    }
    return code;
}

schemac_code schemac_model_update(schemac_session *session, const schemac_model *model, const void *const *key,
                                  const uint64_t *set, const void *values, bool *changed, schemac_error *err)
{
    schemac_error local;
    schemac_statement statement;
    bool any = false;
    schemac_statement_init(&statement, session, model, err, &local);
    schemac_code code = update(&statement, key, set, values, &any);
    schemac_statement_free(&statement);
    if (changed != NULL) {
        *changed = any;
    }
    return code;
}

/* ---- delete ---- */

schemac_code schemac_model_delete(schemac_session *session, const schemac_model *model, const void *const *key,
                                  bool *deleted, schemac_error *err)
{
    schemac_error local;
    schemac_statement statement;
    int64_t affected = 0;
    if (deleted != NULL) {
        *deleted = false;
    }
    if (model->primary == NULL) {
        return schemac_error_set(err, SCHEMAC_MISUSE, "\"%s\" has no primary key", model->name);
    }
    schemac_statement_init(&statement, session, model, err, &local);
    statement.constant = schemac_sql_for(&model->remove, statement.dialect);
    give_key(&statement, model->primary, key);
    schemac_code code = schemac_statement_change(&statement, &affected);
    schemac_statement_free(&statement);
    if (deleted != NULL) {
        *deleted = affected > 0;
    }
    return code;
}

/* Made by schemac from the schema "shapes": edit the schema, not this file.
 *
 * What there is for a model X with the columns c and a relation r:
 * X               a row.
 * X_list          rows. `items` is NULL where a relation was not loaded; `next` is a token for a query's `after`, where
 *                 its limit was reached. X_list_of(row) is a list of one row, for loaders.
 * X_new           a row to insert. X_new_make(…) takes the columns that must be given; X_new_set_c(&draft, value) sets
 *                 what has a default or may be NULL.
 * X_patch         changes to a row: start with {0}; X_patch_set_c(&patch, value), X_patch_set_c_null(&patch).
 * X_where         a condition: X_c_eq(value), _ne, _in(items, count); where there is an order _lt, _le, _gt, _ge,
 *                 _between(lower, upper); of text _like, _ilike; of what may be NULL _is_null(), _is_not_null();
 *                 X_has_r(items, count): such a row is there; X_where_and(items, count), X_where_or, X_where_not(item).
 *                 Arrays are borrowed until the query has run.
 * X_order         the constants X_BY_c and X_BY_c_DESC.
 * X_query         what to find: start with {0}, set what is wanted. All conditions must hold; limit 0 is none.
 * X_load_r        loads a relation for a whole list; X_get_r(row) gives what was loaded, or fails an assertion.
 *
 * A function runs one statement, unless it says otherwise. Rows, lists and texts that it returns belong to the session
 * and live until that ends or schemac_clear; what it is given is borrowed until it returns. `err` may be NULL. */
#ifndef SCHEMAC_MADE_SHAPES_H
#define SCHEMAC_MADE_SHAPES_H

#include <schemac/schemac.h>
#include <schemac/typed.h>

#if SCHEMAC_ABI != 1
#error "shapes.h was made for another version of libschemac: run schemac again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- constraints, for schemac_error.constraint ---- */

extern const schemac_constraint shapes_schemac_constraints[21];

#define SHAPES_PAIR_PKEY (&shapes_schemac_constraints[0])
#define SHAPES_PAIR_USER_PKEY (&shapes_schemac_constraints[1])
#define SHAPES_PAIR_USER_PAIR_A_PAIR_B_FKEY (&shapes_schemac_constraints[2])
#define SHAPES_PAIR_USER_OTHER_A_OTHER_B_FKEY (&shapes_schemac_constraints[3])
#define SHAPES_ONLY_KEY_PKEY (&shapes_schemac_constraints[4])
#define SHAPES_ALWAYS_PKEY (&shapes_schemac_constraints[5])
#define SHAPES_PERSON_PKEY (&shapes_schemac_constraints[6])
#define SHAPES_PERSON_BOSS_ID_FKEY (&shapes_schemac_constraints[7])
#define SHAPES_PASSPORT_PKEY (&shapes_schemac_constraints[8])
#define SHAPES_PASSPORT_OWNER_ID_KEY (&shapes_schemac_constraints[9])
#define SHAPES_PASSPORT_OWNER_ID_FKEY (&shapes_schemac_constraints[10])
#define SHAPES_UNIQUE_PKEY (&shapes_schemac_constraints[11])
#define SHAPES_UNIQUE_PRICE_KEY (&shapes_schemac_constraints[12])
#define SHAPES_UNIQUE_A_B_KEY (&shapes_schemac_constraints[13])
#define SHAPES_NAMED_ONE (&shapes_schemac_constraints[14])
#define SHAPES_ONLY_SOME (&shapes_schemac_constraints[15])
#define SHAPES_WIDE_PKEY (&shapes_schemac_constraints[16])
#define SHAPES_WIDE_C66_KEY (&shapes_schemac_constraints[17])
#define SHAPES_FRIENDSHIPS_PERSON_ID_FKEY (&shapes_schemac_constraints[18])
#define SHAPES_FRIENDSHIPS_FRIENDS_ID_FKEY (&shapes_schemac_constraints[19])
#define SHAPES_FRIENDSHIPS_PKEY (&shapes_schemac_constraints[20])

/* ---- the types that models have of each other: lists, conditions, orders ---- */

SCHEMAC_TYPES(shapes_pair)
SCHEMAC_TYPES(shapes_pair_user)
SCHEMAC_TYPES(shapes_no_key)
SCHEMAC_TYPES(shapes_only_key)
SCHEMAC_TYPES(shapes_always)
SCHEMAC_TYPES(shapes_person)
SCHEMAC_TYPES(shapes_passport)
SCHEMAC_TYPES(shapes_unique)
SCHEMAC_TYPES(shapes_wide)
SCHEMAC_TYPES(shapes_friendships)

/* ---- Pair ---- */

struct shapes_pair {
    int32_t a;
    schemac_str b;
    schemac_str note;
    shapes_pair_user_list users; /* by shapes_pair_load_users */
    shapes_pair_user_list others; /* by shapes_pair_load_others */
    uint64_t schemac_loaded[1];
};

SCHEMAC_DRAFTS(shapes_pair, 1)
static inline shapes_pair_new shapes_pair_new_make(int32_t a, schemac_str b)
{
    shapes_pair_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.a = a;
    draft.value.b = b;
    draft.set[0] = 0x3;
    return draft;
}

SCHEMAC_SETTER(shapes_pair_new, note, schemac_str, 2)

SCHEMAC_COLUMN_ORDERED(shapes_pair, a, int32, int32_t, 0)
SCHEMAC_COLUMN_TEXT(shapes_pair, b, 1)
SCHEMAC_COLUMN_TEXT_NULL(shapes_pair, note, 2)
SCHEMAC_FILTER_GROUPS(shapes_pair)

#define SHAPES_PAIR_BY_A SCHEMAC_ASC(shapes_pair, 0)
#define SHAPES_PAIR_BY_A_DESC SCHEMAC_DESC(shapes_pair, 0)
#define SHAPES_PAIR_BY_B SCHEMAC_ASC(shapes_pair, 1)
#define SHAPES_PAIR_BY_B_DESC SCHEMAC_DESC(shapes_pair, 1)
#define SHAPES_PAIR_BY_NOTE SCHEMAC_ASC(shapes_pair, 2)
#define SHAPES_PAIR_BY_NOTE_DESC SCHEMAC_DESC(shapes_pair, 2)

struct shapes_pair_query {
    const shapes_pair_where *where;
    size_t n_where;
    const shapes_pair_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shapes_pair_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shapes_pair_insert(schemac_session *session, const shapes_pair_new *draft, shapes_pair **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shapes_pair_find(schemac_session *session, const shapes_pair_query *query, shapes_pair_list *list,
    schemac_error *err);
schemac_code shapes_pair_first(schemac_session *session, const shapes_pair_query *query, shapes_pair **row,
    schemac_error *err);
schemac_code shapes_pair_count(schemac_session *session, const shapes_pair_query *query, int64_t *count,
    schemac_error *err);
schemac_code shapes_pair_exists(schemac_session *session, const shapes_pair_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_pair_get(schemac_session *session, int32_t a, schemac_str b, shapes_pair **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shapes_pair_update(schemac_session *session, int32_t a, schemac_str b, const shapes_pair_patch *patch,
                                bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shapes_pair_delete(schemac_session *session, int32_t a, schemac_str b, bool *deleted,
    schemac_error *err);

static inline shapes_pair_list shapes_pair_list_of(shapes_pair *row)
{
    shapes_pair_list list = {row, 1, {NULL, 0}};
    return list;
}

/* Loads `users` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shapes_pair_load_users(schemac_session *session, const shapes_pair_list *list,
    const shapes_pair_user_query *query, schemac_error *err);
SCHEMAC_RELATION_MANY(shapes_pair, users, shapes_pair_user, 0)
/* Loads `others` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shapes_pair_load_others(schemac_session *session, const shapes_pair_list *list,
    const shapes_pair_user_query *query, schemac_error *err);
SCHEMAC_RELATION_MANY(shapes_pair, others, shapes_pair_user, 1)

/* ---- PairUser ---- */

struct shapes_pair_user {
    int64_t id;
    int32_t pair_a;
    schemac_str pair_b;
    schemac_opt_int32 other_a;
    schemac_str other_b;
    shapes_pair *pair; /* by shapes_pair_user_load_pair; read with shapes_pair_user_get_pair */
    shapes_pair *other; /* by shapes_pair_user_load_other; read with shapes_pair_user_get_other */
    uint64_t schemac_loaded[1];
};

SCHEMAC_DRAFTS(shapes_pair_user, 1)
static inline shapes_pair_user_new shapes_pair_user_new_make(int32_t pair_a, schemac_str pair_b)
{
    shapes_pair_user_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.pair_a = pair_a;
    draft.value.pair_b = pair_b;
    draft.set[0] = 0x6;
    return draft;
}

SCHEMAC_SETTER(shapes_pair_user_new, id, int64_t, 0)
SCHEMAC_SETTER_OPT(shapes_pair_user_new, other_a, int32_t, 3)
SCHEMAC_SETTER(shapes_pair_user_new, other_b, schemac_str, 4)

SCHEMAC_COLUMN_ORDERED(shapes_pair_user, id, int64, int64_t, 0)
SCHEMAC_COLUMN_ORDERED(shapes_pair_user, pair_a, int32, int32_t, 1)
SCHEMAC_COLUMN_TEXT(shapes_pair_user, pair_b, 2)
SCHEMAC_COLUMN_ORDERED_OPT(shapes_pair_user, other_a, int32, int32_t, 3)
SCHEMAC_COLUMN_TEXT_NULL(shapes_pair_user, other_b, 4)
SCHEMAC_FILTER_GROUPS(shapes_pair_user)

#define SHAPES_PAIR_USER_BY_ID SCHEMAC_ASC(shapes_pair_user, 0)
#define SHAPES_PAIR_USER_BY_ID_DESC SCHEMAC_DESC(shapes_pair_user, 0)
#define SHAPES_PAIR_USER_BY_PAIR_A SCHEMAC_ASC(shapes_pair_user, 1)
#define SHAPES_PAIR_USER_BY_PAIR_A_DESC SCHEMAC_DESC(shapes_pair_user, 1)
#define SHAPES_PAIR_USER_BY_PAIR_B SCHEMAC_ASC(shapes_pair_user, 2)
#define SHAPES_PAIR_USER_BY_PAIR_B_DESC SCHEMAC_DESC(shapes_pair_user, 2)
#define SHAPES_PAIR_USER_BY_OTHER_A SCHEMAC_ASC(shapes_pair_user, 3)
#define SHAPES_PAIR_USER_BY_OTHER_A_DESC SCHEMAC_DESC(shapes_pair_user, 3)
#define SHAPES_PAIR_USER_BY_OTHER_B SCHEMAC_ASC(shapes_pair_user, 4)
#define SHAPES_PAIR_USER_BY_OTHER_B_DESC SCHEMAC_DESC(shapes_pair_user, 4)

struct shapes_pair_user_query {
    const shapes_pair_user_where *where;
    size_t n_where;
    const shapes_pair_user_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shapes_pair_user_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shapes_pair_user_insert(schemac_session *session, const shapes_pair_user_new *draft,
                                     shapes_pair_user **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shapes_pair_user_find(schemac_session *session, const shapes_pair_user_query *query,
                                   shapes_pair_user_list *list,
    schemac_error *err);
schemac_code shapes_pair_user_first(schemac_session *session, const shapes_pair_user_query *query,
                                    shapes_pair_user **row,
    schemac_error *err);
schemac_code shapes_pair_user_count(schemac_session *session, const shapes_pair_user_query *query, int64_t *count,
    schemac_error *err);
schemac_code shapes_pair_user_exists(schemac_session *session, const shapes_pair_user_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_pair_user_get(schemac_session *session, int64_t id, shapes_pair_user **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shapes_pair_user_update(schemac_session *session, int64_t id, const shapes_pair_user_patch *patch,
                                     bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shapes_pair_user_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);

static inline shapes_pair_user_list shapes_pair_user_list_of(shapes_pair_user *row)
{
    shapes_pair_user_list list = {row, 1, {NULL, 0}};
    return list;
}

/* Loads `pair` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shapes_pair_user_load_pair(schemac_session *session, const shapes_pair_user_list *list,
    const shapes_pair_query *query, schemac_error *err);
SCHEMAC_RELATION_ONE(shapes_pair_user, pair, shapes_pair, 0)
/* Loads `other` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shapes_pair_user_load_other(schemac_session *session, const shapes_pair_user_list *list,
    const shapes_pair_query *query, schemac_error *err);
SCHEMAC_RELATION_ONE(shapes_pair_user, other, shapes_pair, 1)

/* ---- NoKey ---- */

struct shapes_no_key {
    int32_t a;
    schemac_opt_int32 b;
};

SCHEMAC_DRAFTS(shapes_no_key, 1)
static inline shapes_no_key_new shapes_no_key_new_make(int32_t a)
{
    shapes_no_key_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.a = a;
    draft.set[0] = 0x1;
    return draft;
}

SCHEMAC_SETTER_OPT(shapes_no_key_new, b, int32_t, 1)

SCHEMAC_COLUMN_ORDERED(shapes_no_key, a, int32, int32_t, 0)
SCHEMAC_COLUMN_ORDERED_OPT(shapes_no_key, b, int32, int32_t, 1)
SCHEMAC_FILTER_GROUPS(shapes_no_key)

#define SHAPES_NO_KEY_BY_A SCHEMAC_ASC(shapes_no_key, 0)
#define SHAPES_NO_KEY_BY_A_DESC SCHEMAC_DESC(shapes_no_key, 0)
#define SHAPES_NO_KEY_BY_B SCHEMAC_ASC(shapes_no_key, 1)
#define SHAPES_NO_KEY_BY_B_DESC SCHEMAC_DESC(shapes_no_key, 1)

struct shapes_no_key_query {
    const shapes_no_key_where *where;
    size_t n_where;
    const shapes_no_key_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shapes_no_key_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shapes_no_key_insert(schemac_session *session, const shapes_no_key_new *draft, shapes_no_key **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shapes_no_key_find(schemac_session *session, const shapes_no_key_query *query, shapes_no_key_list *list,
    schemac_error *err);
schemac_code shapes_no_key_first(schemac_session *session, const shapes_no_key_query *query, shapes_no_key **row,
    schemac_error *err);
schemac_code shapes_no_key_count(schemac_session *session, const shapes_no_key_query *query, int64_t *count,
    schemac_error *err);
schemac_code shapes_no_key_exists(schemac_session *session, const shapes_no_key_query *query, bool *exists,
    schemac_error *err);

/* ---- OnlyKey ---- */

struct shapes_only_key {
    int64_t id;
};

SCHEMAC_DRAFTS(shapes_only_key, 1)
static inline shapes_only_key_new shapes_only_key_new_make(void)
{
    shapes_only_key_new draft;
    memset(&draft, 0, sizeof draft);
    return draft;
}

SCHEMAC_SETTER(shapes_only_key_new, id, int64_t, 0)

SCHEMAC_COLUMN_ORDERED(shapes_only_key, id, int64, int64_t, 0)
SCHEMAC_FILTER_GROUPS(shapes_only_key)

#define SHAPES_ONLY_KEY_BY_ID SCHEMAC_ASC(shapes_only_key, 0)
#define SHAPES_ONLY_KEY_BY_ID_DESC SCHEMAC_DESC(shapes_only_key, 0)

struct shapes_only_key_query {
    const shapes_only_key_where *where;
    size_t n_where;
    const shapes_only_key_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shapes_only_key_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shapes_only_key_insert(schemac_session *session, const shapes_only_key_new *draft, shapes_only_key **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shapes_only_key_find(schemac_session *session, const shapes_only_key_query *query,
                                  shapes_only_key_list *list,
    schemac_error *err);
schemac_code shapes_only_key_first(schemac_session *session, const shapes_only_key_query *query, shapes_only_key **row,
    schemac_error *err);
schemac_code shapes_only_key_count(schemac_session *session, const shapes_only_key_query *query, int64_t *count,
    schemac_error *err);
schemac_code shapes_only_key_exists(schemac_session *session, const shapes_only_key_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_only_key_get(schemac_session *session, int64_t id, shapes_only_key **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shapes_only_key_update(schemac_session *session, int64_t id, const shapes_only_key_patch *patch,
                                    bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shapes_only_key_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);

/* ---- Always ---- */

struct shapes_always {
    int64_t id;
    int32_t total;
    int64_t edit;
};

SCHEMAC_DRAFTS(shapes_always, 1)
static inline shapes_always_new shapes_always_new_make(void)
{
    shapes_always_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.edit = 1;
    return draft;
}

SCHEMAC_SETTER(shapes_always_new, edit, int64_t, 2)

SCHEMAC_FILTER_ORDERED(shapes_always, id, int64, int64_t, 0)
SCHEMAC_FILTER_ORDERED(shapes_always, total, int32, int32_t, 1)
SCHEMAC_COLUMN_ORDERED(shapes_always, edit, int64, int64_t, 2)
SCHEMAC_FILTER_GROUPS(shapes_always)

#define SHAPES_ALWAYS_BY_ID SCHEMAC_ASC(shapes_always, 0)
#define SHAPES_ALWAYS_BY_ID_DESC SCHEMAC_DESC(shapes_always, 0)
#define SHAPES_ALWAYS_BY_TOTAL SCHEMAC_ASC(shapes_always, 1)
#define SHAPES_ALWAYS_BY_TOTAL_DESC SCHEMAC_DESC(shapes_always, 1)
#define SHAPES_ALWAYS_BY_EDIT SCHEMAC_ASC(shapes_always, 2)
#define SHAPES_ALWAYS_BY_EDIT_DESC SCHEMAC_DESC(shapes_always, 2)

struct shapes_always_query {
    const shapes_always_where *where;
    size_t n_where;
    const shapes_always_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shapes_always_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shapes_always_insert(schemac_session *session, const shapes_always_new *draft, shapes_always **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shapes_always_find(schemac_session *session, const shapes_always_query *query, shapes_always_list *list,
    schemac_error *err);
schemac_code shapes_always_first(schemac_session *session, const shapes_always_query *query, shapes_always **row,
    schemac_error *err);
schemac_code shapes_always_count(schemac_session *session, const shapes_always_query *query, int64_t *count,
    schemac_error *err);
schemac_code shapes_always_exists(schemac_session *session, const shapes_always_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_always_get(schemac_session *session, int64_t id, shapes_always **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shapes_always_update(schemac_session *session, int64_t id, const shapes_always_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shapes_always_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);

/* ---- Person ---- */

struct shapes_person {
    int64_t id;
    schemac_opt_int64 boss_id;
    shapes_person *boss; /* by shapes_person_load_boss; read with shapes_person_get_boss */
    shapes_person_list staff; /* by shapes_person_load_staff */
    shapes_person_list friends; /* by shapes_person_load_friends */
    shapes_passport *passport; /* by shapes_person_load_passport; read with shapes_person_get_passport */
    uint64_t schemac_loaded[1];
};

SCHEMAC_DRAFTS(shapes_person, 1)
static inline shapes_person_new shapes_person_new_make(void)
{
    shapes_person_new draft;
    memset(&draft, 0, sizeof draft);
    return draft;
}

SCHEMAC_SETTER(shapes_person_new, id, int64_t, 0)
SCHEMAC_SETTER_OPT(shapes_person_new, boss_id, int64_t, 1)

SCHEMAC_COLUMN_ORDERED(shapes_person, id, int64, int64_t, 0)
SCHEMAC_COLUMN_ORDERED_OPT(shapes_person, boss_id, int64, int64_t, 1)
SCHEMAC_FILTER_GROUPS(shapes_person)

#define SHAPES_PERSON_BY_ID SCHEMAC_ASC(shapes_person, 0)
#define SHAPES_PERSON_BY_ID_DESC SCHEMAC_DESC(shapes_person, 0)
#define SHAPES_PERSON_BY_BOSS_ID SCHEMAC_ASC(shapes_person, 1)
#define SHAPES_PERSON_BY_BOSS_ID_DESC SCHEMAC_DESC(shapes_person, 1)

struct shapes_person_query {
    const shapes_person_where *where;
    size_t n_where;
    const shapes_person_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shapes_person_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shapes_person_insert(schemac_session *session, const shapes_person_new *draft, shapes_person **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shapes_person_find(schemac_session *session, const shapes_person_query *query, shapes_person_list *list,
    schemac_error *err);
schemac_code shapes_person_first(schemac_session *session, const shapes_person_query *query, shapes_person **row,
    schemac_error *err);
schemac_code shapes_person_count(schemac_session *session, const shapes_person_query *query, int64_t *count,
    schemac_error *err);
schemac_code shapes_person_exists(schemac_session *session, const shapes_person_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_person_get(schemac_session *session, int64_t id, shapes_person **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shapes_person_update(schemac_session *session, int64_t id, const shapes_person_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shapes_person_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);

static inline shapes_person_list shapes_person_list_of(shapes_person *row)
{
    shapes_person_list list = {row, 1, {NULL, 0}};
    return list;
}

/* Loads `boss` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shapes_person_load_boss(schemac_session *session, const shapes_person_list *list,
    const shapes_person_query *query, schemac_error *err);
SCHEMAC_RELATION_ONE(shapes_person, boss, shapes_person, 0)
/* Loads `staff` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shapes_person_load_staff(schemac_session *session, const shapes_person_list *list,
    const shapes_person_query *query, schemac_error *err);
SCHEMAC_RELATION_MANY(shapes_person, staff, shapes_person, 1)
/* Loads `friends` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shapes_person_load_friends(schemac_session *session, const shapes_person_list *list,
    const shapes_person_query *query, schemac_error *err);
SCHEMAC_RELATION_MANY(shapes_person, friends, shapes_person, 2)
/* Loads `passport` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shapes_person_load_passport(schemac_session *session, const shapes_person_list *list,
    const shapes_passport_query *query, schemac_error *err);
SCHEMAC_RELATION_ONE(shapes_person, passport, shapes_passport, 3)

/* ---- Passport ---- */

struct shapes_passport {
    int64_t id;
    int64_t owner_id;
    shapes_person *owner; /* by shapes_passport_load_owner; read with shapes_passport_get_owner */
    uint64_t schemac_loaded[1];
};

SCHEMAC_DRAFTS(shapes_passport, 1)
static inline shapes_passport_new shapes_passport_new_make(int64_t owner_id)
{
    shapes_passport_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.owner_id = owner_id;
    draft.set[0] = 0x2;
    return draft;
}

SCHEMAC_SETTER(shapes_passport_new, id, int64_t, 0)

SCHEMAC_COLUMN_ORDERED(shapes_passport, id, int64, int64_t, 0)
SCHEMAC_COLUMN_ORDERED(shapes_passport, owner_id, int64, int64_t, 1)
SCHEMAC_FILTER_GROUPS(shapes_passport)

#define SHAPES_PASSPORT_BY_ID SCHEMAC_ASC(shapes_passport, 0)
#define SHAPES_PASSPORT_BY_ID_DESC SCHEMAC_DESC(shapes_passport, 0)
#define SHAPES_PASSPORT_BY_OWNER_ID SCHEMAC_ASC(shapes_passport, 1)
#define SHAPES_PASSPORT_BY_OWNER_ID_DESC SCHEMAC_DESC(shapes_passport, 1)

struct shapes_passport_query {
    const shapes_passport_where *where;
    size_t n_where;
    const shapes_passport_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shapes_passport_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shapes_passport_insert(schemac_session *session, const shapes_passport_new *draft, shapes_passport **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shapes_passport_find(schemac_session *session, const shapes_passport_query *query,
                                  shapes_passport_list *list,
    schemac_error *err);
schemac_code shapes_passport_first(schemac_session *session, const shapes_passport_query *query, shapes_passport **row,
    schemac_error *err);
schemac_code shapes_passport_count(schemac_session *session, const shapes_passport_query *query, int64_t *count,
    schemac_error *err);
schemac_code shapes_passport_exists(schemac_session *session, const shapes_passport_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_passport_get(schemac_session *session, int64_t id, shapes_passport **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shapes_passport_update(schemac_session *session, int64_t id, const shapes_passport_patch *patch,
                                    bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shapes_passport_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_passport_get_by_owner_id(schemac_session *session, int64_t owner_id, shapes_passport **row,
    schemac_error *err);

static inline shapes_passport_list shapes_passport_list_of(shapes_passport *row)
{
    shapes_passport_list list = {row, 1, {NULL, 0}};
    return list;
}

/* Loads `owner` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shapes_passport_load_owner(schemac_session *session, const shapes_passport_list *list,
    const shapes_person_query *query, schemac_error *err);
SCHEMAC_RELATION_ONE(shapes_passport, owner, shapes_person, 0)

/* ---- Unique ---- */

struct shapes_unique {
    int64_t id;
    int32_t a;
    schemac_str b;
    int32_t c;
    schemac_decimal price;
    schemac_str only_here;
    schemac_str only_there;
    schemac_array_str tags;
};

SCHEMAC_DRAFTS(shapes_unique, 1)
static inline shapes_unique_new shapes_unique_new_make(int32_t a, int32_t c, schemac_decimal price)
{
    shapes_unique_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.a = a;
    draft.value.c = c;
    draft.value.price = price;
    draft.set[0] = 0x1a;
    return draft;
}

SCHEMAC_SETTER(shapes_unique_new, id, int64_t, 0)
SCHEMAC_SETTER(shapes_unique_new, b, schemac_str, 2)
SCHEMAC_SETTER(shapes_unique_new, only_here, schemac_str, 5)
SCHEMAC_SETTER(shapes_unique_new, only_there, schemac_str, 6)
SCHEMAC_SETTER(shapes_unique_new, tags, schemac_array_str, 7)

SCHEMAC_COLUMN_ORDERED(shapes_unique, id, int64, int64_t, 0)
SCHEMAC_COLUMN_ORDERED(shapes_unique, a, int32, int32_t, 1)
SCHEMAC_COLUMN_TEXT_NULL(shapes_unique, b, 2)
SCHEMAC_COLUMN_ORDERED(shapes_unique, c, int32, int32_t, 3)
SCHEMAC_COLUMN_ORDERED(shapes_unique, price, decimal, schemac_decimal, 4)
SCHEMAC_COLUMN_TEXT_NULL(shapes_unique, only_here, 5)
SCHEMAC_COLUMN_EQUAL_NULL(shapes_unique, only_there, str, schemac_str, 6)
SCHEMAC_COLUMN_PLAIN_NULL(shapes_unique, tags, schemac_array_str, 7)
SCHEMAC_FILTER_GROUPS(shapes_unique)

#define SHAPES_UNIQUE_BY_ID SCHEMAC_ASC(shapes_unique, 0)
#define SHAPES_UNIQUE_BY_ID_DESC SCHEMAC_DESC(shapes_unique, 0)
#define SHAPES_UNIQUE_BY_A SCHEMAC_ASC(shapes_unique, 1)
#define SHAPES_UNIQUE_BY_A_DESC SCHEMAC_DESC(shapes_unique, 1)
#define SHAPES_UNIQUE_BY_B SCHEMAC_ASC(shapes_unique, 2)
#define SHAPES_UNIQUE_BY_B_DESC SCHEMAC_DESC(shapes_unique, 2)
#define SHAPES_UNIQUE_BY_C SCHEMAC_ASC(shapes_unique, 3)
#define SHAPES_UNIQUE_BY_C_DESC SCHEMAC_DESC(shapes_unique, 3)
#define SHAPES_UNIQUE_BY_PRICE SCHEMAC_ASC(shapes_unique, 4)
#define SHAPES_UNIQUE_BY_PRICE_DESC SCHEMAC_DESC(shapes_unique, 4)
#define SHAPES_UNIQUE_BY_ONLY_HERE SCHEMAC_ASC(shapes_unique, 5)
#define SHAPES_UNIQUE_BY_ONLY_HERE_DESC SCHEMAC_DESC(shapes_unique, 5)

struct shapes_unique_query {
    const shapes_unique_where *where;
    size_t n_where;
    const shapes_unique_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shapes_unique_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shapes_unique_insert(schemac_session *session, const shapes_unique_new *draft, shapes_unique **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shapes_unique_find(schemac_session *session, const shapes_unique_query *query, shapes_unique_list *list,
    schemac_error *err);
schemac_code shapes_unique_first(schemac_session *session, const shapes_unique_query *query, shapes_unique **row,
    schemac_error *err);
schemac_code shapes_unique_count(schemac_session *session, const shapes_unique_query *query, int64_t *count,
    schemac_error *err);
schemac_code shapes_unique_exists(schemac_session *session, const shapes_unique_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_unique_get(schemac_session *session, int64_t id, shapes_unique **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shapes_unique_update(schemac_session *session, int64_t id, const shapes_unique_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shapes_unique_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_unique_get_by_price(schemac_session *session, schemac_decimal price, shapes_unique **row,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_unique_get_by_a_and_b(schemac_session *session, int32_t a, schemac_str b, shapes_unique **row,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_unique_get_by_c(schemac_session *session, int32_t c, shapes_unique **row,
    schemac_error *err);

/* ---- Wide ---- */

struct shapes_wide {
    int64_t id;
    int32_t c0;
    int32_t c1;
    int32_t c2;
    int32_t c3;
    int32_t c4;
    int32_t c5;
    int32_t c6;
    int32_t c7;
    int32_t c8;
    int32_t c9;
    int32_t c10;
    int32_t c11;
    int32_t c12;
    int32_t c13;
    int32_t c14;
    int32_t c15;
    int32_t c16;
    int32_t c17;
    int32_t c18;
    int32_t c19;
    int32_t c20;
    int32_t c21;
    int32_t c22;
    int32_t c23;
    int32_t c24;
    int32_t c25;
    int32_t c26;
    int32_t c27;
    int32_t c28;
    int32_t c29;
    int32_t c30;
    int32_t c31;
    int32_t c32;
    int32_t c33;
    int32_t c34;
    int32_t c35;
    int32_t c36;
    int32_t c37;
    int32_t c38;
    int32_t c39;
    int32_t c40;
    int32_t c41;
    int32_t c42;
    int32_t c43;
    int32_t c44;
    int32_t c45;
    int32_t c46;
    int32_t c47;
    int32_t c48;
    int32_t c49;
    int32_t c50;
    int32_t c51;
    int32_t c52;
    int32_t c53;
    int32_t c54;
    int32_t c55;
    int32_t c56;
    int32_t c57;
    int32_t c58;
    int32_t c59;
    int32_t c60;
    int32_t c61;
    int32_t c62;
    int32_t c63;
    int32_t c64;
    int32_t c65;
    schemac_opt_int32 c66;
};

SCHEMAC_DRAFTS(shapes_wide, 2)
static inline shapes_wide_new shapes_wide_new_make(int32_t c0, int32_t c1, int32_t c2, int32_t c3, int32_t c4,
                                                   int32_t c5, int32_t c6, int32_t c7, int32_t c8, int32_t c9,
                                                   int32_t c10, int32_t c11, int32_t c12, int32_t c13, int32_t c14,
                                                   int32_t c15, int32_t c16, int32_t c17, int32_t c18, int32_t c19,
                                                   int32_t c20, int32_t c21, int32_t c22, int32_t c23, int32_t c24,
                                                   int32_t c25, int32_t c26, int32_t c27, int32_t c28, int32_t c29,
                                                   int32_t c30, int32_t c31, int32_t c32, int32_t c33, int32_t c34,
                                                   int32_t c35, int32_t c36, int32_t c37, int32_t c38, int32_t c39,
                                                   int32_t c40, int32_t c41, int32_t c42, int32_t c43, int32_t c44,
                                                   int32_t c45, int32_t c46, int32_t c47, int32_t c48, int32_t c49,
                                                   int32_t c50, int32_t c51, int32_t c52, int32_t c53, int32_t c54,
                                                   int32_t c55, int32_t c56, int32_t c57, int32_t c58, int32_t c59,
                                                   int32_t c60, int32_t c61, int32_t c62, int32_t c63, int32_t c64,
                                                   int32_t c65)
{
    shapes_wide_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.c0 = c0;
    draft.value.c1 = c1;
    draft.value.c2 = c2;
    draft.value.c3 = c3;
    draft.value.c4 = c4;
    draft.value.c5 = c5;
    draft.value.c6 = c6;
    draft.value.c7 = c7;
    draft.value.c8 = c8;
    draft.value.c9 = c9;
    draft.value.c10 = c10;
    draft.value.c11 = c11;
    draft.value.c12 = c12;
    draft.value.c13 = c13;
    draft.value.c14 = c14;
    draft.value.c15 = c15;
    draft.value.c16 = c16;
    draft.value.c17 = c17;
    draft.value.c18 = c18;
    draft.value.c19 = c19;
    draft.value.c20 = c20;
    draft.value.c21 = c21;
    draft.value.c22 = c22;
    draft.value.c23 = c23;
    draft.value.c24 = c24;
    draft.value.c25 = c25;
    draft.value.c26 = c26;
    draft.value.c27 = c27;
    draft.value.c28 = c28;
    draft.value.c29 = c29;
    draft.value.c30 = c30;
    draft.value.c31 = c31;
    draft.value.c32 = c32;
    draft.value.c33 = c33;
    draft.value.c34 = c34;
    draft.value.c35 = c35;
    draft.value.c36 = c36;
    draft.value.c37 = c37;
    draft.value.c38 = c38;
    draft.value.c39 = c39;
    draft.value.c40 = c40;
    draft.value.c41 = c41;
    draft.value.c42 = c42;
    draft.value.c43 = c43;
    draft.value.c44 = c44;
    draft.value.c45 = c45;
    draft.value.c46 = c46;
    draft.value.c47 = c47;
    draft.value.c48 = c48;
    draft.value.c49 = c49;
    draft.value.c50 = c50;
    draft.value.c51 = c51;
    draft.value.c52 = c52;
    draft.value.c53 = c53;
    draft.value.c54 = c54;
    draft.value.c55 = c55;
    draft.value.c56 = c56;
    draft.value.c57 = c57;
    draft.value.c58 = c58;
    draft.value.c59 = c59;
    draft.value.c60 = c60;
    draft.value.c61 = c61;
    draft.value.c62 = c62;
    draft.value.c63 = c63;
    draft.value.c64 = c64;
    draft.value.c65 = c65;
    draft.set[0] = UINT64_C(0xfffffffffffffffe);
    draft.set[1] = 0x7;
    return draft;
}

SCHEMAC_SETTER(shapes_wide_new, id, int64_t, 0)
SCHEMAC_SETTER_OPT(shapes_wide_new, c66, int32_t, 67)

SCHEMAC_COLUMN_ORDERED(shapes_wide, id, int64, int64_t, 0)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c0, int32, int32_t, 1)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c1, int32, int32_t, 2)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c2, int32, int32_t, 3)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c3, int32, int32_t, 4)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c4, int32, int32_t, 5)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c5, int32, int32_t, 6)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c6, int32, int32_t, 7)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c7, int32, int32_t, 8)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c8, int32, int32_t, 9)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c9, int32, int32_t, 10)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c10, int32, int32_t, 11)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c11, int32, int32_t, 12)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c12, int32, int32_t, 13)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c13, int32, int32_t, 14)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c14, int32, int32_t, 15)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c15, int32, int32_t, 16)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c16, int32, int32_t, 17)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c17, int32, int32_t, 18)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c18, int32, int32_t, 19)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c19, int32, int32_t, 20)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c20, int32, int32_t, 21)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c21, int32, int32_t, 22)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c22, int32, int32_t, 23)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c23, int32, int32_t, 24)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c24, int32, int32_t, 25)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c25, int32, int32_t, 26)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c26, int32, int32_t, 27)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c27, int32, int32_t, 28)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c28, int32, int32_t, 29)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c29, int32, int32_t, 30)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c30, int32, int32_t, 31)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c31, int32, int32_t, 32)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c32, int32, int32_t, 33)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c33, int32, int32_t, 34)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c34, int32, int32_t, 35)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c35, int32, int32_t, 36)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c36, int32, int32_t, 37)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c37, int32, int32_t, 38)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c38, int32, int32_t, 39)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c39, int32, int32_t, 40)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c40, int32, int32_t, 41)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c41, int32, int32_t, 42)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c42, int32, int32_t, 43)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c43, int32, int32_t, 44)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c44, int32, int32_t, 45)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c45, int32, int32_t, 46)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c46, int32, int32_t, 47)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c47, int32, int32_t, 48)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c48, int32, int32_t, 49)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c49, int32, int32_t, 50)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c50, int32, int32_t, 51)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c51, int32, int32_t, 52)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c52, int32, int32_t, 53)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c53, int32, int32_t, 54)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c54, int32, int32_t, 55)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c55, int32, int32_t, 56)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c56, int32, int32_t, 57)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c57, int32, int32_t, 58)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c58, int32, int32_t, 59)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c59, int32, int32_t, 60)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c60, int32, int32_t, 61)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c61, int32, int32_t, 62)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c62, int32, int32_t, 63)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c63, int32, int32_t, 64)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c64, int32, int32_t, 65)
SCHEMAC_COLUMN_ORDERED(shapes_wide, c65, int32, int32_t, 66)
SCHEMAC_COLUMN_ORDERED_OPT(shapes_wide, c66, int32, int32_t, 67)
SCHEMAC_FILTER_GROUPS(shapes_wide)

#define SHAPES_WIDE_BY_ID SCHEMAC_ASC(shapes_wide, 0)
#define SHAPES_WIDE_BY_ID_DESC SCHEMAC_DESC(shapes_wide, 0)
#define SHAPES_WIDE_BY_C0 SCHEMAC_ASC(shapes_wide, 1)
#define SHAPES_WIDE_BY_C0_DESC SCHEMAC_DESC(shapes_wide, 1)
#define SHAPES_WIDE_BY_C1 SCHEMAC_ASC(shapes_wide, 2)
#define SHAPES_WIDE_BY_C1_DESC SCHEMAC_DESC(shapes_wide, 2)
#define SHAPES_WIDE_BY_C2 SCHEMAC_ASC(shapes_wide, 3)
#define SHAPES_WIDE_BY_C2_DESC SCHEMAC_DESC(shapes_wide, 3)
#define SHAPES_WIDE_BY_C3 SCHEMAC_ASC(shapes_wide, 4)
#define SHAPES_WIDE_BY_C3_DESC SCHEMAC_DESC(shapes_wide, 4)
#define SHAPES_WIDE_BY_C4 SCHEMAC_ASC(shapes_wide, 5)
#define SHAPES_WIDE_BY_C4_DESC SCHEMAC_DESC(shapes_wide, 5)
#define SHAPES_WIDE_BY_C5 SCHEMAC_ASC(shapes_wide, 6)
#define SHAPES_WIDE_BY_C5_DESC SCHEMAC_DESC(shapes_wide, 6)
#define SHAPES_WIDE_BY_C6 SCHEMAC_ASC(shapes_wide, 7)
#define SHAPES_WIDE_BY_C6_DESC SCHEMAC_DESC(shapes_wide, 7)
#define SHAPES_WIDE_BY_C7 SCHEMAC_ASC(shapes_wide, 8)
#define SHAPES_WIDE_BY_C7_DESC SCHEMAC_DESC(shapes_wide, 8)
#define SHAPES_WIDE_BY_C8 SCHEMAC_ASC(shapes_wide, 9)
#define SHAPES_WIDE_BY_C8_DESC SCHEMAC_DESC(shapes_wide, 9)
#define SHAPES_WIDE_BY_C9 SCHEMAC_ASC(shapes_wide, 10)
#define SHAPES_WIDE_BY_C9_DESC SCHEMAC_DESC(shapes_wide, 10)
#define SHAPES_WIDE_BY_C10 SCHEMAC_ASC(shapes_wide, 11)
#define SHAPES_WIDE_BY_C10_DESC SCHEMAC_DESC(shapes_wide, 11)
#define SHAPES_WIDE_BY_C11 SCHEMAC_ASC(shapes_wide, 12)
#define SHAPES_WIDE_BY_C11_DESC SCHEMAC_DESC(shapes_wide, 12)
#define SHAPES_WIDE_BY_C12 SCHEMAC_ASC(shapes_wide, 13)
#define SHAPES_WIDE_BY_C12_DESC SCHEMAC_DESC(shapes_wide, 13)
#define SHAPES_WIDE_BY_C13 SCHEMAC_ASC(shapes_wide, 14)
#define SHAPES_WIDE_BY_C13_DESC SCHEMAC_DESC(shapes_wide, 14)
#define SHAPES_WIDE_BY_C14 SCHEMAC_ASC(shapes_wide, 15)
#define SHAPES_WIDE_BY_C14_DESC SCHEMAC_DESC(shapes_wide, 15)
#define SHAPES_WIDE_BY_C15 SCHEMAC_ASC(shapes_wide, 16)
#define SHAPES_WIDE_BY_C15_DESC SCHEMAC_DESC(shapes_wide, 16)
#define SHAPES_WIDE_BY_C16 SCHEMAC_ASC(shapes_wide, 17)
#define SHAPES_WIDE_BY_C16_DESC SCHEMAC_DESC(shapes_wide, 17)
#define SHAPES_WIDE_BY_C17 SCHEMAC_ASC(shapes_wide, 18)
#define SHAPES_WIDE_BY_C17_DESC SCHEMAC_DESC(shapes_wide, 18)
#define SHAPES_WIDE_BY_C18 SCHEMAC_ASC(shapes_wide, 19)
#define SHAPES_WIDE_BY_C18_DESC SCHEMAC_DESC(shapes_wide, 19)
#define SHAPES_WIDE_BY_C19 SCHEMAC_ASC(shapes_wide, 20)
#define SHAPES_WIDE_BY_C19_DESC SCHEMAC_DESC(shapes_wide, 20)
#define SHAPES_WIDE_BY_C20 SCHEMAC_ASC(shapes_wide, 21)
#define SHAPES_WIDE_BY_C20_DESC SCHEMAC_DESC(shapes_wide, 21)
#define SHAPES_WIDE_BY_C21 SCHEMAC_ASC(shapes_wide, 22)
#define SHAPES_WIDE_BY_C21_DESC SCHEMAC_DESC(shapes_wide, 22)
#define SHAPES_WIDE_BY_C22 SCHEMAC_ASC(shapes_wide, 23)
#define SHAPES_WIDE_BY_C22_DESC SCHEMAC_DESC(shapes_wide, 23)
#define SHAPES_WIDE_BY_C23 SCHEMAC_ASC(shapes_wide, 24)
#define SHAPES_WIDE_BY_C23_DESC SCHEMAC_DESC(shapes_wide, 24)
#define SHAPES_WIDE_BY_C24 SCHEMAC_ASC(shapes_wide, 25)
#define SHAPES_WIDE_BY_C24_DESC SCHEMAC_DESC(shapes_wide, 25)
#define SHAPES_WIDE_BY_C25 SCHEMAC_ASC(shapes_wide, 26)
#define SHAPES_WIDE_BY_C25_DESC SCHEMAC_DESC(shapes_wide, 26)
#define SHAPES_WIDE_BY_C26 SCHEMAC_ASC(shapes_wide, 27)
#define SHAPES_WIDE_BY_C26_DESC SCHEMAC_DESC(shapes_wide, 27)
#define SHAPES_WIDE_BY_C27 SCHEMAC_ASC(shapes_wide, 28)
#define SHAPES_WIDE_BY_C27_DESC SCHEMAC_DESC(shapes_wide, 28)
#define SHAPES_WIDE_BY_C28 SCHEMAC_ASC(shapes_wide, 29)
#define SHAPES_WIDE_BY_C28_DESC SCHEMAC_DESC(shapes_wide, 29)
#define SHAPES_WIDE_BY_C29 SCHEMAC_ASC(shapes_wide, 30)
#define SHAPES_WIDE_BY_C29_DESC SCHEMAC_DESC(shapes_wide, 30)
#define SHAPES_WIDE_BY_C30 SCHEMAC_ASC(shapes_wide, 31)
#define SHAPES_WIDE_BY_C30_DESC SCHEMAC_DESC(shapes_wide, 31)
#define SHAPES_WIDE_BY_C31 SCHEMAC_ASC(shapes_wide, 32)
#define SHAPES_WIDE_BY_C31_DESC SCHEMAC_DESC(shapes_wide, 32)
#define SHAPES_WIDE_BY_C32 SCHEMAC_ASC(shapes_wide, 33)
#define SHAPES_WIDE_BY_C32_DESC SCHEMAC_DESC(shapes_wide, 33)
#define SHAPES_WIDE_BY_C33 SCHEMAC_ASC(shapes_wide, 34)
#define SHAPES_WIDE_BY_C33_DESC SCHEMAC_DESC(shapes_wide, 34)
#define SHAPES_WIDE_BY_C34 SCHEMAC_ASC(shapes_wide, 35)
#define SHAPES_WIDE_BY_C34_DESC SCHEMAC_DESC(shapes_wide, 35)
#define SHAPES_WIDE_BY_C35 SCHEMAC_ASC(shapes_wide, 36)
#define SHAPES_WIDE_BY_C35_DESC SCHEMAC_DESC(shapes_wide, 36)
#define SHAPES_WIDE_BY_C36 SCHEMAC_ASC(shapes_wide, 37)
#define SHAPES_WIDE_BY_C36_DESC SCHEMAC_DESC(shapes_wide, 37)
#define SHAPES_WIDE_BY_C37 SCHEMAC_ASC(shapes_wide, 38)
#define SHAPES_WIDE_BY_C37_DESC SCHEMAC_DESC(shapes_wide, 38)
#define SHAPES_WIDE_BY_C38 SCHEMAC_ASC(shapes_wide, 39)
#define SHAPES_WIDE_BY_C38_DESC SCHEMAC_DESC(shapes_wide, 39)
#define SHAPES_WIDE_BY_C39 SCHEMAC_ASC(shapes_wide, 40)
#define SHAPES_WIDE_BY_C39_DESC SCHEMAC_DESC(shapes_wide, 40)
#define SHAPES_WIDE_BY_C40 SCHEMAC_ASC(shapes_wide, 41)
#define SHAPES_WIDE_BY_C40_DESC SCHEMAC_DESC(shapes_wide, 41)
#define SHAPES_WIDE_BY_C41 SCHEMAC_ASC(shapes_wide, 42)
#define SHAPES_WIDE_BY_C41_DESC SCHEMAC_DESC(shapes_wide, 42)
#define SHAPES_WIDE_BY_C42 SCHEMAC_ASC(shapes_wide, 43)
#define SHAPES_WIDE_BY_C42_DESC SCHEMAC_DESC(shapes_wide, 43)
#define SHAPES_WIDE_BY_C43 SCHEMAC_ASC(shapes_wide, 44)
#define SHAPES_WIDE_BY_C43_DESC SCHEMAC_DESC(shapes_wide, 44)
#define SHAPES_WIDE_BY_C44 SCHEMAC_ASC(shapes_wide, 45)
#define SHAPES_WIDE_BY_C44_DESC SCHEMAC_DESC(shapes_wide, 45)
#define SHAPES_WIDE_BY_C45 SCHEMAC_ASC(shapes_wide, 46)
#define SHAPES_WIDE_BY_C45_DESC SCHEMAC_DESC(shapes_wide, 46)
#define SHAPES_WIDE_BY_C46 SCHEMAC_ASC(shapes_wide, 47)
#define SHAPES_WIDE_BY_C46_DESC SCHEMAC_DESC(shapes_wide, 47)
#define SHAPES_WIDE_BY_C47 SCHEMAC_ASC(shapes_wide, 48)
#define SHAPES_WIDE_BY_C47_DESC SCHEMAC_DESC(shapes_wide, 48)
#define SHAPES_WIDE_BY_C48 SCHEMAC_ASC(shapes_wide, 49)
#define SHAPES_WIDE_BY_C48_DESC SCHEMAC_DESC(shapes_wide, 49)
#define SHAPES_WIDE_BY_C49 SCHEMAC_ASC(shapes_wide, 50)
#define SHAPES_WIDE_BY_C49_DESC SCHEMAC_DESC(shapes_wide, 50)
#define SHAPES_WIDE_BY_C50 SCHEMAC_ASC(shapes_wide, 51)
#define SHAPES_WIDE_BY_C50_DESC SCHEMAC_DESC(shapes_wide, 51)
#define SHAPES_WIDE_BY_C51 SCHEMAC_ASC(shapes_wide, 52)
#define SHAPES_WIDE_BY_C51_DESC SCHEMAC_DESC(shapes_wide, 52)
#define SHAPES_WIDE_BY_C52 SCHEMAC_ASC(shapes_wide, 53)
#define SHAPES_WIDE_BY_C52_DESC SCHEMAC_DESC(shapes_wide, 53)
#define SHAPES_WIDE_BY_C53 SCHEMAC_ASC(shapes_wide, 54)
#define SHAPES_WIDE_BY_C53_DESC SCHEMAC_DESC(shapes_wide, 54)
#define SHAPES_WIDE_BY_C54 SCHEMAC_ASC(shapes_wide, 55)
#define SHAPES_WIDE_BY_C54_DESC SCHEMAC_DESC(shapes_wide, 55)
#define SHAPES_WIDE_BY_C55 SCHEMAC_ASC(shapes_wide, 56)
#define SHAPES_WIDE_BY_C55_DESC SCHEMAC_DESC(shapes_wide, 56)
#define SHAPES_WIDE_BY_C56 SCHEMAC_ASC(shapes_wide, 57)
#define SHAPES_WIDE_BY_C56_DESC SCHEMAC_DESC(shapes_wide, 57)
#define SHAPES_WIDE_BY_C57 SCHEMAC_ASC(shapes_wide, 58)
#define SHAPES_WIDE_BY_C57_DESC SCHEMAC_DESC(shapes_wide, 58)
#define SHAPES_WIDE_BY_C58 SCHEMAC_ASC(shapes_wide, 59)
#define SHAPES_WIDE_BY_C58_DESC SCHEMAC_DESC(shapes_wide, 59)
#define SHAPES_WIDE_BY_C59 SCHEMAC_ASC(shapes_wide, 60)
#define SHAPES_WIDE_BY_C59_DESC SCHEMAC_DESC(shapes_wide, 60)
#define SHAPES_WIDE_BY_C60 SCHEMAC_ASC(shapes_wide, 61)
#define SHAPES_WIDE_BY_C60_DESC SCHEMAC_DESC(shapes_wide, 61)
#define SHAPES_WIDE_BY_C61 SCHEMAC_ASC(shapes_wide, 62)
#define SHAPES_WIDE_BY_C61_DESC SCHEMAC_DESC(shapes_wide, 62)
#define SHAPES_WIDE_BY_C62 SCHEMAC_ASC(shapes_wide, 63)
#define SHAPES_WIDE_BY_C62_DESC SCHEMAC_DESC(shapes_wide, 63)
#define SHAPES_WIDE_BY_C63 SCHEMAC_ASC(shapes_wide, 64)
#define SHAPES_WIDE_BY_C63_DESC SCHEMAC_DESC(shapes_wide, 64)
#define SHAPES_WIDE_BY_C64 SCHEMAC_ASC(shapes_wide, 65)
#define SHAPES_WIDE_BY_C64_DESC SCHEMAC_DESC(shapes_wide, 65)
#define SHAPES_WIDE_BY_C65 SCHEMAC_ASC(shapes_wide, 66)
#define SHAPES_WIDE_BY_C65_DESC SCHEMAC_DESC(shapes_wide, 66)
#define SHAPES_WIDE_BY_C66 SCHEMAC_ASC(shapes_wide, 67)
#define SHAPES_WIDE_BY_C66_DESC SCHEMAC_DESC(shapes_wide, 67)

struct shapes_wide_query {
    const shapes_wide_where *where;
    size_t n_where;
    const shapes_wide_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shapes_wide_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shapes_wide_insert(schemac_session *session, const shapes_wide_new *draft, shapes_wide **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shapes_wide_find(schemac_session *session, const shapes_wide_query *query, shapes_wide_list *list,
    schemac_error *err);
schemac_code shapes_wide_first(schemac_session *session, const shapes_wide_query *query, shapes_wide **row,
    schemac_error *err);
schemac_code shapes_wide_count(schemac_session *session, const shapes_wide_query *query, int64_t *count,
    schemac_error *err);
schemac_code shapes_wide_exists(schemac_session *session, const shapes_wide_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_wide_get(schemac_session *session, int64_t id, shapes_wide **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shapes_wide_update(schemac_session *session, int64_t id, const shapes_wide_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shapes_wide_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_wide_get_by_c66(schemac_session *session, int32_t c66, shapes_wide **row,
    schemac_error *err);

/* ---- Friendships ---- */

struct shapes_friendships {
    int64_t person_id;
    int64_t friends_id;
};

SCHEMAC_DRAFTS(shapes_friendships, 1)
static inline shapes_friendships_new shapes_friendships_new_make(int64_t person_id, int64_t friends_id)
{
    shapes_friendships_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.person_id = person_id;
    draft.value.friends_id = friends_id;
    draft.set[0] = 0x3;
    return draft;
}

SCHEMAC_COLUMN_ORDERED(shapes_friendships, person_id, int64, int64_t, 0)
SCHEMAC_COLUMN_ORDERED(shapes_friendships, friends_id, int64, int64_t, 1)
SCHEMAC_FILTER_GROUPS(shapes_friendships)

#define SHAPES_FRIENDSHIPS_BY_PERSON_ID SCHEMAC_ASC(shapes_friendships, 0)
#define SHAPES_FRIENDSHIPS_BY_PERSON_ID_DESC SCHEMAC_DESC(shapes_friendships, 0)
#define SHAPES_FRIENDSHIPS_BY_FRIENDS_ID SCHEMAC_ASC(shapes_friendships, 1)
#define SHAPES_FRIENDSHIPS_BY_FRIENDS_ID_DESC SCHEMAC_DESC(shapes_friendships, 1)

struct shapes_friendships_query {
    const shapes_friendships_where *where;
    size_t n_where;
    const shapes_friendships_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shapes_friendships_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shapes_friendships_insert(schemac_session *session, const shapes_friendships_new *draft,
                                       shapes_friendships **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shapes_friendships_find(schemac_session *session, const shapes_friendships_query *query,
                                     shapes_friendships_list *list,
    schemac_error *err);
schemac_code shapes_friendships_first(schemac_session *session, const shapes_friendships_query *query,
                                      shapes_friendships **row,
    schemac_error *err);
schemac_code shapes_friendships_count(schemac_session *session, const shapes_friendships_query *query, int64_t *count,
    schemac_error *err);
schemac_code shapes_friendships_exists(schemac_session *session, const shapes_friendships_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shapes_friendships_get(schemac_session *session, int64_t person_id, int64_t friends_id,
                                    shapes_friendships **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shapes_friendships_update(schemac_session *session, int64_t person_id, int64_t friends_id,
                                       const shapes_friendships_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shapes_friendships_delete(schemac_session *session, int64_t person_id, int64_t friends_id, bool *deleted,
    schemac_error *err);

/* ---- tables for the library ---- */

extern const schemac_model shapes_pair_model;
extern const schemac_model shapes_pair_user_model;
extern const schemac_model shapes_no_key_model;
extern const schemac_model shapes_only_key_model;
extern const schemac_model shapes_always_model;
extern const schemac_model shapes_person_model;
extern const schemac_model shapes_passport_model;
extern const schemac_model shapes_unique_model;
extern const schemac_model shapes_wide_model;
extern const schemac_model shapes_friendships_model;
extern const schemac_package shapes_schemac_package;

#ifdef __cplusplus
}
#endif

#endif

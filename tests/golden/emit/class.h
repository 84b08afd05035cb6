/* Made by schemac from the schema "class": edit the schema, not this file.
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
#ifndef SCHEMAC_MADE_CLASS_H
#define SCHEMAC_MADE_CLASS_H

#include <schemac/schemac.h>
#include <schemac/typed.h>

#if SCHEMAC_ABI != 1
#error "class.h was made for another version of libschemac: run schemac again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- constraints, for schemac_error.constraint ---- */

extern const schemac_constraint class_schemac_constraints[9];

#define CLASS_UNION_PKEY (&class_schemac_constraints[0])
#define CLASS_UNION_CLASS_KEY (&class_schemac_constraints[1])
#define CLASS_UNION_SESSION_KEY (&class_schemac_constraints[2])
#define CLASS_UNION_ROW_KEY (&class_schemac_constraints[3])
#define CLASS_UNION_ERR_KEY (&class_schemac_constraints[4])
#define CLASS_UNION_BY_KEY (&class_schemac_constraints[5])
#define CLASS_UNION_OR_NEW_FKEY (&class_schemac_constraints[6])
#define CLASS_UNION_ROW_SESSION_KEY (&class_schemac_constraints[7])
#define CLASS__U0412_U0440_U0435_U043C_U044F_PKEY (&class_schemac_constraints[8])

/* ---- int ---- */

typedef enum class_int {
    CLASS_INT_UNKNOWN = 0, /* a label that this program does not know */
    CLASS_INT_FOR = 134011897,
    CLASS_INT_WHILE = 1262904808
} class_int;

/* What the schema calls a member. NULL for CLASS_INT_UNKNOWN. */
const char *class_int_name(class_int member);
/* What the database holds for it. NULL for CLASS_INT_UNKNOWN. */
const char *class_int_label(class_int member);
/* What people read. NULL for CLASS_INT_UNKNOWN. */
const char *class_int_title(class_int member);
/* The member of a label; CLASS_INT_UNKNOWN where there is none. */
class_int class_int_parse(schemac_str label);

/* ---- the types that models have of each other: lists, conditions, orders ---- */

SCHEMAC_TYPES(class_union)
SCHEMAC_TYPES(class__u0412_u0440_u0435_u043c_u044f)

/* ---- union ---- */

struct class_union {
    int64_t new_;
    schemac_str class_;
    schemac_opt_int32 int_;
    int32_t errno_;
    class_int unix_;
    bool bool_;
    int32_t session;
    int32_t row;
    schemac_str err;
    schemac_str by;
    schemac_str timezone;
    schemac_str draft;
    schemac_str value;
    schemac_str where;
    schemac_str items;
    int32_t count;
    schemac_str set;
    schemac_str order;
    schemac_str query;
    schemac_str list;
    schemac_str node;
    schemac_str _u0418_u043c_u044f;
    schemac_str two_words;
    schemac_str _quoted_;
    schemac_str camel_case;
    schemac_opt_int64 or_new;
    class_union *or_; /* by class_union_load_or; read with class_union_get_or */
    class_union_list and_; /* by class_union_load_and */
    uint64_t schemac_loaded[1];
};

SCHEMAC_DRAFTS(class_union, 1)
static inline class_union_new class_union_new_make(schemac_str class_, int32_t errno_, class_int unix_,
                                                   int32_t session_, int32_t row_, schemac_str err_, schemac_str by_,
                                                   schemac_str timezone_, schemac_str draft_, schemac_str value,
                                                   schemac_str where, schemac_str items, int32_t count, schemac_str set,
                                                   schemac_str order, schemac_str query, schemac_str list,
                                                   schemac_str node, schemac_str _u0418_u043c_u044f,
                                                   schemac_str two_words, schemac_str camel_case)
{
    class_union_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.class_ = class_;
    draft.value.errno_ = errno_;
    draft.value.unix_ = unix_;
    draft.value.bool_ = true;
    draft.value.session = session_;
    draft.value.row = row_;
    draft.value.err = err_;
    draft.value.by = by_;
    draft.value.timezone = timezone_;
    draft.value.draft = draft_;
    draft.value.value = value;
    draft.value.where = where;
    draft.value.items = items;
    draft.value.count = count;
    draft.value.set = set;
    draft.value.order = order;
    draft.value.query = query;
    draft.value.list = list;
    draft.value.node = node;
    draft.value._u0418_u043c_u044f = _u0418_u043c_u044f;
    draft.value.two_words = two_words;
    draft.value.camel_case = camel_case;
    draft.set[0] = 0x17fffda;
    return draft;
}

SCHEMAC_SETTER_AS(class_union_new, new, new_, int64_t, 0)
SCHEMAC_SETTER_OPT_AS(class_union_new, int, int_, int32_t, 2)
SCHEMAC_SETTER_AS(class_union_new, bool, bool_, bool, 5)
SCHEMAC_SETTER(class_union_new, _quoted_, schemac_str, 23)
SCHEMAC_SETTER_OPT(class_union_new, or_new, int64_t, 25)

SCHEMAC_SETTER_AS(class_union_patch, new, new_, int64_t, 0)
SCHEMAC_FILTER_ORDERED(class_union, new, int64, int64_t, 0)
SCHEMAC_SETTER_AS(class_union_patch, class, class_, schemac_str, 1)
SCHEMAC_FILTER_TEXT(class_union, class, 1)
SCHEMAC_SETTER_OPT_AS(class_union_patch, int, int_, int32_t, 2)
SCHEMAC_SETTER_NULL_AS(class_union_patch, int, int_, 2)
SCHEMAC_FILTER_ORDERED(class_union, int, int32, int32_t, 2)
SCHEMAC_FILTER_NULL(class_union, int, 2)
SCHEMAC_SETTER_AS(class_union_patch, errno, errno_, int32_t, 3)
SCHEMAC_FILTER_ORDERED(class_union, errno, int32, int32_t, 3)
SCHEMAC_SETTER_AS(class_union_patch, unix, unix_, class_int, 4)
SCHEMAC_FILTER_ENUM(class_union, unix, class_int, 4)
SCHEMAC_SETTER_AS(class_union_patch, bool, bool_, bool, 5)
SCHEMAC_FILTER_EQUAL(class_union, bool, bool, bool, 5)
SCHEMAC_COLUMN_ORDERED(class_union, session, int32, int32_t, 6)
SCHEMAC_COLUMN_ORDERED(class_union, row, int32, int32_t, 7)
SCHEMAC_COLUMN_TEXT(class_union, err, 8)
SCHEMAC_COLUMN_TEXT(class_union, by, 9)
SCHEMAC_COLUMN_TEXT(class_union, timezone, 10)
SCHEMAC_COLUMN_TEXT(class_union, draft, 11)
SCHEMAC_COLUMN_TEXT(class_union, value, 12)
SCHEMAC_COLUMN_TEXT(class_union, where, 13)
SCHEMAC_COLUMN_TEXT(class_union, items, 14)
SCHEMAC_COLUMN_ORDERED(class_union, count, int32, int32_t, 15)
SCHEMAC_COLUMN_TEXT(class_union, set, 16)
SCHEMAC_COLUMN_TEXT(class_union, order, 17)
SCHEMAC_COLUMN_TEXT(class_union, query, 18)
SCHEMAC_COLUMN_TEXT(class_union, list, 19)
SCHEMAC_COLUMN_TEXT(class_union, node, 20)
SCHEMAC_COLUMN_TEXT(class_union, _u0418_u043c_u044f, 21)
SCHEMAC_COLUMN_TEXT(class_union, two_words, 22)
SCHEMAC_COLUMN_TEXT_NULL(class_union, _quoted_, 23)
SCHEMAC_COLUMN_TEXT(class_union, camel_case, 24)
SCHEMAC_COLUMN_ORDERED_OPT(class_union, or_new, int64, int64_t, 25)
SCHEMAC_FILTER_GROUPS(class_union)

#define CLASS_UNION_BY_NEW SCHEMAC_ASC(class_union, 0)
#define CLASS_UNION_BY_NEW_DESC SCHEMAC_DESC(class_union, 0)
#define CLASS_UNION_BY_CLASS SCHEMAC_ASC(class_union, 1)
#define CLASS_UNION_BY_CLASS_DESC SCHEMAC_DESC(class_union, 1)
#define CLASS_UNION_BY_INT SCHEMAC_ASC(class_union, 2)
#define CLASS_UNION_BY_INT_DESC SCHEMAC_DESC(class_union, 2)
#define CLASS_UNION_BY_ERRNO SCHEMAC_ASC(class_union, 3)
#define CLASS_UNION_BY_ERRNO_DESC SCHEMAC_DESC(class_union, 3)
#define CLASS_UNION_BY_UNIX SCHEMAC_ASC(class_union, 4)
#define CLASS_UNION_BY_UNIX_DESC SCHEMAC_DESC(class_union, 4)
#define CLASS_UNION_BY_BOOL SCHEMAC_ASC(class_union, 5)
#define CLASS_UNION_BY_BOOL_DESC SCHEMAC_DESC(class_union, 5)
#define CLASS_UNION_BY_SESSION SCHEMAC_ASC(class_union, 6)
#define CLASS_UNION_BY_SESSION_DESC SCHEMAC_DESC(class_union, 6)
#define CLASS_UNION_BY_ROW SCHEMAC_ASC(class_union, 7)
#define CLASS_UNION_BY_ROW_DESC SCHEMAC_DESC(class_union, 7)
#define CLASS_UNION_BY_ERR SCHEMAC_ASC(class_union, 8)
#define CLASS_UNION_BY_ERR_DESC SCHEMAC_DESC(class_union, 8)
#define CLASS_UNION_BY_BY SCHEMAC_ASC(class_union, 9)
#define CLASS_UNION_BY_BY_DESC SCHEMAC_DESC(class_union, 9)
#define CLASS_UNION_BY_TIMEZONE SCHEMAC_ASC(class_union, 10)
#define CLASS_UNION_BY_TIMEZONE_DESC SCHEMAC_DESC(class_union, 10)
#define CLASS_UNION_BY_DRAFT SCHEMAC_ASC(class_union, 11)
#define CLASS_UNION_BY_DRAFT_DESC SCHEMAC_DESC(class_union, 11)
#define CLASS_UNION_BY_VALUE SCHEMAC_ASC(class_union, 12)
#define CLASS_UNION_BY_VALUE_DESC SCHEMAC_DESC(class_union, 12)
#define CLASS_UNION_BY_WHERE SCHEMAC_ASC(class_union, 13)
#define CLASS_UNION_BY_WHERE_DESC SCHEMAC_DESC(class_union, 13)
#define CLASS_UNION_BY_ITEMS SCHEMAC_ASC(class_union, 14)
#define CLASS_UNION_BY_ITEMS_DESC SCHEMAC_DESC(class_union, 14)
#define CLASS_UNION_BY_COUNT SCHEMAC_ASC(class_union, 15)
#define CLASS_UNION_BY_COUNT_DESC SCHEMAC_DESC(class_union, 15)
#define CLASS_UNION_BY_SET SCHEMAC_ASC(class_union, 16)
#define CLASS_UNION_BY_SET_DESC SCHEMAC_DESC(class_union, 16)
#define CLASS_UNION_BY_ORDER SCHEMAC_ASC(class_union, 17)
#define CLASS_UNION_BY_ORDER_DESC SCHEMAC_DESC(class_union, 17)
#define CLASS_UNION_BY_QUERY SCHEMAC_ASC(class_union, 18)
#define CLASS_UNION_BY_QUERY_DESC SCHEMAC_DESC(class_union, 18)
#define CLASS_UNION_BY_LIST SCHEMAC_ASC(class_union, 19)
#define CLASS_UNION_BY_LIST_DESC SCHEMAC_DESC(class_union, 19)
#define CLASS_UNION_BY_NODE SCHEMAC_ASC(class_union, 20)
#define CLASS_UNION_BY_NODE_DESC SCHEMAC_DESC(class_union, 20)
#define CLASS_UNION_BY__U0418_U043C_U044F SCHEMAC_ASC(class_union, 21)
#define CLASS_UNION_BY__U0418_U043C_U044F_DESC SCHEMAC_DESC(class_union, 21)
#define CLASS_UNION_BY_TWO_WORDS SCHEMAC_ASC(class_union, 22)
#define CLASS_UNION_BY_TWO_WORDS_DESC SCHEMAC_DESC(class_union, 22)
#define CLASS_UNION_BY__QUOTED_ SCHEMAC_ASC(class_union, 23)
#define CLASS_UNION_BY__QUOTED__DESC SCHEMAC_DESC(class_union, 23)
#define CLASS_UNION_BY_CAMEL_CASE SCHEMAC_ASC(class_union, 24)
#define CLASS_UNION_BY_CAMEL_CASE_DESC SCHEMAC_DESC(class_union, 24)
#define CLASS_UNION_BY_OR_NEW SCHEMAC_ASC(class_union, 25)
#define CLASS_UNION_BY_OR_NEW_DESC SCHEMAC_DESC(class_union, 25)

struct class_union_query {
    const class_union_where *where;
    size_t n_where;
    const class_union_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    class_union_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code class_union_insert(schemac_session *session, const class_union_new *draft, class_union **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code class_union_find(schemac_session *session, const class_union_query *query, class_union_list *list,
    schemac_error *err);
schemac_code class_union_first(schemac_session *session, const class_union_query *query, class_union **row,
    schemac_error *err);
schemac_code class_union_count(schemac_session *session, const class_union_query *query, int64_t *count,
    schemac_error *err);
schemac_code class_union_exists(schemac_session *session, const class_union_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code class_union_get(schemac_session *session, int64_t new_, class_union **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code class_union_update(schemac_session *session, int64_t new_, const class_union_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code class_union_delete(schemac_session *session, int64_t new_, bool *deleted,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code class_union_get_by_class(schemac_session *session, schemac_str class_, class_union **row,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code class_union_get_by_session(schemac_session *session, int32_t session_, class_union **row,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code class_union_get_by_row(schemac_session *session, int32_t row_, class_union **row,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code class_union_get_by_err(schemac_session *session, schemac_str err_, class_union **row,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code class_union_get_by_by(schemac_session *session, schemac_str by_, class_union **row,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code class_union_get_by_row_and_session(schemac_session *session, int32_t row_, int32_t session_,
                                                class_union **row,
    schemac_error *err);

static inline class_union_list class_union_list_of(class_union *row)
{
    class_union_list list = {row, 1, {NULL, 0}};
    return list;
}

/* Loads `or` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code class_union_load_or(schemac_session *session, const class_union_list *list,
    const class_union_query *query, schemac_error *err);
SCHEMAC_RELATION_ONE_AS(class_union, or, or_, class_union, 0)
/* Loads `and` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code class_union_load_and(schemac_session *session, const class_union_list *list,
    const class_union_query *query, schemac_error *err);
SCHEMAC_RELATION_MANY_AS(class_union, and, and_, class_union, 1)

/* ---- Время ---- */

struct class__u0412_u0440_u0435_u043c_u044f {
    int32_t id;
    int32_t _u0427_u0430_u0441;
};

SCHEMAC_DRAFTS(class__u0412_u0440_u0435_u043c_u044f, 1)
static inline class__u0412_u0440_u0435_u043c_u044f_new class__u0412_u0440_u0435_u043c_u044f_new_make(int32_t id,
                                                                                                     int32_t _u0427_u0430_u0441)
{
    class__u0412_u0440_u0435_u043c_u044f_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.id = id;
    draft.value._u0427_u0430_u0441 = _u0427_u0430_u0441;
    draft.set[0] = 0x3;
    return draft;
}

SCHEMAC_COLUMN_ORDERED(class__u0412_u0440_u0435_u043c_u044f, id, int32, int32_t, 0)
SCHEMAC_COLUMN_ORDERED(class__u0412_u0440_u0435_u043c_u044f, _u0427_u0430_u0441, int32, int32_t, 1)
SCHEMAC_FILTER_GROUPS(class__u0412_u0440_u0435_u043c_u044f)

#define CLASS__U0412_U0440_U0435_U043C_U044F_BY_ID SCHEMAC_ASC(class__u0412_u0440_u0435_u043c_u044f, 0)
#define CLASS__U0412_U0440_U0435_U043C_U044F_BY_ID_DESC SCHEMAC_DESC(class__u0412_u0440_u0435_u043c_u044f, 0)
#define CLASS__U0412_U0440_U0435_U043C_U044F_BY__U0427_U0430_U0441 SCHEMAC_ASC(class__u0412_u0440_u0435_u043c_u044f, 1)
#define CLASS__U0412_U0440_U0435_U043C_U044F_BY__U0427_U0430_U0441_DESC SCHEMAC_DESC(class__u0412_u0440_u0435_u043c_u044f, 1)

struct class__u0412_u0440_u0435_u043c_u044f_query {
    const class__u0412_u0440_u0435_u043c_u044f_where *where;
    size_t n_where;
    const class__u0412_u0440_u0435_u043c_u044f_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    class__u0412_u0440_u0435_u043c_u044f_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code class__u0412_u0440_u0435_u043c_u044f_insert(schemac_session *session,
                                                         const class__u0412_u0440_u0435_u043c_u044f_new *draft,
                                                         class__u0412_u0440_u0435_u043c_u044f **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code class__u0412_u0440_u0435_u043c_u044f_find(schemac_session *session,
                                                       const class__u0412_u0440_u0435_u043c_u044f_query *query,
                                                       class__u0412_u0440_u0435_u043c_u044f_list *list,
    schemac_error *err);
schemac_code class__u0412_u0440_u0435_u043c_u044f_first(schemac_session *session,
                                                        const class__u0412_u0440_u0435_u043c_u044f_query *query,
                                                        class__u0412_u0440_u0435_u043c_u044f **row,
    schemac_error *err);
schemac_code class__u0412_u0440_u0435_u043c_u044f_count(schemac_session *session,
                                                        const class__u0412_u0440_u0435_u043c_u044f_query *query,
                                                        int64_t *count,
    schemac_error *err);
schemac_code class__u0412_u0440_u0435_u043c_u044f_exists(schemac_session *session,
                                                         const class__u0412_u0440_u0435_u043c_u044f_query *query,
                                                         bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code class__u0412_u0440_u0435_u043c_u044f_get(schemac_session *session, int32_t id,
                                                      class__u0412_u0440_u0435_u043c_u044f **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code class__u0412_u0440_u0435_u043c_u044f_update(schemac_session *session, int32_t id,
                                                         const class__u0412_u0440_u0435_u043c_u044f_patch *patch,
                                                         bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code class__u0412_u0440_u0435_u043c_u044f_delete(schemac_session *session, int32_t id, bool *deleted,
    schemac_error *err);

/* ---- tables for the library ---- */

extern const schemac_enum class_int_enum;
extern const schemac_model class_union_model;
extern const schemac_model class__u0412_u0440_u0435_u043c_u044f_model;
extern const schemac_package class_schemac_package;

#ifdef __cplusplus
}
#endif

#endif

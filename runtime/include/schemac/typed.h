/* The typed one-liners of generated headers: setters, conditions, orders, relations.
 *
 * Every model has its own `where`, `order`, `new` and `patch` types, so that what belongs to another model does not
 * compile; and for each column a handful of tiny inline functions, all alike. A row of these macros makes the functions
 * of one column or relation, and its generated neighbours say which. Programs include their generated header and never
 * use a macro of this file by itself.
 *
 * Everywhere: `model` is the structure's name (shop_user), `column` or `relation` the word in the functions' names,
 * `member` the member's name where it differs because C keeps the word for itself, `index` its place in the model's
 * tables.
 */
#ifndef SCHEMAC_TYPED_H
#define SCHEMAC_TYPED_H

#include "schemac/generated.h"

/* ---- the types of a model besides its row and its query ---- */

/* Names, so that models can refer to each other; a list of rows; a condition; a key of an order. */
#define SCHEMAC_TYPES(model)                                                                                           \
    typedef struct model model;                                                                                        \
    typedef struct model##_query model##_query;                                                                        \
    typedef struct model##_list {                                                                                      \
        model *items; /* NULL where a relation was not loaded */                                                       \
        size_t count;                                                                                                  \
        schemac_str next; /* token for a query's `after`, where its limit was reached */                               \
    } model##_list;                                                                                                    \
    typedef struct model##_where {                                                                                     \
        schemac_where node;                                                                                            \
    } model##_where;                                                                                                   \
    typedef struct model##_order {                                                                                     \
        schemac_order by;                                                                                              \
    } model##_order;

/* Rows to insert and changes to rows: values, and one bit for each column that is set, in `words` words. */
#define SCHEMAC_DRAFTS(model, words)                                                                                   \
    typedef struct model##_new {                                                                                       \
        uint64_t set[words];                                                                                           \
        model value;                                                                                                   \
    } model##_new;                                                                                                     \
    typedef struct model##_patch {                                                                                     \
        uint64_t set[words];                                                                                           \
        model value;                                                                                                   \
    } model##_patch;

/* ---- setters of a draft (shop_user_new) or a patch (shop_user_patch): `target` is that structure ---- */

/* TARGET_set_COLUMN(target, value) */
#define SCHEMAC_SETTER(target, column, type, index) SCHEMAC_SETTER_AS(target, column, column, type, index)
#define SCHEMAC_SETTER_AS(target, column, member, type, index)                                                         \
    static inline void target##_set_##column(target *row, type new_value)                                              \
    {                                                                                                                  \
        row->value.member = new_value;                                                                                 \
        schemac_set_add(row->set, index);                                                                              \
    }

/* The same for a column whose member is a schemac_opt_…. */
#define SCHEMAC_SETTER_OPT(target, column, type, index) SCHEMAC_SETTER_OPT_AS(target, column, column, type, index)
#define SCHEMAC_SETTER_OPT_AS(target, column, member, type, index)                                                     \
    static inline void target##_set_##column(target *row, type new_value)                                              \
    {                                                                                                                  \
        row->value.member.has = true;                                                                                  \
        row->value.member.value = new_value;                                                                           \
        schemac_set_add(row->set, index);                                                                              \
    }

/* TARGET_set_COLUMN_null(target): every nullable member's NULL is all zeros. */
#define SCHEMAC_SETTER_NULL(target, column, index) SCHEMAC_SETTER_NULL_AS(target, column, column, index)
#define SCHEMAC_SETTER_NULL_AS(target, column, member, index)                                                          \
    static inline void target##_set_##column##_null(target *row)                                                       \
    {                                                                                                                  \
        memset(&row->value.member, 0, sizeof row->value.member);                                                       \
        schemac_set_add(row->set, index);                                                                              \
    }

/* ---- conditions ---- */

/* The names of functions are put together at once, by the outer macros: a column may be called what is a macro
 * elsewhere
 * ("unix"), and would not survive being handed on. */
#define SCHEMAC_WRAP_WHERE(model, condition)                                                                           \
    {                                                                                                                  \
        model##_where where;                                                                                           \
        where.node = condition;                                                                                        \
        return where;                                                                                                  \
    }

#define SCHEMAC_COMPARE(model, function, condition, type, index, op)                                                   \
    static inline model##_where function(type value) SCHEMAC_WRAP_WHERE(model, condition(index, op, value))

#define SCHEMAC_ITEMS(model, function, item, index, op)                                                                \
    static inline model##_where function(const item *items, size_t count)                                              \
        SCHEMAC_WRAP_WHERE(model, schemac_where_items(op, index, items, count))

#define SCHEMAC_NO_VALUE(model, function, index, op)                                                                   \
    static inline model##_where function(void) SCHEMAC_WRAP_WHERE(model, schemac_where_items(op, index, NULL, 0))

#define SCHEMAC_EQUAL(model, name, condition, type, index)                                                             \
    SCHEMAC_COMPARE(model, name##_eq, condition, type, index, SCHEMAC_OP_EQ)                                           \
    SCHEMAC_COMPARE(model, name##_ne, condition, type, index, SCHEMAC_OP_NE)                                           \
    SCHEMAC_ITEMS(model, name##_in, type, index, SCHEMAC_OP_IN)

#define SCHEMAC_ORDERED(model, name, condition, between, type, index)                                                  \
    SCHEMAC_EQUAL(model, name, condition, type, index)                                                                 \
    SCHEMAC_COMPARE(model, name##_lt, condition, type, index, SCHEMAC_OP_LT)                                           \
    SCHEMAC_COMPARE(model, name##_le, condition, type, index, SCHEMAC_OP_LE)                                           \
    SCHEMAC_COMPARE(model, name##_gt, condition, type, index, SCHEMAC_OP_GT)                                           \
    SCHEMAC_COMPARE(model, name##_ge, condition, type, index, SCHEMAC_OP_GE)                                           \
    static inline model##_where name##_between(type lower, type upper)                                                 \
        SCHEMAC_WRAP_WHERE(model, between(index, lower, upper))

/* MODEL_COLUMN_eq(value), _ne(value), _in(items, count); `kind` is that of schemac_where_KIND. */
#define SCHEMAC_FILTER_EQUAL(model, column, kind, type, index)                                                         \
    SCHEMAC_EQUAL(model, model##_##column, schemac_where_##kind, type, index)

/* The same for an enum. */
#define SCHEMAC_FILTER_ENUM(model, column, type, index)                                                                \
    static inline model##_where model##_##column##_eq(type value) SCHEMAC_WRAP_WHERE(                                  \
        model, schemac_where_enum(index, SCHEMAC_OP_EQ,                                                                \
                                  (int)value)) static inline model##_where model##_##column##_ne(type value)           \
        SCHEMAC_WRAP_WHERE(model, schemac_where_enum(index, SCHEMAC_OP_NE, (int)value))                                \
            SCHEMAC_ITEMS(model, model##_##column##_in, type, index, SCHEMAC_OP_IN)

/* … and _lt(value), _le(value), _gt(value), _ge(value), _between(lower, upper) */
#define SCHEMAC_FILTER_ORDERED(model, column, kind, type, index)                                                       \
    SCHEMAC_ORDERED(model, model##_##column, schemac_where_##kind, schemac_between_##kind, type, index)

/* … and _like(value), _ilike(value) */
#define SCHEMAC_FILTER_TEXT(model, column, index)                                                                      \
    SCHEMAC_ORDERED(model, model##_##column, schemac_where_str, schemac_between_str, schemac_str, index)               \
    SCHEMAC_COMPARE(model, model##_##column##_like, schemac_where_str, schemac_str, index, SCHEMAC_OP_LIKE)            \
    SCHEMAC_COMPARE(model, model##_##column##_ilike, schemac_where_str, schemac_str, index, SCHEMAC_OP_ILIKE)

/* MODEL_COLUMN_is_null(), _is_not_null() */
#define SCHEMAC_FILTER_NULL(model, column, index)                                                                      \
    SCHEMAC_NO_VALUE(model, model##_##column##_is_null, index, SCHEMAC_OP_IS_NULL)                                     \
    SCHEMAC_NO_VALUE(model, model##_##column##_is_not_null, index, SCHEMAC_OP_IS_NOT_NULL)

/* MODEL_where_and(items, count): all of them, true where there are none; _or: any of them, false where there are none;
 * _not(item): it does not hold. */
#define SCHEMAC_FILTER_GROUPS(model)                                                                                   \
    SCHEMAC_ITEMS(model, model##_where_and, model##_where, 0, SCHEMAC_OP_AND)                                          \
    SCHEMAC_ITEMS(model, model##_where_or, model##_where, 0, SCHEMAC_OP_OR)                                            \
    static inline model##_where model##_where_not(const model##_where *item)                                           \
        SCHEMAC_WRAP_WHERE(model, schemac_where_items(SCHEMAC_OP_NOT, 0, item, 1))

/* ---- columns: for most of them one row makes the setter of a patch and the conditions ---- */

#define SCHEMAC_COLUMN_PLAIN(model, column, type, index) SCHEMAC_SETTER_AS(model##_patch, column, column, type, index)
#define SCHEMAC_COLUMN_EQUAL(model, column, kind, type, index)                                                         \
    SCHEMAC_SETTER_AS(model##_patch, column, column, type, index)                                                      \
    SCHEMAC_EQUAL(model, model##_##column, schemac_where_##kind, type, index)
#define SCHEMAC_COLUMN_ENUM(model, column, type, index)                                                                \
    SCHEMAC_SETTER_AS(model##_patch, column, column, type, index)                                                      \
    SCHEMAC_FILTER_ENUM(model, column, type, index)
#define SCHEMAC_COLUMN_ORDERED(model, column, kind, type, index)                                                       \
    SCHEMAC_SETTER_AS(model##_patch, column, column, type, index)                                                      \
    SCHEMAC_ORDERED(model, model##_##column, schemac_where_##kind, schemac_between_##kind, type, index)
#define SCHEMAC_COLUMN_TEXT(model, column, index)                                                                      \
    SCHEMAC_SETTER_AS(model##_patch, column, column, schemac_str, index)                                               \
    SCHEMAC_FILTER_TEXT(model, column, index)

/* What may be NULL and marks that by itself … */
#define SCHEMAC_COLUMN_PLAIN_NULL(model, column, type, index)                                                          \
    SCHEMAC_SETTER_AS(model##_patch, column, column, type, index)                                                      \
    SCHEMAC_SETTER_NULL_AS(model##_patch, column, column, index)                                                       \
    SCHEMAC_FILTER_NULL(model, column, index)
#define SCHEMAC_COLUMN_EQUAL_NULL(model, column, kind, type, index)                                                    \
    SCHEMAC_COLUMN_PLAIN_NULL(model, column, type, index)                                                              \
    SCHEMAC_EQUAL(model, model##_##column, schemac_where_##kind, type, index)
#define SCHEMAC_COLUMN_ORDERED_NULL(model, column, kind, type, index)                                                  \
    SCHEMAC_COLUMN_PLAIN_NULL(model, column, type, index)                                                              \
    SCHEMAC_ORDERED(model, model##_##column, schemac_where_##kind, schemac_between_##kind, type, index)
#define SCHEMAC_COLUMN_TEXT_NULL(model, column, index)                                                                 \
    SCHEMAC_COLUMN_PLAIN_NULL(model, column, schemac_str, index)                                                       \
    SCHEMAC_FILTER_TEXT(model, column, index)

/* … and what is a schemac_opt_…. */
#define SCHEMAC_COLUMN_PLAIN_OPT(model, column, type, index)                                                           \
    SCHEMAC_SETTER_OPT_AS(model##_patch, column, column, type, index)                                                  \
    SCHEMAC_SETTER_NULL_AS(model##_patch, column, column, index)                                                       \
    SCHEMAC_FILTER_NULL(model, column, index)
#define SCHEMAC_COLUMN_EQUAL_OPT(model, column, kind, type, index)                                                     \
    SCHEMAC_COLUMN_PLAIN_OPT(model, column, type, index)                                                               \
    SCHEMAC_EQUAL(model, model##_##column, schemac_where_##kind, type, index)
#define SCHEMAC_COLUMN_ENUM_OPT(model, column, type, index)                                                            \
    SCHEMAC_COLUMN_PLAIN_OPT(model, column, type, index)                                                               \
    SCHEMAC_FILTER_ENUM(model, column, type, index)
#define SCHEMAC_COLUMN_ORDERED_OPT(model, column, kind, type, index)                                                   \
    SCHEMAC_COLUMN_PLAIN_OPT(model, column, type, index)                                                               \
    SCHEMAC_ORDERED(model, model##_##column, schemac_where_##kind, schemac_between_##kind, type, index)

/* ---- orders: MODEL_BY_COLUMN, and MODEL_BY_COLUMN_DESC ---- */

/* clang-format off */
#define SCHEMAC_ASC(model, index) SCHEMAC_LITERAL(model##_order){{index, false}}
#define SCHEMAC_DESC(model, index) SCHEMAC_LITERAL(model##_order){{index, true}}
/* clang-format on */

/* ---- relations ---- */

#define SCHEMAC_IS_LOADED(row, index) (((row)->schemac_loaded[(index) / 64] >> ((index) % 64) & 1) != 0)

/* MODEL_has_RELATION(items, count): a row of the relation exists that fulfils all of the conditions.
 * MODEL_get_RELATION(row): the row of `other` that was loaded, NULL where it refers to none. One that was not loaded is
 * an assertion, or NULL under NDEBUG. */
#define SCHEMAC_RELATION_ONE(model, relation, other, index)                                                            \
    SCHEMAC_RELATION_ONE_AS(model, relation, relation, other, index)
#define SCHEMAC_RELATION_ONE_AS(model, relation, member, other, index)                                                 \
    SCHEMAC_ITEMS(model, model##_has_##relation, other##_where, index, SCHEMAC_OP_HAS)                                 \
    static inline other *model##_get_##relation(const model *row)                                                      \
    {                                                                                                                  \
        bool loaded = SCHEMAC_IS_LOADED(row, index);                                                                   \
        assert(loaded &&#model "_load_" #relation " was not called");                                                  \
        return loaded ? row->member : NULL;                                                                            \
    }

/* The same for a list: the rows of `other` that were loaded. */
#define SCHEMAC_RELATION_MANY(model, relation, other, index)                                                           \
    SCHEMAC_RELATION_MANY_AS(model, relation, relation, other, index)
#define SCHEMAC_RELATION_MANY_AS(model, relation, member, other, index)                                                \
    SCHEMAC_ITEMS(model, model##_has_##relation, other##_where, index, SCHEMAC_OP_HAS)                                 \
    static inline const other##_list *model##_get_##relation(const model *row)                                         \
    {                                                                                                                  \
        bool loaded = SCHEMAC_IS_LOADED(row, index);                                                                   \
        assert(loaded &&#model "_load_" #relation " was not called");                                                  \
        return loaded ? &row->member : NULL;                                                                           \
    }

/* ---- bodies, for the generated source: what a header declares, handed on with the model's tables ---- */

#define SCHEMAC_DEFINE_MODEL(model)                                                                                    \
    static schemac_query model##_plain_query(const model##_query *query)                                               \
    {                                                                                                                  \
        schemac_query plain;                                                                                           \
        memset(&plain, 0, sizeof plain);                                                                               \
        if (query == NULL)                                                                                             \
            return plain;                                                                                              \
        plain.where = (const schemac_where *)query->where;                                                             \
        plain.n_where = query->n_where;                                                                                \
        plain.order = (const schemac_order *)query->order;                                                             \
        plain.n_order = query->n_order;                                                                                \
        plain.limit = query->limit;                                                                                    \
        plain.offset = query->offset;                                                                                  \
        plain.after = query->after;                                                                                    \
        return plain;                                                                                                  \
    }                                                                                                                  \
    static void model##_take_list(model##_list *list, const schemac_list *found)                                       \
    {                                                                                                                  \
        list->items = (model *)found->items;                                                                           \
        list->count = found->count;                                                                                    \
        list->next = found->next;                                                                                      \
    }                                                                                                                  \
    schemac_code model##_insert(schemac_session *session, const model##_new *draft, model **row, schemac_error *err)   \
    {                                                                                                                  \
        void *found = NULL;                                                                                            \
        schemac_code code =                                                                                            \
            schemac_model_insert(session, &model##_model, draft->set, &draft->value, row ? &found : NULL, err);        \
        if (row)                                                                                                       \
            *row = (model *)found;                                                                                     \
        return code;                                                                                                   \
    }                                                                                                                  \
    schemac_code model##_find(schemac_session *session, const model##_query *query, model##_list *list,                \
                              schemac_error *err)                                                                      \
    {                                                                                                                  \
        schemac_query plain = model##_plain_query(query);                                                              \
        schemac_list found = {NULL, 0, {NULL, 0}};                                                                     \
        schemac_code code = schemac_model_find(session, &model##_model, &plain, &found, err);                          \
        model##_take_list(list, &found);                                                                               \
        return code;                                                                                                   \
    }                                                                                                                  \
    schemac_code model##_first(schemac_session *session, const model##_query *query, model **row, schemac_error *err)  \
    {                                                                                                                  \
        schemac_query plain = model##_plain_query(query);                                                              \
        void *found = NULL;                                                                                            \
        schemac_code code = schemac_model_first(session, &model##_model, &plain, &found, err);                         \
        *row = (model *)found;                                                                                         \
        return code;                                                                                                   \
    }                                                                                                                  \
    schemac_code model##_count(schemac_session *session, const model##_query *query, int64_t *count,                   \
                               schemac_error *err)                                                                     \
    {                                                                                                                  \
        schemac_query plain = model##_plain_query(query);                                                              \
        return schemac_model_count(session, &model##_model, &plain, count, err);                                       \
    }                                                                                                                  \
    schemac_code model##_exists(schemac_session *session, const model##_query *query, bool *exists,                    \
                                schemac_error *err)                                                                    \
    {                                                                                                                  \
        schemac_query plain = model##_plain_query(query);                                                              \
        return schemac_model_exists(session, &model##_model, &plain, exists, err);                                     \
    }

/* `arguments` are pointers to the parameters that follow it, in parentheses: SCHEMAC_DEFINE_KEY(shop_user, (&id),
 * int64_t id).
 */
#define SCHEMAC_UNWRAP(...) __VA_ARGS__
#define SCHEMAC_DEFINE_KEY(model, arguments, ...)                                                                      \
    SCHEMAC_DEFINE_GET(model, model##_get, &model##_primary, arguments, __VA_ARGS__)                                   \
    schemac_code model##_update(schemac_session *session, __VA_ARGS__, const model##_patch *patch, bool *changed,      \
                                schemac_error *err)                                                                    \
    {                                                                                                                  \
        const void *const by[] = {SCHEMAC_UNWRAP arguments};                                                           \
        return schemac_model_update(session, &model##_model, by, patch->set, &patch->value, changed, err);             \
    }                                                                                                                  \
    schemac_code model##_delete(schemac_session *session, __VA_ARGS__, bool *deleted, schemac_error *err)              \
    {                                                                                                                  \
        const void *const by[] = {SCHEMAC_UNWRAP arguments};                                                           \
        return schemac_model_delete(session, &model##_model, by, deleted, err);                                        \
    }
#define SCHEMAC_DEFINE_UNIQUE(model, key, index, arguments, ...)                                                       \
    SCHEMAC_DEFINE_GET(model, model##_get_by_##key, &model##_uniques[index], arguments, __VA_ARGS__)
#define SCHEMAC_DEFINE_GET(model, name, key, arguments, ...)                                                           \
    schemac_code name(schemac_session *session, __VA_ARGS__, model **row, schemac_error *err)                          \
    {                                                                                                                  \
        const void *const by[] = {SCHEMAC_UNWRAP arguments};                                                           \
        void *found = NULL;                                                                                            \
        schemac_code result = schemac_model_get(session, &model##_model, key, by, &found, err);                        \
        *row = (model *)found;                                                                                         \
        return result;                                                                                                 \
    }

#define SCHEMAC_DEFINE_LOADER(model, relation, other, index)                                                           \
    schemac_code model##_load_##relation(schemac_session *session, const model##_list *list,                           \
                                         const other##_query *query, schemac_error *err)                               \
    {                                                                                                                  \
        schemac_query plain = other##_plain_query(query);                                                              \
        schemac_list all = {NULL, 0, {NULL, 0}};                                                                       \
        schemac_code code =                                                                                            \
            schemac_model_load(session, &model##_model, index, list->items, list->count, &plain, &all, err);           \
        if (query && query->all)                                                                                       \
            other##_take_list(query->all, &all);                                                                       \
        return code;                                                                                                   \
    }

/* An enum's functions; its members' names stand in ENUM_names, in the order of their numbers. */
#define SCHEMAC_DEFINE_ENUM(enumeration, unknown)                                                                      \
    /* The library reads a member as an int. */                                                                        \
    typedef char enumeration##_is_an_int[sizeof(enumeration) == sizeof(int) ? 1 : -1];                                 \
    const char *enumeration##_name(enumeration member)                                                                 \
    {                                                                                                                  \
        const schemac_enum_member *found = schemac_enum_by_number(&enumeration##_enum, (int)member);                   \
        return found ? enumeration##_names[found - enumeration##_members] : NULL;                                      \
    }                                                                                                                  \
    const char *enumeration##_label(enumeration member)                                                                \
    {                                                                                                                  \
        const schemac_enum_member *found = schemac_enum_by_number(&enumeration##_enum, (int)member);                   \
        return found ? found->label : NULL;                                                                            \
    }                                                                                                                  \
    const char *enumeration##_title(enumeration member)                                                                \
    {                                                                                                                  \
        const schemac_enum_member *found = schemac_enum_by_number(&enumeration##_enum, (int)member);                   \
        return found ? found->title : NULL;                                                                            \
    }                                                                                                                  \
    enumeration enumeration##_parse(schemac_str label)                                                                 \
    {                                                                                                                  \
        const schemac_enum_member *found = schemac_enum_by_label(&enumeration##_enum, label);                          \
        return found ? (enumeration)found->number : unknown;                                                           \
    }

/* ---- places of members in the tables of columns ---- */

/* A plain member, and one that is a schemac_opt_…. */
#define SCHEMAC_AT(model, member)     offsetof(model, member), offsetof(model, member)
#define SCHEMAC_AT_OPT(model, member) offsetof(model, member.value), offsetof(model, member.has)
/* clang-format off */
/* A column in its model's table, where its name is the same in the schema, in C and in SQL, and it is no enum. */
#define SCHEMAC_FACTS(model, column, postgresql, sqlite, kind, flags, length, scale)                                   \
    {#column, #column, {postgresql, sqlite}, SCHEMAC_KIND_##kind, flags, SCHEMAC_AT(model, column), NULL, length, scale, {NULL, NULL}}
#define SCHEMAC_FACTS_OPT(model, column, postgresql, sqlite, kind, flags, length, scale)                               \
    {#column, #column, {postgresql, sqlite}, SCHEMAC_KIND_##kind, flags, SCHEMAC_AT_OPT(model, column), NULL, length, scale, {NULL, NULL}}
/* clang-format on */

#endif

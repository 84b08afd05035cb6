/* Keys of indexes: see key.h. */
#include "compiler/model/key.h"

#include "compiler/model/expression_typed.h"

bool model_key_nulls_first(const model_key *key)
{
    return key->nulls_said ? key->nulls_first : key->descending;
}

/* --- operator classes --- */

static const struct opclass_row {
    const char *operators;
    const char *of_brin;
} opclasses[SCALAR_COUNT] = {
#define OPCLASS(type, operators, of_brin) [SCALAR_##type] = {(operators), (of_brin)},
#include "compiler/model/opclass.def"
};

/* An enum is stored as a type of its own, a text or a number; of its three classes a server takes only the one that is
 * the default. */
static bool is_enum_opclass(str opclass)
{
    return str_eq(opclass, STR("enum_ops")) || str_eq(opclass, STR("text_ops")) || str_eq(opclass, STR("int2_ops"));
}

bool model_is_default_opclass(str method, const model_type *type, str opclass)
{
    bool gist = str_eq(method, STR("gist")), brin = str_eq(method, STR("brin"));
    if (type->dimensions > 0)
        return !gist && !brin && str_eq(opclass, STR("array_ops"));
    if (type->kind == TYPE_ENUM)
        return !gist && !brin && is_enum_opclass(opclass);
    if (type->kind != TYPE_SCALAR || (gist && type->scalar != SCALAR_TSVECTOR))
        return false;
    const struct opclass_row *row = &opclasses[type->scalar];
    const char *name = brin ? row->of_brin : row->operators;
    return name && *name && str_eq(opclass, str_from(name));
}

static bool takes_default(str method, const model_table *table, const model_key *key, str opclass)
{
    expression_scope scope = {.table = table};
    model_type type;
    return expression_type_of(&scope, key->value, &type) && model_is_default_opclass(method, &type, opclass);
}

bool model_same_opclass(str method, const model_table *left, const model_key *a, const model_table *right,
                        const model_key *b)
{
    if (str_eq(a->opclass, b->opclass))
        return true;
    if (a->opclass.len && b->opclass.len)
        return false;
    str said = a->opclass.len ? a->opclass : b->opclass;
    str known = a->default_opclass.len ? a->default_opclass : b->default_opclass;
    if (known.len) /* a catalog knows those of every type */
        return str_eq(said, known);
    return takes_default(method, left, a, said) && takes_default(method, right, b, said);
}

/* --- collations --- */

bool model_is_own_collation(str collation)
{
    return !collation.len || str_eq(collation, STR("default")) || str_eq_nocase(collation, STR("binary"));
}

typedef struct collation_finder {
    const model_table *table;
    str collation;
} collation_finder;

static void find_collation(void *context, const expression *column)
{
    collation_finder *finder = context;
    const model_column *found = model_find_column(finder->table, column->text);
    if (found && found->collation.len)
        finder->collation = found->collation;
}

str model_key_collation(const model_table *table, const model_key *key)
{
    collation_finder finder = {.table = table, .collation = key->collation};
    if (table && !key->collation.len)
        expression_columns(key->value, find_collation, &finder);
    return model_is_own_collation(finder.collation) ? STR("") : finder.collation;
}

static bool same_in(const model_table *table, const model_key *a, const model_key *b)
{
    return str_eq(model_key_collation(table, a), model_key_collation(table, b));
}

bool model_same_collation(const model_table *left, const model_key *a, const model_table *right, const model_key *b)
{
    return str_eq(a->collation, b->collation) || (same_in(left, a, b) && same_in(right, a, b));
}

/* "C" is what SQLite calls BINARY. */
static str plain_collation(str collation)
{
    return str_eq(collation, STR("C")) || str_eq(collation, STR("POSIX")) ? STR("") : collation;
}

bool model_is_recollated(const model_table *table, const model_key_list *keys)
{
    VEC_EACH (const model_key, keys, key) {
        model_key column = {.value = key->value};
        if (!str_eq_nocase(plain_collation(model_key_collation(table, key)),
                           plain_collation(model_key_collation(table, &column))))
            return true;
    }
    return false;
}

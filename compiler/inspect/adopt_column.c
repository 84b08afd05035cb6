/* One column: each fact of it is the written one where it is the same in the database. */
#include "compiler/inspect/adopt_internal.h"

/* The catalog does not tell what a type is stored as by itself from what somebody has said. */
static bool same_storage(const model_column *written, const model_column *there)
{
    if (str_eq_nocase(written->storage, there->storage))
        return true;
    str default_storage = str_from(type_default_storage(&written->type));
    return default_storage.len && (!there->storage.len || str_eq_nocase(there->storage, default_storage)) &&
           (!written->storage.len || str_eq_nocase(written->storage, default_storage));
}

/* What the options of an identity are where nobody has said anything. */
static bool is_default_option(const model_column *column, const model_option *option)
{
    static const struct {
        const char *name, *value;
    } rows[] = {{"start", "1"}, {"increment", "1"}, {"minvalue", "1"}, {"cache", "1"}, {"cycle", "false"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_eq_nocase(option->name, str_from(rows[i].name)))
            return str_eq_nocase(option->value, str_from(rows[i].value));
    const char *greatest = column->type.scalar == SCALAR_SMALLINT ? "32767"
                           : column->type.scalar == SCALAR_INT    ? "2147483647"
                                                                  : "9223372036854775807";
    return str_eq_nocase(option->name, STR("maxvalue")) && str_eq(option->value, str_from(greatest));
}

static model_option_list said_options(arena *a, const model_column *column)
{
    model_option_list options = {0};
    VEC_EACH (const model_option, &column->identity_options, option)
        if (!is_default_option(column, option))
            VEC_PUSH(a, &options, *option);
    return options;
}

static bool same_identity(const adopt_pair *pair, const model_column *written, const model_column *there)
{
    if (pair->adopter->dialect == DIALECT_SQLITE)
        return (written->identity == IDENTITY_NONE) == (there->identity == IDENTITY_NONE);
    model_option_list ours = said_options(pair->adopter->memory, written);
    model_option_list theirs = said_options(pair->adopter->memory, there);
    return written->identity == there->identity && adopt_same_options(&ours, &theirs);
}

/* What only PostgreSQL knows of a column; on SQLite it is as written. */
static bool adopt_details(const adopt_pair *pair, model_column *column, const model_column *there)
{
    if (pair->adopter->dialect == DIALECT_SQLITE)
        return false;
    bool storage = same_storage(column, there);
    bool compression = str_eq_nocase(column->compression, there->compression);
    bool doc = str_eq(column->doc, there->doc);
    if (!storage)
        column->storage = there->storage;
    if (!compression)
        column->compression = there->compression;
    column->doc = there->doc;
    return !storage || !compression || !doc;
}

static bool adopt_value(const adopt_pair *pair, model_column *column, const model_column *there)
{
    bool same_default = adopt_same_default(pair, column, there);
    bool same_generated = adopt_same_generated(pair, column, there);
    if (!same_default)
        column->default_value = there->default_value;
    if (!same_generated) {
        column->generated = there->generated;
        column->generated_as = there->generated_as;
    }
    return !same_default || !same_generated;
}

/* The rowid of SQLite: its type is always INTEGER, and NOT NULL is not written. */
static bool is_rowid(const adopt_pair *pair, const model_column *written, const model_column *there)
{
    return pair->adopter->dialect == DIALECT_SQLITE && written->identity != IDENTITY_NONE &&
           there->identity != IDENTITY_NONE;
}

static bool adopt_type(const adopt_pair *pair, model_column *column, const model_column *there)
{
    if (is_rowid(pair, column, there))
        return false;
    bool same_type = adopt_same_type(pair, &column->type, &there->type);
    bool same_null = column->nullable == there->nullable;
    bool same_collation = adopt_same_collation(pair->adopter, column->collation, there->collation);
    if (!same_type)
        column->type = there->type;
    column->nullable = there->nullable;
    if (!same_collation)
        column->collation = there->collation;
    return !same_type || !same_null || !same_collation;
}

static bool adopt_identity(const adopt_pair *pair, model_column *column, const model_column *there)
{
    if (same_identity(pair, column, there))
        return false;
    column->identity = there->identity;
    column->identity_options = there->identity_options;
    return true;
}

model_column *adopt_column(const adopt_pair *pair, const model_column *written, const model_column *there)
{
    model_column *column = ARENA_NEW(pair->adopter->memory, model_column);
    *column = *written;
    /* The value first: how it is stored follows from the written type. */
    bool value = adopt_value(pair, column, there);
    bool details = adopt_details(pair, column, there);
    bool type = adopt_type(pair, column, there);
    bool identity = adopt_identity(pair, column, there);
    bool conflict = !str_eq(column->conflict, there->conflict);
    column->conflict = there->conflict;
    return value || details || type || identity || conflict ? column : (model_column *)written;
}

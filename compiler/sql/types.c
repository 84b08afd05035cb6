/* The names of types in a dialect. Scalars stand in model/types.def; here are arguments, arrays and enums. */
#include "compiler/sql/expression.h"
#include "compiler/sql/plan.h"
#include "compiler/sql/quote.h"

#include <stdlib.h>

static const char *const built_in_types[] = {
#define TYPE(name) name,
#include "compiler/sql/built_in_types.def"
#undef TYPE
};

static int compare_type(const void *key, const void *item)
{
    const str *name = key;
    return str_cmp(*name, str_from(*(const char *const *)item));
}

bool sql_is_built_in_type(str name)
{
    size_t count = sizeof built_in_types / sizeof *built_in_types;
    return bsearch(&name, built_in_types, count, sizeof *built_in_types, compare_type) != NULL;
}

bool sql_is_own_type(str name)
{
    scalar_kind kind;
    if (sql_is_built_in_type(name) || scalar_find(name, &kind) || str_find(name, ' ') < name.len)
        return true;
    for (kind = 0; kind < SCALAR_COUNT; kind++)
        if (str_eq(name, str_from(scalar_get(kind)->column[DIALECT_POSTGRESQL])))
            return true;
    return false;
}

void sql_enum_type(const sql_dialect *dialect, const model_enum *item, str name, writer *out)
{
    bool needs_schema = !item->schema.len && sql_is_built_in_type(name);
    quote_qualified(needs_schema ? STR("public") : item->schema, name, dialect->id, out);
}

model_storage sql_enum_storage(const sql_dialect *dialect, const model_enum *item)
{
    if (item->storage == STORAGE_TYPE)
        return dialect->enum_types ? STORAGE_TYPE : STORAGE_TEXT;
    if (item->storage == STORAGE_SMALLINT)
        return dialect->enum_ordinals ? STORAGE_SMALLINT : STORAGE_TEXT;
    return STORAGE_TEXT;
}

static void write_enum(const sql_scope *scope, const model_type *type, writer *out)
{
    const model_enum *item = model_find_enum(scope->schema, type->enum_name);
    if (!item) {
        quote_identifier(type->enum_name, out);
        return;
    }
    switch (sql_enum_storage(scope->dialect, item)) {
    case STORAGE_TYPE:
        sql_enum_type(scope->dialect, item, item->type_name, out);
        break;
    case STORAGE_TEXT:
        writer_text(out, scalar_get(SCALAR_TEXT)->column[scope->dialect->id]);
        break;
    case STORAGE_SMALLINT:
        writer_text(out, scalar_get(SCALAR_SMALLINT)->column[scope->dialect->id]);
        break;
    }
}

void sql_type(const sql_scope *scope, const model_type *type, writer *out)
{
    if (type->dimensions && !scope->dialect->arrays) {
        writer_text(out, scalar_get(SCALAR_TEXT)->column[scope->dialect->id]);
        return;
    }
    switch (type->kind) {
    case TYPE_SCALAR:
        type_write_scalar(type, scope->dialect->id, out);
        break;
    case TYPE_ENUM:
        write_enum(scope, type, out);
        break;
    case TYPE_NATIVE:
        writer_str(out, type->native[scope->dialect->id]);
        break;
    }
    for (uint32_t i = 0; i < type->dimensions; i++)
        writer_text(out, "[]");
}

void plan_type(const model_schema *schema, const model_type *type, dialect_id dialect, writer *out)
{
    sql_scope scope = {.schema = schema, .dialect = sql_dialect_of(dialect)};
    sql_type(&scope, type, out);
}

/* Which C type, kind and conditions a column's type has. The C types themselves stand in model/types.def. */
#include "compiler/emit/view.h"

typedef struct scalar_facts {
    const char *kind;
    const char *family; /* of schemac_where_…, schemac_opt_… and schemac_array_… */
    emit_filter filter;
    bool as_text;
} scalar_facts;

static const scalar_facts facts[SCALAR_COUNT] = {
    [SCALAR_BOOL] = {"BOOL", "bool", FILTER_EQUAL, false},
    [SCALAR_SMALLINT] = {"INT16", "int16", FILTER_ORDERED, false},
    [SCALAR_INT] = {"INT32", "int32", FILTER_ORDERED, false},
    [SCALAR_BIGINT] = {"INT64", "int64", FILTER_ORDERED, false},
    [SCALAR_REAL] = {"FLOAT", "float", FILTER_ORDERED, false},
    [SCALAR_DOUBLE] = {"DOUBLE", "double", FILTER_ORDERED, false},
    [SCALAR_DECIMAL] = {"DECIMAL", "decimal", FILTER_ORDERED, false},
    [SCALAR_CHAR] = {"TEXT", "str", FILTER_TEXT, false},
    [SCALAR_VARCHAR] = {"TEXT", "str", FILTER_TEXT, false},
    [SCALAR_TEXT] = {"TEXT", "str", FILTER_TEXT, false},
    [SCALAR_BYTES] = {"BYTES", "bytes", FILTER_ORDERED, false},
    [SCALAR_DATE] = {"DATE", "date", FILTER_ORDERED, false},
    [SCALAR_TIME] = {"TIME", "time", FILTER_ORDERED, false},
    [SCALAR_TIMESTAMP] = {"TIMESTAMP", "timestamp", FILTER_ORDERED, false},
    [SCALAR_TIMESTAMPTZ] = {"TIMESTAMP", "timestamp", FILTER_ORDERED, false},
    [SCALAR_INTERVAL] = {"INTERVAL", "interval", FILTER_EQUAL, false},
    [SCALAR_UUID] = {"UUID", "uuid", FILTER_ORDERED, false},
    [SCALAR_JSON] = {"JSON", "str", FILTER_NONE, false}, /* PostgreSQL's json has no equality */
    [SCALAR_JSONB] = {"JSON", "str", FILTER_EQUAL, false},
    [SCALAR_INET] = {"FOREIGN", "str", FILTER_EQUAL, true},
    [SCALAR_CIDR] = {"FOREIGN", "str", FILTER_EQUAL, true},
    [SCALAR_MACADDR] = {"FOREIGN", "str", FILTER_EQUAL, true},
    [SCALAR_BIT] = {"FOREIGN", "str", FILTER_EQUAL, true},
    [SCALAR_VARBIT] = {"FOREIGN", "str", FILTER_EQUAL, true},
    [SCALAR_TSVECTOR] = {"FOREIGN", "str", FILTER_NONE, true},
    [SCALAR_XML] = {"FOREIGN", "str", FILTER_NONE, true},
};

/* What is known by its text only: native types, and arrays of several dimensions. */
static emit_type text_form(void)
{
    return (emit_type){
        .value = STR("schemac_str"),
        .member = STR("schemac_str"),
        .family = STR("str"),
        .kind = STR("FOREIGN"),
        .filter = FILTER_NONE,
        .as_text = true,
    };
}

static emit_type enum_type(const emit_view *view, emit_enum *item, bool nullable)
{
    emit_type type = {
        .value = item->type,
        .member = item->type,
        .family = STR("enum"),
        .kind = STR("ENUM"),
        .filter = FILTER_ENUM,
        .enumeration = item,
    };
    if (nullable) {
        item->optional = true;
        type.optional = true;
        type.member = str_join(view->memory, view->prefix, str_join(view->memory, STR("_opt_"), item->word));
    }
    return type;
}

static emit_type scalar_type(scalar_kind kind, bool nullable)
{
    const scalar_info *info = scalar_get(kind);
    emit_type type = {
        .value = str_from(info->c_type),
        .member = str_from(nullable ? info->c_nullable : info->c_type),
        .family = str_from(facts[kind].family),
        .kind = str_from(facts[kind].kind),
        .filter = facts[kind].filter,
        .as_text = facts[kind].as_text,
    };
    type.optional = !str_eq(type.value, type.member);
    return type;
}

/* An array's NULL is its items == NULL. */
static emit_type array_of(const emit_view *view, emit_type element)
{
    emit_type type = element;
    if (element.enumeration) {
        element.enumeration->array = true;
        type.value =
            str_join(view->memory, view->prefix, str_join(view->memory, STR("_array_"), element.enumeration->word));
    } else {
        type.value = str_join(view->memory, STR("schemac_array_"), element.family);
    }
    type.member = type.value;
    type.array = true;
    type.filter = FILTER_NONE;
    return type;
}

emit_type view_type(emit_view *view, const model_column *column, bool nullable)
{
    const model_type *type = &column->type;
    bool array = type->dimensions == 1;
    if (type->kind == TYPE_NATIVE || type->dimensions > 1)
        return text_form();
    emit_enum *item = type->kind == TYPE_ENUM ? map_get(&view->enums, type->enum_name) : NULL;
    if (type->kind == TYPE_ENUM && !item)
        return text_form();
    emit_type element =
        item ? enum_type(view, item, nullable && !array) : scalar_type(type->scalar, nullable && !array);
    return array ? array_of(view, element) : element;
}

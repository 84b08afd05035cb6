/* Types in the words of a database. The names are those of types.def; only what PostgreSQL calls by a second name, and
 * what SQLite has one name for, stands here. */
#include "compiler/model/type_sql.h"

typedef struct sql_type_text {
    str name;      /* with what stands behind the numbers: "time without time zone"; lower case outside of quotes */
    str arguments; /* between the parentheses */
    bool has_arguments;
    uint32_t dimensions;
} sql_type_text;

/* --- cutting --- */

static str take_dimensions(str text, uint32_t *dimensions)
{
    while (text.len > 2 && text.ptr[text.len - 1] == ']') {
        size_t open = text.len - 1;
        while (open > 0 && text.ptr[open] != '[')
            open--;
        text = str_trim(str_slice(text, 0, open));
        ++*dimensions;
    }
    return text;
}

/* Lower case, and one blank for each run of white space, outside of quotes. */
static str plain_spelling(arena *a, str text)
{
    writer out = writer_make(a);
    bool quoted = false;
    bool blank = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        quoted = quoted != (c == '"');
        if (!quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
            blank = true;
            continue;
        }
        if (blank && out.len > 0)
            writer_char(&out, ' ');
        blank = false;
        writer_char(&out, !quoted && c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    return writer_result(&out);
}

static sql_type_text cut(arena *a, str text)
{
    sql_type_text cut = {0};
    text = take_dimensions(str_trim(text), &cut.dimensions);
    size_t open = 0;
    for (bool quoted = false; open < text.len && (quoted || text.ptr[open] != '('); open++)
        quoted = quoted != (text.ptr[open] == '"');
    size_t close = open + str_find(str_slice(text, open, text.len), ')');
    str rest = close < text.len ? str_slice(text, close + 1, text.len) : STR("");
    cut.name = plain_spelling(a, str_join(a, str_slice(text, 0, open), str_join(a, STR(" "), rest)));
    cut.has_arguments = close < text.len;
    if (cut.has_arguments)
        cut.arguments = str_slice(text, open + 1, close);
    return cut;
}

/* --- scalars --- */

/* "time() without time zone" as it is called without numbers. */
static bool is_called(const char *column, str name)
{
    str text = str_from(column);
    size_t hole = str_find(text, '(');
    if (hole == text.len)
        return str_eq(text, name);
    str behind = str_slice(text, hole + 2, text.len);
    return name.len == hole + behind.len && str_starts_with(name, str_slice(text, 0, hole)) &&
           str_ends_with(name, behind);
}

/* Names that people write; the catalog never does. */
static bool find_other_name(str name, scalar_kind *kind)
{
    static const struct {
        const char *name;
        scalar_kind kind;
    } rows[] = {
        {"int2", SCALAR_SMALLINT},
        {"int4", SCALAR_INT},
        {"int", SCALAR_INT},
        {"int8", SCALAR_BIGINT},
        {"float4", SCALAR_REAL},
        {"float8", SCALAR_DOUBLE},
        {"bool", SCALAR_BOOL},
        {"decimal", SCALAR_DECIMAL},
        {"varchar", SCALAR_VARCHAR},
        {"varbit", SCALAR_VARBIT},
        {"time", SCALAR_TIME},
        {"timestamp", SCALAR_TIMESTAMP},
        {"timestamptz", SCALAR_TIMESTAMPTZ},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (str_eq(name, str_from(rows[i].name))) {
            *kind = rows[i].kind;
            return true;
        }
    }
    return false;
}

static bool find_sqlite_scalar(str name, scalar_kind *kind)
{
    static const struct {
        const char *name;
        scalar_kind kind;
    } rows[] = {{"integer", SCALAR_BIGINT},
                {"real", SCALAR_DOUBLE},
                {"text", SCALAR_TEXT},
                {"blob", SCALAR_BYTES},
                {"numeric", SCALAR_DECIMAL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (str_eq(name, str_from(rows[i].name))) {
            *kind = rows[i].kind;
            return true;
        }
    }
    return false;
}

static bool find_scalar(str name, dialect_id dialect, scalar_kind *kind)
{
    if (dialect == DIALECT_SQLITE)
        return find_sqlite_scalar(name, kind);
    for (*kind = 0; *kind < SCALAR_COUNT; (*kind)++) {
        if (is_called(scalar_get(*kind)->column[dialect], name))
            return true;
    }
    return find_other_name(name, kind);
}

static bool read_number(str text, uint32_t *number)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || value > 100000000)
            return false;
        value = value * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    *number = (uint32_t)value;
    return text.len > 0;
}

/* The language takes what PostgreSQL takes. */
static bool is_in_bounds(const model_type *type)
{
    enum { LENGTH_LIMIT = 10485760, PRECISION_LIMIT = 1000, FRACTION_LIMIT = 6 };
    switch (type->scalar) {
    case SCALAR_TIME:
    case SCALAR_TIMESTAMP:
    case SCALAR_TIMESTAMPTZ:
        return type->arguments[0] <= FRACTION_LIMIT;
    case SCALAR_DECIMAL:
        return type->arguments[0] >= 1 && type->arguments[0] <= PRECISION_LIMIT &&
               type->arguments[1] <= type->arguments[0];
    default:
        return type->arguments[0] >= 1 && type->arguments[0] <= LENGTH_LIMIT;
    }
}

/* False where the type does not take these numbers. */
static bool read_arguments(const sql_type_text *text, model_type *type)
{
    enum { ONE_REQUIRED = 1, TWO_OPTIONAL = 2, ONE_OPTIONAL = 3 };
    int takes = scalar_get(type->scalar)->arguments;
    if (!text->has_arguments)
        return takes != ONE_REQUIRED;
    size_t comma = str_find(text->arguments, ',');
    bool two = comma < text->arguments.len;
    if (takes == 0 || (two && takes != TWO_OPTIONAL))
        return false;
    type->n_arguments = two ? 2 : 1;
    return read_number(str_trim(str_slice(text->arguments, 0, comma)), &type->arguments[0]) &&
           (!two ||
            read_number(str_trim(str_slice(text->arguments, comma + 1, text->arguments.len)), &type->arguments[1])) &&
           is_in_bounds(type);
}

/* --- enums --- */

/* One part of a name without its quotes; `*rest` is what stands behind the dot after it. */
static str take_name(arena *a, str text, str *rest)
{
    if (!str_starts_with(text, STR("\""))) {
        size_t dot = str_find(text, '.');
        *rest = dot < text.len ? str_slice(text, dot + 1, text.len) : STR("");
        return str_trim(str_slice(text, 0, dot));
    }
    writer out = writer_make(a);
    size_t i = 1;
    for (; i < text.len; i++) {
        bool doubled = text.ptr[i] == '"' && i + 1 < text.len && text.ptr[i + 1] == '"';
        if (text.ptr[i] == '"' && !doubled)
            break;
        writer_char(&out, text.ptr[i]);
        i += doubled;
    }
    str behind = str_trim(str_slice(text, i < text.len ? i + 1 : text.len, text.len));
    *rest = str_starts_with(behind, STR(".")) ? str_slice(behind, 1, behind.len) : STR("");
    return writer_result(&out);
}

static bool is_enum(const model_enum *item, str schema, str name)
{
    bool same_schema = str_is_empty(schema) || str_eq(item->schema, schema) ||
                       (str_is_empty(item->schema) && str_eq(schema, STR("public")));
    return same_schema && item->storage == STORAGE_TYPE && str_eq(item->type_name, name);
}

static const model_enum *find_enum(arena *a, const model_schema *schema, str text)
{
    str rest;
    str name = take_name(a, text, &rest);
    str inside = STR("");
    if (!str_is_empty(rest)) {
        inside = name;
        name = take_name(a, str_trim(rest), &rest);
    }
    const model_enum *item = model_find_enum(schema, name);
    if (item && is_enum(item, inside, name))
        return item;
    MAP_EACH (&schema->enums, entry) {
        if (is_enum(entry->value, inside, name))
            return entry->value;
    }
    return NULL;
}

/* --- all --- */

static model_type native_type(arena *a, str text)
{
    model_type type = {.kind = TYPE_NATIVE};
    str name = str_copy(a, take_dimensions(str_trim(text), &type.dimensions));
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        type.native[id] = name;
    return type;
}

model_type type_read_sql(arena *a, str text, dialect_id dialect, const model_schema *schema)
{
    sql_type_text words = cut(a, text);
    model_type type = {.kind = TYPE_SCALAR, .dimensions = words.dimensions};
    if (find_scalar(words.name, dialect, &type.scalar) && read_arguments(&words, &type))
        return type;
    const model_enum *item =
        schema && dialect == DIALECT_POSTGRESQL && !words.has_arguments ? find_enum(a, schema, words.name) : NULL;
    if (item)
        return (model_type){.kind = TYPE_ENUM, .enum_name = item->name, .dimensions = words.dimensions};
    return native_type(a, text);
}

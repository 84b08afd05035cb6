/* Dialects and types of columns: the table of scalar types stands in types.def. */
#include "compiler/model/type.h"

#include "compiler/model/print.h"

static const char *const dialect_names[DIALECT_COUNT] = {"postgresql", "sqlite"};

static const scalar_info scalars[SCALAR_COUNT] = {
#define SCALAR(kind, name, arguments, postgresql, sqlite, c, c_opt, storage)                                           \
    [SCALAR_##kind] = {name, arguments, {postgresql, sqlite}, c, c_opt, storage},
#include "compiler/model/types.def"
#undef SCALAR
};

const char *dialect_name(dialect_id dialect)
{
    return dialect_names[dialect];
}

bool dialect_find(str name, dialect_id *dialect)
{
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if (str_eq(name, str_from(dialect_names[id]))) {
            *dialect = id;
            return true;
        }
    }
    return false;
}

const scalar_info *scalar_get(scalar_kind kind)
{
    return &scalars[kind];
}

static const str scalar_names[SCALAR_COUNT] = {
#define SCALAR(kind, name, arguments, postgresql, sqlite, c, c_opt, storage) [SCALAR_##kind] = {name, sizeof(name) - 1},
#include "compiler/model/types.def"
#undef SCALAR
};

bool type_is_row_id(const model_type *type)
{
    static const char integer[] = "INTEGER";
    if (type->kind == TYPE_NATIVE)
        return str_eq_nocase(type->native[DIALECT_SQLITE], STR(integer));
    return type->kind == TYPE_SCALAR && !type->dimensions &&
           str_eq(str_from(scalar_get(type->scalar)->column[DIALECT_SQLITE]), STR(integer));
}

const char *type_default_storage(const model_type *type)
{
    if (type->dimensions)
        return "extended";
    if (type->kind == TYPE_SCALAR)
        return scalars[type->scalar].storage;
    return type->kind == TYPE_ENUM ? "plain" : "";
}

bool scalar_find(str name, scalar_kind *kind)
{
    for (scalar_kind k = 0; k < SCALAR_COUNT; k++) {
        if (str_eq(name, scalar_names[k])) {
            *kind = k;
            return true;
        }
    }
    return false;
}

static bool arguments_equal(const model_type *a, const model_type *b)
{
    if (a->n_arguments != b->n_arguments)
        return false;
    for (uint32_t i = 0; i < a->n_arguments; i++) {
        if (a->arguments[i] != b->arguments[i])
            return false;
    }
    return true;
}

bool model_type_equal(const model_type *a, const model_type *b)
{
    if (a->kind != b->kind || a->dimensions != b->dimensions)
        return false;
    switch (a->kind) {
    case TYPE_SCALAR:
        return a->scalar == b->scalar && arguments_equal(a, b);
    case TYPE_ENUM:
        return str_eq(a->enum_name, b->enum_name);
    case TYPE_NATIVE:
        for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
            if (!str_eq(a->native[id], b->native[id]))
                return false;
        }
        return true;
    }
    return false;
}

/* The text of types.def, whose "()" is replaced by the arguments. */
void type_write_scalar(const model_type *type, dialect_id dialect, writer *out)
{
    str text = str_from(scalar_get(type->scalar)->column[dialect]);
    size_t hole = str_find(text, '(');
    writer_str(out, str_slice(text, 0, hole));
    if (hole == text.len)
        return;
    if (type->n_arguments == 1)
        writer_format(out, "(%u)", (unsigned)type->arguments[0]);
    else if (type->n_arguments == 2)
        writer_format(out, "(%u,%u)", (unsigned)type->arguments[0], (unsigned)type->arguments[1]);
    writer_str(out, str_slice(text, hole + 2, text.len));
}

static void print_scalar(const model_type *type, writer *out)
{
    writer_text(out, scalars[type->scalar].name);
    for (uint32_t i = 0; i < type->n_arguments; i++)
        writer_format(out, "%s%u", i == 0 ? "(" : ",", type->arguments[i]);
    if (type->n_arguments > 0)
        writer_char(out, ')');
}

void type_print_native(const str native[DIALECT_COUNT], writer *out)
{
    writer_text(out, "sql(");
    if (str_eq(native[DIALECT_POSTGRESQL], native[DIALECT_SQLITE])) {
        writer_quoted(out, native[DIALECT_POSTGRESQL]);
    } else {
        const char *separator = "";
        for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
            if (str_is_empty(native[id]))
                continue;
            writer_format(out, "%s%s: ", separator, dialect_names[id]);
            writer_quoted(out, native[id]);
            separator = ", ";
        }
    }
    writer_char(out, ')');
}

/* In backquotes an enum may be called as a scalar type is. */
static void print_enum_name(str name, writer *out)
{
    scalar_kind same;
    if (scalar_find(name, &same))
        print_name_quoted(name, out);
    else
        print_name(name, out);
}

void model_type_print(const model_type *type, writer *out)
{
    switch (type->kind) {
    case TYPE_SCALAR:
        print_scalar(type, out);
        break;
    case TYPE_ENUM:
        print_enum_name(type->enum_name, out);
        break;
    case TYPE_NATIVE:
        type_print_native(type->native, out);
        break;
    }
    for (uint32_t i = 0; i < type->dimensions; i++)
        writer_text(out, "[]");
}

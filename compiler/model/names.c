/* Names in the database: templates, and the cut at the length PostgreSQL allows. */
#include "compiler/model/names.h"

#include "compiler/model/expression.h"

static const char *const built_in[NAMES_KIND_COUNT] = {
    [NAMES_PRIMARY_KEY] = "{table}_pkey",           [NAMES_UNIQUE] = "{table}_{columns}_key",
    [NAMES_FOREIGN_KEY] = "{table}_{columns}_fkey", [NAMES_CHECK] = "{table}_{columns}_check",
    [NAMES_INDEX] = "ix_{table}_{columns}",         [NAMES_EXCLUDE] = "{table}_{columns}_excl",
};

static str template_of(const names_templates *templates, names_kind kind)
{
    if (templates && !str_is_empty(templates->templates[kind]))
        return templates->templates[kind];
    return str_from(built_in[kind]);
}

static void write_columns(writer *out, const str_list *columns)
{
    const char *separator = "";
    VEC_EACH (const str, columns, column) {
        writer_text(out, separator);
        writer_str(out, *column);
        separator = "_";
    }
}

/* Without columns (a check of constants) the hole goes, and the underscore before it. */
static void fill_template(writer *out, str text, str table, const str_list *columns)
{
    for (size_t i = 0; i < text.len;) {
        str rest = str_slice(text, i, text.len);
        if (str_starts_with(rest, STR("{table}"))) {
            writer_str(out, table);
            i += sizeof "{table}" - 1;
        } else if (str_starts_with(rest, STR("_{columns}"))) {
            if (columns->count > 0)
                writer_char(out, '_');
            write_columns(out, columns);
            i += sizeof "_{columns}" - 1;
        } else if (str_starts_with(rest, STR("{columns}"))) {
            write_columns(out, columns);
            i += sizeof "{columns}" - 1;
        } else {
            writer_char(out, text.ptr[i]);
            i++;
        }
    }
}

str names_cut(arena *a, str name)
{
    if (name.len <= NAMES_LIMIT)
        return name;
    enum { HASH_DIGITS = 8 };
    size_t keep = NAMES_LIMIT - HASH_DIGITS - 1;
    /* Never in the middle of a character. */
    while (keep > 0 && ((unsigned char)name.ptr[keep] & 0xC0) == 0x80)
        keep--;
    str hash = str_slice(str_hash_hex(a, name), 0, HASH_DIGITS);
    return str_format(a, "%.*s_%.*s", (int)keep, name.ptr, STR_ARGS(hash));
}

str names_make(arena *a, const names_templates *templates, names_kind kind, str table, const str_list *columns)
{
    writer out = writer_make(a);
    fill_template(&out, template_of(templates, kind), table, columns);
    return names_cut(a, writer_result(&out));
}

names_kind names_kind_of(model_constraint_kind kind)
{
    switch (kind) {
    case CONSTRAINT_PRIMARY_KEY:
        return NAMES_PRIMARY_KEY;
    case CONSTRAINT_UNIQUE:
        return NAMES_UNIQUE;
    case CONSTRAINT_CHECK:
        return NAMES_CHECK;
    case CONSTRAINT_FOREIGN_KEY:
        return NAMES_FOREIGN_KEY;
    case CONSTRAINT_EXCLUDE:
        return NAMES_EXCLUDE;
    }
    return NAMES_CHECK;
}

/* What the columns of a constraint or index are called in the database, each once, in order of appearance. */
typedef struct column_collector {
    arena *memory;
    const model_table *table;
    str_list columns;
    map seen;
} column_collector;

static void collect_name(column_collector *collector, str field)
{
    const model_column *column = model_find_column(collector->table, field);
    str name = column ? column->column : field;
    if (map_has(&collector->seen, name))
        return;
    map_put(collector->memory, &collector->seen, name, collector);
    VEC_PUSH(collector->memory, &collector->columns, name);
}

static void collect_column(void *context, const expression *column)
{
    collect_name(context, column->text);
}

static void collect_keys(column_collector *collector, const model_key_list *keys)
{
    VEC_EACH (const model_key, keys, key)
        expression_columns(key->value, collect_column, collector);
}

str names_of_constraint_in(arena *a, const names_templates *templates, const model_table *table,
                           const model_constraint *constraint)
{
    column_collector collector = {.memory = a, .table = table};
    VEC_EACH (const str, &constraint->columns, field)
        collect_name(&collector, *field);
    if (constraint->check)
        expression_columns(constraint->check, collect_column, &collector);
    collect_keys(&collector, &constraint->keys);
    return names_make(a, templates, names_kind_of(constraint->kind), table->table, &collector.columns);
}

str names_of_index_in(arena *a, const names_templates *templates, const model_table *table, const model_index *index)
{
    column_collector collector = {.memory = a, .table = table};
    collect_keys(&collector, &index->keys);
    return names_make(a, templates, NAMES_INDEX, table->table, &collector.columns);
}

str names_of_constraint(arena *a, const model_table *table, const model_constraint *constraint)
{
    return names_of_constraint_in(a, NULL, table, constraint);
}

str names_of_index(arena *a, const model_table *table, const model_index *index)
{
    return names_of_index_in(a, NULL, table, index);
}

/* Partitions, row security and rows as schema text. */
#include "compiler/model/print_internal.h"

void print_data_row(const model_row *row, writer *out)
{
    const char *separator = "{ ";
    VEC_EACH (const model_cell, &row->cells, cell) {
        writer_text(out, separator);
        print_declared_name(cell->field, out);
        writer_text(out, ": ");
        expression_print(cell->value, out);
        separator = ", ";
    }
    writer_text(out, " }");
}

void print_row_key(const model_row *row, writer *out)
{
    writer_text(out, " key ");
    print_name_list(&row->key, out);
}

static void indent_by(size_t count, const char *text, writer *out)
{
    writer_repeat(out, ' ', count);
    writer_text(out, text);
}

/* The rows that are there for these dialects alone. */
static void print_data_for(const model_table *table, unsigned dialects, size_t indent, writer *out)
{
    indent_by(indent, "", out);
    print_word("data ", table->name, out);
    print_row_key(table->rows.items[0], out);
    writer_text(out, " {\n");
    VEC_EACH (model_row *, &table->rows, row) {
        if ((*row)->dialects != dialects)
            continue;
        indent_by(indent, "    ", out);
        print_data_row(*row, out);
        writer_char(out, '\n');
    }
    indent_by(indent, "}\n", out);
}

static bool has_rows_for(const model_table *table, unsigned dialects)
{
    VEC_EACH (model_row *, &table->rows, row)
        if ((*row)->dialects == dialects)
            return true;
    return false;
}

void print_data(const model_table *table, writer *out)
{
    if (has_rows_for(table, DIALECT_ALL)) {
        writer_text(out, out->len > 0 ? "\n" : "");
        print_data_for(table, DIALECT_ALL, 0, out);
    }
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if (!has_rows_for(table, 1u << id))
            continue;
        writer_text(out, out->len > 0 ? "\n" : "");
        writer_format(out, "for %s {\n", dialect_name(id));
        print_data_for(table, 1u << id, 4, out);
        writer_text(out, "}\n");
    }
}

void print_row_place(const model_row *row, writer *out)
{
    print_row_key(row, out);
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        if (row->dialects == 1u << id)
            writer_format(out, " for %s", dialect_name(id));
}

static bool is_word_of_bounds(str word)
{
    static const char *const words[] = {"from",    "to",        "in",       "with",    "(",
                                        "modulus", "remainder", "minvalue", "maxvalue"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(word, str_from(words[i])))
            return true;
    return false;
}

static size_t word_end(str text, size_t at)
{
    size_t end = at;
    while (end < text.len && text.ptr[end] >= 'a' && text.ptr[end] <= 'z')
        end++;
    return end;
}

/* A bound of whole numbers and the words of SQL stands as it is; any other is a text. */
static bool is_plain_bound(str bound)
{
    for (size_t i = 0; i < bound.len; i++) {
        char c = bound.ptr[i];
        if (c >= 'a' && c <= 'z') {
            size_t end = word_end(bound, i);
            if (!is_word_of_bounds(str_slice(bound, i, end)))
                return false;
            i = end - 1;
        } else if (!(c >= '0' && c <= '9') && c != ' ' && c != '(' && c != ')' && c != ',') {
            return false;
        }
    }
    return true;
}

void print_partition(const model_partition *partition, writer *out)
{
    print_word("partition ", partition->name, out);
    if (str_eq(partition->bound, STR("default"))) {
        writer_text(out, " default");
        return;
    }
    writer_text(out, " for values ");
    if (is_plain_bound(partition->bound))
        writer_str(out, partition->bound);
    else
        writer_quoted(out, partition->bound);
}

void print_partition_by(const model_table *table, writer *out)
{
    writer_format(out, "partition by %.*s ", STR_ARGS(table->partition_by));
    print_keys(&table->partition_keys, out);
}

void print_row_security(const model_table *table, writer *out)
{
    writer_text(out, table->row_security ? " row security" : "");
    writer_text(out, table->force_row_security ? " force row security" : "");
}

bool print_has_table_items(const model_table *table)
{
    return table->partition_by.len || table->partitions.count || table->row_security || table->force_row_security;
}

void print_table_items(const model_table *table, print_begin *begin, void *context, writer *out)
{
    if (table->partition_by.len) {
        begin(context);
        print_partition_by(table, out);
        writer_char(out, '\n');
    }
    VEC_EACH (model_partition *, &table->partitions, partition) {
        begin(context);
        print_partition(*partition, out);
        writer_char(out, '\n');
    }
    if (table->row_security) {
        begin(context);
        writer_text(out, "row security\n");
    }
    if (table->force_row_security) {
        begin(context);
        writer_text(out, "force row security\n");
    }
}

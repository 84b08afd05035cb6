/* The expanded form of fields: what `schemac expand` shows. Relations are `ref` and `many` again, and what only C knows
 * is kept. */
#include "compiler/model/print_internal.h"

#include "compiler/model/names.h"

typedef struct field_printer {
    arena *scratch;
    const model_table *table;
    const print_folded *folded;
    unsigned dialects;
    size_t indent;
    print_names names;
    size_t width;
    map relations;    /* TO_ONE, by name -> model_relation * */
    map foreign_keys; /* by name -> model_constraint * */
    map printed;      /* relations that are done */
    writer *out;
} field_printer;

/* --- what an attribute says --- */

static str_list key_columns(arena *scratch, const model_index *index)
{
    str_list columns = {0};
    VEC_EACH (const model_key, &index->keys, key) {
        if (key->value->kind != EXPRESSION_COLUMN || key->descending || key->nulls_said ||
            !str_is_empty(key->collation) || !str_is_empty(key->opclass))
            return (str_list){0};
        VEC_PUSH(scratch, &columns, key->value->text);
    }
    return columns;
}

static bool is_simple_index(const model_index *index)
{
    return !index->unique && !index->where && index->include.count == 0 && index->with.count == 0 &&
           str_is_empty(index->method) && !index->concurrently && !index->nulls_not_distinct &&
           str_is_empty(index->doc);
}

static str join_names(arena *scratch, const str_list *names)
{
    writer text = writer_make(scratch);
    VEC_EACH (const str, names, name) {
        writer_str(&text, *name);
        writer_char(&text, '\n');
    }
    return writer_result(&text);
}

/* From the columns of each field that can carry an attribute to the field's name. */
static map fields_by_columns(arena *scratch, const model_table *table)
{
    map fields = {0};
    VEC_EACH (model_column *, &table->columns, column) {
        str_list one = {.items = &(*column)->name, .count = 1, .capacity = 1};
        map_put(scratch, &fields, join_names(scratch, &one), *column);
    }
    return fields;
}

static void fold_indexes(arena *scratch, const model_table *table, print_folded *folded)
{
    map fields = fields_by_columns(scratch, table);
    VEC_EACH (model_index *, &table->indexes, it) {
        model_index *index = *it;
        if (!is_simple_index(index) || print_index_is_named(scratch, table, index))
            continue;
        str_list columns = key_columns(scratch, index);
        const model_column *column = columns.count == 1 ? map_get(&fields, join_names(scratch, &columns)) : NULL;
        if (!column || column->dialects != index->dialects || map_has(&folded->indexes, column->name))
            continue;
        map_put(scratch, &folded->indexes, column->name, index);
        map_put(scratch, &folded->index_names, index->name, index);
    }
}

/* A unique over all columns of a relation of several columns is said by the relation. */
static void fold_relation_uniques(arena *scratch, const model_table *table, print_folded *folded)
{
    map uniques = {0};
    VEC_EACH (model_constraint *, &table->constraints, constraint) {
        if ((*constraint)->kind == CONSTRAINT_UNIQUE)
            map_put(scratch, &uniques, join_names(scratch, &(*constraint)->columns), *constraint);
    }
    VEC_EACH (model_relation *, &table->relations, relation) {
        if ((*relation)->kind != RELATION_TO_ONE || (*relation)->columns.count < 2)
            continue;
        model_constraint *unique = map_get(&uniques, join_names(scratch, &(*relation)->columns));
        if (!unique || !str_list_equal(&unique->columns, &(*relation)->columns) || unique->include.count > 0 ||
            unique->nulls_not_distinct || unique->conflict.len || unique->keys.count ||
            unique->dialects != (*relation)->dialects || print_constraint_is_named(scratch, table, unique))
            continue;
        map_put(scratch, &folded->uniques, (*relation)->name, unique);
        map_put(scratch, &folded->constraints, unique->name, unique);
    }
}

void print_expanded_fold(arena *a, const model_table *table, print_folded *folded)
{
    fold_indexes(a, table, folded);
    fold_relation_uniques(a, table, folded);
    VEC_EACH (model_relation *, &table->relations, relation) {
        if ((*relation)->kind == RELATION_TO_ONE)
            map_put(a, &folded->constraints, (*relation)->constraint, *relation);
    }
}

/* --- attributes --- */

static void print_value(const char *word, const expression *value, writer *out)
{
    if (!value)
        return;
    writer_text(out, word);
    expression_print(value, out);
}

static void print_title(str title, writer *out)
{
    if (str_is_empty(title))
        return;
    writer_text(out, " title ");
    writer_quoted(out, title);
}

static void print_folded_attributes(const field_printer *printer, str field)
{
    if (map_has(&printer->folded->primary_keys, field))
        writer_text(printer->out, " primary key");
    if (map_has(&printer->folded->uniques, field))
        writer_text(printer->out, " unique");
    if (map_has(&printer->folded->indexes, field))
        writer_text(printer->out, " index");
}

static void print_program_facts(const model_column *column, writer *out)
{
    print_value(" init ", column->init_value, out);
    print_value(" on update ", column->on_update, out);
    if (column->version)
        writer_text(out, " version");
    print_title(column->title, out);
    if (column->secret)
        writer_text(out, " secret");
    print_word(" was ", column->was, out);
    if (column->using_value) {
        print_value(" using (", column->using_value, out);
        writer_char(out, ')');
    }
}

/* --- fields --- */

static void begin_field(field_printer *printer, str doc, str name)
{
    writer_repeat(printer->out, ' ', printer->indent);
    print_doc(doc, printer->indent, printer->out);
    print_field_name(name, printer->width, printer->out);
}

static void print_plain(field_printer *printer, const model_column *column)
{
    begin_field(printer, column->doc, column->name);
    print_column_type(column, printer->out);
    print_folded_attributes(printer, column->name);
    print_column_facts(column, printer->out);
    print_program_facts(column, printer->out);
    writer_char(printer->out, '\n');
}

static void print_relation_key(field_printer *printer, const model_relation *relation, const model_column *column)
{
    writer *out = printer->out;
    print_word("ref ", relation->target, out);
    if (relation->nullable)
        writer_char(out, '?');
    if (relation->target_said) {
        writer_char(out, ' ');
        print_name_list(&relation->target_columns, out);
    }
    if (relation->columns.count == 1) {
        print_folded_attributes(printer, column->name);
        print_column_facts(column, out);
    } else {
        print_folded_attributes(printer, relation->name);
    }
}

static void print_relation(field_printer *printer, const model_relation *relation, const model_column *column)
{
    const model_constraint *key = map_get(&printer->foreign_keys, relation->constraint);
    writer *out = printer->out;
    begin_field(printer, relation->doc, relation->name);
    print_relation_key(printer, relation, column);
    print_word(" back ", relation->back, out);
    if (key) {
        print_foreign_key_options(key, out);
        if (print_constraint_is_named(printer->scratch, printer->table, key))
            print_word(" named ", key->name, out);
    }
    if (relation->columns.count == 1)
        print_program_facts(column, out);
    writer_char(out, '\n');
}

static void print_many(field_printer *printer, const model_relation *relation)
{
    begin_field(printer, relation->doc, relation->name);
    print_word("many ", relation->target, printer->out);
    print_word(" through ", relation->through_written, printer->out);
    print_word(" back ", relation->back, printer->out);
    writer_char(printer->out, '\n');
}

static bool is_written_many(const field_printer *printer, const model_relation *relation)
{
    return relation->kind == RELATION_MANY_TO_MANY && !relation->mirrored && relation->dialects == printer->dialects;
}

static void widen(field_printer *printer, str name)
{
    print_names_add(&printer->names, print_name_width(printer->scratch, name));
}

static void measure(field_printer *printer)
{
    VEC_EACH (model_constraint *, &printer->table->constraints, constraint) {
        if ((*constraint)->kind == CONSTRAINT_FOREIGN_KEY)
            map_put(printer->scratch, &printer->foreign_keys, (*constraint)->name, *constraint);
    }
    VEC_EACH (model_column *, &printer->table->columns, column) {
        if ((*column)->dialects == printer->dialects)
            widen(printer, str_is_empty((*column)->relation) ? (*column)->name : (*column)->relation);
    }
    VEC_EACH (model_relation *, &printer->table->relations, relation) {
        if ((*relation)->kind == RELATION_TO_ONE)
            map_put(printer->scratch, &printer->relations, (*relation)->name, *relation);
        if (is_written_many(printer, *relation))
            widen(printer, (*relation)->name);
    }
    printer->width = print_names_column(&printer->names);
}

static void print_field(field_printer *printer, const model_column *column)
{
    model_relation *relation = map_get(&printer->relations, column->relation);
    if (!relation) {
        print_plain(printer, column);
        return;
    }
    if (map_put(printer->scratch, &printer->printed, relation->name, relation) == NULL)
        print_relation(printer, relation, column);
}

void print_expanded_fields(arena *a, const model_table *table, unsigned dialects, const print_folded *folded,
                           size_t indent, writer *out)
{
    field_printer printer = {
        .scratch = a, .table = table, .folded = folded, .dialects = dialects, .indent = indent, .out = out};
    measure(&printer);
    VEC_EACH (model_column *, &table->columns, column) {
        if ((*column)->dialects == dialects)
            print_field(&printer, *column);
    }
    VEC_EACH (model_relation *, &table->relations, relation) {
        if (is_written_many(&printer, *relation))
            print_many(&printer, *relation);
    }
}

/* Models and whole schemas as text. The flat form says what a database knows: columns with their type, null and
 * default; a key or unique of one column under its built-in name stands as an attribute, all else as items. What is
 * there for one dialect only stands in a `for` block at the end of the model. */
#include "compiler/model/print_internal.h"

#include "compiler/model/names.h"
#include "compiler/model/object.h"

typedef struct table_printer {
    arena *scratch;
    const model_table *table;
    print_form form;
    size_t indent; /* of the elements */
    size_t width;  /* of the names of fields, with colon and spaces */
    print_folded folded;
    size_t body;        /* where the elements begin in the text */
    bool fields_before; /* the last element was a field: an unnamed check would be taken for its attribute */
    writer *out;
} table_printer;

/* --- what an attribute says --- */

static bool is_simple(const model_constraint *constraint)
{
    return constraint->columns.count == 1 && constraint->include.count == 0 && !constraint->nulls_not_distinct &&
           !constraint->conflict.len && !constraint->keys.count;
}

static void fold_constraints(table_printer *printer)
{
    const model_table *table = printer->table;
    VEC_EACH (model_constraint *, &table->constraints, it) {
        model_constraint *constraint = *it;
        bool primary_key = constraint->kind == CONSTRAINT_PRIMARY_KEY;
        if ((!primary_key && constraint->kind != CONSTRAINT_UNIQUE) || !is_simple(constraint))
            continue;
        str field = constraint->columns.items[0];
        map *attributes = primary_key ? &printer->folded.primary_keys : &printer->folded.uniques;
        const model_column *column = model_find_column(table, field);
        if (!column || column->dialects != constraint->dialects || map_has(attributes, field) ||
            print_constraint_is_named(printer->scratch, table, constraint))
            continue;
        map_put(printer->scratch, attributes, field, constraint);
        map_put(printer->scratch, &printer->folded.constraints, constraint->name, constraint);
    }
}

/* --- elements --- */

static void begin_line(table_printer *printer)
{
    writer_repeat(printer->out, ' ', printer->indent);
}

static void print_flat_column(table_printer *printer, const model_column *column)
{
    writer *out = printer->out;
    begin_line(printer);
    print_doc(column->doc, printer->indent, out);
    print_field_name(column->name, printer->width, out);
    print_column_type(column, out);
    if (map_has(&printer->folded.primary_keys, column->name))
        writer_text(out, " primary key");
    if (map_has(&printer->folded.uniques, column->name))
        writer_text(out, " unique");
    print_column_facts(column, out);
    writer_char(out, '\n');
}

static size_t type_column(const table_printer *printer, unsigned dialects)
{
    print_names names = {0};
    VEC_EACH (model_column *, &printer->table->columns, column) {
        if ((*column)->dialects == dialects)
            print_names_add(&names, print_name_width(printer->scratch, (*column)->name));
    }
    return print_names_column(&names);
}

static void print_fields(table_printer *printer, unsigned dialects)
{
    if (printer->form == PRINT_EXPANDED) {
        size_t before = printer->out->len;
        print_expanded_fields(printer->scratch, printer->table, dialects, &printer->folded, printer->indent,
                              printer->out);
        printer->fields_before = printer->out->len > before;
        return;
    }
    printer->width = type_column(printer, dialects);
    VEC_EACH (model_column *, &printer->table->columns, column) {
        if ((*column)->dialects != dialects)
            continue;
        print_flat_column(printer, *column);
        printer->fields_before = true;
    }
}

static void begin_item(table_printer *printer)
{
    if (printer->fields_before)
        writer_char(printer->out, '\n');
    begin_line(printer);
}

static void begin_table_item(void *printer)
{
    begin_item(printer);
    ((table_printer *)printer)->fields_before = false;
}

static void print_one_constraint(table_printer *printer, const model_constraint *constraint)
{
    bool check = constraint->kind == CONSTRAINT_CHECK;
    bool must_be_named =
        check && printer->fields_before && !print_constraint_is_named(printer->scratch, printer->table, constraint);
    begin_item(printer);
    if (must_be_named) {
        print_word("check ", constraint->name, printer->out);
        writer_text(printer->out, " (");
        expression_print(constraint->check, printer->out);
        writer_text(printer->out, constraint->not_valid ? ") not valid" : ")");
    } else {
        print_constraint_item(printer->table, constraint, printer->out);
    }
    writer_char(printer->out, '\n');
    printer->fields_before = false;
}

static void print_items(table_printer *printer, unsigned dialects)
{
    const model_table *table = printer->table;
    VEC_EACH (model_constraint *, &table->constraints, it) {
        const model_constraint *constraint = *it;
        if (constraint->dialects == dialects && !map_has(&printer->folded.constraints, constraint->name))
            print_one_constraint(printer, constraint);
    }
    VEC_EACH (model_index *, &table->indexes, it) {
        const model_index *index = *it;
        if (index->dialects != dialects || map_has(&printer->folded.index_names, index->name))
            continue;
        begin_item(printer);
        print_doc(index->doc, printer->indent, printer->out);
        print_index_item(table, index, printer->out);
        writer_char(printer->out, '\n');
        printer->fields_before = false;
    }
}

static void print_elements(table_printer *printer, unsigned dialects)
{
    printer->fields_before = false;
    print_fields(printer, dialects);
    print_items(printer, dialects);
    if (dialects == DIALECT_BIT_POSTGRESQL)
        print_table_items(printer->table, begin_table_item, printer, printer->out);
}

static void print_flag_item(table_printer *printer, bool is_set, const char *line)
{
    if (!is_set)
        return;
    begin_item(printer);
    writer_text(printer->out, line);
    printer->fields_before = false;
}

static void print_options_items(table_printer *printer)
{
    const model_table *table = printer->table;
    if (table->storage.count > 0) {
        begin_item(printer);
        writer_text(printer->out, "storage ");
        print_options(&table->storage, printer->out);
        writer_char(printer->out, '\n');
        printer->fields_before = false;
    }
    print_flag_item(printer, table->unlogged, "unlogged\n");
    print_flag_item(printer, table->strict, "strict\n");
    print_flag_item(printer, table->without_rowid, "without rowid\n");
}

static bool has_elements_for(const table_printer *printer, unsigned dialects)
{
    const model_table *table = printer->table;
    if (dialects == DIALECT_BIT_POSTGRESQL && print_has_table_items(table))
        return true;
    VEC_EACH (model_column *, &table->columns, column) {
        if ((*column)->dialects == dialects)
            return true;
    }
    VEC_EACH (model_constraint *, &table->constraints, constraint) {
        if ((*constraint)->dialects == dialects)
            return true;
    }
    VEC_EACH (model_index *, &table->indexes, index) {
        if ((*index)->dialects == dialects)
            return true;
    }
    VEC_EACH (model_relation *, &table->relations, relation) {
        if (printer->form == PRINT_EXPANDED && (*relation)->dialects == dialects &&
            (*relation)->kind == RELATION_MANY_TO_MANY && !(*relation)->mirrored)
            return true;
    }
    return false;
}

/* The elements of one dialect, in a block of their own; nothing where there are none. */
static void print_dialect_block(table_printer *printer, dialect_id dialect)
{
    writer *out = printer->out;
    if (!has_elements_for(printer, 1u << dialect))
        return;
    if (out->len > printer->body)
        writer_char(out, '\n');
    begin_line(printer);
    writer_format(out, "for %s {\n", dialect_name(dialect));
    printer->indent += 4;
    print_elements(printer, 1u << dialect);
    printer->indent -= 4;
    begin_line(printer);
    writer_text(out, "}\n");
}

static void print_dropped(table_printer *printer)
{
    if (printer->form != PRINT_EXPANDED)
        return;
    VEC_EACH (const str, &printer->table->dropped, name) {
        begin_item(printer);
        print_word("drop ", *name, printer->out);
        writer_char(printer->out, '\n');
        printer->fields_before = false;
    }
}

static void print_head(const model_table *table, print_form form, writer *out)
{
    print_word("model ", table->name, out);
    if (!str_eq(table->table, str_snake_case(out->memory, table->name)))
        print_word(" table ", table->table, out);
    print_word(" in ", table->schema, out);
    if (table->unmanaged)
        writer_text(out, " unmanaged");
    if (form == PRINT_EXPANDED && table->no_code)
        writer_text(out, " no code");
    if (form == PRINT_EXPANDED)
        print_word(" was ", table->was, out);
    writer_text(out, " {\n");
}

void print_table(const model_table *table, print_form form, size_t indent, writer *out)
{
    table_printer printer = {.scratch = out->memory, .table = table, .form = form, .indent = indent + 4, .out = out};
    fold_constraints(&printer);
    if (form == PRINT_EXPANDED)
        print_expanded_fold(out->memory, table, &printer.folded);
    print_head(table, form, out);
    printer.body = out->len;
    print_elements(&printer, table->dialects);
    print_options_items(&printer);
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if (table->dialects != 1u << id)
            print_dialect_block(&printer, id);
    }
    print_dropped(&printer);
    writer_repeat(out, ' ', indent);
    writer_char(out, '}');
}

/* --- schemas --- */

/* Declarations for one dialect stand in a `for` of their own. Returns the indent of what stands inside. */
static size_t open_declaration(unsigned dialects, writer *out)
{
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if (dialects == 1u << id) {
            writer_format(out, "for %s {\n    ", dialect_name(id));
            return 4;
        }
    }
    return 0;
}

static void close_declaration(size_t indent, writer *out)
{
    writer_text(out, indent > 0 ? "\n}\n" : "\n");
}

static void separate(writer *out)
{
    if (out->len > 0)
        writer_char(out, '\n');
}

static void print_drops(const char *word, const str_list *names, writer *out)
{
    VEC_EACH (const str, names, name) {
        separate(out);
        print_word(word, *name, out);
        writer_char(out, '\n');
    }
}

/* What tables stand on comes before them, the rest behind. */
static void print_objects(const model_schema *schema, print_form form, bool before_tables, writer *out)
{
    MAP_EACH (&schema->objects, entry) {
        const model_object *object = entry->value;
        if ((object->kind <= OBJECT_SEQUENCE) != before_tables)
            continue;
        separate(out);
        size_t indent = open_declaration(object->dialects, out);
        print_doc(object->doc, indent, out);
        print_object(object, form, indent, out);
        close_declaration(indent, out);
    }
}

static void print_dropped_objects(const model_schema *schema, writer *out)
{
    MAP_EACH (&schema->dropped_objects, entry) {
        size_t end = str_find(entry->key, '\x1f');
        separate(out);
        writer_format(out, "drop %.*s", (int)end, entry->key.ptr);
        print_word(" ", str_slice(entry->key, end + 1, entry->key.len), out);
        writer_char(out, '\n');
    }
}

void print_schema(const model_schema *schema, print_form form, writer *out)
{
    if (form == PRINT_EXPANDED && !str_is_empty(schema->package)) {
        print_word("package ", schema->package, out);
        writer_char(out, '\n');
    }
    print_objects(schema, form, true, out);
    MAP_EACH (&schema->enums, entry) {
        const model_enum *item = entry->value;
        separate(out);
        size_t indent = open_declaration(item->dialects, out);
        if (form == PRINT_EXPANDED)
            print_doc(item->doc, indent, out);
        print_enum_form(item, form, indent, out);
        close_declaration(indent, out);
    }
    MAP_EACH (&schema->tables, entry) {
        const model_table *table = entry->value;
        if (form == PRINT_EXPANDED && table->synthetic)
            continue; /* `many … through` says it */
        separate(out);
        size_t indent = open_declaration(table->dialects, out);
        print_doc(table->doc, indent, out);
        print_table(table, form, indent, out);
        close_declaration(indent, out);
    }
    MAP_EACH (&schema->tables, entry)
        print_data(entry->value, out);
    print_objects(schema, form, false, out);
    if (form == PRINT_EXPANDED) {
        print_drops("drop model ", &schema->dropped_models, out);
        print_drops("drop enum ", &schema->dropped_enums, out);
        print_dropped_objects(schema, out);
    }
}

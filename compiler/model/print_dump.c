/* `dump --stage model`: every member of every structure that says something, one a line. */
#include "compiler/model/object.h"
#include "compiler/model/print_internal.h"

enum { DUMP_STEP = 2 };

typedef struct dumper {
    writer *out;
    size_t indent;
} dumper;

/* --- members --- */

static void dump_begin(const dumper *d, const char *name)
{
    writer_repeat(d->out, ' ', d->indent);
    writer_text(d->out, name);
}

static void dump_text(const dumper *d, const char *name, str value)
{
    if (str_is_empty(value))
        return;
    dump_begin(d, name);
    writer_char(d->out, ' ');
    writer_quoted(d->out, value);
    writer_char(d->out, '\n');
}

static void dump_flag(const dumper *d, const char *name, bool value)
{
    if (!value)
        return;
    dump_begin(d, name);
    writer_char(d->out, '\n');
}

static void dump_word(const dumper *d, const char *name, const char *value)
{
    dump_begin(d, name);
    writer_format(d->out, " %s\n", value);
}

static void dump_expression(const dumper *d, const char *name, const expression *value)
{
    if (!value)
        return;
    dump_begin(d, name);
    writer_char(d->out, ' ');
    expression_print(value, d->out);
    writer_char(d->out, '\n');
}

static void dump_names(const dumper *d, const char *name, const str_list *names)
{
    if (names->count == 0)
        return;
    dump_begin(d, name);
    writer_char(d->out, ' ');
    print_name_list(names, d->out);
    writer_char(d->out, '\n');
}

static void dump_options(const dumper *d, const char *name, const model_option_list *options)
{
    if (options->count == 0)
        return;
    dump_begin(d, name);
    writer_char(d->out, ' ');
    print_options(options, d->out);
    writer_char(d->out, '\n');
}

static void dump_dialects(const dumper *d, unsigned dialects)
{
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if (dialects == 1u << id)
            dump_word(d, "for", dialect_name(id));
    }
}

/* The line of a structure; its members follow with more indent. */
static void dump_open(dumper *d, const char *kind, str name)
{
    dump_begin(d, kind);
    writer_char(d->out, ' ');
    writer_quoted(d->out, name);
    writer_char(d->out, '\n');
    d->indent += DUMP_STEP;
}

static void dump_close(dumper *d)
{
    d->indent -= DUMP_STEP;
}

/* --- structures --- */

static void dump_enum(dumper *d, const model_enum *item)
{
    static const char *const storages[] = {"type", "text", "smallint"};
    dump_open(d, "enum", item->name);
    dump_text(d, "type_name", item->type_name);
    dump_text(d, "schema", item->schema);
    dump_word(d, "storage", storages[item->storage]);
    dump_dialects(d, item->dialects);
    dump_text(d, "was", item->was);
    dump_text(d, "doc", item->doc);
    dump_flag(d, "drop_meant", item->drop_meant);
    VEC_EACH (const model_member, &item->members, member) {
        dump_open(d, "member", member->name);
        dump_text(d, "label", member->label);
        dump_text(d, "title", member->title);
        dump_text(d, "was", member->was);
        dump_text(d, "doc", member->doc);
        dump_flag(d, "retired", member->retired);
        dump_text(d, "fallback", member->fallback);
        dump_close(d);
    }
    dump_close(d);
}

static void dump_type(const dumper *d, const model_column *column)
{
    dump_begin(d, "type ");
    print_column_type(column, d->out);
    writer_char(d->out, '\n');
}

static void dump_identity(const dumper *d, const model_column *column)
{
    if (column->identity == IDENTITY_NONE)
        return;
    dump_word(d, "identity", column->identity == IDENTITY_ALWAYS ? "always" : "by default");
    dump_options(d, "identity_options", &column->identity_options);
}

static void dump_column(dumper *d, const model_column *column)
{
    dump_open(d, "column", column->name);
    dump_text(d, "column", column->column);
    dump_type(d, column);
    dump_expression(d, "default", column->default_value);
    dump_identity(d, column);
    if (column->generated != GENERATED_NONE)
        dump_word(d, "generated", column->generated == GENERATED_STORED ? "stored" : "virtual");
    dump_expression(d, "generated_as", column->generated_as);
    dump_text(d, "collation", column->collation);
    dump_text(d, "storage", column->storage);
    dump_text(d, "compression", column->compression);
    dump_text(d, "conflict", column->conflict);
    dump_expression(d, "using", column->using_value);
    dump_text(d, "was", column->was);
    dump_text(d, "doc", column->doc);
    dump_dialects(d, column->dialects);
    dump_expression(d, "init", column->init_value);
    dump_expression(d, "on_update", column->on_update);
    dump_text(d, "title", column->title);
    dump_flag(d, "secret", column->secret);
    dump_flag(d, "version", column->version);
    dump_text(d, "relation", column->relation);
    dump_close(d);
}

static void dump_keys(dumper *d, const model_key_list *keys)
{
    VEC_EACH (const model_key, keys, key) {
        dump_expression(d, "key", key->value);
        d->indent += DUMP_STEP;
        dump_text(d, "collation", key->collation);
        dump_text(d, "opclass", key->opclass);
        dump_text(d, "with", key->with_operator);
        dump_flag(d, "descending", key->descending);
        if (key->nulls_said)
            dump_word(d, "nulls", key->nulls_first ? "first" : "last");
        d->indent -= DUMP_STEP;
    }
}

static void dump_foreign_key(dumper *d, const model_constraint *constraint)
{
    dump_text(d, "target", constraint->target);
    dump_names(d, "target_columns", &constraint->target_columns);
    dump_word(d, "on_delete", print_action_name(constraint->on_delete));
    dump_word(d, "on_update", print_action_name(constraint->on_update));
    dump_flag(d, "deferrable", constraint->deferrable);
    dump_flag(d, "initially_deferred", constraint->initially_deferred);
}

static void dump_constraint(dumper *d, const model_constraint *constraint)
{
    static const char *const kinds[] = {"primary_key", "unique", "check", "foreign_key", "exclude"};
    dump_open(d, kinds[constraint->kind], constraint->name);
    dump_names(d, "columns", &constraint->columns);
    dump_expression(d, "check", constraint->check);
    if (constraint->kind == CONSTRAINT_FOREIGN_KEY)
        dump_foreign_key(d, constraint);
    dump_flag(d, "not_valid", constraint->not_valid);
    dump_flag(d, "nulls_not_distinct", constraint->nulls_not_distinct);
    dump_text(d, "conflict", constraint->conflict);
    dump_names(d, "include", &constraint->include);
    dump_text(d, "method", constraint->method);
    dump_keys(d, &constraint->keys);
    dump_expression(d, "where", constraint->where);
    dump_dialects(d, constraint->dialects);
    dump_close(d);
}

static void dump_index(dumper *d, const model_index *index)
{
    dump_open(d, "index", index->name);
    dump_flag(d, "unique", index->unique);
    dump_text(d, "method", index->method);
    dump_keys(d, &index->keys);
    dump_names(d, "include", &index->include);
    dump_expression(d, "where", index->where);
    dump_options(d, "with", &index->with);
    dump_flag(d, "concurrently", index->concurrently);
    dump_flag(d, "nulls_not_distinct", index->nulls_not_distinct);
    dump_text(d, "doc", index->doc);
    dump_dialects(d, index->dialects);
    dump_close(d);
}

static void dump_relation(dumper *d, const model_relation *relation)
{
    static const char *const kinds[] = {"to_one", "back_one", "back_many", "many_to_many"};
    dump_open(d, "relation", relation->name);
    dump_word(d, "kind", kinds[relation->kind]);
    dump_text(d, "target", relation->target);
    dump_names(d, "columns", &relation->columns);
    dump_names(d, "target_columns", &relation->target_columns);
    dump_flag(d, "target_said", relation->target_said);
    dump_text(d, "through", relation->through);
    dump_text(d, "through_written", relation->through_written);
    dump_names(d, "through_columns", &relation->through_columns);
    dump_names(d, "through_target_columns", &relation->through_target_columns);
    dump_text(d, "back", relation->back);
    dump_text(d, "constraint", relation->constraint);
    dump_flag(d, "nullable", relation->nullable);
    dump_flag(d, "mirrored", relation->mirrored);
    dump_text(d, "doc", relation->doc);
    dump_dialects(d, relation->dialects);
    dump_close(d);
}

static void dump_table_frame(dumper *d, const model_table *table)
{
    dump_text(d, "table", table->table);
    dump_text(d, "schema", table->schema);
    dump_text(d, "doc", table->doc);
    dump_text(d, "was", table->was);
    dump_flag(d, "unmanaged", table->unmanaged);
    dump_flag(d, "no_code", table->no_code);
    dump_flag(d, "synthetic", table->synthetic);
    dump_flag(d, "unlogged", table->unlogged);
    dump_flag(d, "strict", table->strict);
    dump_flag(d, "without_rowid", table->without_rowid);
    dump_flag(d, "drop_meant", table->drop_meant);
    dump_options(d, "storage", &table->storage);
    dump_text(d, "partition_by", table->partition_by);
    dump_keys(d, &table->partition_keys);
    dump_flag(d, "row_security", table->row_security);
    dump_flag(d, "force_row_security", table->force_row_security);
    dump_names(d, "dropped", &table->dropped);
    dump_dialects(d, table->dialects);
}

static void dump_table(dumper *d, const model_table *table)
{
    dump_open(d, "model", table->name);
    dump_table_frame(d, table);
    VEC_EACH (model_column *, &table->columns, column)
        dump_column(d, *column);
    VEC_EACH (model_constraint *, &table->constraints, constraint)
        dump_constraint(d, *constraint);
    VEC_EACH (model_index *, &table->indexes, index)
        dump_index(d, *index);
    VEC_EACH (model_relation *, &table->relations, relation)
        dump_relation(d, *relation);
    VEC_EACH (model_partition *, &table->partitions, partition)
        dump_text(d, str_format(d->out->memory, "partition %.*s", STR_ARGS((*partition)->name)).ptr,
                  (*partition)->bound);
    VEC_EACH (model_row *, &table->rows, row) {
        dump_begin(d, "row ");
        print_data_row(*row, d->out);
        print_row_place(*row, d->out);
        writer_char(d->out, '\n');
    }
    dump_close(d);
}

static void dump_object(dumper *d, const model_object *object)
{
    dump_open(d, model_object_info(object->kind)->word, object->name);
    dump_text(d, "database", object->database);
    dump_text(d, "schema", object->schema);
    dump_flag(d, "materialized", object->materialized);
    dump_text(d, "columns_from", object->columns_from);
    dump_names(d, "after", &object->after);
    dump_options(d, "options", &object->options);
    dump_text(d, "body", object->body);
    dump_flag(d, "has_down", object->has_down);
    dump_text(d, "down", object->down);
    dump_text(d, "doc", object->doc);
    dump_text(d, "was", object->was);
    dump_dialects(d, object->dialects);
    dump_close(d);
}

static void dump_dropped_objects(const dumper *d, const model_schema *schema)
{
    MAP_EACH (&schema->dropped_objects, entry) {
        str name = str_copy(d->out->memory, entry->key);
        ((char *)name.ptr)[str_find(name, '\x1f')] = ' ';
        dump_text(d, "dropped", name);
    }
}

void print_dump(const model_schema *schema, writer *out)
{
    dumper d = {.out = out};
    dump_text(&d, "package", schema->package);
    MAP_EACH (&schema->enums, entry)
        dump_enum(&d, entry->value);
    MAP_EACH (&schema->tables, entry)
        dump_table(&d, entry->value);
    MAP_EACH (&schema->objects, entry)
        dump_object(&d, entry->value);
    dump_names(&d, "dropped_models", &schema->dropped_models);
    dump_names(&d, "dropped_enums", &schema->dropped_enums);
    dump_dropped_objects(&d, schema);
}

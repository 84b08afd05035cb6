/* Schemas, extensions, enums, tables and views, and sequences. */
#include "compiler/inspect/postgresql.h"
#include "compiler/model/object_text.h"
#include "compiler/sql/quote.h"

/* --- schemas and extensions; names of what columns and indexes mention --- */

static void add_named(pg_reader *r, map *names, const schemac_text_rows *rows, size_t i)
{
    pg_named *named = ARENA_NEW(r->memory, pg_named);
    named->name = pg_text(r, rows, i, 2);
    named->schema = pg_text(r, rows, i, 3);
    named->visible = pg_is_true(rows, i, 4);
    named->is_default = pg_is_true(rows, i, 5);
    map_put(r->memory, names, pg_text(r, rows, i, 1), named);
}

static void add_schema(pg_reader *r, str oid, str name)
{
    pg_take(r, PG_CATALOG_pg_namespace, oid);
    if (!pg_is_wanted_schema(r, name)) {
        pg_left_out(r, "schema", STR(""), name);
        return;
    }
    if (str_eq(name, STR("public")))
        return;
    model_object *object = pg_add_object(r, OBJECT_SCHEMA, "pg_namespace", oid, name);
    object->name = object->database = name;
    pg_set_doc(r, "pg_namespace", oid, &object->doc);
}

void pg_read_schemas(pg_reader *r)
{
    const schemac_text_rows *rows = pg_query(r, PG_SCHEMAS);
    for (size_t i = 0; rows && i < rows->n_rows; i++) {
        const char *what = schemac_text_rows_get(rows, i, 0);
        if (what[0] == 's') {
            add_schema(r, pg_text(r, rows, i, 1), pg_text(r, rows, i, 2));
        } else if (what[0] == 'e') {
            str oid = pg_text(r, rows, i, 1), name = pg_text(r, rows, i, 2);
            pg_take(r, PG_CATALOG_pg_extension, oid);
            model_object *object = pg_add_object(r, OBJECT_EXTENSION, "pg_extension", oid, name);
            object->name = object->database = name;
            object->schema = pg_model_schema(pg_text(r, rows, i, 3));
            /* The comment that it comes with is not ours. */
            object->doc = pg_text(r, rows, i, 4);
            pg_set_doc(r, "pg_extension", oid, &object->doc);
        } else {
            add_named(r, what[0] == 'c' ? &r->collations : &r->opclasses, rows, i);
        }
    }
}

/* --- enums --- */

static model_enum *add_enum(pg_reader *r, const schemac_text_rows *rows, size_t i)
{
    str oid = pg_text(r, rows, i, 0), schema = pg_text(r, rows, i, 1), name = pg_text(r, rows, i, 2);
    pg_take(r, PG_CATALOG_pg_type, oid);
    if (!pg_is_wanted_schema(r, schema)) {
        pg_left_out(r, "enum", schema, name);
        return NULL;
    }
    model_enum *item = ARENA_NEW(r->memory, model_enum);
    item->name = pg_claim(r, name, str_format(r->memory, "%.*s_%.*s", STR_ARGS(schema), STR_ARGS(name)));
    item->type_name = name;
    item->schema = pg_model_schema(schema);
    item->dialects = DIALECT_ALL;
    map_put(r->memory, &r->schema->enums, item->name, item);
    map_put(r->memory, &r->enums, oid, item);
    map_put(r->memory, &r->enums, pg_text(r, rows, i, 3), item);
    map_put(r->memory, &r->arrays, pg_text(r, rows, i, 3), item);
    pg_set_handle(r, "pg_type", oid, item->name);
    pg_set_doc(r, "pg_type", oid, &item->doc);
    return item;
}

/* One without labels: a model has none. */
static void carry_enum(pg_reader *r, const schemac_text_rows *rows, size_t i)
{
    str oid = pg_text(r, rows, i, 0), schema = pg_text(r, rows, i, 1), name = pg_text(r, rows, i, 2);
    pg_take(r, PG_CATALOG_pg_type, oid);
    str quoted = pg_quoted(r, schema, name);
    if (!pg_is_wanted_schema(r, schema)) {
        pg_left_out(r, "enum", schema, name);
        return;
    }
    model_object *object =
        pg_carry(r, "type", name, str_format(r->memory, "CREATE TYPE %.*s AS ENUM ()", STR_ARGS(quoted)),
                 str_format(r->memory, "DROP TYPE %.*s", STR_ARGS(quoted)));
    pg_set_handle(r, "pg_type", oid, object->name);
    map_put(r->memory, &r->objects, pg_key(r, "pg_type", oid), object);
}

void pg_read_enums(pg_reader *r)
{
    const schemac_text_rows *rows = pg_query(r, PG_ENUMS);
    model_enum *item = NULL;
    str last = {0};
    for (size_t i = 0; rows && i < rows->n_rows; i++) {
        str oid = pg_text(r, rows, i, 0);
        if (pg_is_null(rows, i, 4)) {
            carry_enum(r, rows, i);
            continue;
        }
        if (!str_eq(oid, last))
            item = add_enum(r, rows, i);
        last = oid;
        if (!item)
            continue;
        model_member member = {.label = pg_text(r, rows, i, 4)};
        member.name = member.label.len ? member.label : STR("empty");
        VEC_PUSH(r->memory, &item->members, member);
    }
}

/* --- tables and views --- */

enum {
    OID,
    SCHEMA,
    NAME,
    KIND,
    PERSISTENCE,
    IS_PARTITION,
    ROW_SECURITY,
    FORCE_ROW_SECURITY,
    OPTIONS,
    TOAST_OPTIONS,
    REPLICA_IDENTITY,
    OF_TYPE,
    ACCESS_METHOD,
    TABLESPACE,
    PARTITION_KEY,
    PARTITION_COLUMNS,
    PARTITION_OPCLASSES,
    PARTITION_COLLATIONS,
    BOUND,
    QUERY,
    PARENTS
};

static void add_options(pg_reader *r, model_option_list *list, const char *prefix, str text)
{
    str_list items = pg_array(r, text);
    VEC_EACH (const str, &items, item) {
        size_t sign = str_find(*item, '=');
        model_option option = {.name = str_format(r->memory, "%s%.*s", prefix, (int)sign, item->ptr),
                               .value = sign < item->len ? str_slice(*item, sign + 1, item->len) : STR("")};
        VEC_PUSH(r->memory, list, option);
    }
}

/* How the same is said of a relation that is there. */
static void carry_set(pg_reader *r, pg_relation *relation, const char *word, const char *what, str set, str reset)
{
    str name = pg_quoted(r, relation->schema, relation->name);
    str up = str_format(r->memory, "ALTER %s %.*s %.*s", what, STR_ARGS(name), STR_ARGS(set));
    str down = str_format(r->memory, "ALTER %s %.*s %.*s", what, STR_ARGS(name), STR_ARGS(reset));
    pg_carry_for(r, relation, word, STR(""), up, down);
}

static void carry_view_options(pg_reader *r, pg_relation *relation, str text)
{
    model_option_list options = {0};
    add_options(r, &options, "", text);
    if (!options.count)
        return;
    writer set = writer_make(r->memory), reset = writer_make(r->memory);
    const char *separator = "SET (", *reset_separator = "RESET (";
    VEC_EACH (const model_option, &options, option) {
        writer_format(&set, "%s%.*s = %.*s", separator, STR_ARGS(option->name), STR_ARGS(option->value));
        writer_format(&reset, "%s%.*s", reset_separator, STR_ARGS(option->name));
        separator = reset_separator = ", ";
    }
    writer_char(&set, ')');
    writer_char(&reset, ')');
    carry_set(r, relation, "options", relation->kind == 'm' ? "MATERIALIZED VIEW" : "VIEW", writer_result(&set),
              writer_result(&reset));
}

static void add_view(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    model_object *object = pg_add_object(r, OBJECT_VIEW, "pg_class", relation->oid, relation->handle);
    str body = str_trim(pg_text(r, rows, i, QUERY));
    if (str_ends_with(body, STR(";")))
        body.len--;
    object->database = relation->name;
    object->schema = pg_model_schema(relation->schema);
    object->body = body; /* its first line has no indent, so none is taken from a text in it */
    object->materialized = relation->kind == 'm';
    object->dialects = DIALECT_BIT_POSTGRESQL;
    relation->view = object;
    pg_set_doc(r, "pg_class", relation->oid, &object->doc);
    carry_view_options(r, relation, pg_text(r, rows, i, OPTIONS));
}

static void add_table(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    model_table *table = ARENA_NEW(r->memory, model_table);
    table->name = relation->handle;
    table->table = relation->name;
    table->schema = pg_model_schema(relation->schema);
    table->unlogged = pg_char(rows, i, PERSISTENCE) == 'u';
    table->row_security = pg_is_true(rows, i, ROW_SECURITY);
    table->force_row_security = pg_is_true(rows, i, FORCE_ROW_SECURITY);
    table->dialects = table->partition_dialects = table->row_security_dialects = DIALECT_ALL;
    add_options(r, &table->storage, "", pg_text(r, rows, i, OPTIONS));
    add_options(r, &table->storage, "toast.", pg_text(r, rows, i, TOAST_OPTIONS));
    relation->table = table;
    relation->own = table->unlogged || table->row_security || table->force_row_security || table->storage.count;
    map_put(r->memory, &r->schema->tables, table->name, table);
    pg_set_handle(r, "pg_class", relation->oid, table->name);
    pg_set_doc(r, "pg_class", relation->oid, &table->doc);
}

static void carry_table_rest(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    str of = pg_text(r, rows, i, OF_TYPE), space = pg_text(r, rows, i, TABLESPACE);
    char replica = pg_char(rows, i, REPLICA_IDENTITY);
    if (of.len)
        carry_set(r, relation, "type", "TABLE", str_format(r->memory, "OF %.*s", STR_ARGS(of)), STR("NOT OF"));
    if (space.len)
        carry_set(r, relation, "tablespace", "TABLE",
                  str_format(r->memory, "SET TABLESPACE %.*s", STR_ARGS(pg_quoted_name(r, space))),
                  STR("SET TABLESPACE pg_default"));
    if (replica == 'n' || replica == 'f')
        carry_set(r, relation, "replica identity", "TABLE",
                  replica == 'n' ? STR("REPLICA IDENTITY NOTHING") : STR("REPLICA IDENTITY FULL"),
                  STR("REPLICA IDENTITY DEFAULT"));
}

static bool is_wanted(pg_reader *r, str schema, str name)
{
    return pg_is_wanted_schema(r, schema) && inspect_is_wanted(r->options, schema, name) &&
           !inspect_is_history(r->options, name);
}

static void add_relation(pg_reader *r, const schemac_text_rows *rows, size_t i)
{
    str schema = pg_text(r, rows, i, SCHEMA), name = pg_text(r, rows, i, NAME);
    char kind = pg_char(rows, i, KIND);
    if (kind == 'f')
        return; /* with what is carried */
    pg_take(r, PG_CATALOG_pg_class, pg_text(r, rows, i, OID));
    if (!is_wanted(r, schema, name)) {
        map_put(r->memory, &r->unwanted, pg_text(r, rows, i, OID), r);
        pg_left_out(r, kind == 'v' || kind == 'm' ? "view" : "table", schema, name);
        return;
    }
    if (!pg_is_null(rows, i, ACCESS_METHOD)) {
        r->failed =
            !inspect_fail(r->err, SCHEMAC_UNSUPPORTED, "table %.*s cannot be read: it has an access method of its own",
                          STR_ARGS(pg_quoted(r, schema, name)));
        return;
    }
    pg_relation *relation = ARENA_NEW(r->memory, pg_relation);
    relation->oid = pg_text(r, rows, i, OID);
    relation->schema = schema;
    relation->name = name;
    relation->kind = kind;
    relation->handle = pg_claim(r, name, str_format(r->memory, "%.*s_%.*s", STR_ARGS(schema), STR_ARGS(name)));
    relation->parents = pg_array(r, pg_text(r, rows, i, PARENTS));
    relation->bound = pg_text(r, rows, i, BOUND);
    map_put(r->memory, &r->relations, relation->oid, relation);
    if (kind == 'v' || kind == 'm') {
        add_view(r, relation, rows, i);
        return;
    }
    add_table(r, relation, rows, i);
    carry_table_rest(r, relation, rows, i);
}

/* --- partition keys --- */

/* The next item of a list up to a comma outside of parentheses and quotes. */
static str next_item(pg_reader *r, str *text)
{
    object_scanner s = {.memory = r->memory, .text = *text};
    size_t depth = 0;
    for (;;) {
        object_word word = object_next_word(&s);
        depth += object_word_is(&word, "(") || object_word_is(&word, "[");
        depth -= depth && (object_word_is(&word, ")") || object_word_is(&word, "]"));
        bool ends = word.kind == OBJECT_WORD_END;
        if (!ends && (depth || !object_word_is(&word, ",")))
            continue;
        str item = str_trim(str_slice(*text, 0, ends ? text->len : word.from));
        *text = ends ? STR("") : str_slice(*text, word.to, text->len);
        return item;
    }
}

/* An expression without the collation and the operator class behind it: a call, or in parentheses. */
static str without_names(pg_reader *r, str item)
{
    object_scanner s = {.memory = r->memory, .text = item};
    size_t depth = 0;
    for (object_word word = object_next_word(&s); word.kind != OBJECT_WORD_END; word = object_next_word(&s)) {
        depth += object_word_is(&word, "(");
        if (object_word_is(&word, ")") && --depth == 0)
            return str_slice(item, 0, word.to);
    }
    return item;
}

/* "RANGE (a, lower(b))" */
static void read_partition_key(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    str text = pg_text(r, rows, i, PARTITION_KEY);
    str_list columns = pg_array(r, pg_text(r, rows, i, PARTITION_COLUMNS));
    str_list opclasses = pg_array(r, pg_text(r, rows, i, PARTITION_OPCLASSES));
    str_list collations = pg_array(r, pg_text(r, rows, i, PARTITION_COLLATIONS));
    size_t open = str_find(text, '(');
    str list = str_slice(text, open + 1, text.len - 1);
    relation->table->partition_by = str_lower(r->memory, str_trim(str_slice(text, 0, open)));
    for (size_t k = 0; k < columns.count; k++) {
        pg_key_facts facts = {.number = columns.items[k],
                              .text = without_names(r, next_item(r, &list)),
                              .opclass = opclasses.items[k],
                              .collation = collations.items[k],
                              .option = STR("0")};
        model_key key = {0};
        if (!pg_read_key(r, relation, &facts, &key)) {
            r->failed =
                !inspect_fail(r->err, SCHEMAC_UNSUPPORTED,
                              "table %.*s cannot be read: its partition key has an operator class or a collation "
                              "of a schema that is not searched",
                              STR_ARGS(pg_quoted(r, relation->schema, relation->name)));
            return;
        }
        VEC_PUSH(r->memory, &relation->table->partition_keys, key);
    }
}

static const schemac_text_rows *read_all(pg_reader *r)
{
    const schemac_text_rows *rows = pg_query(r, PG_RELATIONS);
    for (size_t i = 0; rows && i < rows->n_rows && !r->failed; i++)
        add_relation(r, rows, i);
    return rows;
}

void pg_read_relations(pg_reader *r)
{
    const schemac_text_rows *rows = read_all(r);
    pg_read_columns(r);
    for (size_t i = 0; rows && i < rows->n_rows && !r->failed; i++) {
        pg_relation *relation = map_get(&r->relations, pg_text(r, rows, i, OID));
        if (relation && relation->kind == 'p')
            read_partition_key(r, relation, rows, i);
    }
}

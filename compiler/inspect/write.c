/* A schema as files. Each file is the expanded form of a part of the schema: a map with fewer entries. */
#include "compiler/inspect/write.h"

#include "compiler/inspect/name_words.h"
#include "compiler/model/object_text.h"
#include "compiler/model/print.h"

str inspect_text(arena *a, const model_schema *schema, str package)
{
    model_schema copy = *schema;
    copy.package = package;
    writer out = writer_make(a);
    print_schema(&copy, PRINT_EXPANDED, &out);
    return writer_result(&out);
}

typedef struct splitter {
    arena *memory;
    const model_schema *schema;
    model_schema *main;
    map parts;  /* model's name -> model_schema *: what goes into its file */
    map owners; /* enum's name -> the one model that uses it, or `shared` */
    map tables; /* place in the database -> model_table * */
    map paths;  /* in lower case, since some file systems know no other */
    inspect_file_list files;
} splitter;

static const model_table shared;

static str place_of(arena *a, str schema, str table)
{
    bool plain = !schema.len || str_eq(schema, STR("public"));
    return str_format(a, "%.*s\x1f%.*s", STR_ARGS(plain ? STR("") : schema), STR_ARGS(table));
}

static void add_table(splitter *s, model_table *table)
{
    model_schema *part = model_schema_make(s->memory);
    map_put(s->memory, &part->tables, table->name, table);
    map_put(s->memory, &s->parts, table->name, part);
    map_put(s->memory, &s->tables, place_of(s->memory, table->schema, table->table), table);
    VEC_EACH (model_column *, &table->columns, it) {
        if ((*it)->type.kind != TYPE_ENUM)
            continue;
        const model_table *owner = map_get(&s->owners, (*it)->type.enum_name);
        map_put(s->memory, &s->owners, (*it)->type.enum_name, (void *)(!owner || owner == table ? table : &shared));
    }
}

static void place_enum(splitter *s, model_enum *item)
{
    const model_table *owner = map_get(&s->owners, item->name);
    model_schema *part = owner && owner != &shared ? map_get(&s->parts, owner->name) : s->main;
    map_put(s->memory, &part->enums, item->name, item);
}

/* Triggers and policies stand with their table; all other objects in the main file. */
static void place_object(splitter *s, model_object *object)
{
    bool on_table = object->kind == OBJECT_TRIGGER || object->kind == OBJECT_POLICY;
    object_head head = on_table ? object_head_of(s->memory, object) : (object_head){0};
    const model_table *table = map_get(&s->tables, place_of(s->memory, head.table_schema, head.table));
    model_add_object(s->memory, table ? map_get(&s->parts, table->name) : s->main, object);
}

static str file_path(splitter *s, str name)
{
    str stem = name_key(s->memory, name_word(s->memory, name));
    str path = str_join(s->memory, stem, STR(".schema"));
    for (size_t number = 2; map_has(&s->paths, path); number++)
        path = str_format(s->memory, "%.*s_%zu.schema", STR_ARGS(stem), number);
    map_put(s->memory, &s->paths, path, s);
    return path;
}

static void add_file(splitter *s, str path, str text)
{
    inspect_file file = {.path = path, .text = text};
    VEC_PUSH(s->memory, &s->files, file);
}

static str main_text(splitter *s, str package, const str_list *imports)
{
    writer out = writer_make(s->memory);
    if (package.len) {
        writer_text(&out, "package ");
        print_name(package, &out);
        writer_text(&out, imports->count ? "\n\n" : "\n");
    }
    VEC_EACH (const str, imports, path) {
        writer_text(&out, "import ");
        writer_quoted(&out, *path);
        writer_char(&out, '\n');
    }
    str rest = inspect_text(s->memory, s->main, STR(""));
    if (rest.len)
        writer_char(&out, '\n');
    writer_str(&out, rest);
    return writer_result(&out);
}

static void split(splitter *s, str package)
{
    s->main = model_schema_make(s->memory);
    MAP_EACH (&s->schema->tables, entry)
        add_table(s, entry->value);
    MAP_EACH (&s->schema->enums, entry)
        place_enum(s, entry->value);
    MAP_EACH (&s->schema->objects, entry)
        place_object(s, entry->value);
    str_list imports = {0};
    add_file(s, file_path(s, package.len ? package : STR("schema")), STR(""));
    MAP_EACH (&s->parts, entry) {
        str path = file_path(s, entry->key);
        VEC_PUSH(s->memory, &imports, path);
        add_file(s, path, inspect_text(s->memory, entry->value, STR("")));
    }
    s->files.items[0].text = main_text(s, package, &imports);
}

inspect_file_list inspect_files(arena *a, const model_schema *schema, str package, bool want_split)
{
    splitter s = {.memory = a, .schema = schema};
    if (want_split)
        split(&s, package);
    else
        add_file(&s, file_path(&s, package.len ? package : STR("schema")), inspect_text(a, schema, package));
    return s.files;
}

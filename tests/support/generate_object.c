/* Objects carried as text. Their SQL is of a few forms, with every name in quotes and every column behind its table
 * (`"t"."c"`) or behind NEW, so that what it mentions can be found and renamed by looking at the text alone; apart from
 * the compiler's own way of doing it, so that the two are witnesses of each other. */
#include "tests/support/generate_internal.h"

#include "compiler/model/object.h"

/* --- text --- */

static str quoted(arena *a, str name)
{
    writer out = writer_make(a);
    writer_char(&out, '"');
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '"')
            writer_char(&out, '"');
        writer_char(&out, name.ptr[i]);
    }
    writer_char(&out, '"');
    return writer_result(&out);
}

str generate_quoted_inside(arena *a, str name)
{
    str text = quoted(a, name);
    return str_slice(text, 1, text.len - 1);
}

static bool contains(str text, str wanted)
{
    for (size_t i = 0; i + wanted.len <= text.len; i++)
        if (str_eq(str_slice(text, i, i + wanted.len), wanted))
            return true;
    return false;
}

static bool mentions_table(arena *a, const model_object *object, str table)
{
    return contains(object->body, quoted(a, table));
}

static bool mentions_column(arena *a, const model_object *object, str table, str column)
{
    str name = quoted(a, column);
    bool of_table = contains(object->body, str_format(a, "%.*s.%.*s", STR_ARGS(quoted(a, table)), STR_ARGS(name)));
    bool of_row = mentions_table(a, object, table) && contains(object->body, str_format(a, "NEW.%.*s", STR_ARGS(name)));
    return of_table || of_row;
}

/* --- what goes with what --- */

/* The name by which other texts mention the object. */
static str made_name(const model_object *object)
{
    return object->database.len ? object->database : object->name;
}

void generate_drop_object(model_schema *schema, const model_object *object)
{
    arena *a = schema->memory;
    str name = made_name(object);
    map_remove(&schema->objects, model_object_key(a, object->kind, object->name, object->dialects));
    generate_forget_object(schema, object);
    for (bool again = true; again;) {
        again = false;
        MAP_EACH (&schema->objects, entry) {
            if (!mentions_table(a, entry->value, name))
                continue;
            generate_drop_object(schema, entry->value);
            again = true;
            break;
        }
    }
}

/* Objects that mention the table, or that column of it. */
void generate_drop_mentions(model_schema *schema, const model_table *table, str column)
{
    arena *a = schema->memory;
    for (bool again = true; again;) {
        again = false;
        MAP_EACH (&schema->objects, entry) {
            const model_object *object = entry->value;
            bool meant =
                column.len ? mentions_column(a, object, table->table, column) : mentions_table(a, object, table->table);
            if (!meant)
                continue;
            generate_drop_object(schema, object);
            again = true;
            break;
        }
    }
}

/* --- making --- */

static unsigned some_dialects(generator *g, model_object_kind kind)
{
    if (!generate_any(g))
        return kind == OBJECT_VIEW || kind == OBJECT_RAW ? DIALECT_ALL : g->options->databases;
    unsigned dialects = model_object_info(kind)->dialects;
    if (dialects == DIALECT_ALL && generate_chance(g, 30))
        return 1u << generate_below(g, DIALECT_COUNT);
    return dialects;
}

static model_object *begin(generator *g, model_object_kind kind)
{
    model_object *object = ARENA_NEW(g->memory, model_object);
    object->kind = kind;
    object->name = generate_global_name(g);
    object->dialects = some_dialects(g, kind);
    object->doc = generate_doc(g);
    if (kind == OBJECT_VIEW)
        object->database = generate_database_name(g, str_snake_case(g->memory, object->name));
    else if (kind == OBJECT_SEQUENCE || kind == OBJECT_SCHEMA)
        object->database = object->name = generate_database_name(g, object->name);
    else
        object->name = generate_database_name(g, object->name);
    return object;
}

static void end(generator *g, model_object *object)
{
    object->body = model_object_text(g->memory, object->body);
    model_add_object(g->memory, g->schema, object);
}

static str column_text(generator *g, const model_table *table, const model_column *column)
{
    return str_format(g->memory, "%.*s.%.*s", STR_ARGS(quoted(g->memory, table->table)),
                      STR_ARGS(quoted(g->memory, column->column)));
}

static str query_of_table(generator *g, const model_table *table)
{
    writer out = writer_make(g->memory);
    writer_text(&out, "SELECT ");
    size_t before = out.len;
    for (size_t i = 0; i < table->columns.count; i++) {
        if (!generate_chance(g, 50))
            continue;
        writer_text(&out, out.len > before ? ",\n    " : "");
        writer_str(&out, column_text(g, table, table->columns.items[i]));
    }
    if (out.len == before)
        writer_text(&out, generate_chance(g, 50) ? "*" : "count(*) AS n");
    writer_format(&out, "\nFROM %.*s", STR_ARGS(generate_home_text(g->memory, table)));
    const model_column *column = generate_some_column(g, table);
    if (column && generate_chance(g, 50) && !contains(writer_result(&out), STR("count(*)")))
        writer_format(&out, "\nWHERE %.*s IS NOT NULL", STR_ARGS(column_text(g, table, column)));
    return writer_result(&out);
}

static const model_object *some_view(generator *g)
{
    const model_object *found = NULL;
    MAP_EACH (&g->schema->objects, entry) {
        const model_object *object = entry->value;
        if (object->kind == OBJECT_VIEW && generate_chance(g, 60))
            found = object;
    }
    return found;
}

static void make_view(generator *g)
{
    const model_table *table = generate_some_table(g);
    const model_object *under = some_view(g);
    if (!table)
        return;
    model_object *view = begin(g, OBJECT_VIEW);
    if (generate_on(g, DIALECT_BIT_POSTGRESQL) && generate_chance(g, 20)) {
        view->materialized = true;
        view->dialects = DIALECT_BIT_POSTGRESQL;
    }
    bool fits = under && (under->dialects & view->dialects) == view->dialects;
    view->body = query_of_table(g, table);
    if (fits && generate_chance(g, 50))
        view->body = str_format(g->memory, "SELECT %s FROM %.*s", generate_chance(g, 50) ? "*" : "count(*) AS n",
                                STR_ARGS(quoted(g->memory, under->database)));
    if (generate_chance(g, 20))
        view->body = str_format(g->memory, "-- \"%.*s\"\n%.*s", STR_ARGS(view->name), STR_ARGS(view->body));
    if (generate_any(g) && generate_chance(g, 20))
        VEC_PUSH(g->memory, &view->after, table->name);
    end(g, view);
}

static model_object *make_function(generator *g, bool of_trigger)
{
    const model_table *table = generate_some_table(g);
    model_object *function = begin(g, OBJECT_FUNCTION);
    str name = quoted(g->memory, function->name);
    const char *replace = generate_chance(g, 50) ? " OR REPLACE" : "";
    const char *home = table && table->schema.len ? "" : "public.";
    if (of_trigger || !table)
        function->body = str_format(g->memory,
                                    "CREATE%s FUNCTION %.*s() RETURNS trigger LANGUAGE plpgsql AS $$\n"
                                    "BEGIN\n    RETURN NULL;\nEND\n$$",
                                    replace, STR_ARGS(name));
    else if (generate_chance(g, 50))
        function->body = str_format(g->memory,
                                    "CREATE%s FUNCTION %.*s(a int%s) RETURNS bigint LANGUAGE sql AS $x$\n"
                                    "    SELECT count(*) FROM %.*s\n$x$",
                                    replace, STR_ARGS(name), generate_chance(g, 50) ? ", b text DEFAULT 'x, (y'" : "",
                                    STR_ARGS(generate_home_text(g->memory, table)));
    else
        function->body = str_format(
            g->memory, "CREATE%s FUNCTION %.*s() RETURNS SETOF %s%.*s LANGUAGE sql AS $y$ SELECT * FROM %s%.*s $y$",
            replace, STR_ARGS(name), home, STR_ARGS(generate_home_text(g->memory, table)), home,
            STR_ARGS(generate_home_text(g->memory, table)));
    end(g, function);
    return function;
}

static void make_trigger(generator *g)
{
    arena *a = g->memory;
    const model_table *table = generate_some_table(g);
    const model_column *column = table ? generate_some_column(g, table) : NULL;
    if (!column)
        return;
    bool postgresql = generate_on(g, DIALECT_BIT_POSTGRESQL) && !generate_on(g, DIALECT_BIT_SQLITE);
    postgresql = postgresql || (generate_any(g) && generate_chance(g, 50));
    const model_object *function = postgresql ? make_function(g, true) : NULL;
    model_object *trigger = begin(g, OBJECT_TRIGGER);
    trigger->dialects = postgresql ? DIALECT_BIT_POSTGRESQL : DIALECT_BIT_SQLITE;
    str name = quoted(a, trigger->name), home = generate_home_text(a, table), of = quoted(a, column->column);
    if (postgresql)
        trigger->body = str_format(a,
                                   "CREATE TRIGGER %.*s AFTER UPDATE ON %.*s\n"
                                   "    FOR EACH ROW WHEN (NEW.%.*s IS NOT NULL) EXECUTE FUNCTION %.*s()",
                                   STR_ARGS(name), STR_ARGS(home), STR_ARGS(of), STR_ARGS(quoted(a, function->name)));
    else
        trigger->body = str_format(a,
                                   "CREATE TRIGGER %.*s AFTER UPDATE ON %.*s WHEN NEW.%.*s IS NOT NULL\nBEGIN\n"
                                   "    SELECT 1;\nEND",
                                   STR_ARGS(name), STR_ARGS(home), STR_ARGS(of));
    end(g, trigger);
}

static void make_policy(generator *g)
{
    const model_table *table = generate_some_table(g);
    const model_column *column = table ? generate_some_column(g, table) : NULL;
    if (!column)
        return;
    model_object *policy = begin(g, OBJECT_POLICY);
    policy->body = str_format(g->memory, "CREATE POLICY %.*s ON %.*s USING (%.*s IS NOT NULL)",
                              STR_ARGS(quoted(g->memory, policy->name)), STR_ARGS(generate_home_text(g->memory, table)),
                              STR_ARGS(column_text(g, table, column)));
    end(g, policy);
}

static void make_sequence(generator *g)
{
    static const char *const options[][2] = {{"increment", "5"}, {"min", "1"},   {"max", "900"},
                                             {"start", "7"},     {"cache", "3"}, {"cycle", ""}};
    model_object *sequence = begin(g, OBJECT_SEQUENCE);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (generate_chance(g, 30))
            VEC_PUSH(g->memory, &sequence->options, ((model_option){str_from(options[i][0]), str_from(options[i][1])}));
    end(g, sequence);
}

static void make_raw(generator *g)
{
    model_object *raw = begin(g, OBJECT_RAW);
    str name = quoted(g->memory, raw->name);
    raw->body = str_format(g->memory, "CREATE VIEW %.*s AS\n\n    SELECT 1 AS one", STR_ARGS(name));
    raw->has_down = !generate_any(g) || generate_chance(g, 80);
    if (raw->has_down)
        raw->down = str_format(g->memory, "DROP VIEW %.*s", STR_ARGS(name));
    if (generate_any(g) && generate_chance(g, 20))
        raw->body = STR("three \"\"\" quotes, \\ and\ta tab");
    end(g, raw);
}

static void make_object(generator *g)
{
    bool postgresql = generate_on(g, DIALECT_BIT_POSTGRESQL);
    switch (generate_below(g, postgresql ? 10 : 5)) {
    case 0:
    case 1:
    case 2:
        make_view(g);
        break;
    case 3:
        make_trigger(g);
        break;
    case 4:
        make_raw(g);
        break;
    case 5:
    case 6:
        make_function(g, false);
        break;
    case 7:
        make_policy(g);
        break;
    case 8:
        make_sequence(g);
        break;
    default:
        end(g, begin(g, OBJECT_SCHEMA));
        break;
    }
}

void generate_objects(generator *g)
{
    for (size_t i = generate_below(g, 4); i-- > 0;)
        make_object(g);
}

/* --- names that change --- */

str generate_replaced(arena *a, str text, str from, str to, generate_spot *fits)
{
    writer out = writer_make(a);
    for (size_t i = 0; i < text.len;) {
        str rest = str_slice(text, i, text.len);
        bool found =
            str_starts_with(rest, from) && (!fits || fits(str_slice(text, 0, i), str_slice(rest, from.len, rest.len)));
        if (found)
            writer_str(&out, to);
        else
            writer_char(&out, text.ptr[i]);
        i += found ? from.len : 1;
    }
    return writer_result(&out);
}

/* A column may have the name of its table. */
static bool is_no_column(str before, str behind)
{
    (void)behind;
    return !str_ends_with(before, STR(".")) || generate_ends_in_home(before);
}

void generate_move_table(arena *a, model_schema *schema, str from, str to)
{
    MAP_EACH (&schema->objects, entry) {
        model_object *object = entry->value;
        object->body =
            model_object_text(a, generate_replaced(a, object->body, quoted(a, from), quoted(a, to), is_no_column));
    }
}

void generate_move_column(arena *a, model_schema *schema, const model_table *table, str from, str to)
{
    str home = quoted(a, table->table), old = quoted(a, from), now = quoted(a, to);
    MAP_EACH (&schema->objects, entry) {
        model_object *object = entry->value;
        if (!mentions_table(a, object, table->table))
            continue;
        object->body = generate_replaced(a, object->body, str_format(a, "%.*s.%.*s", STR_ARGS(home), STR_ARGS(old)),
                                         str_format(a, "%.*s.%.*s", STR_ARGS(home), STR_ARGS(now)), NULL);
        object->body = generate_replaced(a, object->body, str_format(a, "NEW.%.*s", STR_ARGS(old)),
                                         str_format(a, "NEW.%.*s", STR_ARGS(now)), NULL);
    }
}

/* --- edits of a successor --- */

static model_object *some_object(generator *g)
{
    if (!g->schema->objects.live)
        return NULL;
    size_t wanted = generate_below(g, g->schema->objects.live);
    MAP_EACH (&g->schema->objects, entry)
        if (wanted-- == 0)
            return entry->value;
    return NULL;
}

void generate_edit_add_object(generator *g)
{
    make_object(g);
}

void generate_edit_drop_object(generator *g)
{
    const model_object *object = some_object(g);
    if (object)
        generate_drop_object(g->schema, object);
}

/* Another condition, another order of words, another option: what changes depends on the kind. */
void generate_edit_object(generator *g)
{
    model_object *object = some_object(g);
    if (!object)
        return;
    object->doc = generate_doc(g);
    if (object->kind == OBJECT_VIEW && generate_chance(g, 60))
        object->body = str_format(g->memory, "%.*s\n%s", STR_ARGS(object->body),
                                  generate_chance(g, 50) ? "LIMIT 5" : "-- the end");
    if (object->kind == OBJECT_VIEW && contains(object->body, STR("LIMIT 5\nLIMIT 5")))
        object->body = generate_replaced(g->memory, object->body, STR("LIMIT 5\nLIMIT 5"), STR("LIMIT 4"), NULL);
    bool can_be_stable = object->kind == OBJECT_FUNCTION && !contains(object->body, STR("IMMUTABLE"));
    if (can_be_stable && generate_chance(g, 60))
        object->body = str_format(g->memory, "%.*s STABLE", STR_ARGS(object->body));
    if (object->kind == OBJECT_SEQUENCE && generate_chance(g, 60)) {
        model_option_list options = {0};
        VEC_PUSH(g->memory, &options, ((model_option){STR("increment"), STR("3")}));
        object->options = options;
    }
    if (object->kind == OBJECT_RAW && object->has_down && generate_chance(g, 60))
        object->body = generate_replaced(g->memory, object->body, STR("AS one"), STR("AS two"), NULL);
    if (object->kind == OBJECT_TRIGGER || object->kind == OBJECT_POLICY)
        object->body = generate_replaced(g->memory, object->body, STR("IS NOT NULL"), STR("IS NULL"), NULL);
}

static void move_after(generator *g, str from, str to)
{
    MAP_EACH (&g->schema->objects, entry) {
        model_object *object = entry->value;
        str_list names = {0};
        VEC_EACH (const str, &object->after, name)
            VEC_PUSH(g->memory, &names, str_eq(*name, from) ? to : *name);
        object->after = names;
    }
}

void generate_edit_rename_object(generator *g)
{
    model_object *object = some_object(g);
    if (!object || !model_object_info(object->kind)->renames)
        return;
    str old_database = object->database, old_name = object->name;
    map_remove(&g->schema->objects, model_object_key(g->memory, object->kind, object->name, object->dialects));
    if (object->kind == OBJECT_SEQUENCE) {
        object->name = object->database = generate_database_name(g, generate_global_name(g));
    } else {
        if (generate_chance(g, 75))
            object->name = generate_global_name(g);
        if (generate_chance(g, 75))
            object->database = generate_database_name(g, str_snake_case(g->memory, object->name));
    }
    str origin = generate_origin_of(g, object);
    bool renamed = origin.len && !str_eq(origin, object->name);
    object->was = renamed ? origin : (str){0};
    model_add_object(g->memory, g->schema, object);
    generate_move_table(g->memory, g->schema, old_database, object->database);
    move_after(g, old_name, object->name);
}

void generate_note_objects(generator *g, const model_schema *before)
{
    map kept = {0};
    MAP_EACH (&g->schema->objects, entry) {
        const model_object *object = entry->value;
        map_put(g->memory, &kept, model_dropped_key(g->memory, object->kind, object->name), g);
        map_put(g->memory, &kept, model_dropped_key(g->memory, object->kind, object->was), g);
    }
    MAP_EACH (&before->objects, entry) {
        const model_object *object = entry->value;
        str key = model_dropped_key(g->memory, object->kind, object->name);
        if (!map_has(&kept, key))
            map_put(g->memory, &g->schema->dropped_objects, key, g);
    }
}

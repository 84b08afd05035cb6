/* Sequences, functions, triggers and policies. */
#include "compiler/inspect/postgresql.h"
#include "compiler/sql/quote.h"

#include <stdlib.h>
#include <string.h>

/* --- sequences --- */

enum { OID, SCHEMA, NAME, PERSISTENCE, TYPE, START, INCREMENT, MIN, MAX, CACHE, CYCLE, OWNED, OWNER, OWNER_COLUMN };

typedef struct pg_sequence {
    str oid, schema, name, type;
    str start, increment, min, max, cache;
    bool cycle;
    bool descending;
} pg_sequence;

static pg_sequence read_sequence(const pg_reader *r, const schemac_text_rows *rows, size_t i)
{
    pg_sequence s = {.oid = pg_text(r, rows, i, OID), .schema = pg_text(r, rows, i, SCHEMA)};
    s.name = pg_text(r, rows, i, NAME);
    s.type = pg_text(r, rows, i, TYPE);
    s.start = pg_text(r, rows, i, START);
    s.increment = pg_text(r, rows, i, INCREMENT);
    s.min = pg_text(r, rows, i, MIN);
    s.max = pg_text(r, rows, i, MAX);
    s.cache = pg_text(r, rows, i, CACHE);
    s.cycle = pg_is_true(rows, i, CYCLE);
    s.descending = s.increment.ptr[0] == '-';
    return s;
}

/* The bounds that a sequence of that type has if nothing is said. */
static void default_bounds(const pg_sequence *s, str *min, str *max)
{
    bool small = str_eq(s->type, STR("smallint")), middle = str_eq(s->type, STR("integer"));
    str least = small ? STR("-32768") : middle ? STR("-2147483648") : STR("-9223372036854775808");
    str most = small ? STR("32767") : middle ? STR("2147483647") : STR("9223372036854775807");
    *min = s->descending ? least : STR("1");
    *max = s->descending ? STR("-1") : most;
}

static void add_option(const pg_reader *r, model_option_list *options, const char *name, str value, str usual)
{
    model_option option = {.name = str_from(name), .value = value};
    if (!str_eq(value, usual))
        VEC_PUSH(r->memory, options, option);
}

static void add_options(const pg_reader *r, const pg_sequence *s, bool identity, model_option_list *options)
{
    str min, max;
    default_bounds(s, &min, &max);
    add_option(r, options, "start", s->start, s->descending ? s->max : s->min);
    add_option(r, options, "increment", s->increment, STR("1"));
    add_option(r, options, identity ? "minvalue" : "min", s->min, min);
    add_option(r, options, identity ? "maxvalue" : "max", s->max, max);
    add_option(r, options, "cache", s->cache, STR("1"));
    add_option(r, options, "cycle", s->cycle ? STR("true") : STR("false"), STR("false"));
}

/* A sequence of another name than the server gives by itself gets it afterwards. */
static void read_identity(pg_reader *r, pg_relation *owner, model_column *column, const pg_sequence *s)
{
    add_options(r, s, true, &column->identity_options);
    pg_set_handle(r, "pg_class", s->oid, owner->handle);
    str made = pg_made_name(r, owner->name, column->column, "seq");
    if (str_eq(made, s->name) && str_eq(owner->schema, s->schema))
        return;
    str from = pg_quoted(r, owner->schema, made), to = pg_quoted_name(r, s->name);
    str back = pg_quoted(r, owner->schema, s->name);
    model_object *renamed = pg_carry_for(
        r, owner, "sequence", s->name,
        str_format(r->memory, "ALTER SEQUENCE %.*s RENAME TO %.*s", STR_ARGS(from), STR_ARGS(to)),
        str_format(r->memory, "ALTER SEQUENCE %.*s RENAME TO %.*s", STR_ARGS(back), STR_ARGS(pg_quoted_name(r, made))));
    pg_set_handle(r, "pg_class", s->oid, renamed->name);
    map_put(r->memory, &r->objects, pg_key(r, "pg_class", s->oid), renamed);
}

static void carry_owner(pg_reader *r, pg_relation *owner, const model_column *column, const pg_sequence *s,
                        const model_object *sequence)
{
    str name = pg_quoted(r, s->schema, s->name), table = pg_quoted(r, owner->schema, owner->name);
    model_object *object = pg_carry_for(r, owner, "owner", s->name,
                                        str_format(r->memory, "ALTER SEQUENCE %.*s OWNED BY %.*s.%.*s", STR_ARGS(name),
                                                   STR_ARGS(table), STR_ARGS(pg_quoted_name(r, column->column))),
                                        str_format(r->memory, "ALTER SEQUENCE %.*s OWNED BY NONE", STR_ARGS(name)));
    pg_after(r, object, sequence->name);
}

static model_object *add_sequence(pg_reader *r, const pg_sequence *s, bool unlogged)
{
    model_object *object = pg_add_object(r, OBJECT_SEQUENCE, "pg_class", s->oid, s->name);
    object->database = s->name;
    object->schema = pg_model_schema(s->schema);
    add_option(r, &object->options, "type", s->type, STR("bigint"));
    add_options(r, s, false, &object->options);
    pg_set_doc(r, "pg_class", s->oid, &object->doc);
    str name = pg_quoted(r, s->schema, s->name);
    if (unlogged) {
        model_object *set = pg_carry(r, "unlogged sequence", s->name,
                                     str_format(r->memory, "ALTER SEQUENCE %.*s SET UNLOGGED", STR_ARGS(name)),
                                     str_format(r->memory, "ALTER SEQUENCE %.*s SET LOGGED", STR_ARGS(name)));
        pg_after(r, set, object->name);
    }
    return object;
}

static void take_sequence(pg_reader *r, const schemac_text_rows *rows, size_t i)
{
    pg_sequence s = read_sequence(r, rows, i);
    pg_take(r, PG_CATALOG_pg_class, s.oid);
    pg_relation *owner = map_get(&r->relations, pg_text(r, rows, i, OWNER));
    str number = pg_text(r, rows, i, OWNER_COLUMN);
    pg_column *column = owner ? map_get(&owner->columns, number) : NULL;
    char owned = pg_char(rows, i, OWNED);
    bool lost = owned && !column; /* with its table */
    if (lost || !pg_is_wanted_schema(r, s.schema)) {
        pg_left_out(r, "sequence", s.schema, s.name);
        return;
    }
    if (owned == 'i') {
        read_identity(r, owner, column->column, &s);
        return;
    }
    const model_object *object = add_sequence(r, &s, pg_char(rows, i, PERSISTENCE) == 'u');
    if (owned)
        carry_owner(r, owner, column->column, &s, object);
}

void pg_read_sequences(pg_reader *r)
{
    const schemac_text_rows *rows = pg_query(r, PG_SEQUENCES);
    for (size_t i = 0; rows && i < rows->n_rows; i++)
        take_sequence(r, rows, i);
}

/* --- functions, triggers and policies --- */

enum {
    ROUTINE_KIND,
    ROUTINE_OID,
    ROUTINE_SCHEMA,
    ROUTINE_NAME,
    ROUTINE_RELATION,
    ROUTINE_TEXT,
    ROUTINE_STATE,
    ROUTINE_TABLE
};

/* "CREATE OR REPLACE FUNCTION public.f(" begins as people write it. */
static str without_public(pg_reader *r, str text, const char *word, str schema)
{
    if (!str_eq(schema, STR("public")))
        return text;
    writer begin = writer_make(r->memory);
    writer_format(&begin, "CREATE OR REPLACE %s public.", word);
    if (!str_starts_with(text, writer_result(&begin)))
        return text;
    return str_format(r->memory, "CREATE OR REPLACE %s %.*s", word, (int)(text.len - begin.len), text.ptr + begin.len);
}

static void add_function(pg_reader *r, const schemac_text_rows *rows, size_t i)
{
    str schema = pg_text(r, rows, i, ROUTINE_SCHEMA), name = pg_text(r, rows, i, ROUTINE_NAME);
    str oid = pg_text(r, rows, i, ROUTINE_OID);
    bool procedure = pg_char(rows, i, ROUTINE_STATE) == 'p';
    pg_take(r, PG_CATALOG_pg_proc, oid);
    if (!pg_is_wanted_schema(r, schema)) {
        pg_left_out(r, "function", schema, name);
        return;
    }
    model_object *object = pg_add_object(r, procedure ? OBJECT_PROCEDURE : OBJECT_FUNCTION, "pg_proc", oid, name);
    str text = str_trim(pg_text(r, rows, i, ROUTINE_TEXT));
    object->body = without_public(r, text, procedure ? "PROCEDURE" : "FUNCTION", schema);
    pg_set_doc(r, "pg_proc", oid, &object->doc);
}

static str trigger_key(const pg_reader *r, str relation, str name)
{
    return str_format(r->memory, "%.*s %.*s", STR_ARGS(relation), STR_ARGS(name));
}

static str set_state(const pg_reader *r, str table, char state, str name)
{
    const char *how = state == 'D'   ? "DISABLE"
                      : state == 'R' ? "ENABLE REPLICA"
                      : state == 'A' ? "ENABLE ALWAYS"
                                     : "ENABLE";
    return str_format(r->memory, "ALTER TABLE %.*s %s TRIGGER %.*s", STR_ARGS(table), how, STR_ARGS(name));
}

static model_object *carry_state(pg_reader *r, str table, model_object *trigger, str name, char state)
{
    str bare = pg_quoted_name(r, name);
    if (state == 'O')
        return trigger;
    model_object *object = pg_carry(r, "state", str_format(r->memory, "%.*s_state", STR_ARGS(trigger->name)),
                                    set_state(r, table, state, bare), set_state(r, table, 'O', bare));
    pg_after(r, object, trigger->name);
    return object;
}

/* `state` has the partition's and its parent's. */
static void carry_partition_state(pg_reader *r, const schemac_text_rows *rows, size_t i)
{
    str of = pg_text(r, rows, i, ROUTINE_RELATION), name = pg_text(r, rows, i, ROUTINE_NAME);
    str state = pg_text(r, rows, i, ROUTINE_STATE), bare = pg_quoted_name(r, name);
    const pg_relation *relation = map_get(&r->relations, of);
    if (!relation)
        return;
    str table = pg_quoted(r, relation->schema, relation->name);
    str handle = str_format(r->memory, "%.*s_%.*s_state", STR_ARGS(relation->handle), STR_ARGS(name));
    pg_partition_state made = {.relation = relation, .trigger = trigger_key(r, of, name)};
    made.object =
        pg_carry(r, "state", handle, set_state(r, table, state.ptr[0], bare), set_state(r, table, state.ptr[1], bare));
    map_put(r->memory, &r->triggers, made.trigger, made.object);
    VEC_PUSH(r->memory, &r->states, made);
}

/* After the trigger itself, and after what is said of it nearer to the root: that goes for all partitions below. */
static void place_partition_states(pg_reader *r)
{
    VEC_EACH (const pg_partition_state, &r->states, state) {
        const pg_relation *at = state->relation;
        str name = str_slice(state->trigger, at->oid.len + 1, state->trigger.len);
        const model_object *found = NULL;
        while (!found && at->parents.count && map_has(&r->relations, at->parents.items[0])) {
            at = map_get(&r->relations, at->parents.items[0]);
            found = map_get(&r->triggers, trigger_key(r, at->oid, name));
        }
        if (found)
            pg_after(r, state->object, found->name);
    }
}

/* On a table or a view, or on what is carried: a foreign table. */
static void add_on_relation(pg_reader *r, const schemac_text_rows *rows, size_t i, bool trigger)
{
    str of = pg_text(r, rows, i, ROUTINE_RELATION);
    pg_relation *relation = map_get(&r->relations, of);
    const str *owner = map_get(&r->handles, pg_key(r, "pg_class", of));
    str name = pg_text(r, rows, i, ROUTINE_NAME), oid = pg_text(r, rows, i, ROUTINE_OID);
    const char *class_name = trigger ? "pg_trigger" : "pg_policy";
    if (owner || map_has(&r->unwanted, of))
        pg_take_from(r, class_name, oid);
    if (!owner)
        return;
    str handle = str_format(r->memory, "%.*s_%.*s", STR_ARGS(*owner), STR_ARGS(name));
    model_object *object = pg_add_object(r, trigger ? OBJECT_TRIGGER : OBJECT_POLICY, class_name, oid,
                                         str_starts_with(name, *owner) && !map_has(&r->names, name) ? name : handle);
    object->body = str_trim(pg_text(r, rows, i, ROUTINE_TEXT));
    pg_after(r, object, *owner);
    pg_set_doc(r, class_name, oid, &object->doc);
    if (relation)
        relation->own = true;
    if (!trigger)
        return;
    str table = pg_quoted(r, pg_text(r, rows, i, ROUTINE_SCHEMA), pg_text(r, rows, i, ROUTINE_TABLE));
    map_put(r->memory, &r->triggers, trigger_key(r, of, name),
            carry_state(r, table, object, name, pg_char(rows, i, ROUTINE_STATE)));
}

void pg_read_routines(pg_reader *r)
{
    const schemac_text_rows *rows = pg_query(r, PG_ROUTINES);
    for (size_t i = 0; rows && i < rows->n_rows; i++) {
        const char *kind = schemac_text_rows_get(rows, i, ROUTINE_KIND);
        if (kind[0] == 'f')
            add_function(r, rows, i);
        else if (kind[0] == 's')
            carry_partition_state(r, rows, i);
        else
            add_on_relation(r, rows, i, kind[0] == 't');
    }
    place_partition_states(r);
}

/* Objects carried as text, in the road of a plan:
 *
 * - what goes or is made again goes first of all, what stands on others before those; but functions, sequences and raw
 *   texts that a table uses go when the tables have let go of them, and extensions and schemas last of all;
 * - extensions and sequences come before the tables, and so do the functions that tables use (plan_create.c);
 * - everything else comes when the tables are as they shall be, each after what it mentions. */
#include "compiler/sql/object.h"
#include "compiler/sql/quote.h"

/* --- effects --- */

static str head_table(const sql_planner *p, const object_head *head)
{
    return sql_object_text(p, head->table_schema, head->table);
}

/* A table that the plan makes is nobody's business. */
static bool is_there(const sql_planner *p, str table)
{
    return !map_has(&p->objects->made_tables, table);
}

static sql_effect effect_on(const sql_planner *p, str object, plan_lock lock)
{
    if (p->dialect->locks_whole_database)
        return (sql_effect){.lock = LOCK_DATABASE};
    return (sql_effect){.lock = lock, .object = object};
}

static sql_effect effect_of_create(const sql_planner *p, const sql_object *item)
{
    const model_object *object = item->new_object;
    str table = head_table(p, &item->new_head);
    if (p->dialect->locks_whole_database)
        return effect_on(p, STR(""), LOCK_NONE);
    if ((object->kind == OBJECT_TRIGGER || object->kind == OBJECT_POLICY) && is_there(p, table))
        return effect_on(p, table, object->kind == OBJECT_TRIGGER ? LOCK_SHARE_ROW_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE);
    sql_effect effect = {0};
    if (sql_object_replaces(item) && object->kind == OBJECT_VIEW)
        effect = effect_on(p, sql_object_text(p, object->schema, object->database), LOCK_ACCESS_EXCLUSIVE);
    return effect;
}

static sql_effect effect_of_drop(const sql_planner *p, const sql_object *item)
{
    const model_object *object = item->old_object;
    str name = sql_object_text(p, object->schema, sql_object_name(object, &item->old_head));
    sql_effect effect = {0};
    if (object->kind == OBJECT_TRIGGER || object->kind == OBJECT_POLICY)
        effect = effect_on(p, head_table(p, &item->old_head), LOCK_ACCESS_EXCLUSIVE);
    else if (object->kind == OBJECT_VIEW || object->kind == OBJECT_SEQUENCE)
        effect = effect_on(p, name, LOCK_ACCESS_EXCLUSIVE);
    if (object->kind == OBJECT_SEQUENCE && !item->new_object)
        effect.loses = str_format(p->memory, "position of sequence %.*s", STR_ARGS(name));
    return effect;
}

/* A raw text that says so cannot run inside of a transaction. */
static bool is_alone(const sql_planner *p, const model_object *object, str text)
{
    sql_words words = {0};
    if (object->kind != OBJECT_RAW || !p->dialect->concurrent_indexes)
        return false;
    sql_words_of(p, text, false, &words);
    return map_has(&words.all, STR("concurrently")) || map_has(&words.all, STR("vacuum"));
}

/* --- comments --- */

/* An extension comes with a comment of its own, and has that again when nobody says another. */
static void usual_comment(sql_planner *p, const model_object *extension)
{
    writer out = writer_make(p->memory);
    writer_text(&out, "DO $schemac$ BEGIN\n    EXECUTE (SELECT format('COMMENT ON EXTENSION %I IS %L', name, comment)\n"
                      "        FROM pg_available_extensions WHERE name = ");
    quote_string(extension->database, p->dialect->id, &out);
    writer_text(&out, ");\nEND $schemac$");
    sql_emit(p, &out, (sql_effect){0});
}

static void comment(sql_planner *p, const sql_object *item)
{
    const model_object *now = item->new_object;
    bool stays = item->old_object && !item->remade;
    if (!p->dialect->comments || now->kind == OBJECT_RAW || str_eq(stays ? item->old_object->doc : STR(""), now->doc))
        return;
    if (now->kind == OBJECT_EXTENSION && !now->doc.len) {
        usual_comment(p, now);
        return;
    }
    writer out = writer_make(p->memory);
    writer_text(&out, "COMMENT ON ");
    sql_write_object_name(p, now, &item->new_head, &out);
    writer_text(&out, " IS ");
    if (now->doc.len)
        quote_string(now->doc, p->dialect->id, &out);
    else
        writer_text(&out, "NULL");
    sql_emit(p, &out, (sql_effect){0});
}

/* --- single statements --- */

static str words_of(const sql_planner *p, const model_object *object)
{
    return str_format(p->memory, "%s \"%.*s\"", model_object_info(object->kind)->word, STR_ARGS(object->name));
}

static void note_raw(const sql_planner *p, const model_object *object, sql_effect *effect)
{
    if (object->kind == OBJECT_RAW)
        effect->unread = words_of(p, object);
}

/* The database looks into the body of a function when it is made, and would miss there what is made later. */
static void leave_unchecked(sql_planner *p, const sql_object *item)
{
    bool function = item->new_object->kind == OBJECT_FUNCTION || item->new_object->kind == OBJECT_PROCEDURE;
    if (!item->unchecked || !function || p->bodies_unchecked)
        return;
    p->bodies_unchecked = p->plan->one_transaction = true;
    writer out = writer_make(p->memory);
    writer_text(&out, "SET LOCAL check_function_bodies = off");
    sql_emit(p, &out, (sql_effect){0});
}

static void create(sql_planner *p, sql_object *item)
{
    sql_next_group(p);
    leave_unchecked(p, item);
    item->made = true;
    writer out = writer_make(p->memory);
    sql_effect effect = effect_of_create(p, item);
    note_raw(p, item->new_object, &effect);
    effect.alone = is_alone(p, item->new_object, item->new_object->body);
    sql_write_create(p, item, &out);
    sql_emit(p, &out, effect);
}

/* Reports on the way up, and is the reason why there is no way down. */
static void refuse_drop(sql_planner *p, const model_object *object)
{
    str what = words_of(p, object);
    if (!p->down) {
        diagnostic_report(p->diagnostics, DIAGNOSTIC_SQL_NO_DOWN, object->span, what, (str){0}, (str){0});
        return;
    }
    p->plan->irreversible = true;
    p->plan->why_irreversible = str_format(p->memory, "nothing says how %.*s is taken away again", STR_ARGS(what));
}

static void drop(sql_planner *p, const sql_object *item)
{
    writer out = writer_make(p->memory);
    if (!sql_write_drop(p, item, &out)) {
        refuse_drop(p, item->old_object);
        return;
    }
    sql_effect effect = effect_of_drop(p, item);
    note_raw(p, item->old_object, &effect);
    effect.alone = is_alone(p, item->old_object, item->old_object->down);
    if (out.len)
        sql_emit(p, &out, effect);
}

static writer begin_alter(const sql_planner *p, const model_object *object, const char *word)
{
    writer out = writer_make(p->memory);
    writer_format(&out, "ALTER %s ", word);
    quote_qualified(object->schema, object->database, p->dialect->id, &out);
    return out;
}

/* Locks are told by the names that the running database knows. */
static str old_name(const sql_planner *p, const model_object *was)
{
    return sql_object_text(p, was->schema, was->database);
}

static void set_schema(sql_planner *p, const sql_object *item, const char *word)
{
    const model_object *was = item->old_object, *is = item->new_object;
    if (str_eq(was->schema, is->schema))
        return;
    model_object there = *was;
    there.database = is->database; /* renamed by now */
    there.schema = is->kind == OBJECT_EXTENSION ? STR("") : was->schema;
    writer out = begin_alter(p, &there, word);
    writer_text(&out, " SET SCHEMA ");
    quote_identifier(is->schema.len ? is->schema : STR("public"), &out);
    bool relation = is->kind == OBJECT_SEQUENCE;
    sql_emit(p, &out, relation ? effect_on(p, old_name(p, was), LOCK_ACCESS_EXCLUSIVE) : (sql_effect){0});
}

static void alter_sequence(sql_planner *p, const sql_object *item)
{
    set_schema(p, item, "SEQUENCE");
    writer options = writer_make(p->memory);
    sql_write_sequence_options(item->old_object, item->new_object, &options);
    if (!options.len)
        return;
    writer out = begin_alter(p, item->new_object, "SEQUENCE");
    writer_str(&out, writer_result(&options));
    sql_emit(p, &out, effect_on(p, old_name(p, item->old_object), LOCK_SHARE_ROW_EXCLUSIVE));
}

/* --- the road --- */

static bool is_last(const model_object *object)
{
    return object->kind == OBJECT_SCHEMA || object->kind == OBJECT_EXTENSION;
}

typedef bool choice(const sql_object *item);

static bool goes_early(const sql_object *item)
{
    return sql_object_drops(item) && !is_last(item->old_object) && !item->held && !item->late;
}

static bool goes_late(const sql_object *item)
{
    return sql_object_drops(item) && !is_last(item->old_object) && item->late;
}

static bool goes_last(const sql_object *item)
{
    return sql_object_drops(item) && item->old_object->kind == OBJECT_EXTENSION;
}

static void drop_chosen(sql_planner *p, choice *chosen)
{
    sql_next_group(p);
    for (size_t i = p->objects->items.count; i-- > 0;) {
        const sql_object *item = &p->objects->items.items[p->objects->old_order[i]];
        if (chosen(item))
            drop(p, item);
    }
}

void sql_drop_object(sql_planner *p, const sql_object *item)
{
    drop(p, item);
}

static void check_dialect(sql_planner *p, const sql_object *item)
{
    const model_object *now = item->new_object;
    if (!now || !sql_object_creates(item))
        return;
    unsigned dialects = now->materialized ? DIALECT_BIT_POSTGRESQL : model_object_info(now->kind)->dialects;
    if (dialects & (1u << p->dialect->id))
        return;
    const char *lack = now->materialized ? "materialized view" : model_object_info(now->kind)->word;
    diagnostic *d = diagnostic_report(p->diagnostics, DIAGNOSTIC_SQL_LACKS, now->span, now->name,
                                      str_from(p->dialect->name), str_from(lack));
    d->hint = STR("put it into a `for postgresql { … }` block, or leave it out");
}

void sql_plan_object_drops(sql_planner *p)
{
    VEC_EACH (const sql_object, &p->objects->items, item)
        check_dialect(p, item);
    drop_chosen(p, goes_early);
}

void sql_plan_object(sql_planner *p, sql_object *item)
{
    bool replaces = sql_object_replaces(item);
    if (replaces && item->new_object->kind == OBJECT_SEQUENCE)
        alter_sequence(p, item);
    else if (replaces && item->new_object->kind == OBJECT_EXTENSION)
        set_schema(p, item, "EXTENSION");
    else if (item->new_object->kind != OBJECT_SCHEMA && (replaces || sql_object_creates(item)))
        create(p, item);
    comment(p, item);
}

void sql_plan_object_creates(sql_planner *p)
{
    VEC_EACH (sql_object *, &p->later, item)
        sql_plan_object(p, *item);
}

void sql_plan_object_late_drops(sql_planner *p)
{
    drop_chosen(p, goes_late);
}

/* A schema stays as long as anything of the new state lives in it. */
static map schemas_in_use(const sql_planner *p)
{
    map used = {0};
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if ((*table)->new_table)
            map_put(p->memory, &used, (*table)->new_table->schema, p->delta);
    VEC_EACH (sql_enum_delta *, &p->delta->enums, of)
        if ((*of)->new_enum)
            map_put(p->memory, &used, (*of)->new_enum->schema, p->delta);
    VEC_EACH (const sql_object, &p->objects->items, item)
        if (item->new_object)
            map_put(p->memory, &used,
                    item->new_object->kind == OBJECT_SCHEMA ? item->new_object->name
                    : item->new_head.schema.len             ? item->new_head.schema
                                                            : item->new_object->schema,
                    p->delta);
    return used;
}

void sql_plan_object_last_drops(sql_planner *p)
{
    if (!p->objects->items.count)
        return;
    drop_chosen(p, goes_last);
    map used = schemas_in_use(p);
    for (size_t i = p->objects->items.count; i-- > 0;) {
        const sql_object *item = &p->objects->items.items[i];
        if (sql_object_drops(item) && item->old_object->kind == OBJECT_SCHEMA &&
            !map_has(&used, item->old_object->name))
            drop(p, item);
    }
}

/* --- names --- */

static void rename_object(sql_planner *p, const sql_move *move, str from_name, str to_name)
{
    const sql_object *item = move->part;
    const model_object *was = item->old_object;
    const char *word = was->kind == OBJECT_SEQUENCE ? "SEQUENCE" : was->materialized ? "MATERIALIZED VIEW" : "VIEW";
    writer out = writer_make(p->memory);
    writer_format(&out, "ALTER %s ", word);
    quote_qualified(was->schema, from_name, p->dialect->id, &out);
    writer_text(&out, " RENAME TO ");
    quote_identifier(to_name, &out);
    sql_emit(p, &out, effect_on(p, sql_object_text(p, was->schema, was->database), LOCK_ACCESS_EXCLUSIVE));
}

void sql_collect_object_moves(sql_planner *p, sql_move_list *moves)
{
    VEC_EACH (const sql_object, &p->objects->items, item) {
        if (!sql_object_renames(item))
            continue;
        const model_object *was = item->old_object, *is = item->new_object;
        sql_move move = {.from_name = was->database, .to_name = is->database, .part = item};
        move.from = str_format(p->memory, "%.*s.%.*s", STR_ARGS(was->schema), STR_ARGS(was->database));
        move.to = str_format(p->memory, "%.*s.%.*s", STR_ARGS(was->schema), STR_ARGS(is->database));
        VEC_PUSH(p->memory, moves, move);
    }
}

void sql_rename_object(sql_planner *p, const sql_move *move, str from_name, str to_name)
{
    rename_object(p, move, from_name, to_name);
}

/* --- schemas --- */

void sql_note_object_schemas(const sql_planner *p, map *known)
{
    VEC_EACH (const sql_object, &p->objects->items, item)
        if (item->old_object)
            map_put(p->memory, known,
                    item->old_object->kind == OBJECT_SCHEMA ? item->old_object->name : item->old_object->schema,
                    p->delta);
}

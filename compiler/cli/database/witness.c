/* What differs from the schema in a database that was just made of it differs only in words. */
#include "compiler/cli/database/witness.h"

#include "compiler/cli/database/reader.h"
#include "compiler/cli/database/scratch.h"
#include "compiler/inspect/adopt.h"
#include "compiler/sql/plan.h"

/* --- the database that is made --- */

/* What belongs to others is made as well, since a view may read it. */
static const model_schema *with_all_tables(arena *a, const model_schema *written)
{
    model_schema *schema = model_schema_copy(a, written);
    MAP_EACH (&written->tables, entry) {
        const model_table *table = entry->value;
        if (!table->unmanaged)
            continue;
        model_table *copy = model_table_copy(a, table);
        copy->unmanaged = false;
        map_put(a, &schema->tables, entry->key, copy);
    }
    return schema;
}

/* NULL where the schema cannot be made of nothing. */
static const plan *plan_of(arena *a, const model_schema *written, dialect_id dialect)
{
    diagnostic_list said = {.memory = a};
    const model_schema *nothing = model_schema_make(a);
    change_list changes = change_diff(a, nothing, with_all_tables(a, written), &said);
    plan *p = plan_make(a, nothing, &changes, dialect, NULL, &said);
    return said.errors ? NULL : p;
}

/* Statement by statement, past those that need what this server has not: a role, an extension. Returns how many. */
static size_t run_all(cli *c, scratch *s, const plan *p)
{
    size_t refused = 0;
    str why = {0};
    VEC_EACH (const plan_statement, &p->statements, statement) {
        schemac_error err = SCHEMAC_ERROR_INIT;
        if (schemac_db_run(scratch_db(s), str_copy(&c->memory, statement->sql).ptr, &err) == SCHEMAC_OK)
            continue;
        if (refused++ == 0)
            why = str_copy(&c->memory, str_from(err.message));
    }
    if (refused)
        talk(c,
             "the scratch database refuses %zu statement%s of the schema (%.*s): what they make is compared without it",
             refused, refused == 1 ? "" : "s", STR_ARGS(why));
    return refused;
}

static const model_schema *make_and_read(cli *c, const model_schema *written, dialect_id dialect, size_t *refused)
{
    exit_status status;
    inspect_result made;
    const plan *p = plan_of(&c->memory, written, dialect);
    scratch *s = p ? scratch_open(c, dialect, &status) : NULL;
    if (!s)
        return NULL;
    *refused = run_all(c, s, p);
    bool read = reader_catalog(c, scratch_db(s), NULL, &made, &status);
    scratch_close(c, s);
    return read ? made.schema : NULL;
}

const model_schema *witness_made(cli *c, const model_schema *written, dialect_id dialect)
{
    size_t refused = 0;
    bool can = dialect == DIALECT_SQLITE || project_text(c, SETTING_DEV_URL).len;
    const model_schema *made = can ? make_and_read(c, written, dialect, &refused) : NULL;
    return refused ? NULL : made;
}

/* --- what both differ in --- */

/* The part that is altered, as a key; empty for changes that are no question of words. */
static str part_of(arena *a, const change *item)
{
    const model_object *object = item->old_object ? item->old_object : item->new_object;
    const model_column *column = item->old_column ? item->old_column : item->new_column;
    const model_constraint *constraint = item->old_constraint ? item->old_constraint : item->new_constraint;
    const model_index *index = item->old_index ? item->old_index : item->new_index;
    str name = object       ? model_object_key(a, object->kind, object->name, object->dialects)
               : column     ? column->name
               : constraint ? constraint->name
               : index      ? index->name
                            : STR("");
    const char *kind = object ? "object" : column ? "column" : constraint ? "constraint" : "index";
    return name.len ? str_format(a, "%.*s\x1f%s\x1f%.*s", STR_ARGS(item->subject), kind, STR_ARGS(name)) : STR("");
}

typedef VEC(const change *) part_changes;

static map by_parts(arena *a, const change_list *changes)
{
    map parts = {0};
    VEC_EACH (const change, changes, item) {
        str part = part_of(a, item);
        part_changes *list = part.len ? map_get(&parts, part) : NULL;
        if (part.len && !list) {
            list = ARENA_NEW(a, part_changes);
            *list = (part_changes){0};
            map_put(a, &parts, part, list);
        }
        if (list)
            VEC_PUSH(a, list, item);
    }
    return parts;
}

/* Is it there in the database, in some words? What both lack is no witness of anything. */
static bool is_there(const change *item)
{
    return item->old_object || item->old_column || item->old_constraint || item->old_index;
}

static bool same_part(const part_changes *found, const part_changes *made)
{
    bool there = false;
    if (!made || found->count != made->count)
        return false;
    for (size_t i = 0; i < found->count; i++) {
        if (!change_equal(found->items[i], made->items[i]))
            return false;
        there = there || is_there(found->items[i]);
    }
    return there;
}

/* What leads from both to the written words, part by part. */
static change_list in_both(arena *a, const change_list *of_found, const change_list *of_made)
{
    map found = by_parts(a, of_found), made = by_parts(a, of_made);
    change_list both = {0};
    VEC_EACH (const change, of_found, item) {
        str part = part_of(a, item);
        if (part.len && same_part(map_get(&found, part), map_get(&made, part)))
            VEC_PUSH(a, &both, *item);
    }
    return both;
}

/* --- all --- */

/* Is there anything that could be a question of words? */
static bool is_doubtful(const change_list *changes)
{
    VEC_EACH (const change, changes, item)
        if (is_there(item))
            return true;
    return false;
}

const model_schema *witness_hear(cli *c, const model_schema *found, const model_schema *written, dialect_id dialect)
{
    arena *a = &c->memory;
    diagnostic_list said = {.memory = a};
    if (dialect != DIALECT_POSTGRESQL || !project_text(c, SETTING_DEV_URL).len)
        return found;
    change_list of_found = change_diff(a, found, written, &said);
    size_t refused;
    const model_schema *made = is_doubtful(&of_found) ? make_and_read(c, written, dialect, &refused) : NULL;
    if (!made)
        return found;
    made = inspect_adopt(a, made, written, dialect);
    change_list of_made = change_diff(a, made, written, &said);
    change_list both = in_both(a, &of_found, &of_made);
    said = (diagnostic_list){.memory = a};
    const model_schema *same = both.count ? change_apply(a, found, &both, &said) : found;
    return said.errors ? found : same;
}

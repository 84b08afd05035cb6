/* A drop beside a compatible add may be a rename that nobody wrote down. It is never guessed: the author is asked, with
 * both answers ready. What stands aside under a temporary name has been explained by the `was` of another. */
#include "compiler/change/apply.h"
#include "compiler/change/diff.h"

/* Kinds of types between which an author could have meant a rename. */
static str family_of(arena *a, const model_type *type)
{
    static const char *const families[SCALAR_COUNT] = {
        [SCALAR_BOOL] = "bool",        [SCALAR_SMALLINT] = "number", [SCALAR_INT] = "number",
        [SCALAR_BIGINT] = "number",    [SCALAR_REAL] = "number",     [SCALAR_DOUBLE] = "number",
        [SCALAR_DECIMAL] = "number",   [SCALAR_CHAR] = "text",       [SCALAR_VARCHAR] = "text",
        [SCALAR_TEXT] = "text",        [SCALAR_DATE] = "date",       [SCALAR_TIMESTAMP] = "date",
        [SCALAR_TIMESTAMPTZ] = "date", [SCALAR_JSON] = "json",       [SCALAR_JSONB] = "json",
        [SCALAR_INET] = "network",     [SCALAR_CIDR] = "network",    [SCALAR_BIT] = "bits",
        [SCALAR_VARBIT] = "bits",
    };
    if (type->kind == TYPE_SCALAR && families[type->scalar])
        return str_format(a, "%s %u", families[type->scalar], (unsigned)type->dimensions);
    writer out = writer_make(a);
    model_type_print(type, &out);
    return writer_result(&out);
}

static str exact_type(arena *a, const model_type *type)
{
    writer out = writer_make(a);
    writer_text(&out, "=");
    model_type_print(type, &out);
    return writer_result(&out);
}

static map drops_of(arena *a, const str_list *names)
{
    map drops = {0};
    VEC_EACH (const str, names, name)
        map_put(a, &drops, *name, (void *)name);
    return drops;
}

typedef struct candidates {
    VEC(const model_column *) columns;
    size_t next;
} candidates;

static void offer(arena *a, map *offers, str key, const model_column *column)
{
    candidates *list = map_get(offers, key);
    if (!list) {
        list = ARENA_NEW(a, candidates);
        map_put(a, offers, key, list);
    }
    VEC_PUSH(a, &list->columns, column);
}

/* The next one that nobody has been paired with. */
static const model_column *accept(arena *a, const map *offers, str key, map *paired)
{
    candidates *list = map_get(offers, key);
    while (list && list->next < list->columns.count) {
        const model_column *column = list->columns.items[list->next++];
        if (!map_has(paired, column->name)) {
            map_put(a, paired, column->name, (void *)column);
            return column;
        }
    }
    return NULL;
}

static void report(change_diff_work *work, const char *kind, str old_name, source_span old_span, str new_name,
                   source_span new_span, str where)
{
    arena *a = work->memory;
    str gone = str_format(a, "%s \"%.*s\"", kind, STR_ARGS(old_name));
    str come = str_format(a, "%s \"%.*s\"", kind, STR_ARGS(new_name));
    diagnostic *d =
        diagnostic_report(work->diagnostics, DIAGNOSTIC_CHANGE_MAYBE_RENAMED, new_span, gone, come, (str){0});
    if (old_span.file)
        diagnostic_second(d, old_span, "what disappears");
    d->hint = str_format(a, "write `was %.*s` at \"%.*s\" if it is renamed, or `drop %.*s` %.*s if it is meant to go",
                         STR_ARGS(old_name), STR_ARGS(new_name), STR_ARGS(old_name), STR_ARGS(where));
}

void change_doubt_columns(change_diff_work *work, const change_table_diff *diff)
{
    arena *a = work->memory;
    if (diff->dropped_columns.count == 0 || diff->added_columns.count == 0)
        return;
    map drops = drops_of(a, &diff->new_table->dropped);
    map offers = {0};
    map paired = {0};
    VEC_EACH (const model_column *const, &diff->added_columns, column) {
        offer(a, &offers, exact_type(a, &(*column)->type), *column);
        offer(a, &offers, family_of(a, &(*column)->type), *column);
    }
    VEC_EACH (const model_column *const, &diff->dropped_columns, it) {
        const model_column *old = *it;
        if (map_has(&drops, old->name) || change_is_temporary(old->name))
            continue;
        const model_column *now = accept(a, &offers, exact_type(a, &old->type), &paired);
        now = now ? now : accept(a, &offers, family_of(a, &old->type), &paired);
        if (now)
            report(work, "field", old->name, old->span, now->name, now->span,
                   str_format(a, "in model \"%.*s\"", STR_ARGS(diff->new_table->name)));
    }
}

/* The same for every order of the columns. */
static str shape_of(arena *a, const model_table *table)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < table->columns.count; i++) {
        const model_column *column = table->columns.items[i];
        str type = exact_type(a, &column->type);
        sum += str_hash(str_format(a, "%.*s%.*s%d", STR_ARGS(column->column), STR_ARGS(type), column->nullable));
    }
    return str_format(a, "%zu %llx", table->columns.count, (unsigned long long)sum);
}

void change_doubt_models(change_diff_work *work)
{
    arena *a = work->memory;
    map shapes = {0};
    map drops = drops_of(a, &work->after->dropped_models);
    MAP_EACH (&work->middle->tables, entry) {
        const model_table *table = entry->value;
        bool gone = !model_find_table(work->after, entry->key);
        if (gone && !map_has(&drops, entry->key) && !change_is_temporary(entry->key) && table->columns.count)
            map_put(a, &shapes, shape_of(a, table), entry->value);
    }
    if (shapes.live == 0)
        return;
    MAP_EACH (&work->after->tables, entry) {
        const model_table *now = entry->value;
        if (model_find_table(work->middle, entry->key))
            continue;
        const model_table *old = map_remove(&shapes, shape_of(a, now));
        if (old)
            report(work, "model", old->name, old->span, now->name, now->span, STR("beside the models"));
    }
}

/* What could be one and the same under another name. */
static str object_shape(arena *a, const model_object *object)
{
    writer out = writer_make(a);
    writer_format(&out, "%d %u %d %.*s\x1f", (int)object->kind, object->dialects, object->materialized,
                  STR_ARGS(object->body));
    VEC_EACH (const model_option, &object->options, option)
        writer_format(&out, "%.*s=%.*s\x1f", STR_ARGS(option->name), STR_ARGS(option->value));
    return writer_result(&out);
}

void change_doubt_objects(change_diff_work *work)
{
    arena *a = work->memory;
    map gone = {0};
    MAP_EACH (&work->middle->objects, entry) {
        const model_object *old = entry->value;
        bool meant = map_has(&work->after->dropped_objects, model_dropped_key(a, old->kind, old->name));
        if (model_object_info(old->kind)->renames && !map_has(&work->after->objects, entry->key) && !meant &&
            !change_is_temporary(old->name))
            map_put(a, &gone, object_shape(a, old), entry->value);
    }
    if (gone.live == 0)
        return;
    MAP_EACH (&work->after->objects, entry) {
        const model_object *now = entry->value;
        const model_object *old =
            map_has(&work->middle->objects, entry->key) ? NULL : map_remove(&gone, object_shape(a, now));
        if (old)
            report(work, model_object_info(old->kind)->word, old->name, old->span, now->name, now->span,
                   str_format(a, "beside the %ss", model_object_info(old->kind)->word));
    }
}

static str members_of(arena *a, const model_enum *of)
{
    writer out = writer_make(a);
    VEC_EACH (const model_member, &of->members, member) {
        writer_str(&out, member->label);
        writer_char(&out, '\x1f');
    }
    return writer_result(&out);
}

void change_doubt_enums(change_diff_work *work)
{
    arena *a = work->memory;
    map gone = {0};
    map drops = drops_of(a, &work->after->dropped_enums);
    MAP_EACH (&work->middle->enums, entry)
        if (!model_find_enum(work->after, entry->key) && !map_has(&drops, entry->key) &&
            !change_is_temporary(entry->key))
            map_put(a, &gone, members_of(a, entry->value), entry->value);
    if (gone.live == 0)
        return;
    MAP_EACH (&work->after->enums, entry) {
        const model_enum *now = entry->value;
        if (model_find_enum(work->middle, entry->key))
            continue;
        const model_enum *old = map_remove(&gone, members_of(a, now));
        if (old)
            report(work, "enum", old->name, old->span, now->name, now->span, STR("beside the enums"));
    }
}

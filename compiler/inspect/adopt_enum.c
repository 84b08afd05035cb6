/* Enums as the database has them: a type with its labels, or columns of text (or numbers) with a check over them. The
 * checks that the planner makes for enums are found by their names, read, and taken into the enum: its members are what
 * they allow. A check that no enum gives stays a check, and its column is what it is. */
#include "compiler/inspect/adopt_internal.h"
#include "compiler/sql/plan.h"

#include <stdlib.h>

/* A column that is of an enum, or could be. */
typedef struct enum_use {
    const model_table *there;
    const model_column *column; /* with the enum as its type */
    const model_constraint *check;
} enum_use;
typedef VEC(enum_use) enum_uses;

typedef struct enum_worker {
    adopt_work *adopter;
    map uses; /* enum's name -> enum_uses * */
} enum_worker;

static str part_key(const adopt_work *adopter, const model_table *table, str name)
{
    return str_format(adopter->memory, "%.*s\x1f%.*s", STR_ARGS(table->name), STR_ARGS(name));
}

const model_column *adopt_enum_column(const adopt_work *adopter, const model_table *there, const model_column *column)
{
    const model_column *typed = map_get(&adopter->enum_columns, part_key(adopter, there, column->name));
    return typed ? typed : column;
}

bool adopt_is_enum_check(const adopt_work *adopter, const model_table *there, const model_constraint *constraint)
{
    return constraint->kind == CONSTRAINT_CHECK &&
           map_get(&adopter->enum_checks, part_key(adopter, there, constraint->name)) == constraint;
}

/* --- where enums are used --- */

static void add_use(enum_worker *worker, str name, enum_use use)
{
    arena *a = worker->adopter->memory;
    enum_uses *uses = map_get(&worker->uses, name);
    if (!uses) {
        uses = ARENA_NEW(a, enum_uses);
        map_put(a, &worker->uses, name, uses);
    }
    VEC_PUSH(a, uses, use);
}

/* The column as one of the enum that somebody wrote for it. */
static const model_column *as_written(arena *a, const model_column *there, const model_table *written)
{
    const model_column *column = written ? model_find_column(written, there->name) : NULL;
    if (there->type.kind == TYPE_ENUM || !column || column->type.kind != TYPE_ENUM)
        return there;
    model_column *copy = ARENA_NEW(a, model_column);
    *copy = *there;
    copy->type = column->type;
    return copy;
}

static void find_uses(enum_worker *worker, const model_table *there)
{
    adopt_work *adopter = worker->adopter;
    const model_table *written = model_find_table(adopter->written, there->name);
    const model_table nobody = {.table = there->table};
    map constraints = {0};
    VEC_EACH (model_constraint *, &there->constraints, it)
        map_put(adopter->memory, &constraints, (*it)->name, *it);
    VEC_EACH (model_column *, &there->columns, it) {
        const model_column *column = as_written(adopter->memory, *it, written);
        if (column->type.kind != TYPE_ENUM)
            continue;
        str name = plan_enum_check_name(adopter->memory, written ? written : &nobody, column);
        enum_use use = {.there = there, .column = column, .check = map_get(&constraints, name)};
        add_use(worker, column->type.enum_name, use);
    }
}

/* --- is it the check of this enum? --- */

static bool is_same_storage(const adopt_work *adopter, const enum_use *use)
{
    const model_column *there = model_find_column(use->there, use->column->name);
    writer expected = writer_make(adopter->memory), actual = writer_make(adopter->memory);
    plan_type(adopter->result, &use->column->type, adopter->dialect, &expected);
    plan_type(adopter->renamed, &there->type, adopter->dialect, &actual);
    return str_eq_nocase(writer_result(&expected), writer_result(&actual));
}

/* As the enum stands in the result now. */
static bool is_enum_of(const adopt_work *adopter, const enum_use *use)
{
    const model_constraint *expected =
        plan_enum_check(adopter->memory, adopter->result, use->there, use->column, adopter->dialect);
    if (!is_same_storage(adopter, use))
        return false;
    if (!expected || !use->check)
        return !expected;
    writer text = writer_make(adopter->memory);
    plan_expression(adopter->result, use->there, expected->check, adopter->dialect, &text);
    return adopt_same_sql(adopter, use->there, NULL, writer_result(&text), use->check->check) ||
           expression_equal(expected->check, use->check->check);
}

static void absorb(adopt_work *adopter, const enum_use *use)
{
    map_put(adopter->memory, &adopter->enum_columns, part_key(adopter, use->there, use->column->name),
            (void *)use->column);
    if (use->check)
        map_put(adopter->memory, &adopter->enum_checks, part_key(adopter, use->there, use->check->name),
                (void *)use->check);
}

static size_t absorb_all(adopt_work *adopter, const enum_uses *uses)
{
    size_t count = 0;
    VEC_EACH (enum_use, uses, use) {
        if (!is_enum_of(adopter, use))
            continue;
        bool expected = plan_enum_check(adopter->memory, adopter->result, use->there, use->column, adopter->dialect);
        enum_use found = *use;
        if (!expected)
            found.check = NULL;
        absorb(adopter, &found);
        count++;
    }
    return count;
}

static size_t count_matches(const adopt_work *adopter, const enum_uses *uses)
{
    size_t count = 0;
    VEC_EACH (enum_use, uses, use)
        count += is_enum_of(adopter, use);
    return count;
}

/* --- what a check allows --- */

static void collect_values(arena *a, const expression *e, str_list *values)
{
    bool literal = e->kind == EXPRESSION_STRING || e->kind == EXPRESSION_NUMBER || e->kind == EXPRESSION_MEMBER;
    if (literal)
        VEC_PUSH(a, values, e->text);
    for (size_t i = 0; i < e->n_arguments; i++)
        collect_values(a, e->arguments[i], values);
}

static map values_of(const adopt_work *adopter, const enum_use *use)
{
    arena *a = adopter->memory;
    str_list list = {0};
    map values = {0};
    if (use && use->check)
        collect_values(a, adopt_tree(adopter, use->there, use->check->check), &list);
    VEC_EACH (const str, &list, value)
        map_put(a, &values, *value, list.items);
    return values;
}

static model_enum *copy_enum(arena *a, const model_enum *item)
{
    model_enum *copy = ARENA_NEW(a, model_enum);
    *copy = *item;
    copy->members.items = NULL;
    copy->members.count = copy->members.capacity = 0;
    return copy;
}

/* Rows hold labels: the members are those that are allowed, in the written order, then those that nobody wrote. */
static model_enum *enum_of_labels(const adopt_work *adopter, const model_enum *written, const enum_use *use)
{
    arena *a = adopter->memory;
    map labels = values_of(adopter, use), taken = {0};
    model_enum *item = copy_enum(a, written);
    VEC_EACH (const model_member, &written->members, member) {
        bool allowed = map_remove(&labels, member->label) != NULL;
        map_put(a, &taken, member->name, item);
        if (!allowed && !member->retired)
            continue;
        VEC_PUSH(a, &item->members, *member);
        item->members.items[item->members.count - 1].retired = !allowed;
    }
    MAP_EACH (&labels, entry) {
        model_member member = {.name = rename_fresh(a, &taken, STR(""), entry->key), .label = entry->key};
        VEC_PUSH(a, &item->members, member);
    }
    return item;
}

/* Rows hold ordinals: a number that is not allowed is one that is retired, or behind the last. */
static model_enum *enum_of_ordinals(const adopt_work *adopter, const model_enum *written, const enum_use *use)
{
    arena *a = adopter->memory;
    map numbers = values_of(adopter, use), taken = {0};
    size_t count = 0;
    MAP_EACH (&numbers, entry) {
        unsigned long number = strtoul(str_copy(a, entry->key).ptr, NULL, 10);
        if (number < INT16_MAX && number + 1 > count)
            count = number + 1;
    }
    VEC_EACH (const model_member, &written->members, member)
        map_put(a, &taken, member->name, &taken);
    for (; count < written->members.count && written->members.items[count].retired; count++) {
    }
    model_enum *item = copy_enum(a, written);
    for (size_t i = 0; i < count; i++) {
        str number = str_format(a, "%zu", i);
        model_member member = {0};
        if (i < written->members.count)
            member = written->members.items[i];
        else
            member.name = member.label = rename_fresh(a, &taken, STR("value"), number);
        member.retired = !map_has(&numbers, number);
        VEC_PUSH(a, &item->members, member);
    }
    return item;
}

static void put_enum(adopt_work *adopter, const model_enum *item)
{
    map_put(adopter->memory, &adopter->result->enums, item->name, (void *)item);
}

/* As written where a column says so, or none says anything; else as the first check has it. */
static void adopt_untyped(enum_worker *worker, const model_enum *written)
{
    adopt_work *adopter = worker->adopter;
    static const enum_uses no_uses;
    const enum_uses *uses = map_get(&worker->uses, written->name);
    uses = uses ? uses : &no_uses;
    put_enum(adopter, written);
    bool ordinals = written->storage == STORAGE_SMALLINT && adopter->dialect == DIALECT_POSTGRESQL;
    VEC_EACH (enum_use, uses, use) {
        if (count_matches(adopter, uses) > 0 || !use->check)
            continue;
        put_enum(adopter, ordinals ? enum_of_ordinals(adopter, written, use) : enum_of_labels(adopter, written, use));
        break;
    }
    if (absorb_all(adopter, uses) == 0)
        put_enum(adopter, written);
}

/* --- types of the database --- */

/* The type that is there, in the written words; `retired`: the members that a check keeps away. */
static model_enum *typed_enum(adopt_work *adopter, const model_enum *written, const model_enum *there,
                              const map *retired)
{
    model_enum *item = copy_enum(adopter->memory, written ? written : there);
    item->storage = STORAGE_TYPE;
    VEC_EACH (const model_member, &there->members, member) {
        const model_member *known = written ? model_find_member(written, member->name) : NULL;
        VEC_PUSH(adopter->memory, &item->members, known ? *known : *member);
        item->members.items[item->members.count - 1].retired =
            map_has(retired, member->name) || map_has(retired, member->label);
    }
    return item;
}

static void adopt_typed(enum_worker *worker, const model_enum *written, const model_enum *there)
{
    adopt_work *adopter = worker->adopter;
    static const enum_uses no_uses;
    const enum_uses *uses = map_get(&worker->uses, there->name);
    uses = uses ? uses : &no_uses;
    map retired = values_of(adopter, uses->count ? &uses->items[0] : NULL);
    map none = {0};
    /* Without a column nobody can tell whether a member is retired. */
    if (!uses->count && written)
        VEC_EACH (const model_member, &written->members, member)
            if (member->retired)
                map_put(adopter->memory, &retired, member->name, &retired);
    model_enum *item = typed_enum(adopter, written, there, &retired);
    put_enum(adopter, written && model_enum_equal(written, item) ? written : item);
    bool all = count_matches(adopter, uses) == uses->count;
    if (!all)
        put_enum(adopter, typed_enum(adopter, written, there, &none));
    absorb_all(adopter, uses);
}

static void adopt_one(enum_worker *worker, const model_enum *written)
{
    adopt_work *adopter = worker->adopter;
    const model_enum *there = model_find_enum(adopter->renamed, written->name);
    if (!adopt_in_dialect(adopter, written->dialects))
        put_enum(adopter, written);
    else if (there)
        adopt_typed(worker, written, there);
    else if (adopter->dialect == DIALECT_SQLITE || written->storage != STORAGE_TYPE)
        adopt_untyped(worker, written);
}

void adopt_enums(adopt_work *adopter)
{
    enum_worker worker = {.adopter = adopter};
    MAP_EACH (&adopter->renamed->tables, entry)
        find_uses(&worker, entry->value);
    MAP_EACH (&adopter->written->enums, entry)
        adopt_one(&worker, entry->value);
    MAP_EACH (&adopter->renamed->enums, entry)
        if (!model_find_enum(adopter->written, entry->key) &&
            !adopt_is_made(adopter, adopt_thing(adopter, "type", ((const model_enum *)entry->value)->type_name)))
            adopt_typed(&worker, NULL, entry->value);
}

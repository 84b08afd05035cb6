/* Names in the database: how long they are, and which of them share a space.
 * PostgreSQL: tables, indexes, primary keys, unique and exclude constraints of a schema share one; so do tables and
 * enum types. SQLite: tables and indexes share one, whatever their schema is here, and case is no difference. */
#include "compiler/model/check_internal.h"

#include "compiler/model/names.h"
#include "compiler/model/object.h"

typedef struct name_entry {
    source_span span;
    bool table;
} name_entry;

typedef struct name_checker {
    checker *checker;
    map relations; /* of PostgreSQL */
    map types;
    map sqlite;
    map on_postgresql; /* columns of the table at hand */
    map on_sqlite;
    map doubled; /* models whose table another one has: what is in them would clash as well */
} name_checker;

static void check_length(checker *c, str name, source_span span, unsigned dialects)
{
    if (name.len > NAMES_LIMIT && (dialects & c->dialects & DIALECT_BIT_POSTGRESQL))
        check_report(c, DIAGNOSTIC_NAME_TOO_LONG, span, name, str_format(c->memory, "%zu", name.len), (str){0});
}

static void report_clash(checker *c, dialect_id dialect, str name, const name_entry *entry, const name_entry *before)
{
    bool tables = entry->table && before->table;
    diagnostic *d = tables ? check_report(c, DIAGNOSTIC_DUPLICATE_TABLE, entry->span, name, (str){0}, (str){0})
                           : check_report(c, DIAGNOSTIC_DATABASE_CLASH, entry->span, str_from(dialect_name(dialect)),
                                          name, (str){0});
    diagnostic_second(d, before->span, "first used here");
}

static bool enter(name_checker *names, map *space, dialect_id dialect, str key, str name, name_entry entry)
{
    checker *c = names->checker;
    name_entry *before = map_get(space, key);
    if (before) {
        report_clash(c, dialect, name, &entry, before);
        return false;
    }
    name_entry *kept = ARENA_NEW(c->memory, name_entry);
    *kept = entry;
    map_put(c->memory, space, key, kept);
    return true;
}

/* The name as SQLite tells it from others. */
static str folded(checker *c, str name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z')
            return str_lower(c->memory, name);
    }
    return name;
}

static str schema_key(checker *c, str schema, str name)
{
    if (str_is_empty(schema))
        return name;
    return str_format(c->memory, "%.*s\n%.*s", STR_ARGS(schema), STR_ARGS(name));
}

/* Enters a name into the spaces of the dialects it is there for; reported once. */
static bool enter_relation(name_checker *names, str schema, str name, name_entry entry, unsigned dialects,
                           bool on_sqlite)
{
    checker *c = names->checker;
    dialects &= c->dialects;
    bool good = true;
    if (dialects & DIALECT_BIT_POSTGRESQL)
        good = enter(names, &names->relations, DIALECT_POSTGRESQL, schema_key(c, schema, name), name, entry);
    if (good && on_sqlite && (dialects & DIALECT_BIT_SQLITE))
        good = enter(names, &names->sqlite, DIALECT_SQLITE, folded(c, name), name, entry);
    return good;
}

static void check_sqlite_name(checker *c, str name, source_span span, unsigned dialects)
{
    if ((dialects & c->dialects & DIALECT_BIT_SQLITE) && str_starts_with(folded(c, name), STR("sqlite_")))
        check_lacks(c, DIALECT_SQLITE, span, "names of its users that begin with \"sqlite_\"");
}

/* --- columns --- */

static void check_column_names(name_checker *names, const model_table *table)
{
    checker *c = names->checker;
    map_clear(&names->on_postgresql);
    map_clear(&names->on_sqlite);
    VEC_EACH (model_column *, &table->columns, it) {
        model_column *column = *it;
        unsigned dialects = column->dialects & c->dialects;
        model_column *before = NULL;
        check_length(c, column->column, column->span, column->dialects);
        if (dialects & DIALECT_BIT_POSTGRESQL)
            before = map_put(c->memory, &names->on_postgresql, column->column, column);
        if (!before && (dialects & DIALECT_BIT_SQLITE))
            before = map_put(c->memory, &names->on_sqlite, folded(c, column->column), column);
        if (!before)
            continue;
        diagnostic *d = check_report(c, DIAGNOSTIC_COLUMN_CLASH, column->span, column->column, table->name, (str){0});
        diagnostic_second(d, before->span, "first used here");
    }
}

/* --- tables --- */

static bool makes_index(const model_constraint *constraint)
{
    return constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE ||
           constraint->kind == CONSTRAINT_EXCLUDE;
}

static void check_item_names(name_checker *names, const model_table *table)
{
    checker *c = names->checker;
    VEC_EACH (model_constraint *, &table->constraints, it) {
        const model_constraint *constraint = *it;
        check_length(c, constraint->name, constraint->span, constraint->dialects);
        if (makes_index(constraint))
            enter_relation(names, table->schema, constraint->name, (name_entry){.span = constraint->span},
                           constraint->dialects, false);
    }
    VEC_EACH (model_partition *, &table->partitions, it) {
        const model_partition *partition = *it;
        check_length(c, partition->name, partition->span, DIALECT_BIT_POSTGRESQL);
        enter_relation(names, table->schema, partition->name, (name_entry){.span = partition->span},
                       DIALECT_BIT_POSTGRESQL, false);
    }
    VEC_EACH (model_index *, &table->indexes, it) {
        const model_index *index = *it;
        check_length(c, index->name, index->span, index->dialects);
        check_sqlite_name(c, index->name, index->span, index->dialects);
        enter_relation(names, table->schema, index->name, (name_entry){.span = index->span}, index->dialects, true);
    }
}

static void check_table_name(name_checker *names, const model_table *table)
{
    checker *c = names->checker;
    name_entry entry = {.span = table->span, .table = true};
    check_length(c, table->table, table->span, table->dialects);
    check_sqlite_name(c, table->table, table->span, table->dialects);
    if (!enter_relation(names, table->schema, table->table, entry, table->dialects, true))
        map_put(c->memory, &names->doubled, table->name, c);
    if (table->dialects & c->dialects & DIALECT_BIT_POSTGRESQL) {
        str key = schema_key(c, table->schema, table->table);
        if (!map_has(&names->types, key)) {
            name_entry *kept = ARENA_NEW(c->memory, name_entry);
            *kept = entry;
            map_put(c->memory, &names->types, key, kept);
        }
    }
}

/* --- enums --- */

static void check_enum_name(name_checker *names, const model_enum *item)
{
    checker *c = names->checker;
    if (item->storage != STORAGE_TYPE || !(item->dialects & c->dialects & DIALECT_BIT_POSTGRESQL))
        return;
    check_length(c, item->type_name, item->span, item->dialects);
    enter(names, &names->types, DIALECT_POSTGRESQL, schema_key(c, item->schema, item->type_name), item->type_name,
          (name_entry){.span = item->span});
    VEC_EACH (const model_member, &item->members, member)
        check_length(c, member->label, member->span, item->dialects);
}

/* --- views and sequences, which are relations like tables --- */

static void check_object_name(name_checker *names, const model_object *object)
{
    checker *c = names->checker;
    if (!object->database.len)
        return;
    check_length(c, object->database, object->span, object->dialects);
    if (object->kind != OBJECT_VIEW && object->kind != OBJECT_SEQUENCE)
        return;
    check_sqlite_name(c, object->database, object->span, object->dialects);
    enter_relation(names, object->schema, object->database, (name_entry){.span = object->span}, object->dialects, true);
}

void check_names(checker *c)
{
    name_checker names = {.checker = c};
    MAP_EACH (&c->schema->tables, entry) {
        check_table_name(&names, entry->value);
        check_column_names(&names, entry->value);
    }
    MAP_EACH (&c->schema->tables, entry) {
        if (!map_has(&names.doubled, entry->key))
            check_item_names(&names, entry->value);
    }
    MAP_EACH (&c->schema->enums, entry)
        check_enum_name(&names, entry->value);
    MAP_EACH (&c->schema->objects, entry)
        check_object_name(&names, entry->value);
}

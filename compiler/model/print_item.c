/* Constraints and indexes as items: `unique name (a, b)`, `foreign key (a) references B (id)`, `index (a desc)`. */
#include "compiler/model/print_internal.h"

#include "compiler/model/names.h"

bool print_constraint_is_named(arena *scratch, const model_table *table, const model_constraint *constraint)
{
    return !str_eq(constraint->name, names_of_constraint(scratch, table, constraint));
}

bool print_index_is_named(arena *scratch, const model_table *table, const model_index *index)
{
    return !str_eq(index->name, names_of_index(scratch, table, index));
}

const char *print_action_name(model_action action)
{
    static const char *const names[] = {
        [ACTION_NO_ACTION] = "no action", [ACTION_RESTRICT] = "restrict",       [ACTION_CASCADE] = "cascade",
        [ACTION_SET_NULL] = "set null",   [ACTION_SET_DEFAULT] = "set default",
    };
    return names[action];
}

static void print_key(const model_key *key, writer *out)
{
    bool plain = key->value->kind == EXPRESSION_COLUMN;
    if (!plain)
        writer_char(out, '(');
    expression_print(key->value, out);
    if (!plain)
        writer_char(out, ')');
    print_word(" collate ", key->collation, out);
    if (!str_is_empty(key->opclass)) {
        writer_char(out, ' ');
        print_name(key->opclass, out);
    }
    if (key->descending)
        writer_text(out, " desc");
    if (key->nulls_said)
        writer_text(out, key->nulls_first ? " nulls first" : " nulls last");
    if (!str_is_empty(key->with_operator)) {
        writer_text(out, " with ");
        writer_str(out, key->with_operator);
    }
}

void print_keys(const model_key_list *keys, writer *out)
{
    writer_char(out, '(');
    VEC_EACH (const model_key, keys, key) {
        if (key != keys->items)
            writer_text(out, ", ");
        print_key(key, out);
    }
    writer_char(out, ')');
}

static void print_where(const expression *where, writer *out)
{
    if (!where)
        return;
    writer_text(out, " where (");
    expression_print(where, out);
    writer_char(out, ')');
}

static void print_include(const str_list *include, writer *out)
{
    if (include->count == 0)
        return;
    writer_text(out, " include ");
    print_name_list(include, out);
}

void print_foreign_key_options(const model_constraint *constraint, writer *out)
{
    if (constraint->on_delete != ACTION_NO_ACTION)
        writer_format(out, " on delete %s", print_action_name(constraint->on_delete));
    if (constraint->on_update != ACTION_NO_ACTION)
        writer_format(out, " on update %s", print_action_name(constraint->on_update));
    if (constraint->deferrable)
        writer_text(out, constraint->initially_deferred ? " deferrable initially deferred" : " deferrable");
    if (constraint->not_valid)
        writer_text(out, " not valid");
}

static void print_foreign_key(const model_constraint *constraint, writer *out)
{
    print_name_list(&constraint->columns, out);
    print_word(" references ", constraint->target, out);
    writer_char(out, ' ');
    print_name_list(&constraint->target_columns, out);
    print_foreign_key_options(constraint, out);
}

static void print_check(const model_constraint *constraint, writer *out)
{
    writer_char(out, '(');
    expression_print(constraint->check, out);
    writer_char(out, ')');
    if (constraint->not_valid)
        writer_text(out, " not valid");
}

static void print_columns(const model_constraint *constraint, writer *out)
{
    bool ordered = constraint->keys.count > 0;
    if (ordered)
        print_keys(&constraint->keys, out);
    else
        print_name_list(&constraint->columns, out);
    if (ordered && constraint->kind == CONSTRAINT_UNIQUE)
        writer_text(out, " as constraint");
    print_include(&constraint->include, out);
    if (constraint->nulls_not_distinct)
        writer_text(out, " nulls not distinct");
    if (constraint->conflict.len)
        writer_format(out, " on conflict %.*s", STR_ARGS(constraint->conflict));
}

static void print_constraint_body(const model_constraint *constraint, writer *out)
{
    switch (constraint->kind) {
    case CONSTRAINT_PRIMARY_KEY:
    case CONSTRAINT_UNIQUE:
        print_columns(constraint, out);
        break;
    case CONSTRAINT_CHECK:
        print_check(constraint, out);
        break;
    case CONSTRAINT_FOREIGN_KEY:
        print_foreign_key(constraint, out);
        break;
    case CONSTRAINT_EXCLUDE:
        print_keys(&constraint->keys, out);
        print_where(constraint->where, out);
        print_foreign_key_options(constraint, out);
        break;
    }
}

void print_constraint_item(const model_table *table, const model_constraint *constraint, writer *out)
{
    static const char *const words[] = {
        [CONSTRAINT_PRIMARY_KEY] = "primary key", [CONSTRAINT_UNIQUE] = "unique",   [CONSTRAINT_CHECK] = "check",
        [CONSTRAINT_FOREIGN_KEY] = "foreign key", [CONSTRAINT_EXCLUDE] = "exclude",
    };
    writer_text(out, words[constraint->kind]);
    if (print_constraint_is_named(out->memory, table, constraint)) {
        writer_text(out, constraint->kind == CONSTRAINT_PRIMARY_KEY ? " named " : " ");
        print_name(constraint->name, out);
    }
    if (constraint->kind == CONSTRAINT_EXCLUDE)
        print_word(" using ", constraint->method, out);
    writer_char(out, ' ');
    print_constraint_body(constraint, out);
}

void print_index_item(const model_table *table, const model_index *index, writer *out)
{
    writer_text(out, index->unique ? "unique " : "index ");
    if (print_index_is_named(out->memory, table, index)) {
        print_name(index->name, out);
        writer_char(out, ' ');
    }
    print_keys(&index->keys, out);
    if (index->unique)
        writer_text(out, " as index");
    print_word(" using ", index->method, out);
    print_include(&index->include, out);
    print_where(index->where, out);
    if (index->nulls_not_distinct)
        writer_text(out, " nulls not distinct");
    if (index->with.count > 0) {
        writer_text(out, " with ");
        print_options(&index->with, out);
    }
    if (index->concurrently)
        writer_text(out, " concurrently");
}

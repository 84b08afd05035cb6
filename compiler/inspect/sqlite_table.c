/* Tables of SQLite as models. */
#include "compiler/inspect/sqlite.h"
#include "compiler/model/names.h"
#include "compiler/sql/quote.h"

/* --- which --- */

static void set_carried(sqlite_source *source, const char *why)
{
    if (!source->carried.len)
        source->carried = str_from(why);
}

/* The text and the pragma must tell of the same columns. */
static bool fits_facts(const sqlite_source *source)
{
    if (source->text.columns.count != source->facts.count)
        return false;
    for (size_t i = 0; i < source->facts.count; i++)
        if (!str_eq(source->text.columns.items[i].name, source->facts.items[i].name))
            return false;
    return true;
}

/* What stands beside AUTOINCREMENT means nothing to SQLite, and nothing of it could be written. */
static bool has_busy_counter(const sqlite_source *source)
{
    VEC_EACH (const sqlite_column, &source->text.columns, column)
        if (column->autoincrement && (column->default_text.len || column->collation.len))
            return true;
    return false;
}

static void read_text(sqlite_reader *r, sqlite_source *source)
{
    if (str_eq(source->kind, STR("virtual"))) {
        set_carried(source, "virtual");
        return;
    }
    if (!sqlite_read_table(r->memory, source->entry->sql, &source->text) || !fits_facts(source))
        set_carried(source, "its text is not understood");
    else if (has_busy_counter(source))
        set_carried(source, "AUTOINCREMENT with a default or a collation");
    else if (source->text.odd.len)
        source->carried = source->text.odd;
    VEC_EACH (sqlite_fact, &source->facts, fact) {
        str *name = ARENA_NEW(r->memory, str);
        *name = fact->name;
        map_put(r->memory, &source->fields, str_lower(r->memory, fact->name), name);
    }
}

/* Is it one that the schema tells of? Virtual tables bring tables of their own, and make them again. */
static bool is_wanted(const sqlite_reader *r, const sqlite_source *source)
{
    str name = source->entry->name;
    if (str_eq(source->kind, STR("shadow"))) {
        sqlite_note_left_out(r, "shadow table", name);
        return false;
    }
    if (!inspect_is_history(r->options, name) && inspect_is_wanted(r->options, STR(""), name))
        return true;
    sqlite_note_left_out(r, "table", name);
    return false;
}

/* --- who refers to whom --- */

static bool has_field(const sqlite_reader *r, const sqlite_source *source, str column)
{
    return map_has(&source->fields, str_lower(r->memory, column));
}

static const sqlite_constraint *primary_key(const sqlite_source *source)
{
    VEC_EACH (sqlite_constraint, &source->text.constraints, constraint)
        if (constraint->kind == CONSTRAINT_PRIMARY_KEY)
            return constraint;
    return NULL;
}

/* Without a list of columns the primary key is meant. */
static void spell_target(const sqlite_reader *r, const sqlite_source *target, sqlite_constraint *constraint)
{
    const sqlite_constraint *key = primary_key(target);
    if (constraint->target_columns.count || !key)
        return;
    VEC_EACH (const sqlite_key, &key->keys, part)
        VEC_PUSH(r->memory, &constraint->target_columns, part->name);
}

static const char *trouble_with_target(const sqlite_reader *r, const sqlite_source *target,
                                       const sqlite_constraint *constraint)
{
    if (!target)
        return "it refers to a table that does not exist";
    if (constraint->target_columns.count != constraint->keys.count)
        return "it refers to another number of columns";
    VEC_EACH (const str, &constraint->target_columns, column)
        if (!has_field(r, target, *column))
            return "it refers to a column that does not exist";
    return NULL;
}

static void follow_references(sqlite_reader *r, sqlite_source *source)
{
    VEC_EACH (sqlite_constraint, &source->text.constraints, constraint) {
        if (constraint->kind != CONSTRAINT_FOREIGN_KEY)
            continue;
        sqlite_source *target = sqlite_find_source(r, constraint->target);
        if (target && !target->wanted)
            continue;
        if (target)
            spell_target(r, target, constraint);
        const char *trouble = trouble_with_target(r, target, constraint);
        if (trouble)
            set_carried(source, trouble);
        else if (target)
            VEC_PUSH(r->memory, &target->pointers, str_lower(r->memory, source->entry->name));
    }
}

/* What refers to a table that is no model cannot be one either. */
static void spread_carried(sqlite_reader *r)
{
    str_list open = {0};
    MAP_EACH (&r->sources, entry)
        if (((sqlite_source *)entry->value)->carried.len)
            VEC_PUSH(r->memory, &open, entry->key);
    while (open.count) {
        const sqlite_source *source = map_get(&r->sources, open.items[--open.count]);
        VEC_EACH (const str, &source->pointers, name) {
            sqlite_source *pointer = map_get(&r->sources, *name);
            if (pointer->carried.len)
                continue;
            set_carried(pointer, "it refers to a table that is carried as text");
            VEC_PUSH(r->memory, &open, *name);
        }
    }
}

/* --- columns --- */

/* The four types that are written as they are read; the language's other names for them would come back as these. */
static bool plain_type(str type, scalar_kind *scalar)
{
    static const struct {
        const char *name;
        scalar_kind scalar;
    } rows[] = {{"INTEGER", SCALAR_BIGINT}, {"TEXT", SCALAR_TEXT}, {"REAL", SCALAR_DOUBLE}, {"BLOB", SCALAR_BYTES}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        *scalar = rows[i].scalar;
        if (str_eq_nocase(type, str_from(rows[i].name)))
            return true;
    }
    return false;
}

/* Would it be read as a type without quotes, too? */
static bool is_bare_type(arena *a, str declared)
{
    sqlite_word_list words = sqlite_words(a, declared);
    for (size_t i = 0; i + 1 < words.count; i++)
        if (words.items[i].kind != OBJECT_WORD_NAME || object_word_is(&words.items[i], "generated") ||
            quote_is_reserved(str_lower(a, str_slice(declared, words.items[i].from, words.items[i].to))))
            return false;
    return true;
}

static model_type type_of(arena *a, str declared, bool quoted)
{
    model_type type = {.kind = TYPE_SCALAR};
    if (plain_type(declared, &type.scalar))
        return type;
    type = (model_type){.kind = TYPE_NATIVE};
    writer out = writer_make(a);
    if (quoted && !is_bare_type(a, declared))
        quote_identifier(declared, &out);
    else /* A column may have no type at all; an empty text would say that SQLite has none for it. */
        writer_str(&out, declared.len ? declared : STR(" "));
    type.native[DIALECT_SQLITE] = writer_result(&out);
    return type;
}

static bool is_binary(str collation)
{
    return str_eq_nocase(collation, STR("BINARY"));
}

static void add_column(const sqlite_reader *r, sqlite_source *source, size_t at)
{
    const sqlite_fact *fact = &source->facts.items[at];
    const sqlite_column *text = &source->text.columns.items[at];
    model_column *column = ARENA_NEW(r->memory, model_column);
    column->name = column->column = fact->name;
    column->type = type_of(r->memory, fact->type, text->quoted_type);
    column->nullable = !fact->not_null;
    column->conflict = column->nullable ? STR("") : text->conflict;
    column->dialects = DIALECT_ALL;
    column->collation = is_binary(text->collation) ? STR("") : text->collation;
    column->identity = text->autoincrement ? IDENTITY_BY_DEFAULT : IDENTITY_NONE;
    if (text->generated_as.len)
        column->generated = text->stored ? GENERATED_STORED : GENERATED_VIRTUAL;
    model_add_column(r->memory, source->table, column);
}

/* They may mention any column, so all of those are there before. */
static void add_values(const sqlite_reader *r, const sqlite_source *source)
{
    for (size_t i = 0; i < source->text.columns.count; i++) {
        const sqlite_column *text = &source->text.columns.items[i];
        model_column *column = source->table->columns.items[i];
        if (text->generated_as.len)
            column->generated_as = sqlite_expression(r, source->table, text->generated_as);
        else if (text->default_text.len)
            column->default_value = sqlite_default(r, source->table, column, text->default_text);
    }
}

/* The row id is never null, nor is a key that rows are stored by; any other key of SQLite may be. */
static void settle_key(const sqlite_source *source)
{
    const model_constraint *key = model_primary_key(source->table);
    bool all = source->text.without_rowid || source->text.strict;
    for (size_t i = 0; key && i < key->columns.count; i++) {
        model_column *column = model_find_column(source->table, key->columns.items[i]);
        bool row_id = key->columns.count == 1 && type_is_row_id(&column->type) && !key->keys.count;
        column->nullable = column->nullable && !all && !row_id;
        source->table->no_code = source->table->no_code || column->nullable;
    }
    source->table->no_code = source->table->no_code || !key;
}

/* --- constraints --- */

static str field_of(const sqlite_reader *r, const sqlite_source *source, str column)
{
    const str *name = map_get(&source->fields, str_lower(r->memory, column));
    return name ? *name : column;
}

static void refer(const sqlite_reader *r, const sqlite_constraint *text, model_constraint *constraint)
{
    const sqlite_source *target = sqlite_find_source(r, text->target);
    constraint->target = target->entry->name;
    VEC_EACH (const str, &text->target_columns, column)
        VEC_PUSH(r->memory, &constraint->target_columns, field_of(r, target, *column));
    constraint->on_delete = text->on_delete;
    constraint->on_update = text->on_update;
    constraint->deferrable = text->deferrable;
    constraint->initially_deferred = text->initially_deferred;
}

/* SQLite lets constraints have no name, and several the same. */
static str free_name(const sqlite_reader *r, map *taken, str name)
{
    str free = name;
    for (size_t i = 2; map_has(taken, str_lower(r->memory, free)); i++)
        free = str_format(r->memory, "%.*s_%zu", STR_ARGS(name), i);
    map_put(r->memory, taken, str_lower(r->memory, free), taken);
    return free;
}

static bool is_left_out(const sqlite_reader *r, const sqlite_source *source, const sqlite_constraint *text)
{
    if (text->kind != CONSTRAINT_FOREIGN_KEY)
        return false;
    const sqlite_source *target = sqlite_find_source(r, text->target);
    if (target->wanted)
        return false;
    str what = str_format(r->memory, "of table %.*s to table %.*s", STR_ARGS(source->entry->name),
                          STR_ARGS(target->entry->name));
    sqlite_note_left_out(r, "foreign key", what);
    return true;
}

/* What a key in the table's list says of the row id is read by SQLite and forgotten; DESC in the definition of the
 * column makes something else of it. */
static bool is_row_id(const sqlite_source *source, const sqlite_constraint *text, const model_constraint *constraint)
{
    const model_column *column = model_find_column(source->table, constraint->columns.items[0]);
    return text->kind == CONSTRAINT_PRIMARY_KEY && constraint->columns.count == 1 && column &&
           type_is_row_id(&column->type) && !text->in_column && !source->text.without_rowid;
}

static void take_orders(const sqlite_reader *r, const sqlite_source *source, const sqlite_constraint *text,
                        model_constraint *constraint)
{
    bool more = false;
    if (is_row_id(source, text, constraint))
        return;
    VEC_EACH (const sqlite_key, &text->keys, part) {
        str field = field_of(r, source, part->name);
        model_key key = {.value = expression_make(r->memory, EXPRESSION_COLUMN, field, (source_span){0}),
                         .collation = part->collation,
                         .descending = part->descending};
        more = more || key.collation.len || key.descending;
        VEC_PUSH(r->memory, &constraint->keys, key);
    }
    if (!more)
        constraint->keys = (model_key_list){0};
}

static model_constraint *make_constraint(const sqlite_reader *r, const sqlite_source *source,
                                         const sqlite_constraint *text)
{
    model_constraint *constraint = ARENA_NEW(r->memory, model_constraint);
    constraint->kind = text->kind;
    constraint->dialects = DIALECT_ALL;
    constraint->conflict = text->conflict;
    VEC_EACH (const sqlite_key, &text->keys, key)
        VEC_PUSH(r->memory, &constraint->columns, field_of(r, source, key->name));
    if (text->kind == CONSTRAINT_PRIMARY_KEY || text->kind == CONSTRAINT_UNIQUE)
        take_orders(r, source, text, constraint);
    if (text->kind == CONSTRAINT_CHECK)
        constraint->check = sqlite_expression(r, source->table, text->check);
    if (text->kind == CONSTRAINT_FOREIGN_KEY)
        refer(r, text, constraint);
    constraint->name = text->name;
    return constraint;
}

/* Those with a name get it first: what the others are called must not take it. */
static void add_constraints(const sqlite_reader *r, const sqlite_source *source)
{
    map taken = {0};
    VEC_EACH (const sqlite_constraint, &source->text.constraints, text) {
        if (is_left_out(r, source, text))
            continue;
        model_constraint *constraint = make_constraint(r, source, text);
        if (constraint->name.len)
            constraint->name = free_name(r, &taken, constraint->name);
        VEC_PUSH(r->memory, &source->table->constraints, constraint);
    }
    VEC_EACH (model_constraint *, &source->table->constraints, it)
        if (!(*it)->name.len)
            (*it)->name = free_name(r, &taken, names_of_constraint(r->memory, source->table, *it));
}

/* --- the whole --- */

static void make_table(sqlite_reader *r, sqlite_source *source)
{
    model_table *table = ARENA_NEW(r->memory, model_table);
    table->name = table->table = source->entry->name;
    table->dialects = DIALECT_ALL;
    table->strict = source->text.strict;
    table->without_rowid = source->text.without_rowid;
    source->table = table;
    for (size_t i = 0; i < source->facts.count; i++)
        add_column(r, source, i);
    map_put(r->memory, &r->result->schema->tables, table->name, table);
}

static void carry_table(sqlite_reader *r, sqlite_source *source)
{
    source->raw = sqlite_add_raw(r, source->entry->name, source->entry->sql, "TABLE");
    bool is_virtual = str_eq(source->kind, STR("virtual"));
    sqlite_note_carried(r, is_virtual ? "virtual table" : "table", source->entry->name,
                        is_virtual ? STR("") : source->carried);
}

void sqlite_build_tables(sqlite_reader *r)
{
    MAP_EACH (&r->sources, entry) {
        sqlite_source *source = entry->value;
        source->wanted = is_wanted(r, source);
        read_text(r, source);
    }
    MAP_EACH (&r->sources, entry)
        follow_references(r, entry->value);
    spread_carried(r);
    MAP_EACH (&r->sources, entry) {
        sqlite_source *source = entry->value;
        if (source->wanted && source->carried.len)
            carry_table(r, source);
        else if (source->wanted)
            make_table(r, source);
    }
    MAP_EACH (&r->sources, entry) {
        sqlite_source *source = entry->value;
        if (!source->table)
            continue;
        add_values(r, source);
        add_constraints(r, source);
        settle_key(source);
    }
}

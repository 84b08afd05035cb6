/* Two things of the schema that get one name in C.
 *
 * Nearly every schema is proved clean without making the names: words that differ give names that differ, unless one
 * name is another with something generated behind it ("user" and "user_list"), or a word was changed to fit C. Only the
 * models for which that may be so have all of their names made and compared. */
#include "compiler/emit/emit.h"
#include "compiler/emit/names.h"
#include "compiler/emit/own_names.h"

typedef struct check {
    arena *memory;
    const model_schema *schema;
    diagnostic_list *diagnostics;
    map types;     /* word of a model or enum -> emit_owner * */
    map constants; /* word of a constraint or of an enum's member with its enum -> emit_owner * */
    map crowded;   /* name of a model whose names have to be made -> itself */
    bool suspect;  /* constants have to be made */
} check;

static str describe(arena *a, const emit_owner *owner)
{
    if (owner->of.len == 0)
        return str_format(a, "%s \"%.*s\"", owner->kind, STR_ARGS(owner->name));
    return str_format(a, "%s \"%.*s\" of \"%.*s\"", owner->kind, STR_ARGS(owner->name), STR_ARGS(owner->of));
}

static void report_clash(check *c, const emit_owner *first, const emit_owner *second, str name)
{
    arena *a = c->memory;
    diagnostic *d = diagnostic_report(c->diagnostics, DIAGNOSTIC_EMIT_NAME_CLASH, second->span, describe(a, first),
                                      describe(a, second), str_copy(a, name));
    diagnostic_second(d, first->span, "the other one is here");
    d->hint = STR("give one of them another name; what it is called in the database can stay");
}

static emit_owner *own(check *c, const char *kind, str name, str of, source_span span)
{
    emit_owner *owner = ARENA_NEW(c->memory, emit_owner);
    *owner = (emit_owner){kind, name, of, span};
    return owner;
}

/* --- what may clash --- */

static void crowd(check *c, str model)
{
    map_put(c->memory, &c->crowded, model, c);
}

static void add_type(check *c, const char *kind, str name, source_span span)
{
    str word = emit_word(c->memory, name);
    emit_owner *owner = own(c, kind, name, STR(""), span);
    const emit_owner *other = map_get(&c->types, word);
    str prefix = emit_word(c->memory, c->schema->package);
    if (other)
        report_clash(c, other, owner, emit_join(c->memory, prefix, word));
    else
        map_put(c->memory, &c->types, word, owner);
    if (str_eq(word, STR("migrations")) || str_starts_with(word, STR("schemac_")))
        diagnostic_report(c->diagnostics, DIAGNOSTIC_EMIT_NAME_TAKEN, span, describe(c->memory, owner),
                          emit_join(c->memory, prefix, word), STR(""));
}

/* A model's own constants are its orders, "user_by_name", and its lists of columns; an enum's are its members, whatever
 * they are called. */
static bool is_like_constant(const emit_owner *type, str rest)
{
    return str_eq(str_from(type->kind), STR("enum")) || str_starts_with(rest, STR("by_")) ||
           str_starts_with(rest, STR("columns")) || str_starts_with(rest, STR("returning"));
}

/* "user_list" begins with "user": both are crowded where both are types. Also for constants such as "user_by_name". */
static void crowd_beginnings(check *c, str word, bool is_constant)
{
    for (size_t i = str_find(word, '_'); i < word.len; i += 1 + str_find(str_slice(word, i + 1, word.len), '_')) {
        const emit_owner *shorter = map_get(&c->types, str_slice(word, 0, i));
        if (!shorter || (is_constant && !is_like_constant(shorter, str_slice(word, i + 1, word.len))))
            continue;
        const emit_owner *longer = is_constant ? NULL : map_get(&c->types, word);
        crowd(c, shorter->name);
        if (longer)
            crowd(c, longer->name);
    }
}

/* Words behind or before which a generated name of another field may stand. */
static bool is_risky(str word)
{
    static const str beginnings[] = {{"by", 2},    {"from", 4},   {"get", 3},  {"has", 3},
                                     {"join", 4},  {"list", 4},   {"load", 4}, {"new", 3},
                                     {"patch", 5}, {"places", 6}, {"to", 2},   {"through", 7}};
    str beginning = str_slice(word, 0, str_find(word, '_'));
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (beginnings[i].ptr[0] == word.ptr[0] && str_eq(beginning, beginnings[i]))
            return true;
    bool can_end = word.len > 5 && word.ptr[word.len - 5] == '_';
    return can_end && (str_ends_with(word, STR("_null")) || str_ends_with(word, STR("_desc")));
}

static bool may_clash(check *c, str name)
{
    str word = emit_word(c->memory, name);
    return word.ptr != name.ptr || is_risky(word);
}

static void look_at_table(check *c, const model_table *table)
{
    bool crowded = false;
    VEC_EACH (model_column *, &table->columns, column)
        crowded = crowded || may_clash(c, (*column)->name);
    VEC_EACH (model_relation *, &table->relations, relation)
        crowded = crowded || may_clash(c, (*relation)->name) || model_find_column(table, (*relation)->name);
    if (crowded)
        crowd(c, table->name);
}

/* Constants are compared as words: the same letters in capitals. */
static void add_constant(check *c, const char *kind, str name, str of, source_span span, str word)
{
    if (map_has(&c->constants, word))
        c->suspect = true;
    else
        map_put(c->memory, &c->constants, word, own(c, kind, name, of, span));
    crowd_beginnings(c, word, true);
}

static void add_constraints(check *c, const model_table *table)
{
    VEC_EACH (model_constraint *, &table->constraints, item)
        add_constant(c, "constraint", (*item)->name, table->name, (*item)->span, emit_word(c->memory, (*item)->name));
    VEC_EACH (model_index *, &table->indexes, item)
        if ((*item)->unique)
            add_constant(c, "index", (*item)->name, table->name, (*item)->span, emit_word(c->memory, (*item)->name));
}

static void add_members(check *c, const model_enum *item)
{
    str word = emit_word(c->memory, item->name);
    VEC_EACH (const model_member, &item->members, member)
        add_constant(c, "member", member->name, item->name, member->span,
                     emit_join(c->memory, word, emit_word(c->memory, member->name)));
}

static void look(check *c)
{
    MAP_EACH (&c->schema->enums, it) {
        const model_enum *item = it->value;
        add_type(c, "enum", item->name, item->span);
    }
    MAP_EACH (&c->schema->tables, it) {
        const model_table *table = it->value;
        if (table->no_code)
            continue;
        add_type(c, "model", table->name, table->span);
        look_at_table(c, table);
    }
    MAP_EACH (&c->types, it)
        crowd_beginnings(c, it->key, false);
    MAP_EACH (&c->schema->enums, it)
        add_members(c, it->value);
    MAP_EACH (&c->schema->tables, it)
        if (!((const model_table *)it->value)->no_code)
            add_constraints(c, it->value);
}

/* --- what does clash --- */

static void compare(void *context, map *names, str name, const emit_owner *owner)
{
    check *c = context;
    const emit_owner *other = map_get(names, name);
    if (!other)
        map_put(c->memory, names, name, own(c, owner->kind, owner->name, owner->of, owner->span));
    else if (!str_eq(other->name, owner->name) || !str_eq(other->of, owner->of) ||
             !str_eq(str_from(other->kind), str_from(owner->kind)))
        report_clash(c, other, owner, name);
}

static void compare_all(check *c)
{
    emit_view *view = view_make(c->memory, c->schema);
    own_names names = {.view = view, .visit = compare, .context = c};
    own_names_of_constants(&names);
    MAP_EACH (&view->enums, it)
        if (map_has(&c->crowded, it->key))
            own_names_of_enum(&names, it->value);
    MAP_EACH (&view->models, it)
        if (map_has(&c->crowded, it->key))
            own_names_of_model(&names, it->value);
}

void emit_check(arena *a, const model_schema *schema, diagnostic_list *diagnostics)
{
    check c = {.memory = a, .schema = schema, .diagnostics = diagnostics};
    str package = emit_word(a, schema->package);
    if (emit_is_system_header(package)) {
        source_span nowhere = {0};
        diagnostic_report(diagnostics, DIAGNOSTIC_EMIT_SYSTEM_HEADER, nowhere, package, STR(""), STR(""));
    }
    look(&c);
    bool clashed = diagnostics->errors > 0;
    if (!clashed && (c.suspect || c.crowded.count > 0))
        compare_all(&c);
}

/* Many to many: through a model that somebody declared, or through a table of two foreign keys that is made here and
 * shared by both sides. */
#include "compiler/model/resolve_internal.h"

/* What stands between the two sides. */
typedef struct join_sides {
    resolve_model *join;
    str_list own;   /* fields of the join that point to the model of the field */
    str_list other; /* … and to the target */
} join_sides;

static str_list names_of(resolver *r, const resolve_columns *columns)
{
    str_list names = {0};
    VEC_EACH (model_column *, columns, column)
        VEC_PUSH(r->memory, &names, (*column)->name);
    return names;
}

/* --- through a declared model --- */

static bool refers_to(const resolve_field *field, const resolve_model *target)
{
    return field && !field->broken && field->value->kind == AST_REF && str_eq(field->value->text, target->table->name);
}

/* The join's relations to `target`, in the order written. */
static size_t relations_to(const resolve_model *join, const resolve_model *target, const resolve_field *found[2])
{
    size_t count = 0;
    VEC_EACH (resolve_element, &join->elements, element) {
        if (!refers_to(element->field, target))
            continue;
        if (count < 2)
            found[count] = element->field;
        count++;
    }
    return count;
}

static void report_through(resolver *r, diagnostic_code code, const resolve_field *field, const resolve_model *join,
                           const resolve_model *target)
{
    const ast_node *through = ast_child(field->value, AST_THROUGH);
    diagnostic *d =
        resolve_report(r, code, resolve_name_span(through), join->table->name, target->table->name, (str){0});
    diagnostic_second(d, resolve_name_span(join->node), "declared here");
}

static const resolve_field *only_relation(resolver *r, const resolve_field *field, const resolve_model *join,
                                          const resolve_model *target)
{
    const resolve_field *found[2] = {NULL, NULL};
    size_t count = relations_to(join, target, found);
    if (count == 1)
        return found[0];
    if (count > 1)
        report_through(r, DIAGNOSTIC_THROUGH_AMBIGUOUS, field, join, target);
    else if (!join->broken)
        report_through(r, DIAGNOSTIC_THROUGH_MISSING, field, join, target);
    return NULL;
}

/* A model joined with itself needs exactly two relations: the first one written is this side. */
static bool self_sides(resolver *r, const resolve_field *field, const resolve_model *model, const resolve_model *join,
                       const resolve_field *sides[2])
{
    size_t count = relations_to(join, model, sides);
    if (count == 2)
        return true;
    if (count > 2)
        report_through(r, DIAGNOSTIC_THROUGH_AMBIGUOUS, field, join, model);
    else if (!join->broken)
        report_through(r, DIAGNOSTIC_THROUGH_MISSING, field, join, model);
    return false;
}

static bool declared_sides(resolver *r, const resolve_model *model, const resolve_field *field,
                           const resolve_model *target, join_sides *sides)
{
    const resolve_field *found[2] = {NULL, NULL};
    if (target == model) {
        if (!self_sides(r, field, model, sides->join, found))
            return false;
    } else {
        found[0] = only_relation(r, field, sides->join, model);
        found[1] = only_relation(r, field, sides->join, target);
    }
    if (!found[0] || !found[1])
        return false;
    sides->own = names_of(r, &found[0]->columns);
    sides->other = names_of(r, &found[1]->columns);
    return true;
}

/* --- through a table of our own --- */

static str camel_case(arena *a, str name)
{
    writer out = writer_make(a);
    bool upper = true;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c == '_' && i > 0 && i + 1 < name.len) {
            upper = true;
            continue;
        }
        writer_char(&out, upper && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
        upper = false;
    }
    return writer_result(&out);
}

static str_list add_join_side(resolver *r, resolve_model *join, str prefix, const resolve_model *target,
                              const resolve_columns *keys, source_span span)
{
    model_constraint *constraint = resolve_make_constraint(r, CONSTRAINT_FOREIGN_KEY, span, join->table->dialects);
    constraint->target = target->table->name;
    constraint->on_delete = ACTION_CASCADE;
    VEC_EACH (model_column *, keys, key) {
        model_column *column = ARENA_NEW(r->memory, model_column);
        column->name = str_format(r->memory, "%.*s_%.*s", STR_ARGS(prefix), STR_ARGS((*key)->name));
        column->column = column->name;
        column->type = (*key)->type;
        column->broken = (*key)->broken;
        column->dialects = join->table->dialects;
        column->span = span;
        (void)resolve_claim(r, join, column->name, span);
        model_add_column(r->memory, join->table, column);
        VEC_PUSH(r->memory, &constraint->columns, column->name);
        VEC_PUSH(r->memory, &constraint->target_columns, (*key)->name);
    }
    resolve_add_constraint(r, join, constraint, (str){0}, span);
    return constraint->columns;
}

static void add_join_key(resolver *r, resolve_model *join, const resolve_join *sides, source_span span)
{
    model_constraint *constraint = resolve_make_constraint(r, CONSTRAINT_PRIMARY_KEY, span, join->table->dialects);
    VEC_EACH (const str, &sides->left_columns, name)
        VEC_PUSH(r->memory, &constraint->columns, *name);
    VEC_EACH (const str, &sides->right_columns, name)
        VEC_PUSH(r->memory, &constraint->columns, *name);
    resolve_add_constraint(r, join, constraint, (str){0}, span);
}

static resolve_model *make_join_model(resolver *r, const resolve_model *model, const resolve_field *field, str table)
{
    str name = camel_case(r->memory, table);
    source_span span = resolve_name_span(ast_child(field->value, AST_THROUGH));
    source_span *declared = map_get(&r->declared, name);
    if (declared) {
        resolve_report_twice(r, DIAGNOSTIC_DUPLICATE_DECLARATION, span, *declared, STR("model"), name);
        return NULL;
    }
    map_put(r->memory, &r->declared, name, resolve_place(r, span));
    resolve_model *join = ARENA_NEW(r->memory, resolve_model);
    join->node = field->node;
    join->table = ARENA_NEW(r->memory, model_table);
    join->table->name = name;
    join->table->table = table;
    join->table->schema = model->table->schema;
    join->table->synthetic = true;
    join->table->dialects = model->table->dialects & field->dialects;
    join->table->span = span;
    map_put(r->memory, &r->schema->tables, name, join->table);
    return join;
}

static resolve_join *make_join(resolver *r, resolve_model *model, const resolve_field *field, resolve_model *target,
                               str table)
{
    resolve_columns own_key = {0};
    resolve_columns other_key = {0};
    source_span span = resolve_name_span(field->value);
    if (!resolve_key_columns(r, model, resolve_name_span(field->node), &own_key) ||
        !resolve_key_columns(r, target, span, &other_key))
        return NULL;
    resolve_model *join = make_join_model(r, model, field, table);
    if (!join)
        return NULL;
    resolve_join *sides = ARENA_NEW(r->memory, resolve_join);
    *sides = (resolve_join){.join = join, .left = model, .right = target, .field = field};
    str other_prefix = model == target ? field->name : str_snake_case(r->memory, target->table->name);
    sides->left_columns = add_join_side(r, join, str_snake_case(r->memory, model->table->name), model, &own_key, span);
    sides->right_columns = add_join_side(r, join, other_prefix, target, &other_key, span);
    add_join_key(r, join, sides, span);
    map_put(r->memory, &r->joins, table, sides);
    return sides;
}

/* The other side of a table that the target named first. */
static bool is_other_side(const resolve_join *sides, const resolve_model *model, const resolve_model *target)
{
    return sides->left == target && sides->right == model && model != target;
}

static bool own_sides(resolver *r, resolve_model *model, const resolve_field *field, resolve_model *target, str table,
                      join_sides *sides)
{
    resolve_join *join = map_get(&r->joins, table);
    if (join && is_other_side(join, model, target)) {
        *sides = (join_sides){join->join, join->right_columns, join->left_columns};
        return true;
    }
    if (join) {
        source_span span = resolve_name_span(ast_child(field->value, AST_THROUGH));
        resolve_report_twice(r, DIAGNOSTIC_THROUGH_TAKEN, span, resolve_name_span(join->field->node), table, (str){0});
        return false;
    }
    join = make_join(r, model, field, target, table);
    if (!join)
        return false;
    *sides = (join_sides){join->join, join->left_columns, join->right_columns};
    return true;
}

/* --- both sides --- */

static resolve_model *declared_join(resolver *r, str through)
{
    resolve_model *join = map_get(&r->models, through);
    return join ? join : map_get(&r->by_table, through);
}

static model_relation *make_relation(resolver *r, const resolve_field *field, const join_sides *sides,
                                     const resolve_columns *own_key, const resolve_columns *other_key)
{
    model_relation *relation = ARENA_NEW(r->memory, model_relation);
    relation->kind = RELATION_MANY_TO_MANY;
    relation->name = field->name;
    relation->target = field->value->text;
    relation->columns = names_of(r, own_key);
    relation->target_columns = names_of(r, other_key);
    relation->through = sides->join->table->name;
    relation->through_written = ast_child(field->value, AST_THROUGH)->text;
    relation->through_columns = sides->own;
    relation->through_target_columns = sides->other;
    relation->doc = field->node->doc;
    relation->dialects = field->dialects;
    relation->span = resolve_name_span(field->node);
    return relation;
}

/* The other side stands as a field of its own there, through the same table. */
static bool is_written_there(const resolve_model *model, const resolve_model *target, const ast_node *back, str through)
{
    const resolve_field *other = map_get(&target->fields, back->text);
    return other && other->value && other->value->kind == AST_MANY && str_eq(other->value->text, model->table->name) &&
           str_eq(ast_child(other->value, AST_THROUGH)->text, through);
}

static void add_back(resolver *r, const resolve_model *model, resolve_model *target, model_relation *relation,
                     const ast_node *back)
{
    relation->back = back->text;
    if (is_written_there(model, target, back, relation->through_written) ||
        !resolve_claim(r, target, back->text, resolve_name_span(back)))
        return;
    model_relation *other = ARENA_NEW(r->memory, model_relation);
    *other = *relation;
    other->name = back->text;
    other->target = model->table->name;
    other->columns = relation->target_columns;
    other->target_columns = relation->columns;
    other->through_columns = relation->through_target_columns;
    other->through_target_columns = relation->through_columns;
    other->back = relation->name;
    other->mirrored = true;
    other->doc = (str){0};
    other->span = resolve_name_span(back);
    VEC_PUSH(r->memory, &target->table->relations, other);
}

static resolve_model *find_target(resolver *r, const resolve_field *field)
{
    resolve_model *target = map_get(&r->models, field->value->text);
    if (!target) {
        diagnostic *d = resolve_report(r, DIAGNOSTIC_UNKNOWN_MODEL, resolve_name_span(field->value), field->value->text,
                                       (str){0}, (str){0});
        diagnostic_suggest(r->diagnostics, d, field->value->text, &r->models);
    }
    return target;
}

void resolve_many(resolver *r, resolve_model *model, resolve_field *field)
{
    const ast_node *through = ast_child(field->value, AST_THROUGH);
    resolve_model *target = find_target(r, field);
    if (!target || !through)
        return;
    join_sides sides = {.join = declared_join(r, through->text)};
    bool good = sides.join ? declared_sides(r, model, field, target, &sides)
                           : own_sides(r, model, field, target, through->text, &sides);
    resolve_columns own_key = {0};
    resolve_columns other_key = {0};
    if (!good || !resolve_key_columns(r, model, resolve_name_span(field->node), &own_key) ||
        !resolve_key_columns(r, target, resolve_name_span(field->value), &other_key))
        return;
    field->relation = make_relation(r, field, &sides, &own_key, &other_key);
    VEC_PUSH(r->memory, &model->table->relations, field->relation);
    const ast_node *back = ast_child(field->node, AST_ATTR_BACK);
    if (back)
        add_back(r, model, target, field->relation, back);
}

/* Fields with a type, and the attributes of columns. Which attribute may stand on which kind of field is a table. */
#include "compiler/model/resolve_internal.h"

enum { ON_PLAIN = 1, ON_REF = 2, ON_MANY = 4, ON_COLUMN = ON_PLAIN | ON_REF, REPEATS = 8 };

typedef struct attribute_row {
    const char *name; /* NULL: no attribute */
    unsigned on;
} attribute_row;

static const attribute_row attribute_rows[AST_KIND_COUNT] = {
    [AST_ATTR_PRIMARY_KEY] = {"primary key", ON_COLUMN},
    [AST_ATTR_AUTO] = {"auto", ON_PLAIN},
    [AST_ATTR_UNIQUE] = {"unique", ON_COLUMN},
    [AST_ATTR_INDEX] = {"index", ON_COLUMN},
    [AST_ATTR_NULL] = {"null", ON_COLUMN},
    [AST_ATTR_NOT_NULL] = {"not null on conflict", ON_COLUMN},
    [AST_ATTR_DEFAULT] = {"=", ON_COLUMN},
    [AST_ATTR_INIT] = {"init", ON_COLUMN},
    [AST_ATTR_VERSION] = {"version", ON_PLAIN},
    [AST_ATTR_ON_UPDATE_SET] = {"on update", ON_COLUMN},
    [AST_ATTR_CHECK] = {"check", ON_COLUMN | REPEATS},
    [AST_ATTR_GENERATED] = {"generated", ON_PLAIN},
    [AST_ATTR_COLLATE] = {"collate", ON_PLAIN},
    [AST_ATTR_COLUMN] = {"column", ON_COLUMN},
    [AST_ATTR_TITLE] = {"title", ON_COLUMN},
    [AST_ATTR_SECRET] = {"secret", ON_COLUMN},
    [AST_ATTR_WAS] = {"was", ON_COLUMN},
    [AST_ATTR_OVERRIDE] = {"override", ON_COLUMN | ON_MANY},
    [AST_ATTR_STORAGE] = {"storage", ON_PLAIN},
    [AST_ATTR_COMPRESSION] = {"compression", ON_PLAIN},
    [AST_ATTR_BACK] = {"back", ON_REF | ON_MANY},
    [AST_ATTR_ON_DELETE] = {"on delete", ON_REF},
    [AST_ATTR_ON_UPDATE] = {"on update", ON_REF},
    [AST_ATTR_DEFERRABLE] = {"deferrable", ON_REF},
    [AST_ATTR_NOT_VALID] = {"not valid", ON_REF},
    [AST_ATTR_NAMED] = {"named", ON_REF},
    [AST_ATTR_USING] = {"using", ON_COLUMN},
};
enum { FIRST_ATTRIBUTE = AST_ATTR_PRIMARY_KEY, LAST_ATTRIBUTE = AST_ATTR_USING };
_Static_assert(LAST_ATTRIBUTE - FIRST_ATTRIBUTE < 32, "a bit for each row");

static unsigned kind_of_field(const ast_node *value)
{
    return value->kind == AST_REF ? ON_REF : value->kind == AST_MANY ? ON_MANY : ON_PLAIN;
}

static const char *phrase_of_field(unsigned kind)
{
    return kind == ON_REF ? "a field with `ref`" : kind == ON_MANY ? "a field with `many`" : "a field with a type";
}

/* Conditions are gone where a mixin with that parameter was expanded. */
static void check_condition(resolver *r, const ast_node *attribute)
{
    const ast_node *condition = ast_child(attribute, AST_IF);
    if (condition)
        resolve_report(r, DIAGNOSTIC_UNKNOWN_PARAMETER, resolve_name_span(condition), condition->text, (str){0},
                       (str){0});
}

static source_span first_of_kind(const ast_node *field, ast_kind kind)
{
    return ast_child(field, kind)->span;
}

const char *resolve_attribute_name(ast_kind kind)
{
    return attribute_rows[kind].name;
}

static void check_attributes_of(resolver *r, const ast_node *field, unsigned kind)
{
    uint32_t seen = 0; /* a bit for each row */
    AST_EACH (field, child) {
        const attribute_row *row = &attribute_rows[child->kind];
        if (!row->name)
            continue;
        uint32_t bit = UINT32_C(1) << (child->kind - FIRST_ATTRIBUTE);
        check_condition(r, child);
        if (!(row->on & kind))
            resolve_report(r, DIAGNOSTIC_ATTRIBUTE_MISPLACED, child->span, str_from(row->name),
                           str_from(phrase_of_field(kind)), (str){0});
        else if ((seen & bit) && !(row->on & REPEATS))
            resolve_report_twice(r, DIAGNOSTIC_ATTRIBUTE_TWICE, child->span, first_of_kind(field, child->kind),
                                 str_from(row->name), (str){0});
        seen |= bit;
    }
}

void resolve_check_attributes(resolver *r, const resolve_field *field)
{
    unsigned kind = kind_of_field(field->value);
    check_attributes_of(r, field->node, kind);
    if (field->other_form)
        check_attributes_of(r, field->other_form, kind);
}

/* --- columns --- */

static const expression *first_expression(resolver *r, const ast_node *node)
{
    AST_EACH (node, child) {
        if (ast_is_expression(child->kind))
            return resolve_tree(r, child);
    }
    return NULL;
}

/* A value of the column: no other column can stand in it. */
static const expression *value_of(resolver *r, const ast_node *attribute, const model_column *column)
{
    str expected = column->type.kind == TYPE_ENUM ? column->type.enum_name : (str){0};
    return resolve_bind(r, NULL, first_expression(r, attribute), expected);
}

static model_generated generated_of(const ast_node *attribute)
{
    return str_eq_nocase(attribute->text, STR("virtual")) ? GENERATED_VIRTUAL : GENERATED_STORED;
}

static void set_database_attribute(resolver *r, const ast_node *attribute, model_column *column)
{
    switch (attribute->kind) {
    case AST_ATTR_AUTO:
        column->identity = attribute->flags & AST_ALWAYS ? IDENTITY_ALWAYS : IDENTITY_BY_DEFAULT;
        resolve_options_of(r, attribute, &column->identity_options);
        break;
    case AST_ATTR_NULL:
        column->nullable = true;
        break;
    case AST_ATTR_NOT_NULL:
        column->conflict = resolve_conflict(attribute);
        break;
    case AST_ATTR_DEFAULT:
        column->default_value = value_of(r, attribute, column);
        break;
    case AST_ATTR_GENERATED:
        column->generated = generated_of(attribute);
        column->generated_as = first_expression(r, attribute); /* bound when all columns are known */
        break;
    case AST_ATTR_COLLATE:
        column->collation = attribute->text;
        break;
    case AST_ATTR_COLUMN:
        column->column = attribute->text;
        break;
    case AST_ATTR_STORAGE:
        column->storage = str_lower(r->memory, attribute->text);
        break;
    case AST_ATTR_COMPRESSION:
        column->compression = str_lower(r->memory, attribute->text);
        break;
    default:
        break;
    }
}

static void set_program_attribute(resolver *r, const ast_node *attribute, model_column *column)
{
    switch (attribute->kind) {
    case AST_ATTR_INIT:
        column->init_value = value_of(r, attribute, column);
        break;
    case AST_ATTR_ON_UPDATE_SET:
        column->on_update = value_of(r, attribute, column);
        break;
    case AST_ATTR_USING:
        column->using_value = first_expression(r, attribute);
        break;
    case AST_ATTR_VERSION:
        column->version = true;
        break;
    case AST_ATTR_TITLE:
        column->title = attribute->text;
        break;
    case AST_ATTR_SECRET:
        column->secret = true;
        break;
    case AST_ATTR_WAS:
        column->was = attribute->text;
        break;
    default:
        break;
    }
}

void resolve_column_attributes(resolver *r, const ast_node *field, model_column *column)
{
    AST_EACH (field, attribute) {
        set_database_attribute(r, attribute, column);
        set_program_attribute(r, attribute, column);
    }
    /* No default and `= null` are one thing to a database. */
    if (column->nullable && column->default_value && column->default_value->kind == EXPRESSION_NULL)
        column->default_value = NULL;
}

model_column *resolve_plain_column(resolver *r, const ast_node *field, const ast_node *type)
{
    model_column *column = ARENA_NEW(r->memory, model_column);
    column->name = field->text;
    column->column = field->text;
    column->doc = field->doc;
    column->dialects = DIALECT_ALL;
    column->span = resolve_name_span(field);
    column->broken = !resolve_type(r, type, &column->type);
    column->nullable = (type->flags & AST_NULLABLE) != 0;
    resolve_column_attributes(r, field, column);
    return column;
}

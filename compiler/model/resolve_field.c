/* Fields with a type, and the attributes of columns. Which attribute may stand on which kind of field is a table. */
#include "compiler/model/resolve_internal.h"

enum { ON_PLAIN = 1, ON_REF = 2, ON_MANY = 4, ON_COLUMN = ON_PLAIN | ON_REF, REPEATS = 8 };

typedef struct attribute_row {
    const char *name;
    ast_kind kind;
    unsigned on;
} attribute_row;

static const attribute_row attribute_rows[] = {
    {"primary key", AST_ATTR_PRIMARY_KEY, ON_COLUMN},
    {"auto", AST_ATTR_AUTO, ON_PLAIN},
    {"unique", AST_ATTR_UNIQUE, ON_COLUMN},
    {"index", AST_ATTR_INDEX, ON_COLUMN},
    {"null", AST_ATTR_NULL, ON_COLUMN},
    {"=", AST_ATTR_DEFAULT, ON_COLUMN},
    {"init", AST_ATTR_INIT, ON_COLUMN},
    {"version", AST_ATTR_VERSION, ON_PLAIN},
    {"on update", AST_ATTR_ON_UPDATE_SET, ON_COLUMN},
    {"check", AST_ATTR_CHECK, ON_COLUMN | REPEATS},
    {"generated", AST_ATTR_GENERATED, ON_PLAIN},
    {"collate", AST_ATTR_COLLATE, ON_PLAIN},
    {"column", AST_ATTR_COLUMN, ON_COLUMN},
    {"title", AST_ATTR_TITLE, ON_COLUMN},
    {"secret", AST_ATTR_SECRET, ON_COLUMN},
    {"was", AST_ATTR_WAS, ON_COLUMN},
    {"override", AST_ATTR_OVERRIDE, ON_COLUMN | ON_MANY},
    {"storage", AST_ATTR_STORAGE, ON_PLAIN},
    {"compression", AST_ATTR_COMPRESSION, ON_PLAIN},
    {"back", AST_ATTR_BACK, ON_REF | ON_MANY},
    {"on delete", AST_ATTR_ON_DELETE, ON_REF},
    {"on update", AST_ATTR_ON_UPDATE, ON_REF},
    {"deferrable", AST_ATTR_DEFERRABLE, ON_REF},
    {"not valid", AST_ATTR_NOT_VALID, ON_REF},
    {"named", AST_ATTR_NAMED, ON_REF},
    {"using", AST_ATTR_USING, ON_COLUMN},
};
enum { N_ATTRIBUTES = sizeof attribute_rows / sizeof *attribute_rows };
_Static_assert(N_ATTRIBUTES <= 32, "a bit for each row");

static size_t find_attribute(ast_kind kind)
{
    size_t row = 0;
    while (row < N_ATTRIBUTES && attribute_rows[row].kind != kind)
        row++;
    return row;
}

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

void resolve_check_attributes(resolver *r, const resolve_field *field)
{
    uint32_t seen = 0; /* a bit for each row */
    unsigned kind = kind_of_field(field->value);
    AST_EACH (field->node, child) {
        size_t at = find_attribute(child->kind);
        if (at == N_ATTRIBUTES)
            continue;
        const attribute_row *row = &attribute_rows[at];
        check_condition(r, child);
        if (!(row->on & kind))
            resolve_report(r, DIAGNOSTIC_ATTRIBUTE_MISPLACED, child->span, str_from(row->name),
                           str_from(phrase_of_field(kind)), (str){0});
        else if ((seen & (UINT32_C(1) << at)) && !(row->on & REPEATS))
            resolve_report_twice(r, DIAGNOSTIC_ATTRIBUTE_TWICE, child->span, first_of_kind(field->node, child->kind),
                                 str_from(row->name), (str){0});
        seen |= UINT32_C(1) << at;
    }
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

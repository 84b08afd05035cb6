/* When are two parts the same in the database? Types and values are written as the dialect would store them and
 * compared as such, which is how a varchar(20) is a TEXT, a bool a number and a member its label on SQLite; expressions
 * are read back from that text and compared by meaning. */
#include "compiler/inspect/adopt_internal.h"
#include "compiler/inspect/adopt_text.h"
#include "compiler/model/expression_sql.h"
#include "compiler/model/expression_typed.h"
#include "compiler/model/key.h"
#include "compiler/sql/plan.h"

static str type_text(const adopt_work *adopter, const model_schema *schema, const model_type *type)
{
    writer out = writer_make(adopter->memory);
    model_type plain = *type;
    /* numeric(10) is numeric(10,0). */
    if (plain.kind == TYPE_SCALAR && plain.scalar == SCALAR_DECIMAL && plain.n_arguments == 1) {
        plain.n_arguments = 2;
        plain.arguments[1] = 0;
    }
    plan_type(schema, &plain, adopter->dialect, &out);
    str text = writer_result(&out);
    return adopter->dialect == DIALECT_SQLITE ? str_lower(adopter->memory, text) : text;
}

bool adopt_same_type(const adopt_pair *pair, const model_type *written, const model_type *there)
{
    const adopt_work *adopter = pair->adopter;
    bool same_enum = written->kind == TYPE_ENUM && there->kind == TYPE_ENUM && written->dimensions == there->dimensions;
    if (same_enum)
        return str_eq(written->enum_name, there->enum_name);
    return written->kind != TYPE_ENUM && there->kind != TYPE_ENUM &&
           str_eq(type_text(adopter, adopter->written, written), type_text(adopter, adopter->result, there));
}

static str expression_text(const adopt_work *adopter, const model_table *table, const expression *e)
{
    writer out = writer_make(adopter->memory);
    plan_expression(adopter->result, table, e, adopter->dialect, &out);
    return writer_result(&out);
}

static const expression *read_text(const adopt_work *adopter, const model_table *table, str text)
{
    expression_scope scope = {.schema = adopter->result, .table = table};
    return expression_read_sql(adopter->memory, text, adopter->dialect, &scope);
}

const expression *adopt_tree(const adopt_work *adopter, const model_table *there, const expression *e)
{
    return e->kind == EXPRESSION_SQL ? read_text(adopter, there, e->native[adopter->dialect]) : e;
}

bool adopt_same_statement(const adopt_work *adopter, str written, str there)
{
    arena *a = adopter->memory;
    return adopter->dialect == DIALECT_SQLITE ? adopt_equal_text(a, written, there)
                                              : adopt_same_text(a, adopter->tables, written, there);
}

bool adopt_same_sql(const adopt_work *adopter, const model_table *there, const model_type *target, str written,
                    const expression *e)
{
    str text = expression_text(adopter, there, e);
    if (str_eq(text, written))
        return true;
    const expression *ours = read_text(adopter, there, written), *theirs = adopt_tree(adopter, there, e);
    expression_scope scope = {.schema = adopter->result, .table = there, .target = target};
    if (expression_equal_typed(&scope, ours, &scope, theirs))
        return true;
    /* What has a tree in the words of one side need not have one in those of the other. */
    if (adopter->dialect == DIALECT_POSTGRESQL)
        return (ours->kind == EXPRESSION_SQL || theirs->kind == EXPRESSION_SQL) &&
               adopt_same_expression_text(adopter->memory, adopter->tables, there, written, text);
    return ours->kind == EXPRESSION_SQL && theirs->kind == EXPRESSION_SQL &&
           adopt_same_statement(adopter, written, text);
}

static bool same_trees(const adopt_pair *pair, const model_type *written_type, const expression *written,
                       const model_type *there_type, const expression *there)
{
    expression_scope ours = {.schema = pair->adopter->written, .table = pair->written, .target = written_type};
    expression_scope theirs = {.schema = pair->adopter->result, .table = pair->there, .target = there_type};
    return expression_equal_typed(&ours, written, &theirs, there);
}

bool adopt_same_expression(const adopt_pair *pair, const expression *written, const expression *there)
{
    if (!written || !there)
        return written == there;
    if (same_trees(pair, NULL, written, NULL, there))
        return true;
    writer out = writer_make(pair->adopter->memory);
    plan_expression(pair->adopter->written, pair->written, written, pair->adopter->dialect, &out);
    return adopt_same_sql(pair->adopter, pair->there, NULL, writer_result(&out), there);
}

/* `DEFAULT NULL` is no default. */
static bool has_default(const model_column *column)
{
    return column->default_value && column->default_value->kind != EXPRESSION_NULL;
}

bool adopt_same_default(const adopt_pair *pair, const model_column *written, const model_column *there)
{
    if (!has_default(written) || !has_default(there))
        return has_default(written) == has_default(there);
    if (same_trees(pair, &written->type, written->default_value, &there->type, there->default_value))
        return true;
    writer out = writer_make(pair->adopter->memory);
    plan_default(pair->adopter->written, pair->written, written, pair->adopter->dialect, &out);
    writer other = writer_make(pair->adopter->memory);
    plan_default(pair->adopter->result, pair->there, there, pair->adopter->dialect, &other);
    return str_eq(writer_result(&out), writer_result(&other)) ||
           adopt_same_sql(pair->adopter, pair->there, &there->type, writer_result(&out), there->default_value);
}

bool adopt_same_generated(const adopt_pair *pair, const model_column *written, const model_column *there)
{
    if (written->generated != there->generated)
        return false;
    if (written->generated == GENERATED_NONE ||
        same_trees(pair, NULL, written->generated_as, NULL, there->generated_as))
        return true;
    writer out = writer_make(pair->adopter->memory);
    plan_generated(pair->adopter->written, pair->written, written, pair->adopter->dialect, &out);
    return adopt_same_sql(pair->adopter, pair->there, NULL, writer_result(&out), there->generated_as);
}

/* SQLite's BINARY is what "C" is elsewhere, and what every column has. */
static str collation_of(const adopt_work *adopter, str collation)
{
    bool sqlite = adopter->dialect == DIALECT_SQLITE;
    bool plain = sqlite && (str_eq(collation, STR("C")) || str_eq(collation, STR("POSIX")));
    if (plain || model_is_own_collation(collation))
        return STR("");
    return sqlite ? str_upper(adopter->memory, collation) : collation;
}

bool adopt_same_collation(const adopt_work *adopter, str written, str there)
{
    return str_eq(collation_of(adopter, written), collation_of(adopter, there));
}

static bool same_key(const adopt_pair *pair, str method, const model_key *written, const model_key *there)
{
    bool details = pair->adopter->dialect == DIALECT_POSTGRESQL;
    if (written->descending != there->descending ||
        !adopt_same_collation(pair->adopter, model_key_collation(pair->written, written),
                              model_key_collation(pair->there, there)) ||
        !adopt_same_expression(pair, written->value, there->value))
        return false;
    return !details || (model_same_opclass(method, pair->written, written, pair->there, there) &&
                        model_key_nulls_first(written) == model_key_nulls_first(there) &&
                        str_eq(written->with_operator, there->with_operator));
}

bool adopt_same_keys(const adopt_pair *pair, str method, const model_key_list *written, const model_key_list *there)
{
    if (written->count != there->count)
        return false;
    for (size_t i = 0; i < written->count; i++)
        if (!same_key(pair, method, &written->items[i], &there->items[i]))
            return false;
    return true;
}

static const model_option *find_option(const model_option_list *options, str name)
{
    VEC_EACH (const model_option, options, option)
        if (str_eq_nocase(option->name, name))
            return option;
    return NULL;
}

/* An option without a value is switched on. */
static str option_value(const model_option *option)
{
    bool off = str_eq_nocase(option->value, STR("off"));
    bool on = !option->value.len || str_eq_nocase(option->value, STR("on"));
    return on ? STR("true") : off ? STR("false") : option->value;
}

bool adopt_same_options(const model_option_list *written, const model_option_list *there)
{
    if (written->count != there->count)
        return false;
    VEC_EACH (const model_option, written, option) {
        const model_option *other = find_option(there, option->name);
        if (!other || !str_eq_nocase(option_value(option), option_value(other)))
            return false;
    }
    return true;
}

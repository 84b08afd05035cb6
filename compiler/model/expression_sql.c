/* Expressions from SQL text. The lexer (grammar/sql.re) makes of it the tokens of the one grammar of expressions, that
 * makes an AST and resolve a tree, both as from a schema; here the names of the database become those of the schema. A
 * text that gets lost anywhere on that way is kept as it stands. */
#include "compiler/model/expression_sql.h"

#include "compiler/model/expression_typed.h"
#include "compiler/model/resolve.h"
#include "compiler/model/type_sql.h"
#include "compiler/syntax/lexer.h"
#include "compiler/syntax/parser.h"

typedef struct sql_reader {
    arena *memory;
    dialect_id dialect;
    const expression_scope *scope;
    str text;
    bool lost; /* something has no meaning here */
} sql_reader;

/* --- what SQLite groups otherwise --- */

static bool is_any(str text, const char *const *list)
{
    for (; *list; list++) {
        if (str_eq(text, str_from(*list)))
            return true;
    }
    return false;
}

/* The strongest operators there, which the grammar has among the weak ones. */
static bool is_joining(const ast_node *node)
{
    static const char *const texts[] = {"||", "->", "->>", NULL};
    return node->kind == AST_BINARY_EXPR && is_any(node->text, texts);
}

static bool is_calculating(const ast_node *node)
{
    static const char *const texts[] = {"+", "-", "*", "/", "%", "&", "|", "<<", ">>", NULL};
    return node->kind == AST_BINARY_EXPR && is_any(node->text, texts);
}

/* On the level of `=` there, weaker or stronger in the grammar. */
static bool is_predicate(const ast_node *node)
{
    static const char *const texts[] = {"like", "ilike", "=", "<>", NULL};
    return node->kind == AST_IS_EXPR || node->kind == AST_IN_EXPR || node->kind == AST_BETWEEN_EXPR ||
           (node->kind == AST_BINARY_EXPR && is_any(node->text, texts));
}

/* Does SQLite group this as the grammar does? Only said of operators that stand in each other without parentheses. */
static bool groups_alike(const ast_node *node)
{
    AST_EACH (node, child) {
        bool bare = !(child->flags & AST_ENCLOSED);
        bool mixed = (is_joining(node) && is_calculating(child)) || (is_calculating(node) && is_joining(child));
        bool turned = is_predicate(node) && is_predicate(child) && child != node->first;
        if (bare && (mixed || turned))
            return false;
        if (!groups_alike(child))
            return false;
    }
    return true;
}

/* Dots that separate names, not those inside of one. */
static size_t count_dots(str text)
{
    size_t count = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        quoted = quoted != (text.ptr[i] == '"');
        count += text.ptr[i] == '.' && !quoted;
    }
    return count;
}

/* A call is named by one text, in which a dot in the name of a function would be read as one between two names; and
 * `position(a in b)` and `row(a, b)` are none, whatever they look like. */
static bool is_plain_call(str text, const ast_node *call)
{
    if (!(call->flags & AST_QUOTED))
        return !str_eq(call->text, STR("position")) && !str_eq(call->text, STR("row"));
    str written = str_slice(text, call->text_span.from, call->text_span.to);
    return count_dots(written) == (str_find(call->text, '.') < call->text.len ? 1 : 0);
}

static bool calls_are_plain(str text, const ast_node *node)
{
    if (node->kind == AST_CALL_EXPR && !is_plain_call(text, node))
        return false;
    AST_EACH (node, child) {
        if (!calls_are_plain(text, child))
            return false;
    }
    return true;
}

/* --- names --- */

static bool is_column(const sql_reader *r, const model_column *column, str name)
{
    return r->dialect == DIALECT_SQLITE ? str_eq_nocase(column->column, name) : str_eq(column->column, name);
}

static const model_column *find_column(const sql_reader *r, str name)
{
    const model_column *column = model_find_column(r->scope->table, name);
    if (column && str_eq(column->column, name))
        return column;
    VEC_EACH (model_column *, &r->scope->table->columns, other) {
        if (is_column(r, *other, name))
            return *other;
    }
    return NULL;
}

/* SQLite takes a name for a string where no column is called so: a quoted one anywhere, any in a default. */
static bool is_string_on_sqlite(const sql_reader *r, const expression *name)
{
    return r->dialect == DIALECT_SQLITE && (r->scope->target || r->text.ptr[name->span.from] == '"');
}

static const expression *read_column(sql_reader *r, const expression *e)
{
    bool any = r->scope->table && !r->scope->target;
    const model_column *column = any ? find_column(r, e->text) : NULL;
    if (column)
        return str_eq(column->name, e->text) ? e : expression_make(r->memory, EXPRESSION_COLUMN, column->name, e->span);
    if (!r->scope->table && !r->scope->target)
        return e;
    if (is_string_on_sqlite(r, e))
        return expression_make(r->memory, EXPRESSION_STRING, e->text, e->span);
    r->lost = true;
    return e;
}

/* --- types and labels --- */

static const expression *member_of(const sql_reader *r, const expression *label, const model_type *type)
{
    const model_enum *item = model_find_enum(r->scope->schema, type->enum_name);
    VEC_EACH (const model_member, &item->members, member) {
        if (!str_eq(member->label, label->text))
            continue;
        expression *found = expression_make(r->memory, EXPRESSION_MEMBER, member->name, label->span);
        found->type = (model_type){.kind = TYPE_ENUM, .enum_name = item->name};
        return found;
    }
    return label;
}

static const expression *read_cast(sql_reader *r, const expression *e)
{
    const expression *operand = e->arguments[0];
    model_type type = e->type;
    /* Behind `::` the type is a text; before a literal (date '2020-01-01') a name, of which resolve has made an enum.
     */
    if (type.kind != TYPE_SCALAR) {
        str text = type.kind == TYPE_NATIVE ? type.native[r->dialect] : type.enum_name;
        type = type_read_sql(r->memory, text, r->dialect, r->scope->schema);
    }
    if (type.kind == TYPE_ENUM && type.dimensions == 0 && operand->kind == EXPRESSION_STRING)
        operand = member_of(r, operand, &type);
    expression *cast = expression_node(r->memory, EXPRESSION_CAST, (str){0}, e->span, &operand, 1);
    cast->type = type;
    return cast;
}

/* --- functions --- */

/* `x similar to y` comes back as the call that makes a regular expression of y. */
static bool is_similar_call(const expression *e)
{
    return e->kind == EXPRESSION_CALL && ((str_eq(e->text, STR("similar_to_escape")) && e->n_arguments == 1) ||
                                          (str_eq(e->text, STR("similar_escape")) && e->n_arguments == 2 &&
                                           e->arguments[1]->kind == EXPRESSION_NULL));
}

static const expression *read_similar(sql_reader *r, const expression *e)
{
    bool negated = str_eq(e->text, STR("!~"));
    if ((!negated && !str_eq(e->text, STR("~"))) || !is_similar_call(e->arguments[1]))
        return e;
    const expression *arguments[] = {e->arguments[0], e->arguments[1]->arguments[0]};
    expression *similar = expression_node(r->memory, EXPRESSION_BINARY, STR("similar"), e->span, arguments, 2);
    similar->negated = negated;
    return similar;
}

static bool has_backslash(const expression *e)
{
    return e->kind == EXPRESSION_STRING && str_find(e->text, '\\') < e->text.len;
}

/* SQLite's LIKE takes upper and lower case for the same, as `ilike` does, whose escape character is the backslash. */
static const expression *read_sqlite_like(sql_reader *r, const expression *e)
{
    const expression *pattern = e->arguments[1];
    bool escaped = pattern->kind == EXPRESSION_CALL && pattern->n_arguments == 2 &&
                   str_eq(pattern->text, STR("like_escape")) && has_backslash(pattern->arguments[0]) &&
                   pattern->arguments[1]->kind == EXPRESSION_STRING && str_eq(pattern->arguments[1]->text, STR("\\"));
    if (has_backslash(pattern))
        r->lost = true;
    const expression *arguments[] = {e->arguments[0], escaped ? pattern->arguments[0] : pattern};
    expression *like = expression_node(r->memory, EXPRESSION_BINARY, STR("ilike"), e->span, arguments, 2);
    like->negated = e->negated;
    return like;
}

static const expression *read_binary(sql_reader *r, const expression *e)
{
    if (r->dialect == DIALECT_SQLITE)
        return str_eq(e->text, STR("like")) ? read_sqlite_like(r, e) : e;
    return read_similar(r, e);
}

static const expression *read_call(sql_reader *r, const expression *e)
{
    if (!str_starts_with(e->text, STR("pg_catalog.")))
        return e;
    expression *call = expression_node(r->memory, EXPRESSION_CALL, str_slice(e->text, 11, e->text.len), e->span,
                                       (const expression *const *)e->arguments, e->n_arguments);
    call->distinct = e->distinct;
    return call;
}

static const expression *read_node(void *context, const expression *e)
{
    sql_reader *r = context;
    bool is_name = e->kind == EXPRESSION_COLUMN || e->kind == EXPRESSION_CALL || e->kind == EXPRESSION_COLLATE;
    if (is_name && !lexer_is_writable_name(str_copy(r->memory, e->text)))
        r->lost = true;
    switch (e->kind) {
    case EXPRESSION_COLUMN:
        return read_column(r, e);
    case EXPRESSION_CAST:
        return read_cast(r, e);
    case EXPRESSION_BINARY:
        return read_binary(r, e);
    case EXPRESSION_CALL:
        return read_call(r, e);
    default:
        return e;
    }
}

/* --- all --- */

static const expression *keep_text(arena *a, str text, dialect_id dialect)
{
    expression *e = expression_make(a, EXPRESSION_SQL, (str){0}, (source_span){0});
    e->native[dialect] = text;
    return e;
}

/* The AST; NULL where the text has none. */
static const ast_node *parse(sql_reader *r)
{
    source_set sources = {.memory = r->memory};
    diagnostic_list diagnostics = {.memory = r->memory};
    source_file *file = source_add(&sources, STR("sql"), r->text);
    parser_start start = r->dialect == DIALECT_SQLITE ? PARSER_SQLITE : PARSER_POSTGRESQL;
    const ast_node *root = parser_run(&sources, file, start, &diagnostics).root;
    bool alike = root && (r->dialect != DIALECT_SQLITE || groups_alike(root));
    return alike && diagnostics.errors == 0 && calls_are_plain(r->text, root) ? root : NULL;
}

/* Trees that a schema could not hold: their printed form would be read as something else. */
static const expression *read_tree(sql_reader *r)
{
    const ast_node *root = parse(r);
    if (!root)
        return NULL;
    diagnostic_list diagnostics = {.memory = r->memory};
    const expression *tree = resolve_expression(r->memory, root, &diagnostics);
    if (!tree || diagnostics.errors > 0)
        return NULL;
    tree = expression_rewrite(r->memory, tree, read_node, r);
    if (r->lost)
        return NULL;
    return r->dialect == DIALECT_POSTGRESQL ? expression_plain(r->memory, tree, r->scope) : tree;
}

const expression *expression_read_sql(arena *a, str text, dialect_id dialect, const expression_scope *scope)
{
    static const expression_scope none = {0};
    sql_reader r = {.memory = a, .dialect = dialect, .scope = scope ? scope : &none};
    r.text = str_copy(a, str_trim(text));
    const expression *tree = read_tree(&r);
    return tree ? tree : keep_text(a, r.text, dialect);
}

/* Two texts in one shape, side by side: word by word, past what only one side says and what needs not be said. */
#include "compiler/inspect/adopt_align.h"

#include "compiler/inspect/adopt_shape.h"
#include "compiler/model/expression_typed.h"
#include "compiler/model/type_sql.h"

typedef struct aligner {
    arena *memory;
    const adopt_known_tables *tables;
    const text_words *written, *there;
    size_t i, j;
    size_t natural; /* joins that the server says with USING */
} aligner;

bool adopt_same_word(const text_words *left, size_t i, const text_words *right, size_t j)
{
    if (i >= left->count || j >= right->count)
        return false;
    const text_word *a = &left->items[i], *b = &right->items[j];
    bool strings = a->kind == OBJECT_WORD_STRING;
    return strings == (b->kind == OBJECT_WORD_STRING) && str_eq(a->text, b->text);
}

/* The same value of the type that the server says: '{"a":1}' is '{"a": 1}'::jsonb. */
static bool is_same_value(const aligner *x)
{
    bool strings = x->i < x->written->count && x->j + 2 < x->there->count &&
                   x->written->items[x->i].kind == OBJECT_WORD_STRING &&
                   x->there->items[x->j].kind == OBJECT_WORD_STRING && adopt_is_word(x->there, x->j + 1, "::");
    if (!strings)
        return false;
    model_type type = type_read_sql(x->memory, x->there->items[x->j + 2].text, DIALECT_POSTGRESQL, NULL);
    type.dimensions = adopt_is_word(x->there, x->j + 3, "[") ? 1 : type.dimensions;
    return str_eq(expression_plain_text(x->memory, x->written->items[x->i].text, &type),
                  expression_plain_text(x->memory, x->there->items[x->j].text, &type));
}

static bool is_same(const aligner *x)
{
    return adopt_same_word(x->written, x->i, x->there, x->j) || is_same_value(x);
}

/* The table before a column; a schema before a table or a function is none. */
static bool is_qualifier(const text_words *words, size_t at)
{
    return adopt_is_name(words, at) && !words->items[at].relation && adopt_is_word(words, at + 1, ".");
}

/* The beginning of the item of a list that ends before `at`. */
static size_t item_begin(const text_words *words, size_t at)
{
    size_t depth = 0;
    for (; at > 0; at--) {
        bool closes = adopt_is_word(words, at - 1, ")") || adopt_is_word(words, at - 1, "]");
        bool opens = adopt_is_word(words, at - 1, "(") || adopt_is_word(words, at - 1, "[");
        bool ends = adopt_is_word(words, at - 1, ",") || adopt_is_word(words, at - 1, "select") ||
                    adopt_is_word(words, at - 1, "distinct");
        if (depth == 0 && (opens || ends))
            break;
        depth += closes;
        depth -= opens;
    }
    return at;
}

/* Does the server call the item of the list so, that ends before `at`, where nobody gives it a name? After its function
 * or column; of what is in parentheses or a CASE it may be any that stands in it. */
static bool is_own_name(const text_words *words, size_t at, str name)
{
    size_t from = item_begin(words, at), last = from;
    bool compound = adopt_is_word(words, from, "(") || adopt_is_word(words, from, "case");
    if (str_eq(name, STR("?column?")))
        return true;
    bool row = adopt_is_word(words, from + 1, ".") && adopt_is_word(words, from + 2, "*");
    if (row && str_eq(words->items[from].text, name))
        return true;
    while (adopt_is_word(words, last + 1, "."))
        last += 2;
    if (last < at && str_eq(words->items[last].text, name))
        return true;
    for (size_t i = from; i < at; i++) {
        bool type = i > from && adopt_is_word(words, i - 1, "::");
        if ((compound || type) && adopt_is_name(words, i) && str_eq(words->items[i].text, name))
            return true;
    }
    return false;
}

static bool begins_item(const text_words *words, size_t at)
{
    return at > 0 && (adopt_is_word(words, at - 1, "select") || adopt_is_word(words, at - 1, ",") ||
                      adopt_is_word(words, at - 1, "distinct"));
}

/* `*`, or `t.*`, at the place of a column. */
static bool is_star(const text_words *words, size_t at)
{
    return begins_item(words, at) && adopt_is_word(words, is_qualifier(words, at) ? at + 2 : at, "*");
}

/* How many items the list has from this one on, and how many of them are stars. */
static size_t items_from(const text_words *words, size_t at, size_t *stars)
{
    static const char *const ends[] = {"from",   "where",     "group",  "having", "order", "limit", "offset", "fetch",
                                       "window", "intersect", "except", "union",  "for",   "into",  NULL};
    size_t count = 1, depth = 0;
    *stars = is_star(words, at);
    for (; at < words->count; at++) {
        bool closes = adopt_is_word(words, at, ")") || adopt_is_word(words, at, "]");
        depth += adopt_is_word(words, at, "(") || adopt_is_word(words, at, "[");
        bool ends_here = depth == 0 && closes;
        for (const char *const *end = ends; depth == 0 && *end; end++)
            ends_here = ends_here || adopt_is_word(words, at, *end);
        if (ends_here)
            break;
        depth -= closes;
        count += depth == 0 && adopt_is_word(words, at, ",");
        *stars += depth == 0 && adopt_is_word(words, at, ",") && is_star(words, at + 1);
    }
    return count;
}

/* The end of the plain column that begins at `j`, of the star's table where both say whose it is; 0: it is none. */
static size_t column_end(const aligner *x, size_t j)
{
    bool ours = is_qualifier(x->written, x->i), theirs = is_qualifier(x->there, j);
    if (ours && theirs && !adopt_same_word(x->written, x->i, x->there, j))
        return 0;
    j += theirs ? 2 : 0;
    return adopt_is_name(x->there, j) ? j + 1 : 0;
}

/* Stands for the columns that the server has made of it: those that the rest of the list leaves over, or where there is
 * another star, all that are of its table. */
static bool take_star(aligner *x)
{
    if (!is_star(x->written, x->i) || is_star(x->there, x->j))
        return false;
    size_t stars, none, ours = items_from(x->written, x->i, &stars), theirs = items_from(x->there, x->j, &none);
    size_t wanted = theirs - (ours - 1 < theirs ? ours - 1 : theirs), count = 0, end = x->j;
    bool qualified = is_qualifier(x->written, x->i), all = stars == 1;
    for (size_t next = end; next && (!all || count < wanted); next = adopt_is_word(x->there, end, ",") ? end + 1 : 0) {
        next = column_end(x, next);
        if (!next)
            break;
        end = next;
        count++;
    }
    if (count == 0 || (all ? count < wanted : !qualified))
        return false;
    x->i += qualified ? 3 : 1;
    x->j = end;
    return true;
}

/* Both say whose it is: the server by its schema as well, or it is another's. */
static bool take_schema(aligner *x)
{
    if (!is_qualifier(x->there, x->j + 2) || !adopt_same_word(x->there, x->j + 2, x->written, x->i))
        return false;
    x->j += 2;
    return true;
}

/* What one side says of whose a column is. */
static bool pass_qualifier(aligner *x)
{
    bool ours = is_qualifier(x->written, x->i), theirs = is_qualifier(x->there, x->j);
    if (ours && theirs)
        return take_schema(x);
    x->i += ours ? 2 : 0;
    x->j += theirs ? 2 : 0;
    return ours || theirs;
}

/* A name that an item of a list has anyway. */
static bool pass_name(aligner *x)
{
    bool ours = adopt_is_word(x->written, x->i, "as") && adopt_is_name(x->written, x->i + 1);
    bool theirs = adopt_is_word(x->there, x->j, "as") && adopt_is_name(x->there, x->j + 1);
    if (theirs && adopt_same_word(x->written, x->i, x->there, x->j + 1)) {
        x->j++; /* a name without AS */
        return true;
    }
    if (theirs && is_own_name(x->there, x->j, x->there->items[x->j + 1].text)) {
        x->j += 2;
        return true;
    }
    if (!ours || theirs || !is_own_name(x->written, x->i, x->written->items[x->i + 1].text))
        return false;
    x->i += 2;
    return true;
}

/* The name that a server gives to the constraint of a domain: "name_check", "name_check1". */
static bool pass_constraint(aligner *x)
{
    bool theirs = adopt_is_word(x->there, x->j, "constraint") && adopt_is_name(x->there, x->j + 1);
    str name = theirs ? x->there->items[x->j + 1].text : STR("");
    while (name.len && name.ptr[name.len - 1] >= '0' && name.ptr[name.len - 1] <= '9')
        name.len--;
    bool made = str_ends_with(name, STR("_check")) && !adopt_is_word(x->written, x->i, "constraint");
    x->j += made ? 2 : 0;
    return made;
}

/* `t.*::t` for a row of which somebody wrote `t`. */
static bool pass_row(aligner *x)
{
    if (x->j == 0 || !adopt_is_name(x->there, x->j - 1) || !adopt_is_word(x->there, x->j, ".") ||
        !adopt_is_word(x->there, x->j + 1, "*") || adopt_is_word(x->written, x->i, "."))
        return false;
    x->j += 2;
    if (!adopt_is_word(x->there, x->j, "::"))
        return true;
    x->j += 2;
    while (adopt_is_word(x->there, x->j, "."))
        x->j += 2;
    return true;
}

/* FOR UPDATE OF all of the tables there are. */
static bool pass_locked(aligner *x)
{
    bool locks =
        x->j > 0 && (adopt_is_word(x->there, x->j - 1, "update") || adopt_is_word(x->there, x->j - 1, "share"));
    if (!locks || !adopt_is_word(x->there, x->j, "of") || adopt_is_word(x->written, x->i, "of"))
        return false;
    do
        x->j += 2;
    while (adopt_is_word(x->there, x->j, ","));
    return true;
}

/* NATURAL JOIN comes back as JOIN … USING (…). */
static bool pass_natural(aligner *x)
{
    if (adopt_is_word(x->written, x->i, "natural") && !adopt_is_word(x->there, x->j, "natural")) {
        x->i++;
        x->natural++;
        return true;
    }
    if (!x->natural || !adopt_is_word(x->there, x->j, "using") || adopt_is_word(x->written, x->i, "using"))
        return false;
    size_t end = adopt_natural_end(x->memory, x->tables, x->there, x->j);
    x->j = end ? end : x->j;
    x->natural--;
    return end > 0;
}

/* Passes over what only one side says and needs not be said; false: there is nothing of the kind. */
static bool pass_over(aligner *x)
{
    size_t added = x->j < x->there->count ? x->there->items[x->j].added : 0;
    bool no_name = adopt_is_word(x->written, x->i, "as") && x->written->items[x->i].added;
    if (added || no_name) {
        x->j += added;
        x->i += no_name ? 2 : 0;
        return true;
    }
    if (pass_row(x) || pass_locked(x) || pass_natural(x) || pass_qualifier(x) || pass_name(x) || pass_constraint(x))
        return true;
    bool ascending = adopt_is_word(x->written, x->i, "asc");
    x->i += ascending;
    return ascending;
}

/* One side says whose the column is, which may have the same name. */
static bool take_qualifier(aligner *x)
{
    bool ours = is_qualifier(x->written, x->i), theirs = is_qualifier(x->there, x->j);
    if (ours == theirs || !adopt_same_word(x->written, x->i, x->there, x->j))
        return false;
    const text_words *words = ours ? x->written : x->there;
    size_t at = ours ? x->i : x->j;
    if (at + 2 >= words->count || !str_eq(words->items[at].text, words->items[at + 2].text))
        return false;
    *(ours ? &x->i : &x->j) += 2;
    return true;
}

bool adopt_align(arena *a, const adopt_known_tables *tables, const adopt_column_kinds *columns,
                 const text_words *written, const text_words *there)
{
    text_words left = adopt_shape(a, written, columns), right = adopt_shape(a, there, columns);
    aligner x = {.memory = a, .tables = tables, .written = &left, .there = &right};
    while (x.i < left.count || x.j < right.count) {
        if (take_star(&x) || take_qualifier(&x))
            continue;
        if (is_same(&x)) {
            x.i++;
            x.j++;
        } else if (!pass_over(&x)) {
            return false;
        }
    }
    return true;
}

/* What the grammar's actions call: each makes one node from the tokens and nodes of its rule. Nodes live in the arena
 * of the compilation. A list is a node of kind AST_NONE whose children are moved into the node that they belong to
 * (ast_adopt); where a rule may be empty, its list is NULL. */
#ifndef SCHEMAC_SYNTAX_BUILDER_H
#define SCHEMAC_SYNTAX_BUILDER_H

#include "compiler/syntax/lexer.h"
#include "compiler/syntax/parser.h"

/* The state of reading one file. */
typedef struct parser {
    source_set *sources;
    const source_file *file;
    arena *memory;
    diagnostic_list *diagnostics;
    parser_start start;
    token_list tokens;
    void *machine;
    ast_node *root;
    size_t open;       /* brackets that are open */
    bool rejected;     /* the grammar had no place for the last terminal */
    bool too_deep;     /* an expression that is nested too deeply has been reported */
    bool recovering;   /* BROKEN is being fed: what is reduced now may have been cut short */
    bool quiet;        /* errors up to the end of this line follow from one that has been reported */
    size_t refused;    /* index of the token with the last error, plus one */
    size_t lexed_from; /* the lexer's reports in the diagnostics: from here … */
    size_t lexed_to;   /* … up to here */
    bool *docs_taken;  /* for each token: a doc comment that belongs to a node; NULL when there is none in the file */
} parser;

/* Is an expression in the words of a database read, and of which one? */
bool parser_is_sql(const parser *p);
lexer_sql parser_sql_of(const parser *p);

/* The place of tokens and what they stand for; NULL gives no place and the empty str. */
source_span parser_span(const parser *p, const token *item);
str parser_value(parser *p, const token *item);

/* Lists. */
ast_node *parser_list(parser *p);
ast_node *parser_list_of(parser *p, ast_node *first);              /* NULL: an empty list */
ast_node *parser_chain(parser *p, ast_node *list, ast_node *item); /* appends; makes the list when it is NULL */
/* A syntax error inside a list: marks it and its last node AST_BROKEN. */
ast_node *parser_broken(ast_node *list);

/* A node that begins at `first` (NULL: has no place yet) and whose text is the value of `name` (NULL: empty). */
ast_node *parser_node(parser *p, ast_kind kind, const token *first, const token *name);
/* The same, where the text must be one of the words in `choices` (separated by blanks); another one is reported. */
ast_node *parser_choice(parser *p, ast_kind kind, const token *first, const token *word, const char *choices);
/* Widens the span to the token (NULL: does nothing). */
ast_node *parser_close(parser *p, ast_node *node, const token *last);
ast_node *parser_flag(ast_node *node, unsigned flag);
/* A declaration with options, a body and a last brace. */
ast_node *parser_block(parser *p, ast_kind kind, const token *first, const token *name, ast_node *options,
                       ast_node *body, const token *last);
/* The root of a file. */
void parser_finish(parser *p, ast_kind kind, ast_node *list);

/* Declarations. */
ast_node *parser_query(parser *p, const token *first, const token *name, ast_node *params, ast_node *result,
                       const token *body);
ast_node *parser_routine(parser *p, const token *first, const token *name, ast_node *options, const token *up,
                         ast_node *down);
ast_node *parser_for(parser *p, const token *first, const token *dialect, ast_node *body, const token *last);
ast_node *parser_drop(parser *p, const token *first, const token *kind, const token *name);
ast_node *parser_param(parser *p, const token *name, const token *type, ast_node *value);

/* Fields and items. */
ast_node *parser_array_type(parser *p, ast_node *type, const token *last);
ast_node *parser_native(parser *p, const token *dialect, const token *text);
ast_node *parser_auto(parser *p, const token *first, const token *always);
ast_node *parser_generated(parser *p, const token *first, ast_node *value, const token *last, const token *kind);
ast_node *parser_action(parser *p, ast_kind kind, const token *first, const token *action);
ast_node *parser_item(parser *p, ast_kind kind, const token *first, const token *name, ast_node *child,
                      const token *last);
ast_node *parser_exclude(parser *p, const token *first, const token *name, ast_node *method, ast_node *keys,
                         const token *last);
ast_node *parser_exclude_key(parser *p, ast_node *key, const token *operator);
ast_node *parser_bound(parser *p, const token *first, const token *last);
ast_node *parser_key_column(parser *p, const token *name, ast_node *collate, const token *order);
ast_node *parser_key(parser *p, ast_node *value, const token *opclass, const token *order, const token *nulls);
/* Puts an attribute on the last field of a body; reports one that stands behind no field. */
ast_node *parser_attribute(parser *p, ast_node *list, ast_node *attribute);
/* Puts a check into a body: on the field right before it when it has no name, else as an item. */
ast_node *parser_check(parser *p, ast_node *list, ast_node *check);
ast_node *parser_field_check(ast_node *field, ast_node *check);
/* A check as an item: its name may have been written behind it. */
ast_node *parser_named_item(ast_node *check);

/* Expressions. One whose tree gets too deep is reported once and cut. */
ast_node *parser_literal(parser *p, const token *item);
ast_node *parser_typed_literal(parser *p, const token *type, const token *text);
ast_node *parser_enclosed(parser *p, const token *first, ast_node *value, const token *last);
ast_node *parser_unary(parser *p, const token *operator, ast_node * operand);
ast_node *parser_binary(parser *p, ast_node *left, const token *operator, ast_node * right, unsigned flags);
ast_node *parser_quantified(parser *p, ast_node *left, const token *operator, const token * word, ast_node *array,
                            const token *last, unsigned flags);
ast_node *parser_is(parser *p, ast_node *operand, const token *is, const token *what, unsigned flags);
/* SQLite's `a is b`: not distinct. */
ast_node *parser_same(parser *p, ast_node *left, ast_node *right, unsigned flags);
ast_node *parser_between(parser *p, ast_node *operand, ast_node *low, ast_node *high, unsigned flags);
ast_node *parser_in(parser *p, ast_node *operand, ast_node *list, const token *last, unsigned flags);
ast_node *parser_cast(parser *p, ast_node *operand, ast_node *type);
/* A type in the words of the database. */
ast_node *parser_sql_type(parser *p, const token *type);
/* `x like y escape z`. */
ast_node *parser_escape(parser *p, ast_node *pattern, ast_node *escape);
/* `extract(year from x)`: a call whose first argument is a word; any other call with `from` has none. */
ast_node *parser_extract(parser *p, const token *name, ast_node *field, ast_node *value, const token *last);
ast_node *parser_collate(parser *p, ast_node *operand, const token *name);
ast_node *parser_subscript(parser *p, ast_node *operand, ast_node *index, const token *last);
ast_node *parser_call(parser *p, ast_node *call, ast_node *arguments, const token *last);
ast_node *parser_qualified_call(parser *p, ast_node *name);
ast_node *parser_sql(parser *p, const token *first, ast_node *natives, const token *last);
ast_node *parser_case(parser *p, const token *first, ast_node *operand, ast_node *whens, ast_node *otherwise,
                      const token *last);

/* Changes. */
ast_node *parser_change(parser *p, ast_kind kind, const token *first, ast_node *what);
ast_node *parser_rename(parser *p, const token *first, const token *what, ast_node *old_name, ast_node *new_name);
ast_node *parser_alter(parser *p, const token *first, const token *what, const token *name, ast_node *changes,
                       const token *last);
ast_node *parser_replace(parser *p, const token *first, ast_node *old_side, ast_node *new_side);
ast_node *parser_position(parser *p, const token *where, const token *name);

/* For the driver: recover.c and expected.c. */
/* After the terminal at index `at` was rejected (or the limit of nesting reached): unwinds, marks, and returns the
 * index of the token with which reading goes on. */
size_t parser_recover(parser *p, size_t at);
/* At the end of the file, or before a declaration that begins while a body is still open: closes what is open. */
void parser_close_open(parser *p, size_t at);
/* Is it a name or a word of the language? */
bool parser_is_word(uint32_t kind);
/* Does a declaration begin with the token at index `at`, at the very beginning of a line, where none has a place:
 * because the body before it was not closed? */
bool parser_misses_brace(const parser *p, size_t at);
/* Is it a field, a body or its end? What is wrong behind it is an error of its own, even on the same line. */
bool parser_begins_afresh(uint32_t kind);
/* Is there a report of the lexer between two offsets? With `open_only` one of a string or comment without an end. */
bool parser_lexer_reported(const parser *p, uint32_t from, uint32_t to, bool open_only);
/* Reports that the token at index `at` has no place, with what has one and a hint. */
void parser_report_unexpected(parser *p, size_t at);
/* Says which of `choices` was expected instead of a word. */
void parser_report_choice(parser *p, const token *word, const char *choices);

#endif

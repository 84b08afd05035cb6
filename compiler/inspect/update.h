/* Inside of the room: bringing files that people have edited up to what the database is now.
 *
 * Both schemas, the one that the files mean and the one that the database has, are printed in one form and read back;
 * what differs between the two trees is what has to change. Each difference is then put into the files as an edit of
 * their text, at the place of the tree that made the part: a field's line, an attribute, an item, a member. Names,
 * order, comments and mixins are not touched, because nobody writes them anew. */
#ifndef SCHEMAC_INSPECT_UPDATE_H
#define SCHEMAC_INSPECT_UPDATE_H

#include "compiler/inspect/write.h"

/* --- update_edit.c: edits of texts --- */
typedef struct update_edit {
    uint32_t from, to;
    str text;
    size_t order; /* of edits at one place */
} update_edit;
typedef VEC(update_edit) update_edit_list;

typedef struct update_file {
    const load_file *load;
    str text;
    bool canonical; /* it was as the formatter has it, and so will be */
    update_edit_list edits;
    size_t n_made; /* of edits so far, those that were dropped included */
} update_file;

void update_replace(arena *a, update_file *file, size_t from, size_t to, str text);
/* The text with its edits. One that lies in another is left out. */
str update_apply(arena *a, update_file *file);
/* Where the lines of a node begin, its doc comment included, and where they end, a comment behind it included; the node
 * itself where other things stand on its lines. */
size_t update_lines_from(str text, source_span span);
size_t update_doc_from(str text, source_span span);
size_t update_lines_to(str text, source_span span);
/* Takes a node out, with its lines where it has them for itself. */
void update_cut(arena *a, update_file *file, source_span span);
/* Puts a doc comment in the place of the one before the node. */
void update_doc(arena *a, update_file *file, source_span span, str doc);
/* A new item with its doc comment, in a `for` where `dialects` is that of one dialect. */
str update_item(arena *a, unsigned dialects, str doc, size_t indent, str text);
/* Does the node begin its line? */
bool update_begins_line(str text, source_span span);
/* The text of a part of a line: `    ` before the node. */
size_t update_indent(str text, source_span span);

/* --- update_tree.c: a schema as a tree, by declarations --- */
typedef struct update_node {
    const ast_node *node;
    str dialect;               /* of the `for` around it; empty: none */
    str text;                  /* of its file */
    update_file *file;         /* of the user's files only */
    const ast_node *container; /* of an element: its model or mixin */
    const ast_node *field;     /* of an attribute: its field */
} update_node;
typedef VEC(update_node) update_nodes;

typedef struct update_tree {
    map declarations; /* kind, name and dialect -> update_node * */
} update_tree;

str update_slice(str text, source_span span);
/* Under what a declaration stands in `declarations`. */
str update_declaration_key(arena *a, const update_node *declaration);
/* All elements of a model or a mixin, those in `for` blocks too. */
update_nodes update_elements(arena *a, const update_node *container);
/* Prints the schema and reads it back. */
update_tree update_print(arena *a, const model_schema *schema);
void update_add_declarations(arena *a, update_tree *tree, const ast_node *root, str text, update_file *file);

/* The type and all behind it, or what else stands behind a field's name. */
const ast_node *update_value(const ast_node *field);
/* Puts the text in the place of that. */
void update_field(arena *a, const update_node *origin, str text);
/* Where the lines of a declaration's body begin. */
size_t update_body_indent(const update_node *user);
/* A line behind the anchor (NULL: at the beginning of the body). */
void update_line(arena *a, const update_node *user, const update_node *anchor, bool apart, str line);

/* --- update.c --- */
/* A wish to change something that a mixin makes. */
typedef struct update_wish {
    update_node *origin;
    str text; /* empty: take it out */
    size_t count;
    bool differs;              /* not all wish the same */
    VEC(update_node *) models; /* the user's models that wish it */
} update_wish;

typedef struct updater {
    arena *memory;
    const resolve_options *options;
    const load_result *edited;
    const model_schema *written, *adopted;
    diagnostic_list *diagnostics;
    VEC(update_file *) files;
    update_tree was, is, user;
    map origins;        /* file and offset -> update_node * of the user's files: fields, attributes and items */
    map users;          /* the same key -> size_t *: how many models have a part from there */
    map wishes;         /* the same key -> update_wish * */
    bool items_begun;   /* the model at hand has got an item */
    update_nodes added; /* new declarations */
    map reasons;        /* key of a declaration -> str *: why it cannot be edited */
    map anew;           /* keys of declarations that are written anew */
} updater;

str update_origin_key(arena *a, source_span span);

/* --- update_model.c, update_mixin.c, update_enum.c, update_add.c --- */
void update_model(updater *u, const update_node *was, const update_node *is, update_node *user);
/* After all models: what mixins make. */
void update_mixins(updater *u);
void update_enum(updater *u, const update_node *was, const update_node *is, update_node *user);
/* New declarations, in the order given. */
void update_add(updater *u, const update_nodes *added, inspect_file_list *files);

/* --- update_anew.c, update_back.c --- */
/* The whole declaration in the place of the user's, with the comments of what is still there. */
void update_anew(updater *u, const update_node *is, update_node *user);
/* The files with all edits and new declarations (of update.c); may be asked for again after more edits. */
inspect_file_list update_write(updater *u);
/* The files once they mean what the database is: reads them back, and writes anew what does not. What is so is
 * reported, and what remains. */
inspect_file_list update_settle(updater *u);

#endif

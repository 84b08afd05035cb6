/* Inside of the room: from the AST of a list of changes to the changes, each applied as soon as it is read, so that the
 * next one is read in the state in which it stands. */
#ifndef SCHEMAC_CHANGE_READ_H
#define SCHEMAC_CHANGE_READ_H

#include "compiler/change/report.h"
#include "compiler/change/state.h"

typedef struct change_reader {
    arena *memory;
    change_state *state;
    diagnostic_list *diagnostics;
    change_list changes;
} change_reader;

/* Keeps the change and applies it. */
void change_reader_take(change_reader *reader, change item, change_kind kind, source_span span);
/* "E0505: ${what} cannot stand here …". */
void change_reader_refuse(change_reader *reader, const ast_node *node);
/* The names of a rename: old, its name in the database or nothing, new, likewise. */
typedef struct change_reader_rename {
    const ast_node *old_name, *old_database, *new_name, *new_database;
} change_reader_rename;
/* False: the node is broken. */
bool change_reader_names(const ast_node *node, ast_kind database, change_reader_rename *names);

/* The inside of `alter enum` and `alter model`. */
void change_read_enum_changes(change_reader *reader, const ast_node *alter, str subject);
void change_read_model_changes(change_reader *reader, const ast_node *alter, str subject);

#endif

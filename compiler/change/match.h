/* Inside of the room: which part of the old state is which part of the new one, and in which order names can change
 * hands. */
#ifndef SCHEMAC_CHANGE_MATCH_H
#define SCHEMAC_CHANGE_MATCH_H

#include "compiler/change/change.h"

#define CHANGE_NO_MATCH SIZE_MAX

/* A model, enum, column or member as far as its identity goes. */
typedef struct change_item {
    str name;
    str was;      /* of the old side: what history says; of the new side: the author's note */
    str database; /* table, type, column or label */
    str place;    /* the same with its PostgreSQL schema: unique within its side */
    source_span span;
    bool drop_meant; /* old side: the author has written `drop` */
    size_t match;    /* index on the other side, or CHANGE_NO_MATCH */
} change_item;
typedef VEC(change_item) change_item_list;

/* Fills `match` on both sides: by notes that are not history yet, by name, by name in the database. Reports notes that
 * contradict each other. `kind` is the word for messages: "model", "field". */
void change_match(arena *a, change_item_list *before, change_item_list *after, const char *kind,
                  diagnostic_list *diagnostics);

/* A wish: this part shall have these names. */
typedef struct change_move {
    change_rename rename;
    str old_key, new_key;     /* what the schema's names occupy; the names themselves unless they are qualified */
    str old_place, new_place; /* the same for the names in the database; empty where there are none */
    str subject;
    change_kind kind;
    bool dropped; /* is to go later and stands in another's way: gets temporary names */
} change_move;
typedef VEC(change_move) change_move_list;

/* Appends the moves to `changes` in an order in which no name is taken that another part still has; a cycle goes
 * through a temporary name. What is `dropped` is moved only where it stands in the way; its `rename` then says where it
 * is. `taken`: names that a temporary one must not be. */
void change_schedule(arena *a, change_move_list *moves, const map *taken, change_list *changes);

/* The matching of a whole side: items of the old and the new side, and the moves that follow from it. */
change_move_list change_moves(arena *a, const change_item_list *before, const change_item_list *after, change_kind kind,
                              str subject);

#endif

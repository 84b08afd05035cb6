/* Inside of the room: what becomes of the objects that are carried as text. Their SQL is not understood, only its words
 * are read; what they mention is found by name, and where it is not sure whether one stands on another it is taken to
 * do so. Made again is made from the text of the new state. */
#ifndef SCHEMAC_SQL_OBJECT_H
#define SCHEMAC_SQL_OBJECT_H

#include "compiler/model/object_text.h"
#include "compiler/sql/planner.h"

/* What a text mentions. */
typedef struct sql_words {
    map all;      /* words in lower case -> anything */
    map blocking; /* those by which the database knows that the object stands on something */
    bool star;    /* all columns of something */
} sql_words;

typedef struct sql_object {
    const model_object *old_object; /* NULL: it is new */
    const model_object *new_object; /* NULL: it goes */
    object_head old_head, new_head; /* routines */
    sql_words old_words, new_words;
    bool differs;         /* in something that the database has */
    bool in_place;        /* it can become the new one without being dropped */
    bool remade;          /* dropped and made again */
    bool under_new;       /* tables of the plan use it: it is made before them … */
    bool under_old;       /* … or goes only when they have let go of it */
    sql_index_list users; /* objects that keep it from being dropped */
} sql_object;

typedef struct sql_objects {
    VEC(sql_object) items; /* by kind, and in the order written */
    map old_names;         /* word -> sql_index_list *: what is called so */
    map new_names;
    map old_handles; /* name in the schema -> sql_index_list * */
    map new_handles;
    map made_tables;   /* tables that the plan makes, as they are written */
    size_t *old_order; /* each after what it mentions */
    size_t *new_order;
} sql_objects;

/* object_delta.c: the pairs of both states. Never NULL; empty where there are no objects. */
sql_objects *sql_objects_make(const sql_planner *p, const change_list *changes);
/* object_depend.c: decides what is made again, and in which order. After the tables' rebuilds are decided. */
void sql_objects_depend(sql_planner *p);

/* The name in the database by which others mention it. */
str sql_object_name(const model_object *object, const object_head *head);
bool sql_object_drops(const sql_object *item);
bool sql_object_creates(const sql_object *item);
bool sql_object_replaces(const sql_object *item);
bool sql_object_renames(const sql_object *item);
/* The words of a text; in lower case, as keys of `words`. */
void sql_words_of(arena *a, str text, bool into_bodies, sql_words *words);
/* Does it mention the name, in any case of its letters? */
bool sql_words_have(arena *a, const map *words, str name);
/* Words in the expressions and native types of a table. */
map sql_table_words(const sql_planner *p, const model_table *table);

/* plan_object_text.c: the statements, without a semicolon where none was written. */
void sql_write_create(const sql_planner *p, const sql_object *item, writer *out);
/* False: nothing says how. An empty text: nothing has to be done. */
bool sql_write_drop(const sql_planner *p, const sql_object *item, writer *out);
/* `FUNCTION add(a int)`, `TRIGGER t ON users`: how COMMENT ON and DROP name it. */
void sql_write_object_name(const sql_planner *p, const model_object *object, const object_head *head, writer *out);
/* The options of a sequence, each with its value or default; those that stay as they are only where `was` is NULL. */
void sql_write_sequence_options(const model_object *was, const model_object *is, writer *out);

#endif

/* Inside of the room: what becomes of the objects that are carried as text. Their SQL is not understood, only its words
 * are read; what they mention is found by name, and where it is not sure whether one stands on another it is taken to
 * do so. Made again is made from the text of the new state. */
#ifndef SCHEMAC_SQL_OBJECT_H
#define SCHEMAC_SQL_OBJECT_H

#include "compiler/model/object_text.h"
#include "compiler/sql/planner.h"

/* What a text mentions. */
typedef struct sql_words {
    map all;      /* words, folded -> &sql_word_thing or &sql_word_column */
    map blocking; /* those by which the database knows that the object stands on something */
    map needed;   /* those that have to be there when it is made; all others had better be */
    bool star;    /* all columns of something */
} sql_words;

/* Can the word name a table, a function, a type? Or does it stand where only a column can? */
extern const char sql_word_thing, sql_word_column;

typedef struct sql_object {
    const model_object *old_object; /* NULL: it is new */
    const model_object *new_object; /* NULL: it goes */
    object_head old_head, new_head; /* routines */
    sql_words old_words, new_words;
    str_list old_makes, new_makes; /* names by which others mention it, folded */
    bool differs;                  /* in something that the database has */
    bool in_place;                 /* it can become the new one without being dropped */
    bool remade;                   /* dropped and made again */
    bool held;                     /* goes together with the tables: some that go use it, or let go of it before */
    bool late;                     /* goes only when tables that stay have let go of it by being altered */
    bool made;                     /* its CREATE has been planned */
    bool unchecked;                /* its body mentions what is made later */
    sql_index_list users;          /* objects that keep it from being dropped */
} sql_object;

typedef struct sql_objects {
    VEC(sql_object) items; /* by kind, and in the order written */
    map old_names;         /* word -> sql_index_list *: what is called so */
    map new_names;
    map old_handles; /* name in the schema -> sql_index_list * */
    map new_handles;
    map schemas;       /* of both states */
    map made_tables;   /* tables that the plan makes, as they are written */
    size_t *old_order; /* each after what it mentions */
} sql_objects;

/* object_delta.c: makes p->objects, the pairs of both states. Never NULL; empty where there are no objects. */
void sql_objects_make(sql_planner *p, const change_list *changes);
/* object_depend.c: decides what is made again, and in which order things go. After the tables' rebuilds are decided. */
void sql_objects_depend(sql_planner *p);

/* The name in the database by which others mention it. */
str sql_object_name(const model_object *object, const object_head *head);
bool sql_object_drops(const sql_object *item);
bool sql_object_creates(const sql_object *item);
bool sql_object_replaces(const sql_object *item);
bool sql_object_renames(const sql_object *item);

/* object_words.c. A name as a key of maps of words: SQLite does not look at the case of letters. */
str sql_fold(const sql_planner *p, str name);
/* Adds the words of a text to `words->all`. */
void sql_words_of(const sql_planner *p, str text, bool into_bodies, sql_words *words);
bool sql_words_have(const sql_planner *p, const map *words, str name);
bool sql_words_have_thing(const sql_planner *p, const map *words, str name);
void sql_read_words(const sql_planner *p, const model_object *object, const object_head *head, sql_words *words);
/* What the object makes, as others mention it; folded. Of a raw text: its own name, and what each CREATE in it names.
 */
str_list sql_made_names(const sql_planner *p, const model_object *object, const object_head *head);
/* Adds what can be the name of an object in an expression, a key, …. */
void sql_expression_words(const sql_planner *p, const expression *e, map *into);
void sql_key_words(const sql_planner *p, const model_key_list *keys, map *into);
void sql_constraint_words(const sql_planner *p, const model_constraint *constraint, map *into);
void sql_index_words(const sql_planner *p, const model_index *index, map *into);
/* Of a table: what it holds on to as long as it is there (types, collations, how it is partitioned); and what it can
 * let go of (defaults, checks, indexes, generated columns). */
map sql_kept_words(const sql_planner *p, const model_table *table);
map sql_loose_words(const sql_planner *p, const model_table *table);

/* object_hold.c: on the old side: which objects tables hold on to, and who has to let go of them. */
void sql_find_held(sql_planner *p);
/* Tables that stay let go of functions that are made anew. True where a table has changed by that. */
bool sql_let_go_of_remade(sql_planner *p);

/* plan_object_text.c: the statements, without a semicolon where none was written. */
void sql_write_create(const sql_planner *p, const sql_object *item, writer *out);
/* False: nothing says how. An empty text: nothing has to be done. */
bool sql_write_drop(const sql_planner *p, const sql_object *item, writer *out);
/* `FUNCTION add(a int)`, `TRIGGER t ON users`: how COMMENT ON and DROP name it. */
void sql_write_object_name(const sql_planner *p, const model_object *object, const object_head *head, writer *out);
/* The options of a sequence, each with its value or default; those that stay as they are only where `was` is NULL. */
void sql_write_sequence_options(const model_object *was, const model_object *is, writer *out);

#endif

/* Changes as data: what lies between two states of a schema. They are compared, applied, inverted, printed and read;
 * only the sql room knows what a database must do for them. Each change carries the whole of what it removes and of
 * what it adds, so that its inverse needs nothing else. Laws (tested over generated schemas): apply(A, diff(A, B)) = B
 * diff(A, A) = nothing     apply(B, invert(diff(A, B))) = A     read(print(c)) = c */
#ifndef SCHEMAC_CHANGE_CHANGE_H
#define SCHEMAC_CHANGE_CHANGE_H

#include "compiler/model/object.h"
#include "compiler/syntax/diagnostic.h"

typedef enum change_kind {
#define CHANGE(kind, name, inverse) CHANGE_##kind,
#include "compiler/change/change_kinds.def"
#undef CHANGE
    CHANGE_KIND_COUNT
} change_kind;

/* A name on both sides of a rename. RENAME_MODEL and RENAME_ENUM rename the schema's word and the database's in one
 * change, either of which may stay; so does RENAME_COLUMN (field and column). */
typedef struct change_rename {
    str old_name, new_name;         /* in the schema: model, enum, field, member; in the database: constraint, index */
    str old_database, new_database; /* table, type, column, label; empty for constraints and indexes */
} change_rename;

/* One change. `subject` is the model (or enum) in which it happens, by the name it has at that point of the list. Which
 * of the pairs is set follows from the kind: an ADD_ has only the new one, a DROP_ only the old one, a REPLACE_ both.
 */
typedef struct change {
    change_kind kind;
    str subject;
    change_rename rename;
    const model_enum *old_enum, *new_enum; /* REPLACE_ENUM: type name, schema, storage; REORDER_MEMBERS */
    const model_member *old_member, *new_member;
    str before_member;                        /* ADD/DROP_MEMBER: the member it stands before; empty: at the end */
    const model_table *old_table, *new_table; /* REPLACE_MODEL: the frame (model_table_frame_equal) */
    const model_column *old_column, *new_column;
    const model_constraint *old_constraint, *new_constraint;
    const model_index *old_index, *new_index;
    const model_object *old_object, *new_object;
    model_object_kind object_kind; /* RENAME_OBJECT: of what kind, … */
    unsigned object_dialects;      /* … and for which dialects it is there */
    const model_partition *old_partition, *new_partition;
    const model_row *old_row, *new_row;
    source_span span; /* in the text it was read from */
} change;

typedef VEC(change) change_list;

typedef struct change_kind_info {
    const char *name;
    change_kind inverse;
} change_kind_info;
const change_kind_info *change_info(change_kind kind);
/* Does it change an enum that stays: its members, or what else is said of it? */
bool change_alters_enum(change_kind kind);

/* What leads from `before` to `after`, in an order in which it can be applied step by step:
 *   1. renames of enums, members, models, columns, objects (a cycle of names goes through a temporary name), and
 *      drops of objects that stand on tables;
 *   2. drops of foreign keys whose target changes, and of constraints and indexes whose name is wanted elsewhere;
 *   3. dropped models; 4. renames of constraints and indexes; 5. new enums and members;
 *   6. model by model, new ones whole: drops of rows, partitions, constraints and indexes, columns, then constraints
 * and indexes, partitions and rows;
 *   7. dropped members and enums; then what is new or altered of the objects that stand on tables (schemas, extensions
 *      and sequences, on which tables stand, come before 5 and go here).
 * A foreign key may point to a model that the list adds later. Linear in the size of both states. Reports into
 * `diagnostics` a drop beside a compatible add for which nobody has written `was` or `drop` (with both corrections as a
 * hint), and notes (`was`) that contradict each other. A note that the state already carries out (its own `was` says
 * the same) is history and is passed over. `before` and `after` are borrowed by the result. */
change_list change_diff(arena *a, const model_schema *before, const model_schema *after, diagnostic_list *diagnostics);

/* The state after the changes. A change that does not fit the state (an unknown model, a column that is there already)
 * is reported at its span; the rest is applied. `state` is not altered. */
model_schema *change_apply(arena *a, const model_schema *state, const change_list *changes,
                           diagnostic_list *diagnostics);

/* A state over which the changes of a whole history pass: opening costs the models of `schema` (NULL: an empty one),
 * each list after that only what it touches. Not for two threads at once; lives in the arena. */
typedef struct change_state change_state;
change_state *change_state_open(arena *a, const model_schema *schema);
/* Applies a list as change_apply does. */
void change_state_apply(change_state *state, const change_list *changes, diagnostic_list *diagnostics);
/* Reads an AST_CHANGES as change_read does, applies it, and gives back what was read. */
change_list change_state_read(change_state *state, const ast_node *changes, diagnostic_list *diagnostics);
/* The state as it stands now; later changes do not alter what was given out. */
model_schema *change_state_schema(change_state *state);

/* The way back: inverses in the opposite order. */
change_list change_invert(arena *a, const change_list *changes);

/* The schema language's words, one change after the other, changes of one model grouped in `alter model … { }`; each
 * line ends with a newline and has no prefix. */
void change_print(const change_list *changes, writer *out);

/* Reads what change_print wrote (an AST_CHANGES from the parser). `state` is the schema to which they will be applied;
 * it gives the names that were left out (a table's where only the model is renamed, a constraint's that follows its
 * template) and is not altered. Misfits are reported as change_apply does. */
change_list change_read(arena *a, const model_schema *state, const ast_node *changes, diagnostic_list *diagnostics);

/* Equality of two changes, and of lists in order; spans aside. */
bool change_equal(const change *a, const change *b);
bool change_list_equal(const change_list *a, const change_list *b);

/* Does it lose data that is in the tables (a dropped table, column or enum member, a narrower type)? `why`, if not
 * NULL, gets a phrase such as `drops column Product.price`. */
bool change_loses_data(arena *a, const change *item, str *why);

/* One line for people: `add column Product.description2: text?`; for `dump --stage changes` and summaries. */
void change_describe(const change *item, writer *out);

#endif

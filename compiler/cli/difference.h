/* What verbs share that compare two states of a schema. */
#ifndef SCHEMAC_CLI_DIFFERENCE_H
#define SCHEMAC_CLI_DIFFERENCE_H

#include "compiler/cli/cli.h"
#include "compiler/sql/plan.h"

/* The one dialect of the set (--dialect, or the project's only one, or the database's); false (said) when there is a
 * choice, or none (then project_dialects has said why). */
bool difference_dialect(cli *c, unsigned dialects, dialect_id *dialect, exit_status *status);

/* Changes from `before` to `after`; false (said) when they need a word of the author. */
bool difference_changes(cli *c, const model_schema *before, const model_schema *after, change_list *changes,
                        exit_status *status);

/* The same where nobody could have given that word, since a database is as it is: what is gone is gone. */
bool difference_found(cli *c, const model_schema *before, const model_schema *after, change_list *changes,
                      exit_status *status);

/* The two sides that the options name (--from: else the newest revision; --to: else the schema files) and the changes
 * between them; with --down the way back, from what is `after` then. False (said) after an error. */
bool difference_of_sides(cli *c, state_pair *pair, change_list *changes, exit_status *status);

/* The setting `online`; false (said) when it is neither on nor off. */
bool difference_online(const cli *c, bool *online);

/* The plan of those changes; NULL (said) when the dialect cannot do it. */
plan *difference_plan(cli *c, const model_schema *before, const model_schema *after, dialect_id dialect,
                      exit_status *status);

/* The plan of changes that are known already; `down`: they are a way back. */
plan *difference_plan_of(cli *c, const model_schema *before, const change_list *changes, dialect_id dialect, bool down,
                         exit_status *status);

/* What the changes become: one revision, or with `online` two of them, as `revision` writes them. */
typedef struct difference_phase {
    const char *name; /* "expand" or "contract"; NULL: there is only one */
    change_list changes;
    plan *plan; /* of the dialect; NULL where none was asked for */
} difference_phase;
typedef struct difference_phases {
    difference_phase items[2];
    size_t count;
} difference_phases;

/* In the order in which they run: with --down the contract is taken back first. `dialects`: those that count for
 * whether there are two. False (said) after an error. */
bool difference_split(cli *c, const model_schema *before, const change_list *changes, unsigned dialects,
                      difference_phases *phases, exit_status *status);
/* The same with the plans of a dialect. */
bool difference_plans(cli *c, const model_schema *before, const change_list *changes, unsigned dialects,
                      dialect_id dialect, difference_phases *phases, exit_status *status);

#endif

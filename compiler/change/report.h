/* Inside of the room: words for messages. */
#ifndef SCHEMAC_CHANGE_REPORT_H
#define SCHEMAC_CHANGE_REPORT_H

#include "compiler/change/change.h"

/* Where a part stands: `model "Product"`, or `the schema` for an empty name. */
typedef struct change_owner {
    const char *kind;
    str name;
} change_owner;

/* The three misfits of a change, at `span`: the owner has no such part, has it already, or has another under that name.
 */
void change_report_missing(arena *a, diagnostic_list *list, source_span span, change_owner owner, const char *part,
                           str name);
void change_report_double(arena *a, diagnostic_list *list, source_span span, change_owner owner, const char *part,
                          str name);
void change_report_differs(arena *a, diagnostic_list *list, source_span span, change_owner owner, const char *part,
                           str name);

/* "primary key", "unique", "check", "foreign key", "exclude". */
const char *change_constraint_word(model_constraint_kind kind);

#endif

/* What is wrong with the user's text. Rooms report and go on; the list is sorted, made unique and rendered at the end.
 * Codes, severities, messages and the long texts of `schemac explain` stand in diagnostics.def. */
#ifndef SCHEMAC_SYNTAX_DIAGNOSTIC_H
#define SCHEMAC_SYNTAX_DIAGNOSTIC_H

#include "compiler/base/writer.h"
#include "compiler/syntax/source.h"

typedef enum diagnostic_severity { DIAGNOSTIC_ERROR, DIAGNOSTIC_WARNING } diagnostic_severity;

typedef enum diagnostic_code {
#define DIAGNOSTIC(symbol, number, severity, message, explanation) DIAGNOSTIC_##symbol = number,
#include "compiler/syntax/diagnostics.def"
#undef DIAGNOSTIC
} diagnostic_code;

typedef struct diagnostic {
    diagnostic_code code;
    source_span span;
    str message;
    source_span second; /* another place that explains it; may be none */
    str second_note;    /* "first declared here" */
    str hint;           /* a sentence that says what to do; may be empty */
    size_t order;       /* of reporting, for a stable sort */
} diagnostic;

typedef struct diagnostic_list {
    arena *memory;
    VEC(diagnostic) items;
    size_t errors;
    size_t warnings;
} diagnostic_list;

/* Reports: the message is the row's text, whose "${1}", "${2}", "${3}" are replaced. Returns the item, for a hint or a
 * second place to be added (valid until the next report). */
diagnostic *diagnostic_report(diagnostic_list *list, diagnostic_code code, source_span span, str one, str two,
                              str three);
void diagnostic_second(diagnostic *d, source_span span, const char *note);
/* "did you mean "…"?" when a candidate is near enough; otherwise nothing. Candidates are a map's keys. */
void diagnostic_suggest(diagnostic_list *list, diagnostic *d, str given, const map *candidates);

typedef enum diagnostic_format { DIAGNOSTIC_TEXT, DIAGNOSTIC_JSON, DIAGNOSTIC_SARIF } diagnostic_format;

/* Sorts by file (in the order of reading), place and code, and drops doubles. */
void diagnostic_sort(diagnostic_list *list, const source_set *sources);
/* Writes all of them. Text: `path:line:column: error[E0123]: message`, the line, the carets, second place and hint. */
void diagnostic_render(diagnostic_list *list, source_set *sources, diagnostic_format format, bool color, writer *out);

/* The row of a code: "E0123", its short message and its explanation; NULL for an unknown code. */
typedef struct diagnostic_info {
    const char *symbol;
    const char *message;
    const char *explanation;
    diagnostic_code code;
    diagnostic_severity severity;
} diagnostic_info;
const diagnostic_info *diagnostic_find(unsigned number);
/* All rows; `*count` of them. */
const diagnostic_info *diagnostic_all(size_t *count);

#endif

/* What the files of check share. */
#ifndef SCHEMAC_MODEL_CHECK_INTERNAL_H
#define SCHEMAC_MODEL_CHECK_INTERNAL_H

#include "compiler/model/check.h"

/* Types as far as they matter for whether things fit each other. */
typedef enum check_class {
    CLASS_UNKNOWN, /* native types, SQL text, what was reported already: fits everything */
    CLASS_NULL,
    CLASS_BOOL,
    CLASS_INTEGER,
    CLASS_NUMBER,
    CLASS_TEXT,
    CLASS_BYTES,
    CLASS_DATE,
    CLASS_TIME,
    CLASS_TIMESTAMP,
    CLASS_INTERVAL,
    CLASS_UUID,
    CLASS_JSON,
    CLASS_NETWORK,
    CLASS_BITS,
    CLASS_ENUM,
    CLASS_OTHER,
    CLASS_SAME, /* in the table of functions only: that of an argument */
} check_class;

/* What an expression gives. */
typedef struct check_value {
    check_class kind;
    bool array;
    bool text_literal; /* a string as written: becomes whatever it stands beside */
    str enum_name;
} check_value;

typedef struct check_function {
    const char *name;
    int least;
    int most; /* -1: any number */
    unsigned dialects;
    check_class result;
    bool is_volatile;
    bool aggregate;
} check_function;

typedef struct checker {
    arena *memory;
    const model_schema *schema;
    unsigned dialects; /* of the project */
    diagnostic_list *diagnostics;
    map functions; /* name -> check_function * */
    map declared;  /* names of the functions that the schema makes -> model_object * */
    bool has_declared;
    map unique_sets; /* model -> map of sets of columns */
} checker;

/* Where an expression stands. */
typedef struct check_place {
    const model_table *table; /* NULL: no columns can be used */
    unsigned dialects;        /* for which it must work: of the element, and of the project */
    bool constant;            /* no function that gives another value each time (indexes, generated columns) */
    bool stored_rows;         /* checks: SQLite wants those constant, too */
    bool in_generated;        /* no generated column can stand on another */
} check_place;

/* --- check.c --- */
diagnostic *check_report(checker *c, diagnostic_code code, source_span span, str one, str two, str three);
/* "sqlite has no …", with the way out as a hint. */
void check_lacks(checker *c, dialect_id dialect, source_span span, const char *what);
/* Collations have names of their own in each database; C and POSIX are known to both. */
void check_collation(checker *c, unsigned dialects, str collation, source_span span);
/* The text of an expression for a message, cut where it is long. */
str check_text(checker *c, const expression *e);
str check_type_text(checker *c, const model_type *type);

/* --- check_expression.c --- */
/* What the expression gives; reports what is wrong inside of it. */
check_value check_infer(checker *c, const check_place *place, const expression *e);
/* The same for something that must be true or false. */
void check_condition(checker *c, const check_place *place, const expression *e);
/* The same for a value that a column shall hold. */
void check_column_value(checker *c, const check_place *place, const expression *e, const model_column *column);

/* --- check_value.c --- */
check_value check_value_of_type(const model_type *type);
const char *check_class_phrase(check_value value);
bool check_comparable(check_value a, check_value b);
bool check_assignable(check_value value, const model_type *type);
bool check_is_numeric(check_class kind);

/* --- check_literal.c --- */
/* Can the column hold this literal? Reports where not: a text that is no date, a number out of range, a text too long.
 */
void check_literal(checker *c, const expression *e, const model_type *type);

/* --- check_function.c --- */
check_value check_call(checker *c, const check_place *place, const expression *e, const check_value *arguments);
check_value check_word(checker *c, const check_place *place, const expression *e);

/* --- check_column.c, check_key.c, check_names.c --- */
void check_columns(checker *c, const model_table *table);
void check_constraints(checker *c, const model_table *table);
void check_indexes(checker *c, const model_table *table);
void check_names(checker *c);

/* --- check_object.c --- */
void check_objects(checker *c);

/* --- check_table.c, check_enum.c --- */
/* Partitions, row security, rows. */
void check_table_items(checker *c, const model_table *table);
void check_enum(checker *c, const model_enum *item);
/* Reports a literal of an enum that no row may hold. */
void check_not_retired(checker *c, const expression *e, const model_type *type);

#endif

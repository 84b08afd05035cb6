/* What is generated, as templates: templates.def holds the texts, holes.def the names of what they leave open. Both are
 * rows, so that a template is cut into pieces once and filling it is nothing but copying. */
#ifndef SCHEMAC_EMIT_TEMPLATE_H
#define SCHEMAC_EMIT_TEMPLATE_H

#include "compiler/emit/view.h"

typedef enum emit_hole {
#define HOLE(name) HOLE_##name,
#include "compiler/emit/holes.def"
#undef HOLE
    HOLE_COUNT
} emit_hole;

typedef enum emit_template {
#define TEMPLATE(name, text) TEMPLATE_##name,
#include "compiler/emit/templates.def"
#undef TEMPLATE
    TEMPLATE_COUNT
} emit_template;

typedef struct emit_piece {
    str text;
    emit_hole hole; /* behind the text; HOLE_COUNT: none */
} emit_piece;

typedef struct emit_pieces {
    emit_piece *items;
    size_t count;
} emit_pieces;

/* A file being written. Set holes and fill templates. */
typedef struct emit_out {
    emit_view *view;
    writer text;
    writer part;    /* of emit_part */
    writer scratch; /* for a moment */
    str hole[HOLE_COUNT];
    emit_pieces *templates; /* TEMPLATE_COUNT of them */
} emit_out;

/* Cuts all templates; ends the process where one names a hole that is no row. */
emit_pieces *template_cut(arena *a);

/* A file; `templates` from template_cut. */
emit_out emit_open(emit_view *view, emit_pieces *templates);

/* Appends a template with the holes as they stand. A line longer than EMIT_WIDTH is broken after a comma. */
void emit_fill(emit_out *out, emit_template which);

enum { EMIT_WIDTH = 120 };

/* An empty writer for the value of a hole, and what has been written to it, kept in the arena. One at a time. */
writer *emit_part(emit_out *out);
str emit_kept(emit_out *out);

/* The text inside a C string literal; the argument itself where nothing needs an escape. */
str emit_escaped(emit_out *out, str text);
/* A comment at `indent` spaces with its newline, for the hole `doc`; empty for an empty text. */
str emit_doc(emit_out *out, str doc, size_t indent);
/* How many 64-bit words hold one bit for each of `count`. */
str emit_sets(const emit_out *out, size_t count);

/* Each artifact writes its part of the header or source for one model, with the model's holes set. */
void emit_model_holes(emit_out *out, const emit_model *model);
void emit_column_holes(emit_out *out, const emit_column *column);
void emit_relation_holes(emit_out *out, const emit_relation *relation);

void emit_constraint_constants(emit_out *out);
void emit_constraint_table(emit_out *out);
void emit_enum_declarations(emit_out *out);
void emit_enum_tables(emit_out *out);
void emit_structure(emit_out *out, const emit_model *model);
void emit_draft(emit_out *out, const emit_model *model);
void emit_columns(emit_out *out, const emit_model *model);
void emit_orders(emit_out *out, const emit_model *model);
void emit_prototypes(emit_out *out, const emit_model *model);
void emit_functions(emit_out *out, const emit_model *model);
void emit_relation_prototypes(emit_out *out, const emit_model *model);
void emit_relation_functions(emit_out *out, const emit_model *model);
void emit_relation_tables(emit_out *out, const emit_model *model);
void emit_tables(emit_out *out, const emit_model *model);

/* "int64_t id, schemac_str name" and "&id, &name" for the columns of a key. */
void emit_key_holes(emit_out *out, const emit_key *key);

#endif

/* A schema that was read from a database, as schema files: in one file, or a file for each group of models, with good
 * names for C; into a folder that people have edited since, changing only what changed. */
#ifndef SCHEMAC_INSPECT_WRITE_H
#define SCHEMAC_INSPECT_WRITE_H

#include "compiler/inspect/inspect.h"
#include "compiler/model/load.h"

typedef struct inspect_file {
    str path; /* relative to the folder; from inspect_update: as `edited` has it */
    str text; /* in canonical format */
} inspect_file;
typedef VEC(inspect_file) inspect_file_list;

/* Gives models, fields, enums and members good names for C (`model OrderItem table order_items`); what follows the
 * naming rules of the language is written without a name. A copy. */
model_schema *inspect_name(arena *a, const inspect_result *read, str package);

/* The whole schema in one text. */
str inspect_text(arena *a, const model_schema *schema, str package);

/* `split`: a file for each model and its own enums and objects, and one that imports them all. */
inspect_file_list inspect_files(arena *a, const model_schema *schema, str package, bool split);

/* Groups of columns that several models have in common, as mixins that could be written: text for a person to read, not
 * written into the files. Empty: none. */
str inspect_suggest_mixins(arena *a, const model_schema *schema);

/* The files of `edited` (which people have put in order, with comments, mixins and names of their own) brought up to
 * what the database is now: only files with a change are in the result, and in them only what changed. `adopted` is
 * the database in the words of `written`, the schema that `edited` means, resolved with `options`. The result is read
 * back before it is given out. A declaration in which a change cannot be put in its place (a column that a mixin makes
 * and only one model has lost) is written anew, with its comments; that is reported as a warning, with its place, and
 * so is what even then does not mean the same, or cannot be read. */
inspect_file_list inspect_update(arena *a, const load_result *edited, const resolve_options *options,
                                 const model_schema *written, const model_schema *adopted,
                                 diagnostic_list *diagnostics);

#endif

/* Types of columns, and the dialects. */
#ifndef SCHEMAC_MODEL_TYPE_H
#define SCHEMAC_MODEL_TYPE_H

#include "compiler/base/str.h"
#include "compiler/base/writer.h"

typedef enum dialect_id { DIALECT_POSTGRESQL, DIALECT_SQLITE, DIALECT_COUNT } dialect_id;
enum { DIALECT_BIT_POSTGRESQL = 1u << DIALECT_POSTGRESQL, DIALECT_BIT_SQLITE = 1u << DIALECT_SQLITE, DIALECT_ALL = 3u };

/* "postgresql", "sqlite". */
const char *dialect_name(dialect_id dialect);
/* False for an unknown name. */
bool dialect_find(str name, dialect_id *dialect);

typedef enum scalar_kind {
#define SCALAR(kind, name, arguments, postgresql, sqlite, c, c_opt, storage) SCALAR_##kind,
#include "compiler/model/types.def"
#undef SCALAR
    SCALAR_COUNT
} scalar_kind;

typedef struct scalar_info {
    const char *name;
    int arguments; /* see types.def */
    const char *column[DIALECT_COUNT];
    const char *c_type;
    const char *c_nullable;
    const char *storage; /* see type_default_storage */
} scalar_info;

const scalar_info *scalar_get(scalar_kind kind);
bool scalar_find(str name, scalar_kind *kind);

typedef enum model_type_kind { TYPE_SCALAR, TYPE_ENUM, TYPE_NATIVE } model_type_kind;

/* A type as a value. Enums are named, not pointed to, so that a type is valid in every state of the schema. */
typedef struct model_type {
    model_type_kind kind;
    scalar_kind scalar;
    uint32_t n_arguments;
    uint32_t arguments[2];     /* length, or precision and scale */
    uint32_t dimensions;       /* of an array; 0: none */
    str enum_name;             /* TYPE_ENUM: the enum's name in the schema */
    str native[DIALECT_COUNT]; /* TYPE_NATIVE: empty where a dialect has none */
} model_type;

bool model_type_equal(const model_type *a, const model_type *b);
/* "decimal(10,2)", "Role[]", `sql("citext")`. */
void model_type_print(const model_type *type, writer *out);
/* The column type of a scalar in a dialect: "character varying(20)". */
void type_write_scalar(const model_type *type, dialect_id dialect, writer *out);
/* Does SQLite declare it as INTEGER? Such a primary key of one column is the row id, unless it is descending. */
bool type_is_row_id(const model_type *type);
/* How PostgreSQL stores a column of the type where nobody has said anything: "plain", "main" or "extended"; empty for
 * a type that only its author knows. */
const char *type_default_storage(const model_type *type);
/* `sql("…")`, or `sql(postgresql: "…", sqlite: "…")` where the dialects differ or one has none (an empty text). */
void type_print_native(const str native[DIALECT_COUNT], writer *out);

#endif

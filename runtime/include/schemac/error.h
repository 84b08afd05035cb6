/* What went wrong, told to the caller.
 *
 * Every function of the runtime that can fail returns a schemac_code (SCHEMAC_OK is 0) and fills a
 * schemac_error that the caller owns. The structure holds all of its text itself: it owns no memory,
 * needs no clearing, may be copied by assignment, and can report that memory ran out. Text that does not
 * fit is cut at the end of a UTF-8 character. The runtime never prints and never ends the process, and
 * there is no hidden "last error". Every `schemac_error *` parameter may be NULL.
 */
#ifndef SCHEMAC_ERROR_H
#define SCHEMAC_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#include "schemac/export.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum schemac_code {
    SCHEMAC_OK = 0,
    SCHEMAC_NOT_FOUND = 1,    /* no such row (or file, or revision) */
    SCHEMAC_CONFLICT = 2,     /* a unique or exclusion constraint says no */
    SCHEMAC_REFERENCE = 3,    /* a foreign key says no */
    SCHEMAC_INVALID = 4,      /* a value is not acceptable: null, too long, out of range, a check, not a number */
    SCHEMAC_BUSY = 5,         /* somebody else holds a lock; nothing is wrong with the request */
    SCHEMAC_RETRY = 6,        /* serialization failure, deadlock, stale plan: repeat the unit of work */
    SCHEMAC_CONNECTION = 7,   /* the server cannot be reached, refuses, or the connection was lost */
    SCHEMAC_TIMEOUT = 8,      /* a limit of time was reached, also that of waiting for a connection */
    SCHEMAC_CANCELLED = 9,    /* schemac_session_cancel, or the server's administrator */
    SCHEMAC_SQL = 10,         /* any other error that the database reports */
    SCHEMAC_NOMEM = 11,       /* out of memory */
    SCHEMAC_MISUSE = 12,      /* the program broke a rule of this interface; the message says which */
    SCHEMAC_UNSUPPORTED = 13, /* this build, this driver or this server lacks what was asked for */
    SCHEMAC_IO = 14,          /* a file cannot be read or written */
    SCHEMAC_MIGRATION = 15,   /* a revision failed */
    SCHEMAC_LOCKED = 16,      /* another migrator holds the lock */
    SCHEMAC_REFUSED = 17      /* a rule of the migrations refuses: irreversible, edited, several heads … */
} schemac_code;

/* A constraint of the schema. Generated code has one constant for each (SHOP_USERS_USERNAME_KEY is a
 * `const schemac_constraint *`), so that `err.constraint == SHOP_USERS_USERNAME_KEY` is the whole test. */
typedef enum schemac_constraint_kind {
    SCHEMAC_CONSTRAINT_PRIMARY_KEY,
    SCHEMAC_CONSTRAINT_UNIQUE,
    SCHEMAC_CONSTRAINT_FOREIGN_KEY,
    SCHEMAC_CONSTRAINT_CHECK,
    SCHEMAC_CONSTRAINT_EXCLUDE
} schemac_constraint_kind;

typedef struct schemac_constraint {
    const char *name;  /* as in the database: "users_username_key" */
    const char *table; /* "users" */
    schemac_constraint_kind kind;
    const char *const *columns; /* names in the database, in the order of the constraint; for a check: none */
    size_t n_columns;
} schemac_constraint;

#define SCHEMAC_ERROR_MESSAGE_SIZE   1024
#define SCHEMAC_ERROR_DETAIL_SIZE    1024
#define SCHEMAC_ERROR_HINT_SIZE      512
#define SCHEMAC_ERROR_STATEMENT_SIZE 512
#define SCHEMAC_ERROR_NAME_SIZE      192
#define SCHEMAC_ERROR_FILE_SIZE      512

typedef struct schemac_error {
    schemac_code code;
    bool retryable;                                /* repeating the whole unit of work may succeed */
    char sqlstate[6];                              /* five characters, or empty where the database has none */
    int native;                                    /* SQLite's extended result code; 0 on PostgreSQL */
    int position;                                  /* character in the statement, from 1; 0: not known */
    int line;                                      /* in `file`, from 1; 0: not known */
    int column;                                    /* in `line`, in characters, from 1; 0: not known */
    const schemac_constraint *constraint;          /* a constant of generated code, or NULL */
    char constraint_name[SCHEMAC_ERROR_NAME_SIZE]; /* what the database says; may be empty */
    char table_name[SCHEMAC_ERROR_NAME_SIZE];      /* likewise */
    char column_name[SCHEMAC_ERROR_NAME_SIZE];     /* likewise; on SQLite "a, b" where a key has several */
    char message[SCHEMAC_ERROR_MESSAGE_SIZE];
    char detail[SCHEMAC_ERROR_DETAIL_SIZE];
    char hint[SCHEMAC_ERROR_HINT_SIZE];
    char statement[SCHEMAC_ERROR_STATEMENT_SIZE]; /* the beginning of the SQL text; never a parameter's value */
    char file[SCHEMAC_ERROR_FILE_SIZE];           /* of a revision; empty otherwise */
} schemac_error;

#ifdef __cplusplus
#define SCHEMAC_ERROR_INIT                                                                                             \
    schemac_error                                                                                                      \
    {                                                                                                                  \
    }
#else
/* clang-format off */
#define SCHEMAC_ERROR_INIT { SCHEMAC_OK, false, "", 0, 0, 0, 0, NULL, "", "", "", "", "", "", "", "" }
/* clang-format on */
#endif

/* The name of a code without its prefix, such as "CONFLICT". Constant text; "UNKNOWN" for another number.
 * Safe from every thread. */
SCHEMAC_API const char *schemac_code_name(schemac_code code);

/* Makes the error empty again, as SCHEMAC_ERROR_INIT does. Takes NULL. */
SCHEMAC_API void schemac_error_clear(schemac_error *err);

#ifdef __cplusplus
}
#endif

#endif

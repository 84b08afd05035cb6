/* What every verb ends with. */
#ifndef SCHEMAC_CLI_EXIT_STATUS_H
#define SCHEMAC_CLI_EXIT_STATUS_H

typedef enum exit_status {
    EXIT_OK = 0,
    EXIT_FINDINGS = 1, /* findings or differences */
    EXIT_USAGE = 2,    /* the command line, the project file's place, a file that cannot be read or written */
    EXIT_SCHEMA = 3,   /* errors in schema files, the project file or the changes of revisions */
    EXIT_NO_CONNECTION = 4,
    EXIT_MIGRATION = 5, /* a revision failed in the database */
    EXIT_LOCKED = 6,
    EXIT_REFUSED = 7 /* a rule refuses; nothing was done */
} exit_status;

#endif

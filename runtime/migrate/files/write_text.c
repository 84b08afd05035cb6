/*
 * write_text.c - the text of a revision's files: the header, the change lines, the SQL.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "write.h"

void smig_format_utc(int64_t seconds, char text[32])
{
    struct tm parts;
    time_t time = (time_t)seconds;
    if (!gmtime_r(&time, &parts) || strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) {
        snprintf(text, 32, "1970-01-01T00:00:00Z");
    }
}

/* A value on its one line: line ends and other control characters count as spaces, none at the ends. */
static void add_value(smig_text *text, const char *value)
{
    bool gap = false;
    for (; *value; value++) {
        if ((unsigned char)*value <= ' ') {
            gap = true;
        } else {
            if (gap) {
                smig_text_add_char(text, ' ');
            }
            gap = false;
            smig_text_add_char(text, *value);
        }
    }
    smig_text_add_char(text, '\n');
}

static void add_key(smig_text *text, const char *key, const char *value)
{
    if (value) {
        smig_text_addf(text, "-- %s:", key);
        smig_text_add_string(text, *value ? " " : "");
        add_value(text, value);
    }
}

static void add_names(smig_text *text, const char *key, schemac_names names)
{
    if (names.count == 0) {
        return;
    }
    smig_text_addf(text, "-- %s:", key);
    for (size_t i = 0; i < names.count; i++) {
        smig_text_addf(text, " %s", names.items[i]);
    }
    smig_text_add_char(text, '\n');
}

static void add_parents(smig_text *text, schemac_names parents)
{
    if (parents.count == 0) {
        add_key(text, "Parent", "base");
    } else {
        add_names(text, parents.count == 1 ? "Parent" : "Parents", parents);
    }
}

/* Each line of `lines` behind a prefix; an empty one gets the prefix without its space. */
static void add_lines(smig_text *text, const char *prefix, const char *lines)
{
    while (*lines) {
        size_t length = strcspn(lines, "\n");
        size_t shown = length && lines[length - 1] == '\r' ? length - 1 : length;
        smig_text_add_string(text, prefix);
        if (shown) {
            smig_text_add_char(text, ' ');
            smig_text_add(text, lines, shown);
        }
        smig_text_add_char(text, '\n');
        lines += length + (lines[length] == '\n');
    }
}

/* What only the up file says. */
static void add_up_keys(smig_text *text, const schemac_revision_draft *draft, const schemac_revision_side *side)
{
    add_names(text, "Depends", draft->depends);
    add_key(text, "Branch", draft->branch);
    add_names(text, "Replaces", draft->replaces);
    add_key(text, "Phase", draft->phase);
    add_key(text, "Down", side->down_note);
}

static void add_header(smig_text *text, const schemac_revision_draft *draft, const schemac_revision_side *side,
                       const char *id, bool down)
{
    char created[32];
    smig_format_utc(draft->created_at, created);
    add_key(text, "Revision", id);
    add_parents(text, draft->parents);
    add_key(text, "Message", draft->message);
    add_key(text, "Created", created);
    add_key(text, "Dialect", side->dialect == SCHEMAC_SQL_ANY ? NULL : schemac_sql_dialect_name(side->dialect));
    if (!down) {
        add_up_keys(text, draft, side);
    }
    add_key(text, "Irreversible", draft->irreversible);
    add_key(text, "Transaction", side->transaction_none ? "none" : NULL);
    add_key(text, "Foreign-Keys", side->foreign_keys_off ? "off" : NULL);
    add_key(text, "Timeout", draft->timeout);
    add_key(text, "Lock-Timeout", draft->lock_timeout);
}

void smig_write_text(smig_text *text, const schemac_revision_draft *draft, const schemac_revision_side *side,
                     const char *id, bool down)
{
    const char *remarks = down ? side->down_remarks : side->up_remarks;
    const char *sql = down ? side->down_sql : side->up_sql;
    add_header(text, draft, side, id, down);
    if (remarks && *remarks) {
        smig_text_add_string(text, "--\n");
        add_lines(text, "--", remarks);
    }
    if (!down && draft->changes && *draft->changes) {
        smig_text_add_string(text, "--\n");
        add_lines(text, "--|", draft->changes);
    }
    smig_text_add_char(text, '\n');
    smig_text_add_string(text, sql ? sql : "");
    if (sql && *sql && sql[strlen(sql) - 1] != '\n') {
        smig_text_add_char(text, '\n');
    }
}

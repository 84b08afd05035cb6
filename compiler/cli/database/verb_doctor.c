/* schemac doctor: what is wrong or wasteful in a database, found by one query for each rule of doctor.def in one
 * read-only snapshot, with the SQL that mends it. */
#include "compiler/cli/compilation.h"
#include "compiler/cli/database/reader.h"
#include "compiler/cli/state.h"

#include <schemac/session.h>

typedef enum doctor_severity { DOCTOR_FINDING, DOCTOR_HINT } doctor_severity;

typedef struct doctor_rule {
    const char *code;
    dialect_id dialect;
    doctor_severity severity;
    const char *title;
    const char *why;
    const char *query;
} doctor_rule;

static const doctor_rule rules[] = {
#define DOCTOR(code, dialect, severity, title, why, query)                                                             \
    {#code, DIALECT_##dialect, DOCTOR_##severity, title, why, query},
#include "compiler/cli/database/doctor.def"
#undef DOCTOR
};

typedef struct doctor_work {
    cli *c;
    schemac_session *session;
    dialect_id dialect;
    size_t findings;
    size_t hints;
} doctor_work;

static void write_text(writer *out, const doctor_rule *rule, const char *const *row)
{
    writer_format(out, "%s %s: %s", rule->code, rule->title, row[0]);
    writer_format(out, " (%s)\n    %s\n", row[1] ? row[1] : "", rule->why);
    if (row[2])
        writer_format(out, "    %s\n", row[2]);
}

static void json_field(writer *out, const char *before, const char *text)
{
    writer_text(out, before);
    if (text)
        writer_json_string(out, str_from(text));
    else
        writer_text(out, "null");
}

static void write_json(writer *out, bool first, const doctor_rule *rule, const char *const *row)
{
    writer_text(out, first ? "\n  " : ",\n  ");
    json_field(out, "{\"code\": ", rule->code);
    json_field(out, ", \"severity\": ", rule->severity == DOCTOR_HINT ? "hint" : "finding");
    json_field(out, ", \"title\": ", rule->title);
    json_field(out, ", \"object\": ", row[0]);
    json_field(out, ", \"what\": ", row[1]);
    json_field(out, ", \"why\": ", rule->why);
    json_field(out, ", \"sql\": ", row[2]);
    writer_char(out, '}');
}

static bool look(doctor_work *w, const doctor_rule *rule, exit_status *status)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    const schemac_text_rows *rows;
    if (schemac_session_query(w->session, rule->query, 0, NULL, &rows, &err)) {
        *status = fail_runtime(w->c, &err);
        return false;
    }
    for (size_t i = 0; i < rows->n_rows; i++) {
        const char *const *row = rows->values + i * rows->n_columns;
        if (wants_json(w->c))
            write_json(&w->c->out, w->findings + w->hints == 0, rule, row);
        else
            write_text(&w->c->out, rule, row);
        *(rule->severity == DOCTOR_HINT ? &w->hints : &w->findings) += 1;
    }
    return true;
}

static exit_status look_for_all(doctor_work *w)
{
    cli *c = w->c;
    exit_status status;
    if (wants_json(c))
        writer_text(&c->out, "{\"findings\": [");
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].dialect == w->dialect && !look(w, &rules[i], &status))
            return status;
    if (wants_json(c))
        writer_text(&c->out, w->findings + w->hints ? "\n]}\n" : "]}\n");
    talk(c, "%zu finding%s, %zu hint%s", w->findings, w->findings == 1 ? "" : "s", w->hints, w->hints == 1 ? "" : "s");
    return w->findings ? EXIT_FINDINGS : EXIT_OK;
}

static exit_status examine(doctor_work *w, schemac_db *db)
{
    schemac_begin_options options = {.isolation = SCHEMAC_REPEATABLE_READ, .read_only = true};
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (w->dialect == DIALECT_SQLITE)
        options.isolation = SCHEMAC_ISOLATION_DEFAULT;
    if (schemac_begin(db, &options, &w->session, &err))
        return fail_runtime(w->c, &err);
    exit_status status = look_for_all(w);
    schemac_rollback(w->session);
    return status;
}

exit_status verb_doctor(cli *c)
{
    exit_status status;
    if (!compilation_begin(c, &status))
        return status;
    doctor_work w = {.c = c};
    str url = c->arguments.count ? c->arguments.items[0] : project_text(c, SETTING_DATABASE);
    if (c->arguments.count > 1 || !url.len)
        return fail(c, EXIT_USAGE, "say which database: schemac doctor sqlite:FILE or postgresql://…");
    if (!reader_dialect(c, url, &w.dialect, &status))
        return status;
    schemac_db *db = reader_open(c, url, &status);
    if (!db)
        return status;
    status = examine(&w, db);
    schemac_close(db);
    return status;
}

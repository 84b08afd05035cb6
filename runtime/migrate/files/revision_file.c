/*
 * revision_file.c - one file: header (header.c), statements (split.c), segments, and what a revision may not hold.
 */
#include "revision_file.h"

#include <string.h>

#include "fail.h"
#include "mark.h"
#include "scan.h"
#include "split.h"

/* The file that is read, and its segments as far as they are known. */
typedef struct file_reader {
    smig_arena *arena;
    schemac_revision_file *file;
    schemac_error *err;
    smig_split split;
    schemac_segment *segments;
    size_t segment_count;
} file_reader;

bool smig_revision_file_name(const char *name, bool *down)
{
    static const char *const endings[] = {".up.sql", ".down.sql"};
    size_t length = strlen(name);
    for (size_t i = 0; i < 2; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && strcmp(name + length - ending, endings[i]) == 0) {
            *down = i == 1;
            return true;
        }
    }
    return false;
}

/* An error at a byte offset of the file. */
#define fail_at(r, offset, ...)                                                                                        \
    smig_fail_at((r)->err, SCHEMAC_INVALID, (r)->file->path, (r)->file->text, (r)->file->length, offset, __VA_ARGS__)

static schemac_code fail_mark(file_reader *r, const smig_mark *mark, size_t number)
{
    schemac_code code =
        fail_at(r, mark->offset, "expected \"--# segment %zu: transaction\" or \"--# segment %zu: no transaction\"",
                number, number);
    schemac_error_hint(r->err, "Or batches: \"--# segment %zu: batch 5000 of TABLE by KEY, …\".", number);
    return code;
}

static void add_segment(file_reader *r, schemac_segment segment, int line, size_t first, size_t end)
{
    segment.number = (int)r->segment_count + 1;
    segment.line = line;
    segment.first = first;
    segment.count = end - first;
    r->segments[r->segment_count++] = segment;
}

/* A segment of batches is one statement that says where the keys of a batch go. */
static schemac_code check_batch(file_reader *r, const smig_mark *mark)
{
    const schemac_segment *segment = &r->segments[r->segment_count - 1];
    if (!segment->batch_rows) {
        return SCHEMAC_OK;
    }
    const schemac_sql_statement *statement = &r->file->statements[segment->first];
    smig_token place;
    if (segment->count == 1 &&
        smig_batch_place(r->file->text + statement->offset, statement->length, r->file->dialect, &place)) {
        return SCHEMAC_OK;
    }
    schemac_code code =
        fail_at(r, mark->offset, "a segment of batches holds one statement, with /*# batch */ once where the keys go");
    schemac_error_hint(r->err, "For example: UPDATE orders SET total = price WHERE /*# batch */ total IS NULL;");
    return code;
}

static int first_line(const file_reader *r)
{
    return r->split.count ? r->split.statements[0].line : 1;
}

static schemac_code read_segments(file_reader *r)
{
    size_t marks = r->split.mark_count;
    r->segments = smig_alloc_items(r->arena, marks + 1, sizeof *r->segments);
    if (!r->segments) {
        return schemac_error_nomem(r->err);
    }
    size_t end = marks ? r->split.marks[0].before : r->split.count;
    if (end > 0 || marks == 0) {
        add_segment(r, (schemac_segment){.transactional = !r->file->transaction_none}, first_line(r), 0, end);
    }
    int line = 1;
    int column = 1;
    size_t placed = 0;
    for (size_t i = 0; i < marks; i++) {
        const smig_mark *mark = &r->split.marks[i];
        schemac_segment segment = {0};
        const char *text = r->file->text + mark->offset + 3;
        if (!smig_mark_read(r->arena, text, mark->length - 3, (int)r->segment_count + 1, &segment)) {
            return fail_mark(r, mark, r->segment_count + 1);
        }
        smig_place_advance(r->file->text + placed, mark->offset - placed, &line, &column);
        placed = mark->offset;
        add_segment(r, segment, line, mark->before, i + 1 < marks ? mark[1].before : r->split.count);
        schemac_code code = check_batch(r, mark);
        if (code) {
            return code;
        }
    }
    r->file->segments = r->segments;
    r->file->segment_count = r->segment_count;
    return SCHEMAC_OK;
}

/* The runtime begins and ends transactions itself, each with the row of the history in it. */
static bool controls_transaction(const char *sql, size_t length)
{
    static const char *const words[] = {"begin", "commit", "end", "abort", NULL};
    smig_scan scan = {.text = sql, .length = length};
    smig_token first = smig_scan_next_solid(&scan);
    smig_token second = smig_scan_next_solid(&scan);
    for (const char *const *word = words; *word; word++) {
        if (smig_token_is(sql, first, *word)) {
            return true;
        }
    }
    if (smig_token_is(sql, first, "start") || smig_token_is(sql, first, "prepare")) {
        return smig_token_is(sql, second, "transaction");
    }
    if (!smig_token_is(sql, first, "rollback")) {
        return false;
    }
    if (smig_token_is(sql, second, "transaction") || smig_token_is(sql, second, "work")) {
        second = smig_scan_next_solid(&scan);
    }
    return !smig_token_is(sql, second, "to");
}

/* SQLite ignores this pragma inside a transaction without a word, and the rebuild it is for then deletes rows. */
static bool switches_foreign_keys(const char *sql, size_t length)
{
    smig_scan scan = {.text = sql, .length = length, .dialect = SCHEMAC_SQL_SQLITE};
    smig_token first = smig_scan_next_solid(&scan);
    smig_token second = smig_scan_next_solid(&scan);
    return smig_token_is(sql, first, "pragma") && smig_token_is(sql, second, "foreign_keys");
}

static schemac_code check_statement(file_reader *r, const schemac_sql_statement *statement)
{
    const char *sql = r->file->text + statement->offset;
    schemac_code code = SCHEMAC_OK;
    if (controls_transaction(sql, statement->length)) {
        code = fail_at(r, statement->offset, "a revision may not begin or end transactions: the runtime does");
        schemac_error_hint(r->err, "Cut the file with \"--# segment N: transaction\" and \"--# segment N: no "
                                   "transaction\" instead.");
    } else if (r->file->dialect == SCHEMAC_SQL_SQLITE && switches_foreign_keys(sql, statement->length)) {
        code = fail_at(r, statement->offset, "PRAGMA foreign_keys has no effect inside a transaction");
        schemac_error_hint(r->err, "Write \"-- Foreign-Keys: off\" into the header; the runtime then switches them off "
                                   "and on again, and checks them.");
    }
    return code;
}

/* Change lines below the header would be passed over in silence. */
static schemac_code check_comments(file_reader *r)
{
    smig_scan scan = {
        .text = r->file->text, .length = r->file->length, .dialect = r->file->dialect, .at = r->file->header_length};
    for (smig_token token = smig_scan_next(&scan); token.kind != SMIG_END; token = smig_scan_next(&scan)) {
        if (token.kind == SMIG_COMMENT && token.length >= 3 && memcmp(scan.text + token.offset, "--|", 3) == 0) {
            return fail_at(r, token.offset, "a change line (\"--|\") stands below the header");
        }
    }
    return SCHEMAC_OK;
}

static schemac_code keep_statements(file_reader *r)
{
    schemac_sql_statement *kept = smig_alloc_items(r->arena, r->split.count, sizeof *kept);
    if (!kept) {
        return schemac_error_nomem(r->err);
    }
    if (r->split.count) {
        memcpy(kept, r->split.statements, r->split.count * sizeof *kept);
    }
    r->file->statements = kept;
    r->file->statement_count = r->split.count;
    return SCHEMAC_OK;
}

static schemac_code read_sql(file_reader *r)
{
    const schemac_sql_split_options options = {.dialect = r->file->dialect, .file = r->file->path};
    schemac_code code = smig_split_text(r->file->text, r->file->length, &options, &r->split, r->err);
    if (code == SCHEMAC_OK) {
        code = keep_statements(r);
    }
    for (size_t i = 0; code == SCHEMAC_OK && i < r->split.count; i++) {
        code = check_statement(r, &r->split.statements[i]);
    }
    if (code == SCHEMAC_OK) {
        code = check_comments(r);
    }
    return code == SCHEMAC_OK ? read_segments(r) : code;
}

static schemac_code read_file(file_reader *r)
{
    schemac_revision_file *file = r->file;
    if (!file->path || !file->name) {
        return schemac_error_nomem(r->err);
    }
    if (!smig_revision_file_name(file->name, &file->down)) {
        schemac_error_set(r->err, SCHEMAC_INVALID,
                          "\"%s\" is no revision file: expected a name that ends with .up.sql "
                          "or .down.sql",
                          file->path);
        return SCHEMAC_INVALID;
    }
    schemac_sql_dialect expected = file->dialect;
    schemac_code code = smig_header_read(r->arena, file, r->err);
    if (file->dialect == SCHEMAC_SQL_ANY) {
        file->dialect = expected;
    }
    if (code == SCHEMAC_OK) {
        code = read_sql(r);
    }
    schemac_checksum_bytes(file->text, file->length, file->byte_checksum);
    schemac_checksum_tokens(file->text, file->length, file->dialect, file->token_checksum);
    return code;
}

schemac_code smig_revision_file_read(smig_arena *arena, const char *path, const char *name, const char *text,
                                     size_t length, schemac_sql_dialect dialect, schemac_revision_file **file,
                                     schemac_error *err)
{
    file_reader reader = {.arena = arena, .err = err, .file = smig_alloc(arena, sizeof **file)};
    if (!reader.file) {
        return schemac_error_nomem(err);
    }
    reader.file->path = smig_copy_string(arena, path);
    reader.file->name = smig_copy_string(arena, name);
    reader.file->text = text;
    reader.file->length = length;
    reader.file->dialect = dialect;
    schemac_code code = read_file(&reader);
    smig_split_free(&reader.split);
    *file = code ? NULL : reader.file;
    return code;
}

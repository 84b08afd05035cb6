/*
 * write.c - writing a revision: its id, its files' names and texts, a reading back of each, and then the files.
 */
#include "write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fail.h"
#include "revision_file.h"

/* One revision of those that are being written. */
typedef struct writer {
    smig_arena arena;
    const char *folder;
    const schemac_revision_draft *draft;
    schemac_revision_naming naming;
    char id[SCHEMAC_REVISION_ID_SIZE];
    smig_new_file *files; /* up and down of each side */
    schemac_error *err;
} writer;

/* A part of what an id is made of, with its length before it so that parts cannot run into one another. */
static void add_part(smig_text *text, const char *part)
{
    smig_text_addf(text, "%zu:", strlen(part));
    smig_text_add_string(text, part);
}

void schemac_revision_id(const schemac_revision_draft *draft, char id[SCHEMAC_REVISION_ID_SIZE])
{
    smig_text parts = {0};
    char digits[33];
    smig_text_addf(&parts, "%zu,", draft->parents.count);
    for (size_t i = 0; i < draft->parents.count; i++) {
        add_part(&parts, draft->parents.items[i]);
    }
    add_part(&parts, draft->message);
    add_part(&parts, draft->changes ? draft->changes : "");
    smig_hash_text(smig_text_string(&parts), parts.failed ? 0 : parts.length, digits);
    memcpy(id, digits, SCHEMAC_REVISION_ID_SIZE - 1);
    id[SCHEMAC_REVISION_ID_SIZE - 1] = '\0';
    smig_text_free(&parts);
}

static const char *join(writer *w, const char *folder, const char *name, const char *ending)
{
    size_t size = strlen(folder) + strlen(name) + strlen(ending) + 2;
    char *path = smig_alloc(&w->arena, size);
    if (path) {
        snprintf(path, size, "%s%s%s%s", folder, *folder ? "/" : "", name, ending);
    }
    return path;
}

static const char *side_folder(writer *w, const schemac_revision_side *side)
{
    return w->naming.per_dialect ? join(w, w->folder, schemac_sql_dialect_name(side->dialect), "") : w->folder;
}

/* Makes a file's text and reads it back, so that no file is written which could not be read. */
static schemac_code compose(writer *w, const schemac_revision_side *side, bool down, smig_new_file *file)
{
    smig_text text = {0};
    smig_write_text(&text, w->draft, side, w->id, down);
    file->length = text.length;
    file->text = text.failed ? NULL : smig_copy(&w->arena, smig_text_string(&text), text.length);
    smig_text_free(&text);
    if (!file->text || !file->folder || !file->name || !file->path) {
        return schemac_error_nomem(w->err);
    }
    schemac_revision_file *read;
    return smig_revision_file_read(&w->arena, file->path, file->name, file->text, file->length, side->dialect, &read,
                                   w->err);
}

static schemac_code compose_side(writer *w, const schemac_revision_side *side, smig_new_file *pair)
{
    static const char *const endings[] = {".up.sql", ".down.sql"};
    const char *name = NULL;
    schemac_code code = smig_write_name(&w->arena, w->draft, side, &w->naming, w->id, &name, w->err);
    for (int i = 0; code == SCHEMAC_OK && i < 2; i++) {
        pair[i].folder = side_folder(w, side);
        pair[i].name = join(w, "", name, endings[i]);
        pair[i].path = pair[i].folder && pair[i].name ? join(w, pair[i].folder, pair[i].name, "") : NULL;
        code = compose(w, side, i == 1, &pair[i]);
    }
    return code;
}

/* A revision with this id may stand there under another name. A folder that cannot be read is for its readers to
 * complain of. */
static schemac_code check_new(writer *w)
{
    schemac_code code = SCHEMAC_OK;
    for (size_t i = 0; code == SCHEMAC_OK && i < w->draft->side_count; i++) {
        schemac_history *history = NULL;
        if (schemac_history_open(w->folder, w->draft->sides[i].dialect, &history, NULL) != SCHEMAC_OK) {
            continue;
        }
        const schemac_revision *same = schemac_history_find(history, w->id);
        if (same) {
            code = schemac_error_set(w->err, SCHEMAC_CONFLICT, "revision %s exists: \"%s\"", w->id, same->up->path);
            schemac_error_hint(w->err, "It has the same parents, message and changes. Give this one another message.");
        }
        schemac_history_close(history);
    }
    return code;
}

static schemac_code report_paths(const writer *w, schemac_revision_written *written)
{
    size_t count = w->draft->side_count * 2;
    memcpy(written->id, w->id, sizeof written->id);
    written->paths = calloc(count + 1, sizeof(char *));
    if (!written->paths) {
        return schemac_error_nomem(w->err);
    }
    for (; written->path_count < count; written->path_count++) {
        char *path = strdup(w->files[written->path_count].path);
        if (!path) {
            schemac_revision_written_free(written);
            return schemac_error_nomem(w->err);
        }
        written->paths[written->path_count] = path;
    }
    return SCHEMAC_OK;
}

/* Everything but the files themselves. */
static schemac_code prepare(writer *w, schemac_revision_written *written)
{
    w->files = smig_alloc_items(&w->arena, w->draft->side_count * 2, sizeof *w->files);
    if (!w->files) {
        return schemac_error_nomem(w->err);
    }
    schemac_code code = SCHEMAC_OK;
    for (size_t i = 0; code == SCHEMAC_OK && i < w->draft->side_count; i++) {
        code = compose_side(w, &w->draft->sides[i], &w->files[i * 2]);
    }
    if (code == SCHEMAC_OK) {
        code = check_new(w);
    }
    return code ? code : report_paths(w, written);
}

/* The folders, then the files; a folder made for files that could not be written goes again. */
static schemac_code write_in_folders(smig_arena *arena, const char *folder, smig_new_file *files, size_t count,
                                     schemac_error *err)
{
    bool made_folder = false;
    bool *made = smig_alloc_items(arena, count, sizeof *made);
    if (!made) {
        return schemac_error_nomem(err);
    }
    schemac_code code = smig_make_folder(folder, &made_folder, err);
    for (size_t i = 0; code == SCHEMAC_OK && i < count; i++) {
        code = smig_make_folder(files[i].folder, &made[i], err);
    }
    if (code == SCHEMAC_OK) {
        code = smig_write_files(folder, files, count, err);
    }
    for (size_t i = 0; code && i < count; i++) {
        if (made[i]) {
            rmdir(files[i].folder);
        }
    }
    if (code && made_folder) {
        rmdir(folder);
    }
    return code;
}

static schemac_code write_together(const writer *writers, size_t count, schemac_error *err)
{
    smig_arena arena = {0};
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        total += writers[i].draft->side_count * 2;
    }
    smig_new_file *files = smig_alloc_items(&arena, total, sizeof *files);
    size_t filled = 0;
    for (size_t i = 0; files && i < count; i++) {
        memcpy(files + filled, writers[i].files, writers[i].draft->side_count * 2 * sizeof *files);
        filled += writers[i].draft->side_count * 2;
    }
    schemac_code code =
        files ? write_in_folders(&arena, writers[0].folder, files, total, err) : schemac_error_nomem(err);
    smig_arena_free(&arena);
    return code;
}

static schemac_code begin_writer(writer *w, const char *folder, const schemac_revision_draft *draft,
                                 const schemac_revision_naming *naming, schemac_error *err)
{
    if (draft->side_count == 0 || !draft->message) {
        return schemac_error_set(err, SCHEMAC_MISUSE, "a revision needs a message and the SQL of at least one dialect");
    }
    *w = (writer){.folder = folder, .draft = draft, .err = err};
    if (naming) {
        w->naming = *naming;
    }
    schemac_revision_id(draft, w->id);
    return SCHEMAC_OK;
}

schemac_code schemac_revisions_write(const char *folder, const schemac_revision_draft *drafts, size_t count,
                                     const schemac_revision_naming *naming, schemac_revision_written *written,
                                     schemac_error *err)
{
    schemac_code code = SCHEMAC_OK;
    writer *writers = calloc(count + 1, sizeof *writers);
    if (!writers) {
        return schemac_error_nomem(err);
    }
    memset(written, 0, count * sizeof *written);
    for (size_t i = 0; code == SCHEMAC_OK && i < count; i++) {
        code = begin_writer(&writers[i], folder, &drafts[i], naming, err);
        code = code ? code : prepare(&writers[i], &written[i]);
    }
    if (code == SCHEMAC_OK && count) {
        code = write_together(writers, count, err);
    }
    for (size_t i = 0; i < count; i++) {
        smig_arena_free(&writers[i].arena);
        if (code) {
            schemac_revision_written_free(&written[i]);
        }
    }
    free(writers);
    return code;
}

schemac_code schemac_revision_write(const char *folder, const schemac_revision_draft *draft,
                                    const schemac_revision_naming *naming, schemac_revision_written *written,
                                    schemac_error *err)
{
    return schemac_revisions_write(folder, draft, 1, naming, written, err);
}

void schemac_revision_written_free(schemac_revision_written *written)
{
    if (written) {
        for (size_t i = 0; i < written->path_count; i++) {
            free(written->paths[i]);
        }
        free(written->paths);
        *written = (schemac_revision_written){0};
    }
}

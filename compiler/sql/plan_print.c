/* A plan as text: the SQL of a revision, the dump for goldens, and what a reviewer asks first. */
#include "compiler/base/map.h"
#include "compiler/sql/plan.h"

static void write_mark(const plan *p, const plan_statement *statement, writer *out)
{
    const plan_statement *first = p->statements.items;
    bool starts = statement == first || statement->segment != statement[-1].segment;
    bool said = p->n_segments > 1 || !first->transactional;
    if (!starts || !said)
        return;
    /* The first segment needs no mark unless it is an unusual one. */
    if (statement == first && statement->transactional)
        return;
    writer_format(out, "--# segment %zu: ", statement->segment);
    if (statement->batch.rows)
        writer_format(out, "batch %zu of %.*s by %.*s\n", statement->batch.rows, STR_ARGS(statement->batch.table),
                      STR_ARGS(statement->batch.keys));
    else
        writer_text(out, statement->transactional ? "transaction\n" : "no transaction\n");
}

static bool ends_segment(const plan *p, const plan_statement *statement)
{
    const plan_statement *last = p->statements.items + p->statements.count - 1;
    return statement == last || statement[1].segment != statement->segment;
}

static void print(const plan *p, bool with_transactions, writer *out)
{
    VEC_EACH (const plan_statement, &p->statements, statement) {
        bool follows = statement != p->statements.items;
        bool begins = !follows || statement->segment != statement[-1].segment;
        bool with = with_transactions && statement->transactional;
        if (follows && (begins || statement->group != statement[-1].group))
            writer_char(out, '\n');
        write_mark(p, statement, out);
        if (with && begins)
            writer_text(out, "BEGIN;\n");
        writer_str(out, statement->sql);
        writer_char(out, '\n');
        if (with && ends_segment(p, statement))
            writer_text(out, "COMMIT;\n");
    }
}

void plan_print(const plan *p, writer *out)
{
    print(p, false, out);
}

void plan_print_script(const plan *p, writer *out)
{
    print(p, p->one_transaction, out);
}

const char *plan_lock_name(plan_lock lock)
{
    static const char *const names[] = {
        [LOCK_NONE] = "none",
        [LOCK_ROW_EXCLUSIVE] = "ROW EXCLUSIVE",
        [LOCK_SHARE_UPDATE_EXCLUSIVE] = "SHARE UPDATE EXCLUSIVE",
        [LOCK_SHARE] = "SHARE",
        [LOCK_SHARE_ROW_EXCLUSIVE] = "SHARE ROW EXCLUSIVE",
        [LOCK_ACCESS_EXCLUSIVE] = "ACCESS EXCLUSIVE",
        [LOCK_DATABASE] = "database",
    };
    return names[lock];
}

void plan_dump(const plan *p, writer *out)
{
    writer_format(out, "plan %s segments %zu%s\n", dialect_name(p->dialect), p->n_segments,
                  p->foreign_keys_off ? " foreign keys off" : "");
    if (p->irreversible)
        writer_format(out, "irreversible: %.*s\n", STR_ARGS(p->why_irreversible));
    VEC_EACH (const plan_statement, &p->statements, statement) {
        writer_format(out, "segment %zu%s lock %s", statement->segment,
                      statement->batch.rows      ? " batches"
                      : statement->transactional ? ""
                                                 : " alone",
                      plan_lock_name(statement->lock));
        if (statement->lock_object.len)
            writer_format(out, " on %.*s", STR_ARGS(statement->lock_object));
        VEC_EACH (const str, &statement->also_locked, object)
            writer_format(out, ", %.*s", STR_ARGS(*object));
        writer_text(out, statement->rewrites ? " rewrites" : "");
        writer_text(out, statement->scans ? " scans" : "");
        if (statement->loses_data)
            writer_format(out, " loses %.*s", STR_ARGS(statement->loses));
        if (statement->fails_on.len)
            writer_format(out, " fails on %.*s", STR_ARGS(statement->fails_on));
        writer_text(out, "\n    ");
        for (size_t i = 0; i < statement->sql.len; i++) {
            writer_char(out, statement->sql.ptr[i]);
            if (statement->sql.ptr[i] == '\n')
                writer_text(out, "    ");
        }
        writer_char(out, '\n');
    }
}

/* --- hazards --- */

/* Objects in the order in which they first appear, each once. */
typedef struct object_list {
    arena *memory;
    map seen;
} object_list;

static void add_object(object_list *list, str object)
{
    if (object.len && !map_has(&list->seen, object))
        map_put(list->memory, &list->seen, object, list);
}

static bool write_objects(const object_list *list, const char *before, writer *out)
{
    const char *separator = before;
    MAP_EACH (&list->seen, entry) {
        writer_text(out, separator);
        writer_str(out, entry->key);
        separator = ", ";
    }
    return list->seen.live > 0;
}

/* The tables whose strictest lock is this one. `stricter` gets them too. */
static object_list locked_objects(const plan *p, plan_lock lock, object_list *stricter)
{
    object_list all = {.memory = stricter->memory}, own = {.memory = stricter->memory};
    VEC_EACH (const plan_statement, &p->statements, statement) {
        if (statement->lock != lock)
            continue;
        add_object(&all, statement->lock_object);
        VEC_EACH (const str, &statement->also_locked, object)
            add_object(&all, *object);
    }
    MAP_EACH (&all.seen, entry) {
        if (map_has(&stricter->seen, entry->key))
            continue;
        add_object(&own, entry->key);
        add_object(stricter, entry->key);
    }
    return own;
}

static void write_all_locks(const plan *p, writer *out)
{
    object_list stricter = {.memory = out->memory};
    const char *before = "Locks: ";
    for (plan_lock lock = LOCK_ACCESS_EXCLUSIVE; lock > LOCK_NONE; lock--) {
        object_list own = locked_objects(p, lock, &stricter);
        if (!own.seen.live)
            continue;
        writer_text(out, before);
        writer_text(out, plan_lock_name(lock));
        write_objects(&own, " on ", out);
        before = "; ";
    }
    if (before[0] == ';')
        writer_char(out, '\n');
}

static void write_line(const plan *p, const char *before, bool (*wanted)(const plan_statement *), bool losses,
                       writer *out)
{
    object_list list = {.memory = out->memory};
    VEC_EACH (const plan_statement, &p->statements, statement)
        if (wanted(statement))
            add_object(&list, losses ? statement->loses : statement->lock_object);
    if (write_objects(&list, before, out))
        writer_char(out, '\n');
}

static bool rewrites(const plan_statement *statement)
{
    return statement->rewrites;
}

static bool scans(const plan_statement *statement)
{
    return statement->scans && !statement->rewrites;
}

static bool loses(const plan_statement *statement)
{
    return statement->loses_data;
}

/* Takes long, and keeps those out meanwhile who change rows. */
static bool stops_writers(const plan_statement *statement)
{
    return (statement->rewrites || statement->scans) && statement->lock >= LOCK_SHARE;
}

static void write_refused_rows(const plan *p, writer *out)
{
    object_list list = {.memory = out->memory};
    VEC_EACH (const plan_statement, &p->statements, statement)
        add_object(&list, statement->fails_on);
    if (write_objects(&list, "Fails on: ", out))
        writer_char(out, '\n');
}

static void write_unread(const plan *p, writer *out)
{
    object_list list = {.memory = out->memory};
    VEC_EACH (const plan_statement, &p->statements, statement)
        add_object(&list, statement->unread);
    if (write_objects(&list, "Not read: ", out))
        writer_char(out, '\n');
}

void plan_hazards(const plan *p, writer *out)
{
    bool whole = p->dialect == DIALECT_SQLITE;
    write_line(p, "Loses: ", loses, true, out);
    write_refused_rows(p, out);
    write_line(p, whole ? "Rebuilds: " : "Rewrites: ", rewrites, false, out);
    if (!whole)
        write_line(p, "Scans: ", scans, false, out);
    if (p->online)
        write_line(p, "Stops writers: ", stops_writers, false, out);
    if (p->lacks_online && p->statements.count)
        writer_format(out, "No careful forms: %s locks the whole file for writers\n", dialect_name(p->dialect));
    if (!whole)
        write_all_locks(p, out);
    write_unread(p, out);
}

/* A second reading into files that people have edited. Each case is what the files hold, what the database is now (in
 * the database's words), and what has become of the files. */
#include "tests/support/generate.h"
#include "tests/unit/inspect/support.h"

#include "compiler/model/object.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct second_reading {
    load_result load;
    source_set sources;
    diagnostic_list diagnostics;
    model_schema *written, *adopted;
    inspect_file_list files;
} second_reading;

static second_reading *read_again(arena *a, const memory_file *files, size_t count, const char *database)
{
    second_reading *r = ARENA_NEW(a, second_reading);
    r->sources.memory = r->diagnostics.memory = a;
    r->load = load_of(a, &r->sources, files, count, &r->diagnostics);
    r->written = schema_of_load(a, &r->load, &r->diagnostics);
    inspect_result read = {.schema = schema_of(a, str_from(database)), .dialect = DIALECT_POSTGRESQL};
    r->adopted = inspect_adopt(a, inspect_name(a, &read, STR("")), r->written, DIALECT_POSTGRESQL);
    r->files = inspect_update(a, &r->load, &(resolve_options){0}, r->written, r->adopted, &r->diagnostics);
    return r;
}

/* The files as they are now mean what the database is. */
static void check_meaning(arena *a, const second_reading *r, const memory_file *files, size_t count)
{
    memory_file now[16];
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        now[n] = files[i];
        VEC_EACH (inspect_file, &r->files, file)
            if (str_eq(file->path, files[i].path))
                now[n].text = file->text;
        n++;
    }
    VEC_EACH (inspect_file, &r->files, file) {
        bool known = false;
        for (size_t i = 0; i < count; i++)
            known = known || str_eq(file->path, files[i].path);
        if (!known)
            now[n++] = (memory_file){file->path, file->text};
    }
    source_set sources = {.memory = a};
    diagnostic_list diagnostics = {.memory = a};
    load_result load = load_of(a, &sources, now, n, &diagnostics);
    if (!same_schemas(a, schema_of_load(a, &load, &diagnostics), r->adopted))
        fail_msg("%s", str_copy(a, now[0].text).ptr);
}

static void check_one(const char *before, const char *database, const char *after)
{
    arena a = {0};
    memory_file file = {STR("shop.schema"), str_from(before)};
    second_reading *r = read_again(&a, &file, 1, database);
    assert_int_equal(r->diagnostics.errors, 0);
    str text = r->files.count ? r->files.items[0].text : file.text;
    assert_string_equal(str_copy(&a, text).ptr, after);
    check_meaning(&a, r, &file, 1);
    arena_free(&a);
}

/* Files brought up to the schema of another text, in the same words. */
static void check_texts(const char *before, const char *wanted, const char *after)
{
    arena a = {0};
    memory_file file = {STR("shop.schema"), str_from(before)};
    second_reading *r = ARENA_NEW(&a, second_reading);
    r->sources.memory = r->diagnostics.memory = &a;
    r->load = load_of(&a, &r->sources, &file, 1, &r->diagnostics);
    r->written = schema_of_load(&a, &r->load, &r->diagnostics);
    r->adopted = schema_of(&a, str_from(wanted));
    r->files = inspect_update(&a, &r->load, &(resolve_options){0}, r->written, r->adopted, &r->diagnostics);
    assert_int_equal(r->files.count, 1);
    assert_string_equal(str_copy(&a, r->files.items[0].text).ptr, after);
    check_meaning(&a, r, &file, 1);
    arena_free(&a);
}

static const char shop[] = "package shop\n"
                           "\n"
                           "// The roles.\n"
                           "enum Role {\n"
                           "    // first\n"
                           "    USER title \"Somebody\"  // plain\n"
                           "    ADMIN\n"
                           "}\n"
                           "\n"
                           "mixin Timestamps {\n"
                           "    created_at: timestamptz = now()\n"
                           "    updated_at: timestamptz = now()  // by hand\n"
                           "}\n"
                           "\n"
                           "/// People.\n"
                           "model Person table users : Timestamps {\n"
                           "    // The key comes first.\n"
                           "    id:      bigint primary key auto\n"
                           "    login:   varchar(20) unique column name  // how they sign in\n"
                           "\n"
                           "    role:    Role = USER\n"
                           "    secret:  text? secret\n"
                           "    age:     int? check (age > 0)\n"
                           "\n"
                           "    check login_long (login <> \"\")  // never empty\n"
                           "    index (role)\n"
                           "}\n"
                           "\n"
                           "model Post table posts : Timestamps {\n"
                           "    id:      bigint primary key auto\n"
                           "    author:  ref Person back posts on delete cascade  // whose\n"
                           "    title:   text\n"
                           "}\n";

/* The same as a catalog has it. */
#define USER_ROLE "enum role { USER ADMIN }\n"
#define TIMES     "    created_at: timestamptz = now()  updated_at: timestamptz = now()\n"
#define USERS_HEAD                                                                                                     \
    "/// People.\nmodel users {\n    id: bigint primary key auto  name: varchar(20) unique  role: role = USER\n"
#define USERS_TAIL "    check login_long (name <> \"\")\n    index (role)\n" TIMES "}\n"
#define POSTS                                                                                                          \
    "model posts { id: bigint primary key auto  author_id: bigint  title: text\n"                                      \
    "    foreign key (author_id) references users (id) on delete cascade\n" TIMES "}\n"
#define USERS USERS_HEAD "    secret: text?  age: int? check (age > 0)\n" USERS_TAIL

static void test_nothing(void **state)
{
    check_one(shop, USER_ROLE USERS POSTS, shop);
    arena a = {0};
    memory_file file = {STR("shop.schema"), str_from(shop)};
    assert_int_equal(read_again(&a, &file, 1, USER_ROLE USERS POSTS)->files.count, 0);
    arena_free(&a);
    (void)state;
}

static str replaced(arena *a, str text, const char *from, const char *to)
{
    str old = str_from(from);
    for (size_t i = 0; i + old.len <= text.len; i++)
        if (str_eq(str_slice(text, i, i + old.len), old))
            return str_format(a, "%.*s%s%.*s", (int)i, text.ptr, to, STR_ARGS(str_slice(text, i + old.len, text.len)));
    fail_msg("not there: %s", from);
    return text;
}

/* The shop with some of its lines replaced: pairs of old and new, ended by NULL. */
static void check_shop(const char *database, const char *const *changes)
{
    arena a = {0};
    str after = str_from(shop);
    for (; *changes; changes += 2)
        after = replaced(&a, after, changes[0], changes[1]);
    check_one(shop, database, str_copy(&a, after).ptr);
    arena_free(&a);
}

static void test_fields(void **state)
{
    /* A longer type, a default, a null; each in its line, with what stands behind it. */
    check_shop(USER_ROLE "/// People.\nmodel users {\n    id: bigint primary key auto  name: varchar(40)? unique\n"
                         "    role: role = ADMIN  secret: text?  age: bigint? check (age > 0)\n" USERS_TAIL POSTS,
               (const char *const[]){"varchar(20) unique column name", "varchar(40)? unique column name", "Role = USER",
                                     "Role = ADMIN", "int? check (age > 0)", "bigint? check (age > 0)", NULL});
    /* A new one behind its neighbour in the database; one that is gone, and what was said of it. */
    check_shop(USER_ROLE USERS_HEAD "    email: text?\n    secret: text?\n" USERS_TAIL POSTS,
               (const char *const[]){"    role:    Role = USER\n", "    role:    Role = USER\n    email:   text?\n",
                                     "    age:     int? check (age > 0)\n", "", NULL});
    (void)state;
}

static void test_relations(void **state)
{
    /* Another action; and a new relation. */
    check_shop(USER_ROLE USERS "model posts { id: bigint primary key auto  author_id: bigint  title: text\n"
                               "    editor_id: bigint?\n"
                               "    foreign key (author_id) references users (id) on delete restrict\n"
                               "    foreign key (editor_id) references users (id)\n" TIMES "}\n",
               (const char *const[]){"on delete cascade  // whose", "on delete restrict  // whose",
                                     "    title:   text\n", "    title:   text\n    editor:  ref Person?\n", NULL});
    /* Without its foreign key it is a column. */
    check_shop(USER_ROLE USERS "model posts { id: bigint primary key auto  author_id: bigint  title: text\n" TIMES
                               "}\n",
               (const char *const[]){"    author:  ref Person back posts on delete cascade  // whose\n",
                                     "    author_id:  bigint\n", "    id:      bigint primary key auto\n    author_id",
                                     "    id:         bigint primary key auto\n    author_id", "    title:   text\n",
                                     "    title:      text\n", NULL});
    (void)state;
}

static void test_items(void **state)
{
    /* One changed in its place, one gone, one new. */
    check_shop(USER_ROLE USERS_HEAD "    secret: text?  age: int? check (age > 0)\n"
                                    "    check login_long (name <> \"x\")\n    index (role, name)\n" TIMES "}\n" POSTS,
               (const char *const[]){"check login_long (login <> \"\")  // never empty\n    index (role)\n",
                                     "check login_long (login <> \"x\")  // never empty\n    index (role, login)\n",
                                     NULL});
    /* An attribute that is no longer true. */
    check_shop(
        USER_ROLE "/// People.\nmodel users {\n    id: bigint primary key auto  name: varchar(20)\n"
                  "    role: role = USER  secret: text?  age: int?\n" USERS_TAIL POSTS,
        (const char *const[]){"varchar(20) unique column", "varchar(20) column", "int? check (age > 0)", "int?", NULL});
    (void)state;
}

static void test_enums(void **state)
{
    check_shop("enum role { GUEST USER ADMIN ROOT }\n" USERS POSTS,
               (const char *const[]){"enum Role {\n", "enum Role {\n    GUEST\n", "    ADMIN\n",
                                     "    ADMIN\n    ROOT\n", NULL});
    check_shop("enum role { USER }\n" USERS POSTS, (const char *const[]){"    ADMIN\n", "", NULL});
    check_shop("enum role { ADMIN USER }\n" USERS POSTS,
               (const char *const[]){"    // first\n    USER title \"Somebody\"  // plain\n    ADMIN\n",
                                     "    ADMIN\n    // first\n    USER title \"Somebody\"  // plain\n", NULL});
    (void)state;
}

static void test_declarations(void **state)
{
    /* Another comment; a table that is gone, and one that is new. */
    check_shop(USER_ROLE "/// Persons.\nmodel users {\n    id: bigint primary key auto  name: varchar(20) unique\n"
                         "    role: role = USER  secret: text?  age: int? check (age > 0)\n" USERS_TAIL
                         "/// Words.\nmodel order_items { id: bigint primary key auto  user_id: bigint\n"
                         "    foreign key (user_id) references users (id) }\n",
               (const char *const[]){"/// People.\n", "/// Persons.\n",
                                     "\nmodel Post table posts : Timestamps {\n"
                                     "    id:      bigint primary key auto\n"
                                     "    author:  ref Person back posts on delete cascade  // whose\n"
                                     "    title:   text\n"
                                     "}\n",
                                     "\n/// Words.\n"
                                     "model OrderItem table order_items {\n"
                                     "    id:    bigint primary key auto\n"
                                     "    user:  ref Person\n"
                                     "}\n",
                                     NULL});
    (void)state;
}

static void test_mixins(void **state)
{
    /* Of all models: in the mixin. */
    check_shop(USER_ROLE USERS_HEAD
               "    secret: text?  age: int? check (age > 0)\n    check login_long (name <> \"\")\n    index (role)\n"
               "    created_at: timestamptz  updated_at: timestamptz = now()\n}\n"
               "model posts { id: bigint primary key auto  author_id: bigint  title: text\n"
               "    foreign key (author_id) references users (id) on delete cascade\n"
               "    created_at: timestamptz  updated_at: timestamptz = now()\n}\n",
               (const char *const[]){"created_at: timestamptz = now()", "created_at: timestamptz", NULL});
    /* Of one: in that model. */
    check_shop(USER_ROLE USERS "model posts { id: bigint primary key auto  author_id: bigint  title: text\n"
                               "    foreign key (author_id) references users (id) on delete cascade\n"
                               "    created_at: date  updated_at: timestamptz = now()\n}\n",
               (const char *const[]){"    id:      bigint primary key auto\n    author:",
                                     "    id:          bigint primary key auto\n    created_at:  date override\n"
                                     "    author:    ",
                                     "    title:   text\n", "    title:       text\n", NULL});
    (void)state;
}

/* What only one of the models has lost cannot be taken out of the mixin: that model goes without. */
static void test_mixin_left(void **state)
{
    arena a = {0};
    memory_file file = {STR("shop.schema"), str_from(shop)};
    second_reading *r =
        read_again(&a, &file, 1,
                   USER_ROLE USERS "model posts { id: bigint primary key auto  author_id: bigint  title: text?\n"
                                   "    foreign key (author_id) references users (id) on delete cascade\n"
                                   "    updated_at: timestamptz = now()\n}\n");
    assert_int_equal(r->diagnostics.errors, 0);
    assert_int_equal(r->diagnostics.warnings, 1);
    assert_int_equal(r->diagnostics.items.items[0].code, DIAGNOSTIC_INSPECT_ANEW);
    assert_string_equal(r->diagnostics.items.items[0].message.ptr,
                        "model \"Post\" is written anew: mixin \"Timestamps\" makes what it no longer has");
    static const char *const changes[] = {"posts : Timestamps",
                                          "posts",
                                          "    id:      bigint primary key auto\n    author:  ref",
                                          "    id:          bigint primary key auto\n    author:      ref",
                                          "    title:   text\n",
                                          "    title:       text?\n    updated_at:  timestamptz = now()\n",
                                          NULL};
    str after = str_from(shop);
    for (size_t i = 0; changes[i]; i += 2)
        after = replaced(&a, after, changes[i], changes[i + 1]);
    assert_string_equal(str_copy(&a, r->files.items[0].text).ptr, str_copy(&a, after).ptr);
    check_meaning(&a, r, &file, 1);
    arena_free(&a);
    (void)state;
}

/* Comments of what is still there stay where they are in a declaration that is written anew; those of no element stay
 * at its end, and those of a field that is gone go. */
static void test_comments_anew(void **state)
{
    check_texts(
        "mixin Times {\n    at: date\n    until: date\n}\n\n// Before.\n/// Doc.\nmodel User : Times {\n"
        "    // The key.\n    id: int /* why */ primary key // behind\n\n    // Gone.\n    old: text // gone\n"
        "    /* The\n       name. */\n    name: text\n\n    // Long enough.\n    check long (name <> \"\") // always\n"
        "    // The end.\n}\n\n// After.\nmodel Post : Times {\n    id: int primary key\n}\n",
        "/// Doc.\nmodel User {\n    id: int primary key\n    name: text\n    until: date\n"
        "    check long (name <> \"x\")\n}\n"
        "model Post {\n    id: int primary key\n    at: date\n    until: date\n}\n",
        "mixin Times {\n    at: date\n    until: date\n}\n\n// Before.\n/// Doc.\nmodel User {\n"
        "    // The key.\n    id:     int primary key /* why */ // behind\n    /* The\n       name. */\n"
        "    name:   text\n    until:  date\n\n    // Long enough.\n    check long (name <> \"x\") // always\n"
        "    // The end.\n}\n\n// After.\nmodel Post : Times {\n    id: int primary key\n}\n");
    (void)state;
}

/* Where each model has its file, a new one gets its own. */
static void test_split(void **state)
{
    arena a = {0};
    memory_file files[] = {
        {STR("db/main.schema"), STR("package shop\n\nimport \"user.schema\"\nimport \"post.schema\"\n")},
        {STR("db/user.schema"), STR("model User {\n    id: int primary key\n}\n")},
        {STR("db/post.schema"), STR("model Post {\n    id: int primary key\n}\n")},
    };
    second_reading *r = read_again(&a, files, 3,
                                   "model user { id: int primary key }\nmodel post { id: int primary key  x: text? }\n"
                                   "model tags { id: int primary key }\n");
    assert_int_equal(r->files.count, 3);
    assert_string_equal(r->files.items[0].path.ptr, "db/tag.schema");
    assert_string_equal(r->files.items[0].text.ptr, "model Tag table tags {\n    id: int primary key\n}\n");
    assert_string_equal(r->files.items[1].text.ptr,
                        "package shop\n\nimport \"user.schema\"\nimport \"post.schema\"\nimport \"tag.schema\"\n");
    assert_string_equal(r->files.items[2].text.ptr, "model Post {\n    id:  int primary key\n    x:   text?\n}\n");
    check_meaning(&a, r, files, 3);
    arena_free(&a);
    (void)state;
}

/* A file that is in no canonical form keeps its own. */
static void test_own_form(void **state)
{
    check_one("model User table users {id:int primary key   name:   text /* x */ }\n",
              "model users { id: int primary key  name: text?  age: int }\n",
              "model User table users {id:int primary key   name:   text?\n    age: int\n /* x */ }\n");
    check_one("model User table users {\n  id : int primary key\n\n\n  name : text // x\n}",
              "model users { id: int primary key  name: text?\n index (name) }\n",
              "model User table users {\n  id : int primary key\n\n\n  name : text? index // x\n}");
    check_one("model User table users {\n    index (id)\n    id: int }\n",
              "model users { x: int  id: int\n index (id) }\n",
              "model User table users {\n    x: int\n    index (id)\n    id: int }\n");
    (void)state;
}

static void check_warning(const char *before, const char *wanted, const names_templates *names, diagnostic_code code,
                          const char *message)
{
    arena a = {0};
    memory_file file = {STR("shop.schema"), str_from(before)};
    resolve_options options = {.names = names};
    source_set sources = {.memory = &a};
    diagnostic_list diagnostics = {.memory = &a};
    load_result load = load_of(&a, &sources, &file, 1, &diagnostics);
    model_schema *written = resolve_schema(&a, &load.roots, &options, &diagnostics);
    model_schema *adopted = schema_of(&a, str_from(wanted));
    inspect_file_list files = inspect_update(&a, &load, &options, written, adopted, &diagnostics);
    assert_int_equal(files.count, 1);
    assert_int_equal(diagnostics.errors, 0);
    const diagnostic *last = &diagnostics.items.items[diagnostics.items.count - 1];
    assert_int_equal(last->code, code);
    assert_string_equal(last->message.ptr, message);
    arena_free(&a);
}

/* The files are written, and what they are not is said. */
static void test_what_remains(void **state)
{
    check_warning("model User {\n    id: int primary key\n}\ndrop Post\n",
                  "model User {\n    id: int primary key\n}\nmodel Post {\n    id: int primary key\n}\n", NULL,
                  DIAGNOSTIC_INSPECT_UNREADABLE,
                  "the files have an error now: \"Post\" is still declared, but `drop` says that it goes");
    names_templates names = {.templates = {[NAMES_UNIQUE] = STR("uq_{table}_{columns}")}};
    check_warning("model User {\n    id: int primary key\n    name: text\n}\n",
                  "model User {\n    id: int primary key\n    name: text unique\n}\n", &names,
                  DIAGNOSTIC_INSPECT_DIFFERS, "model \"User\" does not read back as the database is");
    (void)state;
}

/* A key that an attribute says is said again when its field goes into a block (law, seeds 5530 and 6670). */
static void test_key_of_moved_field(void **state)
{
    check_texts("model User {\n    id:    int primary key\n    name:  text unique\n    mail:  text index\n}\n",
                "model User {\n    id: int primary key\n    unique (name)\n    index (mail)\n"
                "    for sqlite { name: text  mail: text }\n}\n",
                "model User {\n    id: int primary key\n    for sqlite {\n        name: text\n    }\n"
                "    for sqlite {\n        mail: text\n    }\n\n    unique (name)\n    index (mail)\n}\n");
    (void)state;
}

/* A key that comes to take null, or goes, leaves nothing that code could be made of. */
static void test_no_code(void **state)
{
    check_texts("model User table users {\n    id:    int primary key  // the key\n    name:  text\n}\n",
                "model User table users no code {\n    id: int?\n    name: text\n    primary key (id desc)\n}\n",
                "model User table users no code {\n    id:    int?  // the key\n    name:  text\n\n"
                "    primary key (id desc)\n}\n");
    check_one("model User {\n    id:    int primary key\n    name:  text\n}\n",
              "model user no code { id: int  name: text }",
              "model User no code {\n    id:    int\n    name:  text\n}\n");
    (void)state;
}

/* Orders of keys and what is done on a conflict are changed where they stand. */
static void test_ordered_keys(void **state)
{
    check_texts(
        "model User {\n    id: int\n    name: text not null on conflict fail  // first\n\n"
        "    primary key (id, name desc)  // second\n    unique (name desc) as constraint\n}\n",
        "model User {\n    id: int\n    name: text not null on conflict ignore\n"
        "    primary key (id desc, name)\n    unique (name desc) as constraint on conflict fail\n}\n",
        "model User {\n    id: int\n    name: text not null on conflict ignore  // first\n\n"
        "    primary key (id desc, name)  // second\n    unique (name desc) as constraint on conflict fail\n}\n");
    (void)state;
}

/* The notes that an author writes for a revision are none of a database's. */
static void drop_notes(model_schema *schema)
{
    MAP_EACH (&schema->enums, entry) {
        model_enum *item = entry->value;
        item->was = STR("");
        for (size_t i = 0; i < item->members.count; i++)
            item->members.items[i].was = STR("");
    }
    MAP_EACH (&schema->tables, entry) {
        model_table *table = entry->value;
        table->was = STR("");
        table->dropped.count = 0;
        for (size_t i = 0; i < table->columns.count; i++) {
            table->columns.items[i]->was = STR("");
            table->columns.items[i]->using_value = NULL;
        }
    }
    MAP_EACH (&schema->objects, entry)
        ((model_object *)entry->value)->was = STR("");
    schema->dropped_models.count = schema->dropped_enums.count = 0;
    schema->dropped_objects = (map){0};
}

/* --- comments --- */

typedef VEC(str) text_lines;

static text_lines lines_of(arena *a, str text)
{
    text_lines lines = {0};
    for (size_t at = 0; at < text.len;) {
        size_t end = at + str_find(str_slice(text, at, text.len), '\n');
        VEC_PUSH(a, &lines, str_slice(text, at, end));
        at = end + 1;
    }
    return lines;
}

/* A line without its blanks, under its model; empty: no line of a field or an item outside of blocks. */
static str line_key(arena *a, str line, str *model)
{
    if (str_starts_with(line, STR("model ")))
        *model = line;
    else if (!str_starts_with(line, STR(" ")))
        *model = STR("");
    bool element = model->len && str_starts_with(line, STR("    ")) && line.len > 4 && line.ptr[4] != ' ' &&
                   line.ptr[4] != '/' && line.ptr[line.len - 1] != '{' && line.ptr[line.len - 1] != '}';
    writer out = writer_make(a);
    if (!element)
        return STR("");
    writer_str(&out, *model);
    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] != ' ')
            writer_char(&out, line.ptr[i]);
    return writer_result(&out);
}

/* Each field and item gets a comment of its own; `comments`: line_key -> str *. */
static str with_comments(arena *a, str text, map *comments)
{
    writer out = writer_make(a);
    str model = STR("");
    text_lines lines = lines_of(a, text);
    VEC_EACH (str, &lines, line) {
        str key = line_key(a, *line, &model);
        writer_str(&out, *line);
        if (key.len) {
            str *comment = ARENA_NEW(a, str);
            *comment = str_format(a, "// said %zu.", comments->live);
            map_put(a, comments, key, comment);
            writer_format(&out, "  %.*s", STR_ARGS(*comment));
        }
        writer_char(&out, '\n');
    }
    return formatted(a, writer_result(&out));
}

static bool contains(str text, str part)
{
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (memcmp(text.ptr + i, part.ptr, part.len) == 0)
            return true;
    return false;
}

/* What is as it was still has its comment. */
static void check_comments(arena *a, const map *comments, str wanted, str now)
{
    str model = STR("");
    text_lines lines = lines_of(a, wanted);
    VEC_EACH (str, &lines, line) {
        str key = line_key(a, *line, &model);
        const str *comment = key.len ? map_get(comments, key) : NULL;
        if (comment && !contains(now, *comment))
            fail_msg("%.*s has lost its comment: %s", STR_ARGS(*line), str_copy(a, now).ptr);
    }
}

/* Files of any schema, brought up to any other one, mean that one. */
static size_t anew_count;

static void check_law(arena *a, unsigned long long seed)
{
    generate_options options = {.databases = seed % 2 ? DIALECT_BIT_POSTGRESQL : 0};
    model_schema *before = generate_schema(a, seed, &options);
    model_schema *after = generate_successor(a, before, seed + 1, &options);
    drop_notes(after);
    map comments = {0};
    memory_file file = {STR("shop.schema"), with_comments(a, inspect_text(a, before, STR("shop")), &comments)};
    str wanted = inspect_text(a, after, STR("shop"));
    second_reading *r = ARENA_NEW(a, second_reading);
    r->sources.memory = r->diagnostics.memory = a;
    r->load = load_of(a, &r->sources, &file, 1, &r->diagnostics);
    r->written = schema_of_load(a, &r->load, &r->diagnostics);
    r->adopted = schema_of(a, wanted);
    r->files = inspect_update(a, &r->load, &(resolve_options){0}, r->written, r->adopted, &r->diagnostics);
    print_message("seed %llu\n", seed);
    check_meaning(a, r, &file, 1);
    assert_int_equal(r->diagnostics.errors, 0);
    check_comments(a, &comments, wanted, r->files.count ? r->files.items[0].text : file.text);
    anew_count += r->diagnostics.warnings;
}

/* More of them every night. */
static unsigned long long law_count(void)
{
    const char *count = getenv("SCHEMAC_LAW_UPDATES");
    return count ? strtoull(count, NULL, 10) : 200;
}

static void test_law(void **state)
{
    const char *given = getenv("SCHEMAC_LAW_SEED");
    unsigned long long first = given ? strtoull(given, NULL, 10) : 5000, count = law_count();
    for (unsigned long long seed = first; seed < first + count; seed++) {
        arena a = {0};
        check_law(&a, seed);
        arena_free(&a);
    }
    /* Edits are the rule. */
    print_message("%llu pairs, %zu declarations written anew\n", count, anew_count);
    if (anew_count * 100 > count)
        fail_msg("more declarations are written anew than should be");
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing), cmocka_unit_test(test_fields),       cmocka_unit_test(test_relations),
        cmocka_unit_test(test_items),   cmocka_unit_test(test_enums),        cmocka_unit_test(test_declarations),
        cmocka_unit_test(test_mixins),  cmocka_unit_test(test_mixin_left),   cmocka_unit_test(test_comments_anew),
        cmocka_unit_test(test_split),   cmocka_unit_test(test_own_form),     cmocka_unit_test(test_key_of_moved_field),
        cmocka_unit_test(test_no_code), cmocka_unit_test(test_ordered_keys), cmocka_unit_test(test_what_remains),
        cmocka_unit_test(test_law),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

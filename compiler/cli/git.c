#include "compiler/cli/git.h"

#include "compiler/cli/compilation.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct git_tree {
    cli *c;
    str ref;
} git_tree;

/* --- the program --- */

static void become_git(const int pipe_ends[2], char *const argv[])
{
    int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(nothing, STDERR_FILENO) < 0 ||
        dup2(pipe_ends[1], STDOUT_FILENO) < 0)
        _exit(126);
    close(pipe_ends[0]);
    execvp(argv[0], argv);
    _exit(127);
}

static bool read_all(int from, writer *out)
{
    char buffer[16384];
    ssize_t got;
    while ((got = read(from, buffer, sizeof buffer)) != 0) {
        if (got < 0 && errno != EINTR)
            return false;
        if (got > 0)
            writer_str(out, (str){buffer, (size_t)got});
    }
    return true;
}

/* `git VERB OPTION OBJECT`: false unless it ended well. What it says on standard error is its own affair: the caller
 * says what was wanted. */
static bool run_git(cli *c, const char *verb, const char *option, str object, str *text)
{
    int ends[2];
    const char *words[] = {"git", verb, option, str_copy(&c->memory, object).ptr, NULL, NULL};
    if (strcmp(verb, "ls-tree") == 0) { /* names as the tree has them, wherever we are */
        words[4] = words[3];
        words[3] = "--full-tree";
    }
    char *argv[sizeof words / sizeof *words];
    memcpy(argv, words, sizeof words);
    if (pipe(ends) != 0)
        return false;
    pid_t child = fork();
    if (child == 0)
        become_git(ends, argv);
    close(ends[1]);
    writer out = writer_make(&c->memory);
    bool whole = child > 0 && read_all(ends[0], &out);
    close(ends[0]);
    int outcome = 1;
    while (child > 0 && waitpid(child, &outcome, 0) < 0 && errno == EINTR) {
        /* a signal */
    }
    *text = writer_result(&out);
    return whole && outcome == 0;
}

/* REF:./PATH, so that PATH is relative to where we are, as every other path is. */
static str object_of(const git_tree *tree, str path)
{
    bool absolute = path.len && path.ptr[0] == '/';
    return str_format(&tree->c->memory, "%.*s:%s%.*s", STR_ARGS(tree->ref), absolute ? "" : "./", STR_ARGS(path));
}

static file_status read_blob(void *context, arena *a, str path, str *text)
{
    const git_tree *tree = context;
    if (run_git(tree->c, "cat-file", "blob", object_of(tree, path), text))
        return (file_status){0};
    return (file_status){.failed = true,
                         .missing = true,
                         .path = path,
                         .cause = str_format(a, "git has no such file at %.*s", STR_ARGS(tree->ref))};
}

/* --- files of a folder --- */

static bool is_folder(const git_tree *tree, str path)
{
    str kind;
    return run_git(tree->c, "cat-file", "-t", object_of(tree, path), &kind) && str_starts_with(kind, STR("tree"));
}

static bool is_pattern(str path)
{
    return str_find(path, '*') < path.len || str_find(path, '?') < path.len || str_find(path, '[') < path.len;
}

/* Names come sorted, with a NUL behind each. */
static void list_folder(const git_tree *tree, str folder, str pattern, str_list *paths)
{
    arena *a = &tree->c->memory;
    str names;
    str object = str_eq(folder, STR(".")) ? object_of(tree, STR("")) : object_of(tree, folder);
    if (!run_git(tree->c, "ls-tree", "-z", object, &names))
        return;
    const char *wanted = str_copy(a, pattern).ptr;
    while (names.len) {
        size_t end = str_find(names, '\0');
        str line = str_slice(names, 0, end);
        size_t tab = str_find(line, '\t');
        str name = str_copy(a, tab < line.len ? str_slice(line, tab + 1, line.len) : STR(""));
        if (name.len && fnmatch(wanted, name.ptr, FNM_PERIOD) == 0)
            VEC_PUSH(a, paths, str_eq(folder, STR(".")) ? name : file_join(a, folder, name));
        names = str_slice(names, end < names.len ? end + 1 : end, names.len);
    }
}

static bool find_paths(const git_tree *tree, const str_list *wanted, str_list *paths, exit_status *status)
{
    arena *a = &tree->c->memory;
    VEC_EACH (const str, wanted, path) {
        size_t before = paths->count;
        if (is_pattern(*path)) {
            str folder = file_folder(a, *path);
            str name = str_eq(folder, STR(".")) ? *path : str_slice(*path, folder.len + 1, path->len);
            list_folder(tree, folder, name, paths);
        } else if (is_folder(tree, *path)) {
            list_folder(tree, *path, STR("*.schema"), paths);
        } else {
            VEC_PUSH(a, paths, *path);
        }
        if (paths->count == before) {
            *status = fail(tree->c, EXIT_USAGE, "git:%.*s:%.*s: git has no such schema file", STR_ARGS(tree->ref),
                           STR_ARGS(*path));
            return false;
        }
    }
    return true;
}

/* --- the side --- */

static model_schema *compile_tree(git_tree *tree, const str_list *paths, unsigned dialects, exit_status *status)
{
    cli *c = tree->c;
    load_reader reader = {
        .read = read_blob, .context = tree, .shown_before = str_format(&c->memory, "git:%.*s:", STR_ARGS(tree->ref))};
    load_result loaded = load_files_from(&c->memory, &c->sources, &reader, paths, &c->diagnostics);
    if (loaded.status.failed) {
        *status = fail_file(c, loaded.status);
        return NULL;
    }
    model_schema *schema = compile_loaded(c, &loaded, dialects);
    *status = show_diagnostics(c);
    return *status == EXIT_OK ? schema : NULL;
}

model_schema *git_side(cli *c, str what, unsigned dialects, exit_status *status)
{
    str rest = str_slice(what, strlen("git:"), what.len);
    size_t colon = str_find(rest, ':');
    git_tree tree = {.c = c, .ref = str_slice(rest, 0, colon)};
    str_list paths = {0}, given = {0};
    const str_list *wanted = project_list(c, SETTING_SCHEMAS);
    if (!tree.ref.len || tree.ref.ptr[0] == '-') {
        *status = fail(c, EXIT_USAGE, "\"%.*s\": git:REF:PATH is expected", STR_ARGS(what));
        return NULL;
    }
    str commit;
    if (!run_git(c, "rev-parse", "--verify", str_join(&c->memory, tree.ref, STR("^{tree}")), &commit)) {
        *status = fail(c, EXIT_USAGE, "git knows no \"%.*s\" here", STR_ARGS(tree.ref));
        return NULL;
    }
    if (colon < rest.len) {
        VEC_PUSH(&c->memory, &given, str_slice(rest, colon + 1, rest.len));
        wanted = &given;
    }
    if (!find_paths(&tree, wanted, &paths, status))
        return NULL;
    return compile_tree(&tree, &paths, dialects, status);
}

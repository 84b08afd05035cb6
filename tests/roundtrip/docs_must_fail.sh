#!/usr/bin/env bash
# The checks of the documentation find what they are for: pages that are wrong, each in one way.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$1
shift
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset SCHEMAC_UPDATE_GOLDENS

must_fail() { # what command…
    local what=$1
    shift
    if "$@" >"$scratch/log" 2>&1; then
        echo "passed, though it $what"
        exit 1
    fi
}
page="$scratch/page.md"

printf '<!-- table: types -->\n| no such row |\n<!-- end of table -->\n' >"$page"
must_fail "has a stale table" bash "$here/docs_tables.sh" "$program" "$page"
printf '<!-- table: types -->\n' >"$page"
must_fail "has a table without an end" bash "$here/docs_tables.sh" "$program" "$page"
printf 'no table at all\n' >"$page"
must_fail "has no table" bash "$here/docs_tables.sh" "$program" "$page"

printf '# One\n[a](#two)\n' >"$page"
must_fail "has a link to nowhere" awk -v half=1 -f "$here/docs_links.awk" "$page" "$page"

printf 'FACT_SQLITE(one), FACT_SQLITE(two)\n' >"$scratch/tests.c"
printf '## Facts\n| a | `one` |\n| b | `one`, `two` |\n' >"$page"
bash "$here/docs_facts.sh" "$page" "$scratch/tests.c" >/dev/null
printf '## Facts\n| a | `one` |\n\n## Others\n| b | `two` |\n' >"$page"
must_fail "leaves out a test of a fact" bash "$here/docs_facts.sh" "$page" "$scratch/tests.c"
printf '## Facts\n| a | `one`, `two`, `three` |\n' >"$page"
must_fail "names a test that is none" bash "$here/docs_facts.sh" "$page" "$scratch/tests.c"

run_page() { bash "$here/tutorial.sh" "$@" "$page"; }
printf '```sh\nfalse\ntrue\n```\n' >"$page"
must_fail "has a command that fails before the last" run_page "$@"
printf '```sh\necho one\n```\n\n```text output\ntwo\n```\n' >"$page"
must_fail "shows another output" run_page "$@"
printf '```sh\necho one\n```\n\n```text output\n```\n' >"$page"
must_fail "shows less than is printed" run_page "$@"
printf '```sh status=1\ntrue\n```\n' >"$page"
must_fail "says that a command fails which does not" run_page "$@"
printf '```schema\nmodel A { id: nonsense }\n```\n' >"$page"
must_fail "has a schema with an error" run_page "$@"
printf '```schema\nmodel A{id:int primary key}\n```\n' >"$page"
must_fail "has a schema in another form" run_page "$@"
printf 'nothing to run\n' >"$page"
must_fail "has no steps" run_page "$@"
printf '```sh\necho one\n```\n\n```text output\n…\n```\n' >"$page"
run_page "$@" >/dev/null

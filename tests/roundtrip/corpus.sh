#!/usr/bin/env bash
# Schemas and pairs of schemas that nobody here wrote, on living databases: corpus.sh SCHEMAC postgresql|sqlite
#
# A whole schema: the database is read (`inspect`), the schema files make a new one (`ddl`), and both look the same to
# pg_dump or in sqlite_schema; `diff` and `check --url` find nothing between them. A pair: what `diff` prints makes A
# look like B, and what `diff --down` prints makes it look like A again.
#
# Where this pg_dump is too old for the server, its catalog is compared as the server spells it (corpus_catalog.sql). A
# server that is not the one of every run (SCHEMAC_CORPUS_ANY_SERVER) may be unable to load some of the SQL.
#
# A pair named in corpus_refused.txt must be refused, with the code that stands there (or is known not to load or to come
# out);
# everything else must converge.
# The corpus is in ../shared/corpus beside the project, or where SCHEMAC_CORPUS says; `none` is the one way to do
# without it.
set -uo pipefail
export SCHEMAC=$1 dialect=$2
export here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export corpus=${SCHEMAC_CORPUS:-$(cd "$here/../.." && pwd)/../shared/corpus}
export LC_ALL=C

if [ "$corpus" = none ]; then
    echo "SCHEMAC_CORPUS=none: no schema from the field was tried"
    exit 0
fi
if [ ! -d "$corpus/real/$dialect" ] || [ ! -d "$corpus/pairs/$dialect" ]; then
    echo "there is no corpus at $corpus; say where it is with SCHEMAC_CORPUS (or SCHEMAC_CORPUS=none to do without)" >&2
    exit 1
fi
export work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# --- the databases ---

if [ "$dialect" = postgresql ]; then
    : "${SCHEMAC_TEST_POSTGRESQL:?says where the PostgreSQL server of the tests is}"
    psql() { command psql -X -q -v ON_ERROR_STOP=1 "$@"; }
    address() { echo "$SCHEMAC_TEST_POSTGRESQL dbname=$1"; }
    create() { local name; for name; do echo "CREATE DATABASE \"$name\" TEMPLATE template0;"; done | psql "$SCHEMAC_TEST_POSTGRESQL"; }
    drop() { local name; for name; do echo "DROP DATABASE IF EXISTS \"$name\";"; done | psql "$SCHEMAC_TEST_POSTGRESQL" 2>/dev/null; }
    run() { psql "$(address "$1")" -o /dev/null -f "$2"; }
    export witness=dump server
    server=$(psql "$SCHEMAC_TEST_POSTGRESQL" -At -c "SELECT current_setting('server_version_num')::int / 10000")
    pg_dump --schema-only "$SCHEMAC_TEST_POSTGRESQL" >/dev/null 2>&1 || export witness=catalog
    dump() {
        if [ "$witness" = catalog ]; then
            psql "$(address "$1")" -At -v exact="$([ -n "$2" ] && echo true || echo false)" -f "$here/corpus_catalog.sql" >"$3"
            return
        fi
        pg_dump --schema-only --no-owner "$(address "$1")" >"$3.raw" && awk -v exact="$2" -f "$here/corpus_dump.awk" "$3.raw" | sort >"$3"
    }
else
    address() { echo "sqlite:$work/$1.db"; }
    create() { local name; for name; do sqlite3 "$work/$name.db" 'VACUUM'; done; }
    drop() { local name; for name; do rm -f "$work/$name.db"; done; }
    run() { sqlite3 -bail "$work/$1.db" <"$2"; }
    dump() {
        sqlite3 -newline $'\036' "$work/$1.db" "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'" |
            awk -v exact="$2" -f "$here/corpus_sqlite.awk" | sort >"$3"
    }
fi

# Fails with the step, what it said, and what differs. The first failing step is the one that counts.
failed() {
    echo "FAILED $1: $2"
    shift 2
    local file
    for file; do head -n 25 "$file" | tr '\001' '\n' | sed 's/^/    /'; done
    return 1
}

unloaded() {
    [ -z "$(refused "$dialect/$1" load)" ] || { echo "ok $1, which does not load as it is"; return 0; }
    [ -n "${SCHEMAC_CORPUS_ANY_SERVER:-}" ] || { failed "$1" "cannot be loaded" "$2"; return; }
    echo "ok $1, not for this server"
    echo "not loaded: $1: $(head -n 1 "$2")"
}

same() {
    diff "$1" "$2" >"$3"
}

# --- a whole schema ---

whole() {
    local file=$1 name
    name=$(basename "$file" .sql)
    local at=$work/$name
    create "$name" "${name}_again" && run "$name" "$file" 2>"$at.err" || { unloaded "$name" "$at.err"; return; }
    "$SCHEMAC" inspect "$(address "$name")" --grants --package corpus --output "$at.files" >"$at.out" 2>"$at.err" ||
        { failed "$name" "inspect" "$at.err"; return; }
    "$SCHEMAC" ddl "$at.files"/*.schema --dialect "$dialect" >"$at.ddl" 2>"$at.err" || { failed "$name" "ddl" "$at.err"; return; }
    run "${name}_again" "$at.ddl" 2>"$at.err" || { failed "$name" "the ddl" "$at.err"; return; }
    dump "$name" 1 "$at.a" && dump "${name}_again" 1 "$at.b" || { failed "$name" "dump"; return; }
    same "$at.a" "$at.b" "$at.diff" || { failed "$name" "does not come back the same" "$at.diff"; return; }
    "$SCHEMAC" diff --grants --from "$(address "$name")" --to "$(address "${name}_again")" >"$at.err" 2>&1 ||
        { failed "$name" "diff" "$at.err"; return; }
    "$SCHEMAC" diff --grants --from "$(address "${name}_again")" --to "$(address "$name")" >"$at.err" 2>&1 ||
        { failed "$name" "diff, the other way" "$at.err"; return; }
    "$SCHEMAC" check --grants --dialect "$dialect" --url "$(address "$name")" "$at.files"/*.schema >"$at.err" 2>&1 ||
        { failed "$name" "drift, though nothing changed" "$at.err"; return; }
    "$SCHEMAC" inspect "$(address "$name")" --grants --output "$at.files" >"$at.out" 2>"$at.err" && [ ! -s "$at.out" ] ||
        { failed "$name" "a second inspect changes files" "$at.err" "$at.out"; return; }
    drop "$name" "${name}_again"
    echo "ok $name"
}

# --- a pair ---

# The line of corpus_refused.txt for a pair and a way: its code, or nothing.
refused() {
    awk -v pair="$1" -v way="$2" '$1 == pair && $2 == way { print $3 }' "$here/corpus_refused.txt"
}

# Writes the SQL of a way; 0: there is one, 1: it is refused as expected, 2: it failed.
sql_of() {
    local pair=$1 way=$2 from=$3 to=$4 at=$5 code status
    code=$(refused "$dialect/$pair" "$way")
    "$SCHEMAC" diff --from "$from" --to "$to" --format sql --grants $([ "$way" = up ] || echo --down) >"$at.$way.sql" 2>"$at.err"
    status=$?
    if [ -n "$code" ]; then
        grep -q "$code" "$at.err" "$at.$way.sql" && return 1
        failed "$pair" "$way is not refused with $code" "$at.err"
        return 2
    fi
    [ $status -le 1 ] && ! grep -q '^-- irreversible' "$at.$way.sql" && return 0
    failed "$pair" "diff, $way, status $status" "$at.err"
    return 2
}

# What is known not to come out must still not: its line goes when it does.
pair() {
    local name outcome
    name=$(basename "$1")
    if [ "${server:-99}" -lt 13 ] && [ -n "$(refused "$dialect/$name" before13)" ]; then
        echo "ok $name, whose SQL is of a newer server"
        return 0
    fi
    [ -n "$(refused "$dialect/$name" open)" ] || { try_pair "$1"; return; }
    outcome=$(try_pair "$1") && { failed "$name" "holds now; take its line out of corpus_refused.txt"; return; }
    echo "ok $name, which is known not to come out"
    echo "open: $outcome" | head -n 1
}

try_pair() {
    local folder=$1 name status
    name=$(basename "$folder")
    local at=$work/$name a=${name}_a b=${name}_b
    create "$a" "$b" && run "$a" "$folder/a.sql" 2>"$at.err" && run "$b" "$folder/b.sql" 2>"$at.err" ||
        { unloaded "$name" "$at.err"; return; }
    dump "$a" "" "$at.a" && dump "$b" "" "$at.b" || { failed "$name" "dump"; return; }
    sql_of "$name" up "$(address "$a")" "$(address "$b")" "$at"
    status=$?
    [ $status -ne 1 ] || { drop "$a" "$b"; echo "ok $name, refused as it should be"; return 0; }
    [ $status -eq 0 ] || return 1
    sql_of "$name" down "$(address "$a")" "$(address "$b")" "$at"
    local down=$?
    [ $down -le 1 ] || return 1
    run "$a" "$at.up.sql" 2>"$at.err" || { failed "$name" "the way up" "$at.err" "$at.up.sql"; return; }
    dump "$a" "" "$at.now" && same "$at.now" "$at.b" "$at.diff" || { failed "$name" "up does not make B" "$at.diff" "$at.up.sql"; return; }
    if [ $down -eq 0 ]; then
        run "$a" "$at.down.sql" 2>"$at.err" || { failed "$name" "the way down" "$at.err" "$at.down.sql"; return; }
        dump "$a" "" "$at.now" && same "$at.now" "$at.a" "$at.diff" || { failed "$name" "down does not make A" "$at.diff" "$at.down.sql"; return; }
    fi
    drop "$a" "$b"
    echo "ok $name"
}

# --- all of them ---

if [ "$dialect" = postgresql ]; then
    { echo postgres; cat "$corpus"/pairs/postgresql/*/roles; } | sort -u | while IFS= read -r role; do
        [ -z "$role" ] || psql "$SCHEMAC_TEST_POSTGRESQL" -v role="$role" >/dev/null <<'SQL' || exit 1
SELECT format('CREATE ROLE %I', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
SQL
    done
fi
export -f psql address create drop run dump failed unloaded same whole refused sql_of pair try_pair 2>/dev/null
{
    for file in "$corpus/real/$dialect"/*.sql; do echo whole "$file"; done
    for folder in "$corpus/pairs/$dialect"/*/; do echo pair "${folder%/}"; done
} | grep -E "${SCHEMAC_CORPUS_ONLY:-.}" | xargs -P "${SCHEMAC_CORPUS_JOBS:-4}" -L 1 bash -c '"$@"' _ >"$work/log" 2>&1
grep -v '^ok' "$work/log"
echo "$(grep -c '^ok' "$work/log") of $(find "$corpus/real/$dialect" "$corpus/pairs/$dialect" -mindepth 1 -maxdepth 1 | wc -l) hold"
! grep -q '^FAILED' "$work/log" && grep -q '^ok' "$work/log"

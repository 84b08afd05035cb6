#!/usr/bin/env bash
# The laws over many more pairs than every run tries: 20,000 in memory, 2,000 on SQLite, 500 on PostgreSQL, for each seed;
# then other servers. Builds with sanitizers, starts a PostgreSQL of its own, tries everything, and ends with what failed.
#
#   tests/laws/nightly.sh             the seed of every run, and one of this day
#   tests/laws/nightly.sh SEED…       these seeds; a failure prints the seed of its pair
#
# SCHEMAC_LAW_PAIRS, SCHEMAC_LAW_SQLITE_PAIRS and SCHEMAC_LAW_POSTGRESQL_PAIRS set other numbers of pairs; every pair is
# looked at by pg_dump (SCHEMAC_LAW_DUMP_EVERY). SCHEMAC_NIGHTLY_PART=10 tries a tenth of them all.
# SCHEMAC_NIGHTLY_SERVERS: the major versions for servers.sh; none: no other server.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build="$root/out/nightly"
. "$root/cmake/packages.sh"
. "$root/tests/support/postgresql.sh"

need_packages "${build_packages[@]}" "${test_packages[@]}"
mkdir -p "$build"
echo "== building"
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSCHEMAC_SANITIZE=ON \
    >"$build/configure.log" 2>&1 || { cat "$build/configure.log"; exit 1; }
cmake --build "$build" -j2 --target schemac schemac-db laws_changes laws_database laws_adopt laws_expressions \
    unit_inspect_update unit_inspect_sqlite_random >"$build/build.log" 2>&1 ||
    { tail -n 100 "$build/build.log"; exit 1; }

trap stop_postgresql EXIT
start_postgresql
export ASAN_OPTIONS="detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=0"
export UBSAN_OPTIONS="print_stacktrace=1"
part=${SCHEMAC_NIGHTLY_PART:-1}

# number VARIABLE ALL: its value, or the part of all that is to be tried.
number() {
    export "$1=${!1:-$((($2 + part - 1) / part))}"
}

number SCHEMAC_LAW_PAIRS 20000
number SCHEMAC_LAW_SQLITE_PAIRS 2000
number SCHEMAC_LAW_POSTGRESQL_PAIRS 500
number SCHEMAC_LAW_ADOPT_SQLITE_PAIRS 3000
number SCHEMAC_LAW_ADOPT_POSTGRESQL_PAIRS 500
number SCHEMAC_LAW_UPDATES 2000
number SCHEMAC_LAW_EXPRESSIONS 400
export SCHEMAC_LAW_DUMP_EVERY="${SCHEMAC_LAW_DUMP_EVERY:-1}"

seeds=("$@")
[ "${#seeds[@]}" -gt 0 ] || seeds=(20261120 "$(date -u +%Y%m%d)00000")
laws="$build/tests/laws"
failed=()

# try NAME SEED command…
try() {
    local name=$1 seed=$2
    shift 2
    echo "== $name, seed $seed"
    SCHEMAC_LAW_SEED="$seed" "$@" || failed+=("$name: SCHEMAC_LAW_SEED=$seed")
}

for seed in "${seeds[@]}"; do
    try "in memory" "$seed" "$laws/laws_changes"
    try "on SQLite" "$seed" "$laws/laws_database" sqlite
    try "read from SQLite, made again" "$seed" "$build/tests/unit_inspect_sqlite_random"
    try "read a second time" "$seed" "$build/tests/unit_inspect_update"
    try "on PostgreSQL" "$seed" "$laws/laws_database" postgresql
    try "read from SQLite" "$seed" "$laws/laws_adopt" sqlite
    try "read from PostgreSQL" "$seed" "$laws/laws_adopt" postgresql
    try "on PostgreSQL, online" "$seed" "$laws/laws_database" postgresql online
    try "on PostgreSQL, in two revisions" "$seed" "$laws/laws_database" postgresql phases
    try "expressions" "$seed" "$laws/laws_expressions"
done

servers=${SCHEMAC_NIGHTLY_SERVERS:-}
if [ "$servers" = none ]; then
    echo "== no other servers: SCHEMAC_NIGHTLY_SERVERS says none"
else
    echo "== other servers"
    # shellcheck disable=SC2086 # a list of words
    SCHEMAC="$build/compiler/cli/schemac" bash "$root/tests/roundtrip/servers.sh" $servers || failed+=("servers.sh $servers")
fi

echo
if [ "${#failed[@]}" -gt 0 ]; then
    printf 'failed: %s\n' "${failed[@]}"
    exit 1
fi
echo "everything holds for the seeds ${seeds[*]}"

#!/usr/bin/env bash
# Every test: installs what is missing, builds twice (plain with gcc; with AddressSanitizer and UBSan by clang), starts a
# PostgreSQL of its own, runs all tests on both builds, stops it, and ends with the count.
#
#   tests/run.sh              everything
#   tests/run.sh -R PATTERN   only the tests whose names match (any option of ctest)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out="$root/out/tests"
. "$root/cmake/packages.sh"
. "$root/tests/support/postgresql.sh"

need_packages "${build_packages[@]}" "${test_packages[@]}"
mkdir -p "$out"
trap stop_postgresql EXIT
echo "== starting PostgreSQL"
start_postgresql

export ASAN_OPTIONS="detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=0"
export UBSAN_OPTIONS="print_stacktrace=1"
passed=0
failed=0

# build_and_test NAME cmake-options… -- ctest-options…
build_and_test() {
    local name=$1 build="$out/$1" configure=()
    shift
    while [ "$1" != -- ]; do configure+=("$1"); shift; done
    shift
    echo "== building: $name"
    cmake -S "$root" -B "$build" -G Ninja "${configure[@]}" >"$build.configure.log" 2>&1 ||
        { cat "$build.configure.log"; return 1; }
    cmake --build "$build" -j2 >"$build.build.log" 2>&1 || { tail -n 100 "$build.build.log"; return 1; }
    echo "== testing: $name"
    local status=0
    ctest --test-dir "$build" --output-on-failure -j2 --timeout 600 --no-tests=error "$@" 2>&1 | tee "$build.test.log" || status=$?
    local counts
    counts=$(sed -n 's/.*, \([0-9]*\) tests failed out of \([0-9]*\).*/\1 \2/p' "$build.test.log" | tail -n 1)
    [ -n "$counts" ] || { failed=$((failed + 1)); return 0; }
    failed=$((failed + ${counts% *}))
    passed=$((passed + ${counts#* } - ${counts% *}))
    [ "$status" -eq 0 ] || [ "${counts% *}" -gt 0 ] || failed=$((failed + 1))
}

build_and_test plain -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSCHEMAC_BUILD_BENCH=ON -- "$@"
build_and_test sanitized -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=Debug -DSCHEMAC_SANITIZE=ON \
    -DSCHEMAC_BUILD_FUZZERS=ON -- "$@" -LE static

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

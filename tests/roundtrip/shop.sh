#!/usr/bin/env bash
# The sample shop against an installed schemac: every revision up, down to the base and up again, then the program, on SQLite and on
# PostgreSQL. What it prints is the same on both, and equal to shop.expected (written anew with SCHEMAC_UPDATE_GOLDENS=1).
set -euo pipefail
source=$1 build=$2 compiler=$3 sanitize=$4
: "${SCHEMAC_TEST_POSTGRESQL:?is not set: these tests need a server; tests/run.sh starts one}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cmake --install "$build" --prefix "$scratch/install" >/dev/null
export PATH="$scratch/install/bin:$PATH"
cp -R "$source/samples/shop" "$scratch/shop"
cd "$scratch/shop"
schemac fmt --check schema/*.schema schemac.project
schemac check --quiet

flags="-Werror -Wpedantic -Wshadow -Wconversion"
[ "$sanitize" = 0 ] || flags="$flags -fsanitize=address,undefined -fno-sanitize-recover=all"
cmake -S . -B build -G Ninja -DCMAKE_C_COMPILER="$compiler" -DCMAKE_C_FLAGS="$flags" -DCMAKE_PREFIX_PATH="$scratch/install" >/dev/null
cmake --build build >build.log || { cat build.log; exit 1; }

# A build with nothing changed does nothing; a touched import makes the C again.
cmake --build build | grep -q 'no work to do'

run_on() { # url output
    export DATABASE_URL=$1
    schemac upgrade --quiet
    schemac downgrade base --quiet
    schemac upgrade head --quiet
    build/shop "$1" >"$2"
    schemac downgrade -1 --quiet
    schemac upgrade head --quiet
    schemac revision -m nothing 2>&1 | grep -q 'no changes'
}
database="schemac_shop_$$"
psql "$SCHEMAC_TEST_POSTGRESQL" -qc "create database $database"
run_on "sqlite:shop.db" sqlite.out
run_on "$SCHEMAC_TEST_POSTGRESQL dbname=$database" postgresql.out
diff -u sqlite.out postgresql.out
golden="$source/tests/roundtrip/shop.expected"
[ -z "${SCHEMAC_UPDATE_GOLDENS:-}" ] || cp sqlite.out "$golden"
diff -u "$golden" sqlite.out

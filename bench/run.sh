#!/usr/bin/env bash
# Builds schemac for speed and prints how fast it is beside its peers. Installs the peers that Debian has.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out="$root/out/bench"
. "$root/cmake/packages.sh"
need_packages "${build_packages[@]}" protobuf-compiler flatbuffers-compiler postgresql postgresql-client alembic python3-psycopg2
mkdir -p "$out"
cmake -S "$root" -B "$out/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DSCHEMAC_BUILD_TESTS=OFF -DSCHEMAC_BUILD_BENCH=ON >"$out/configure.log"
cmake --build "$out/build" -j2 >"$out/build.log"
. "$root/tests/support/postgresql.sh"
trap stop_postgresql EXIT
start_postgresql
for program in "$out"/build/bench/bench_*; do
    [ -x "$program" ] && [ ! -d "$program" ] || continue
    echo "== $(basename "$program")"
    "$program"
done

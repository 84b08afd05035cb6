#!/usr/bin/env bash
# The main job on the sample shop, from nothing: installs what is missing, builds and installs schemac into out/, compiles
# the shop's schemas, brings a SQLite database up, runs the program, goes a revision back and up again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
out="$root/out"
shop="$out/shop"
. "$root/cmake/packages.sh"

step() { printf '\n== %s\n' "$*"; }
show() { printf '$ %s\n' "$*"; "$@"; }

need_packages "${build_packages[@]}"

mkdir -p "$out"
step "building schemac and installing it into out/install"
cmake -S "$root" -B "$out/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$out/install" \
      -DSCHEMAC_BUILD_TESTS=OFF >"$out/configure.log" 2>&1 || { cat "$out/configure.log"; exit 1; }
cmake --build "$out/build" -j2 >"$out/build.log" 2>&1 || { cat "$out/build.log"; exit 1; }
cmake --install "$out/build" >"$out/install.log" 2>&1 || { cat "$out/install.log"; exit 1; }
export PATH="$out/install/bin:$PATH"

step "a fresh copy of the shop in out/shop"
rm -rf "$shop"
cp -R "$here/shop" "$shop"
cd "$shop"
export DATABASE_URL="sqlite:shop.db"

step "checking and compiling its schemas to C"
show schemac check
show schemac compile
wc -l generated/shop.h generated/shop.c

step "the revisions that it came with"
show schemac history
revision=$(ls migrations/sqlite/*add_description2*.up.sql)
show cat "$revision"

step "bringing the database up"
show schemac upgrade head
show schemac current

step "building and running the program"
cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$out/install" >"$out/shop.log" 2>&1 || { cat "$out/shop.log"; exit 1; }
cmake --build build >"$out/shop.log" 2>&1 || { cat "$out/shop.log"; exit 1; }
show build/shop "$DATABASE_URL"

step "one revision back, and up again"
show schemac downgrade -1
show schemac current
show schemac upgrade head
show schemac history --applied

step "done: the database is out/shop/shop.db, the generated C is in out/shop/generated"

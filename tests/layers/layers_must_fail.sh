#!/usr/bin/env bash
# The layers test must notice each kind of wrong include: a copy of the tree's shape with one wrong include each.
set -euo pipefail
checker="$1/tests/layers/layers.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

expect_failure() { # file include
    rm -rf "$scratch/tree"
    mkdir -p "$scratch/tree/compiler/base" "$scratch/tree/compiler/sql" "$scratch/tree/runtime/db" "$scratch/tree/samples/shop" \
             "$scratch/tree/tests/layers" "$scratch/tree/compiler/emit"
    cp "$1/tests/layers/allowed.txt" "$scratch/tree/tests/layers/"
    printf '#include %s\n' "$3" >"$scratch/tree/$2"
    if bash "$checker" "$scratch/tree" >/dev/null; then
        echo "not noticed: $2 with #include $3"
        exit 1
    fi
}
expect_failure "$1" compiler/base/a.c '"compiler/syntax/ast.h"'
expect_failure "$1" compiler/sql/a.c '"compiler/cli/cli.h"'
expect_failure "$1" compiler/sql/a.c '<schemac/db.h>'
expect_failure "$1" compiler/emit/a.c '"runtime/db/driver.h"'
expect_failure "$1" runtime/db/a.c '"compiler/base/str.h"'
expect_failure "$1" samples/shop/a.c '"compiler/base/str.h"'

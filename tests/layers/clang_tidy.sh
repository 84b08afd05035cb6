#!/usr/bin/env bash
# clang-tidy finds nothing in the compiler and the runtime; .clang-tidy says what it looks for.
set -euo pipefail
cd "$1"
SCHEMAC_GRAMMAR="$2/compiler/grammar"
SCHEMAC_LIBPQ=$(pg_config --includedir)
export SCHEMAC_GRAMMAR SCHEMAC_LIBPQ
# What clang-tidy counts and suppresses is talk; its findings go to standard output.
find compiler runtime -name '*.c' -print0 | sort -z | xargs -0 -P2 -n12 bash -c 'clang-tidy --quiet "$@" -- -std=c11 \
    -D_POSIX_C_SOURCE=200809L "-DSCHEMAC_VERSION=\"0\"" "-DSCHEMAC_VERSION_TEXT=\"0\"" \
    -DSCHEMAC_WITH_POSTGRESQL -DSCHEMAC_WITH_SQLITE -DSCHEMAC_BUILDING \
    -I. -Iruntime -Iruntime/include "-I$SCHEMAC_LIBPQ" "-I$SCHEMAC_GRAMMAR" 2>/dev/null' _

#!/usr/bin/env bash
# clang-tidy finds nothing in the compiler and the runtime; .clang-tidy says what it looks for.
set -euo pipefail
cd "$1"
mapfile -t files < <(find compiler runtime -name '*.c')
printf '%s\0' "${files[@]}" | xargs -0 -P2 -n8 clang-tidy --quiet --warnings-as-errors='*' -- -std=c11 \
    -D_POSIX_C_SOURCE=200809L -DSCHEMAC_VERSION='"0"' -DSCHEMAC_VERSION_TEXT='"0"' -DSCHEMAC_WITH_POSTGRESQL -DSCHEMAC_WITH_SQLITE \
    -DSCHEMAC_BUILDING -I. -Iruntime -Iruntime/include -I"$(pg_config --includedir)" -I"$2/compiler/grammar" 2>/dev/null

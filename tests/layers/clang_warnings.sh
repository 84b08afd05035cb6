#!/usr/bin/env bash
# The strict warnings of clang, beside those of gcc under which the plain build was made.
set -euo pipefail
cd "$1"
mapfile -t files < <(find compiler runtime -name '*.c')
printf '%s\0' "${files[@]}" | xargs -0 -P2 -n16 clang -fsyntax-only -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror \
    -D_POSIX_C_SOURCE=200809L -DSCHEMAC_VERSION='"0"' -DSCHEMAC_VERSION_TEXT='"0"' -DSCHEMAC_WITH_POSTGRESQL -DSCHEMAC_WITH_SQLITE \
    -DSCHEMAC_BUILDING -I. -Iruntime -Iruntime/include -I"$(pg_config --includedir)" -I"$2/compiler/grammar"

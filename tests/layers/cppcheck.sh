#!/usr/bin/env bash
# cppcheck finds nothing.
set -euo pipefail
cd "$1"
mkdir -p "$2/cppcheck"
mapfile -t files < <(find compiler runtime samples -name '*.c')
cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 -j2 \
    --cppcheck-build-dir="$2/cppcheck" --suppress=missingIncludeSystem --suppress=unknownMacro --suppress=normalCheckLevelMaxBranches \
    -I . -I runtime -I runtime/include "${files[@]}"

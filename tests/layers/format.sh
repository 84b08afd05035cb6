#!/usr/bin/env bash
# Every source is as clang-format would write it.
set -euo pipefail
cd "$1"
. tests/layers/sources.sh
own_sources | tr '\n' '\0' | xargs -0 clang-format --dry-run -Werror

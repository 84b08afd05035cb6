#!/usr/bin/env bash
# The tables of facts in docs/testing.md name every test of semantics_*.c, and nothing else.
#
#   docs_facts.sh PAGE TEST.c…
set -euo pipefail
page=$1
shift
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
grep -oh 'FACT_[A-Z]*([a-z_]*)' "$@" | sed 's/.*(\(.*\))/\1/' | sort -u >"$scratch/tests"
awk '/^## / { inside = /^## Facts/ } inside && /^\|/' "$page" | sed 's/.* | \([^|]*\) |$/\1/' | grep -o '`[a-z_]*`' |
    tr -d '`' | sort -u >"$scratch/named"
test -s "$scratch/tests"
diff --label 'tests' --label "${page##*/}" "$scratch/tests" "$scratch/named"

#!/usr/bin/env bash
# The tables in the documentation are those of the program: what stands in a page between `<!-- table: NAME -->` and
# `<!-- end of table -->` equals what `docs_tables NAME` prints. Written anew with SCHEMAC_UPDATE_GOLDENS=1.
#
#   docs_tables.sh PROGRAM PAGE…
set -euo pipefail
program=$1
shift
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
status=0
found=0
for page in "$@"; do
    while IFS= read -r name; do
        "$program" "$name" >"$scratch/$name"
        found=$((found + 1))
    done < <(sed -n 's/^<!-- table: \([a-z]*\) -->$/\1/p' "$page")
    awk -v folder="$scratch" '
        /^<!-- table: [a-z]* -->$/ {
            print
            name = folder "/" $3
            while ((getline line < name) > 0) print line
            close(name)
            inside = 1
            next
        }
        /^<!-- end of table -->$/ { inside = 0 }
        !inside { print }
        END { if (inside) exit 1 }' "$page" >"$scratch/page" || { echo "$page: a table does not end"; exit 1; }
    cmp -s "$page" "$scratch/page" && continue
    if [ -n "${SCHEMAC_UPDATE_GOLDENS:-}" ]; then
        cat "$scratch/page" >"$page"
    else
        diff -u "$page" "$scratch/page" || true
        status=1
    fi
done
[ "$found" -gt 0 ] || { echo "no page has a table"; exit 1; }
exit $status

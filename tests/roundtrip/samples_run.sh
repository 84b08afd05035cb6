#!/usr/bin/env bash
# samples/run.sh works on a fresh clone whose path has a space, from another directory, twice in a row.
set -euo pipefail
source=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
clone="$scratch/a clone"
mkdir "$clone"
cd "$source"
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [ -f "$file" ] || continue
    mkdir -p "$clone/$(dirname "$file")"
    cp "$file" "$clone/$file"
done
cd "$scratch"
for turn in first second; do
    "$clone/samples/run.sh" </dev/null >"$scratch/$turn.log" 2>&1 || { tail -n 50 "$scratch/$turn.log"; exit 1; }
    grep -q 'Posts of everybody' "$scratch/$turn.log"
    grep -q '== done' "$scratch/$turn.log"
done

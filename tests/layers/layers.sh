#!/usr/bin/env bash
# Fails on an include that goes the wrong way: base <- syntax <- model <- change <- sql, emit, inspect, lint <- cli; only
# inspect and cli see the runtime, through its installed headers; the runtime sees nothing of the compiler; a sample sees only what
# is installed. Which rooms a room may include stands in allowed.txt.
set -euo pipefail
cd "$1"
allowed=tests/layers/allowed.txt
[ -f "$allowed" ] || allowed=$(dirname "${BASH_SOURCE[0]}")/allowed.txt
bad=0
complain() { echo "$1"; bad=1; }

includes() { # files… -> file:line:header
    grep -HnoE '^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"][^>"]+' "$@" 2>/dev/null |
        sed -E 's/^([^:]*:[0-9]+:)[^<"]*[<"]/\1/' || true
}

while IFS=: read -r room others; do
    case "$room" in ''|'#'*) continue ;; esac
    [ -d "compiler/$room" ] || continue
    mapfile -t files < <(find "compiler/$room" -name '*.[ch]')
    [ ${#files[@]} -gt 0 ] || continue
    while IFS=: read -r file line header; do
        case "$header" in
        compiler/*)
            other=${header#compiler/}
            other=${other%%/*}
            [[ " $room $others " == *" $other "* ]] || complain "$file:$line: $room may not include $other ($header)"
            ;;
        schemac/*)
            [[ $room == inspect || $room == cli ]] || complain "$file:$line: $room may not include the runtime ($header)"
            ;;
        runtime/*) complain "$file:$line: only the installed headers of the runtime may be included ($header)" ;;
        esac
    done < <(includes "${files[@]}")
done <"$allowed"

mapfile -t files < <(find runtime -name '*.[ch]')
while IFS=: read -r file line header; do
    [[ $header != compiler/* ]] || complain "$file:$line: the runtime may not include the compiler ($header)"
done < <(includes "${files[@]}")

mapfile -t files < <(find samples -name '*.[ch]')
while IFS=: read -r file line header; do
    [[ $header != compiler/* && $header != runtime/* && $header != ../* ]] ||
        complain "$file:$line: a sample may include only what is installed ($header)"
done < <(includes "${files[@]}")

for room in compiler/*/; do
    room=$(basename "$room")
    grep -q "^$room:" "$allowed" || complain "compiler/$room: no row in allowed.txt"
done
exit $bad

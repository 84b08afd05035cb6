#!/usr/bin/env bash
# docs/changes.md is made from the goldens of tests/golden/sql, whose statements the unit tests run both ways on both
# databases: this prints it anew and compares. Written with SCHEMAC_UPDATE_GOLDENS=1.
#
#   docs_changes.sh FOLDER PAGE
set -euo pipefail
folder=$1
page=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

anchor() { printf '%s' "$1" | tr 'A-Z ' 'a-z-' | tr -d ','; }
fenced() { printf '```%s\n' "$1"; sed -e 's/^```/ &/' "$2"; printf '```\n\n'; }

# section NAME HEADING
section() {
    local stem="$folder/$1"
    printf '### %s\n\n' "$2"
    if [ -f "$stem.before.schema" ]; then
        printf 'Before:\n\n'
        fenced '' "$stem.before.schema"
        printf 'After:\n\n'
    fi
    fenced '' "$stem.after.schema"
    printf 'PostgreSQL:\n\n'
    fenced sql "$stem.postgresql.golden"
    if [ -f "$stem.online.golden" ]; then
        printf 'PostgreSQL, with `online on`:\n\n'
        fenced sql "$stem.online.golden"
    fi
    if [ -f "$stem.phases.golden" ]; then
        printf 'PostgreSQL, with `online on`, in two revisions:\n\n'
        fenced sql "$stem.phases.golden"
    fi
    printf 'SQLite:\n\n'
    fenced sql "$stem.sqlite.golden"
}

# listed FUNCTION-FOR-PARTS FUNCTION-FOR-SECTIONS: walks through the list of titles, whose first line is for its reader.
listed() {
    local line
    while IFS= read -r line; do
        case $line in
            '# '*) "$1" "${line#\# }" ;;
            *) "$2" "${line%%: *}" "${line#*: }" ;;
        esac
    done < <(tail -n +2 "$folder/titles")
}
contents_part() { printf -- '- %s\n' "$1"; }
contents_line() { printf -- '  - [%s](#%s)\n' "$2" "$(anchor "$2")"; }
part() { printf '## %s\n\n' "$1"; }

print_page() {
    cat <<'END'
# What each change becomes, in full

Every kind of change with the SQL of both databases, the way up and the way down. The lines above each say what a reviewer asks: what is lost,
what is rewritten or read as a whole, and which locks are taken on which tables (SQLite locks the file for every change). All of it is
made by the tests, which run each of these ways on a real PostgreSQL and a real SQLite. [migrations.md](migrations.md) explains.

END
    listed contents_part contents_line
    printf '\n'
    listed part section
}

print_page | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' >"$scratch/page"
for golden in "$folder"/*.after.schema; do
    name=$(basename "$golden" .after.schema)
    grep -q "^$name: " "$folder/titles" || { echo "$folder/titles does not name $name"; exit 1; }
done
if [ -n "${SCHEMAC_UPDATE_GOLDENS:-}" ]; then
    cmp -s "$page" "$scratch/page" || cat "$scratch/page" >"$page"
fi
diff -u "$page" "$scratch/page"

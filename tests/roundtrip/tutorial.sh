#!/usr/bin/env bash
# Does what a page of the documentation says, in an empty folder, with an installed schemac: runs its commands in order, writes its
# files, compares its output (see tutorial.awk for what a block's first line may say). With SCHEMAC_UPDATE_GOLDENS=1 the
# page's output is written anew where it differs.
#
#   tutorial.sh BUILD COMPILER SANITIZE PAGE
set -euo pipefail
build=$(realpath "$1") compiler=$2 sanitize=$3 page=$(realpath "$4")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${SCHEMAC_TEST_POSTGRESQL:?is not set: the page needs a server; tests/run.sh starts one}"
scratch=$(mktemp -d)
made_databases=()
clean_up() {
    local database
    for database in "${made_databases[@]}"; do
        psql "$SCHEMAC_TEST_POSTGRESQL" -qc "drop database if exists \"$database\" with (force)" >/dev/null || true
    done
    rm -rf "$scratch"
}
trap clean_up EXIT

# --- what a reader has: an installed schemac, a compiler, a server ---
prefix="$scratch/install"
cmake --install "$build" --prefix "$prefix" >/dev/null
mkdir "$scratch/bin" "$scratch/steps" "$scratch/work" "$scratch/home"
flags=""
[ "$sanitize" = 0 ] || flags="-fsanitize=address,undefined -fno-sanitize-recover=all"
printf '#!/bin/sh\nexec "%s" -Wall -Wextra -Werror %s "$@"\n' "$compiler" "$flags" >"$scratch/bin/cc"
# The package file names the prefix of the build; this copy stands elsewhere.
printf '#!/bin/sh\nexec "%s" --define-prefix "$@"\n' "$(command -v pkg-config)" >"$scratch/bin/pkg-config"
chmod +x "$scratch/bin/cc" "$scratch/bin/pkg-config"
for name in $(compgen -e | grep '^SCHEMAC_' || true); do
    [[ $name == SCHEMAC_TEST_POSTGRESQL || $name == SCHEMAC_UPDATE_GOLDENS ]] || unset "$name"
done
unset DATABASE_URL
export PATH="$scratch/bin:$prefix/bin:$PATH" HOME="$scratch/home" NO_COLOR=1 LC_ALL=C.UTF-8 TZ=UTC
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig:$(dirname "$(find "$prefix" -name schemac.pc)")"
export CMAKE_PREFIX_PATH="$prefix" CFLAGS="$flags" CC="$scratch/bin/cc"
export SOURCE_DATE_EPOCH=1795209123 # 2026-11-20T21:12:03Z
export GIT_AUTHOR_NAME=reader GIT_AUTHOR_EMAIL=reader@example.org GIT_COMMITTER_NAME=reader GIT_COMMITTER_EMAIL=reader@example.org
eval "$(psql "$SCHEMAC_TEST_POSTGRESQL" -qAt -c '\echo export PGHOST=:HOST PGPORT=:PORT PGUSER=:USER PGDATABASE=postgres')"

# --- the steps ---
awk -v folder="$scratch/steps" -f "$here/tutorial.awk" "$page"
cd "$scratch/work"
printed="$scratch/printed"
stale=()

run_commands() { # file status
    local failed=0
    while IFS= read -r database; do
        made_databases+=("$database")
    done < <(sed -n 's/^createdb \([a-z_]*\)$/\1/p' "$1")
    trap 'failed=$?' ERR
    set +e
    # shellcheck disable=SC1090
    . "$1" >"$printed" 2>&1 </dev/null
    set -e
    trap - ERR
    [ "$failed" -eq "$2" ] && return 0
    echo "$page: these commands ended with $failed, not $2:"
    cat "$1" "$printed"
    exit 1
}

compare_output() { # file line
    if ! awk -f "$here/tutorial_match.awk" "$1" "$printed" >"$scratch/difference"; then
        echo "$page:$2: the output is another:"
        cat "$scratch/difference"
        stale+=("$2 $1.new")
        cp "$printed" "$1.new"
    fi
}

check_schema() { # file
    cp "$1" "$scratch/example.schema"
    schemac check --quiet --dialect postgresql "$scratch/example.schema" && schemac fmt --check "$scratch/example.schema" && return 0
    echo "$page: this schema is not as it should be:"
    cat "$1"
    schemac fmt - <"$1" | diff "$1" - || true
    exit 1
}

ran=0
while read -r number what rest; do
    step="$scratch/steps/$number"
    case "$what" in
    sh) run_commands "$step" "$rest" ;;
    file) mkdir -p "$(dirname "$rest")" && cp "$step" "$rest" ;;
    output) compare_output "$step" "$rest" ;;
    schema) check_schema "$step" ;;
    esac
    ran=$((ran + 1))
done <"$scratch/steps/steps"
[ "$ran" -gt 0 ] || { echo "$page: nothing to run"; exit 1; }

# --- output that is not what the page shows ---
[ ${#stale[@]} -gt 0 ] || { echo "$page: $ran steps"; exit 0; }
[ -n "${SCHEMAC_UPDATE_GOLDENS:-}" ] || exit 1
printf '%s\n' "${stale[@]}" | awk '
    FNR == NR { file[$1] = $2; next }
    inside && /^```/ { inside = 0 }
    !inside { print }
    FNR in file {
        while ((getline line < file[FNR]) > 0) print line
        inside = 1
    }' - "$page" >"$scratch/page"
cat "$scratch/page" >"$page"

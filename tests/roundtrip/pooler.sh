#!/usr/bin/env bash
# PgBouncer between schemac and the server: in transaction mode a migrator is refused and leaves no lock behind, and
# catalogs are read; in session mode all of it works.
set -euo pipefail
schemac=$1
PATH=$PATH:/usr/sbin
: "${SCHEMAC_TEST_POSTGRESQL:?is not set: these tests need a server; tests/run.sh starts one}"
command -v pgbouncer >/dev/null || { echo "this test needs the package pgbouncer" >&2; exit 1; }
work=$(mktemp -d /tmp/schemac-pooler-XXXXXX)
chmod 777 "$work"
pooler=""
stop() { [ -z "$pooler" ] || { kill "$pooler" 2>/dev/null && wait "$pooler" 2>/dev/null; pooler=""; } || true; }
trap 'stop; rm -rf "$work"' EXIT

# It refuses to run as root, as the server does. Takes the place of its shell.
as_user() {
    if [ "$(id -u)" -eq 0 ]; then exec setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else exec "$@"; fi
}

# part NAME: of the server's address, which is a list of NAME=VALUE
part() { tr ' ' '\n' <<<"$SCHEMAC_TEST_POSTGRESQL" | sed -n "s/^$1=//p"; }

# start MODE
start() {
    stop
    cat >"$work/pooler.ini" <<INI
[databases]
* = host=$(part host) user=$(part user)
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = $work
auth_type = trust
auth_file = $work/users
pool_mode = $1
INI
    echo "\"$(part user)\" \"\"" >"$work/users"
    chmod 644 "$work/pooler.ini" "$work/users"
    (as_user pgbouncer -q "$work/pooler.ini") >"$work/log" 2>&1 &
    pooler=$!
    local tries
    for tries in $(seq 50); do
        psql "$pooled" -qAtc 'SELECT 1' >/dev/null 2>&1 && return 0
        sleep 0.1
    done
    cat "$work/log" >&2
    return 1
}

# expect STATUS COMMAND…
expect() {
    local wanted=$1 status=0
    shift
    "$@" >"$work/said" 2>&1 || status=$?
    [ "$status" -eq "$wanted" ] || { echo "$*: exit status $status, expected $wanted"; cat "$work/said"; exit 1; }
}

name=schemac_pooler_$$
psql "$SCHEMAC_TEST_POSTGRESQL" -qc "CREATE DATABASE $name"
direct="host=$(part host) user=$(part user) dbname=$name"
pooled="host=$work port=6432 user=$(part user) dbname=$name"

mkdir "$work/project"
cd "$work/project"
echo 'project t { schemas "t.schema"  dialects postgresql }' >schemac.project
printf 'package t\n\nmodel A { id: int primary key }\n' >t.schema
expect 0 "$schemac" revision -m first

start transaction
for turn in 1 2 3; do
    expect 7 "$schemac" upgrade --database "$pooled"
    grep -q 'pooler that changes servers' "$work/said"
done
# Nobody else has to wait for what was refused.
expect 0 "$schemac" upgrade --lock-wait 1ms --database "$direct"
expect 7 "$schemac" downgrade base --database "$pooled"
expect 0 "$schemac" current --database "$pooled"
grep -q first "$work/said"

# Reading is one transaction, whose statements are sent ahead: any pooler will do.
expect 0 "$schemac" check --url "$pooled"
expect 0 "$schemac" inspect --quiet "$direct" -o "$work/direct"
expect 0 "$schemac" inspect --quiet "$pooled" -o "$work/pooled"
diff -r "$work/direct" "$work/pooled"

start session
expect 0 "$schemac" downgrade base --database "$pooled"
expect 0 "$schemac" upgrade --database "$pooled"
expect 0 "$schemac" check --url "$pooled"
stop
psql "$SCHEMAC_TEST_POSTGRESQL" -qc "DROP DATABASE $name WITH (FORCE)"
echo "refused behind transactions, works behind sessions"

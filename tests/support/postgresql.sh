# A PostgreSQL server for one run of the tests: sourced, not run. Private data directory, unix socket only, never as root,
# stopped by the process id that start_postgresql saw.
#
#   start_postgresql    sets SCHEMAC_TEST_POSTGRESQL to the server's address
#   stop_postgresql     stops it and removes its folder; takes a server that was never started

postgresql_folder=""
postgresql_pid=""

# The server refuses to run as root, so root lends it an ordinary user.
postgresql_run() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups --inh-caps=-all env HOME="$postgresql_folder" PATH="$PATH" "$@"
    else
        "$@"
    fi
}

start_postgresql() {
    local bin
    bin=${SCHEMAC_POSTGRESQL_BIN:-$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)}
    postgresql_folder=$(mktemp -d /tmp/schemac-pg-XXXXXX)
    [ "$(id -u)" -ne 0 ] || chown postgres:postgres "$postgresql_folder"
    chmod 711 "$postgresql_folder"
    (
        cd "$postgresql_folder"
        postgresql_run "$bin/initdb" -D "$postgresql_folder/data" -U schemac -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
            >"$postgresql_folder/initdb.log" 2>&1
    ) || { cat "$postgresql_folder/initdb.log" >&2; return 1; }
    cat >>"$postgresql_folder/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$postgresql_folder'
unix_socket_permissions = 0777
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 60
shared_buffers = 64MB
autovacuum = off
max_prepared_transactions = 2
CONF
    (cd "$postgresql_folder" && exec setsid bash -c '
        if [ "$(id -u)" -eq 0 ]; then
            exec setpriv --reuid=postgres --regid=postgres --clear-groups --inh-caps=-all "$1/postgres" -D "$2/data"
        else
            exec "$1/postgres" -D "$2/data"
        fi' _ "$bin" "$postgresql_folder") >"$postgresql_folder/server.log" 2>&1 &
    postgresql_pid=$!
    export SCHEMAC_TEST_POSTGRESQL="host=$postgresql_folder user=schemac dbname=postgres"
    local tries
    for tries in $(seq 100); do
        if psql "$SCHEMAC_TEST_POSTGRESQL" -qAtc 'select 1' >/dev/null 2>&1; then
            # The process that answers, should a shell stand between.
            postgresql_pid=$(head -n 1 "$postgresql_folder/data/postmaster.pid" 2>/dev/null || echo "$postgresql_pid")
            return 0
        fi
        sleep 0.1
    done
    cat "$postgresql_folder/server.log" >&2
    return 1
}

stop_postgresql() {
    [ -n "$postgresql_folder" ] || return 0
    if [ -n "$postgresql_pid" ] && kill -INT "$postgresql_pid" 2>/dev/null; then
        local tries
        for tries in $(seq 100); do
            kill -0 "$postgresql_pid" 2>/dev/null || break
            sleep 0.1
        done
    fi
    rm -rf "$postgresql_folder"
    postgresql_folder=""
}

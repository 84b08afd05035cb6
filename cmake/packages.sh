# What the project's scripts install on a Debian machine: sourced, not run. `need_packages NAME…` installs those that are
# missing, as root or through sudo, and says so.

need_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "== installing: ${missing[*]}"
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "these Debian packages are missing, and there is no sudo: ${missing[*]}" >&2; return 1; }
        as_root=(sudo)
    fi
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

build_packages=(gcc libc6-dev cmake ninja-build pkg-config re2c lemon libpq-dev libsqlite3-dev libxxhash-dev libunistring-dev)
test_packages=(clang g++ clang-format clang-tidy cppcheck libclang-rt-dev libcmocka-dev postgresql postgresql-client pgbouncer sqlite3 git)

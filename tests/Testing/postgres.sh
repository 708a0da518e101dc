#!/usr/bin/env bash
# Starts a throw-away PostgreSQL (15 or newer) on a free loopback port and prints its connection string.
# It lives as long as its standard input stays open, and leaves nothing behind.
#
#   postgres.sh             fast: a crash may lose everything (tests)
#   postgres.sh --durable   as in production (benchmarks)
set -euo pipefail
fail() { printf 'postgres.sh: %s\n' "$*" >&2; exit 1; }
PATH=$PATH:/usr/sbin:/sbin
fast=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
case ${1:-} in
  '') ;;
  --durable) fast=() ;;
  *) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
esac

bin=$(for at in /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb "$(readlink -f "$(command -v initdb)" || true)"; do
  [ ! -x "$at" ] || dirname "$at"
done | sort -V | tail -n 1)
[ -n "$bin" ] || fail "no PostgreSQL server here; install the package postgresql (bin/test does)"
major=$("$bin/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
[ "$major" -ge 15 ] || fail "PostgreSQL $major is too old, 15 or newer is needed"

dir=$(mktemp -d "${TMPDIR:-/tmp}/tandem-postgres.XXXXXX")
server=''
# shellcheck disable=SC2317 # called by the trap
stop() { [ -z "$server" ] || { kill -QUIT "$server" && wait "$server"; } 2>/dev/null || true; rm -rf "$dir"; }
trap stop EXIT
trap 'exit 0' INT TERM HUP
cd "$dir"

# PostgreSQL refuses to run as root.
as=(setpriv --pdeathsig INT)
if [ "$(id -u)" = 0 ]; then
  user=$(id -un postgres 2>/dev/null || echo nobody)
  as+=("--reuid=$user" "--regid=$(id -g "$user")" --clear-groups)
  chown "$user" "$dir"
fi
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
(umask 077; printf '%s' "$password" >password)
[ "$(id -u)" != 0 ] || chown "$user" password

# A linguistic default collation, as production has: what must compare as bytes has to say so.
"${as[@]}" "$bin/initdb" -D "$dir/data" -U postgres -A scram-sha-256 --pwfile="$dir/password" --encoding=UTF8 --locale=C.UTF-8 \
  --locale-provider=icu --icu-locale=en-US --no-sync >"$dir/log" 2>&1 || { cat "$dir/log" >&2; fail "initdb failed"; }

for _ in 1 2 3 4 5; do
  port=$((20000 + RANDOM % 10000))
  "${as[@]}" "$bin/postgres" -D "$dir/data" -c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= \
    -c max_connections=300 -c shared_buffers=256MB -c max_wal_size=2GB "${fast[@]}" >>"$dir/log" 2>&1 </dev/null &
  server=$!
  for _ in {1..600}; do
    kill -0 "$server" 2>/dev/null || break
    if "$bin/pg_isready" -q -h 127.0.0.1 -p $port && kill -0 "$server" 2>/dev/null; then
      printf 'Host=127.0.0.1;Port=%s;Username=postgres;Password=%s;Database=postgres;Include Error Detail=true\n' "$port" "$password"
      exec 8<&0
      cat <&8 >/dev/null &
      wait $!
      exit 0
    fi
    sleep 0.05
  done
done
cat "$dir/log" >&2
fail "PostgreSQL did not start"

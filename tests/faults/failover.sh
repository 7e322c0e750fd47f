#!/usr/bin/env bash
# Two instances before a PostgreSQL primary with a synchronous standby. While clients write through both, the primary is killed and the
# standby promoted: nothing acknowledged is lost, both instances find the new primary by themselves, and the outage is measured.
#
#   tests/faults/failover.sh            (makes its own servers from the system's PostgreSQL, on loopback)
set -uo pipefail
# shellcheck source=tests/faults/lib.sh
source "$(dirname "$0")/lib.sh"

programs=(/usr/lib/postgresql/*/bin/pg_ctl)
bin=$(dirname "${programs[-1]}")
as_owner() { if [[ $(id -u) -eq 0 ]]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
standby=$(mktemp -d)
more_cleanup() {
  [[ -n ${second:-} ]] && kill -9 "$second" 2>/dev/null && wait "$second" 2>/dev/null
  as_owner "$bin/pg_ctl" -D "$standby/cluster" -m immediate -w stop >/dev/null 2>&1
  "$root/scripts/postgres" stop --dir "$folder/primary" >/dev/null 2>&1
  rm -rf "$standby"
}

primary_url=$("$root/scripts/postgres" start --dir "$folder/primary")
primary=$(cat "$folder/primary/.samsyn-postgres/data")
primary_port=$(cat "$folder/primary/.samsyn-postgres/port")
standby_port=$((primary_port + 1))
[[ $(id -u) -eq 0 ]] && chown postgres "$standby"
as_owner "$bin/pg_basebackup" -d "$primary_url" -D "$standby/cluster" -R -X stream -c fast >/dev/null || fail "no base backup"
as_owner "$bin/pg_ctl" -D "$standby/cluster" -l "$standby/log" -o "-p $standby_port -k $standby" -w start >/dev/null || fail "no standby"
psql -q "$primary_url" -c "ALTER SYSTEM SET synchronous_standby_names = '*'" -c "SELECT pg_reload_conf()" >/dev/null
for _ in $(seq 100); do
  [[ $(psql -tA "$primary_url" -c "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1 ]] && break
  sleep 0.1
done

url=(--database-url "postgres://samsyn:samsyn@127.0.0.1:$primary_port,127.0.0.1:$standby_port/samsyn?target_session_attrs=read-write&connect_timeout=2")
start
first_api=$api
second_port=$((port + 1))
"$samsyn" demo --data-dir "$folder/data" --listen "127.0.0.1:$second_port" --rate-limit 0 "${url[@]}" >>"$folder/log" 2>&1 &
second=$!
for _ in $(seq 300); do
  curl -sf "http://127.0.0.1:$second_port/readyz" >/dev/null && break
  sleep 0.1
done
start_writers one
api=http://127.0.0.1:$second_port/${first_api#*//*/}
start_writers two
sleep 3
killed_at=$EPOCHREALTIME
before=$(wc -l <"$folder/acknowledged")
as_owner kill -9 "$(head -n 1 "$primary/cluster/postmaster.pid")"
as_owner "$bin/pg_ctl" -D "$standby/cluster" -w promote >/dev/null || fail "the standby was not promoted"
promoted_at=$EPOCHREALTIME
sleep 12
stop_writers
after=$(wc -l <"$folder/acknowledged")
[[ $after -gt $before ]] || fail "nothing was written after the failover"
for instance in one two; do
  gap=$(awk -v name="$instance" '$2 ~ "^" name { if (last && $1 - last > most) most = $1 - last; last = $1 } END { printf "%.1f", most }' <(sort -n "$folder/times"))
  recent=$(awk -v name="$instance" -v at="$promoted_at" '$2 ~ "^" name && $1 > at { found++ } END { print found + 0 }' "$folder/times")
  [[ $recent -gt 0 ]] || fail "instance $instance never found the new primary"
  say "instance $instance: longest time without an acknowledged write $gap s; $recent writes after the promotion"
done
say "promoted $(awk -v a="$killed_at" -v b="$promoted_at" 'BEGIN { printf "%.1f", b - a }') s after the kill; $before writes acknowledged before, $((after - before)) after"
all_is_there
the_log_is_whole

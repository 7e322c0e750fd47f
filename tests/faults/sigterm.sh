#!/usr/bin/env bash
# Asks the service to stop (SIGTERM) while four clients write: it ends by itself with 0, nothing that it had begun goes without its
# answer, and everything that was acknowledged is there when it starts again. A connection that nobody had read yet is reset by the
# kernel when the port closes; of those, the same request again must find that nothing was done.
#
#   tests/faults/sigterm.sh [sqlite|postgres] [ROUNDS=5]
set -uo pipefail
# shellcheck source=tests/faults/lib.sh
source "$(dirname "$0")/lib.sh"

use_database "${1:-sqlite}"
for round in $(seq "${2:-5}"); do
  start
  start_writers "$round"
  sleep 1
  kill -TERM "$server"
  wait "$server" || fail "the service ended with $?"
  wait "${writers[@]}"
  writers=()
done
start
unread=0
while read -r key; do
  register "$key" -D "$folder/head" >/dev/null || fail "$key, sent again, is not answered"
  grep -qi '^idempotency-replayed: true' "$folder/head" && fail "$key was done and its answer broke off"
  unread=$((unread + 1))
done <"$folder/broken"
say "stopped ${2:-5} times; no answer broke off ($unread connections had not been read)"
all_is_there
the_log_is_whole

#!/usr/bin/env bash
# Asks the service to stop (SIGTERM) while four clients write: it ends by itself with 0, no answer breaks off, and everything that was
# acknowledged is there when it starts again.
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
  if [[ -s $folder/broken ]]; then fail "answers broke off: $(cat "$folder/broken")"; fi
done
say "stopped ${2:-5} times; no answer broke off"
start
all_is_there
the_log_is_whole

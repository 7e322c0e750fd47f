#!/usr/bin/env bash
# Kills the service with SIGKILL while four clients write, so many times in a row: every acknowledged write is there, the access log
# verifies, and the database opens by itself.
#
#   tests/faults/kill-nine.sh [sqlite|postgres] [ROUNDS=50]
set -uo pipefail
# shellcheck source=tests/faults/lib.sh
source "$(dirname "$0")/lib.sh"

use_database "${1:-sqlite}"
rounds=${2:-50}
for round in $(seq "$rounds"); do
  start
  start_writers "$round"
  sleep "0.$((RANDOM % 7 + 3))"
  kill -9 "$server"
  wait "$server" 2>/dev/null
  wait "${writers[@]}"
  writers=()
done
say "killed $rounds times"
start
all_is_there
the_log_is_whole

#!/usr/bin/env bash
# Clients that hang up while their write is done: the same request again has one effect, done before or now, never half of one and
# never two.
#
#   tests/faults/disconnect.sh [sqlite|postgres] [REQUESTS=200]
set -uo pipefail
# shellcheck source=tests/faults/lib.sh
source "$(dirname "$0")/lib.sh"

use_database "${1:-sqlite}"
requests=${2:-200}
start
mkdir -p "$folder/answers"
touch "$folder"/{acknowledged,other}
hung_up=0
for number in $(seq "$requests"); do
  register "key-$number" --max-time "0.00$((RANDOM % 6 + 1))" >/dev/null || hung_up=$((hung_up + 1))
done
say "$hung_up of $requests clients hung up"
[[ $hung_up -gt 0 ]] || fail "nobody hung up: this shows nothing"
for number in $(seq "$requests"); do
  [[ $(register "key-$number") == 201 ]] || fail "key-$number: $(cat "$folder/answers/key-$number")"
  jq -r .id "$folder/answers/key-$number" >>"$folder/acknowledged"
done
distinct=$(sort -u "$folder/acknowledged" | wc -l)
[[ $distinct -eq $requests ]] || fail "$requests requests made $distinct children"
all_is_there

#!/usr/bin/env bash
# What the fault scripts share: a service of their own, writers that note what was acknowledged, and what is asked at the end.
# Sourced, not run. Everything ends with the script; nothing but loopback is spoken to.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
samsyn=${SAMSYN_BINARY:-$root/target/debug/samsyn}
folder=$(mktemp -d)
port=$((20000 + RANDOM % 10000))
database_name=
writers=()
url=()
# Checkpoints often, so that what the log's verification covers is nearly all of it.
export SAMSYN_AUDIT_SEAL_SECONDS=1
# A key of its own: the demo's is known to everybody, so nothing is verified with it.
export SAMSYN_AUDIT_KEY_FILE=$folder/audit.key
head -c 32 /dev/urandom | base64 >"$SAMSYN_AUDIT_KEY_FILE"

cleanup() {
  [[ ${#writers[@]} -gt 0 ]] && kill "${writers[@]}" 2>/dev/null
  [[ -n ${server:-} ]] && kill -9 "$server" 2>/dev/null && wait "$server" 2>/dev/null
  declare -F more_cleanup >/dev/null && more_cleanup
  [[ -n $database_name ]] && psql -q "$SAMSYN_TEST_DATABASE_URL" -c "DROP DATABASE IF EXISTS $database_name WITH (FORCE)" >/dev/null 2>&1
  rm -rf "$folder"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

say() { printf '%s\n' "· $*"; }
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

# use_database sqlite|postgres: a database of its own (on the server of SAMSYN_TEST_DATABASE_URL).
use_database() {
  [[ $1 == postgres ]] || return 0
  database_name=samsyn_faults_$$
  psql -q "$SAMSYN_TEST_DATABASE_URL" -c "CREATE DATABASE $database_name" >/dev/null
  url=(--database-url "${SAMSYN_TEST_DATABASE_URL%/*}/$database_name")
}

# start: starts the service on the made-up data, or again on what is there, and waits until it is ready.
start() {
  "$samsyn" demo --data-dir "$folder/data" --listen "127.0.0.1:$port" --rate-limit 0 "${url[@]}" >>"$folder/log" 2>&1 &
  server=$!
  for _ in $(seq 600); do
    [[ -f $folder/data/demo.json ]] && curl -sf "http://127.0.0.1:$port/readyz" >/dev/null && break
    kill -0 "$server" 2>/dev/null || fail "the service does not start: $(tail -n 3 "$folder/log")"
    sleep 0.1
  done
  api=$(jq -r .baseUrl "$folder/data/demo.json")
  api=http://127.0.0.1:$port/${api#*//*/}
  token=$(jq -er .tokens.professional.ersboda_school "$folder/data/demo.json")
}

# register KEY: registers a child without a number; the answer in $folder/answers/KEY, its status on standard output.
register() {
  curl -s -o "$folder/answers/$1" -w '%{http_code}' -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
    -H "Idempotency-Key: \"$1\"" "${@:2}" "$api/children" --data-binary \
    '{"identity":{"kind":"none"},"birthDate":"2016-05-01","givenName":"Prov","familyName":"Testsson","protectionLevel":"none"}'
}

# write_on NAME: registers children until it is told to stop or the service is gone; the ids that were acknowledged go to $folder/acknowledged,
# answers that broke off to $folder/broken, and what is neither to $folder/other; when, to $folder/times.
write_on() {
  local status code number=0
  while [[ ! -e $folder/stop ]]; do
    number=$((number + 1))
    status=$(register "$1-$number")
    code=$?
    case $code:$status in
      0:201)
        jq -r .id "$folder/answers/$1-$number" >>"$folder/acknowledged"
        echo "$EPOCHREALTIME $1" >>"$folder/times"
        ;;
      0:503)
        jq -e '.code and .status == 503' "$folder/answers/$1-$number" >/dev/null || echo "$1-$number" >>"$folder/other"
        sleep 0.1
        ;;
      7:*) return 0 ;;
      52:* | 56:*) echo "$1-$number" >>"$folder/broken" && return 0 ;;
      *) echo "$code $status $1-$number" >>"$folder/other" ;;
    esac
    rm -f "$folder/answers/$1-$number"
  done
}

# start_writers NAME: four of them.
start_writers() {
  mkdir -p "$folder/answers"
  touch "$folder"/{acknowledged,broken,other}
  for writer in 1 2 3 4; do
    write_on "$1-$writer" 2>/dev/null &
    writers+=("$!")
  done
}

# stop_writers: waits until each has noted its last answer.
stop_writers() {
  touch "$folder/stop"
  wait "${writers[@]}"
  writers=()
  rm "$folder/stop"
}

# all_is_there: every child that was acknowledged is.
all_is_there() {
  local count
  count=$(wc -l <"$folder/acknowledged")
  [[ $count -gt 0 ]] || fail "nothing was acknowledged: this shows nothing"
  sed "s|.*|url = \"$api/children/&\"\noutput = /dev/null|" "$folder/acknowledged" >"$folder/all"
  local found
  found=$(curl -s -w '%{http_code}\n' -H "Authorization: Bearer $token" -K "$folder/all" | grep -c '^200$')
  [[ $found -eq $count ]] || fail "of $count acknowledged writes $found are there"
  say "all $count acknowledged writes are there"
  if [[ -s $folder/other ]]; then fail "answers that nobody should get: $(head -n 3 "$folder/other")"; fi
}

# the_log_is_whole: the access log verifies, to the last write, against the file of checkpoints; soon, for that is written after the seals.
the_log_is_whole() {
  local key sealed
  key=$("$samsyn" audit public-key --data-dir "$folder/data" | head -n 1)
  for _ in $(seq 50); do
    sleep 0.5
    "$samsyn" audit verify --data-dir "$folder/data" "${url[@]}" --checkpoints "$folder/data/audit-checkpoints" --public-key "$key" \
      >"$folder/verified" 2>&1 || continue
    sealed=$(grep -oE '^[0-9]+ entries sealed' "$folder/verified" | grep -oE '^[0-9]+')
    [[ ${sealed:-0} -ge $(wc -l <"$folder/acknowledged") ]] && say "the log of $sealed entries is whole" && return 0
  done
  fail "the log does not verify: $(cat "$folder/verified")"
}

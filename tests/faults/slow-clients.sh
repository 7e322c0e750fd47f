#!/usr/bin/env bash
# A client that sends a byte a second, in its head or in its body, is cut off; meanwhile the others are served.
#
#   tests/faults/slow-clients.sh
set -uo pipefail
# shellcheck source=tests/faults/lib.sh
source "$(dirname "$0")/lib.sh"

start
# trickle TEXT BYTE: sends a text, then one byte a second until the connection is closed; says after how many seconds that was.
trickle() {
  local began=$SECONDS
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf '%b' "$1" >&3
  while [[ $((SECONDS - began)) -lt 30 ]]; do
    if read -r -t 1 -u 3 _; then break; elif [[ $? -le 128 ]]; then break; fi
    printf '%s' "$2" >&3 2>/dev/null || break
  done
  exec 3>&- 3<&-
  echo $((SECONDS - began))
}

for part in head body; do
  case $part in
    head) sent='GET /samsyn/v1/api-info HTTP/1.1\r\nHost: localhost\r\nX-Slow: ' ;;
    body) sent="POST /samsyn/v1/children HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer $token\r\nContent-Type: application/json\r\nContent-Length: 200\r\n\r\n{" ;;
  esac
  trickle "$sent" ' ' >"$folder/$part" 2>/dev/null &
  slow=$!
  served=0
  while kill -0 "$slow" 2>/dev/null; do
    curl -sf -m 2 "$api/api-info" >/dev/null && served=$((served + 1))
    sleep 0.2
  done
  wait "$slow"
  seconds=$(cat "$folder/$part")
  [[ $seconds -lt 20 ]] || fail "a slow $part held its connection for $seconds s"
  [[ $served -gt 0 ]] || fail "nobody else was served meanwhile"
  say "a slow $part is cut after $seconds s; $served others were served meanwhile"
done

#!/usr/bin/env bash
# The disk is full: writes get 503 or 507 problem documents, reads that cannot be logged are not answered, nothing acknowledged is lost; when
# there is space again the service goes on by itself. On SQLite, on a small file system of its own in memory (user namespaces, no root).
#
#   tests/faults/disk-full.sh
set -uo pipefail
if [[ -z ${IN_NAMESPACE:-} ]]; then
  unshare --user --map-root-user --mount true 2>/dev/null || { echo "· not run: this machine allows no mount in a user namespace"; exit 0; }
  IN_NAMESPACE=yes exec unshare --user --map-root-user --mount "$0" "$@"
fi
# shellcheck source=tests/faults/lib.sh
source "$(dirname "$0")/lib.sh"
more_cleanup() { umount "$folder/data" 2>/dev/null; }

mkdir -p "$folder/data" "$folder/answers"
mount -t tmpfs -o size=64m none "$folder/data"
touch "$folder"/{acknowledged,other}
start
# fill: leaves no byte.
fill() { dd if=/dev/zero of="$folder/data/ballast" bs=64k 2>/dev/null; dd if=/dev/zero of="$folder/data/ballast" bs=1 oflag=append conv=notrunc 2>/dev/null; }
for round in 1 2 3; do
  for number in $(seq 20); do
    [[ $(register "before-$round-$number") == 201 ]] || fail "before the disk is full: $(cat "$folder/answers/before-$round-$number")"
    jq -r .id "$folder/answers/before-$round-$number" >>"$folder/acknowledged"
  done
  fill
  refused=0
  for number in $(seq 200); do
    status=$(register "full-$round-$number")
    case $status in
      201) jq -r .id "$folder/answers/full-$round-$number" >>"$folder/acknowledged" ;;
      503 | 507)
        jq -e --argjson status "$status" '.code and .status == $status' "$folder/answers/full-$round-$number" >/dev/null ||
          fail "no problem document: $(cat "$folder/answers/full-$round-$number")"
        refused=$((refused + 1))
        [[ $refused -ge 10 ]] && break
        ;;
      *) fail "on a full disk: $status $(cat "$folder/answers/full-$round-$number")" ;;
    esac
  done
  [[ $refused -ge 10 ]] || fail "the disk was not full: this shows nothing"
  kill -0 "$server" || fail "the service ended"
  rm "$folder/data/ballast"
done
[[ $(register after) == 201 ]] || fail "with space again: $(cat "$folder/answers/after")"
say "three times full: refused with problem documents, and on again when there is space"
all_is_there
the_log_is_whole

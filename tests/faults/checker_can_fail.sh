#!/usr/bin/env bash
# promise_check finds what it is for: a result that is lost, twice, of another epoch, never produced,
# or waiting for ever. A power cut that the kernel refuses is told from one.
. "$(dirname "$0")/lib.sh"

must_find() { # "what" "promise" [settled] <STORED
  ! "$faults/promise_check" "$agent/spool" 0 "${@:3}" >"$work/found" || fail "$1 is not noticed"
  grep -q "^BROKEN: .*$2" "$work/found" || fail "$1: $(cat "$work/found")"
}

new_world
run_agent
await 20 "no results" more_results 8
settle
stored >"$work/stored"
epoch=$(awk 'NR == 1 { print $1 }' "$work/stored")

sed 3d "$work/stored" | must_find "a lost result" "acknowledged and not stored"
sed 3p "$work/stored" | must_find "a result stored twice" "stored twice"
{ cat "$work/stored" && echo "$((epoch + 1)) 1"; } | must_find "another epoch" "another epoch"
{ cat "$work/stored" && echo "$epoch 99999999"; } | must_find "an unknown result" "does not know"
run_agent
sleep 2
stop collector KILL
sleep 2
stop agent TERM
start_collector
stored | must_find "a result that waits" "waits for ever" settled

if [ "$(stat -f -c %T /dev/shm 2>/dev/null)" = tmpfs ]; then
  say "a file system that does not let its power be cut"
  no_disk=$(mktemp -d -p /dev/shm)
  write_there() { start write "$@" dd if=/dev/zero of="$no_disk/file" count=1; }
  stage=start
  with_fault "$no_disk" write 1 cut write_there
  end_within 5 write
  rm -r "$no_disk"
  was_hit && has_power_stayed_on || fail "it is taken for a power cut: $(cat "$work/hit")"
fi

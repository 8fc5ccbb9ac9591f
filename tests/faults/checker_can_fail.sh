#!/usr/bin/env bash
# promise_check finds what it is for: a result that is lost, twice, of another epoch, never produced,
# or waiting for ever.
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

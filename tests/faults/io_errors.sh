#!/usr/bin/env bash
# The disk answers with an error. A failed sync is final: the process ends within two seconds, with the
# reason, acknowledges nothing more, and starts again clean. A failed write costs the agent at most
# results that it counts.
. "$(dirname "$0")/lib.sh"

slowest=0
ends_with_reason() { # NAME
  local hit took
  end_within 5 "$1"
  read -r hit _ <"$work/hit"
  took=$(seconds_from "$hit" "$EPOCHREALTIME")
  at_most 2 "$took" || fail "$1 took $took s to end"
  at_most "$slowest" "$took" || slowest=$took
  [ "$code" != 0 ] || fail "$1 ended as if all were well"
  # The kernel's words, or those of SQLite.
  grep -qiE "(input/output|disk i/o) error" "$work/$1.log" || fail "$1 gives no reason"
}

new_world
for at in 1 2 3 5; do
  last_fault="agent, EIO at fdatasync $at"
  with_fault "$agent/spool" fdatasync "$at" eio run_agent
  hit_within 8 || fail "fdatasync $at is not reached"
  ends_with_reason agent
  check_promises
  count_fault agent.sync_error
done
# Of a write, and of the sync of a file that is to replace another one: nothing is lost by it yet.
stage=stream
for call in write/eio write/enospc fsync/eio; do
  for at in 1 2 5; do
    [ "$call" != fsync/eio ] || stage=start
    last_fault="agent, $call $at"
    with_fault "$agent/spool" "${call%/*}" "$at" "${call#*/}" run_agent
    begin_faults
    hit_within 8 || fail "$call $at is not reached"
    sleep 2
    stop agent TERM
    count_gaps
    check_promises
    count_fault "agent.${call/\//_}"
  done
done
settle

for at in 1 3 6 10; do
  last_fault="collector, EIO at fdatasync $at"
  stop collector KILL
  stage=stream
  with_fault "$collector" fdatasync "$at" eio run_collector
  until_up_or_hit
  run_agent
  begin_faults
  hit_within 8 || fail "fdatasync $at is not reached"
  ends_with_reason collector
  stop agent TERM
  start_collector
  check_promises
  count_fault collector.sync_error
done
settle

# No room at one write or another: the same is written again, and nobody notices.
for at in 1 2 3 5 8 13; do
  last_fault="collector, no room at write $at"
  stop collector KILL
  with_fault "$collector" write "$at" enospc run_collector
  until_up_or_hit
  run_agent
  begin_faults
  hit_within 8 || fail "write $at is not reached"
  before=$(count_now)
  await 10 "nothing new after a write without room" more_results 5
  ! is_gone collector || fail "the collector ended: $(tail -n 3 "$work/collector.log")"
  stop agent TERM
  check_promises
  count_fault collector.write_enospc
done
settle
say "a failed sync ended a process after $slowest s at most"
report_faults

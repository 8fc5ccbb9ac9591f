#!/usr/bin/env bash
# The agent's disk fills up and gets room again: no exit, no result without a record or a count, and
# all goes on within ten seconds. Then the collector's.
. "$(dirname "$0")/lib.sh"
root_only "a disk of our own"

fill() { dd if=/dev/zero of="$mount_point/filler" bs=64k status=none 2>/dev/null || true; }
agent_disk() { mount_disk 16M "$agent"; }
collector_disk() { mount_disk 48M "$collector"; }
lives() { ! is_gone "$1" || fail "the $1 ended: $(tail -n 3 "$work/$1.log")"; }

new_world agent_disk
run_agent
before=0
await 20 "no results" more_results 8
say "the agent's disk is full"
last_fault="the agent's disk full"
fill
sleep 12
lives agent
rm "$mount_point/filler"
before=$(count_now)
await 10 "nothing new within ten seconds of room" more_results 5
stop agent TERM
count_gaps
check_promises
settle
count_fault agent.disk_full

new_world collector_disk
run_agent
before=0
await 20 "no results" more_results 8
say "the collector's disk is full"
last_fault="the collector's disk full"
fill
sleep 8
if is_gone collector; then
  ends_within 1 collector
  say "the collector ended: $(tail -n 1 "$work/collector.log")"
fi
rm "$mount_point/filler"
[ -n "${pid[collector]:-}" ] || start_collector
before=$(count_now)
await 10 "nothing new within ten seconds of room" more_results 5
stop agent TERM
check_promises
settle
count_fault collector.disk_full
report_faults

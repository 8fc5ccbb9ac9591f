#!/usr/bin/env bash
# The power fails at the n-th call that changes the disk of agent or collector: whatever was not
# synced is gone. The disk is an ext4 of our own.
. "$(dirname "$0")/lib.sh"
root_only "a power cut"

agent_disk() { mount_disk 64M "$agent"; }
collector_disk() { mount_disk 256M "$collector"; }

# Only a disk that is off was cut off: nothing is counted where the kernel keeps it on.
power_back() {
  if was_hit; then
    ! has_power_stayed_on || skip "the kernel refuses to cut the power: $(cat "$work/hit")"
    ! touch "$mount_point/on" 2>/dev/null || fail "the disk works without power, after $last_fault"
  fi
  umount "$mount_point"
  mount -o loop "$work/disk" "$mount_point"
}

cut_agent() {
  with_fault "$agent/spool" "$calls" "$at" "$way" run_agent
  begin_faults
  killed agent
  power_back
  check_promises
  count_place agent "agent.$way"
}

cut_collector() {
  [ -z "${pid[collector]:-}" ] || stop collector KILL
  with_fault "$collector" "$calls" "$at" "$way" run_collector
  until_up_or_hit
  run_agent
  begin_faults
  killed collector
  stop agent TERM
  power_back
  start_collector
  check_promises
  count_place collector "collector.$way"
}

all_ways="cut cut-after"
new_place=agent_disk
run_plan 12 cut_agent stream/write/30 stream/fdatasync/5 start/any/40 stream/any/20
new_place=collector_disk
run_plan 12 cut_collector stream/write/60 stream/fdatasync/12 stream/any/80 start/any/40
report_faults

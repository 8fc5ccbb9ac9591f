#!/usr/bin/env bash
# The power fails at the n-th call that changes the disk of agent or collector: whatever was not
# synced is gone. The disk is an ext4 of our own.
. "$(dirname "$0")/lib.sh"
root_only "a power cut"

remount() {
  umount "$mount_point"
  mount -o loop "$work/disk" "$mount_point"
}

cut_agent() {
  with_fault "$agent/spool" "$call" "$at" "$way" run_agent
  begin_faults
  local kind=agent.not_reached
  ! hit_within 5 || kind=agent.$way
  stop agent KILL
  remount
  check_promises
  count_fault "$kind"
}

cut_collector() {
  [ -z "${pid[collector]:-}" ] || stop collector KILL
  with_fault "$collector" "$call" "$at" "$way" run_collector
  until_up_or_hit
  run_agent
  begin_faults
  local kind=collector.not_reached
  ! hit_within 5 || kind=collector.$way
  stop collector KILL
  stop agent TERM
  remount
  start_collector
  check_promises
  count_fault "$kind"
}

agent_disk() { mount_disk 64M "$agent"; }
collector_disk() { mount_disk 256M "$collector"; }

ways=(cut cut-after)
place=agent_disk
run_plan 12 cut_agent stream/write/30 stream/fdatasync/5 start/any/40 stream/any/20
place=collector_disk
run_plan 12 cut_collector stream/write/60 stream/fdatasync/12 stream/any/80 start/any/40

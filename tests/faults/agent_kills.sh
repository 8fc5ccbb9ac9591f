#!/usr/bin/env bash
# kill -9 of the agent at the n-th call that changes its spool, for one n after the other.
. "$(dirname "$0")/lib.sh"

kill_agent() {
  with_fault "$agent/spool" "$call" "$at" "$way" run_agent
  begin_faults
  local kind=agent.not_reached
  ! hit_within 5 || kind=agent.kill.$way
  stop agent KILL
  check_promises
  count_fault "$kind"
}

run_plan 64 kill_agent start/write/20 start/fdatasync/4 start/rename/4 start/fsync/7 start/any/36 \
  stream/write/24 stream/fdatasync/5 stream/any/30

#!/usr/bin/env bash
# kill -9 of the agent at the n-th call that changes its spool, for one n after the other.
. "$(dirname "$0")/lib.sh"

kill_agent() {
  with_fault "$agent/spool" "$calls" "$at" "$way" run_agent
  begin_faults
  killed agent
  check_promises
  count_place agent "agent.kill.$way"
}

run_plan 64 kill_agent start/write/20 start/fdatasync/4 start/rename/2 start/fsync/5 start/any/36 \
  stream/write/24 stream/fdatasync/5 stream/any/30
report_faults

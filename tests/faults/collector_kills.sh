#!/usr/bin/env bash
# kill -9 of the collector at the n-th call that changes its database or history, for one n after
# the other. What the agent was told to be committed is compared before the two meet again.
. "$(dirname "$0")/lib.sh"

kill_collector() {
  [ -z "${pid[collector]:-}" ] || stop collector KILL
  with_fault "$collector" "$calls" "$at" "$way" run_collector
  until_up_or_hit
  run_agent
  begin_faults
  killed collector
  stop agent TERM
  start_collector
  check_promises
  count_place collector "collector.kill.$way"
}

run_plan 48 kill_collector stream/write/60 stream/fdatasync/12 stream/any/80 start/write/60 \
  start/fdatasync/6 start/any/40
report_faults

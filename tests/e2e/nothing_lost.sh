#!/usr/bin/env bash
# kill -9 of agent, runner and collector, and a collector that is away: every result arrives once.
. "$(dirname "$0")/lib.sh"

start_story 3

say "collector killed and away; the agent goes on"
stop collector KILL
sleep 4
start_collector
before=$(count_results)
await 20 "the backlog did not arrive" has_results $((before + 4))
assert_once 0

for _ in 1 2 3; do
  say "collector killed in mid-stream"
  stop collector KILL
  start_collector
  say "agent killed in mid-stream"
  child=$(pgrep -P "${pid[agent]}" -f run-child || true)
  [ -n "$child" ] || fail "no agent child to kill"
  kill -9 "$child"
  say "runner killed in mid-stream"
  runner=$(pgrep -P "${pid[agent]}" -f xunjian-runner || true)
  [ -n "$runner" ] || fail "no runner to kill"
  kill -9 "$runner"
  count=$(count_results)
  await 30 "no new results after the kills" has_results $((count + 2))
done
assert_once 3

say "a second agent on the same folder is refused"
expect 1 timeout 20 "$bin/xunjian-agent" run --dir "$agent"
grep -q "in use" "$work/err" || fail "a second agent: $(cat "$work/err")"

say "the parent killed leaves no orphan"
child=$(pgrep -P "${pid[agent]}" | tr '\n' ' ')
stop agent KILL
gone() { for p in $child; do ! kill -0 "$p" 2>/dev/null || return 1; done; }
await 5 "orphans survive the parent: $child" gone

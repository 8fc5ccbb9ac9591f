#!/usr/bin/env bash
# Agent and collector in network namespaces of their own: a partition, and 30 % of all packets lost.
. "$(dirname "$0")/lib.sh"
root_only "a network of our own"
command -v nft >/dev/null || skip "nft is not here"

tag=xj$$
end_networks() {
  ip netns delete "$tag-a" 2>/dev/null || true
  ip netns delete "$tag-c" 2>/dev/null || true
}
trap 'code=$?; end_networks; set +e; (exit $code); end_faults' EXIT
ip netns add "$tag-a" 2>"$work/netns.err" || skip "no network namespaces: $(cat "$work/netns.err")"
ip netns add "$tag-c"
ip netns exec "$tag-a" true 2>"$work/netns.err" ||
  skip "no program can be started in a namespace here: $(cat "$work/netns.err")"
ip link add "$tag-a" netns "$tag-a" type veth peer name "$tag-c" netns "$tag-c"
ip -n "$tag-a" address add 10.77.0.1/30 dev "$tag-a"
ip -n "$tag-c" address add 10.77.0.2/30 dev "$tag-c"
for side in a c; do
  ip -n "$tag-$side" link set lo up
  ip -n "$tag-$side" link set "$tag-$side" up
done

# drop "WHICH": packets that come to the agent or to the collector.
drop() {
  local side
  for side in a c; do
    ip netns exec "$tag-$side" nft -f - <<RULES
add table inet fault
add chain inet fault in { type filter hook input priority 0; }
add rule inet fault in iifname "$tag-$side" $1 drop
RULES
  done
}
heal() { for side in a c; do ip netns exec "$tag-$side" nft delete table inet fault; done; }

# A silent agent is a trouble of its own: its checks are overdue, until it is heard again.
most_incidents=2
near_agent=(ip netns exec "$tag-a")
near_collector=(ip netns exec "$tag-c")
address=10.77.0.2
new_world
run_agent
before=0
await 20 "no results between namespaces" more_results 8

# Longer than any keepalive only where there is time: scripts/faults.
for seconds in 5 ${XUNJIAN_FAULTS_RECORD:+50}; do
  say "partition of $seconds s"
  last_fault="partition of $seconds s"
  drop ""
  sleep "$seconds"
  heal
  before=$(count_now)
  await 70 "no results after the partition" more_results 8
  count_fault network.partition
done

say "30 % of all packets lost, both ways"
last_fault="30 % loss"
drop "numgen random mod 100 < 30"
before=$(count_now)
await 60 "nothing passes at 30 % loss" more_results 40
heal
count_fault network.loss
before=$(count_now)
await 70 "no results after the loss" more_results 8
stop agent TERM
check_promises
settle
report_faults

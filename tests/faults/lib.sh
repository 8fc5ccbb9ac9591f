# Sourced by the fault tests: one agent, one collector and their runner in a world that is broken
# again and again, and the promises that must hold after each fault.
# shellcheck shell=bash
. "$(dirname "${BASH_SOURCE[0]}")/../e2e/lib.sh"

faults=${XUNJIAN_BUILD_DIR:?XUNJIAN_BUILD_DIR names the build folder}/faults
[ -e "$faults/fault_shim.so" ] || fail "not built: $faults/fault_shim.so"
declare -A done_faults=()
counted_in_gaps=0
mount_point=''

end_faults() {
  local code=$? name
  for name in "${!pid[@]}"; do stop "$name" KILL; done
  [ -z "$mount_point" ] || umount -l "$mount_point" || true
  set +e
  (exit "$code")
  finish
}
trap end_faults EXIT

root_only() { [ "$(id -u)" = 0 ] || skip "$1 needs root"; }

# new_world [PLACE]: everything fresh. PLACE is called when the folders are empty, before anything
# is in them.
new_world() {
  local name
  for name in agent runner collector; do [ -z "${pid[$name]:-}" ] || stop "$name" KILL; done
  unmount
  rm -rf "$collector" "$agent" "$work/runner" "$work"/*.log
  mkdir -p "$collector" "$agent" "$work/runner/plugins"
  "${1:-:}"
  init_collector
  sed -i "s|^advertise = .*|advertise = \"$address\"|" "$collector/collector.toml"
  start_collector
  enroll_here
  many_checks
  start runner "$bin/xunjian-runner" run --socket "$work/runner/socket" --state "$work/runner" \
    --plugins "$work/runner/plugins" --allow-user "$(id -un)"
  sed -i "s|^socket = .*|socket = \"$work/runner/socket\"|" "$agent/agent.toml"
  counted_in_gaps=0
  sync
}

enroll_here() {
  local token
  token=$(xj token create --host "$host" --label role=web 2>"$work/token.log")
  "${near_agent[@]}" "$bin/xunjian-agent" enroll --dir "$agent" --host "$host" "$token" \
    >"$work/enroll.log" 2>&1
}

# Eight results a second: seven checks of this host, and a port that nobody listens on. One incident,
# whatever happens.
many_checks() {
  cat >"$work/policy.toml" <<POLICY
schema = "xunjian.policy/1"
[grouping]
by = ["host"]
[[assign]]
name = "host"
checks = ["host.state.oom_kill", "host.state.reboot", "host.perf.cpu", "host.perf.psi_memory",
  "host.perf.memory", "host.perf.fd", "os.config.sysctl"]
interval = "1s"
attempts = 1
retry = "1s"
[[assign]]
name = "closed"
checks = ["net.state.tcp_probe"]
parameters = { target = "127.0.0.1:$(free_port)" }
interval = "1s"
attempts = 1
retry = "1s"
POLICY
  xj policy apply "$work/policy.toml" >"$work/policy.log" 2>&1 || fail "$(cat "$work/policy.log")"
}

# Where the two run: prefixes of their commands, and the collector's address.
near_agent=()
near_collector=()
address=127.0.0.1

# shellcheck disable=SC2120  # with_fault gives arguments
run_agent() { start agent "${near_agent[@]}" "$@" "$bin/xunjian-agent" run --config "$agent/agent.toml"; }
# shellcheck disable=SC2120
run_collector() {
  start collector "${near_collector[@]}" "$@" "$bin/xunjian-collector" run --dir "$collector" \
    --listen "$address:$agent_port" --enroll-listen "$address:$enroll_port"
}
start_collector() {
  run_collector
  await 15 "the collector does not answer" xj host list
}

# with_fault UNDER CALLS AT DO command…: the command, with the fault in it. Where $stage is
# "stream", calls count only after begin_faults.
stage=start
with_fault() {
  local go=''
  [ "$stage" != stream ] || go=$work/go
  rm -f "$work/hit" "$work/go"
  "${@:5}" env LD_PRELOAD="$faults/fault_shim.so" XUNJIAN_FAULT_UNDER="$1" XUNJIAN_FAULT_CALLS="$2" \
    XUNJIAN_FAULT_AT="$3" XUNJIAN_FAULT_DO="$4" XUNJIAN_FAULT_REPORT="$work/hit" \
    XUNJIAN_FAULT_GO="$go"
}
# Agent and collector work together by then.
begin_faults() { [ "$stage" != stream ] || { sleep 1.5 && touch "$work/go"; }; }
was_hit() { [ -s "$work/hit" ]; }

# hit_within SECONDS: 1 when the call was not reached.
hit_within() {
  local tries=$(($1 * 20))
  until was_hit; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.05
  done
}

is_gone() { ! [ -e "/proc/${pid[$1]}/exe" ] || [ -z "$(readlink "/proc/${pid[$1]}/exe")" ]; }

# ends_within SECONDS NAME: it ends by itself; its exit code is in $code.
ends_within() {
  await "$1" "$2 does not end" is_gone "$2"
  code=0
  wait "${pid[$2]}" 2>/dev/null || code=$?
  unset "pid[$2]"
}

results() { xj result list --limit 10000 -o json >"$work/results.json"; }

# "epoch seq" of each result, as often as it is stored.
stored() {
  results
  jq -r '.results | group_by([.epoch, .seq])[] | range(group_by(.item) | map(length) | max) as $i |
    "\(.[0].epoch) \(.[0].seq)"' "$work/results.json"
}

# How many results there are by now; more_results N: N more than $before.
before=0
count_now() { stored | wc -l; }
more_results() { [ "$(count_now)" -ge $((before + $1)) ]; }

# What the agent counted in gaps and told in its log; a gap that was read twice counts once.
count_gaps() {
  counted_in_gaps=$(sed -n 's/.*results are missing.* results=\([0-9]*\) first_seq=\([0-9]*\).*/\1 \2/p' \
    "$work/agent.log" | sort -u -k2 | awk '{ sum += $1 } END { print sum + 0 }')
}

most_incidents=1
# Of each check the state is that of its last result, and there is one incident.
check_states() {
  xj state list -o json >"$work/states.json"
  jq -en --slurpfile stored "$work/results.json" --slurpfile states "$work/states.json" '
    def newest: group_by([.check, .item]) | map(max_by(.seq) | {check, item, seq});
    ($stored[0].results | newest) == ($states[0].states | map(select(.seq > 0)) | newest)' \
    >/dev/null || fail "a state is not that of the last result: $(cat "$work/states.json")"
  xj incident list -o json | jq -e --argjson most "$most_incidents" '.incidents | length <= $most' \
    >/dev/null || fail "more incidents than troubles: $(xj incident list)"
}

# check_promises [settled]: the agent does not run, the collector does.
check_promises() {
  [ -d "$agent/spool" ] || return 0
  stored | "$faults/promise_check" "$agent/spool" "$counted_in_gaps" "$@" >"$work/promises" || {
    cat "$work/promises" "$work/hit" >&2
    fail "a promise is broken, after ${last_fault:-no fault}"
  }
  check_states
}

nothing_waits() {
  stored | "$faults/promise_check" "$agent/spool" "$counted_in_gaps" settled >/dev/null
}

# Everything runs undisturbed, without new results, until nothing waits: then every produced result is
# stored, once.
settle() {
  [ -n "${pid[collector]:-}" ] || start_collector
  local tries=5
  while :; do
    [ -n "${pid[agent]:-}" ] || run_agent
    sleep 1
    kill -STOP "${pid[runner]}"
    sleep 3
    stop agent TERM
    kill -CONT "${pid[runner]}"
    tries=$((tries - 1))
    nothing_waits || [ "$tries" = 0 ] || continue
    break
  done
  check_promises settled
  say "settled: $(head -n 1 "$work/promises")"
}

# count_fault KIND: one more of it happened and every promise held.
count_fault() { done_faults[$1]=$((${done_faults[$1]:-0} + 1)); }

# until_up_or_hit: the collector answers, or is gone already.
until_up_or_hit() {
  local tries=75
  until was_hit || xj host list >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || fail "the collector does not answer"
    sleep 0.1
  done
}

# run_plan COUNT DO STAGE/CALL/MOST…: COUNT faults, each with its own $stage, $call, $at (1 to MOST)
# and $way; every one of them comes once before any comes again. scripts/faults says where to go on,
# and how far. A new world each time when the old one has grown.
ways=(before after torn)
place=:
run_plan() {
  local first=${XUNJIAN_FAULTS_FIRST:-0} count=${XUNJIAN_FAULTS_COUNT:-$1} act=$2 i turn most
  shift 2
  for ((i = first; i < first + count; ++i)); do
    [ $(((i - first) % 32)) != 0 ] || { [ "$i" = "$first" ] || settle; new_world "$place"; }
    turn=$((i / $#))
    IFS=/ read -r stage call most <<<"${*:i % $# + 1:1}"
    at=$((1 + turn * 7 % most))
    way=${ways[turn % ${#ways[@]}]}
    [ "$way" != torn ] || [ "$call" = write ] || way=before
    [ "$call" != any ] || call=write,fdatasync,rename,fsync,truncate,reserve,unlink
    last_fault="$i: in the $stage, $way $call $at"
    "$act"
  done
  settle
  report_faults
}

# The record, for scripts/faults: kind and number, a line each.
report_faults() {
  local kind
  for kind in $(printf '%s\n' "${!done_faults[@]}" | sort); do
    say "$kind: ${done_faults[$kind]}"
    [ -z "${XUNJIAN_FAULTS_RECORD:-}" ] ||
      printf '%s\t%s\n' "$kind" "${done_faults[$kind]}" >>"$XUNJIAN_FAULTS_RECORD"
  done
  done_faults=()
}

# Loop-mounted ext4 of SIZE at FOLDER.
mount_disk() {
  root_only "a file system of our own"
  truncate -s "$1" "$work/disk"
  mkfs.ext4 -q -F -m 0 "$work/disk" || skip "mkfs.ext4 does not work here"
  mount -o loop "$work/disk" "$2" 2>"$work/mount.err" ||
    skip "no loop mounts here: $(cat "$work/mount.err")"
  mount_point=$2
}
unmount() {
  [ -z "$mount_point" ] || umount "$mount_point"
  mount_point=''
}

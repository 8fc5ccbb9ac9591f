# Sourced by the fault tests: one agent, one collector and their runner in a world that is broken
# again and again. What must hold is in promises.sh, which faults come in plan.sh.
# shellcheck shell=bash
. "$(dirname "${BASH_SOURCE[0]}")/../e2e/lib.sh"

faults=${XUNJIAN_BUILD_DIR:?XUNJIAN_BUILD_DIR names the build folder}/faults
[ -e "$faults/fault_shim.so" ] || fail "not built: $faults/fault_shim.so"
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

# pause SECONDS: without a process, so that a loop may look often.
mkfifo "$work/never"
exec {never}<>"$work/never"
pause() { read -rt "$1" -u "$never" || true; }

# until_true SECONDS command…: 1 when it did not come true.
until_true() {
  local until=$((${EPOCHREALTIME/./} + $1 * 1000000))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "${EPOCHREALTIME/./}" -lt "$until" ] || return 1
    pause 0.02
  done
}

# seconds_from TIME TIME, both as $EPOCHREALTIME says them; at_most SECONDS SECONDS
seconds_from() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.3f\n", to - from }'; }
at_most() { awk -v most="$1" -v is="$2" 'BEGIN { exit !(is <= most) }'; }

# Not one of those that outgoing connections take: a killed collector wants its own again.
free_port() {
  # shellcheck disable=SC2016  # perl's variables
  perl -MIO::Socket::INET -e '
    do { $port = 10000 + int rand 22000 }
      until IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1", LocalPort => $port);
    print $port'
}

# new_world [PLACE]: a collector without results that runs, an agent that never ran, and their runner.
# PLACE is called when the folders are empty, before anything is in them.
new_world() {
  local name
  for name in agent runner collector; do [ -z "${pid[$name]:-}" ] || stop "$name" KILL; done
  unmount
  [ -d "$work/fresh" ] || make_fresh
  rm -rf "$collector" "$agent" "$work/runner" "$work"/*.log "$work"/*.past
  mkdir -p "$collector" "$agent" "$work/runner/plugins"
  "${1:-:}"
  cp -a "$work/fresh/." "$work"
  sync -f "$collector" "$agent"
  start_collector
  start runner "$bin/xunjian-runner" run --socket "$work/runner/socket" --state "$work/runner" \
    --plugins "$work/runner/plugins" --allow-user "$(id -un)"
  counted_in_gaps=0
}

# Both folders after enrolment; every world begins as a copy of them.
make_fresh() {
  rm -rf "$collector" "$agent"
  init_collector
  collector_http_port=$(free_port)
  agent_http_port=$(free_port)
  sed -i "s|^advertise = .*|advertise = \"$address\"|" "$collector/collector.toml"
  start_collector
  enroll_here
  many_checks
  stop collector TERM
  sed -i -e "s|^socket = .*|socket = \"$work/runner/socket\"|" \
    -e "s|^http_listen = .*|http_listen = \"127.0.0.1:$agent_http_port\"|" "$agent/agent.toml"
  mkdir "$work/fresh"
  cp -a "$collector" "$agent" "$work/fresh"
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

# A daemon's log is that of its last start; what it said before is in NAME.past.
new_log() {
  touch "$work/$1.log"
  cat "$work/$1.log" >>"$work/$1.past"
  : >"$work/$1.log"
}
has_said() { grep -q -- "$2" "$work/$1.log"; }

# shellcheck disable=SC2120  # with_fault gives arguments
run_agent() {
  new_log agent
  start agent "${near_agent[@]}" "$@" "$bin/xunjian-agent" run --config "$agent/agent.toml"
}
# shellcheck disable=SC2120
run_collector() {
  new_log collector
  start collector "${near_collector[@]}" "$@" "$bin/xunjian-collector" run --dir "$collector" \
    --listen "$address:$agent_port" --enroll-listen "$address:$enroll_port" \
    --http-listen "127.0.0.1:$collector_http_port"
}
start_collector() {
  run_collector
  until_true 15 has_said collector "collector is ready" || fail "the collector does not start"
  xj host list >/dev/null || fail "the collector does not answer"
}
is_welcome() { has_said agent "collector welcomed us"; }

# Results of the agent that were acknowledged since its start.
acked() {
  curl -sfm 1 "http://127.0.0.1:$agent_http_port/metrics" |
    awk '$1 == "xunjian_agent_results_acked_total" { print int($2) }'
}
is_at_work() { pause 0.05 && [ "$(acked)" -ge 4 ]; }

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
# In the stage "stream" the two work together by then.
begin_faults() {
  [ "$stage" = stream ] || return 0
  until_true 30 is_welcome && until_true 10 is_at_work ||
    fail "the agent is not at work, before ${last_fault:-a fault}"
  : >"$work/go"
}
was_hit() { [ -s "$work/hit" ]; }
has_power_stayed_on() { grep -q "^the power stays on" "$work/hit"; }

# hit_within SECONDS: 1 when the call was not reached.
hit_within() { until_true "$1" was_hit; }

is_gone() { ! [ -e "/proc/${pid[$1]}/exe" ] || [ -z "$(readlink "/proc/${pid[$1]}/exe")" ]; }

# end_within SECONDS NAME: waits for its end, and kills what takes longer. Its exit code is in $code.
end_within() {
  local watchdog
  (pause "$1" && kill -KILL "${pid[$2]}") &
  watchdog=$!
  code=0
  wait "${pid[$2]}" 2>/dev/null || code=$?
  unset "pid[$2]"
  kill "$watchdog" 2>/dev/null || true
  wait "$watchdog" 2>/dev/null || true
}

# killed NAME: by its fault, or by us when that is not reached in five seconds. An end of another kind
# is a failure.
killed() {
  end_within 5 "$1"
  [ "$code" = 137 ] || fail "the $1 ended by itself, exit code $code: ${last_fault:-}"
}

# until_up_or_hit: the collector answers, or is gone already.
is_up_or_hit() { was_hit || has_said collector "collector is ready"; }
until_up_or_hit() { until_true 15 is_up_or_hit || fail "the collector does not start"; }

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

. "$(dirname "${BASH_SOURCE[0]}")/promises.sh"
. "$(dirname "${BASH_SOURCE[0]}")/plan.sh"

# Sourced by the end-to-end tests: real binaries, loopback only, a folder of its own, and an end for
# everything that was started. XUNJIAN_BIN_DIR names the binaries.
# shellcheck shell=bash
set -euo pipefail

bin=${XUNJIAN_BIN_DIR:?XUNJIAN_BIN_DIR names the folder of the programs}
work=$(mktemp -d)
collector=$work/collector
agent=$work/agent
host=web1
declare -A pid=()

finish() {
  local code=$? name log
  for name in "${!pid[@]}"; do stop "$name" KILL; done
  if [ "$code" != 0 ] && [ "$code" != 77 ]; then
    for log in "$work"/*.log; do
      [ -s "$log" ] && { echo "--- ${log##*/}"; tail -n 40 "$log"; }
    done
  fi
  rm -rf "$work"
}
trap finish EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }
skip() { echo "SKIPPED: $*" >&2; exit 77; }
say() { echo "-- $*"; }

# start NAME command…: in the background, its output in $work/NAME.log (appended). Until the shell has
# become the program a signal may be lost, so that is waited for, half a second at most.
start() {
  local name=$1
  shift
  "$@" >>"$work/$name.log" 2>&1 &
  pid[$name]=$!
  for _ in {1..50}; do
    [ "/proc/${pid[$name]}/exe" -ef /proc/$$/exe ] || break
    sleep 0.01
  done
}

# stop NAME [SIGNAL]: and waits for its end.
stop() {
  kill -"${2:-TERM}" "${pid[$1]}" 2>/dev/null || true
  wait "${pid[$1]}" 2>/dev/null || true
  unset "pid[$1]"
}

# await SECONDS "what" command…
await() {
  local limit=$1 what=$2 until
  shift 2
  until=$((SECONDS + limit))
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || fail "$what (waited $limit s)"
    sleep 0.2
  done
}

xj() { timeout 20 "$bin/xunjian" --dir "$collector" --lang en "$@"; }

# expect CODE command…: the exit code; stdout and stderr end in $work/out and $work/err.
expect() {
  local want=$1 got=0
  shift
  "$@" >"$work/out" 2>"$work/err" || got=$?
  [ "$got" = "$want" ] || {
    cat "$work/out" "$work/err" >&2
    fail "exit $got instead of $want: $*"
  }
}

free_port() {
  perl -MIO::Socket::INET -e \
    'print IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1", LocalPort => 0)->sockport'
}

# listen PORT NAME: accepts and closes, until stopped.
listen() {
  # shellcheck disable=SC2016  # perl's variables
  start "$2" perl -MIO::Socket::INET -e '
    my $s = IO::Socket::INET->new(Listen => 16, LocalAddr => "127.0.0.1", LocalPort => $ARGV[0],
                                  ReuseAddr => 1) or die $!;
    while (my $c = $s->accept) { close $c }' "$1"
}

init_collector() {
  agent_port=$(free_port)
  enroll_port=$(free_port)
  "$bin/xunjian-collector" init --dir "$collector" --site hunan >"$work/init.log" 2>&1
}

start_collector() {
  start collector "$bin/xunjian-collector" run --dir "$collector" \
    --listen "127.0.0.1:$agent_port" --enroll-listen "127.0.0.1:$enroll_port"
  await 15 "the collector does not answer" xj host list
}

enroll_agent() {
  local token
  token=$(xj token create --host "$host" --label role=web)
  "$bin/xunjian-agent" enroll --dir "$agent" --host "$host" "$token" >"$work/enroll.log" 2>&1
}

start_agent() { start agent "$bin/xunjian-agent" run --dir "$agent"; }

# probe_policy PORT: one probe every second, two attempts.
probe_policy() {
  cat >"$work/policy.toml" <<POLICY
schema = "xunjian.policy/1"
[[assign]]
name = "port"
checks = ["net.state.tcp_probe"]
parameters = { target = "127.0.0.1:$1" }
service = "shop"
interval = "1s"
attempts = 2
retry = "1s"
POLICY
  xj policy apply "$work/policy.toml" >"$work/policy.log" 2>&1
}

count_results() { xj result list --limit 10000 -o json | jq '.results | length'; }
has_results() { [ "$(count_results)" -ge "$1" ]; }

# start_story COUNT: a collector, an agent that probes a listener on $port every second, and COUNT results.
start_story() {
  port=$(free_port)
  listen "$port" listener
  init_collector
  start_collector
  enroll_agent
  probe_policy "$port"
  start_agent
  await 20 "no results" has_results "$1"
}

seqs() { xj result list --limit 10000 -o json | jq -c '[.results[].seq] | sort'; }

# assert_once KILLS: no sequence number is stored twice, and numbers are missing only where a killed
# agent began anew (a spool that was not closed reserves numbers ahead and never reuses one).
assert_once() {
  local stored
  stored=$(seqs)
  jq -e --argjson kills "$1" '
    . as $s | (unique | length) == ($s | length) and
    ([range(1; $s | length) | select($s[.] != $s[. - 1] + 1)] | length) <= $kills and $s[0] == 1' \
    <<<"$stored" >/dev/null || fail "a sequence number is stored twice or missing: $stored"
}

incident_with_status() {
  local id
  id=$(xj incident list -o json | jq -er --arg s "$1" '[.incidents[] | select(.status == $s)][0].id // empty')
  [ -n "$id" ] && echo "$id"
}

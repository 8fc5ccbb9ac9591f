#!/usr/bin/env bash
# Plugins that hang, fork, flood, or print rubbish: UNKNOWN, never OK, and others go on.
. "$(dirname "$0")/lib.sh"

init_collector
start_collector
enroll_agent
mkdir -p "$agent/plugins.d" "$work/plugins"
plugin() { # NAME, script on stdin
  { echo '#!/bin/sh'; cat; } >"$work/plugins/$1"
  chmod 755 "$work/plugins/$1"
  printf '[[plugin]]\nname = "%s"\npath = "%s"\n' "$1" "$work/plugins/$1" \
    >"$agent/plugins.d/$1.toml"
}
plugin good <<<'echo "OK - fine | n=1"'
plugin hang <<<'trap "" TERM; while :; do sleep 60; done'
plugin forks <<<'(setsid sleep 30017 &) ; (setsid sleep 30017 &); sleep 30017'
plugin flood <<<'yes "a lot of output"'
plugin binary <<<'head -c 4000 /dev/urandom'
plugin silent <<<'exit 0'
plugin signal <<<'kill -SEGV $$'
plugin code77 <<<'echo odd; exit 77'
plugin secret <<<'echo "CRITICAL - login failed password=hunter2 now"; exit 2'

{
  echo 'schema = "xunjian.policy/1"'
  for name in good hang forks flood binary silent signal code77 secret not-listed; do
    cat <<POLICY
[[assign]]
name = "$name"
checks = ["plugin.nagios"]
parameters = { plugin = "$name" }
interval = "2s"
timeout = "2s"
attempts = 1
POLICY
  done
} >"$work/policy.toml"
xj policy apply "$work/policy.toml" >"$work/policy.log" 2>&1
start_agent

outcome_of() { xj state list -o json | jq -er --arg i "$1" '.states[] | select(.item == $i) | .outcome'; }
states() { xj state list -o json | jq -r '.states[] | "\(.item) \(.outcome) \(.code)"'; }
all_seen() { [ "$(xj state list -o json | jq '[.states[] | select(.code != "no_result")] | length')" -ge 10 ]; }
await 45 "not every plugin has a state" all_seen
states
[ "$(outcome_of good)" = ok ] || fail "good is $(outcome_of good)"
for name in hang forks flood binary silent signal code77; do
  [ "$(outcome_of $name)" = unknown ] || fail "$name is $(outcome_of $name)"
done
[ "$(outcome_of secret)" = critical ] || fail "secret is $(outcome_of secret)"
[ "$(outcome_of not-listed)" = denied ] || fail "not-listed is $(outcome_of not-listed)"
xj result list --limit 1000 -o json >"$work/results.json"
! grep -q hunter2 "$work/results.json" || fail "a password travelled"
! grep -rqa hunter2 "$collector" "$agent/spool" || fail "a password was stored"

say "a mistake in the allow list denies plugins and stops nothing else"
stop agent
printf '[[plugin]]\nname = "typo"\npath = "relative/path"\n' >"$agent/plugins.d/typo.toml"
start_agent
good_is_denied() { [ "$(outcome_of good)" = denied ]; }
await 20 "good is $(outcome_of good) in spite of a broken allow list" good_is_denied
grep -q "typo.toml" "$work/agent.log" || fail "the log does not name the mistake"

say "nothing of the plugins survives the agent"
stop agent
left() { pgrep -f "$work/plugins" || pgrep -f "sleep 30017"; }
gone() { ! left; }
await 10 "left behind: $(left | tr '\n' ' ')" gone

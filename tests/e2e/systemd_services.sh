#!/usr/bin/env bash
# What `cmake --install` installs runs under a real systemd: PID 1 in a container over this machine's
# own files, with the shipped units, users and sandboxes. Skips, loudly, where rights lack.
. "$(dirname "$0")/lib.sh"
build=${XUNJIAN_BUILD_DIR:?}

[ "$(id -u)" = 0 ] || skip "a systemd container needs root"
command -v systemd-nspawn >/dev/null || skip "systemd-nspawn is not installed"
root=$work/root
mkdir "$work/layers" "$root"
mount -t tmpfs -o size=512m tmpfs "$work/layers" 2>/dev/null || skip "no right to mount a tmpfs"
unmount() { umount "$root" 2>/dev/null || true; umount "$work/layers" 2>/dev/null || true; }
trap 'unmount; finish' EXIT
mkdir "$work/layers/upper" "$work/layers/work"
mount -t overlay overlay \
  -o "lowerdir=/,upperdir=$work/layers/upper,workdir=$work/layers/work" "$root" 2>/dev/null ||
  skip "no right to mount an overlay"

DESTDIR=$root cmake --install "$build" --prefix /usr >"$work/install.log" ||
  fail "cmake --install: $(tail -3 "$work/install.log")"

cat >"$root/etc/systemd/system/xunjian-e2e.target" <<'UNIT'
[Unit]
Requires=basic.target
Wants=xunjian-e2e.service
After=basic.target
AllowIsolate=yes
UNIT
cat >"$root/etc/systemd/system/xunjian-e2e.service" <<'UNIT'
[Unit]
After=basic.target
[Service]
Type=oneshot
ExecStart=/xunjian-e2e.sh
StandardOutput=file:/xunjian-e2e.out
StandardError=inherit
TimeoutStartSec=120
ExecStopPost=/bin/systemctl poweroff --force
UNIT
cat >"$root/xunjian-e2e.sh" <<'INSIDE'
#!/bin/bash
set -euo pipefail
exec 2>&1
trap 'systemctl --no-pager status "xunjian-*" || true; journalctl --no-pager -n 60 -u "xunjian-*" || true' ERR
D=/var/lib/xunjian-collector
A=/var/lib/xunjian-agent
xj() { xunjian --dir "$D" --lang en "$@"; }
await() { local n=$1; shift; for _ in $(seq "$((n * 5))"); do "$@" >/dev/null 2>&1 && return; sleep 0.2; done; echo "timed out: $*"; false; }
ip link set lo up 2>/dev/null || true
systemd-sysusers
systemd-tmpfiles --create
runuser -u xunjian-collector -- xunjian-collector init --dir "$D" --site container
systemctl start xunjian-collector
await 15 xj host list
echo "STEP collector runs"
token=$(xj token create --host "$(hostname)")
runuser -u xunjian-agent -- xunjian-agent enroll --dir "$A" "$token"
cat >/tmp/policy.toml <<'P'
schema = "xunjian.policy/1"
[[assign]]
name = "base"
checks = ["host.*", "os.*"]
interval = "1s"
P
xj policy apply /tmp/policy.toml
systemctl start xunjian-runner xunjian-agent
count() { xj result list --limit 10000 -o json | jq '[.results[] | .seq] | unique | length'; }
more_than() { [ "$(count)" -gt "$1" ]; }
await 30 more_than 20
echo "STEP results arrive"
shows_figures() {
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n' >&3
  timeout 5 cat <&3 | grep -q "$2"
}
await 20 shows_figures 9420 '^xunjian_collector_agents_connected 1$'
await 20 shows_figures 9421 '^xunjian_agent_runner_connected 1$'
echo "STEP both daemons show their figures"
for unit in collector runner agent; do
  [ "$(systemctl show -P User "xunjian-$unit")" = "xunjian-$unit" ] || { echo "user of $unit"; false; }
  [ "$(systemctl show -P Type "xunjian-$unit")" = notify ] || { echo "type of $unit"; false; }
done
for unit in agent runner collector; do
  systemctl kill -s KILL "xunjian-$unit"
  await 20 systemctl is-active --quiet "xunjian-$unit"
  before=$(count 2>/dev/null || echo 0)
  await 30 more_than "$before"
  echo "STEP $unit killed, started again, results go on"
done
# Numbers may jump once: a killed agent's spool reserved them ahead.
xj result list --limit 10000 -o json | jq -e '[.results[].seq] | unique | . as $s |
  $s[0] == 1 and ([range(1; $s | length) | select($s[.] != $s[. - 1] + 1)] | length) <= 1' >/dev/null
echo "STEP every result is there"
systemctl stop xunjian-agent xunjian-runner xunjian-collector
for unit in agent runner collector; do
  [ "$(systemctl show -P Result "xunjian-$unit")" = success ] || { echo "$unit did not stop cleanly"; false; }
done
echo "STEP all stopped cleanly"
INSIDE
chmod 755 "$root/xunjian-e2e.sh"

timeout 200 systemd-nspawn -q -D "$root" --boot --register=no --keep-unit --private-network \
  --console=pipe --machine="xunjian-e2e-$$" -- --unit=xunjian-e2e.target \
  </dev/null >"$work/nspawn.log" 2>&1 || true
[ -e "$root/xunjian-e2e.out" ] || {
  grep -qi "failed to\|not permitted\|denied" "$work/nspawn.log" &&
    skip "systemd does not boot here: $(grep -im1 'failed to\|not permitted\|denied' "$work/nspawn.log")"
  fail "the container said nothing: $(tail -5 "$work/nspawn.log")"
}
cat "$root/xunjian-e2e.out"
grep -q "STEP all stopped cleanly" "$root/xunjian-e2e.out" || fail "the run under systemd did not finish"

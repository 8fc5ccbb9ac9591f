#!/usr/bin/env bash
# The wall clock of agent or collector jumps by ten years, forth and back, while both work: nothing
# stalls, nothing is lost, and whose clock is off is shown for as long as it is.
. "$(dirname "$0")/lib.sh"

library=$(dpkg -L libfaketime 2>/dev/null | grep libfaketimeMT.so.1 | head -n 1 || true)
[ -n "$library" ] || skip "libfaketime is not here"

# with_clock NAME command…: the command; its wall clock is set by jump.
with_clock() {
  echo "+0" >"$work/$1.clock"
  "${@:2}" env LD_PRELOAD="$library" FAKETIME_TIMESTAMP_FILE="$work/$1.clock" FAKETIME_NO_CACHE=1 \
    FAKETIME_DONT_FAKE_MONOTONIC=1
}

# shows_skew SIGN: the host's clock is weeks ahead of the collector's (+), behind it (-), or right (0).
shows_skew() {
  xj host list -o json | jq -e --arg sign "$1" '.hosts[0].clock_skew_seconds as $skew
    | (30 * 86400) as $weeks
    | if $sign == "0" then $skew == null
      else ($skew | type) == "number" and (if $sign == "+" then $skew > $weeks else $skew < -$weeks end)
      end' >/dev/null
}

# sign_of NAME OFFSET: how the host's clock is off beside the collector's then.
sign_of() {
  case $1$2 in
    *+0) echo 0 ;;
    agent+* | collector-*) echo + ;;
    *) echo - ;;
  esac
}

# jump NAME OFFSET: and results must go on to come, and the skew be shown with the next heartbeats.
jump() {
  say "the $1's clock jumps to $2"
  last_fault="$1's clock $2"
  echo "$2" >"$work/$1.clock"
  sleep 1
  before=$(count_now)
  await 20 "results stall after the $1's clock jumped to $2" more_results 16
  await 10 "the skew is not shown after the $1's clock jumped to $2: $(xj host list)" \
    shows_skew "$(sign_of "$1" "$2")"
  count_fault "$1.clock"
}

new_world
stop collector TERM
sed -i 's|^heartbeat_interval = .*|heartbeat_interval = "1s"|' "$collector/collector.toml"
start_collector
with_clock agent run_agent
before=0
await 20 "no results" more_results 8
for offset in +10y +0 -10y +0 +40d -40d +0; do jump agent "$offset"; done
stop agent TERM
check_promises
stop collector TERM
with_clock collector run_collector
until_up_or_hit
run_agent
before=$(count_now)
await 20 "no results" more_results 8
for offset in +10y +0 -10y +0; do jump collector "$offset"; done
stop agent TERM
check_promises
stop collector TERM
settle
report_faults

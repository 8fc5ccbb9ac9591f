#!/usr/bin/env bash
# What the kills and power cuts of this run come to: as many as promised, in the time that they may take.
# What a machine does not allow is named and not counted.
set -euo pipefail

ran=${XUNJIAN_BUILD_DIR:?XUNJIAN_BUILD_DIR names the build folder}/faults/ran
fail() { echo "FAILED: $*" >&2; exit 1; }
skipped=0

# sum_of PATTERN FILE…: what is not there did not happen.
sum_of() { cat "${@:2}" 2>/dev/null | awk -v kind="$1" '$1 ~ kind { sum += $2 } END { print sum + 0 }'; }

# expect LEAST "what" PATTERN FILE…
expect() {
  local file number
  for file in "${@:4}"; do
    [ -e "$file" ] || { skipped=$((skipped + 1)) && echo "SKIPPED: ${file##*/}, no $2 of it" && return; }
  done
  number=$(sum_of "$3" "${@:4}")
  echo "-- $number $2 (at least $1), $(sum_of not_reached "${@:4}") not reached"
  [ "$number" -ge "$1" ] || fail "only $number $2"
}

kills=("$ran/agent_kills" "$ran/collector_kills")
expect 56 "kills of the agent" '^agent[.]kill' "${kills[0]}"
expect 44 "kills of the collector" '^collector[.]kill' "${kills[1]}"
expect 20 "power cuts" '[.]cut' "$ran/power_cuts"

# Six minutes are meant for all of them; a machine that does much else at the time may take thrice that.
seconds=$(sum_of '^seconds$' "${kills[@]}" "$ran/power_cuts")
echo "-- $seconds s for all of them (meant: 360), $skipped skipped"
[ "$seconds" -le 1080 ] || fail "$seconds s are far more than 360"
[ "$skipped" = 0 ] || exit 77

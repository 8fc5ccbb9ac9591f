# shellcheck shell=bash
# Sourced by the scripts beside it: messages in the language of the locale, jobs, locks.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in zh*) lang=zh ;; *) lang=en ;; esac
t() { if [ "$lang" = zh ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi; }

bold='' plain=''
if [ -t 2 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' plain=$'\e[0m'; fi

# All take the text in English, then in Chinese, and write to stderr: stdout is for data.
step() { printf '%s== %s%s\n' "$bold" "$(t "$1" "$2")" "$plain" >&2; }
fail() {
  t "$1" "$2" >&2
  exit 1
}
usage_error() {
  t "$1; see --help" "$2；请看 --help" >&2
  exit 2
}

# Compile jobs: one a core, but no more than memory has room for at 1 GB a job, which is what the
# largest sources take. XUNJIAN_JOBS overrides.
jobs() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/^MemAvailable:/ { print int($2 / 1000000) }' /proc/meminfo)
  [ "$memory" -ge 1 ] || memory=1
  printf '%s\n' "${XUNJIAN_JOBS:-$((cores < memory ? cores : memory))}"
}

# take_lock PRESET: one run at a time in build/PRESET. The lock is on descriptor 9 and ends with the
# script; a script that this one calls has it too.
take_lock() {
  [ "${XUNJIAN_LOCKED:-}" = "$1" ] && return
  mkdir -p "$root/build"
  exec 9>"$root/build/$1.lock"
  if ! flock -n 9; then
    step "waiting for another run in build/$1" "等待另一个使用 build/$1 的任务结束"
    flock 9
  fi
  export XUNJIAN_LOCKED=$1
}

#!/usr/bin/env bash
# The demo proves something: with the agent replaced by sleep it fails; with the real one it passes.
. "$(dirname "$0")/lib.sh"
source_dir=${XUNJIAN_SOURCE_DIR:?}

mkdir "$work/bin"
for program in xunjian xunjian-collector xunjian-runner; do
  ln -s "$bin/$program" "$work/bin/$program"
done
# Enrolment works, running does nothing.
cat >"$work/bin/xunjian-agent" <<AGENT
#!/bin/sh
[ "\$1" = enroll ] && exec "$bin/xunjian-agent" "\$@"
exec sleep 600
AGENT
chmod 755 "$work/bin/xunjian-agent"
got=0
XUNJIAN_BIN_DIR=$work/bin timeout 120 "$source_dir/scripts/demo" --dir "$work/demo1" \
  >"$work/out" 2>"$work/demo1.err" || got=$?
[ "$got" = 1 ] || fail "the demo without an agent exits $got"
say "without an agent the demo fails: $(grep -m1 'demo failed' "$work/demo1.err")"

ln -sf "$bin/xunjian-agent" "$work/bin/xunjian-agent"
started=$SECONDS
XUNJIAN_BIN_DIR=$work/bin timeout 120 "$source_dir/scripts/demo" --dir "$work/demo2" \
  >"$work/out" 2>"$work/demo2.err" || { cat "$work/demo2.err"; fail "the demo fails"; }
say "with one it passes in $((SECONDS - started)) s"
[ ! -e "$work/demo2" ] || fail "the demo left its folder behind"

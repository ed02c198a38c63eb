#!/usr/bin/env bash
# Training that goes on between the calls to a lent machine.
#   training/detached.sh start MINUTES [option of training.run]...
#       begins a run and returns at once
#   training/detached.sh wait SECONDS
#       takes over what was carried along, waits for the run at most so long, and writes to $OUT
#       what there is by then
set -euo pipefail
keep=${TRAINING_HOME:-/tmp/training}
here=$(dirname "$0")
case $1 in
start)
    minutes=$2
    shift 2
    "$here/stretch.sh" 0 0
    mkdir -p "$keep/out"
    # In a session of its own, or it would end with this call.
    OUT="$keep/out" setsid "$here/stretch.sh" "$minutes" "$minutes" "$@" \
        >"$keep/run.txt" 2>&1 </dev/null &
    echo $! >"$keep/pid"
    ;;
wait)
    until=$((SECONDS + $2))
    "$here/stretch.sh" 0 0
    pid=$(cat "$keep/pid")
    while [ $SECONDS -lt $until ] && kill -0 "$pid" 2>/dev/null; do
        sleep 1
    done
    cp "$keep"/out/* "${OUT:?set OUT to the folder that is carried home}" || true
    tail -c 9000 "$keep/run.txt"
    ;;
*)
    echo "training/detached.sh: start or wait" >&2
    exit 2
    ;;
esac

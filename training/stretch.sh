#!/usr/bin/env bash
# One stretch of training on a machine that may be called again: keeps data and state in /tmp.
#   training/stretch.sh MINUTES TOTAL_MINUTES [option of training.run]...
# With 0 minutes it only takes over what was carried along: the folders in build/train/ (or in
# $TRAINING_DATA). It goes on from `home`, what an earlier run brought home, or from the weights in
# `packages`, where one of them is there. Writes what is carried home to $OUT.
set -euo pipefail
minutes=$1 total=$2
shift 2
keep=${TRAINING_HOME:-/tmp/training}
mkdir -p "$keep/data" "$keep/arriving"
for folder in "${TRAINING_DATA:-build/train}"/*/; do
    # Copied aside and renamed: a copy that broke off is never taken for whole.
    name=$(basename "$folder")
    if [ -d "$folder" ] && [ ! -d "$keep/data/$name" ]; then
        cp -r "$folder" "$keep/arriving/$name"
        mv "$keep/arriving/$name" "$keep/data/$name"
    fi
done
if [ "$minutes" = 0 ]; then
    exit 0
fi
python=${PYTHON:-python3}
if [ -d "$keep/data/packages" ] && [ ! -d "$keep/data/home" ]; then
    "$python" -m training.shipped --packages "$keep/data/packages" --out "$keep/data/home"
fi
resume=()
if [ -d "$keep/data/home" ]; then
    resume=(--resume "$keep/data/home")
fi
export PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1
export TORCHINDUCTOR_CACHE_DIR="$keep/inductor" TRITON_CACHE_DIR="$keep/triton"
export PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True
nvidia-smi --query-gpu=name,memory.total --format=csv,noheader 2>/dev/null || true
exec "$python" -m training.run \
    --data "$keep/data" \
    --state "$keep/state" --out "${OUT:?set OUT to the folder that is carried home}" \
    --minutes "$minutes" --total-minutes "$total" "${resume[@]}" "$@"

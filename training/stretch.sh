#!/usr/bin/env bash
# One stretch of training on a machine that may be called again: keeps data and state in /tmp.
#   training/stretch.sh MINUTES TOTAL_MINUTES [option of training.run]...
# With 0 minutes it only takes over what was carried along.
# Reads build/train/* (or $TRAINING_DATA/*) where it was carried along; writes what is carried home to $OUT.
set -euo pipefail
minutes=$1 total=$2
shift 2
keep=${TRAINING_HOME:-/tmp/training}
mkdir -p "$keep/data"
for folder in "${TRAINING_DATA:-build/train}"/*/; do
    # Copied aside and renamed: a copy that broke off is never taken for whole.
    name=$(basename "$folder")
    if [ -d "$folder" ] && [ ! -d "$keep/data/$name" ]; then
        cp -r "$folder" "$keep/data/$name.part"
        mv "$keep/data/$name.part" "$keep/data/$name"
    fi
done
if [ "$minutes" = 0 ]; then
    exit 0
fi
resume=()
if [ -d "$keep/data/home" ]; then
    resume=(--resume "$keep/data/home")
fi
export PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1
export TORCHINDUCTOR_CACHE_DIR="$keep/inductor" TRITON_CACHE_DIR="$keep/triton"
export PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True
nvidia-smi --query-gpu=name,memory.total --format=csv,noheader 2>/dev/null || true
exec "${PYTHON:-python3}" -m training.run \
    --data "$keep"/data/part-* \
    --state "$keep/state" --out "${OUT:?set OUT to the folder that is carried home}" \
    --minutes "$minutes" --total-minutes "$total" "${resume[@]}" "$@"

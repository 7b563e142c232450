#!/usr/bin/env bash
# Kills a training with kill -9 at random moments and resumes it, 20 times; every time the finished model must have the
# SHA-256 of the uninterrupted run's. Prints one line a trial; exits 1 at the first difference.
#   bench/resume.sh OUT SRC [TRIALS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=$1 src=$2 trials=${3:-20}
mkdir -p "$out"
# no function around the start: $! must be the process itself, which ./zhizhi becomes
train=(./zhizhi train "$src" --size 1m --vocab 1024 --length 64 --tokens 80000 --batch 32 --checkpoint-steps 7 --quiet --out)
sum() { sha256sum "$1/model/model.safetensors" | cut -d' ' -f1; }
began=$(date +%s%N)
"${train[@]}" "$out/whole"
took=$((($(date +%s%N) - began) / 1000000))
whole=$(sum "$out/whole")
echo "uninterrupted: $whole in $took ms"
RANDOM=7
for trial in $(seq "$trials"); do
  run=$out/killed-$trial kills=0
  rm -rf "$run"
  "${train[@]}" "$run" &
  while :; do
    sleep "$(awk -v r=$RANDOM -v t=$took 'BEGIN { printf "%.3f", 0.4 + r / 32768 * t / 1000 }')"
    kill -9 $! 2>/dev/null && kills=$((kills + 1)) || true
    if wait $! 2>/dev/null; then break; fi
    if [ ! -f "$run/run.yaml" ]; then # killed before there was anything to resume
      rm -rf "$run"
      "${train[@]}" "$run" &
    elif [ $kills -lt 3 ]; then
      ./zhizhi resume "$run" --quiet &
    else
      ./zhizhi resume "$run" --quiet
      break
    fi
  done
  [ -f "$run/model/model.safetensors" ] || ./zhizhi resume "$run" --quiet
  if [ "$(sum "$run")" != "$whole" ]; then
    echo "trial $trial, $kills kills: $(sum "$run") differs"
    exit 1
  fi
  echo "trial $trial, $kills kills: the same"
  rm -rf "$run"
done

#!/usr/bin/env bash
# Kills a build with kill -9 at random moments and gives the same command again, 20 times; every time all shards must have
# the SHA-256 of the uninterrupted build's. Prints one line a trial; exits 1 at the first difference.
#   bench/data-resume.sh OUT SRC [TRIALS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=$1 src=$2 trials=${3:-20}
mkdir -p "$out"
# no function around the start: $! must be the process itself, which ./zhizhi becomes
build=(./zhizhi data build "$src" ${RECIPE:+--recipe "$RECIPE"} --quiet --out)
sum() { (cd "$1" && sha256sum ./*.zst | sha256sum | cut -d' ' -f1); }
rm -rf "$out/whole" "$out/whole.work"
began=$(date +%s%N)
"${build[@]}" "$out/whole" >/dev/null
took=$((($(date +%s%N) - began) / 1000000))
whole=$(sum "$out/whole")
echo "uninterrupted: $whole in $took ms"
RANDOM=7
for trial in $(seq "$trials"); do
  corpus=$out/killed-$trial kills=0
  rm -rf "$corpus" "$corpus.work"
  while [ ! -d "$corpus" ] || [ -d "$corpus.work" ]; do
    "${build[@]}" "$corpus" >/dev/null &
    if [ $kills -lt 4 ]; then
      sleep "$(awk -v r=$RANDOM -v t=$took 'BEGIN { printf "%.3f", 0.3 + r / 32768 * t / 1000 }')"
      kill -9 $! 2>/dev/null && kills=$((kills + 1)) || true
    fi
    wait $! 2>/dev/null || true
  done
  if [ "$(sum "$corpus")" != "$whole" ]; then
    echo "trial $trial, $kills kills: $(sum "$corpus") differs"
    exit 1
  fi
  echo "trial $trial, $kills kills: the same"
  rm -rf "$corpus"
done

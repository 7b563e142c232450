#!/usr/bin/env bash
# Kills a build with kill -9 at random moments and gives the same command again, 20 times; every time all shards must have
# the SHA-256 of the uninterrupted build's. The moments are drawn from the time that the uninterrupted build took: one
# kill in each trial is certain, up to two more follow if they come before the end. Prints one line a trial, with what was
# there at each kill; exits 1 at the first difference. Give enough text for half a minute: bench/data.sh makes some.
#   bench/data-resume.sh OUT SRC [TRIALS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=$1 src=$2 trials=${3:-20}
mkdir -p "$out"
# no function around the start: $! must be the process itself, which ./zhizhi becomes
build=(./zhizhi data build "$src" ${RECIPE:+--recipe "$RECIPE"} --quiet --out)
sum() { (cd "$1" && sha256sum ./*.zst | sha256sum | cut -d' ' -f1); }
ms() { echo $(($(date +%s%N) / 1000000)); }
there() { # what a killed build left
  if [ -e "$1.work/read.json" ]; then
    echo "all read$([ -e "$1.work/copies.json" ] && echo ", copies decided" || true)"
  else
    echo "$(find "$1.work" -maxdepth 1 -name 'chunk-*' 2>/dev/null | wc -l) chunks"
  fi
}
./zhizhi --version >/dev/null # builds what has changed
rm -rf "$out/whole" "$out/whole.work"
began=$(ms)
"${build[@]}" "$out/whole" >/dev/null
took=$(($(ms) - began))
whole=$(sum "$out/whole")
echo "uninterrupted: $whole in $took ms"
RANDOM=7 all=0
for trial in $(seq "$trials"); do
  corpus=$out/killed-$trial kills=0 when=
  while [ $kills = 0 ]; do # again where a build was faster than the one that was measured
    rm -rf "$corpus" "$corpus.work"
    while [ ! -d "$corpus" ] || [ -d "$corpus.work" ]; do
      "${build[@]}" "$corpus" >/dev/null &
      if [ $kills -lt 3 ]; then
        moment=$((took * (2 + RANDOM % 96) / 100))
        end=$(($(ms) + moment))
        while [ "$(ms)" -lt $end ] && kill -0 $! 2>/dev/null; do sleep 0.02; done
        if kill -9 $! 2>/dev/null; then
          kills=$((kills + 1)) when+="; after $moment ms, $(there "$corpus")"
        fi
      fi
      wait $! 2>/dev/null || true
    done
  done
  all=$((all + kills))
  if [ "$(sum "$corpus")" != "$whole" ]; then
    echo "trial $trial, $kills kills$when: $(sum "$corpus") differs"
    exit 1
  fi
  echo "trial $trial, $kills kills$when: the same"
  rm -rf "$corpus"
done
echo "$trials trials, $all kills: all the same"

#!/usr/bin/env bash
# Resident memory over 2,000 steps, and training on a corpus ten times the Java heap.
#   bench/memory.sh OUT SRC
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=$1 src=$2
./zhizhi train "$src" --size 1m --vocab 1024 --length 64 --batch 16 --tokens 2048000 --quiet --out "$out/flat"
awk -F'[:,}]' '{ for (i = 1; i < NF; i++) { if ($i ~ /"step"/) s = $(i + 1); if ($i ~ /resident_bytes/) r[s] = $(i + 1) } }
  END { for (s = 250; s <= 2000; s += 250) printf "step %d: %.1f MB resident\n", s, r[s] / 1e6 }' "$out/flat/metrics.jsonl"
mkdir -p "$out/large"
for i in $(seq 1400); do # documents of about 1 MB, all different: ten times a heap of 128 MB
  head -c 700000 /dev/urandom | base64 -w 76 | sed "s/^/$i /" >"$out/large/$i.txt"
done
du -sm "$out/large" | awk '{ print "corpus of " $1 " MB, heap of 128 MB" }'
ZHIZHI_JAVA_OPTS="-Xmx128m" ./zhizhi train "$out/large" --size 1m --vocab 512 --tokens 100000 --quiet --json --out "$out/run"
rm -rf "$out/large"

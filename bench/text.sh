#!/usr/bin/env bash
# Real text: trains a 10M model for 20 minutes and compares its bits per byte on held-out documents with what xz -9e
# needs for the same bytes.
#   bench/text.sh OUT SRC...
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=$1
shift
./zhizhi train "$@" --size 10m --minutes "${MINUTES:-20}" --out "$out" --json | tee "$out.json"
"$(./zhizhi java)" --enable-native-access=ALL-UNNAMED -cp cli/target/zhizhi/lib/zhizhi.jar bench/HeldOut.java "$out" >"$out.held"
bytes=$(wc -c <"$out.held")
packed=$(xz -9e -c "$out.held" | wc -c)
awk -v b="$bytes" -v p="$packed" 'BEGIN { printf "xz -9e: %d bytes to %d, %.4f bits per byte\n", b, p, 8 * p / b }'

#!/usr/bin/env bash
# Speed and memory of a whole build by the standard recipe (or RECIPE=FILE), for inputs of several sizes in MB; both by size
# as pictures in OUT/sizes.html.
#   bench/data.sh OUT SRC [MB...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=$1 src=$2
shift 2
[ $# -gt 0 ] || set -- 100 1000
reports=()
java=("$(./zhizhi java)" -Xmx2g --enable-native-access=ALL-UNNAMED -cp cli/target/zhizhi/lib/zhizhi.jar)
./zhizhi --version >/dev/null # builds what has changed
for size; do
  [ -d "$out/text-$size" ] || "${java[@]}" bench/Variations.java "$src" "$out/text-$size" "${size}000000"
  rm -rf "$out/corpus-$size" "$out/corpus-$size.work"
  ./zhizhi data build "$out/text-$size" --out "$out/corpus-$size" ${RECIPE:+--recipe "$RECIPE"} ${THREADS:+--threads "$THREADS"} --quiet >&2
  reports+=("$out/corpus-$size/report.json")
done
"${java[@]}" bench/Builds.java "$out/sizes.html" "${reports[@]}"

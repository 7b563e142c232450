#!/usr/bin/env bash
# What distribution, duplicates and order do, on real text: Chinese statutes (zh-laws) and encyclopaedia (zh-wiki) below
# TEXT. Two studies of models of 1M parameters, three seeds each: all questions on the texts as they are, and duplicates
# again with one text in twenty standing there 40 times. A study that was interrupted goes on when this is given again.
#   bench/study.sh OUT [TEXT]
# TOKENS (1,500,000) sets what each model reads; 39 models take 13.5 minutes on two idle cores.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=$1 text=${2:-${ZHIZHI_DATA:-../shared/data}/text} tokens=${TOKENS:-1500000}
study() { # NAME OPTIONS...
  ./zhizhi data study "$text/zh-laws" "$text/zh-wiki" --size 1m --seeds 3 --tokens "$tokens" "${@:2}" --out "$out/$1"
}
study main --orders short_to_long,easy_to_hard,domain_blocks
study copies --question duplicates --repeat zh-laws=40:5% --repeat zh-wiki=40:5%

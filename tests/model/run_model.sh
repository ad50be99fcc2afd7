#!/usr/bin/env bash
# run_model.sh MODEL WORKDIR [BUG…]: checks MODEL exhaustively with spin; with each -DBUG it must find a fault.
set -euo pipefail
model=$(readlink -f "$1") work=$2
shift 2
mkdir -p "$work"
cd "$work"

# Prints pan's summary; succeeds where the whole state space was searched.
search() {  # NAME FLAGS…
  local name=$1
  shift
  mkdir -p "$name"
  (
    cd "$name"
    spin -a "$@" "$model" > spin.log || { cat spin.log; exit 2; }
    "${CC:-cc}" -O2 -w -DSAFETY -DVECTORSZ=2048 -DCOLLAPSE -o pan pan.c
    # -E: what an end state must be is asserted in the model itself.
    ./pan -E -m1000000 -w24 > pan.log 2>&1 || true
    grep -E 'errors:|states, stored|error:|assertion' pan.log
  )
}

summary=$(search sound)
echo "$summary"
grep -q 'errors: 0' <<< "$summary" || { echo "the protocol is broken"; exit 1; }
if grep -q -E 'Search not completed|max search depth' sound/pan.log; then
  echo "the search was not exhaustive"
  exit 1
fi
for bug in "$@"; do
  summary=$(search "$bug" "-D$bug")
  echo "$bug: $(grep -o 'errors: [0-9]*' <<< "$summary")"
  grep -q 'errors: 0' <<< "$summary" && { echo "the model does not notice $bug"; exit 1; }
done
echo "the model holds, and notices each of: ${*:-nothing}"

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# PouchDB and Daohu push the same surveys over the same link, one after the other. PouchDB speaks plain HTTP, Daohu TLS.
#
#     tests/peers/pouchdb/run.sh <daohu-sim> <folder with node_modules> [records] [cut] [batch] [rate] [seconds at most]
#
# The folder is made by: npm install pouchdb@9 express-pouchdb@4 express@4
set -euo pipefail

sim=$(realpath "$1")
modules=$(realpath "$2")
records=${3:-1000}
cut=${4:-0}
batch=${5:-100}
rate=${6:-50000}
limit=${7:-1800}
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
server=
link=
cleanup() {
    [ -z "$link" ] || kill "$link" 2>/dev/null || true
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

"$sim" surveys --records "$records" >"$work/surveys.jsonl"
mkdir "$work/server"
cd "$modules"
node "$here/server.mjs" "$work/server" >"$work/server.port" 2>"$work/server.log" &
server=$!
until [ -s "$work/server.port" ]; do sleep 0.2; done
"$sim" proxy --target "$(cat "$work/server.port")" --rate "$rate" --cut "$cut" >"$work/link.out" &
link=$!
until [ -s "$work/link.out" ]; do sleep 0.2; done
node "$here/push.mjs" "$work/surveys.jsonl" "$(head -1 "$work/link.out")" "$(cat "$work/server.port")" "$batch" "$limit" "$work"
kill "$link"
wait "$link" || true
tail -1 "$work/link.out"
link=
"$sim" link --records "$records" --rate "$rate" --cut "$cut" --give-up "$limit"

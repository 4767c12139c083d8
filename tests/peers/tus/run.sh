#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# tus-js-client, which is not ours, uploads a file to daohu-county over a link that dies every so many bytes.
#
#     tests/peers/tus/run.sh <daohu-sim> <folder with node_modules> [bytes] [cut]
#
# The folder is made by: npm install tus-js-client@4
set -euo pipefail

sim=$(realpath "$1")
modules=$(realpath "$2")
bytes=${3:-4000000}
cut=${4:-262144}
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
county=
cleanup() {
    [ -z "$county" ] || kill "$county" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

"$sim" county --rate 20000000 --rtt 4 --loss 0 --cut "$cut" --dead 50 >"$work/county.out" &
county=$!
until [ -s "$work/county.out" ]; do sleep 0.2; done
member() { sed -n "1s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$work/county.out"; }
cp "$here/upload.mjs" "$modules/upload.mjs"
cd "$modules"
NODE_EXTRA_CA_CERTS=$(member authority) node upload.mjs "$(member endpoint)" "$(member token)" "$(member stream)" "$bytes" \
    | tee "$work/client.out"
address=$(sed -n 's/.*"address":"\([0-9a-f]*\)".*/\1/p' "$work/client.out")
stored=$(member files)/stream-$(member stream)/$address
[ "$(stat -c %s "$stored")" = "$bytes" ]
[ "$(b2sum --length=256 "$stored" | cut -c1-64)" = "$address" ]
kill "$county"
wait "$county" || true
county=
tail -1 "$work/county.out"
echo "whole: the county has $bytes bytes with the hash that names them"

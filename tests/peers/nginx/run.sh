#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Surveys to a county behind nginx over a link that dies every 16 KiB: with request buffering off everything arrives
# within seconds; with it on, nginx forwards an upload only when it is whole, and most of it does not.
#
#     tests/peers/nginx/run.sh <daohu-sim> [records]
set -euo pipefail

sim=$(realpath "$1")
records=${2:-100}
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
stop_nginx() { [ ! -s "$work/nginx.pid" ] || kill "$(cat "$work/nginx.pid")" || true; }
trap 'stop_nginx; rm -rf "$work"' EXIT
export NGINX_WORK=$work

try() {
    local result=0
    REQUEST_BUFFERING=$1 "$sim" link --records "$records" --rate 2000000 --rtt 10 --loss 0 --cut 16384 --dead 100 \
        --give-up 30 --front "$here/front.sh" || result=$?
    stop_nginx
    sleep 0.5
    return $result
}
echo "request buffering off:"
try off
echo "request buffering on:"
if try on; then
    echo "buffering did no harm: the control does not control" >&2
    exit 1
fi

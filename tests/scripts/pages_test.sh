#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# What scripts/prove and scripts/bench make of what programs say; the programs are made up here.
set -euo pipefail
# shellcheck source=check.sh
source "$(dirname "${BASH_SOURCE[0]}")/check.sh"

source_dir=$(cd "$scripts/.." && pwd)
bin=$scratch/bin
mkdir -p "$bin"
count=$scratch/calls

# daohu-sim holds its promises, and fails with a safeguard off: "again" is what a real one says then.
make_sim() { # what it says with a safeguard off, its status then, ratio of a link
    cat >"$bin/daohu-sim" <<TEXT
#!/bin/sh
echo "\$*" >>"$count"
case "\$*" in
*--ignore-*) echo '$1'; exit $2 ;;
link*) echo '{"run":"link","in_stream":1000,"cuts":2,"talks":1,"payload_up":800000,"ratio":$3,"ok":true}' ;;
*) echo 'a finding'; echo '{"run":"converge","entries":92439,"deliveries":7,"comparisons":5,"wrong":0,"ok":true}' ;;
esac
TEXT
    chmod +x "$bin/daohu-sim"
}

prove() { # notes, arguments...
    local notes=$1
    shift
    capture python3 "$scripts/lib/prove.py" --source "$source_dir" --bin "$bin" --notes "$scratch/$notes" \
        --page "$scratch/page.md" --scratch "$scratch" "$@"
    page=$(cat "$scratch/page.md" 2>/dev/null || true)
}

noticed='{"run":"converge","entries":5,"wrong":45,"ok":false}'
make_sim "$noticed" 1 1.10
prove first --only converge
check_equal 'every promise held: status' "$status" 0
check_contains 'the command stands on the page' "$page" 'daohu-sim converge --steps 100000 --seed 1'
check_contains 'what was seen' "$page" '92,439 entries'
check_contains 'a safeguard that was off was noticed' "$page" '| noticed |'
calls=$(wc -l <"$count")
prove first --only converge
check_equal 'a run that is noted is not run again' "$(wc -l <"$count")" "$calls"

make_sim '{"run":"converge","entries":5,"wrong":0,"ok":true}' 0 1.10
prove second --only converge
check_equal 'a control that notices nothing: status' "$status" 1
check_contains 'a control that notices nothing: page' "$page" '**not noticed**'

make_sim "$noticed" 1 9.99
prove third --only '^daohu-sim link'
check_equal 'a link beyond its bound: status' "$status" 1
check_contains 'a link beyond its bound: page' "$page" '**broke**'

prove short --size short --only '^daohu-sim (link|converge --steps 400)'
check_equal 'a short run has no bounds: status' "$status" 0
check_contains 'a short run says that it is one' "$page" '**A short run**'
check_contains 'a short run has its own sizes' "$page" 'daohu-sim link --records 300'

prove fourth --only 'no such run'
check_equal 'nothing chosen: status' "$status" 2

cat >"$bin/daohu-bench" <<'TEXT'
#!/bin/sh
[ "$1" != --help ] || { printf 'Subcommands:\n  open                        Opening\n  plan                        The plan\n'; exit; }
echo "$*" >>"$0.calls"
echo '{"bench":"open","settings":{},"figures":{"bare_p50":{"value":0.5,"unit":"ms"},"open_p50":{"value":3.25,"unit":"ms","at_most":50.0,"met":true},"open_p95":{"value":61.0,"unit":"ms","at_most":50.0,"met":false}},"checks":{"same_rows_in_both":SAME}}'
TEXT
chmod +x "$bin/daohu-bench"
bench() { # notes, arguments...
    local notes=$1
    shift
    capture python3 "$scripts/lib/bench.py" --source "$source_dir" --bin "$bin" --notes "$scratch/$notes" \
        --page "$scratch/page.md" --scratch "$scratch" --only open plan "$@"
    page=$(cat "$scratch/page.md")
}
sed -i 's/SAME/true/' "$bin/daohu-bench"
bench fifth
check_equal 'what is compared is equal: status' "$status" 0
check_contains 'a figure beside its baseline and its goal' "$page" \
    '| open p50 | 3.25 ms | 0.5: a bare connection that reads the same rows | ≤ 50.0 | met |'
check_contains 'a goal that was missed is said' "$page" '**missed**'
check_contains 'a command that the page does not know yet has its section' "$page" '## Plan'
check_contains 'the curve is a picture' "$(cat "$scratch/plots/open.svg")" '<polyline'
check_contains 'its baseline is dashed' "$(cat "$scratch/plots/open.svg")" 'stroke-dasharray'
bench short --size short
check_contains 'a short measurement says that it is one' "$page" '**A short run**'
check_contains 'a short measurement has its own sizes' "$(cat "$bin/daohu-bench.calls")" 'open --entries 20000 --rounds 5'
sed -i 's/"same_rows_in_both":true/"same_rows_in_both":false/' "$bin/daohu-bench"
bench sixth
check_equal 'what is compared differs: status' "$status" 1

cat >"$bin/daohu-bench" <<'TEXT'
#!/bin/sh
[ "$1" != --help ] || exit 0
exit 3
TEXT
bench seventh
check_equal 'a measurement that did not run: status' "$status" 1
check_contains 'a measurement that did not run: page' "$page" '**It did not run** (status 3)'
check_equal 'it is tried again: nothing is noted' "$(cat "$scratch/seventh" 2>/dev/null || true)" ''

# The link of the programs above, and two scripts in place of tests/peers.
source_dir=$scratch/peers
mkdir -p "$source_dir/tests/peers/pouchdb"
git -C "$source_dir" init -q
git -C "$source_dir" -c user.name=nobody -c user.email=nobody@example commit -q --allow-empty -m nothing
cat >"$source_dir/tests/peers/pouchdb/run.sh" <<'TEXT'
echo '{"peer":"pouchdb","batch":10,"seconds":99.5,"tries":3,"stored":7,"of":20}'
echo '{"connections":40,"cuts":9,"payload_up":123456,"payload_down":5}'
echo '{"run":"link","records":20,"in_stream":20,"seconds":12.5,"payload_up":4321,"ok":true}'
TEXT
bench_peers() {
    capture python3 "$scripts/lib/bench.py" --source "$source_dir" --bin "$bin" --notes "$scratch/eighth" \
        --page "$scratch/page.md" --scratch "$scratch" --only sync "$@"
    page=$(cat "$scratch/page.md")
}
cat >"$bin/daohu-sim" <<'TEXT'
#!/bin/sh
echo '{"seconds":1,"bound":1,"ratio":1,"payload_up":1,"in_stream":1,"stored":1,"per_second":1,"bare_per_second":1,"p99":1,"server_peak_mib":1,"ok":true}'
TEXT
bench_peers
check_contains 'without peers the page says so' "$page" 'Nothing of others was measured in this run'
bench_peers --peers "$scratch"
check_equal 'with peers: status' "$status" 0
check_contains 'a peer that did not bring everything' "$page" '| PouchDB, batch 10 | 99.5 s | 123,456 | 7 of 20 |'
check_contains 'ours beside it' "$page" '| Daohu | 12.5 s | 4,321 | 20 of 20 |'
sed -i 's/"ok":true/"ok":false/' "$bin/daohu-sim"
rm "$scratch/eighth"
bench_peers
check_equal 'a link that did not bring everything: status' "$status" 1

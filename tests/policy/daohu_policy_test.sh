#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# daohu_policy_test.sh DAOHU-POLICY DAOHU-FORM ASSETS: what the commands print and refuse, and with which exit code.
set -euo pipefail
# shellcheck source=../scripts/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/check.sh"

policy=$1
form=$2
packs=$3/policy
on=(--on 2026-03-02)

facts() { printf '%s\n' "$1" >"$scratch/facts.json"; }
given=(--facts "$scratch/facts.json")

# A folder in place of a file is refused and nothing more.
facts '{"household": {"household_id": "h"}}'
mkdir -p "$scratch/odd/cards.json"
cp "$packs"/boshan-2021/{pack,parameters,programmes,bodies,notice,calendar}.json "$scratch/odd"
expect 2 "$policy" assess --pack boshan-2021 --facts "$scratch" "${on[@]}"
says err io_failed
expect 2 "$policy" import-standards "$scratch"
expect 2 "$policy" check "$scratch/odd"
expect 2 "$form" check "$scratch"
expect 2 "$policy" assess --pack boshan-2021 --facts "$scratch/nowhere" "${on[@]}"

# A day before every pack was in force: each column says so.
expect 0 "$policy" compare "${given[@]}" --on 2015-01-01
says err 'lushan-2021: not in force on 2015-01-01'
expect 0 "$policy" compare "${given[@]}" --on 2021-06-01
says out '(not in force)'
expect 0 "$policy" compare "${given[@]}" --on 2021-06-01 --json
python3 -m json.tool "$scratch/out" >/dev/null

# Comparing a case is no contradiction, whatever it was opened under; a real one is named.
facts '{"household": {"policy_pack_id": "boshan-2021", "policy_pack_version": 1}}'
expect 0 "$policy" compare "${given[@]}" "${on[@]}"
expect 1 "$policy" assess --pack lushan-2021 "${given[@]}" "${on[@]}"
facts '{"member": [{"member_id": "a", "birth_date": "2030-01-01"}]}'
expect 1 "$policy" compare "${given[@]}" "${on[@]}"
says out in_future

# A pack that is not sound is left out, and the exit code says that one was.
cp -r "$packs" "$scratch/packs"
sed -i 's/"R-070"/"R-199"/' "$scratch/packs/songpan-2021/parameters.json"
facts '{}'
expect 1 "$policy" assess --packs "$scratch/packs" --pack boshan-2021 "${given[@]}" "${on[@]}"
says err unknown_parameter
expect 1 "$policy" explain review_due --packs "$scratch/packs" --pack fuliang-2021 "${on[@]}"
expect 2 "$policy" assess --packs "$scratch/packs" --pack songpan-2021 "${given[@]}" "${on[@]}"

# Several households: all or none, in one list.
facts '{"households": [{"household": {"household_id": "h1"}}, {"household": {"household_id": "h2"}}]}'
expect 0 "$policy" assess --json --pack boshan-2021 "${given[@]}" "${on[@]}"
python3 -m json.tool "$scratch/out" >/dev/null
expect 0 "$policy" compare --json "${given[@]}" "${on[@]}"
python3 -m json.tool "$scratch/out" >/dev/null
facts '{"households": [{}, {"household": {"policy_pack_id": "boshan-2021", "policy_pack_version": 9}}]}'
expect 2 "$policy" assess --json --pack boshan-2021 "${given[@]}" "${on[@]}"
[ ! -s "$scratch/out" ] || exit 1

# Every rule and outcome can be chosen and explained, and so can a parameter.
facts '{"household": {"programme": ["tekun"]}, "member": [{"member_id": "a"}]}'
expect 0 "$policy" assess --rule care_floor_table --pack lushan-2021 "${given[@]}" "${on[@]}"
says out care_floor_full
for rule in care_floor_full care_floor_semi care_floor_self employment_offers employment_guidance \
    employment_services_behind public_labour_roll; do
    expect 0 "$policy" explain "$rule" --pack lushan-2021 "${on[@]}"
    says out "($rule)"
done
expect 0 "$policy" explain R-084 --pack linfen-2015 "${on[@]}"
says out '临社救办发〔2015〕3号 二(二)1'
says out 'read by: tekun_termination'
expect 0 "$policy" explain R-082 --pack linfen-2015 "${on[@]}"
says out 'read by: no rule'
expect 0 "$policy" explain R-084 --pack lushan-2021 "${on[@]}"
says out '未规定 鲁办〔2021〕21号'
expect 2 "$policy" explain R-199 --pack lushan-2021 "${on[@]}"
expect 2 "$policy" explain no_such_rule --pack lushan-2021 "${on[@]}"

# A table of standards keeps its id and its columns.
row='"kind": "dibao_urban_month", "division": "410423", "effective_from": "2026-01-01", "amount": "650.00"'
table() { printf '{"file": "standards", "format": 1, "id": "%s", "rows": [{%s, %s}]}\n' "$2" "$row" "$3" >"$1"; }
table "$scratch/table.json" lushan-2026 '"publisher": "p", "document": "d", "received_at": "2026-01-05"'
table "$scratch/ended.json" other '"publisher": "p", "document": "d", "effective_to": "2026-06-30"'
table "$scratch/else.json" other '"publisher": "q", "document": "d"'
expect 2 "$policy" import-standards "$scratch/else.json" --into "$scratch/table.json"
says err conflicting_rows
expect 0 "$policy" import-standards "$scratch/ended.json" --into "$scratch/table.json"
for kept in '"lushan-2026"' '"2026-01-05"' '"2026-06-30"'; do
    grep -q "$kept" "$scratch/table.json"
done

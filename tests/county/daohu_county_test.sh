#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The commands of daohu-county as the office gives them: daohu_county_test.sh <daohu-county> <daohu-store> <assets>
set -euo pipefail

county=$1
store=$2
assets=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
here="$folder/county"
village=999999000001

# expect <exit code> <text in the output> <command...>
expect() {
    local code=0 output
    output=$("${@:3}" 2>&1) || code=$?
    if [ "$code" != "$1" ] || ! grep -qF -- "$2" <<<"$output"; then
        echo "expected exit $1 and \"$2\", got $code:" >&2
        printf '%s\n' "${@:3}" "$output" >&2
        exit 1
    fi
}

expect 0 "server " "$county" init "$here"
expect 1 "county_exists" "$county" init "$here"
expect 1 "small letters" "$county" init "$folder/other" --pack "No Pack"
[ ! -e "$folder/other" ]
expect 0 "server " "$county" init "$folder/other" --pack songpan-2021
expect 0 '"pack": "songpan-2021"' "$county" status "$folder/other" --json
expect 0 "every grant from now on" "$county" packs use "$folder/other" boshan-2021 --assets "$assets"
expect 0 "publish it" "$county" packs use "$folder/other" example-2026 --assets "$assets"
expect 0 "0 of 0 devices would get" "$county" grant-all "$folder/other" --dry-run
expect 1 "invalid_argument" "$county" packs use "$folder/other" "No Pack" --assets "$assets"
expect 0 '"pack": "example-2026"' "$county" status "$folder/other" --json
expect 1 "server_name_malformed: county.example:8443" "$county" init "$folder/ported" --name county.example:8443
for key in root recovery authority; do [ -f "$here/offline/$key.key" ]; done

expect 0 "" "$county" user-add "$here" "Shili A" --role clerk
expect 0 "" "$county" user-add "$here" "Shili B" --role director
expect 1 "without a name" "$county" user-add "$here" "" --role director

# Lists from elsewhere.
printf 'full_name,id_number\nShili C,999999195003020017\nShili D,\n' >"$folder/good.csv"
printf 'full_name,birth_date\nShili C,soon\n' >"$folder/bad.csv"
printf 'full_name,shoe size\nShili C,42\n' >"$folder/columns.csv"
expect 0 '"applied": false' "$county" registers import "$here" "$folder/good.csv" --village $village --dry-run
expect 0 '"entries": 0' "$county" status "$here" --json
expect 2 '"why": "no date"' "$county" registers import "$here" "$folder/bad.csv" --village $village
expect 2 "table_columns_wrong" "$county" registers import "$here" "$folder/columns.csv" --village $village
expect 1 "not_found" "$county" registers import "$here" "$folder/none.csv" --village $village
expect 0 '"entries": 0' "$county" status "$here" --json
expect 0 '"taken": 2' "$county" registers import "$here" "$folder/good.csv" --village $village
expect 1 "county_exists" "$county" demo "$here" --households 1
expect 0 '"entries": 1' "$county" status "$here" --json
expect 0 '"duplicate_count": 2' "$county" registers import "$here" "$folder/good.csv" --village $village
expect 0 '"taken": 1' "$county" registers import "$here" "$folder/columns.csv" --village $village \
    --column "shoe size=-" --with-duplicates --dry-run
printf 'batch,person_name,village_code\n2026-07,Shili E,%s\n' $village >"$folder/tasks.csv"
expect 0 '"taken": 1' "$county" tasks import "$here" "$folder/tasks.csv"

# Two persons.
expect 0 "daohu-county approve" "$county" export "$here" --village $village --register person --by "Shili A" --reason audit
expect 1 "second_person_needed" "$county" approve "$here" 1 --by "Shili A" --out "$folder/out.csv"
expect 1 "person_unknown" "$county" approve "$here" 1 --by "Nobody" --out "$folder/out.csv"
expect 0 "bytes" "$county" approve "$here" 1 --by "Shili B" --out "$folder/out.csv"
grep -q "Shili C" "$folder/out.csv"
if grep -q "illness" "$folder/out.csv"; then
    echo "a sensitive column was exported" >&2
    exit 1
fi
person=$(grep "Shili C" "$folder/out.csv" | head -1 | cut -d'"' -f2)
expect 0 "" "$county" erase "$here" --subject "$person" --by "Shili A" --reason "asked in writing"
expect 0 "1 sections" "$county" approve "$here" 2 --by "Shili B"
expect 1 "invalid_argument" "$county" approve "$here" 2 --by "Shili B"
expect 0 "approved by Shili B" "$county" approvals "$here"
expect 1 "hold sensitive data" "$county" export "$here" --village $village --by "Shili A" --reason audit
expect 0 "" "$county" export "$here" --village $village --by "Shili A" --reason audit --up-to sensitive
expect 0 "bytes" "$county" approve "$here" 3 --by "Shili B" --out "$folder/entries.cbor"
grep -q "Shili D" "$folder/entries.cbor"
if grep -q "Shili C" "$folder/entries.cbor"; then
    echo "an erased person was exported" >&2
    exit 1
fi

# Who may read what is sealed: asked for by one, signed when another approves.
nobody=00112233445566778899aabbccddeeff
expect 1 "device_unknown" "$county" audience "$here" safety --division 999999000 --reader $nobody \
    --by "Shili A" --reason "head of aid"
expect 1 "either --reader or --nobody" "$county" audience "$here" safety --by "Shili A" --reason "head of aid"
expect 1 "a division has" "$county" audience "$here" safety --division 9 --nobody --by "Shili A" --reason "none yet"
expect 0 "daohu-county approve" "$county" audience "$here" safety --division 999999000 --nobody --by "Shili A" \
    --reason "nobody is trained yet"
expect 1 "second_person_needed" "$county" approve "$here" 4 --by "Shili A"
expect 0 "" "$county" audiences "$here"
expect 0 "safety 999999000, edition 1, 0 readers" "$county" approve "$here" 4 --by "Shili B"
expect 0 "safety 999999000  edition 1" "$county" audiences "$here"

# Publishing.
expect 0 "sound" "$county" forms publish "$here" "$assets/forms/routine_visit.xml" --assets "$assets" --dry-run
expect 0 "form routine_visit" "$county" forms publish "$here" "$assets/forms/routine_visit.xml" --assets "$assets"
expect 0 "dataset person" "$county" datasets publish "$here" "$assets/datasets/person.json" --assets "$assets"
expect 0 "pack lushan-2021" "$county" packs publish "$here" "$assets/policy/lushan-2021" --assets "$assets"
printf '<h:html xmlns:h="http://www.w3.org/1999/xhtml"/>' >"$folder/broken.xml"
expect 2 "broken.xml" "$county" forms publish "$here" "$folder/broken.xml" --assets "$assets"
cp "$assets/forms/notice_objection.xml" "$folder/visit.xml"
expect 2 "tablets look for it in notice_objection.xml" "$county" forms publish "$here" "$folder/visit.xml" --assets "$assets"
printf 'kind,division,effective_from,figure,publisher,document\n%s\n' \
    'dibao_rural_month,999999,2026-07-01,700.00,Shili bureau,Notice 1' >"$folder/standards.csv"
expect 0 "1 standards" "$county" standards import "$here" "$folder/standards.csv" --id county --version 1 \
    --effective-from 2026-07-01
expect 2 "" "$county" standards import "$here" "$folder/good.csv" --id county --version 2
expect 1 "artefact_malformed" "$county" datasets publish "$here" "$assets/datasets/task.json" --assets "$assets" \
    --effective-from soon

# What was carried by hand: every bundle is tried, and each that cannot be taken is named.
expect 1 "not_found" "$county" carry import "$folder/none" "$folder/good.csv"
expect 1 "bad.csv: carry_malformed" "$county" carry import "$here" "$folder/good.csv" "$folder/bad.csv"

# Scopes and sealed tablets.
expect 1 "device_unknown" "$county" grant "$here" 00112233445566778899aabbccddeeff --village $village
expect 1 "no village and no township" "$county" grant "$here" 00112233445566778899aabbccddeeff
expect 1 "village_code_malformed" "$county" grant "$here" 00112233445566778899aabbccddeeff --township 1
printf '00' >"$folder/request.txt"
expect 1 "recovery_request_malformed" "$county" recover "$here" --request "$folder/request.txt"
key=$(grep -o '"recovery_key": "[0-9a-f]*"' "$here/county.json" | cut -d'"' -f4)
printf '%s\n' 'five small words are enough' | "$store" create --folder "$folder/vault" --recovery-key "$key" >"$folder/log"
"$store" recover request --folder "$folder/vault" >"$folder/request.txt"
expect 0 "recovery " "$county" init "$folder/third"
expect 1 "seal_broken" "$county" recover "$folder/third" --request "$folder/request.txt"
expect 0 "answer" "$county" recover "$here" --request "$folder/request.txt" --answer "$folder/answer.txt"
printf '%s\n' 'five other words are good' |
    "$store" recover complete --folder "$folder/vault" --answer "$folder/answer.txt" | grep -q unsealed

# What lies beside the store is no backup of it.
expect 1 "inside the county's own folder" "$county" backup "$here" "$here"
expect 1 "inside the county's own folder" "$county" backup "$here" "$here/backup"
expect 1 "no entry of this number" "$county" release "$here" 5

# Backups do not bring back who was erased.
expect 0 '"last_backup": null' "$county" status "$here" --json
"$county" backup "$here" "$folder/backup"
expect 0 '"age_seconds": ' "$county" status "$here" --json
expect 0 "" "$county" restore "$here" "$folder/backup"
expect 0 "epoch" "$county" status "$here" --json

# What binds the county to what it holds.
expect 0 "chains " "$county" heads "$here" --out "$folder/heads.json"
root=$(sed -n 's/.*"root": "\(.*\)".*/\1/p' "$folder/heads.json")
expect 0 "not as listed 0" "$county" heads-check "$here" "$folder/heads.json" --root "${root:0:32} ${root:32}"
expect 2 "another root" "$county" heads-check "$here" "$folder/heads.json" --root "${root:32}${root:0:32}"
sed 's/"epoch": /"epoch": 1/' "$folder/heads.json" >"$folder/forged.json"
expect 2 "forged.json" "$county" heads-check "$here" "$folder/forged.json"
expect 2 "of another county" "$county" heads-check "$folder/other" "$folder/heads.json"
expect 1 "not_found" "$county" heads-check "$here" "$folder/none.json"
expect 0 "set back 0" "$county" clocks "$here"

# Without the offline keys nothing that needs them works, and everything else does.
mv "$here/offline" "$folder/stick"
expect 1 "not_found" "$county" grant "$here" 00112233445566778899aabbccddeeff --village $village
expect 0 "" "$county" audience "$here" safety --nobody --by "Shili A" --reason "nobody is trained yet"
expect 1 "not_found" "$county" approve "$here" 5 --by "Shili B"
expect 0 "Shili A" "$county" users "$here"
for command in init serve enrol revoke backup restore status grant recover erase export approve approvals audience audiences users heads \
    heads-check clocks; do
    expect 0 "$command" "$county" $command --help
done

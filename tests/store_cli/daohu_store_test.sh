#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# daohu_store_test.sh DAOHU-STORE: makes a vault, copies and mends it, seals it and has the county open it again.
set -euo pipefail

store=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
vault=$folder/vault
passphrase='five small words are enough'

expect() {
    local wanted=$1 code=0
    shift
    "$@" >"$folder/out" 2>"$folder/err" || code=$?
    if [ "$code" != "$wanted" ]; then
        printf 'exit %s instead of %s: %s\n' "$code" "$wanted" "$*"
        cat "$folder/out" "$folder/err"
        exit 1
    fi
}
with() {
    printf '%s\n' "$1" | "${@:2}"
}

# The key pair that libsodium's crypto_box_seed_keypair makes of the seed 0101...01.
county_seed=$(printf '01%.0s' {1..32})
county_key=1b1b58dd50ea14b60da17b790cd02754d970c9bab864ebb3c0f3016fe51d3f57

expect 2 "$store" info --folder "$vault"
expect 2 with short "$store" create --folder "$vault"
expect 0 with "$passphrase" "$store" create --folder "$vault" --recovery-key "$county_key"
expect 2 with "$passphrase" "$store" create --folder "$vault"
grep -q vault_exists "$folder/err"
expect 0 "$store" info --folder "$vault"
grep -q "'1', 10 tries left" "$folder/out"
expect 0 with "$passphrase" "$store" demo --folder "$vault" --households 5 --today 2026-03-02
grep -q '5 households' "$folder/out"
expect 2 with "$passphrase" "$store" demo --folder "$vault" --households 5

expect 2 with 'not the right words at all' "$store" recover store --folder "$vault"
grep -q 'vault_wrong_secret: 9 tries left' "$folder/err"
expect 0 with "$passphrase" "$store" recover store --folder "$vault"
expect 0 with "$passphrase" "$store" export --folder "$vault" --file "$folder/bundle"
cp "$folder/bundle" "$folder/bundle.kept"
for taken in "$folder/bundle" "$vault/store.db" "$vault/new"; do
    expect 2 with "$passphrase" "$store" export --folder "$vault" --file "$taken"
done
cmp "$folder/bundle" "$folder/bundle.kept"
expect 0 with "$passphrase" "$store" import --folder "$vault" --file "$folder/bundle"
expect 2 with "$passphrase" "$store" import --folder "$vault" --file "$folder/none"

for _ in {1..10}; do
    with 'not the right words at all' "$store" recover store --folder "$vault" >"$folder/out" 2>"$folder/err" && exit 1
done
expect 1 "$store" info --folder "$vault"
grep -q '^sealed' "$folder/out"
expect 0 "$store" recover request --folder "$vault"
cp "$folder/out" "$folder/request"
printf '%s\n' "$county_seed" >"$folder/seed"
expect 0 "$store" recover answer --request "$folder/request" --county-key "$folder/seed"
cp "$folder/out" "$folder/answer"
expect 0 with 'quite another set of words' "$store" recover complete --folder "$vault" --answer "$folder/answer"
expect 0 with 'quite another set of words' "$store" export --folder "$vault" --file "$folder/recovered"
echo ok

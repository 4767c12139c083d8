#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# daohu_store_test.sh DAOHU-STORE: makes a vault, copies and mends it, seals it and has the county open it again.
set -euo pipefail
# shellcheck source=../scripts/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/check.sh"

store=$1
vault=$scratch/vault
passphrase='five small words are enough'

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
says err vault_exists
expect 0 "$store" info --folder "$vault"
says out "'1', 10 tries left"
expect 0 with "$passphrase" "$store" demo --folder "$vault" --households 5 --today 2026-03-02
says out '5 households'
expect 2 with "$passphrase" "$store" demo --folder "$vault" --households 5

expect 2 with 'not the right words at all' "$store" recover store --folder "$vault"
says err 'vault_wrong_secret: 9 tries left'
expect 0 with "$passphrase" "$store" recover store --folder "$vault"
expect 0 with "$passphrase" "$store" export --folder "$vault" --file "$scratch/bundle"
cp "$scratch/bundle" "$scratch/bundle.kept"
for taken in "$scratch/bundle" "$vault/store.db" "$vault/new"; do
    expect 2 with "$passphrase" "$store" export --folder "$vault" --file "$taken"
done
cmp "$scratch/bundle" "$scratch/bundle.kept"
expect 0 with "$passphrase" "$store" import --folder "$vault" --file "$scratch/bundle"
expect 2 with "$passphrase" "$store" import --folder "$vault" --file "$scratch/none"

for _ in {1..10}; do
    with 'not the right words at all' "$store" recover store --folder "$vault" >"$scratch/out" 2>&1 && exit 1
done
expect 1 "$store" info --folder "$vault"
says out '^sealed'
expect 0 "$store" recover request --folder "$vault"
cp "$scratch/out" "$scratch/request"
printf '%s\n' "$county_seed" >"$scratch/seed"
expect 0 "$store" recover answer --request "$scratch/request" --county-key "$scratch/seed"
cp "$scratch/out" "$scratch/answer"
expect 0 with 'quite another set of words' "$store" recover complete --folder "$vault" --answer "$scratch/answer"
expect 0 with 'quite another set of words' "$store" export --folder "$vault" --file "$scratch/recovered"
echo ok

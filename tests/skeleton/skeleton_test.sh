#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# One discovery through every room, with the real programs: recorded, killed, delivered, received, and met with bad luck.
#
#   skeleton_test.sh BIN SOURCE     folder with daohu and daohu-county, root of the source tree
set -uo pipefail
demo_bin=$1
source_dir=$2
demo_assets=$source_dir/assets
# shellcheck source=../../scripts/lib/demo.sh
source "$source_dir/scripts/lib/demo.sh"

export LC_ALL=C.UTF-8
scratch=$(mktemp -d)
trap 'demo_stop_server; rm -rf "$scratch"' EXIT
export XDG_RUNTIME_DIR=$scratch
shots=$scratch/shots
played=$demo_assets/demo
passed=0
failed=0

check() { # sentence, command...
    local sentence=$1 output
    shift
    if output=$("$@" 2>&1); then
        passed=$((passed + 1))
        printf 'ok      %s\n' "$sentence"
    else
        failed=$((failed + 1))
        printf 'FAILED  %s\n%s\n' "$sentence" "$output"
    fi
}

check_fails() { # sentence, text its message must hold, command...
    local sentence=$1 expected=$2 output
    shift 2
    if output=$("$@" 2>&1); then
        output="it succeeded: $output"
    elif [[ $output == *"$expected"* ]]; then
        passed=$((passed + 1))
        printf 'ok      %s\n' "$sentence"
        return
    fi
    failed=$((failed + 1))
    printf 'FAILED  %s\n%s\n' "$sentence" "$output"
}

script() { # name, steps...: writes a script and prints its path
    local file=$scratch/$1.json
    shift
    {
        printf '{"steps": [{"unlock": true}, {"wait": "idle"}'
        printf ', %s' "$@"
        printf ']}\n'
    } >"$file"
    printf '%s' "$file"
}

# A script that is killed: the shell sees 137.
killed() { # tablet, script
    demo_play "$1" "$2" "$shots"
    [ $? -eq 137 ]
}

# The steps of assets/demo/discovery.json up to and with the one that holds a text, then what is given.
discovery_until() { # name, text, steps...
    local file=$scratch/$1.json text=$2
    shift 2
    {
        sed "/$text/q" "$played/discovery.json" | sed '$ s/,$//'
        printf ', %s' "$@"
        printf ']}\n'
    } >"$file"
    printf '%s' "$file"
}

use_folder() { # what follows happens here
    demo_folder=$scratch/$1
    demo_port=
    mkdir -p "$demo_folder"
}

make_all() {
    demo_make_county county && demo_make_tablet tablet-a county && demo_make_tablet tablet-b county
}

agree() {
    demo_write_day county "$demo_folder/day.json" tablet-a tablet-b
}

# --- the main way, twice -------------------------------------------------------------------------------------------------
use_folder main
check 'a county and two enrolled tablets are made' make_all
check 'a discovery is recorded while nobody listens' demo_play tablet-a "$played/discovery.json" "$shots"
demo_serve county || exit 1
check 'it is delivered, and only then shown as uploaded' demo_play tablet-a "$played/deliver.json" "$shots"
check 'a second tablet receives it' demo_play tablet-b "$played/receive.json" "$shots"
check 'delivering again changes nothing' demo_play tablet-a "$played/deliver.json" "$shots"
check 'receiving again changes nothing' demo_play tablet-b "$played/receive.json" "$shots"
demo_stop_server
check 'tablets and county have one stream hash' agree

# --- the file at rest ----------------------------------------------------------------------------------------------------
check_fails 'the store is no database without its key' 'not a database' \
    sqlcipher "$demo_folder/tablet-a/store.db" 'SELECT count(*) FROM sqlite_master;'
check_fails 'no name stands in any file of tablet or county' '' grep -rqa '示例' "$demo_folder/tablet-a" "$demo_folder/county"

# --- kills ---------------------------------------------------------------------------------------------------------------
use_folder kills
make_all >/dev/null 2>&1
last_answer='"question.person.sex.1"'
check 'killed after an answer' killed tablet-a "$(discovery_until after-answer "$last_answer" '{"kill": true}')"
check 'the draft is there, with the answer' demo_play tablet-a "$(script resume '{"expect": "示例·甲", "in": "today.record."}' \
    '{"records": {}}')" "$shots"
check 'killed after "saved"' killed tablet-a "$(discovery_until after-saved '"records"' '{"kill": true}')"
check 'the entry is there, once, and waits' demo_play tablet-a "$(script saved '{"records": {"waiting": 1}}')" "$shots"
demo_serve county || exit 1
demo_end_server KILL
check 'the server was killed between finishing and pushing: said in words' demo_play tablet-a \
    "$(script down '{"tap": "tab.sync"}' '{"tap": "sync.now"}' '{"wait": "idle"}' '{"records": {"waiting": 1}}')" "$shots"
demo_serve county || exit 1
check 'it arrives once after all' demo_play tablet-a "$played/deliver.json" "$shots"
check 'the second tablet has it once' demo_play tablet-b "$played/receive.json" "$shots"
demo_stop_server
check 'they agree' agree

# --- bad luck --------------------------------------------------------------------------------------------------------------
use_folder strangers
make_all >/dev/null 2>&1
check 'a record waits' demo_play tablet-a "$played/discovery.json" "$shots"
demo_make_county other
demo_serve other || exit 1
check 'a server of another authority gets nothing, and the record stays' demo_play tablet-a \
    "$(script other '{"tap": "tab.sync"}' '{"tap": "sync.now"}' '{"wait": "idle"}' '{"records": {"waiting": 1}}' '{"shot": "other-authority"}')" "$shots"
demo_stop_server
printf 'quite another passphrase\n' >"$scratch/wrong"
check_fails 'a wrong passphrase opens nothing' 'vault_wrong_secret' "$demo_bin/daohu" --assets "$demo_assets" \
    --data "$demo_folder/tablet-a" --passphrase-file "$scratch/wrong" --status
whole_assets=$demo_assets
cp -r "$demo_assets" "$scratch/assets"
sed -i 's/string-length(.) &lt;= 120/string-lenght(.) \&lt;= 120/' "$scratch/assets/forms/discovery.xml"
demo_assets=$scratch/assets
check 'a form with a broken expression: the app opens, lists what there is, and starts no interview' demo_play tablet-a \
    "$(script broken '{"tap": "today.discover"}' '{"expect": "示例·甲", "in": "today.record."}' '{"records": {"waiting": 1}}')" "$shots"
demo_assets=$whole_assets
if disk=$(mktemp -d) && mount -t tmpfs -o size=1m tmpfs "$disk" 2>/dev/null; then
    head -c 1m /dev/zero >"$disk/filler" 2>/dev/null
    check_fails 'a full disk: making a tablet says so' 'disk_full' "$demo_bin/daohu" --assets "$demo_assets" \
        --data "$disk/tablet" --passphrase-file "$demo_folder/passphrase" --create "$disk/request"
    umount "$disk"
else
    printf 'skipped a full disk: no file system may be mounted here\n'
fi
rmdir "$disk" 2>/dev/null

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]

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

# The steps of assets/demo/discovery.json up to and with a line, then what is given.
discovery_until() { # name, line as sed addresses it, steps...
    local file=$scratch/$1.json line=$2
    shift 2
    {
        sed "${line}q" "$played/discovery.json" | sed '$ s/,$//'
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

no_word_of() { # text, folders: not in any file of theirs, all of which can be read
    grep -rqaF "$@"
    [ $? -eq 1 ]
}

# Every answer of the discovery in turn is the last thing that a tablet is told.
killed_after_every_answer() { # tablet
    local line kills=0
    while IFS=: read -r line _; do
        killed "$1" "$(discovery_until any-answer "$line" '{"kill": true}')" || return 1
        kills=$((kills + 1))
    done < <(grep -nE '"(tap|enter)": "(question\.(person|case)|key)\.' "$played/discovery.json")
    ((kills > 10)) && demo_app "$1" --status | grep -F "\"drafts\": $kills,"
}

# A script that is killed leaves its server alone in the world.
server_ends_with_its_script() {
    local server tries=0
    server=$(bash -c 'source "$1/scripts/lib/demo.sh"
        demo_bin=$2 demo_folder=$3
        demo_serve county && printf "%s" "$demo_server" && kill -KILL $$' _ "$source_dir" "$demo_bin" "$demo_folder")
    [ -n "$server" ] || return 1
    while kill -0 "$server" 2>/dev/null; do
        ((++tries < 200)) || return 1
        sleep 0.05
    done
}

make_all() {
    demo_make_county county && demo_make_tablet tablet-a county && demo_make_tablet tablet-b county
}

agree() {
    demo_write_day county "$demo_folder/day.json" tablet-a tablet-b
}

# --- the main way, twice -------------------------------------------------------------------------------------------------
use_folder main
# Half a county and half a tablet, as an interrupt leaves them.
mkdir -p "$demo_folder/county.new" "$demo_folder/tablet-a.new"
check 'a county and two enrolled tablets are made' make_all
check 'a server ends with the script that started it' server_ends_with_its_script
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
check 'no name stands in any file of tablet or county' no_word_of '示例' "$demo_folder/tablet-a" "$demo_folder/county"

# --- kills ---------------------------------------------------------------------------------------------------------------
use_folder kills
make_all >/dev/null 2>&1
last_answer='/"question.person.sex.1"/'
check 'killed after an answer' killed tablet-a "$(discovery_until after-answer "$last_answer" '{"kill": true}')"
check 'the draft is there, with the answer' demo_play tablet-a "$(script resume '{"tap": "recover.leave"}' '{"tap": "tab.drafts"}' \
    '{"expect": "示例·䶮𬎆", "in": "today.record."}' '{"records": {}}')" "$shots"
check 'a tablet' demo_make_tablet tablet-c county
check 'that is killed after any answer has the draft' killed_after_every_answer tablet-c
check 'killed after "saved"' killed tablet-a "$(discovery_until after-saved '/"records"/' '{"kill": true}')"
check 'the entry is there, once, and waits' demo_play tablet-a "$(script saved '{"records": {"waiting": 1}}')" "$shots"
demo_serve county || exit 1
demo_end_server KILL
check 'the server was killed between finishing and pushing: said in words' demo_play tablet-a \
    "$(script down '{"tap": "tab.sync"}' '{"tap": "sync.now"}' '{"wait": "idle"}' '{"records": {"waiting": 1}}')" "$shots"
demo_serve county || exit 1
check 'the office looks at the county beside the server' "$demo_bin/daohu-county" status "$demo_folder/county"
check 'the server has its log still' test -f "$demo_folder/county/store/county.db-wal"
check 'it arrives once after all' demo_play tablet-a "$played/deliver.json" "$shots"
demo_end_server KILL
demo_serve county || exit 1
check 'the second tablet has it once, though the server was killed as soon as it had said so' \
    demo_play tablet-b "$played/receive.json" "$shots"
demo_stop_server
check 'they agree' agree

# --- the first page ------------------------------------------------------------------------------------------------------
first_page() { # name, steps...: a script that chooses a passphrase
    local file=$scratch/$1.json
    shift
    {
        printf '{"steps": [{"enter": "secret.next", "text": "%s"}, {"enter": "secret.again", "text": "%s"}' \
            "$(<"$demo_folder/passphrase")" "$(<"$demo_folder/passphrase")"
        printf ', %s' '{"tap": "secret.keep"}' "$@"
        printf ']}\n'
    } >"$file"
    printf '%s' "$file"
}
use_folder first
printf 'five words that nobody knows\n' >"$demo_folder/passphrase"
check 'killed while it makes a tablet' killed tablet-n "$(first_page first-killed '{"kill": true}')"
check 'the app asks for a passphrase again, makes the tablet and leads to its enrolment' demo_play tablet-n \
    "$(first_page first '{"wait": "idle"}' '{"expect": "", "in": "enrol.use_network"}')" "$shots"
check 'and opens it' demo_app tablet-n --status

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
    "$(script broken '{"tap": "plan.discover"}' '{"tap": "tab.drafts"}' '{"expect": "示例·䶮𬎆", "in": "today.record."}' '{"records": {"waiting": 1}}')" "$shots"
demo_assets=$whole_assets
if disk=$(mktemp -d) && mount -t tmpfs -o size=32m tmpfs "$disk" 2>/dev/null; then
    cat /dev/zero >"$disk/filler" 2>/dev/null
    check_fails 'a full disk: making a tablet says so' 'disk_full' "$demo_bin/daohu" --assets "$demo_assets" \
        --data "$disk/tablet" --passphrase-file "$demo_folder/passphrase" --create "$disk/request"
    rm -f "$disk/filler"
    demo_folder=$disk
    check 'with room again, tablets are made' make_all
    check 'and a record waits' demo_play tablet-a "$played/discovery.json" "$shots"
    cat /dev/zero >"$disk/filler" 2>/dev/null
    check_fails 'a full disk: the tablet says so' 'disk_full' demo_app tablet-a --status
    check 'and opens nothing, in words' demo_play tablet-a "$(script full '{"absent": "", "in": "tab."}' '{"expect": "", "in": "unlock.passphrase"}')" "$shots"
    rm -f "$disk/filler"
    check 'with room again, the record is there' demo_play tablet-a "$(script room '{"records": {"waiting": 1}}')" "$shots"
    umount "$disk"
else
    printf 'skipped a full disk: no file system may be mounted here\n'
fi
rmdir "$disk" 2>/dev/null

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Does what the guides of docs say, with the lines that stand there: procedures_test.sh <folder of programs> <source tree>
#
# A line that is not in its guide any more fails, so that guide and test are changed together.
set -euo pipefail
bin=$(realpath "$1")
source_dir=$(realpath "$2")
# shellcheck source=../scripts/check.sh
source "$source_dir/tests/scripts/check.sh"

export LC_ALL=C.UTF-8 PATH=$bin:$PATH XDG_RUNTIME_DIR=$scratch
unset DISPLAY WAYLAND_DISPLAY
server=
stop_server() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    server=
}
trap 'stop_server; rm -rf "$scratch"' EXIT

# The machines of this test: a county, one for the drill, two tablets, a folder that stands for another machine.
mkdir -p "$scratch"/{srv,mnt/other-machine,one,two}
cd "$scratch"
printf 'five words that nobody guesses\n' >FILE
tablet=one
port=1

# A line of a guide: what stands behind "  # " is for people; names of folders, machines and the form are this test's own.
as_written() { # exit code, guide, line
    local wanted=$1 guide=$source_dir/docs/$2 line=$3
    grep -qF -- "$line" "$guide" || failed "docs/$2 does not say: $line"
    line=${line%%  # *}
    line=${line//county.example:8443/localhost:$port}
    line=${line//county.example/localhost}
    line=${line//--passphrase-file FILE/--passphrase-file $scratch/FILE}
    line=${line// \/srv/ $scratch/srv}
    line=${line// \/mnt/ $scratch/mnt}
    line=${line// \/var\/lib\/daohu/ $scratch/$tablet/tablet}
    line=${line//--folder TABLET/--folder $scratch/$tablet/tablet}
    line=${line//\/usr\/share\/daohu/$source_dir/assets}
    line=${line//consultation/duty_shift}  # which can be begun without a family
    expect "$wanted" bash -c "cd '$scratch/$tablet' && $line"
}
it() { as_written 0 county-it.md "$1"; }

serve() { # county
    stop_server
    rm -f port
    daohu-county serve "srv/$1" --port "${port/#1/0}" --port-file port >served 2>&1 &
    server=$!
    for _ in {1..600}; do
        [ ! -s port ] || break
        sleep 0.1
    done
    port=$(<port)
}

play() { # tablet, steps after unlocking...
    local played=$1 steps='{"unlock": true}, {"wait": "idle"}'
    shift
    for step in "$@"; do
        steps+=", $step"
    done
    printf '{"steps": [%s]}\n' "$steps" >steps.json
    expect 0 daohu --data "$played/tablet" --passphrase-file FILE --county "localhost:$port" --script steps.json --shots shots
}
talk() { # tablet
    play "$1" '{"tap": "tab.sync"}' '{"tap": "sync.now"}' '{"wait": "idle"}'
}

hashes() { # file with JSON: the hash of each stream that has entries
    grep -o '"hash": "[0-9a-f]*"' "$1" | grep -v '"0*"' | sort
}
# What a status says of a county, without what a restore changes.
holdings() {
    python3 -c 'import json, sys; said = json.load(open(sys.argv[1])); print(
        {name: said[name] for name in said if name not in ("epoch", "last_backup")})' "$1"
}

# The first day, and a list of the county's.
it 'daohu-county init /srv/daohu --name county.example'
printf '姓名,备注\n示例·甲,从村里的册子\n' >one/low-income.csv
it 'daohu-county registers import /srv/daohu low-income.csv --dataset person --village 999999000001 --column "备注=-"'
serve daohu

# Two tablets of one village.
for tablet in one two; do
    it 'daohu --data /var/lib/daohu --passphrase-file FILE --create request.bin'
    it 'daohu-county enrol /srv/daohu --device-request request.bin --village 999999000001'
    it 'daohu --data /var/lib/daohu --grant request.bin.grant --county county.example:8443'
    talk "$tablet"
    it 'daohu --data /var/lib/daohu --passphrase-file FILE --status'
    cp out "$tablet/status"
    daohu-county status srv/daohu --json --assets "$source_dir/assets" >county-status
done
[ -n "$(hashes one/status)" ] || failed 'a tablet that has talked has no stream'
check_equal 'two tablets of a village have one hash for each stream' "$(hashes one/status)" "$(hashes two/status)"

# A changed form, from step 5 on: its XForm stands where scripts/forms writes it.
tablet=one
mkdir one/assets
cp -r "$source_dir"/assets/{codes,datasets,forms,policy} one/assets
sed -i -e '/id="duty_shift"/s/version="1"/version="2"/' -e 's/哪个服务点？/在哪里值班？/' one/assets/forms/duty_shift.xml
as_written 0 form-authors-guide.md 'daohu-form check assets/forms/consultation.xml'
as_written 0 form-authors-guide.md 'daohu-county forms publish /srv/daohu assets/forms/consultation.xml --dry-run'
as_written 0 form-authors-guide.md 'daohu-county forms publish /srv/daohu assets/forms/consultation.xml'
talk one
play one '{"tap": "tab.more"}' '{"tap": "more.new_form"}' '{"tap": "more.form.duty_shift"}' '{"wait": "idle"}' \
    '{"read": "在哪里值班？"}'

# A backup, and the drill.
it 'daohu-county backup /srv/daohu /mnt/other-machine/2026-11-22'
daohu-county status srv/daohu --json --assets "$source_dir/assets" >before
mkdir two/keys-and-identity
cp -r srv/daohu/{county.json,secret,tls} two/keys-and-identity
tablet=two
it 'cp -r keys-and-identity /srv/drill'
it 'daohu-county restore /srv/drill /mnt/other-machine/2026-11-22'
it 'daohu-county status /srv/drill --json --assets /usr/share/daohu'
check_equal 'a restored county holds the same' "$(holdings out)" "$(holdings before)"
stop_server
it 'daohu-county restore /srv/daohu /mnt/other-machine/2026-11-22'
serve daohu
talk two

# A sealed tablet.
printf 'not the words of this tablet\n' >wrong
for _ in {1..10}; do
    capture daohu --data two/tablet --passphrase-file wrong --status
done
check_contains 'ten wrong tries seal it' "$err" vault_sealed
it 'daohu-store recover request --folder TABLET > request.txt'
it 'daohu-county recover /srv/daohu --request request.txt --answer answer.txt'
printf 'quite another five small words\n' | tee two/FILE >FILE
it 'daohu-store recover complete --folder TABLET --answer answer.txt < FILE'
talk two

# A sixth county: every line of the guide, in a copy of what it changes.
mkdir -p one/tests/journeys
cp -r "$source_dir/tests/journeys/data" one/tests/journeys
guide=$source_dir/docs/add-a-county.md
lines_of() { # heading: what stands below it in blocks of sh
    awk -v heading="## $1" 'index($0, "## ") == 1 { here = index($0, heading) == 1 }
        /^```/ { code = here && $0 == "```sh"; next }
        code' "$guide"
}
cd one
lines_of 1. >begin.sh
lines_of 4. >see.sh
expect 0 bash -e begin.sh
says out 'example-2026 version 1: sound; 0 of 123 parameters stated, 0 cards, 0 routes'
expect 0 bash -e see.sh
says out 'example-2026 version 1'
cd ..
tablet=one
as_written 0 add-a-county.md 'daohu-county packs publish /srv/daohu assets/policy/example-2026'
says out '^pack example-2026 1'
as_written 0 add-a-county.md 'daohu-county packs use /srv/daohu example-2026'
says out '^example-2026 stands in every grant'
echo ok

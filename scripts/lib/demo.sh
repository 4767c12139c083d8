# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# A county and its tablets in one folder, for scripts/run and the tests: made, served, played, compared.
# Wants demo_bin (folder with daohu and daohu-county), demo_assets and demo_folder (absolute) to be set.

demo_bin=${demo_bin:-}
demo_assets=${demo_assets:-}
demo_folder=${demo_folder:-}
demo_library=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
demo_village=999999001001
demo_server=
demo_pack=  # that the county names to its tablets; empty: none
demo_app_options=()

demo_app() { # tablet, then arguments of daohu
    local tablet=$1
    shift
    "$demo_bin/daohu" --assets "$demo_assets" --data "$demo_folder/$tablet" \
        --passphrase-file "$demo_folder/passphrase" "${demo_app_options[@]}" "$@"
}

# Both keep what is there, and appear complete or not at all.
demo_make_county() { # name of its folder, then arguments of daohu-county demo; none: nobody lives there
    local county=$1
    shift
    [ ! -d "$demo_folder/$county" ] || return 0
    rm -rf -- "$demo_folder/$county.new"
    "$demo_bin/daohu-county" init "$demo_folder/$county.new" --name localhost ${demo_pack:+--pack "$demo_pack"} >/dev/null &&
        { (($# == 0)) || "$demo_bin/daohu-county" demo "$demo_folder/$county.new" --assets "$demo_assets" "$@"; } &&
        mv -T -- "$demo_folder/$county.new" "$demo_folder/$county"
}

demo_make_tablet() { # tablet, county
    local request=$demo_folder/$1.request
    [ ! -d "$demo_folder/$1" ] || return 0
    rm -rf -- "$demo_folder/$1.new"
    if [ ! -s "$demo_folder/passphrase" ]; then
        # Three groups of four, for a person to type: what it protects is invented.
        (umask 077 && od -An -N6 -tx2 /dev/urandom | sed 's/^ //; s/ /-/g' >"$demo_folder/passphrase")
    fi
    demo_app "$1.new" --create "$request" &&
        "$demo_bin/daohu-county" enrol "$demo_folder/$2" --device-request "$request" --village "$demo_village" \
            --grant "$request.grant" >/dev/null &&
        demo_app "$1.new" --grant "$request.grant" &&
        mv -T -- "$demo_folder/$1.new" "$demo_folder/$1"
}

# Starts the county's server and sets demo_server (process) and demo_port; the same port again unless another is free.
# The server ends with this script, even if that is killed.
demo_serve() { # county
    rm -f "$demo_folder/port"
    setpriv --pdeathsig TERM "$demo_bin/daohu-county" serve "$demo_folder/$1" --port "${demo_port:-0}" \
        --port-file "$demo_folder/port" >>"$demo_folder/county.log" 2>&1 &
    demo_server=$!
    local tries=0
    while [ ! -s "$demo_folder/port" ]; do
        kill -0 "$demo_server" 2>/dev/null || return 1
        ((++tries < 600)) || return 1
        sleep 0.05
    done
    demo_port=$(<"$demo_folder/port")
}

demo_stop_server() {
    demo_end_server TERM
}

demo_end_server() { # signal
    [ -n "$demo_server" ] || return 0
    kill "-$1" "$demo_server" 2>/dev/null
    wait "$demo_server" 2>/dev/null
    demo_server=
}

demo_play() { # tablet, script, folder for pictures
    demo_app "$1" --script "$2" --shots "$3" --county "127.0.0.1:${demo_port:-1}"
}

# The state of tablets, for demo_write_day, before they find their county again.
demo_note_offline() { # tablet...
    local tablet
    mkdir -p "$demo_folder/states"
    for tablet in "$@"; do
        demo_app "$tablet" --status >"$demo_folder/states/$tablet.offline.json" || return 1
    done
}

# How many values a tablet has in conflict, into a file.
demo_count_conflicts() { # tablet, file
    "$demo_bin/daohu-store" conflicts --folder "$demo_folder/$1" --assets "$demo_assets" \
        <"$demo_folder/passphrase" >"$2.all" &&
        tail -n 1 "$2.all" >"$2"
}

# The same for demo_write_day, before somebody settles them.
demo_note_conflicts() { # tablet
    mkdir -p "$demo_folder/states"
    demo_count_conflicts "$1" "$demo_folder/states/$1.met"
}

# What every machine holds, with the hash of each stream, into a file. Fails unless all of them agree and nothing waits.
demo_write_day() { # county, file, tablet...
    local county=$1 file=$2 tablet states=$demo_folder/states arguments=()
    shift 2
    mkdir -p "$states"
    "$demo_bin/daohu-county" status "$demo_folder/$county" --json --assets "$demo_assets" >"$states/county.json" || return 1
    for tablet in "$@"; do
        demo_app "$tablet" --status >"$states/$tablet.json" || return 1
        demo_count_conflicts "$tablet" "$states/$tablet.conflicts" || return 1
        arguments+=("$tablet=$states/$tablet.json")
    done
    python3 "$demo_library/day.py" "$file" "$states/county.json" "${arguments[@]}"
}

# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# A coordinator's day, played on the real app by scripts: two tablets of one village and the township's desk, an invented
# county, no signal from morning to evening, then a bad link. Wants what demo.sh wants, and a function demo_step (what
# happens, command...) that reports and runs each step.

# shellcheck source=demo.sh
source "$(dirname "${BASH_SOURCE[0]}")/demo.sh"

demo_day_tablets=(tablet-a tablet-b desk)

# The bad link of the mountains in front of the county's server; demo_port is the link's while it is there.
demo_begin_bad_link() {
    demo_server_port=$demo_port
    setpriv --pdeathsig TERM "$demo_bin/daohu-sim" proxy --target "$demo_server_port" --rate 64000 --rtt 600 --loss 5 \
        --cut 49152 --dead 1000 >"$demo_folder/link" 2>>"$demo_folder/county.log" &
    demo_link=$!
    local tries=0
    while [ ! -s "$demo_folder/link" ]; do
        kill -0 "$demo_link" 2>/dev/null || return 1
        ((++tries < 600)) || return 1
        sleep 0.05
    done
    demo_port=$(head -n 1 "$demo_folder/link")
}

demo_end_bad_link() {
    [ -n "${demo_link:-}" ] || return 0
    kill -TERM "$demo_link" 2>/dev/null
    wait "$demo_link" 2>/dev/null
    demo_link=
    demo_port=$demo_server_port
}

# Who holds which tablet: the county's register of workers says it, and every tablet reads its own role there.
demo_name_workers() { # county
    local table=$demo_folder/workers.csv tablet device status
    local -A workers=([tablet-a]='示例·李,coordinator' [tablet-b]='示例·陈,coordinator' [desk]='示例·周,township_desk')
    printf 'full_name,roles,tablets\n' >"$table"
    for tablet in "${demo_day_tablets[@]}"; do
        status=$(demo_app "$tablet" --status) || return 1
        device=$(python3 -c 'import json, sys; print(json.load(sys.stdin)["device"])' <<<"$status") || return 1
        printf '%s,%s\n' "${workers[$tablet]}" "$device" >>"$table"
    done
    "$demo_bin/daohu-county" registers import "$demo_folder/$1" "$table" --dataset worker --village "$demo_village" \
        --assets "$demo_assets"
}

demo_make_day() { # pack
    demo_make_county county --pack "$1" || return 1
    local tablet
    for tablet in "${demo_day_tablets[@]}"; do
        demo_make_tablet "$tablet" county || return 1
    done
    demo_name_workers county
}

# One part of the day. What a county's document asks otherwise than the others has a script of its own.
demo_part() { # what happens, tablet, name of the script
    local script=$demo_assets/demo/day/$3.json
    if [ -f "$demo_assets/demo/day/$demo_pack/$3.json" ]; then
        script=$demo_assets/demo/day/$demo_pack/$3.json
    fi
    demo_step "$1" demo_play "$2" "$script" "$demo_shots"
}

demo_play_day() { # folder for pictures, pack, file for what came of it
    local day=$3 tablet
    demo_shots=$1
    demo_pack=$2
    demo_app_options=(--standards "$demo_assets/demo/standards.json" --photos "$demo_assets/demo/photos")
    demo_step 'an invented county, two tablets of one village, the desk of its township' demo_make_day "$demo_pack" || return 1
    demo_step 'morning: the county serves' demo_serve county || return 1
    for tablet in "${demo_day_tablets[@]}"; do
        demo_part "morning: $tablet fetches the families of its village" "$tablet" morning || return 1
    done
    demo_stop_server
    demo_part 'no signal: a family is visited, nothing has changed' tablet-a visit || return 1
    demo_part 'no signal: a fire; whom it has left without a roof is reported' tablet-a discovery || return 1
    demo_part 'no signal: 300 yuan at once, booked to the township reserve' tablet-a first_aid || return 1
    demo_part 'no signal: a house that leaks is found unsafe for tonight' tablet-a house || return 1
    demo_part 'no signal: a colleague finds the same house safe' tablet-b house_other || return 1
    demo_part 'no signal: hospital costs are referred to medical insurance' tablet-a referral || return 1
    demo_part 'no signal: the list of those who get the allowance, posted where the document says what is on it' \
        tablet-a notice || return 1
    demo_step 'what waits on each tablet is noted' demo_note_offline "${demo_day_tablets[@]}" || return 1
    demo_step 'evening: the county serves again' demo_serve county || return 1
    demo_step 'evening: in front of it, a link of 64 kbit/s that loses segments and dies' demo_begin_bad_link || return 1
    demo_part 'evening: the records arrive over that link' tablet-a evening || return 1
    demo_end_bad_link
    demo_part "evening: the colleague's arrive" tablet-b evening_other || return 1
    demo_step 'what differs is noted' demo_note_conflicts tablet-b || return 1
    demo_part 'the desk of the township says that the referral is being handled' desk desk || return 1
    demo_part 'two findings about one house: a person decides' tablet-a conflict || return 1
    for tablet in tablet-b desk tablet-a; do
        demo_part "$tablet fetches what the others wrote" "$tablet" morning || return 1
    done
    demo_stop_server
    demo_step 'all machines have one hash for each stream, and nothing waits' \
        demo_write_day county "$day" "${demo_day_tablets[@]}"
}

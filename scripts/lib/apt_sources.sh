# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Reads the machine's own apt sources, in both notations, and writes a private list from them. The machine's files are
# only read. No mirror is named here: whatever mirror the machine uses is the mirror we use.
#
#   machine_sources ETC_APT                  prints "uri<TAB>suite<TAB>keyring" of every enabled binary source
#   write_private_sources ETC_APT FILE       Debian 12's suites as configured, plus bookworm-backports
#   write_source_sources ETC_APT FILE SUITE...   deb-src of newer suites on the same mirror

debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

machine_sources() {
    local file
    for file in "$1"/sources.list.d/*.sources; do
        if [ -r "$file" ]; then
            deb822_sources <"$file"
        fi
    done
    for file in "$1"/sources.list "$1"/sources.list.d/*.list; do
        if [ -r "$file" ]; then
            one_line_sources <"$file"
        fi
    done
}

# A key written into the file itself is longer than a line and has no path: the keyring column stays empty.
deb822_sources() {
    awk '
        function flush(    n, m, i, j, uri_of, suite_of) {
            if ((" " types " ") ~ / deb / && enabled !~ /^(no|false|0|off)$/) {
                n = split(uris, uri_of, /[ \t]+/)
                m = split(suites, suite_of, /[ \t]+/)
                for (i = 1; i <= n; i++)
                    for (j = 1; j <= m; j++)
                        if (uri_of[i] != "" && suite_of[j] != "")
                            printf "%s\t%s\t%s\n", uri_of[i], suite_of[j], key
            }
            types = uris = suites = key = enabled = field = ""
        }
        { sub(/\r$/, "") }
        /^#/ { next }
        /^[ \t]*$/ { flush(); next }
        /^[ \t]/ {
            value = $0
            sub(/^[ \t]+/, "", value)
            if (field == "uris") uris = uris " " value
            if (field == "suites") suites = suites " " value
            if (field == "types") types = types " " value
            next
        }
        {
            field = tolower($0); sub(/:.*/, "", field)
            value = $0; sub(/^[^:]*:[ \t]*/, "", value); sub(/[ \t]+$/, "", value)
            if (field == "types") types = value
            if (field == "uris") uris = value
            if (field == "suites") suites = value
            if (field == "enabled") enabled = tolower(value)
            if (field == "signed-by" && value ~ /^\//) key = value
        }
        END { flush() }'
}

one_line_sources() {
    awk '
        { sub(/\r$/, ""); sub(/#.*/, "") }
        $1 == "deb" {
            line = $0
            sub(/^[ \t]*deb[ \t]+/, "", line)
            key = ""
            if (line ~ /^\[/) {
                options = line
                sub(/\].*/, "", options)
                sub(/^\[[^\]]*\][ \t]*/, "", line)
                if (match(options, /signed-by=[^ \t]*/)) key = substr(options, RSTART + 10, RLENGTH - 10)
            }
            split(line, word, /[ \t]+/)
            if (word[1] !~ /^cdrom:/ && word[2] != "") printf "%s\t%s\t%s\n", word[1], word[2], key
        }'
}

# The mirror that offers Debian 12 itself: "uri<TAB>suite<TAB>keyring" of the first one.
main_mirror() {
    machine_sources "$1" | awk -F '\t' '$2 == "bookworm" || $2 == "oldstable" { print; exit }'
}

stanza() { # types, uri, suite, keyring or empty
    printf 'Types: %s\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' "$1" "$2" "$3" "${4:-$debian_keyring}"
}

write_private_sources() {
    local main uri suite key
    main=$(main_mirror "$1")
    [ -n "$main" ] || return 1
    {
        machine_sources "$1" |
            awk -F '\t' '$2 ~ /^(bookworm|oldstable)(-updates|-security|-backports)?$/ && !seen[$1 FS $2]++' |
            while IFS=$'\t' read -r uri suite key; do
                stanza deb "$uri" "$suite" "$key"
            done
        if ! machine_sources "$1" | cut -f 2 | grep -qxE '(bookworm|oldstable)-backports'; then
            IFS=$'\t' read -r uri suite key <<<"$main"
            stanza deb "$uri" "$suite-backports" "$key"
        fi
    } >"$2"
}

write_source_sources() {
    local main uri suite key file=$2 wanted
    main=$(main_mirror "$1")
    [ -n "$main" ] || return 1
    shift 2
    IFS=$'\t' read -r uri suite key <<<"$main"
    for wanted in "$@"; do
        stanza deb-src "$uri" "$wanted" "$key"
    done >"$file"
}

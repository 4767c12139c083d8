# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Packages, through a private apt state in the cache: the system's sources, lists and downloads stay as they were.
# Lists and packages are fetched by the ordinary user; only the installation itself is done as root, when everything is
# there.
#
#   install_packages GROUP...    installs what is missing of the groups; needs no network and no root if nothing is

apt_options=()

prepare_apt() { # folder
    mkdir -p "$1"/{lists/partial,archives/partial,empty}
    apt_options=(
        -o "Dir::Etc::SourceList=/dev/null"
        -o "Dir::Etc::SourceParts=$1/sources.d"
        -o "Dir::State::Lists=$1/lists"
        -o "Dir::Cache::archives=$1/archives"
        -o "Dir::Cache::pkgcache=" -o "Dir::Cache::srcpkgcache="
        -o "Acquire::Languages=none" -o "Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false"
        -o "Acquire::Retries=3" -o "Acquire::http::Timeout=30" -o "Acquire::https::Timeout=30"
        -o "APT::Update::Error-Mode=any" -o "APT::Update::Post-Invoke-Success=" -o "APT::Sandbox::User=root"
        -o "APT::Install-Recommends=false" -o "APT::Install-Suggests=false"
        -o "DPkg::Lock::Timeout=300")
    mkdir -p "$1/sources.d"
}

apt_update() {
    # A frozen or archived mirror reports an old date; signatures and hashes are checked all the same.
    apt-get "${apt_options[@]}" -o Debug::NoLocking=1 -o Acquire::Check-Valid-Until=false -q update
}

# The packages as apt has to be asked for them: by name if apt's own candidate is new enough, else with a version.
apt_requests() { # reads "package minimum" lines
    local wanted candidates name minimum version
    wanted=$(cat)
    # shellcheck disable=SC2046 # package names are words
    candidates=$(apt-cache "${apt_options[@]}" policy $(cut -d ' ' -f 1 <<<"$wanted") |
        awk '/^[^ ]/ { name = $1; sub(/:$/, "", name) } $1 == "Candidate:" && $2 != "(none)" { print name, $2 }')
    while read -r name minimum; do
        version=$(awk -v name="$name" '$1 == name { print $2; exit }' <<<"$candidates")
        if version_is_enough "$version" "$minimum"; then
            printf '%s\n' "$name"
        elif version=$(newer_version "$name" "$minimum") && [ -n "$version" ]; then
            printf '%s=%s\n' "$name" "$version"
        else
            printf 'E: the mirror has no package %s, version %s or newer\n' "$name" "$minimum" >&2
            return 1
        fi
    done <<<"$wanted"
}

newer_version() { # package, minimum
    local version
    apt-cache "${apt_options[@]}" madison "$1" | awk -F ' *[|] *' '{ print $2 }' |
        while read -r version; do
            if version_is_enough "$version" "$2"; then
                printf '%s\n' "$version"
                break
            fi
        done
}

download_packages() {
    apt-get "${apt_options[@]}" -o Debug::NoLocking=1 -y -q --no-remove --download-only install "$@"
}

install_downloaded() {
    "${root_command[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get "${apt_options[@]}" -y -q --no-remove --no-download install "$@"
}

repair_dpkg() {
    "${root_command[@]}" env DEBIAN_FRONTEND=noninteractive dpkg --configure -a
}

install_packages() {
    local missing requests state=$cache_dir/apt log_from size
    missing=$(missing_packages "$@")
    if [ -z "$missing" ]; then
        note "all packages are there"
        return
    fi
    note "missing: $(cut -d ' ' -f 1 <<<"$missing" | tr '\n' ' ' | fold -s -w 100 | sed '2,$s/^/               /')"
    become_root_for "to install $(wc -l <<<"$missing") packages" "$@"
    if [ -n "$(dpkg --audit 2>/dev/null)" ]; then
        child_must_finish=yes
        require_run 'complete an earlier, interrupted installation' repair_dpkg
        child_must_finish=no
        missing=$(missing_packages "$@")
        [ -n "$missing" ] || return 0
    fi
    require_free_space "$cache_dir" 1000 'the download of packages'
    prepare_apt "$state"
    write_private_sources /etc/apt "$state/sources.d/daohu.sources" ||
        stop_with 1 "No mirror of Debian 12 is configured in /etc/apt." \
            "Add one (suite bookworm) to /etc/apt/sources.list.d and call again."
    require_run 'package lists' apt_update
    requests=$(apt_requests <<<"$missing" 2>>"$step_log") ||
        stop_with 1 "$(tail -n 1 "$step_log" | sed 's/^E: //')." \
            "The mirror of /etc/apt must carry Debian 12 (main) and bookworm-backports."
    log_from=$(stat -c %s "$step_log")
    # shellcheck disable=SC2086 # requests are words
    require_run 'download' download_packages $requests
    size=$(tail -c +"$((log_from + 1))" "$step_log" | sed -n 's/^Need to get \(.*\) of archives.*/\1/p' | tail -n 1)
    note "downloaded: ${size:-nothing new}"
    require_room_for_installation "$log_from"
    become_root_for 'to install what was downloaded' "$@"  # sudo may have forgotten the password meanwhile
    child_must_finish=yes
    # shellcheck disable=SC2086
    require_run 'install' install_downloaded $requests
    child_must_finish=no
    missing=$(missing_packages "$@")
    [ -z "$missing" ] || stop_with 1 "These packages are still missing after their installation:" "$missing"
    rm -rf "$state"
}

# apt says before the download how much the installation will take ("After this operation, 1,234 MB ...").
require_room_for_installation() { # byte of the log where the download began
    local megabytes
    megabytes=$(tail -c +"$(($1 + 1))" "$step_log" | sed -n 's/^After this operation, \([0-9,]*\).* MB of additional.*/\1/p' |
        tail -n 1 | tr -d ,)
    require_free_space /usr "$((${megabytes:-0} + 200))" 'the installation of packages'
}

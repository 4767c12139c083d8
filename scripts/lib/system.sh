# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# What kind of machine this is, and how to become root on it.
#
#   require_debian_12       else: the list of what is needed, exit 2
#   become_root_for WHY GROUP...   sets root_command to () or (sudo ...); stops where there is no way
#   free_megabytes FOLDER

root_command=()

require_debian_12() {
    local release=${DAOHU_OS_RELEASE:-/etc/os-release} id='' version='' name='an unknown system'
    if [ -r "$release" ]; then
        id=$(os_release_field ID "$release")
        version=$(os_release_field VERSION_ID "$release")
        name=$(os_release_field PRETTY_NAME "$release")
        name=${name:-an unknown system}
    fi
    if [ "$id" = debian ] && [ "$version" = 12 ]; then
        return
    fi
    {
        printf 'The set-up of this script is written for Debian 12; this is %s.\n' "$name"
        printf 'Elsewhere, provide these yourself (names are those of Debian 12):\n\n'
        print_needed_packages
        printf '\nthen, with Dear ImGui %s (sources) in DIR/imgui and SDL %s (prefix) in DIR/sdl3:\n' \
            "$imgui_version" "$sdl_version"
        printf '    cmake --preset dev -DDAOHU_DEPS=DIR\n    cmake --build --preset dev\n    ctest --preset dev\n'
    } >&2
    exit 2
}

os_release_field() {
    sed -n "s/^$1=//p" "$2" | sed -e 's/^"//' -e 's/"$//' -e "s/^'//" -e "s/'\$//" | head -n 1
}

become_root_for() { # why, groups of packages
    local preset=''
    root_command=()
    if [ "$(id -u)" -eq 0 ]; then
        return
    fi
    if command -v sudo >/dev/null 2>&1; then
        if sudo -n true 2>/dev/null; then
            root_command=(sudo -n)
            return
        fi
        if [ -t 0 ]; then
            note "sudo may ask for your password: $1"
            if sudo -v; then
                root_command=(sudo -n)
                return
            fi
        fi
    fi
    case " $* " in
    *' arm64 '*) preset=' arm64' ;;
    *' fuzz '*) preset=' fuzz' ;;
    esac
    stop_with 1 "Root rights are needed once, $1, and this user has no sudo rights." \
        "Ask an administrator to run, in a checkout of this project:" \
        "    scripts/build --packages$preset" \
        "and then call again: everything else is done without root."
}

free_megabytes() {
    local folder=$1
    while [ ! -d "$folder" ]; do
        folder=$(dirname "$folder")
    done
    df -Pm "$folder" | awk 'NR == 2 { print $4 }'
}

require_free_space() { # folder, megabytes, what for
    local free
    free=$(free_megabytes "$1")
    if ((free < $2)); then
        stop_with 1 "The disk is too full: $3 needs $2 MB in $1, and $free MB are free." \
            "Free some space and call again."
    fi
}

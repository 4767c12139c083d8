# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Signed source packages of newer Debian suites: fetched by the ordinary user through apt (which checks the signature of
# the suite), then held against the hash that this project pins. A file put into the cache by hand passes the same check,
# so a machine without a network can be provided from another one.
#
#   verify_sha256 FILE HASH
#   fetch_sources NAME...     the files of the named pinned sources are in $cache_dir/sources afterwards

imgui_version=1.92.2b
imgui_package=imgui=1.92.2b+ds-1
imgui_suite=forky
imgui_file=imgui_1.92.2b+ds.orig.tar.xz
imgui_sha256=e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48

sdl_version=3.2.10
sdl_package=libsdl3=3.2.10+ds-1
sdl_suite=trixie
sdl_file=libsdl3_3.2.10+ds.orig.tar.xz
sdl_sha256=dede2b1f08d2a7c6c5ec558258de75c846c5e3ea5e5687f8b2f9d896c8467335

source_field() { # imgui|sdl, field
    local variable=$1_$2
    printf '%s\n' "${!variable}"
}

verify_sha256() {
    printf '%s  %s\n' "$2" "$1" | sha256sum --check --status
}

# A file of the cache is used only with the pinned content; any other is removed, and the person is told.
refuse_wrong_source() { # name
    local file
    file=$cache_dir/sources/$(source_field "$1" file)
    if [ -e "$file" ] && ! verify_sha256 "$file" "$(source_field "$1" sha256)"; then
        rm -f -- "$file"
        stop_with 1 "$file had the wrong content (its sha256 is not the pinned one) and was removed." \
            "Call again: it is then fetched anew from the machine's Debian mirror."
    fi
}

fetch_sources() {
    local name absent=() suites=() state=$cache_dir/apt-sources folder before
    mkdir -p "$cache_dir/sources"
    for name in "$@"; do
        refuse_wrong_source "$name"
        if [ ! -e "$cache_dir/sources/$(source_field "$name" file)" ]; then
            absent+=("$name")
            suites+=("$(source_field "$name" suite)")
        fi
    done
    if ((${#absent[@]} == 0)); then
        return
    fi
    require_free_space "$cache_dir" 300 'the download of sources'
    prepare_apt "$state"
    write_source_sources /etc/apt "$state/sources.d/daohu.sources" "${suites[@]}" ||
        stop_with 1 "No mirror of Debian 12 is configured in /etc/apt." \
            "Add one (suite bookworm) to /etc/apt/sources.list.d and call again."
    require_run 'source lists' apt_update
    folder=$state/files
    mkdir -p "$folder"
    for name in "${absent[@]}"; do
        before=$(stat -c %s "$step_log")
        if ! run_logged "source of $name" download_source "$folder" "$(source_field "$name" package)"; then
            if tail -c +"$((before + 1))" "$step_log" | grep -qE 'Unable to find a source|Can not find version|Ignore unavailable'; then
                stop_without_version "$name"
            fi
            stop_after_failure "source of $name" "$before"
        fi
        accept_source "$name" "$folder/$(source_field "$name" file)"
    done
    rm -rf "$state"
}

download_source() ( # folder, package=version
    cd "$1" || exit
    apt-get "${apt_options[@]}" -o Debug::NoLocking=1 -q --download-only --tar-only source "$2"
)

accept_source() { # name, downloaded file
    if ! verify_sha256 "$2" "$(source_field "$1" sha256)"; then
        rm -f -- "$2"
        stop_with 1 "The mirror's $(basename "$2") is not the pinned one (its sha256 differs); it was not used." \
            "Call again later, or put the file with sha256 $(source_field "$1" sha256) into $cache_dir/sources."
    fi
    mv -- "$2" "$cache_dir/sources/"
}

stop_without_version() {
    stop_with 1 "The mirror of /etc/apt no longer has the source package $(source_field "$1" package) in $(source_field "$1" suite)." \
        "This project pins one version. Put $(source_field "$1" file) (sha256 $(source_field "$1" sha256))" \
        "into $cache_dir/sources, from another mirror or an archive of Debian, and call again."
}

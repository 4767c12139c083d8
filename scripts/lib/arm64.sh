# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# A private folder with Debian's arm64 libraries, for the cross compiler and for qemu. The machine's own package
# system learns nothing of the other processor.
#
#   provide_arm64_sysroot    one step; exports DAOHU_ARM64_SYSROOT

arm64_sysroot_folder() {
    printf '%s/arm64/%s\n' "$cache_dir" "$(printf 'layout 1\n%s' "$arm64_packages" | sha256sum | cut -c 1-16)"
}

provide_arm64_sysroot() {
    local work requests state=$cache_dir/apt-arm64 size log_from
    step 'Libraries for arm64'
    DAOHU_ARM64_SYSROOT=$(arm64_sysroot_folder)
    export DAOHU_ARM64_SYSROOT
    if [ -d "$DAOHU_ARM64_SYSROOT" ]; then
        note "they are there: $DAOHU_ARM64_SYSROOT"
        return
    fi
    require_free_space "$cache_dir" 1500 'the arm64 libraries'
    prepare_apt "$state"
    : >"$state/status"
    apt_options+=(-o "APT::Architecture=arm64" -o "APT::Architectures::=arm64" -o "Dir::State::status=$state/status"
        -o "Debug::NoLocking=1")
    write_private_sources /etc/apt "$state/sources.d/daohu.sources" ||
        stop_with 1 "No mirror of Debian 12 is configured in /etc/apt." \
            "Add one (suite bookworm) to /etc/apt/sources.list.d and call again."
    require_run 'package lists' apt_update
    requests=$(sed '/^$/d' <<<"$arm64_packages" | apt_requests 2>>"$step_log") ||
        stop_with 1 "$(tail -n 1 "$step_log" | sed 's/^E: //') for arm64."
    log_from=$(stat -c %s "$step_log")
    # shellcheck disable=SC2086 # requests are words
    require_run 'download' download_packages $requests
    size=$(tail -c +"$((log_from + 1))" "$step_log" | sed -n 's/^Need to get \(.*\) of archives.*/\1/p' | tail -n 1)
    note "downloaded: ${size:-nothing new}"
    make_work_folder "$cache_dir/arm64" work || stop_with 1 "The cache folder $cache_dir/arm64 cannot be written."
    require_run 'unpack' unpack_sysroot "$state/archives" "$work/sysroot"
    mv -T -- "$work/sysroot" "$DAOHU_ARM64_SYSROOT"
    rm -rf "$state"
}

unpack_sysroot() { # folder of packages, sysroot
    local package link target
    mkdir -p "$2" || return
    for package in "$1"/*.deb; do
        dpkg-deb -x "$package" "$2" || return
    done
    # A link to an absolute path would lead out of the sysroot, into the libraries of this machine.
    find "$2" -type l -lname '/*' | while read -r link; do
        target=$2$(readlink "$link")
        ln -sfn "$(realpath -ms --relative-to="$(dirname "$link")" "$target")" "$link" || return
    done
}

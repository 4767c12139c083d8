# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# The steps all commands share.
#
#   enter_packages GROUP...       steps 1 and 2: the machine, the packages
#   enter_house GROUP...          steps 1 to 3: these and the dependencies
#   configure_and_build PRESET [TARGET...]   steps 4 and 5

build_presets='dev release package coverage tidy fuzz arm64'

enter_packages() {
    step 'This machine'
    require_debian_12
    note "Debian 12, $(nproc) cores, $(free_megabytes "$source_dir") MB free here"
    require_free_space "$source_dir" 500 'the build'
    mkdir -p "$cache_dir" 2>/dev/null || stop_with 1 "The cache folder $cache_dir cannot be made." \
        "Give this user a home folder, or set XDG_CACHE_HOME to a folder it can write."
    exec 8>"$cache_dir/lock" || stop_with 1 "The cache folder $cache_dir cannot be written." \
        "Set XDG_CACHE_HOME to a folder this user can write."
    if ! flock -n 8; then
        note 'another call is preparing dependencies; waiting for it'
        flock 8
    fi
    rm -rf -- "$cache_dir"/deps/.work-* "$cache_dir"/arm64/.work-*

    step 'Packages'
    install_packages "$@"
}

enter_house() {
    enter_packages "$@"
    step 'Dear ImGui and SDL 3'
    provide_dependencies
    exec 8>&-
}

configure_and_build() {
    local preset=$1
    shift
    export CCACHE_BASEDIR=$source_dir CCACHE_NOHASHDIR=1
    export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}

    if [ ! -d "$source_dir/build/$preset" ]; then
        require_free_space "$source_dir" "$(megabytes_of_build "$preset" "$#")" "a first build ($preset)"
    fi

    step "Configure ($preset)"
    require_run 'configure' configure_preset "$preset"

    step "Build ($preset)"
    require_run 'build' build_preset "$preset" "$@"
}

# What a first build leaves on the disk, and some room: measured, rounded up.
megabytes_of_build() { # preset, number of targets (0: all of them)
    case $1:$2 in
    dev:0 | coverage:0) echo 12000 ;;
    *:0) echo 6000 ;;
    *) echo 2000 ;;
    esac
}

configure_preset() (
    cd "$source_dir" && cmake --preset "$1" -DDAOHU_DEPS="$(dependencies_folder)"
)

build_preset() ( # preset, targets
    cd "$source_dir" || exit
    local preset=$1
    shift
    cmake --build --preset "$preset" ${1:+--target "$@"}
)

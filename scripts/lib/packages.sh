# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# The Debian packages the project needs, with the oldest version that will do. A "-" takes any version of Debian 12;
# where Debian 12's own is too old, apt.sh takes the one of bookworm-backports.
#
#   missing_packages GROUP...       prints "package minimum" for what is absent or too old
#   print_needed_packages           the list for people

house_packages='
build    g++                    4:12
build    gcc                    4:12
build    cmake                  3.25
build    ninja-build            -
build    ccache                 -
build    pkg-config             -
build    xz-utils               -
build    python3                -
build    git                    -
build    libsqlcipher1          4.6
build    libsqlcipher-dev       4.6
build    libsodium-dev          1.0.18
build    libcurl4-openssl-dev   7.88
build    libssl-dev             3.0
build    libzstd-dev            1.5
build    libpugixml-dev         1.13
build    libre2-dev             20220601
build    libzip-dev             1.7
build    libexpat1-dev          2.5
build    nlohmann-json3-dev     3.11
build    libexpected-dev        1.0
build    libfmt-dev             9.1
build    libspdlog-dev          1:1.10
build    libcli11-dev           2.1
build    libboost1.81-dev       1.81
build    unicode-data           15
window   libfreetype-dev        2.12
window   libpng-dev             1.6
window   libjpeg62-turbo-dev    2.1
window   libcairo2-dev          1.16
window   libegl-dev             -
window   libgles-dev            -
window   libx11-dev             -
window   libxext-dev            -
window   libxcursor-dev         -
window   libxfixes-dev          -
window   libxi-dev              -
window   libxrandr-dev          -
window   libxss-dev             -
window   libxkbcommon-dev       -
window   libwayland-dev         1.18
window   wayland-protocols      -
window   libdecor-0-dev         -
window   libdbus-1-dev          -
window   libudev-dev            -
window   libibus-1.0-dev        -
window   libegl1                -
window   libegl-mesa0           -
window   libgl1-mesa-dri        -
window   fonts-noto-cjk         -
test     catch2                 3.5
test     libcatch2-dev          3.5
test     librapidcheck-dev      -
test     sqlcipher              4.6
test     poppler-utils          -
lint     clang-format-19        1:19
lint     clang-tidy-19          1:19
lint     shellcheck             -
coverage gcovr                  5.2
fuzz     clang-19               1:19
fuzz     libclang-rt-19-dev     1:19
arm64    g++-aarch64-linux-gnu  4:12
arm64    qemu-user              1:7
'

# What the arm64 sysroot holds: the same libraries for the other processor. Headers of its C++ library included.
arm64_packages='
libc6-dev               -
libstdc++-12-dev        -
libsqlcipher1           4.6
libsqlcipher-dev        4.6
catch2                  3.5
libcatch2-dev           3.5
libsodium-dev           -
libcurl4-openssl-dev    -
libssl-dev              -
libzstd-dev             -
libpugixml-dev          -
libre2-dev              -
libzip-dev              -
libexpat1-dev           -
nlohmann-json3-dev      -
libexpected-dev         -
libfmt-dev              -
libspdlog-dev           -
libcli11-dev            -
libboost1.81-dev        -
librapidcheck-dev       -
'

packages_of() { # groups; prints "package minimum"
    local group
    for group in "$@"; do
        awk -v group="$group" '$1 == group { print $2, $3 }' <<<"$house_packages"
    done
}

installed_versions() { # packages; prints "package version" of those completely installed
    dpkg-query -W -f '${Package} ${db:Status-Abbrev} ${Architecture} ${Version}\n' "$@" 2>/dev/null |
        awk -v native="$(dpkg --print-architecture)" '$2 == "ii" && ($3 == native || $3 == "all") { print $1, $4 }' || true
}

missing_packages() {
    local name minimum needed installed version
    needed=$(packages_of "$@")
    # shellcheck disable=SC2046 # package names are words
    installed=$(installed_versions $(cut -d ' ' -f 1 <<<"$needed"))
    while read -r name minimum; do
        version=$(awk -v name="$name" '$1 == name { print $2; exit }' <<<"$installed")
        if ! version_is_enough "$version" "$minimum"; then
            printf '%s %s\n' "$name" "$minimum"
        fi
    done <<<"$needed"
}

version_is_enough() { # version or empty, minimum or "-"
    [ -n "$1" ] && { [ "$2" = - ] || dpkg --compare-versions "$1" ge "$2"; }
}

print_needed_packages() {
    awk 'NF { printf "    %-8s %-24s %s\n", $1, $2, ($3 == "-" ? "" : ">= " $3) }' <<<"$house_packages"
}

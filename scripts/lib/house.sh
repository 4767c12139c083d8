# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# What every command of scripts/ begins with. Sets source_dir and cache_dir.

export LC_ALL=C.UTF-8

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache_dir=${XDG_CACHE_HOME:-${HOME:-/var/tmp}/.cache}/daohu

# shellcheck source=steps.sh
source "$source_dir/scripts/lib/steps.sh"
# shellcheck source=system.sh
source "$source_dir/scripts/lib/system.sh"
# shellcheck source=packages.sh
source "$source_dir/scripts/lib/packages.sh"
# shellcheck source=apt_sources.sh
source "$source_dir/scripts/lib/apt_sources.sh"
# shellcheck source=apt.sh
source "$source_dir/scripts/lib/apt.sh"
# shellcheck source=sources.sh
source "$source_dir/scripts/lib/sources.sh"
# shellcheck source=dependencies.sh
source "$source_dir/scripts/lib/dependencies.sh"
# shellcheck source=build.sh
source "$source_dir/scripts/lib/build.sh"
# shellcheck source=arm64.sh
source "$source_dir/scripts/lib/arm64.sh"

usage_error() { # message; the script's own usage() is printed below it
    {
        printf '%s: %s\n\n' "$(basename "$0")" "$1"
        usage
    } >&2
    exit 2
}

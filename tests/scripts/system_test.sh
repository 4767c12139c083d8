#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=check.sh
source "$(dirname "${BASH_SOURCE[0]}")/check.sh"
# shellcheck source=house.sh
source "$scripts/lib/house.sh"

on_system() { # content of os-release
    printf '%s\n' "$1" >"$scratch/os-release"

    (export DAOHU_OS_RELEASE="$scratch/os-release" && require_debian_12)
}

capture on_system $'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"'
check_equal 'Debian 12 is accepted' "$status" 0

for other in $'ID=debian\nVERSION_ID="13"\nPRETTY_NAME="Debian GNU/Linux 13 (trixie)"' \
    $'ID=ubuntu\nVERSION_ID="24.04"\nPRETTY_NAME="Ubuntu 24.04 LTS"' ''; do
    capture on_system "$other"
    check_equal "another system ends with 2: $other" "$status" 2
    check_contains 'the list names SQLCipher with its version' "$err" 'libsqlcipher-dev'
    check_contains 'the list names the version of Dear ImGui' "$err" "Dear ImGui $imgui_version"
    check_contains 'the way on is told' "$err" 'cmake --preset dev -DDAOHU_DEPS='
done
capture on_system $'ID=ubuntu\nPRETTY_NAME="Ubuntu 24.04 LTS"'
check_contains 'the system is named' "$err" 'this is Ubuntu 24.04 LTS'

version_is_enough 4.6.1-2~bpo12+1 4.6 || failed 'a newer version is enough'
version_is_enough 3.4.1-2 - || failed '"-" takes any version'
! version_is_enough 3.4.1-2 4.6 || failed 'an older version is not enough'
! version_is_enough '' - || failed 'an absent package is not enough'

# Somebody who is not root and whom sudo refuses.
without_root() ( # groups of packages
    id() { echo 1000; }
    sudo() { return 1; }
    become_root_for 'to install something' "$@"
)
capture without_root build window test
check_equal 'without root rights the set-up stops' "$status" 1
check_contains 'and says who can help, how' "$err" "    scripts/build --packages"$'\n'
capture without_root build window test arm64
check_contains 'and names what else is wanted' "$err" "    scripts/build --packages arm64"$'\n'

check_equal 'a full disk is told' \
    "$(explain_failure 'tar: write error: No space left on device' | cut -d . -f 1)" 'The disk is full'
check_contains 'a missing network is told' \
    "$(explain_failure "Temporary failure resolving 'mirror'")" 'cannot be reached'
check_contains 'a wrong signature is told' \
    "$(explain_failure 'W: GPG error: NO_PUBKEY 0E98404D386FA1D9')" 'signature is not valid'
check_equal 'an unknown failure is not explained away' "$(explain_failure 'segmentation fault')" ''

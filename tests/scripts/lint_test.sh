#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=check.sh
source "$(dirname "${BASH_SOURCE[0]}")/check.sh"
# shellcheck source=house.sh
source "$scripts/lib/house.sh"
# shellcheck source=lint.sh
source "$scripts/lib/lint.sh"

export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b.invalid GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b.invalid
export GIT_CONFIG_GLOBAL=/dev/null
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
mkdir "$scratch/checkout"
cd "$scratch/checkout"
git init -q
save() { # file, content
    mkdir -p "$(dirname "$1")"
    printf '%s\n' "$2" >"$1"
    git add -- "$1"
}
licence='// SPDX-License-Identifier: Apache-2.0'
save core/a.cpp "$licence"
save core/b.cpp "$licence"
save core/b.hpp "$licence"
git commit -qm first
save core/b.hpp "$licence"$'\nint b();'
git commit -qm second

check_equal 'without a remote, the last commit counts; a header stands for its unit' \
    "$(units_to_check no '')" core/b.cpp
git update-ref refs/remotes/origin/main HEAD~1
save core/a.cpp "$licence"$'\nint a();'
git commit -qm third
check_equal 'what differs from origin/main counts' "$(units_to_check no '' | paste -sd ' ')" 'core/a.cpp core/b.cpp'
git update-ref refs/remotes/origin/main HEAD
check_equal 'at origin/main itself, the last commit counts' "$(units_to_check no '')" core/a.cpp
printf '\n' >>core/b.cpp
check_equal 'what is not committed counts' "$(units_to_check no '')" core/b.cpp
check_equal 'a commit can be named' "$(units_to_check no HEAD~2 | paste -sd ' ')" 'core/a.cpp core/b.cpp'
check_equal 'all are all' "$(units_to_check yes '' | paste -sd ' ')" 'core/a.cpp core/b.cpp'
git checkout -q -- core/b.cpp

capture check_texts
check_equal "clean files pass: $out" "$status" 0
save core/c.cpp 'int c();'
capture check_texts
check_equal 'a missing licence line is found' "$status" 1
check_contains 'and named' "$out" 'core/c.cpp:1: error'
git rm -qf core/c.cpp
# The path is put together here so that the check does not find it in this file.
save notes.md "see /ro""ot/checkout"
capture check_texts
check_equal 'a path of one machine is found' "$status" 1
save notes.md "instance('people')/ro""ot/item"
capture check_texts
check_equal 'a path inside a form is not one' "$status" 0

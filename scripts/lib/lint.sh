# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# The checks of scripts/lint. Each prints what it finds and returns 1 then; they run in the project's folder.

lint_findings=0

# A checkout that belongs to another user, as in many build services, is read all the same.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0=$source_dir

require_git_checkout() {
    if ! git rev-parse --verify --quiet HEAD >/dev/null 2>&1; then
        stop_with 1 'This is not a git checkout.' 'scripts/lint asks git which files belong to the project: clone it with git.'
    fi
}

check_with() {
    if ! "$@" 2>&1 | tee -a "$step_log" | sed 's/^/      /'; then
        lint_findings=$((lint_findings + 1))
    fi
}

cpp_files() {
    git ls-files -z -- '*.cpp' '*.hpp' '*.inc'
}

check_layout() {
    cpp_files | xargs -0 clang-format-19 --dry-run --Werror
}

script_files() {
    {
        git ls-files -- '*.sh' .ci/run
        git ls-files -- scripts platform/linux/package | while read -r file; do
            if head -n 1 "$file" | grep -qE '^#!.*\b(ba)?sh\b'; then
                printf '%s\n' "$file"
            fi
        done
    } | sort -u
}

# Libraries of scripts/lib are read in place, through the commands that use them (-x -a).
check_scripts() {
    script_files | grep -vE '^scripts/lib/.*\.sh$' | xargs shellcheck -x -a
}

check_texts() {
    local found=0
    no_machine_words || found=1
    licence_lines || found=1
    return "$found"
}

# The brackets keep these patterns from finding themselves.
no_machine_words() {
    local words='(^|[^]})[:alnum:]_./-])/(wor[k]|far[m]|roo[t]|hom[e]/[a-z]+)/|(deb|ftp|snapshot|security)\.([a-z]+\.)?debia[n]\.org|mirro[r]s?\.[a-z0-9-]+\.(com|cn|net|org|edu)'
    if git grep -nIE "$words" -- . ':!LICENSE'; then
        echo 'error: a path or a mirror of one machine is written into the project'
        return 1
    fi
}

licence_lines() {
    local file found=0
    while read -r file; do
        if ! head -n 2 "$file" | grep -qF 'SPDX-License-Identifier: Apache-2.0'; then
            printf '%s:1: error: the first line must name the licence (SPDX-License-Identifier: Apache-2.0)\n' "$file"
            found=1
        fi
    done < <(git ls-files -- '*.cpp' '*.hpp' '*.inc' '*.cmake' '*CMakeLists.txt' '*.py' && script_files)
    return "$found"
}

# The commit that the changed files are counted from.
base_commit() {
    local base=
    if git rev-parse --verify --quiet origin/main >/dev/null; then
        base=$(git merge-base HEAD origin/main || true)
    fi
    if [ -z "$base" ] || { [ "$base" = "$(git rev-parse HEAD)" ] && git diff --quiet HEAD; }; then
        base=$(git rev-parse --verify --quiet 'HEAD~1' || true)
    fi
    printf '%s\n' "${base:-$(git hash-object -t tree /dev/null)}"
}

# The translation units to read: the changed ones, and for a changed header the unit of the same name.
units_to_check() { # all: yes or no, commit or empty
    if [ "$1" = yes ]; then
        git ls-files -- '*.cpp'
        return
    fi
    local file unit
    git diff --name-only --diff-filter=d "${2:-$(base_commit)}" -- '*.cpp' '*.hpp' | while read -r file; do
        unit=${file%.hpp}
        unit=${unit%.cpp}.cpp
        if [ -e "$unit" ]; then
            printf '%s\n' "$unit"
        fi
    done | sort -u
}

check_code() { # all: yes or no, commit or empty
    local limit=${DAOHU_TIDY_SECONDS:-1200} units built unit
    tidy_options=
    if [ "$1" = yes ]; then
        limit=1000000
        tidy_options='--checks=clang-analyzer-*'
    fi
    units=$(units_to_check "$1" "$2")
    if [ -z "$units" ]; then
        echo 'no C++ file changed'
        return
    fi
    prepare_compile_commands || return
    # Only what this configuration compiles: a file of another platform has no compile command.
    built=$(sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' build/dev/compile_commands.json | sort -u)
    units=$(while read -r unit; do
        if grep -qxF "$source_dir/$unit" <<<"$built"; then
            printf '%s\n' "$unit"
        fi
    done <<<"$units")
    printf '%d files\n' "$(grep -c . <<<"$units" || true)"
    read_units "$limit" "$units"
}

# Compile commands and what is generated for the compiler; nothing is compiled.
prepare_compile_commands() {
    local generated
    configure_preset dev >>"$step_log" 2>&1 || return
    generated=$(ninja -C build/dev -t targets rule CUSTOM_COMMAND | grep -E '^[^/].*\.(cpp|hpp|inc)$' || true)
    if [ -n "$generated" ]; then
        # shellcheck disable=SC2086 # names of files, one word each
        ninja -C build/dev $generated >>"$step_log" 2>&1
    fi
}

read_units() { # seconds, units
    local status=0 unread
    make_work_folder build/log unread_folder || return
    tidy_until=$(($(date +%s) + $1))
    export unread_folder tidy_until tidy_options
    export -f read_unit
    # shellcheck disable=SC2016 # the child expands $1
    printf '%s\n' "$2" | xargs -P "$(nproc)" -n 1 bash -c 'read_unit "$1"' _ || status=1
    unread=$(find "$unread_folder" -type f -exec cat '{}' +)
    if [ -n "$unread" ]; then
        printf 'The time limit was reached; these files were not read (scripts/lint --all reads all):\n%s\n' "$unread"
    fi
    rm -rf "$unread_folder"
    return "$status"
}

# A file that is begun is read to its end; after the limit no further one is begun.
read_unit() {
    if (($(date +%s) >= tidy_until)); then
        printf '%s\n' "$1" >"$(mktemp "$unread_folder/XXXXXX")"
    else
        clang-tidy-19 --quiet ${tidy_options:+"$tidy_options"} -p build/dev "$1" 2>&1 | sed '/warnings generated\.$/d'
        return "${PIPESTATUS[0]}"
    fi
}

# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# The few words that tests of scripts and commands are written with. A file ends with its first failed check.

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../scripts" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

failed() {
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}

check_equal() { # what, actual, expected
    [ "$2" = "$3" ] || failed "$1"$'\n'"is:       $2"$'\n'"expected: $3"
}

check_contains() { # what, actual, part
    case $2 in
    *"$3"*) ;;
    *) failed "$1"$'\n'"is:              $2"$'\n'"does not contain: $3" ;;
    esac
}

# Runs a command; leaves its status, its output and its errors in status, out and err.
capture() {
    status=0
    "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
    out=$(tr -d '\0' <"$scratch/out")
    err=$(tr -d '\0' <"$scratch/err")
}

# Runs a command that must end with this status; its output and its errors are in $scratch/out and $scratch/err.
expect() { # status, command...
    local wanted=$1 ended=0
    shift
    "$@" >"$scratch/out" 2>"$scratch/err" || ended=$?
    [ "$ended" = "$wanted" ] || failed "exit $ended instead of $wanted: $*"$'\n'"$(cat "$scratch/out" "$scratch/err")"
}

says() { # out or err, pattern
    grep -q -- "$2" "$scratch/$1" || failed "no '$2' in $1:"$'\n'"$(cat "$scratch/out" "$scratch/err")"
}

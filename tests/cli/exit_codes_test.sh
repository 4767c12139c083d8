#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# exit_codes_test.sh PROGRAM: at every command of a program --help ends with 0, names the exit codes and holds nothing that
# a terminal cannot show; an option that does not exist ends with 2; --version says which build it is. The commands are
# read from the help, so that none is forgotten.
set -euo pipefail
# shellcheck source=../scripts/check.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/check.sh"

program=$1
checked=0

commands_of() { # reads a help; prints the names under "Subcommands:", or under the headings that a program has for them
    sed -n '/^Positionals:/,/^$/d; /^Options:/,/^$/d; s/^  \([a-z][a-z-]*\).*/\1/p'
}

check_command() { # words that lead to it
    local inner help
    capture "$program" "$@" --help
    check_equal "$*: status of --help" "$status" 0
    check_contains "$*: --help names the exit codes" "$out" 'Exit codes: 0 done'
    help=$out
    check_equal "$*: what no terminal shows in --help" "$(LC_ALL=C tr -d '[:print:]\n\200-\377' <<<"$help")" ''
    capture "$program" "$@" --no-such-option
    check_equal "$*: status of an unknown option" "$status" 2
    check_equal "$*: nothing on the output" "$out" ''
    checked=$((checked + 1))
    while read -r inner; do
        check_command "$@" "$inner"
    done < <(commands_of <<<"$help")
}

check_command
capture "$program" --version
check_equal 'status of --version' "$status" 0
check_equal 'the name and the version' "${out%.*.*}" "$(basename "$program") 0"
capture "$program" --help
if [ "$(commands_of <<<"$out" | wc -l)" -gt 0 ]; then
    capture "$program"
    check_equal 'status without a command' "$status" 2
    [ "$checked" -gt 1 ] || failed 'no command was checked'
fi
printf '%d commands\n' "$checked"

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=check.sh
source "$(dirname "${BASH_SOURCE[0]}")/check.sh"

for command in run test build lint package prove bench faults coverage pictures; do
    capture "$scripts/$command" --no-such-option
    check_equal "$command: status of an unknown option" "$status" 2
    check_equal "$command: nothing on the output" "$out" ''
    check_contains "$command: names the option" "$err" 'unknown option --no-such-option'
    check_contains "$command: shows the usage" "$err" "Usage: scripts/$command"

    capture "$scripts/$command" --help
    check_equal "$command: status of --help" "$status" 0
    check_contains "$command: help is on the output" "$out" "Usage: scripts/$command"
done

capture "$scripts/build" no-such-preset
check_equal 'status of an unknown preset' "$status" 2
check_contains 'names the preset' "$err" 'unknown preset no-such-preset'

capture "$scripts/test" -R
check_equal 'status of an option without its value' "$status" 2
check_contains 'names the option' "$err" '-R needs a value'

capture "$scripts/test" one two
check_equal 'status of a second name' "$status" 2

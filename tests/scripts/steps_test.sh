#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=check.sh
source "$(dirname "${BASH_SOURCE[0]}")/check.sh"
# shellcheck source=house.sh
source "$scripts/lib/house.sh"
source_dir=$scratch/checkout
cache_dir=$scratch/cache
mkdir -p "$source_dir" "$cache_dir"

prints_and_fails() {
    echo 'cp: error writing: No space left on device'
    return 3
}
failing_step() (
    begin_steps sample 2
    step 'First'
    require_run 'a command' true
    step 'Second'
    require_run 'another' prints_and_fails
    echo 'not reached'
)
capture failing_step
check_equal 'a failed command ends the script' "$status" 1
check_contains 'steps are numbered' "$out" '[2/2] Second'
check_contains 'the failure is named' "$err" 'another failed'
check_contains 'and explained' "$err" 'The disk is full'
check_contains 'the log is named' "$err" "$source_dir/build/log/sample.log"
check_contains 'the log has the output' "$(cat "$source_dir/build/log/sample.log")" 'No space left'
case $out in *'not reached'*) failed 'the script went on' ;; esac

interrupted_script() (
    begin_steps sample 1
    make_work_folder "$cache_dir/deps" work
    # shellcheck disable=SC2154 # make_work_folder sets it
    touch "$work/half"
    # The child interrupts the script that waits for it, as Ctrl-C would.
    require_run 'long work' bash -c "kill -INT $BASHPID; exec sleep 60"
)
capture interrupted_script
check_equal 'an interrupt ends with 130' "$status" 130
check_contains 'and says that the next call carries on' "$err" 'The next call carries on'
check_equal 'nothing half done is left' "$(ls -A "$cache_dir/deps")" ''

shown_script() (
    begin_steps sample 1
    run_shown bash -c "trap 'sleep 0.3; echo last words; exit' TERM; echo shown
        until grep -q shown '$step_log'; do sleep 0.05; done
        kill -TERM $BASHPID; sleep 60 & wait"
)
started=$SECONDS
capture shown_script
check_equal 'what is shown ends with the script' "$status" 130
((SECONDS - started < 50)) || failed 'the script waited for its child'
check_contains 'its output is shown' "$out" $'shown\nlast words'
check_contains 'and logged' "$(cat "$source_dir/build/log/sample.log")" shown

shown_failure() (
    begin_steps sample 1
    run_shown bash -c 'exit 3' || exit $?
)
capture shown_failure
check_equal 'its status is passed on' "$status" 3

finished_script() (
    begin_steps sample 1
    child_must_finish=yes
    require_run 'installation' bash -c "kill -INT $BASHPID; sleep 0.3; touch '$scratch/complete'"
)
capture finished_script
check_equal 'an interrupted installation ends with 130' "$status" 130
[ -e "$scratch/complete" ] || failed 'but only after it is complete'

too_full() (require_free_space "$cache_dir/not/there/yet" 999999999 'this test')
capture too_full
check_equal 'a disk that is too small stops the set-up' "$status" 1
check_contains 'and says so' "$err" 'The disk is too full: this test needs 999999999 MB'

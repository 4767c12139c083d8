# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Numbered steps with progress and elapsed time, a log file, and failures that say what to do next.
#
#   begin_steps NAME TOTAL          opens build/log/NAME.log
#   step TITLE                      "[2/6] TITLE"
#   note TEXT...                    an indented line
#   run_logged LABEL COMMAND...     runs COMMAND with its output in the log; shows that it is alive
#   run_shown COMMAND...            runs COMMAND with its output here and in the log
#   stop_with CODE LINE...          ends the script with a plain message
#   require_run LABEL COMMAND...    run_logged, or stop with the reason found in the log

step_total=0
step_number=0
step_log=
running_child=
child_must_finish=no
interrupted=no
work_folders=()

begin_steps() {
    local name=$1
    step_total=$2
    step_log=$source_dir/build/log/$name.log
    if ! { mkdir -p "$source_dir/build/log" && : >"$step_log"; } 2>/dev/null; then
        stop_with 1 "The log file $step_log cannot be written." \
            "Check that the disk is not full and that this checkout belongs to you, then call again."
    fi
    if [ "$(id -u)" -eq 0 ]; then
        # An administrator may set up another user's checkout, whose log stays that user's.
        chown --reference="$source_dir" "$source_dir/build" "$source_dir/build/log" "$step_log"
    fi
    trap 'on_interrupt' INT TERM HUP
    trap 'remove_work_folders' EXIT
}

step() {
    step_number=$((step_number + 1))
    printf '[%d/%d] %s  (%s)\n' "$step_number" "$step_total" "$1" "$(elapsed "$SECONDS")"
    printf '=== [%d/%d] %s, %d s after the start\n' "$step_number" "$step_total" "$1" "$SECONDS" >>"$step_log"
}

note() {
    printf '      %s\n' "$@"
}

elapsed() {
    if (($1 < 60)); then
        printf '%d s' "$1"
    else
        printf '%d min %02d s' "$(($1 / 60))" "$(($1 % 60))"
    fi
}

stop_with() {
    local code=$1 line
    shift
    {
        printf '\nStopped: %s\n' "$1"
        shift
        for line in "$@"; do
            printf '  %s\n' "$line"
        done
        if [ -s "$step_log" ]; then
            printf '  Log: %s\n' "$step_log"
        fi
    } >&2
    exit "$code"
}

# A folder that disappears with the script, however it ends; leftovers of a killed one go at the next start.
make_work_folder() { # parent, name of the variable that receives the path
    mkdir -p "$1" || return
    local made
    made=$(mktemp -d "$1/.work-$$-XXXXXX") || return
    work_folders+=("$made")
    printf -v "$2" '%s' "$made"
}

remove_work_folders() {
    local folder
    for folder in "${work_folders[@]}"; do
        rm -rf -- "$folder"
    done
}

on_interrupt() {
    interrupted=yes
    if [ "$child_must_finish" = yes ]; then
        printf '\n      Interrupted: the package installation is completed first, so that nothing stays half installed.\n' >&2
        return
    fi
    if [ -n "$running_child" ]; then
        kill -TERM -- "-$running_child" 2>/dev/null || true
        wait "$running_child" 2>/dev/null || true
    fi
    printf '\nInterrupted. The next call carries on from here.\n' >&2
    exit 130
}

# The child gets a process group of its own: an interrupt reaches this script, which then decides.
run_logged() {
    local label=$1 started=$SECONDS shown=0 status=0 from progress
    shift
    printf -- '--- %s\n' "$label" >>"$step_log"
    from=$(stat -c %s "$step_log")
    set -m
    "$@" >>"$step_log" 2>&1 </dev/null &
    running_child=$!
    set +m
    while kill -0 "$running_child" 2>/dev/null; do
        sleep 0.2
        if [ -t 1 ]; then
            progress=$(log_progress "$from")
            printf '\r      %s %s %s\033[K' "$label" "$progress" "$(elapsed "$((SECONDS - started))")"
        elif ((SECONDS - started - shown >= 20)); then
            shown=$((SECONDS - started))
            progress=$(log_progress "$from")
            printf '      %s %s %s\n' "$label" "$progress" "$(elapsed "$shown")"
        fi
    done
    wait "$running_child" || status=$?
    running_child=
    if [ -t 1 ]; then
        printf '\r\033[K'
    fi
    if [ "$interrupted" = yes ]; then
        printf '\nInterrupted. The next call carries on from here.\n' >&2
        exit 130
    fi
    if ((status == 0)); then
        note "$label: $(elapsed "$((SECONDS - started))")"
    fi
    return "$status"
}

# As above in a group of its own, so that an interrupt ends COMMAND instead of waiting for it.
run_shown() {
    local status=0
    set -m
    show_and_log "$@" </dev/null &
    running_child=$!
    set +m
    wait "$running_child" || status=$?
    running_child=
    return "$status"
}

# What is interrupted is waited for, and its last words are kept: tee ends when there are no more.
show_and_log() {
    trap : TERM
    { "$@" 2>&1 | (trap '' TERM && exec tee -a "$step_log"); } 2>/dev/null  # the shell's own word on the signal
}

# The newest "[12/345]" of ninja, or "12%" of apt, in the part of the log that starts at byte $1.
log_progress() {
    tail -c +"$(($1 + 1))" "$step_log" | tail -c 4000 | grep -aoE '^\[[0-9]+/[0-9]+\]|^Get:[0-9]+|^(Unpacking|Setting up) [a-z0-9.+-]+' | tail -n 1
}

require_run() {
    local from
    from=$(stat -c %s "$step_log")
    run_logged "$@" || stop_after_failure "$1" "$from"
}

stop_after_failure() { # label, size of the log before the command
    local reason excerpt
    excerpt=$(tail -c +"$(($2 + 1))" "$step_log" | tail -c 200000)
    reason=$(explain_full_disk)
    if [ -z "$reason" ]; then
        reason=$(explain_failure "$excerpt")
    fi
    printf '\n' >&2
    if [ -z "$reason" ]; then
        reason='Read the lines above or the log; when the cause is removed, call again: finished work is kept.'
        if grep -aqE '(error|Error):|^FAILED' <<<"$excerpt"; then
            grep -aE '(error|Error)[: ]|^FAILED' <<<"$excerpt" | head -n 20 >&2
        else
            tail -n 15 <<<"$excerpt" >&2
        fi
    fi
    stop_with 1 "$1 failed." "$reason"
}

# Programs that meet a full disk do not always say so.
explain_full_disk() {
    local folder
    for folder in "$cache_dir" "$source_dir"; do
        if (($(free_megabytes "$folder") < 10)); then
            printf 'The disk of %s is full. Free some space (3 GB is comfortable) and call again; finished work is kept.\n' "$folder"
            return
        fi
    done
}

# What a person can do about a failure, by the words of apt, dpkg, compilers and the shell. Empty when unknown.
explain_failure() {
    case $1 in
    *'No space left on device'* | *"don't have enough free space"* | *'Disk quota exceeded'*)
        echo 'The disk is full. Free some space (3 GB is comfortable) and call again; finished work is kept.' ;;
    *NO_PUBKEY* | *BADSIG* | *EXPKEYSIG* | *'is not signed'* | *"couldn't be verified"* | *'invalid signature'*)
        echo "The mirror's signature is not valid, so nothing of it was used. Check the package debian-archive-keyring, the clock (date) and the mirror in /etc/apt." ;;
    *'is not valid yet'*)
        echo "The machine's clock is behind the mirror's. Set the clock (date) and call again." ;;
    *'Hash Sum mismatch'* | *'unexpected size'* | *'Mirror sync in progress'*)
        echo 'The mirror sent a file with the wrong content, which was not used. It may be in the middle of an update: call again in some minutes.' ;;
    *'Temporary failure resolving'* | *'Could not resolve'* | *'Could not connect'* | *'Network is unreachable'* | *'Connection timed out'* | *'Connection failed'* | *'Unable to connect'* | *'connection timed out'* | *'Cannot initiate the connection'*)
        echo 'The package mirror of /etc/apt cannot be reached. Connect to the network (or set apt'\''s proxy) and call again: the download carries on.' ;;
    *'does not have a Release file'* | *'404  Not Found'*)
        echo 'The package mirror of /etc/apt does not carry what is needed (see the log). Use a complete Debian mirror there and call again.' ;;
    *'Could not get lock'* | *'Unable to acquire the dpkg frontend lock'*)
        echo 'Another package manager is at work. Let it finish and call again.' ;;
    *'remove is disabled'*)
        echo 'The needed packages would remove others that are installed (see the log). Decide that yourself: install them with apt-get, then call again.' ;;
    *'Read-only file system'* | *'Permission denied'*)
        echo 'A file or folder cannot be written (see the log). Check who owns the checkout and the cache folder.' ;;
    *'Killed signal terminated program'* | *'virtual memory exhausted'* | *'Cannot allocate memory'*)
        echo 'The machine ran out of memory. Close other programs and call again, with CMAKE_BUILD_PARALLEL_LEVEL=1 if need be.' ;;
    esac
}

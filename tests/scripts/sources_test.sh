#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=check.sh
source "$(dirname "${BASH_SOURCE[0]}")/check.sh"
# shellcheck source=house.sh
source "$scripts/lib/house.sh"
cache_dir=$scratch/cache
mkdir -p "$cache_dir/sources"

printf 'hello\n' >"$scratch/hello"
verify_sha256 "$scratch/hello" 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03 ||
    failed 'the right content is accepted'
! verify_sha256 "$scratch/hello" "$imgui_sha256" || failed 'other content is refused'

printf 'half a file' >"$cache_dir/sources/$imgui_file"
refuse() (refuse_wrong_source imgui)
capture refuse
check_equal 'a wrong file in the cache stops the set-up' "$status" 1
check_contains 'says what is wrong' "$err" 'had the wrong content'
check_contains 'says what to do' "$err" 'Call again'
[ ! -e "$cache_dir/sources/$imgui_file" ] || failed 'the wrong file is removed'
capture refuse
check_equal 'the next call carries on' "$status" 0

printf 'another file' >"$scratch/$sdl_file"
accept() (accept_source sdl "$scratch/$sdl_file")
capture accept
check_equal 'a download with the wrong hash is refused' "$status" 1
[ ! -e "$cache_dir/sources/$sdl_file" ] || failed 'and does not reach the cache'

imgui_sha256=$(sha256sum "$scratch/hello" | cut -d ' ' -f 1)
accept_source imgui "$scratch/hello"
[ -e "$cache_dir/sources/hello" ] || failed 'a download with the pinned hash reaches the cache'

first=$(dependencies_folder)
check_equal 'the folder of the dependencies is stable' "$(dependencies_folder)" "$first"
sdl_options+=(-DSDL_CAMERA=OFF)
[ "$(dependencies_folder)" != "$first" ] || failed 'another option is another folder'

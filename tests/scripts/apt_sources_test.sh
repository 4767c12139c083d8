#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
# shellcheck source=check.sh
source "$(dirname "${BASH_SOURCE[0]}")/check.sh"
# shellcheck source=house.sh
source "$scripts/lib/house.sh"

deb822=$scratch/deb822
mkdir -p "$deb822/sources.list.d"
cat >"$deb822/sources.list.d/debian.sources" <<'TEXT'
# The main archive.
Types: deb deb-src
URIs: http://mirror.invalid/debian
# a comment inside a stanza
Suites: bookworm
 bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

types: deb
uris: http://mirror.invalid/debian-security
suites: bookworm-security
components: main
signed-by:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQINBGPL0BUBEADmW5NdOOHwPIJlgPu6JDcKw/NZJPR8lsD3K87ZM18gzyQZJD+w
 -----END PGP PUBLIC KEY BLOCK-----

Types: deb
URIs: http://mirror.invalid/switched-off
Suites: bookworm
Enabled: no

Types: deb-src
URIs: http://mirror.invalid/only-sources
Suites: bookworm
TEXT
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
check_equal 'deb822: every enabled binary suite, once' "$(machine_sources "$deb822")" \
    "http://mirror.invalid/debian	bookworm	$keyring
http://mirror.invalid/debian	bookworm-updates	$keyring
http://mirror.invalid/debian-security	bookworm-security	"

one_line=$scratch/one-line
mkdir -p "$one_line/sources.list.d"
cat >"$one_line/sources.list" <<'TEXT'
# deb http://mirror.invalid/commented bookworm main
deb cdrom:[Debian GNU/Linux 12 _Bookworm_]/ bookworm main
deb [ arch=amd64 signed-by=/etc/keys/one.gpg ] https://mirror.invalid/debian bookworm main contrib # the desk
deb-src https://mirror.invalid/debian bookworm main
TEXT
cat >"$one_line/sources.list.d/security.list" <<'TEXT'
deb https://mirror.invalid/debian-security bookworm-security main
deb https://elsewhere.invalid/tools stable main
TEXT
check_equal 'one line: options and comments are understood' "$(machine_sources "$one_line")" \
    'https://mirror.invalid/debian	bookworm	/etc/keys/one.gpg
https://mirror.invalid/debian-security	bookworm-security	
https://elsewhere.invalid/tools	stable	'

write_private_sources "$one_line" "$scratch/private.sources"
check_equal 'the private list has the Debian suites and backports' \
    "$(sed -n -e 's/^URIs: //p' -e 's/^Suites: //p' "$scratch/private.sources" | paste -sd ' ')" \
    'https://mirror.invalid/debian bookworm https://mirror.invalid/debian-security bookworm-security https://mirror.invalid/debian bookworm-backports'
check_contains 'a named keyring is kept' "$(cat "$scratch/private.sources")" 'Signed-By: /etc/keys/one.gpg'
check_contains "without one, Debian's is used" "$(cat "$scratch/private.sources")" "Signed-By: $keyring"

write_source_sources "$deb822" "$scratch/source.sources" forky trixie
check_equal 'sources of newer suites come from the same mirror' \
    "$(sed -n -e 's/^Types: //p' -e 's/^URIs: //p' -e 's/^Suites: //p' "$scratch/source.sources" | paste -sd ' ')" \
    'deb-src http://mirror.invalid/debian forky deb-src http://mirror.invalid/debian trixie'

mkdir -p "$scratch/none/sources.list.d"
! write_private_sources "$scratch/none" "$scratch/x" || failed 'a machine without a Debian 12 mirror is refused'

# SPDX-License-Identifier: Apache-2.0
"""Writes day.json: what each machine of a demonstration holds, and whether they agree; or tells it in words.

Usage: day.py OUT COUNTY.json NAME=TABLET.json...
       day.py --tell DAY.json

COUNTY.json is what `daohu-county status --json` printed, TABLET.json what `daohu --status` did. A tablet agrees when, for
every stream it has, its hash is the county's, and nothing of its own waits. Ends with 1 when somebody does not agree.
TABLET.offline.json beside TABLET.json, where there is one, is the same tablet's state before it found its county again;
TABLET.conflicts and TABLET.met, the last line of what `daohu-store conflicts` printed at the end, and before somebody
settled them.
"""

import json
import pathlib
import sys


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def tablet_of(path):
    """A tablet's state, with what it wrote while it was offline and what is still in conflict."""
    tablet = read(path)
    offline = path.with_suffix(".offline.json")
    if offline.exists():
        tablet["written_offline"] = read(offline)["waiting"]
    for name, suffix in (("conflicts", ".conflicts"), ("conflicts_met", ".met")):
        counted = path.with_suffix(suffix)
        if counted.exists():
            tablet[name] = int(counted.read_text(encoding="utf-8").split()[0])
    return tablet


def tell(file):
    """What a person wants to know of it."""
    day = read(pathlib.Path(file))
    print(f"county: {day['county']['entries']} entries, {day['county']['not_accepted']} set aside")
    for name, tablet in day["tablets"].items():
        print(f"{name}: {sum(stream['entries'] for stream in tablet['streams'])} entries, "
              f"{tablet.get('written_offline', 0)} written without a signal, {tablet['waiting']} still waiting, "
              f"conflicts: {tablet.get('conflicts_met', 0)} met, {tablet.get('conflicts', 0)} left")
    for stream, hashes in day["streams"].items():
        for machine, value in hashes.items():
            print(f"stream {stream[:8]}, {machine}: {value}")
    print("all agree" if day["agree"] else "they do not agree")
    return 0


def main(out, county_file, *tablet_files):
    county = read(pathlib.Path(county_file))
    tablets = {}
    for argument in tablet_files:
        name, _, path = argument.partition("=")
        tablets[name] = tablet_of(pathlib.Path(path))

    known = {stream["stream"]: stream.get("hash") for stream in county["streams"]}
    streams = {}
    for name, tablet in tablets.items():
        for stream in tablet["streams"]:
            hashes = streams.setdefault(stream["stream"], {"county": known.get(stream["stream"])})
            hashes[name] = stream["hash"]
    differing = [stream for stream, hashes in streams.items() if len(set(hashes.values())) > 1]
    waiting = [name for name, tablet in tablets.items() if tablet["waiting"] > 0]
    empty = [name for name, tablet in tablets.items() if not tablet["streams"]]

    day = {
        "agree": bool(tablets) and not differing and not waiting and not empty,
        "differing_streams": differing,
        "tablets_with_waiting_records": waiting,
        "tablets_without_streams": empty,
        "streams": streams,
        "tablets": tablets,
        "county": county,
    }
    pathlib.Path(out).write_text(json.dumps(day, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0 if day["agree"] else 1


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--tell":
        sys.exit(tell(sys.argv[2]))
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))

# SPDX-License-Identifier: Apache-2.0
"""What scripts/prove and scripts/bench have in common: runs that are noted as they end, and the machine they ran on.

A run is noted as one line of JSON. A later call of the same commit takes what is noted and does the rest, so that a proof
of many hours survives an interruption.
"""

import datetime
import json
import os
import platform
import subprocess
import time
from pathlib import Path


def commit(source):
    """The commit that was built, and whether the folder differs from it."""
    git = ["git", "-c", f"safe.directory={source}", "-C", str(source)]
    name = subprocess.run(git + ["rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=True).stdout
    changed = subprocess.run(git + ["status", "--porcelain", "--", "core", "sync", "platform", "tests", "ui"],
                             capture_output=True, text=True, check=True).stdout
    return name.strip() + (" with changes" if changed.strip() else "")


def machine():
    """One sentence about the machine, without its name."""
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024
    return f"{model}, {os.cpu_count()} cores, {memory:,} MB of memory, Linux {platform.release().split('-')[0]}"


def load():
    return round(os.getloadavg()[0], 1)


class Notes:
    """Results by the run's own name, in a file of lines; those of another commit are not taken."""

    def __init__(self, path, of_commit):
        self._path = Path(path)
        self._commit = of_commit
        self._noted = {}
        if self._path.exists():
            for line in self._path.read_text().splitlines():
                note = json.loads(line)
                if note["commit"] == of_commit:
                    self._noted[note["name"]] = note

    def find(self, name):
        return self._noted.get(name)

    def add(self, note):
        note["commit"] = self._commit
        self._noted[note["name"]] = note
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a") as file:
            file.write(json.dumps(note, ensure_ascii=False) + "\n")


def run(name, command, folder, environment=None):
    """Runs a command to its end. The note has its status, seconds, load before it, and all it printed."""
    started = time.monotonic()
    before = load()
    ended = subprocess.run([str(word) for word in command], cwd=folder, capture_output=True, text=True, errors="replace",
                           env={**os.environ, **(environment or {})})
    return {
        "name": name,
        "status": ended.returncode,
        "seconds": round(time.monotonic() - started, 1),
        "load": before,
        "day": datetime.date.today().isoformat(),
        "out": ended.stdout[-20000:],
        "err": ended.stderr[-20000:],
    }


def last_json(text):
    """The last line that is a JSON object, or None."""
    for line in reversed(text.splitlines()):
        if line.startswith("{"):
            try:
                return json.loads(line)
            except json.JSONDecodeError:
                continue
    return None


def span(seconds):
    """Seconds as a person says them."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def table(header, rows):
    """A Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)

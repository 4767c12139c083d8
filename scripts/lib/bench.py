# SPDX-License-Identifier: Apache-2.0
"""Runs every measurement and writes docs/performance.md with growth curves. See scripts/bench."""

import argparse
import math
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import runs  # noqa: E402

# A figure and what stands beside it in the same run.
BASELINES = {
    ("save", "save_p50"): ("bare_p50", "the same rows written by SQLCipher alone"),
    ("save", "save_p95"): ("bare_p95", "the same rows written by SQLCipher alone"),
    ("open", "open_p50"): ("bare_p50", "a bare connection that reads the same rows"),
    ("open", "open_p95"): ("bare_p95", "a bare connection that reads the same rows"),
    ("fold", "rebuild_rate"): ("bare_rate", "bare inserts of the finished rows"),
    ("fold", "rebuild_rate_processor"): ("bare_rate_processor", "bare inserts of the finished rows"),
    ("search", "warm_p50"): ("like_p50", "`LIKE`"),
    ("search", "warm_p95"): ("like_p95", "`LIKE`"),
    ("casework", "plan_p50"): ("bare_sql_p50", "one SQL statement over the same reviews"),
    ("casework", "plan_p95"): ("bare_sql_p95", "one SQL statement over the same reviews"),
}

TITLES = {
    "save": "One save", "open": "Opening the store", "fold": "Making the registers anew", "search": "Finding a person",
    "policy": "The counties' rules", "casework": "The plan of a day", "frame": "A frame of the screens that cost most",
}

SIZES = ("full", "short", "quick")

# Arguments of daohu-bench, by command and size.
COMMANDS = {
    "save": ("save --entries 3000 --saves 400", "save --entries 3000 --saves 400", "save --entries 40 --saves 30"),
    "open": ("open", "open --entries 20000 --rounds 5", "open --entries 60 --unsent 5 --rounds 2"),
    "fold": ("fold", "fold --entries 20000 --rounds 1", "fold --entries 150 --rounds 1"),
    "search": ("search", "search --persons 20000 --queries 500 --peer-queries 20",
               "search --persons 400 --queries 80 --cold-queries 3 --peer-queries 8"),
    "policy": ("policy", "policy", "policy --households 12 --rounds 1"),
    "casework": ("casework", "casework --persons 6000 --rounds 5", "casework --persons 60 --rounds 1"),
    "frame": ("frame", "frame", "frame --frames 3 --households 60"),
}

# How a figure grows: command, size option, figure, title; sizes and further arguments of each size of run.
CURVES = (
    ("save", "--entries", "save_p50", "one save, median",
     (((1000, 3000, 10000, 30000, 100000), "--saves 200"), ((1000, 3000, 10000), "--saves 200"), ((20, 40), "--saves 20"))),
    ("open", "--entries", "open_p50", "opening the store, median",
     (((1000, 3000, 10000, 30000, 100000), "--rounds 9"), ((1000, 3000, 10000), "--rounds 5"), ((20, 40), "--rounds 1"))),
    ("fold", "--entries", "rebuild_rate", "entries folded in a second",
     (((1000, 3000, 10000, 30000, 100000), "--rounds 1"), ((1000, 3000, 10000), "--rounds 1"), ((40, 80), "--rounds 1"))),
    ("search", "--persons", "warm_p95", "finding a person, p95",
     (((1000, 3000, 10000, 30000, 100000), "--queries 500 --peer-queries 20"),
      ((1000, 3000, 10000), "--queries 300 --peer-queries 20"),
      ((100, 200), "--queries 20 --cold-queries 1 --peer-queries 4"))),
)

# Programs beside daohu-bench, for what they print as JSON.
HURRY = " --records 60 --rate 5000000 --rtt 6 --dead 20 --give-up 100"
LINKS = (("never cut", ("link", "link --records 300", "link" + HURRY)),
         ("cut every 64 KiB", ("link --cut 65536", "link --records 300 --cut 65536", "link --cut 65536" + HURRY)),
         ("never cut, without dictionaries", ("link --plain", "link --records 300 --plain", "link --plain" + HURRY)))
LOADS = (("tablets push surveys as fast as they can", ("load", "load --records 200", "load --tablets 2 --records 10")),
         ("tablets begin within a minute, each on 50 kbit/s",
          ("load --tablets 500 --records 20 --rate 50000 --within 60",
           "load --tablets 100 --records 20 --rate 50000 --within 60", "load --tablets 3 --records 5")))

SIZE_WORDS = {
    "full": "",
    "short": "**A short run**: smaller stores than the long one (`scripts/bench` without an option), and curves of three "
             "points. A goal is for the size that its decision record names.\n",
    "quick": "**A quick run: a trial of the script, not a measurement.**\n",
}


def shown(number):
    if number >= 1000:
        return f"{number:,.0f}"
    if number >= 10:
        return f"{number:.1f}"
    return f"{number:.3g}"


def goal(figure):
    for word, sign in (("at_most", "≤"), ("at_least", "≥")):
        if word in figure:
            return f"{sign} {shown(figure[word])}", "met" if figure["met"] else "**missed**"
    return "–", "–"


def figure_rows(bench, result):
    figures = result["figures"]
    baselines = {beside for (of, _), (beside, _) in BASELINES.items() if of == bench}
    for name, figure in figures.items():
        if name in baselines:
            continue
        beside = BASELINES.get((bench, name))
        baseline = "–"
        if beside and beside[0] in figures:
            baseline = f"{shown(figures[beside[0]]['value'])}: {beside[1]}"
        wanted, met = goal(figure)
        yield (name.replace("_", " "), f"{shown(figure['value'])} {figure['unit']}", baseline, wanted, met)


def plot(title, unit, points, path):
    """One curve as SVG, both axes logarithmic."""
    width, height, left, right, top, bottom = 640, 320, 76, 24, 40, 44
    xs = [math.log10(x) for x, _ in points]
    ys = [math.log10(max(y, 1e-6)) for _, y in points]
    x_low, x_high = min(xs), max(xs)
    y_low, y_high = math.floor(min(ys)), math.ceil(max(ys) + 1e-9)
    y_high = max(y_high, y_low + 1)

    def at(x, y):
        across = (x - x_low) / ((x_high - x_low) or 1)
        up = (y - y_low) / (y_high - y_low)
        return left + across * (width - left - right), height - bottom - up * (height - top - bottom)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
           'font-size="12">', f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
           f'<text x="{left}" y="22" font-size="15">{title} ({unit})</text>']
    for power in range(y_low, y_high + 1):
        _, y = at(x_low, power)
        out.append(f'<path d="M{left} {y:.1f}H{width - right}" stroke="#dddddd"/>')
        out.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10 ** power:g}</text>')
    for (x, _), log in zip(points, xs):
        place, _ = at(log, y_low)
        out.append(f'<text x="{place:.1f}" y="{height - bottom + 18}" text-anchor="middle">{x:,}</text>')
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(x, y) for x, y in zip(xs, ys)))
    out.append(f'<polyline points="{line}" fill="none" stroke="#1f5f4a" stroke-width="2"/>')
    for (_, value), x, y in zip(points, xs, ys):
        px, py = at(x, y)
        out.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3.5" fill="#1f5f4a"/>')
        out.append(f'<text x="{px:.1f}" y="{py - 8:.1f}" text-anchor="middle">{shown(value)}</text>')
    out.append("</svg>")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(out) + "\n")


class Measure:
    def __init__(self, arguments):
        self.arguments = arguments
        self.commit = runs.commit(arguments.source)
        self.notes = runs.Notes(arguments.notes, self.commit + ("" if arguments.size == "full" else f" {arguments.size}"))
        self.size = SIZES.index(arguments.size)
        self.failed = []

    def wants(self, bench):
        return self.arguments.only is None or bench in self.arguments.only

    def run(self, program, words):
        name = f"{program} {' '.join(words)}"
        note = self.notes.find(name)
        if note is None:
            print(name, flush=True)
            with tempfile.TemporaryDirectory(prefix="daohu-bench-", dir=self.arguments.scratch) as scratch:
                extra = ["--folder", scratch, "--json"] if program == "daohu-bench" else []
                note = runs.run(name, [self.arguments.bin / program, *extra, *words], scratch, {"TMPDIR": scratch})
            self.notes.add(note)
        result = runs.last_json(note["out"])
        if result is None or (program == "daohu-bench" and not all(result.get("checks", {}).values())):
            self.failed.append(name)
        return note, result


def commands_of(program):
    """The table above, and what the program has beyond it with the program's own settings, but not in a quick run."""
    text = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    listed = text.partition("Subcommands:")[2].partition("\n\n")[0]
    names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "]
    return {**COMMANDS, **{name: (name, name, None) for name in names if name not in COMMANDS}}


def bench_sections(measure):
    for bench, by_size in commands_of(measure.arguments.bin / "daohu-bench").items():
        if by_size[measure.size] is None or not measure.wants(bench):
            continue
        words = by_size[measure.size].split()
        note, result = measure.run("daohu-bench", words)
        yield f"## {TITLES.get(bench, bench.capitalize())}\n"
        yield f"`daohu-bench {' '.join(words)}`, load average {note['load']} before it, {runs.span(note['seconds'])}.\n"
        if result is None:
            yield f"**It did not run** (status {note['status']}).\n"
            continue
        checks = [name.replace("_", " ") for name, holds in result["checks"].items() if holds]
        yield f"Holds: {', '.join(checks)}.\n"
        yield runs.table(("figure", "measured", "beside it", "goal", ""), figure_rows(bench, result)) + "\n"


def curve_sections(measure):
    yield "## How it grows\n"
    for bench, option, figure, title, by_size in CURVES:
        if not measure.wants(bench):
            continue
        points, unit = [], ""
        sizes, more = by_size[measure.size]
        for size in sizes:
            words = [bench, option, str(size), *more.split()]
            _, result = measure.run("daohu-bench", words)
            if result is not None:
                points.append((size, result["figures"][figure]["value"]))
                unit = result["figures"][figure]["unit"]
        if len(points) > 1:
            path = measure.arguments.page.parent / "plots" / f"{bench}.svg"
            plot(f"{title}, by {option.strip('-')}", unit, points, path)
            yield f"![{title}](plots/{path.name})\n"
            yield runs.table((option.strip("-"), title), [(f"{x:,}", f"{shown(y)} {unit}") for x, y in points]) + "\n"


def sync_sections(measure):
    if not measure.wants("sync"):
        return
    yield "## Sending\n"
    yield ("Surveys of 2 KB over a link of 50 kbit/s, 600 ms and 5 % lost segments unless the command says otherwise; the "
           "bound is what the bytes alone take on it.\n")
    rows = []
    for what, by_size in LINKS:
        words = by_size[measure.size].split()
        _, result = measure.run("daohu-sim", words)
        if result:
            rows.append((what, f"`daohu-sim {' '.join(words)}`", f"{result['seconds']:.1f} s", f"{result['bound']:.1f} s",
                         f"{result['ratio']:.2f}", f"{result['payload_up']:,}", result["in_stream"]))
    yield runs.table(("what", "command", "time", "bound", "ratio", "bytes up", "arrived"), rows) + "\n"
    yield "## The county's server\n"
    rows = []
    for what, by_size in LOADS:
        words = by_size[measure.size].split()
        _, result = measure.run("daohu-sim", words)
        if result:
            rows.append((what, f"`daohu-sim {' '.join(words)}`", f"{result['stored']:,}", f"{result['per_second']:,}",
                         f"{result['bare_per_second']:,}", f"{result['p99']:.1f} s", f"{result['server_peak_mib']} MiB"))
    yield runs.table(("what", "command", "stored", "a second", "bare inserts a second", "p99 of a tablet", "memory"),
                     rows) + "\n"


def page(measure):
    size = measure.arguments.size
    head = ["# What it costs\n",
            f"Made by `scripts/bench{'' if size == 'full' else ' --' + size}`, which measures what stands here and writes this page; "
            f"nobody edits it. Commit {measure.commit}. {runs.machine()}, one process at a time. A figure stands beside a "
            "baseline of the same run where there is one; what is compared is checked to be equal. `processor` is time of the "
            "processor, the rest is what a clock shows.\n",
            "Other programs on the same link and the same records: [decisions/0031](decisions/0031-after-a-cut.md), by "
            "`tests/peers`.\n"]
    if SIZE_WORDS[size]:
        head.append(SIZE_WORDS[size])
    parts = [*head, *bench_sections(measure), *sync_sections(measure), *curve_sections(measure)]
    return "\n".join(parts)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--bin", type=Path, required=True)
    parser.add_argument("--notes", type=Path, required=True)
    parser.add_argument("--page", type=Path, required=True)
    parser.add_argument("--scratch", type=Path, required=True)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--only", nargs="+", help="commands of daohu-bench, or sync")
    arguments = parser.parse_args()
    measure = Measure(arguments)
    text = page(measure)
    arguments.page.parent.mkdir(parents=True, exist_ok=True)
    arguments.page.write_text(text)
    for name in measure.failed:
        print(f"not as it should be: {name}", file=sys.stderr)
    return 1 if measure.failed else 0


if __name__ == "__main__":
    sys.exit(main())

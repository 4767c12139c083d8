# SPDX-License-Identifier: Apache-2.0
"""Runs every measurement and writes docs/performance.md with growth curves. See scripts/bench."""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import runs  # noqa: E402

BARE_SAVE = "the same rows written by SQLCipher alone"
BARE_OPEN = "a bare connection that reads the same rows"
BARE_FOLD = "bare inserts of the finished rows"
FTS5 = "FTS5, characters only"
BARE_PLAN = "one SQL statement over the same reviews"

# A figure and what stands beside it in the same run: its baseline first.
BESIDE = {
    ("save", "save_p50"): (("bare_p50", BARE_SAVE),),
    ("save", "save_p95"): (("bare_p95", BARE_SAVE),),
    ("save", "save_processor_p50"): (("bare_processor_p50", BARE_SAVE),),
    ("save", "save_processor_p95"): (("bare_processor_p95", BARE_SAVE),),
    ("open", "open_p50"): (("bare_p50", BARE_OPEN),),
    ("open", "open_p95"): (("bare_p95", BARE_OPEN),),
    ("fold", "rebuild_p50"): (("bare_p50", BARE_FOLD),),
    ("fold", "rebuild_p95"): (("bare_p95", BARE_FOLD),),
    ("fold", "rebuild_rate"): (("bare_rate", BARE_FOLD),),
    ("fold", "rebuild_rate_processor"): (("bare_rate_processor", BARE_FOLD),),
    ("search", "warm_p50"): (("like_p50", "`LIKE`"), ("fts5_p50", FTS5)),
    ("search", "warm_p95"): (("like_p95", "`LIKE`"), ("fts5_p95", FTS5)),
    ("casework", "plan_p50"): (("bare_sql_p50", BARE_PLAN),),
    ("casework", "plan_p95"): (("bare_sql_p95", BARE_PLAN),),
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
     (((1000, 3000, 10000, 30000, 100000), "--rounds 9"), ((1000, 3000, 10000), "--rounds 5"), ((20, 40), "--unsent 5 --rounds 1"))),
    ("fold", "--entries", "rebuild_rate", "entries folded in a second",
     (((1000, 3000, 10000, 30000, 100000), "--rounds 1"), ((1000, 3000, 10000), "--rounds 1"), ((40, 80), "--rounds 1"))),
    ("search", "--persons", "warm_p95", "finding a person, p95",
     (((1000, 3000, 10000, 30000, 100000), "--queries 500 --peer-queries 20"),
      ((1000, 3000, 10000), "--queries 300 --peer-queries 20"),
      ((100, 200), "--queries 20 --cold-queries 1 --peer-queries 4"))),
)

# What daohu-sim sends and takes in.
HURRY = " --records 60 --rate 5000000 --rtt 6 --dead 20 --give-up 100"
LINKS = (("never cut", ("link", "link --records 300", "link" + HURRY)),
         ("cut every 64 KiB", ("link --cut 65536", "link --records 300 --cut 65536", "link --cut 65536" + HURRY)),
         ("never cut, without dictionaries", ("link --plain", "link --records 300 --plain", "link --plain" + HURRY)))
LOADS = (("tablets push surveys as fast as they can", ("load", "load --records 200", "load --tablets 2 --records 10")),
         ("tablets begin within a minute, each on 50 kbit/s",
          ("load --tablets 500 --records 20 --rate 50000 --within 60",
           "load --tablets 100 --records 20 --rate 50000 --within 60", "load --tablets 3 --records 5")))

# What tests/peers/pouchdb/run.sh is told, and the batch that suits PouchDB best on that link: records, bytes between cuts,
# batch, bits a second, seconds at most.
PEERS = (("never cut", ("1000 0 100 50000 1800", "300 0 100 50000 1800", "20 0 100 5000000 100")),
         ("cut every 64 KiB", ("1000 65536 10 50000 3600", "300 65536 10 50000 1800", "20 65536 10 5000000 100")))

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
    elsewhere = {name for (of, _), peers in BESIDE.items() if of == bench for name, _ in peers}
    for name, figure in figures.items():
        if name in elsewhere:
            continue
        beside = [f"{shown(figures[peer]['value'])}: {words}"
                  for peer, words in BESIDE.get((bench, name), ()) if peer in figures]
        wanted, met = goal(figure)
        yield (name.replace("_", " "), f"{shown(figure['value'])} {figure['unit']}", "; ".join(beside) or "–", wanted, met)


OURS, BASELINE = "#1f5f4a", "#8a8a8a"


def plot(title, unit, points, baseline, path):
    """A curve and, dashed, its baseline as SVG, both axes logarithmic. A curve is pairs of size and value."""
    width, height, left, right, top, bottom = 640, 320, 76, 24, 40, 44
    x_low, x_high = (math.log10(end(x for x, _ in points)) for end in (min, max))
    values = [math.log10(max(y, 1e-6)) for _, y in points + baseline]
    y_low, y_high = math.floor(min(values)), math.ceil(max(values) + 1e-9)
    y_high = max(y_high, y_low + 1)

    def at(x, y):
        across = (math.log10(x) - x_low) / ((x_high - x_low) or 1)
        up = (math.log10(max(y, 1e-6)) - y_low) / (y_high - y_low)
        return left + across * (width - left - right), height - bottom - up * (height - top - bottom)

    def line(curve, colour, more=""):
        places = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in curve))
        return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"{more}/>'

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
           'font-size="12">', f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
           f'<text x="{left}" y="22" font-size="15">{title} ({unit})</text>']
    for power in range(y_low, y_high + 1):
        _, y = at(points[0][0], 10 ** power)
        out.append(f'<path d="M{left} {y:.1f}H{width - right}" stroke="#dddddd"/>')
        out.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0 ** power:g}</text>')
    for x, _ in points:
        place, _ = at(x, 1)
        out.append(f'<text x="{place:.1f}" y="{height - bottom + 18}" text-anchor="middle">{x:,}</text>')
    if baseline:
        out.append(line(baseline, BASELINE, ' stroke-dasharray="5 4"'))
    out.append(line(points, OURS))
    for x, value in points:
        px, py = at(x, value)
        out.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3.5" fill="{OURS}"/>')
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

    def noted(self, name, command):
        """A run in a scratch folder, from the notes where it stands there. One that said nothing is tried again."""
        note = self.notes.find(name)
        if note is None:
            print(name, flush=True)
            with tempfile.TemporaryDirectory(prefix="daohu-bench-", dir=self.arguments.scratch) as scratch:
                note = runs.run(name, command, scratch, {"TMPDIR": scratch})
            if runs.last_json(note["out"]) is not None:
                self.notes.add(note)
        return note

    def run(self, program, words):
        name = f"{program} {' '.join(words)}"
        extra = ["--folder", ".", "--json"] if program == "daohu-bench" else []
        note = self.noted(name, [self.arguments.bin / program, *extra, *words])
        result = runs.last_json(note["out"])
        if result is None or not result.get("ok", True) or not all(result.get("checks", {}).values()):
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
        points, beside, unit = [], [], ""
        sizes, more = by_size[measure.size]
        baseline, of_baseline = BESIDE[bench, figure][0]
        for size in sizes:
            words = [bench, option, str(size), *more.split()]
            _, result = measure.run("daohu-bench", words)
            if result is not None:
                figures = result["figures"]
                points.append((size, figures[figure]["value"]))
                if baseline in figures:
                    beside.append((size, figures[baseline]["value"]))
                unit = figures[figure]["unit"]
        if len(points) > 1:
            path = measure.arguments.page.parent / "plots" / f"{bench}.svg"
            plot(f"{title}, by {option.strip('-')}", unit, points, beside, path)
            yield f"`daohu-bench {bench} {option} … {more}`; dashed: {of_baseline}.\n"
            yield f"![{title}](plots/{path.name})\n"
            bare = dict(beside)
            yield runs.table((option.strip("-"), title, of_baseline),
                             [(f"{x:,}", f"{shown(y)} {unit}", f"{shown(bare[x])} {unit}" if x in bare else "–")
                              for x, y in points]) + "\n"


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
    yield from peer_sections(measure)
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


def json_lines(text):
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def peer_sections(measure):
    """PouchDB and Daohu on one link, as tests/peers/pouchdb/run.sh prints them: PouchDB, its link, Daohu."""
    modules = measure.arguments.peers
    if modules is None:
        yield ("Nothing of others was measured in this run: `scripts/bench --peers` does it; what came of it before stands in "
               "[decisions/0031](decisions/0031-after-a-cut.md).\n")
        return
    rows, script = [], measure.arguments.source / "tests/peers/pouchdb/run.sh"
    for what, by_size in PEERS:
        words = by_size[measure.size]
        name = f"tests/peers/pouchdb/run.sh {words}"
        note = measure.noted(name, ["bash", script, measure.arguments.bin / "daohu-sim", modules, *words.split()])
        said = json_lines(note["out"])
        if note["status"] != 0 or len(said) != 3:
            measure.failed.append(name)
            continue
        peer, link, ours = said
        rows.append((what, f"PouchDB, batch {peer['batch']}", f"{peer['seconds']:.1f} s", f"{link['payload_up']:,}",
                     f"{peer['stored']} of {peer['of']}"))
        rows.append((what, "Daohu", f"{ours['seconds']:.1f} s", f"{ours['payload_up']:,}",
                     f"{ours['in_stream']} of {ours['records']}"))
    yield ("PouchDB 9 pushes the same surveys over the same link in plain HTTP, Daohu after it with TLS "
           "(`tests/peers/pouchdb/run.sh`):\n")
    yield runs.table(("link", "program", "time", "bytes up", "arrived"), rows) + "\n"


def page(measure):
    size = measure.arguments.size
    head = ["# What it costs\n",
            f"Made by `scripts/bench{'' if size == 'full' else ' --' + size}`, which measures what stands here and writes this page; "
            f"nobody edits it. Commit {measure.commit}. {runs.machine()}, one process at a time. A figure stands beside a "
            "baseline of the same run where there is one; what is compared is checked to be equal. `processor` is time of the "
            "processor, the rest is what a clock shows.\n"]
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
    parser.add_argument("--peers", type=Path, help="folder with node_modules, for tests/peers/pouchdb")
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

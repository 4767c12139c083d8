# SPDX-License-Identifier: Apache-2.0
"""Runs every sweep, fuzz target and negative control, and writes what came of it as a page. See scripts/prove."""

import argparse
import dataclasses
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import runs  # noqa: E402

FUZZ_TARGETS = {
    "cbor": "CBOR", "id_number": "identity numbers", "numbers": "decimals, money, ratios", "text": "folding and pinyin",
    "expression": "XPath expressions", "xml": "XML", "csv": "tables of forms", "draft": "drafts", "form": "XForms",
    "entry": "signed entries", "slots": "key slots", "frame": "frames of sync", "message": "messages of sync",
    "bundle": "files on a stick",
    "table": "tables of other offices", "request": "requests to the server",
}


SIZES = ("full", "short", "quick")


@dataclasses.dataclass
class Sweep:
    """One call of daohu-sim, or of another program that ends with a line of JSON."""
    group: str
    says: str       # what it does, for the page
    words: dict     # its arguments, by size; a size that is missing leaves it out
    counts: tuple   # what is shown of the JSON object: (member or members to add up, word)
    is_control: bool = False  # a safeguard is off: it must end with 1
    bound: float | None = None  # the ratio a full run must stay within
    program: str = "daohu-sim"

    def name(self, size):
        return f"{self.program} {self.words[size]}"


SMALL = ((("states",), "states"), (("entries",), "entries"), (("folds",), "folds compared"))
LOAD = ((("idle_held",), "silent connections held"), (("entries",), "entries"), (("server_peak_mib",), "MiB at the most"))
MONKEY = ((("acts",), "acts"), (("villages",), "villages"))
POWER = ((("cuts",), "cuts"), (("storage_steps",), "storage steps in the day"))
KILL = ((("day.kills", "tries.kills", "recovery.kills"), "kills"),)
FULL = ((("faults",), "faults"),)
CORRUPT = ((("places",), "damages"), (("rescued",), "mended by a rescue"))
HISTORY = ((("entries",), "entries"), (("deliveries",), "deliveries"), (("comparisons",), "comparisons"))
FLEET = ((("entries",), "entries"), (("talks",), "talks"), (("broken_talks",), "broken off"), (("faults",), "faults"),
         (("compared",), "compared"))
LINK = ((("in_stream",), "records arrived once"), (("cuts",), "cuts"), (("talks",), "talks"), (("payload_up",), "bytes up"))


def sizes(full=None, short=None, quick=None):
    return {size: words for size, words in zip(SIZES, (full, short, quick)) if words is not None}


def storage_sweeps():
    yield Sweep("power", "power fails at storage steps of a day", sizes(
        "power --steps 0 --chances 8", "power --steps 150", "power --steps 6 --saves 10"), POWER)
    yield Sweep("power", "the same, another day", sizes(
        "power --steps 0 --seed 2", "power --steps 60 --saves 60 --seed 2", "power --steps 4 --saves 10 --seed 2"), POWER)
    yield Sweep("power", "`synchronous=NORMAL` instead of FULL", sizes(
        "power --steps 40 --saves 60 --without-flushing", "power --steps 40 --saves 60 --without-flushing",
        "power --steps 12 --saves 20 --without-flushing"), POWER, is_control=True)
    yield Sweep("kill", "killed at write-like system calls of a day, of ten wrong PINs, of a recovery", sizes(
        "kill --steps 0", "kill --steps 20", "kill --steps 3"), KILL)
    yield Sweep("kill", "a wrong try counted after the derivation", sizes(
        "kill --steps 0 --victim tries --count-tries-late", "kill --steps 12 --victim tries --count-tries-late",
        "kill --steps 8 --victim tries --count-tries-late"), KILL, is_control=True)
    yield Sweep("full", "no room from a storage step on", sizes(
        "full --steps 0", "full --steps 120", "full --steps 4"), FULL)
    yield Sweep("full", "a step fails once, as on a worn disk", sizes(
        "full --steps 0 --errors", "full --steps 60 --errors", "full --steps 4 --errors"), FULL)
    yield Sweep("full", "failed saves believed", sizes(
        "full --steps 0 --believe-failed-saves", "full --steps 30 --believe-failed-saves",
        "full --steps 12 --believe-failed-saves"), FULL, is_control=True)
    yield Sweep("corrupt", "a bit, a sector, two pages, a whole file, an old copy", sizes(
        "corrupt --steps 2000", "corrupt --steps 120", "corrupt --steps 6"), CORRUPT)
    yield Sweep("corrupt", "one after another was mended", sizes(
        "corrupt --steps 500 --in-sequence 2", "corrupt --steps 40 --in-sequence 2",
        "corrupt --steps 2 --in-sequence 2"), CORRUPT)
    yield Sweep("corrupt", "no mirror", sizes(
        "corrupt --steps 500 --without-mirror", "corrupt --steps 60 --without-mirror",
        "corrupt --steps 20 --without-mirror"), CORRUPT, is_control=True)


def history_sweeps():
    for seed in range(1, 6):
        yield Sweep("converge", f"history {seed} of four tablets and a store, in memory", sizes(
            f"converge --steps {100000 if seed == 1 else 20000} --seed {seed}",
            f"converge --steps {2000 if seed == 1 else 600} --seed {seed}" if seed < 4 else None,
            f"converge --steps 200 --seed {seed}"), HISTORY)
    yield Sweep("converge", "the same on SQLCipher", sizes(
        "converge --steps 2000 --store vault", "converge --steps 300 --store vault",
        "converge --steps 40 --store vault"), HISTORY)
    for flaw, says in (("ignore-edges", "edges ignored: the later clock wins"),
                       ("ignore-absences", "what was erased or withheld stays in the fold")):
        yield Sweep("converge", says, sizes(
            f"converge --steps 2000 --{flaw}", f"converge --steps 400 --{flaw}", f"converge --steps 400 --{flaw}"),
            HISTORY, is_control=True)
    yield Sweep("converge", "every history of so many steps of two tablets and one answer, with one crash", sizes(
        "small-world --steps 14", "small-world --steps 10", "small-world --steps 7"), SMALL)
    for flaw, says in (("ignore-edges", "edges ignored in those histories"),
                       ("promise-early", "a county that promises what it has not stored")):
        yield Sweep("converge", says, sizes(*[f"small-world --steps 5 --{flaw}"] * 3), SMALL, is_control=True)
    for seed in range(1, 9):
        yield Sweep("fleet", f"county {seed}: days of a few tablets, every fault at random", sizes(
            f"fleet --days 30 --seed {seed}", f"fleet --days 4 --seed {seed}" if seed < 4 else None,
            f"fleet --tablets 2 --days 1 --seed {seed}"), FLEET)
    for flaw in ("offers-nothing", "same-epoch", "ignored-edges", "kept-scope"):
        yield Sweep("fleet", f"with the flaw {flaw}", sizes(
            f"fleet --days 30 --flaw {flaw} --seed 1", f"fleet --days 2 --steps 3 --flaw {flaw} --seed 1",
            f"fleet --days 2 --steps 3 --flaw {flaw} --seed 1"), FLEET, is_control=True)


def link_sweeps():
    hurry = " --rate 5000000 --rtt 6 --dead 20 --give-up 100 --records 60"
    yield Sweep("link", "2 KB surveys at 50 kbit/s, 600 ms, 5 % lost, never cut", sizes(
        "link", "link --records 300", "link" + hurry), LINK, bound=1.15)
    yield Sweep("link", "the same, cut every 64 KiB", sizes(
        "link --cut 65536", "link --cut 65536 --records 300", "link --cut 65536" + hurry), LINK, bound=1.80)
    yield Sweep("link", "the same, cut every 16 KiB", sizes(
        "link --cut 16384", "link --cut 16384 --records 100", "link --cut 16384" + hurry), LINK, bound=3.60)
    yield Sweep("link", "the same, cut every 4 KiB (8 KiB in a quick run)", sizes(
        "link --cut 4096 --records 200", None, "link --cut 8192" + hurry), LINK)
    for says, profile in (("EDGE: 120 kbit/s, 400 ms, 2 % lost", "--rate 120000 --rtt 400 --loss 2"),
                          ("a satellite: 256 kbit/s, 900 ms, 1 % lost", "--rate 256000 --rtt 900 --loss 1"),
                          ("a good link: 10 Mbit/s, 40 ms", "--rate 10000000 --rtt 40 --loss 0")):
        yield Sweep("link", says, sizes(f"link {profile}", f"link {profile} --records 100"), LINK)


def load_sweeps():
    yield Sweep("load", "ten thousand connections say nothing before tablets come", sizes(
        "load --idle 10000 --tablets 50 --records 20", "load --idle 10000 --tablets 20 --records 5",
        "load --idle 200 --tablets 2 --records 2"), LOAD)


def screen_sweeps():
    yield Sweep("monkey", "taps, swipes, typing, kills, clock jumps and a network that comes and goes, over all screens",
                {"full": "[long-monkey]"}, MONKEY, program="test_app")


def sweeps():
    yield from storage_sweeps()
    yield from history_sweeps()
    yield from link_sweeps()
    yield from load_sweeps()
    yield from screen_sweeps()


def value(result, members):
    total = 0
    for member in members:
        part = result
        for name in member.split("."):
            part = part.get(name, 0) if isinstance(part, dict) else 0
        total += part
    return total


def shown_counts(sweep, result):
    return ", ".join(f"{value(result, members):,} {word}" for members, word in sweep.counts)


def is_as_promised(sweep, note, size):
    result = runs.last_json(note["out"])
    if result is None:
        return False
    if sweep.is_control:
        return note["status"] == 1 and not result["ok"]
    within = size != "full" or sweep.bound is None or result["ratio"] <= sweep.bound
    return note["status"] == 0 and result["ok"] and within


def fuzz_command(target, folder, corpus, seconds, seed):
    return [folder / f"fuzz_{target}", f"-max_total_time={seconds}", f"-seed={seed}", "-print_final_stats=1",
            "-rss_limit_mb=2048", "-timeout=20", corpus]


def replay_command(target, folder, corpus):
    return [folder / f"fuzz_{target}", corpus]


def fuzz_counts(note):
    executed = re.search(r"stat::number_of_executed_units:\s*(\d+)", note["err"])
    return int(executed.group(1)) if executed else 0


class Proof:
    def __init__(self, arguments):
        self.arguments = arguments
        self.source = arguments.source
        self.commit = runs.commit(self.source)
        self.notes = runs.Notes(arguments.notes, self.commit + ("" if arguments.size == "full" else f" {arguments.size}"))

    def run(self, name, command):
        note = self.notes.find(name)
        if note is None:
            print(f"{name}", flush=True)
            with tempfile.TemporaryDirectory(prefix="daohu-prove-", dir=self.arguments.scratch) as scratch:
                note = runs.run(name, command, scratch, {"TMPDIR": scratch})
            self.notes.add(note)
        return note

    def run_sweep(self, sweep):
        words = sweep.words[self.arguments.size].split()
        return self.run(sweep.name(self.arguments.size), [self.arguments.bin / sweep.program, *words])

    def run_fuzz(self, target):
        corpus = self.source / "tests/fuzz/corpus" / target
        if self.arguments.fuzz is None:
            return self.run(f"fuzz_{target} replays its corpus", replay_command(target, self.arguments.bin, corpus))
        new = self.arguments.notes.parent / "new" / target
        new.mkdir(parents=True, exist_ok=True)
        seconds = self.arguments.fuzz_seconds
        command = fuzz_command(target, self.arguments.fuzz, new, seconds, self.arguments.seed)
        return self.run(f"fuzz_{target} -max_total_time={seconds} -seed={self.arguments.seed}", [*command, corpus])


FUZZ_SECONDS = {"full": 600, "short": 20, "quick": 1}

SIZE_WORDS = {
    "full": [],
    "short": ["**A short run**: a sample of the places where something can break, in a quarter of an hour. The long one, "
              "`scripts/prove` without an option, tries every place and takes many hours.", ""],
    "quick": ["**A quick run: a trial of the script, not a proof.**", ""],
}

GROUPS = (
    ("power", "Power cuts", "What was reported as saved is there afterwards, byte for byte; every page, row and index is "
     "sound; derived tables say what the journal says."),
    ("kill", "Kills", "The same, and a wrong try is never given back, and a recovery is either done or not."),
    ("full", "Full and failing disks", "Nothing is reported as saved that is not; what was saved stays."),
    ("corrupt", "Damaged files", "What is lost is named, the rest is kept, and the tablet saves on."),
    ("converge", "Histories", "All replicas agree with an independent model: nothing hidden, nothing wrong, none apart."),
    ("fleet", "Counties", "Tablets lost, cloned, restored, revoked, moved; a server restored; erasures; carried files. "
     "What was acknowledged is nowhere missing."),
    ("monkey", "The screens", "No crash, no lost answer, no entry that nobody made."),
    ("load", "Many at once", "Every record arrives once, and whoever says nothing is gone in the end."),
    ("link", "Links", "Every record arrives once. `ratio` is wall time over what the bytes alone take on that link."),
)


def sweep_rows(group, done, size):
    for sweep, note in done:
        if sweep.group != group:
            continue
        result = runs.last_json(note["out"]) or {}
        broke = value(result, ("violations", "hidden", "wrong", "diverged", "missing", "out_of_scope", "unsettled", "failed",
                                "idle_left"))
        if sweep.is_control:
            verdict = "noticed" if is_as_promised(sweep, note, size) else "**not noticed**"
        else:
            verdict = "held" if is_as_promised(sweep, note, size) else "**broke**"
        ratio = f"; ratio {result.get('ratio', 0):.2f}" if group == "link" else f"; {broke:,} violations"
        bound = f" (at most {sweep.bound:.2f})" if sweep.bound and size == "full" else ""
        yield (("safeguard off: " if sweep.is_control else "") + sweep.says, f"`{note['name']}`",
               shown_counts(sweep, result) + ratio + bound, verdict, runs.span(note["seconds"]))


def page(proof, done, fuzzed):
    size = proof.arguments.size
    days = sorted({note["day"] for _, note in done} | {note["day"] for _, note in fuzzed})
    total = sum(note["seconds"] for _, note in done) + sum(note["seconds"] for _, note in fuzzed)
    lines = ["# What was broken on purpose", "",
             f"Made by `scripts/prove{'' if size == 'full' else ' --' + size}`, which runs what stands here and writes this page; nobody "
             "edits it. "
             f"Commit {proof.commit}, {days[0]}{' to ' + days[-1] if days[-1] != days[0] else ''}, {runs.span(total)} in all. "
             f"{runs.machine()}.", "",
             "Every line can be run again by itself: a run is a function of its seed. Where a safeguard is off, the run has "
             "to fail; that it does shows that the sweep sees. How the sweeps work, and what they do not cover: "
             "[decisions/0015](decisions/0015-fault-sweeps.md), [decisions/0031](decisions/0031-after-a-cut.md).", ""]
    lines += SIZE_WORDS[size]
    for group, title, promise in GROUPS:
        rows = list(sweep_rows(group, done, size))
        if rows:
            lines += [f"## {title}", "", promise, "", runs.table(("what", "command", "seen", "promise", "time"), rows), ""]
    if not fuzzed:
        return "\n".join(lines)
    how = ("Driven by libFuzzer, with address and undefined-behaviour sanitizers." if proof.arguments.fuzz else
           "The corpus as it is, cut at each byte and with bytes changed; libFuzzer drives the targets in a long run only.")
    lines += ["## Fuzzing", "", "Bytes that stop a decoder, exceed a bound or change when they are written again are findings. "
              + how, ""]
    rows = []
    for target, note in fuzzed:
        seen = f"{fuzz_counts(note):,} executions" if proof.arguments.fuzz else "corpus, changed and cut"
        rows.append((FUZZ_TARGETS[target], f"`{note['name']}`", seen, "held" if note["status"] == 0 else "**broke**",
                     runs.span(note["seconds"])))
    lines += [runs.table(("what", "command", "seen", "promise", "time"), rows), ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--bin", type=Path, required=True)
    parser.add_argument("--fuzz", type=Path, help="folder of the targets built for libFuzzer; without it --bin's replay")
    parser.add_argument("--notes", type=Path, required=True)
    parser.add_argument("--page", type=Path, required=True)
    parser.add_argument("--scratch", type=Path, required=True)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fuzz-seconds", type=int)
    parser.add_argument("--only", help="regular expression over names of runs")
    arguments = parser.parse_args()
    if arguments.fuzz_seconds is None:
        arguments.fuzz_seconds = FUZZ_SECONDS[arguments.size]
    proof = Proof(arguments)
    wanted = re.compile(arguments.only or "")
    done, fuzzed = [], []
    for sweep in sweeps():
        if sweep.words.get(arguments.size) is not None and wanted.search(sweep.name(arguments.size)):
            done.append((sweep, proof.run_sweep(sweep)))
    for target in FUZZ_TARGETS:
        if wanted.search(f"fuzz_{target}"):
            fuzzed.append((target, proof.run_fuzz(target)))
    if not done and not fuzzed:
        print("no run has such a name", file=sys.stderr)
        return 2
    arguments.page.write_text(page(proof, done, fuzzed))
    broken = [note["name"] for sweep, note in done if not is_as_promised(sweep, note, arguments.size)]
    broken += [note["name"] for _, note in fuzzed if note["status"] != 0]
    for name in broken:
        print(f"not as promised: {name}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

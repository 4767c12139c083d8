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
    "frame": "frames of sync", "message": "messages of sync", "bundle": "files on a stick",
    "table": "tables of other offices", "request": "requests to the server",
}


@dataclasses.dataclass
class Sweep:
    """One call of daohu-sim."""
    group: str
    says: str       # what it does, for the page
    full: str       # arguments of the long run
    quick: str      # arguments of a run of seconds
    counts: tuple   # what is shown of the JSON object: (member or members to add up, word)
    is_control: bool = False  # a safeguard is off: it must end with 1
    bound: float | None = None  # the ratio it must stay within


def sweeps():
    power = ((("cuts",), "cuts"), (("storage_steps",), "storage steps in the day"))
    kill = ((("day.kills", "tries.kills", "recovery.kills"), "kills"),)
    full = ((("faults",), "faults"),)
    corrupt = ((("damages",), "damages"), (("rescued",), "mended by a rescue"))
    history = ((("entries",), "entries"), (("deliveries",), "deliveries"), (("comparisons",), "comparisons"))
    fleet = ((("entries",), "entries"), (("talks",), "talks"), (("broken_talks",), "broken off"), (("faults",), "faults"),
             (("compared",), "compared"))
    link = ((("in_stream",), "records arrived once"), (("cuts",), "cuts"), (("talks",), "talks"),
            (("payload_up",), "bytes up"))
    yield Sweep("power", "power fails at each storage step of a day of 200 saves, eight times with other luck",
                "power --steps 0 --chances 8", "power --steps 6 --saves 10", power)
    yield Sweep("power", "the same, another day", "power --steps 0 --seed 2", "power --steps 4 --saves 10 --seed 2", power)
    yield Sweep("power", "`synchronous=NORMAL` instead of FULL", "power --steps 40 --saves 60 --without-flushing",
                "power --steps 12 --saves 20 --without-flushing", power, is_control=True)
    yield Sweep("kill", "killed at each write-like system call of a day, of ten wrong PINs, of a recovery",
                "kill --steps 0", "kill --steps 3", kill)
    yield Sweep("kill", "a wrong try counted after the derivation", "kill --steps 0 --victim tries --count-tries-late",
                "kill --steps 8 --victim tries --count-tries-late", kill, is_control=True)
    yield Sweep("full", "no room from each storage step on", "full --steps 0", "full --steps 4", full)
    yield Sweep("full", "each step fails once, as on a worn disk", "full --steps 0 --errors", "full --steps 4 --errors", full)
    yield Sweep("full", "failed saves believed", "full --steps 0 --believe-failed-saves",
                "full --steps 12 --believe-failed-saves", full, is_control=True)
    yield Sweep("corrupt", "a bit, a sector, two pages, a whole file, an old copy", "corrupt --steps 2000",
                "corrupt --steps 6", corrupt)
    yield Sweep("corrupt", "no mirror", "corrupt --steps 500 --without-mirror", "corrupt --steps 20 --without-mirror",
                corrupt, is_control=True)
    for seed in range(1, 6):
        yield Sweep("converge", f"history {seed} of four tablets and a store, in memory",
                    f"converge --steps 100000 --seed {seed}" if seed == 1 else f"converge --steps 20000 --seed {seed}",
                    f"converge --steps 200 --seed {seed}", history)
    yield Sweep("converge", "the same on SQLCipher", "converge --steps 2000 --store vault",
                "converge --steps 40 --store vault", history)
    yield Sweep("converge", "edges ignored: the later clock wins", "converge --steps 2000 --ignore-edges",
                "converge --steps 400 --ignore-edges", history, is_control=True)
    for seed in range(1, 9):
        yield Sweep("fleet", f"county {seed}: six tablets for 30 days, every fault at random",
                    f"fleet --days 30 --seed {seed}", f"fleet --tablets 2 --days 1 --seed {seed}", fleet)
    for flaw in ("same-epoch", "ignored-edges", "kept-scope"):
        yield Sweep("fleet", f"with the flaw {flaw}", f"fleet --days 30 --flaw {flaw} --seed 1",
                    f"fleet --days 12 --flaw {flaw} --seed 1", fleet, is_control=True)
    hurry = " --rate 5000000 --rtt 6 --dead 20 --give-up 100 --records 60"
    yield Sweep("link", "1,000 surveys, 50 kbit/s, 600 ms, 5 % lost, never cut", "link", "link" + hurry, link, bound=1.15)
    yield Sweep("link", "the same, cut every 64 KiB", "link --cut 65536", "link --cut 65536" + hurry, link, bound=1.80)
    yield Sweep("link", "the same, cut every 16 KiB", "link --cut 16384", "link --cut 16384" + hurry, link, bound=3.60)
    yield Sweep("link", "the same, cut every 4 KiB, 200 surveys", "link --cut 4096 --records 200",
                "link --cut 8192" + hurry, link)


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


def is_as_promised(sweep, note, quick):
    result = runs.last_json(note["out"])
    if result is None:
        return False
    if sweep.is_control:
        return note["status"] == 1 and not result["ok"]
    within = quick or sweep.bound is None or result["ratio"] <= sweep.bound
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
        self.notes = runs.Notes(arguments.notes, self.commit + (" quick" if arguments.quick else ""))

    def run(self, name, command):
        note = self.notes.find(name)
        if note is None:
            print(f"{name}", flush=True)
            with tempfile.TemporaryDirectory(prefix="daohu-prove-", dir=self.arguments.scratch) as scratch:
                note = runs.run(name, command, scratch, {"TMPDIR": scratch})
            self.notes.add(note)
        return note

    def run_sweep(self, sweep):
        words = (sweep.quick if self.arguments.quick else sweep.full).split()
        return self.run("daohu-sim " + " ".join(words), [self.arguments.bin / "daohu-sim", *words])

    def run_fuzz(self, target):
        corpus = self.source / "tests/fuzz/corpus" / target
        if self.arguments.fuzz is None:
            return self.run(f"fuzz_{target} replays its corpus", replay_command(target, self.arguments.bin, corpus))
        new = self.arguments.notes.parent / "new" / target
        new.mkdir(parents=True, exist_ok=True)
        seconds = 1 if self.arguments.quick else self.arguments.fuzz_seconds
        command = fuzz_command(target, self.arguments.fuzz, new, seconds, self.arguments.seed)
        return self.run(f"fuzz_{target} -max_total_time={seconds} -seed={self.arguments.seed}", [*command, corpus])


GROUPS = (
    ("power", "Power cuts", "What was reported as saved is there afterwards, byte for byte; every page, row and index is "
     "sound; derived tables say what the journal says."),
    ("kill", "Kills", "The same, and a wrong try is never given back, and a recovery is either done or not."),
    ("full", "Full and failing disks", "Nothing is reported as saved that is not; what was saved stays."),
    ("corrupt", "Damaged files", "What is lost is named, the rest is kept, and the tablet saves on."),
    ("converge", "Histories", "All replicas agree with an independent model: nothing hidden, nothing wrong, none apart."),
    ("fleet", "Counties", "Tablets lost, cloned, restored, revoked, moved; a server restored; erasures; carried files. "
     "What was acknowledged is nowhere missing."),
    ("link", "Links", "Every record arrives once. `ratio` is wall time over what the bytes alone take on that link."),
)


def sweep_rows(group, done, quick):
    for sweep, note in done:
        if sweep.group != group:
            continue
        result = runs.last_json(note["out"]) or {}
        broke = value(result, ("violations", "hidden", "wrong", "diverged", "missing", "out_of_scope", "unsettled"))
        if sweep.is_control:
            verdict = "noticed" if is_as_promised(sweep, note, quick) else "**not noticed**"
        else:
            verdict = "held" if is_as_promised(sweep, note, quick) else "**broke**"
        ratio = f"; ratio {result.get('ratio', 0):.2f}" if group == "link" else f"; {broke:,} violations"
        bound = f" (at most {sweep.bound:.2f})" if sweep.bound and not quick else ""
        yield (("safeguard off: " if sweep.is_control else "") + sweep.says, f"`{note['name']}`",
               shown_counts(sweep, result) + ratio + bound, verdict, runs.span(note["seconds"]))


def page(proof, done, fuzzed):
    quick = proof.arguments.quick
    days = sorted({note["day"] for _, note in done} | {note["day"] for _, note in fuzzed})
    total = sum(note["seconds"] for _, note in done) + sum(note["seconds"] for _, note in fuzzed)
    lines = ["# What was broken on purpose", "",
             f"Made by `scripts/prove{' --quick' if quick else ''}`, which runs what stands here and writes this page; nobody "
             "edits it. "
             f"Commit {proof.commit}, {days[0]}{' to ' + days[-1] if days[-1] != days[0] else ''}, {runs.span(total)} in all. "
             f"{runs.machine()}.", "",
             "Every line can be run again by itself: a run is a function of its seed. Where a safeguard is off, the run has "
             "to fail; that it does shows that the sweep sees. How the sweeps work, and what they do not cover: "
             "[decisions/0015](decisions/0015-fault-sweeps.md), [decisions/0031](decisions/0031-after-a-cut.md).", ""]
    if quick:
        lines += ["**A quick run: a trial of the script, not a proof.**", ""]
    for group, title, promise in GROUPS:
        rows = list(sweep_rows(group, done, quick))
        if rows:
            lines += [f"## {title}", "", promise, "", runs.table(("what", "command", "seen", "promise", "time"), rows), ""]
    if not fuzzed:
        return "\n".join(lines)
    lines += ["## Fuzzing", "", "Bytes that stop a decoder, exceed a bound or change when they are written again are findings. "
              "Address and undefined-behaviour sanitizers are on.", ""]
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
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fuzz-seconds", type=int, default=600)
    parser.add_argument("--only", help="regular expression over names of runs")
    arguments = parser.parse_args()
    proof = Proof(arguments)
    wanted = re.compile(arguments.only or "")
    done, fuzzed = [], []
    for sweep in sweeps():
        if wanted.search(f"daohu-sim {sweep.quick if arguments.quick else sweep.full}"):
            done.append((sweep, proof.run_sweep(sweep)))
    for target in FUZZ_TARGETS:
        if wanted.search(f"fuzz_{target}"):
            fuzzed.append((target, proof.run_fuzz(target)))
    if not done and not fuzzed:
        print("no run has such a name", file=sys.stderr)
        return 2
    arguments.page.write_text(page(proof, done, fuzzed))
    broken = [note["name"] for sweep, note in done if not is_as_promised(sweep, note, arguments.quick)]
    broken += [note["name"] for _, note in fuzzed if note["status"] != 0]
    for name in broken:
        print(f"not as promised: {name}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

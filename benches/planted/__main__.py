"""How many planted flaws are found, and how many errors are told that are none: made-up plans in many layouts.

For each layout the plan is first read as it is: every error is a false one. Then each flaw is planted by itself; it
counts as found when the right check says so at its place, and any error that the clean plan does not have is a false
one. The forms' own questions come from the real plans beside the repository, which must be there.

    python benches/planted [--held-out] [--layout WORD] [--flaw WORD] [--seeds 1]
"""

import argparse
import os
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from typing import Any

import held_out
from files import write
from flaws import FLAWS, Flaw
from forms import Printed
from judge import Verdict, judged, words_of
from paper import SHAPES, Paper, area
from playwright.sync_api import sync_playwright

from joinedup.basics.finding import Severity
from joinedup.planning import check_plan, read_plan

AREAS = {"2014-07": "calderbrook", "2013-12": "saltmere"}
SHARED = Path(os.environ.get("JOINEDUP_SHARED", Path(__file__).resolve().parent / "../../../shared"))


def main() -> None:
    """A line for each thing missed or told falsely, and a table of flaws and layouts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-out", action="store_true", help="the second set, written after the rules were fixed")
    parser.add_argument("--layout", default="")
    parser.add_argument("--flaw", default="")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--one-in", type=int, default=1, help="only so many of the flaws in each layout, by chance")
    asked = parser.parse_args()
    flaws = tuple(flaw for flaw in (held_out.FLAWS if asked.held_out else FLAWS) if asked.flaw in flaw.name)
    names = [name for name in SHAPES if any(word in name for word in asked.layout.split(","))]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        bench = Bench(Path(folder), browser, asked.seeds, asked.one_in)
        table = {name: bench.layout(name, flaws) for name in names}
    show(table, flaws)


class Bench:
    """Writes, reads and judges."""

    def __init__(self, folder: Path, browser: Any, seeds: int, one_in: int) -> None:
        self.folder, self.browser, self.seeds, self.one_in = folder, browser, seeds, one_in
        self.printed = Printed(SHARED / "plans")

    def layout(self, name: str, flaws: tuple[Flaw, ...]) -> dict[str, list[Verdict]]:
        """Every flaw in one layout; under '' what the clean plans have."""
        verdicts: dict[str, list[Verdict]] = defaultdict(list)
        for form, place in AREAS.items():
            clean = self._found(name, area(place))[1]
            errors = tuple(one for one in clean if one.severity is Severity.ERROR)
            verdicts[""].append(Verdict(True, True, "", errors))
            for one in errors:
                print(f"CLEAN {name} {place}: {words_of(one)}", flush=True)
            known = frozenset(words_of(one) for one in errors)
            for flaw in flaws:
                chosen = form in flaw.forms and Random(f"{flaw.name}{name}{form}").random() < 1 / self.one_in
                for seed in range(self.seeds if chosen else 0):
                    verdicts[flaw.name].append(self._planted(name, place, flaw, seed, known))
        own = [v for flaw, each in verdicts.items() if flaw for v in each]
        false = sum(len(v.false) for each in verdicts.values() for v in each)
        told = f"{sum(v.placed for v in own)} at their place, {sum(v.found for v in own)} found of {len(own)}"
        print(f"LAYOUT {name}: {told}; {false} false errors", flush=True)
        return verdicts

    def _planted(self, name: str, place: str, flaw: Flaw, seed: int, known: frozenset[str]) -> Verdict:
        plan = area(place)
        marker = flaw.plant(plan, Random(f"{flaw.name} {name} {seed}"))
        read, findings = self._found(name, plan)
        verdict = judged(flaw, marker, read, findings, known)
        if not verdict.placed:
            said = "; ".join(f"{f.code}@{f.where.line}" for f in findings if f.code in flaw.codes)
            print(f"MISSED {name} {place}: {flaw.name} | {marker[:70]!r} | {said}", flush=True)
        for one in verdict.false:
            print(f"FALSE {name} {place}: {flaw.name} | {words_of(one)} | {one.message[:90]}", flush=True)
        return verdict

    def _found(self, name: str, plan: Any) -> Any:
        shape = SHAPES[name]
        file = write(Paper(plan, shape, self.printed).blocks(), self.folder, "plan", shape.kind, self.browser)
        read = read_plan(file)
        return read, check_plan(read)


def show(table: dict[str, dict[str, list[Verdict]]], flaws: tuple[Flaw, ...]) -> None:
    """A row a flaw, a column a layout: found and placed of planted; recall and precision below."""
    print("\n| flaw | told as | " + " | ".join(table) + " |\n|---|---|" + "---|" * len(table))
    for flaw in flaws:
        weights = Counter(v.weight for verdicts in table.values() for v in verdicts[flaw.name] if v.weight)
        told = ", ".join(sorted(weights))
        cells = []
        for verdicts in table.values():
            own = verdicts[flaw.name]
            cells.append(f"{sum(v.placed for v in own)}/{len(own)}" + ("" if all(v.placed for v in own) else " ✗"))
        print(f"| {flaw.name} | {told} | " + " | ".join(cells) + " |")
    every = [v for verdicts in table.values() for name, own in verdicts.items() if name for v in own]
    errors = [v for v in every if v.weight == "error"]
    false = sum(len(v.false) for verdicts in table.values() for own in verdicts.values() for v in own)
    placed = sum(v.placed for v in every)
    found = sum(v.found for v in every)
    print(f"\nplanted {len(every)}; found {found}; at their place {placed}: recall {placed / max(1, len(every)):.3f}")
    right = sum(v.placed for v in errors)
    print(f"errors told rightly {right}, falsely {false}: precision {right / max(1, right + false):.3f}")


if __name__ == "__main__":
    main()

"""How often the evaluation of a scheme is right: made-up counties with a planted effect and a planted nothing.

For each seed a county is made, received and linked; each of its schemes is evaluated by itself. Printed: in how many
counties the 95 % interval holds what was planted, and in how many a planted nothing is called nothing.

    python benches/evaluation.py --seeds 100 --people 8000
"""

import argparse
import datetime as dt
import json
import tempfile
from pathlib import Path

from joinedup.engine import Workspace, connect
from joinedup.intake import receive
from joinedup.linked import build_linked
from joinedup.measures.evaluation import Evaluation, Scheme, evaluate_scheme
from joinedup.synthetic import write_county

MEASURE = "emergency_admissions_65"


def main() -> int:
    """Prints one line a seed and the counts at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--people", type=int, default=8000)
    asked = parser.parse_args()
    held: dict[float, list[bool]] = {}
    nothing: list[bool] = []
    for seed in range(1, asked.seeds + 1):
        for planted, found in evaluated(seed, asked.people):
            inside = found.effect.lower <= planted <= found.effect.upper
            held.setdefault(planted, []).append(inside)
            if planted == 1.0:
                nothing.append(not found.effect.is_something)
            print(
                f"seed {seed}: planted {planted}, found {found.effect.ratio:.2f} "
                f"({found.effect.lower:.2f} to {found.effect.upper:.2f}) {found.verdict}",
                flush=True,
            )
    for planted, inside in held.items():
        print(f"Planted {planted}: held by the interval in {sum(inside)} of {len(inside)}.")
    print(f"Planted nothing called nothing in {sum(nothing)} of {len(nothing)}.")
    return 0


def evaluated(seed: int, people: int) -> list[tuple[float, Evaluation]]:
    """What was planted and what was found, for each scheme of one county."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_county(home / "county", people=people, seed=seed, files="parquet", today=dt.date(2026, 11, 20))
        workspace = Workspace.open(home / "workspace", create=True)
        receive(home / "county", workspace)
        build = build_linked(workspace, today=dt.date(2026, 11, 20))
        truth = json.loads((home / "county" / "truth" / "effects.json").read_text(encoding="utf-8"))
        first, until = (dt.date.fromisoformat(day) for day in truth["window"])
        with connect() as connection:
            build.open_in(connection)
            return [
                (
                    told["rate_ratio"],
                    evaluate_scheme(connection, _scheme(told, truth["schemes"]), MEASURE, first=first, until=until),
                )
                for told in truth["schemes"]
            ]


def _scheme(told: dict[str, object], every: list[dict[str, object]]) -> Scheme:
    others = frozenset(code for other in every if other is not told for code in other["practices"])
    return Scheme(
        str(told["name"]),
        frozenset(told["practices"]),
        dt.date.fromisoformat(str(told["starts"])),
        int(str(told["from_age"])),
        others,
    )


if __name__ == "__main__":
    raise SystemExit(main())

"""The risk room beside its peers: the person table against Polars and pandas by hand, the fit against scikit-learn.

Each run is a process of its own over the same Parquet files, and all write the same columns to the same kind of file;
the sums of every column are compared, so that nobody wins by doing less.

    python benches/risk.py                      (500,000 people, 10 million events)
    python benches/risk.py --people 20000
"""

import argparse
import datetime as dt
import json
import sys
import tempfile
from pathlib import Path
from statistics import median

import processes

HERE = Path(__file__).resolve().parent
ON = dt.date(2026, 4, 1)
RUNNERS = ("joinedup", "polars", "pandas")
LINE = "{:<34} {:>8} {:>8} {:>9}  {}"


def main() -> int:
    """Prints a line a runner, and one JSON object of every figure at the end; 1 when two runners disagree."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", type=int, default=500_000)
    asked.add_argument("--repeat", type=int, default=3)
    asked.add_argument("--keep", type=Path, help="a folder to make the records in, and find them the next time")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = given.keep or Path(folder)
        return _measure(_world(root / "w", given.people), given.people, given.repeat)


def _world(root: Path, people: int) -> Path:
    """Made by a process of its own: a child's peak memory starts at its parent's."""
    made = processes.run([sys.executable, str(HERE / "linked_world.py"), str(root), str(people)])
    if made.exit_status:
        raise SystemExit(made.problems)
    return root


def _measure(root: Path, people: int, repeat: int) -> int:
    print(LINE.format("risk", "wall s", "cpu s", "peak MB", "note"))
    figures: dict[str, object] = {"people": people}
    sums: dict[str, dict[str, float]] = {}
    jobs = [(name, "person table") for name in RUNNERS] + [("score", "whole"), ("scikit", "fit alone")]
    runs: dict[str, list[processes.Cost]] = {name: [] for name, _ in jobs}
    for _ in range(repeat):  # turn by turn, so that a busy minute hits everybody
        for name, _ in jobs:
            runs[name].append(processes.run([sys.executable, str(Path(__file__)), "--one", name, str(root)]))
    for name, what in jobs:
        done = runs[name]
        if any(one.exit_status for one in done):
            print(f"{name} failed: {done[0].problems[-800:]}")
            return 1
        said = json.loads(done[0].output.splitlines()[-1])
        sums[name] = said.pop("sums", {})
        inside = [json.loads(one.output.splitlines()[-1])["seconds"] for one in done]
        figures[name] = {
            "wall_s": median(one.wall_s for one in done),
            "without_start_s": median(inside),
            "cpu_s": median(one.user_s + one.system_s for one in done),
            "peak_mb": max(one.peak_mb for one in done),
            **{key: value for key, value in said.items() if key != "seconds"},
        }
        row = figures[name]
        note = f"{row['without_start_s']:.2f} s without start-up and imports"
        print(LINE.format(f"{what}: {name}", f"{row['wall_s']:.2f}", f"{row['cpu_s']:.2f}", row["peak_mb"], note))
    differ = _differences(sums)
    print(f"columns compared: {len(sums['joinedup'])}; that differ: {differ or 'none'}")
    print(json.dumps(figures))
    return 1 if differ else 0


def _differences(sums: dict[str, dict[str, float]]) -> list[str]:
    ours = sums["joinedup"]
    return [
        f"{name} {column}: {ours[column]} {theirs.get(column)}"
        for name, theirs in sums.items()
        if theirs
        for column in ours
        if column not in theirs or abs(ours[column] - theirs[column]) > 1e-4 * max(abs(ours[column]), 1)
    ]


if __name__ == "__main__":
    if "--one" in sys.argv:
        import risk_peers

        risk_peers.one(sys.argv[-2], Path(sys.argv[-1]), ON)
    else:
        raise SystemExit(main())

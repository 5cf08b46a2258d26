"""``make bench``: time and peak memory of every step of the loop, each a whole process, printed and saved as JSON.

The steps run at 20,000 and 500,000 people on one made-up county a size: synth, intake, link, measure, score. Then each
further bench in this folder runs as a process of its own; those compare a room with its peers and print what they find.
Figures are saved in ``bench-results/``. Nothing here passes or fails by its time; a command that fails is said to.

Left out are those that take longer or need more than the lock holds: ``identity_growth.py`` (five million people), and
``spark_identity.py`` and ``spark_measures.py``, which ask Spark what DuckDB was asked. The head of each says how to
run it.

    make bench
    make bench ARGS='--people 2000 --only synth,intake'
    make bench ARGS='--only identity'
"""

import argparse
import datetime as dt
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import machine
import processes

HERE = Path(__file__).resolve().parent
RESULTS = HERE.parent / "bench-results"
JOINEDUP = str(Path(sys.executable).parent / "joinedup")
STEPS = ("synth", "intake", "link", "measure", "score")
FURTHER = ("identity", "risk", "measures", "pipeline", "planning", "person_page")
LINE = "{:<11} {:>9} {:>9} {:>9} {:>9} {:>10}  {}"


def main() -> int:
    """Runs what was asked for; 1 when a command failed."""
    asked = _asked()
    only = set(asked.only.split(",")) if asked.only else {*STEPS, *FURTHER}
    RESULTS.mkdir(exist_ok=True)
    where = RESULTS / f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H%M%S}.json"
    whole = {"made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "machine": machine.described()}
    results: list[dict[str, object]] = []
    print(LINE.format("bench", "people", "wall s", "user s", "system s", "peak MB", "exit"))
    for result in _everything(asked, only):
        results.append(result)
        where.write_text(json.dumps({**whole, "results": results}, indent=1) + "\n", encoding="utf-8")
    print(f"Saved in {where.relative_to(HERE.parent)}")
    return int(any(result["exit_status"] for result in results))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time and peak memory of every step, as whole processes.")
    parser.add_argument("--people", type=int, action="append", help="a size; may be given more than once")
    parser.add_argument("--only", help=f"some of {','.join((*STEPS, *FURTHER))}; a step brings those before it")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _everything(asked: argparse.Namespace, only: set[str]) -> Iterator[dict[str, object]]:
    for people in asked.people or [20_000, 500_000]:
        yield from _loop(people, asked.seed, only)
    for name in FURTHER:
        if name in only and (HERE / f"{name}.py").exists():
            yield _measured(name, None, [sys.executable, str(HERE / f"{name}.py")])


def _loop(people: int, seed: int, only: set[str]) -> Iterator[dict[str, object]]:
    last = max((STEPS.index(step) for step in only if step in STEPS), default=-1)
    folder = Path(tempfile.mkdtemp(prefix="joinedup-bench-"))
    county, workspace = str(folder / "county"), str(folder / "workspace")
    commands = {
        "synth": ["synth", county, "--people", str(people), "--seed", str(seed)],
        "intake": ["intake", county, "--workspace", workspace],
        "link": ["link", "--workspace", workspace],
        "measure": ["measure", "--workspace", workspace],
        "score": ["score", "--workspace", workspace],
    }
    try:
        for step in STEPS[: last + 1]:
            yield _measured(step, people, [JOINEDUP, *commands[step]])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measured(name: str, people: int | None, command: list[str]) -> dict[str, object]:
    cost = processes.run(command)
    size = f"{people:,}" if people else "–"
    print(LINE.format(name, size, cost.wall_s, cost.user_s, cost.system_s, cost.peak_mb, cost.exit_status), flush=True)
    if cost.exit_status:
        print(cost.problems, file=sys.stderr)
    if people is None:
        print(cost.output, flush=True)
    return {"bench": name, "people": people, "command": [Path(command[0]).name, *command[1:]], **_figures(cost)}


def _figures(cost: processes.Cost) -> dict[str, object]:
    said = cost.output.strip()
    lines = said.splitlines()
    try:
        output: object = json.loads(said if said.startswith(("{", "[")) else lines[-1])
    except (ValueError, IndexError):
        output = lines
    figures = {name: getattr(cost, name) for name in ("wall_s", "user_s", "system_s", "peak_mb", "exit_status")}
    return {**figures, "said": output}


if __name__ == "__main__":
    raise SystemExit(main())

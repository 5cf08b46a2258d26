"""From Parquet extracts to figures and a ranked list, beside Splink + pandas + scikit-learn; ten measures beside Polars
and pandas; one changed month beside everything; and the same at several sizes.

The county is made and received first, untimed. Then JoinedUp and the peer each go the whole way in a process of their
own, one after the other on the same accepted rows: link, linked tables, ten measures, scores. Ten measures by practice
are also counted by a plain script in Polars and in pandas from the same linked tables; the least of their runs counts.
Last, one month of community contacts arrives changed, and all is brought up to date. Prints wall and processor seconds;
the last line is JSON.

    python benches/pipeline.py                               (500,000 people)
    python benches/pipeline.py --people 50000 --people 500000
    python benches/pipeline.py --workspace W --no-peer
"""

import argparse
import datetime as dt
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import processes
from pipeline_peers import in_pandas, in_polars

from joinedup.engine import Workspace, connect, current_build, quoted
from joinedup.intake import open_tables, receive
from joinedup.linked import build_linked
from joinedup.measures import compute_measures
from joinedup.risk import score_people

TEN = (
    "non_elective_admissions",
    "emergency_admissions_65",
    "emergency_admissions_75",
    "short_spells",
    "delayed_days",
    "care_home_admissions",
    "emergency_attendances",
    "emergency_four_hours",
    "weekend_discharge_ratio",
    "deaths_in_usual_place",
)
TODAY = dt.date(2026, 11, 20)
HERE = Path(__file__).resolve().parent
Figures = dict[str, object]


def main() -> int:
    """Every size in turn; 1 when a process failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, action="append", help="a size; may be given more than once")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--workspace", type=Path, help="one that has received its extracts already")
    parser.add_argument("--one", choices=("build", "update"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps((_build if asked.one == "build" else _update)(Workspace.open(asked.workspace))))
        return 0
    sizes = {}
    for people in asked.people or [500_000]:
        with tempfile.TemporaryDirectory(prefix="joinedup-bench-") as folder:
            home = _copied(asked.workspace, Path(folder)) if asked.workspace else _received(Path(folder), people)
            sizes[people] = _run(home, Path(folder), asked.repeat, peer=not asked.no_peer)
    print(json.dumps(sizes))
    return 0


def _received(folder: Path, people: int) -> Path:
    from joinedup.synthetic import write_county  # noqa: PLC0415 - the timed process makes no county

    write_county(folder / "county", people=people, seed=1, files="parquet", today=TODAY)
    receive(folder / "county", Workspace.open(folder / "workspace", create=True))
    shutil.rmtree(folder / "county")
    return folder / "workspace"


def _copied(workspace: Path, folder: Path) -> Path:
    shutil.copytree(workspace / "intake", folder / "workspace" / "intake")
    shutil.copy(workspace / "workspace.json", folder / "workspace")
    return folder / "workspace"


def _run(home: Path, folder: Path, repeat: int, *, peer: bool) -> Figures:
    workspace = Workspace.open(home)
    figures: Figures = {"rows": _extracts(workspace, folder / "peer")}
    ours = _process("the whole path, JoinedUp", [str(HERE / "pipeline.py"), "--one", "build", "--workspace", str(home)])
    figures["joinedup"] = ours
    linked, risk = current_build(workspace, "linked"), current_build(workspace, "risk")
    assert linked is not None
    assert risk is not None
    if peer:
        dates = [risk.about["fitted_on"], risk.about["index_date"]]
        command = [str(HERE / "pipeline_peers.py"), str(folder / "peer"), str(folder / "peer" / "out"), *dates]
        theirs = _process("the whole path, Splink + pandas + scikit-learn", command)
        figures["splink, pandas, scikit-learn"] = theirs
        figures["times as long"] = {name: round(theirs[name] / ours[name], 2) for name in ("wall_s", "cpu_s")}
        print(f"the peer takes {figures['times as long']['wall_s']} times as long")
    counts = {"polars": lambda: in_polars(linked), "pandas": lambda: in_pandas(linked)}
    counts["joinedup"] = lambda: compute_measures(workspace, TEN, cuts=False, afresh=True)
    figures["ten measures"] = {name: _least(f"ten measures, {name}", work, repeat) for name, work in counts.items()}
    compute_measures(workspace, TEN, cuts=False)
    _send_a_month(workspace, folder / "month")
    receiving, _ = _timed(lambda: receive(folder / "month", workspace))
    figures["receiving one changed month"] = receiving
    print(f"{'receiving one changed month':<52} {receiving[0]:8.2f} s   processor {receiving[1]:8.2f} s")
    command = [str(HERE / "pipeline.py"), "--one", "update", "--workspace", str(home)]
    figures["brought up to date"] = _process("brought up to date after it", command)
    return figures


def _extracts(workspace: Workspace, folder: Path) -> int:
    """The accepted rows as one Parquet file an extract, for the peer; how many rows there are."""
    (folder / "extracts").mkdir(parents=True)
    with connect() as connection:
        tables = open_tables(connection, workspace).present
        told = [
            connection.execute(
                f'copy (from "{table}") to {quoted(folder / "extracts" / f"{table}.parquet")} '
                "(format parquet, compression zstd)"
            ).fetchone()
            for table in sorted(tables)
        ]
    return sum(int(row[0]) for row in told if row)


def _send_a_month(workspace: Workspace, folder: Path) -> None:
    """One month of community contacts as its source would send it again, every other one missed after all."""
    folder.mkdir()
    with connect() as connection:
        open_tables(connection, workspace)
        connection.execute(
            "copy (select * replace (case when row_number() over () % 2 = 0 then '2' else attendance_status end "
            "as attendance_status) from csds_contacts where date_trunc('month', care_contact_date) = (select "
            "date_trunc('month', max(care_contact_date)) - interval 2 month from csds_contacts)) "
            f"to {quoted(folder / 'csds_contacts.csv')} (format csv, header)"
        )


def _build(workspace: Workspace) -> Figures:
    """Link, linked tables, ten measures and scores, all made afresh; the time of each."""
    steps = {
        "link and linked tables": lambda: build_linked(workspace, today=TODAY, afresh=True),
        "ten measures, all areas, periods, intervals": lambda: compute_measures(
            workspace, TEN, cuts=False, afresh=True
        ),
        "scores": lambda: score_people(workspace, afresh=True),
    }
    return {name: _timed(work)[0] for name, work in steps.items()}


def _update(workspace: Workspace) -> Figures:
    """The same, taking over what is as it was."""
    steps = {
        "link and linked tables": lambda: build_linked(workspace, today=TODAY),
        "ten measures, all areas, periods, intervals": lambda: compute_measures(workspace, TEN, cuts=False),
        "scores": lambda: score_people(workspace),
    }
    return {name: _timed(work)[0] for name, work in steps.items()}


def _process(name: str, command: list[str]) -> dict[str, float]:
    cost = processes.run([sys.executable, *command])
    if cost.exit_status:
        raise SystemExit(f"{name} failed: {cost.problems[-2000:]}")
    cpu = round(cost.user_s + cost.system_s, 2)
    print(f"{name:<52} {cost.wall_s:8.2f} s   processor {cpu:8.2f} s   peak {cost.peak_mb:6.0f} MB", flush=True)
    said = json.loads(cost.output.splitlines()[-1])
    for step, (wall, processor) in said.get("steps", said).items():
        print(f"    {step:<48} {wall:8.2f} s   processor {processor:8.2f} s", flush=True)
    return {"wall_s": cost.wall_s, "cpu_s": cpu, "peak_mb": cost.peak_mb, "steps": said}


def _least(name: str, work: Callable[[], object], repeat: int) -> tuple[float, float]:
    wall, processor = min(_timed(work)[0] for _ in range(repeat))
    print(f"{name:<52} {wall:8.2f} s   processor {processor:8.2f} s", flush=True)
    return wall, processor


def _timed(work: Callable[[], object]) -> tuple[tuple[float, float], object]:
    wall, processor = time.perf_counter(), time.process_time()
    result = work()
    return (round(time.perf_counter() - wall, 3), round(time.process_time() - processor, 3)), result


if __name__ == "__main__":
    raise SystemExit(main())

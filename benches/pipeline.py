"""From Parquet extracts to figures and a ranked list; ten monthly measures beside Polars and pandas written by hand.

The county is made and received first, untimed. Then, in one process: link and linked tables, ten measures, scores. Ten
measures by practice are also counted by a plain script in Polars and in pandas from the same linked tables; their
time is the least of the runs. Prints, and with --json as JSON, wall and processor seconds.

    python benches/pipeline.py --people 500000
"""

import argparse
import datetime as dt
import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from joinedup.engine import Build, Workspace
from joinedup.intake import receive
from joinedup.linked import build_linked
from joinedup.measures import compute_measures
from joinedup.risk import score_people
from joinedup.synthetic import write_county

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


def main() -> int:
    """Runs everything once, the comparison ``--repeat`` times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=500_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--workspace", type=Path, help="one that has received its extracts already")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = _run(asked.workspace or _received(Path(folder), asked.people), asked.repeat)
    if asked.json:
        print(json.dumps(figures, indent=1))
    else:
        for name, (wall, processor) in figures.items():
            print(f"{name:<44} {wall:8.2f} s   processor {processor:8.2f} s")
    return 0


def _received(folder: Path, people: int) -> Path:
    write_county(folder / "county", people=people, seed=1, files="parquet", today=TODAY)
    receive(folder / "county", Workspace.open(folder / "workspace", create=True))
    return folder / "workspace"


def _run(home: Path, repeat: int) -> dict[str, tuple[float, float]]:
    workspace = Workspace.open(home)
    figures: dict[str, tuple[float, float]] = {}
    figures["link and linked tables"], linked = _timed(lambda: build_linked(workspace, today=TODAY))
    figures["ten measures, all areas, periods, intervals"], _ = _least(
        lambda: compute_measures(workspace, TEN, cuts=False), repeat
    )
    figures["scores"], _ = _timed(lambda: score_people(workspace))
    figures["extracts to measures and scores"] = tuple(
        round(sum(found[at] for found in figures.values()), 2) for at in (0, 1)
    )  # type: ignore[assignment]
    for name, peer in (("polars", _in_polars), ("pandas", _in_pandas)):
        try:
            figures[f"ten monthly counts by practice, {name}"], _ = _least(lambda peer=peer: peer(linked), repeat)
        except ImportError:
            continue
    return figures


def _timed(work: Callable[[], object]) -> tuple[tuple[float, float], object]:
    wall, processor = time.perf_counter(), _processor()
    result = work()
    return (round(time.perf_counter() - wall, 3), round(_processor() - processor, 3)), result


def _least(work: Callable[[], object], repeat: int) -> tuple[tuple[float, float], object]:
    runs = [_timed(work) for _ in range(repeat)]
    return min(runs, key=lambda run: run[0])


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _in_polars(linked: Build) -> int:
    """Counts and denominators only: by practice as last known, by month; no residents, periods or intervals."""
    import polars as pl  # noqa: PLC0415 - a peer

    persons = pl.scan_parquet(linked.table("persons")).select("person_id", "practice_code", "date_of_birth")
    spells = pl.scan_parquet(linked.table("spells"))

    def monthly(frame: pl.LazyFrame, day: str, oldest: int = 0, amount: pl.Expr | None = None) -> pl.LazyFrame:
        found = frame.join(persons, on="person_id")
        if oldest:
            found = found.filter(pl.col("date_of_birth").dt.offset_by(f"{oldest}y") <= pl.col(day))
        counted = (amount if amount is not None else pl.len()).alias("n")
        return found.group_by("practice_code", pl.col(day).dt.truncate("1mo").alias("month")).agg(counted)

    emergency = spells.filter("emergency")
    alive = spells.filter(pl.col("non_elective") & (pl.col("length_of_stay") >= 1))
    visits = pl.scan_parquet(linked.table("attendances")).with_columns(on=pl.col("arrived_at").dt.date())
    packages = pl.scan_parquet(linked.table("care_packages"))
    frames = [
        monthly(spells.filter(pl.col("non_elective") & pl.col("general_and_acute")), "admitted_on"),
        monthly(emergency, "admitted_on", 65),
        monthly(emergency, "admitted_on", 75),
        monthly(emergency.filter(pl.col("length_of_stay") < 2), "admitted_on"),
        monthly(pl.scan_parquet(linked.table("delays")), "started_on", 18, pl.col("days").sum()),
        monthly(packages.filter(pl.col("service_type").str.contains("Residential|Nursing")), "started_on", 65),
        monthly(visits, "on"),
        monthly(visits, "on", 0, (pl.col("minutes") < 240).sum()),
        monthly(alive, "discharged_on", 0, (pl.col("discharged_on").dt.weekday() >= 6).sum()),
        monthly(
            pl.scan_parquet(linked.table("deaths")), "died_on", 0, pl.col("place").is_in(["Home", "Care home"]).sum()
        ),
    ]
    return sum(len(frame) for frame in pl.collect_all(frames))


def _in_pandas(linked: Build) -> int:
    """The same counts, one table at a time."""
    import pandas as pd  # noqa: PLC0415 - a peer, maybe absent

    persons = pd.read_parquet(linked.table("persons"), columns=["person_id", "practice_code", "date_of_birth"])
    persons["date_of_birth"] = pd.to_datetime(persons["date_of_birth"])

    def read(table: str, columns: list[str], day: str) -> "pd.DataFrame":
        found = pd.read_parquet(linked.table(table), columns=["person_id", *columns]).merge(persons, on="person_id")
        found[day] = pd.to_datetime(found[day])
        found["month"] = found[day].dt.to_period("M")
        return found

    def monthly(found: "pd.DataFrame", day: str, oldest: int = 0) -> int:
        if oldest:
            found = found[found["date_of_birth"] + pd.DateOffset(years=oldest) <= found[day]]
        return len(found.groupby(["practice_code", "month"]).size())

    flags = ["emergency", "non_elective", "general_and_acute", "length_of_stay"]
    spells = read("spells", ["admitted_on", *flags], "admitted_on")
    ended = read("spells", ["discharged_on", *flags], "discharged_on")
    visits = read("attendances", ["arrived_at", "minutes"], "arrived_at")
    delays = read("delays", ["started_on", "days"], "started_on")
    packages = read("care_packages", ["started_on", "service_type"], "started_on")
    deaths = read("deaths", ["died_on", "place"], "died_on")
    emergency = spells[spells["emergency"]]
    return sum(
        (
            monthly(spells[spells["non_elective"] & spells["general_and_acute"]], "admitted_on"),
            monthly(emergency, "admitted_on", 65),
            monthly(emergency, "admitted_on", 75),
            monthly(emergency[emergency["length_of_stay"] < 2], "admitted_on"),
            monthly(delays, "started_on", 18),
            monthly(packages[packages["service_type"].str.contains("Residential|Nursing")], "started_on", 65),
            monthly(visits, "arrived_at"),
            monthly(visits[visits["minutes"] < 240], "arrived_at"),
            monthly(ended[ended["non_elective"] & (ended["length_of_stay"] >= 1)], "discharged_on"),
            monthly(deaths[deaths["place"].isin(["Home", "Care home"])], "died_on"),
        )
    )


if __name__ == "__main__":
    raise SystemExit(main())

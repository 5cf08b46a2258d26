"""One person table three ways, and the fit two ways: what benches/risk.py runs, each in a process of its own."""

# ruff: noqa: PLC0415 - each runner imports what it uses, so that start-up is its own

import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOUR, TWO = (30, 90, 365, 730), (365, 730)
Table = dict[str, Any]


def one(name: str, root: Path, on: dt.date) -> None:
    """Runs one and prints its seconds and sums as JSON."""
    runner: Callable[[Path, dt.date], Table] = {
        "joinedup": joinedup, "polars": by_polars, "pandas": by_pandas, "score": score, "scikit": scikit,
    }[name]  # fmt: skip
    print(json.dumps(runner(root, on)))


def _linked(root: Path) -> Any:
    from joinedup.engine import Workspace, current_build

    return current_build(Workspace.open(root), "linked")


def joinedup(root: Path, on: dt.date) -> Table:
    """As JoinedUp makes it."""
    from joinedup.engine import connect
    from joinedup.risk.features import person_table, prepare
    from joinedup.risk.reads import open_linked

    began = time.perf_counter()
    with connect() as connection:
        open_linked(connection, _linked(root))
        prepare(connection)
        people = person_table(connection, on)
        seconds = time.perf_counter() - began
        skipped = {"condition_bits"}
        sums = {name: float(values.sum()) for name, values in people.columns.items() if name not in skipped}
        for condition in people.conditions:
            sums[f"has:{condition}"] = float(people.column(f"has:{condition}").sum())
    return {"seconds": seconds, "people": len(people), "sums": sums}


def score(root: Path, _on: dt.date) -> Table:
    """Three person tables, fit, judgement, scores, reasons and writing."""
    from joinedup.engine import Workspace
    from joinedup.risk import score_people

    began = time.perf_counter()
    build = score_people(Workspace.open(root))
    return {"seconds": time.perf_counter() - began, "auc": build.about["auc"]}


def scikit(root: Path, on: dt.date) -> Table:
    """The fit of the model alone, by JoinedUp and by scikit-learn, on the same matrix."""
    import numpy as np

    from joinedup.engine import connect
    from joinedup.risk.features import outcomes, person_table, prepare, read_once
    from joinedup.risk.model.design import designed
    from joinedup.risk.model.fit import fitted
    from joinedup.risk.reads import open_linked

    with connect() as connection:
        open_linked(connection, _linked(root))
        prepare(connection)
        read = read_once(connection, [on - dt.timedelta(days=730)])
        people = person_table(connection, on - dt.timedelta(days=730), read=read)
        happened = outcomes(connection, people, read.registered)["admitted"] > 0
    design = designed(
        people, dict.fromkeys(("spells", "attendances", "appointments", "contacts", "care_packages"), 365)
    )
    matrix = design.matrix(people)
    began = time.perf_counter()
    ours = fitted(matrix, happened)
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    from sklearn.linear_model import LogisticRegression

    imported = time.perf_counter() - began
    theirs = LogisticRegression(solver="newton-cholesky").fit(matrix, happened)
    fit = time.perf_counter() - began - imported
    apart = float(np.abs(ours.weights - theirs.coef_[0]).max())
    return {"seconds": seconds, "scikit_import_s": imported, "scikit_fit_s": fit, "largest_difference": apart}


def by_polars(root: Path, on: dt.date) -> Table:
    """As somebody who knows Polars writes it."""
    import polars as pl

    began = time.perf_counter()
    build = _linked(root)
    day = pl.lit(on)

    def scan(table: str) -> pl.LazyFrame:
        return pl.scan_parquet(build.table(table))

    def counts(stem: str, windows: tuple[int, ...], *keep: pl.Expr) -> list[pl.Expr]:
        kept = [pl.all_horizontal(pl.col("ago") <= window, *keep) for window in windows]
        return [each.sum().alias(f"{stem}_{window}") for window, each in zip(windows, kept, strict=True)]

    def sums(stem: str, windows: tuple[int, ...], what: str, *keep: pl.Expr) -> list[pl.Expr]:
        return [
            pl.col(what).filter(pl.all_horizontal(pl.col("ago") <= window, *keep)).sum().alias(f"{stem}_{window}")
            for window in windows
        ]

    def recent(table: str, column: str) -> pl.LazyFrame:
        ago = (day - pl.col(column).cast(pl.Date)).dt.total_days().cast(pl.Int16).alias("ago")
        return scan(table).with_columns(ago).filter(pl.col("ago").is_between(1, 730))

    year = pl.col("ago") <= 365
    urgent, over = pl.col("emergency"), (pl.col("discharged_on") < day).fill_null(False)
    until = pl.min_horizontal(pl.col("discharged_on").fill_null(day), day)
    nights = (until - pl.col("admitted_on")).dt.total_days().clip(0, None).alias("nights")
    fell = pl.col("diagnoses").str.contains("W0|W1|R296")
    stays = (
        recent("spells", "admitted_on")
        .with_columns(nights, over.alias("over"), pl.col("cost").cast(pl.Float64))
        .group_by("person_id")
        .agg(
            *counts("emergency", FOUR, urgent),
            *counts("planned", FOUR, ~urgent),
            *sums("emergency_nights", FOUR, "nights", urgent),
            *sums("planned_nights", TWO, "nights", ~urgent),
            *counts("short_stays", TWO, urgent, pl.col("over"), pl.col("nights") < 2),
            *counts("falls", TWO, urgent, pl.col("over"), fell),
            *sums("emergency_cost", (365,), "cost", urgent, pl.col("over")),
            *sums("hospital_cost", TWO, "cost", pl.col("over")),
            (731 - pl.col("ago").filter(urgent).min()).fill_null(0).alias("emergency_nearness"),
            (year & ~pl.col("over")).any().alias("in_hospital"),
            (year & pl.col("treatment_function").is_in(["501", "560"])).any().alias("maternity"),
            (year & pl.col("over") & pl.col("diagnoses").str.contains("C7[789]")).any().alias("cancer_spread"),
            pl.col("treatment_function").filter(year).n_unique().alias("stay_specialties_365"),
        )
    )
    major, home = pl.col("department_type") == "01", ~pl.col("admitted")
    attended = (
        recent("attendances", "arrived_at")
        .with_columns(pl.col("cost").cast(pl.Float64))
        .group_by("person_id")
        .agg(
            *counts("attendances", FOUR),
            *counts("major_attendances", TWO, major),
            *counts("attendances_home", TWO, home),
            *sums("attendance_cost", (365,), "cost"),
        )
    )
    kept = pl.col("attended")
    clinics = (
        recent("appointments", "on_date")
        .with_columns(pl.col("cost").cast(pl.Float64))
        .group_by("person_id")
        .agg(
            *counts("outpatient", FOUR, kept),
            *counts("outpatient_missed", TWO, ~kept),
            *counts("outpatient_first", TWO, kept, pl.col("first")),
            *sums("outpatient_cost", (365,), "cost"),
            pl.col("treatment_function").filter(year & kept).n_unique().alias("outpatient_specialties_365"),
        )
    )
    community, mental = pl.col("source") == "community", pl.col("source") == "mental_health"
    contacts = (
        recent("contacts", "on_date")
        .with_columns(pl.col("cost").cast(pl.Float64))
        .group_by("person_id")
        .agg(
            *counts("community", FOUR, community, kept),
            *counts("community_missed", (365,), community, ~kept),
            *counts("mental_health", FOUR, mental, kept),
            *counts("mental_health_missed", (365,), mental, ~kept),
            *sums("contact_cost", (365,), "cost"),
            pl.col("team_type").filter(year & kept).n_unique().alias("teams_365"),
        )
    )
    wards = (
        recent("mental_health_spells", "admitted_on")
        .with_columns(nights)
        .group_by("person_id")
        .agg(*counts("mental_health_stays", TWO), *sums("mental_health_nights", TWO, "nights"))
    )
    service, still = pl.col("service_type"), pl.col("ended_on").is_null() | (pl.col("ended_on") >= day)
    homes = service.is_in(["Long Term Support: Residential Care", "Long Term Support: Nursing Care"])
    packages = (
        scan("care_packages")
        .filter(pl.col("started_on") < day)
        .with_columns((day - pl.col("started_on")).dt.total_days().alias("ago"), pl.col("weekly_cost").cast(pl.Float64))
        .group_by("person_id")
        .agg(
            *counts("care_begun", (90, *TWO)),
            *counts("reablement", TWO, service.str.starts_with("Short Term Support: ST-Max")),
            (still & (service == "Long Term Support: Community")).any().alias("support_at_home"),
            (still & homes).any().alias("care_home"),
            pl.col("weekly_cost").filter(still).sum().alias("care_weekly_cost"),
        )
    )
    names = scan("conditions").select(pl.col("condition").unique().sort()).collect()["condition"].to_list()
    known = (
        scan("conditions")
        .filter(pl.col("diagnosed_on") < day)
        .group_by("person_id")
        .agg(
            *[(pl.col("condition") == name).any().alias(f"has:{name}") for name in names],
            pl.col("condition").n_unique().alias("conditions"),
            pl.col("condition")
            .filter(pl.col("diagnosed_on") >= on - dt.timedelta(days=365))
            .n_unique()
            .alias("new_conditions_365"),
        )
    )
    here = scan("registrations").filter(
        pl.col("started_on") < day, pl.col("ended_on").is_null() | (pl.col("ended_on") >= day)
    )
    born = pl.col("date_of_birth")
    before = (born.dt.month().cast(pl.Int32) * 100 + born.dt.day()) > on.month * 100 + on.day
    people = (
        scan("persons")
        .filter("on_register", born < day, pl.col("date_of_death").is_null() | (pl.col("date_of_death") >= day))
        .join(here.sort("started_on").group_by("person_id").agg(pl.col("practice_code").last()), on="person_id")
        .select(
            "person_id",
            "practice_code",
            "imd_decile",
            (pl.lit(on.year) - born.dt.year() - before.cast(pl.Int32)).alias("age"),
            (pl.col("gender") == "1").alias("male"),
        )
    )
    for part in (stays, attended, clinics, contacts, wards, packages, known):
        people = people.join(part, on="person_id", how="left")
    table = people.with_columns(pl.exclude("practice_code", "person_id").fill_null(0)).collect()
    seconds = time.perf_counter() - began
    absent = ("referrals", "care_requests", "care_assessments", "delayed_days")
    return {"seconds": seconds, "people": len(table), "sums": _with_absent(_totals(table), absent)}


def _totals(table: Any) -> dict[str, float]:
    import polars as pl

    row = table.select(pl.exclude("practice_code", "person_id").cast(pl.Float64).sum()).row(0, named=True)
    return dict(row)


def _with_absent(sums: dict[str, float], stems: tuple[str, ...]) -> dict[str, float]:
    return {f"{stem}_{window}": 0.0 for stem in stems for window in FOUR} | sums


def by_pandas(root: Path, on: dt.date) -> Table:
    """As an analyst's script does it."""
    began = time.perf_counter()
    numbers = pandas_table(_linked(root), on)
    seconds = time.perf_counter() - began
    absent = ("referrals", "care_requests", "care_assessments", "delayed_days")
    return {"seconds": seconds, "people": len(numbers), "sums": _with_absent(numbers.sum().to_dict(), absent)}


def pandas_table(build: Any, on: dt.date) -> Any:  # noqa: PLR0915 - written as a script is
    """Flags as columns, then one grouped sum a table. ``build.table(name)`` is where a linked table lies."""
    import pandas as pd

    day = pd.Timestamp(on)

    def read(table: str, *columns: str) -> pd.DataFrame:
        return pd.read_parquet(build.table(table), columns=["person_id", *columns])

    def windowed(frame: pd.DataFrame, parts: list[tuple[str, tuple[int, ...], Any, Any]]) -> pd.DataFrame:
        out = {"person_id": frame["person_id"]}
        for stem, windows, keep, much in parts:
            for window in windows:
                out[f"{stem}_{window}"] = ((frame["ago"] <= window) & keep) * much
        return pd.DataFrame(out).groupby("person_id").sum()

    def recent(frame: pd.DataFrame, column: str) -> pd.DataFrame:
        frame["ago"] = (day - pd.to_datetime(frame[column]).dt.normalize()).dt.days
        return frame[(frame["ago"] >= 1) & (frame["ago"] <= 730)]

    def different(frame: pd.DataFrame, code: str, keep: Any) -> pd.Series:
        return frame[keep & (frame["ago"] <= 365)].groupby("person_id")[code].nunique()

    def nights_of(frame: pd.DataFrame) -> pd.Series:
        left = pd.to_datetime(frame["discharged_on"]).fillna(day).clip(upper=day)
        return (left - pd.to_datetime(frame["admitted_on"])).dt.days.clip(lower=0)

    s = read("spells", "admitted_on", "discharged_on", "emergency", "treatment_function", "diagnoses", "cost")
    s = recent(s, "admitted_on").copy()
    s["cost"] = s["cost"].astype(float)
    nights, urgent, over = nights_of(s), s["emergency"], pd.to_datetime(s["discharged_on"]) < day
    fell = s["diagnoses"].str.contains("W0|W1|R296", regex=True)
    year = s["ago"] <= 365
    stays = windowed(s, [
        ("emergency", FOUR, urgent, 1), ("planned", FOUR, ~urgent, 1),
        ("emergency_nights", FOUR, urgent, nights), ("planned_nights", TWO, ~urgent, nights),
        ("short_stays", TWO, urgent & over & (nights < 2), 1), ("falls", TWO, urgent & over & fell, 1),
        ("emergency_cost", (365,), urgent & over, s["cost"]), ("hospital_cost", TWO, over, s["cost"]),
    ])  # fmt: skip
    stays["emergency_nearness"] = 731 - s[urgent].groupby("person_id")["ago"].min()
    stays["in_hospital"] = (year & ~over).groupby(s["person_id"]).any()
    stays["maternity"] = (year & s["treatment_function"].isin(["501", "560"])).groupby(s["person_id"]).any()
    spread = s["diagnoses"].str.contains("C7[789]", regex=True)
    stays["cancer_spread"] = (year & over & spread).groupby(s["person_id"]).any()
    stays["stay_specialties_365"] = different(s, "treatment_function", True)
    a = recent(read("attendances", "arrived_at", "department_type", "admitted", "cost"), "arrived_at")
    attended = windowed(a, [
        ("attendances", FOUR, True, 1), ("major_attendances", TWO, a["department_type"] == "01", 1),
        ("attendances_home", TWO, ~a["admitted"], 1), ("attendance_cost", (365,), True, a["cost"].astype(float)),
    ])  # fmt: skip
    o = recent(read("appointments", "on_date", "attended", "first", "treatment_function", "cost"), "on_date")
    clinics = windowed(o, [
        ("outpatient", FOUR, o["attended"], 1), ("outpatient_missed", TWO, ~o["attended"], 1),
        ("outpatient_first", TWO, o["attended"] & o["first"], 1),
        ("outpatient_cost", (365,), True, o["cost"].astype(float)),
    ])  # fmt: skip
    clinics["outpatient_specialties_365"] = different(o, "treatment_function", o["attended"])
    c = recent(read("contacts", "source", "team_type", "on_date", "attended", "cost"), "on_date")
    community = c["source"] == "community"
    contacts = windowed(c, [
        ("community", FOUR, community & c["attended"], 1), ("community_missed", (365,), community & ~c["attended"], 1),
        ("mental_health", FOUR, ~community & c["attended"], 1),
        ("mental_health_missed", (365,), ~community & ~c["attended"], 1),
        ("contact_cost", (365,), True, c["cost"].astype(float)),
    ])  # fmt: skip
    contacts["teams_365"] = different(c, "team_type", c["attended"])
    m = recent(read("mental_health_spells", "admitted_on", "discharged_on"), "admitted_on")
    wards = windowed(m, [("mental_health_stays", TWO, True, 1), ("mental_health_nights", TWO, True, nights_of(m))])
    k = read("care_packages", "service_type", "started_on", "ended_on", "weekly_cost")
    k["ago"] = (day - pd.to_datetime(k["started_on"])).dt.days
    k = k[k["ago"] >= 1]
    still = k["ended_on"].isna() | (pd.to_datetime(k["ended_on"]) >= day)
    packages = windowed(k, [
        ("care_begun", (90, *TWO), True, 1),
        ("reablement", TWO, k["service_type"].str.startswith("Short Term Support: ST"), 1),
    ])  # fmt: skip
    support = still & (k["service_type"] == "Long Term Support: Community")
    packages["support_at_home"] = support.groupby(k["person_id"]).any()
    homes = still & k["service_type"].isin(["Long Term Support: Residential Care", "Long Term Support: Nursing Care"])
    packages["care_home"] = homes.groupby(k["person_id"]).any()
    packages["care_weekly_cost"] = (k["weekly_cost"].astype(float) * still).groupby(k["person_id"]).sum()
    d = read("conditions", "condition", "diagnosed_on")
    since = pd.to_datetime(d["diagnosed_on"])
    d = d.assign(recent=since >= day - pd.Timedelta(days=365))[since < day]
    known = pd.crosstab(d["person_id"], d["condition"]).clip(upper=1).add_prefix("has:")
    known["conditions"] = d.groupby("person_id")["condition"].nunique()
    known["new_conditions_365"] = d[d["recent"]].groupby("person_id")["condition"].nunique()
    p = read("persons", "date_of_birth", "gender", "imd_decile", "date_of_death", "on_register")
    r = read("registrations", "practice_code", "started_on", "ended_on")
    r = r[(pd.to_datetime(r["started_on"]) < day) & (r["ended_on"].isna() | (pd.to_datetime(r["ended_on"]) >= day))]
    r = r.sort_values("started_on").drop_duplicates("person_id", keep="last")[["person_id", "practice_code"]]
    born, died = pd.to_datetime(p["date_of_birth"]), pd.to_datetime(p["date_of_death"])
    p["age"] = day.year - born.dt.year - (born.dt.month * 100 + born.dt.day > day.month * 100 + day.day)
    p["male"] = p["gender"] == "1"
    p = p[p["on_register"] & (born < day) & (died.isna() | (died >= day))]
    table = p[["person_id", "age", "male", "imd_decile"]].merge(r, on="person_id").set_index("person_id")
    for part in (stays, attended, clinics, contacts, wards, packages, known):
        table = table.join(part)
    return table.drop(columns="practice_code").astype(float).fillna(0)

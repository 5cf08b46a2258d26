"""Computes measures from a linked build: one scan a measure, then sums by area and period."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from joinedup.basics.progress import Tell, silent
from joinedup.engine import Build, Connection, EngineError, Workspace, connect, current_build, new_build, together
from joinedup.intake.contracts import CONTRACTS
from joinedup.measures.again import figures_marks, keep_query, marks_of, put_kept, settled, unchanged, write
from joinedup.measures.codes import put_codes
from joinedup.measures.errors import MeasureError
from joinedup.measures.measure import Kind, Measure
from joinedup.measures.protecting import put_protected, shown_query
from joinedup.measures.registry import MEASURES

LAYER = "measures"
TABLES = ("unit_months", "measure_values", "measure_shown")
CUT_TABLES = ("unit_cuts", "measure_cuts", "measure_standardised")


@dataclass(frozen=True, slots=True)
class Span:
    """The days that the extracts behind a measure speak of; ``until`` is the last of them."""

    start: dt.date
    until: dt.date


def compute_measures(
    workspace: Workspace,
    ids: Iterable[str] | None = None,
    tell: Tell = silent,
    *,
    cuts: bool = True,
    afresh: bool = False,
) -> Build:
    """Every measure (or those named) from the current linked build, written as a new build of layer ``measures``.

    ``measure_values`` holds every figure; ``measure_shown`` what those may see who see counts only (``protecting``).
    With ``cuts``, also each financial year by age band, sex, deprivation fifth and ethnic group (``measure_cuts``) and
    standardised by age (``measure_standardised``). Cases that nothing new was said of are not counted again, and the
    figures made of them are taken over (``again``), unless ``afresh``. A measure whose extracts never arrived is left
    out, and the build's ``about`` says so. Raises MeasureError when nothing is linked yet or an id is not known.
    """
    linked = current_build(workspace, "linked")
    if linked is None:
        raise MeasureError("Nothing is linked yet.", "Run 'joinedup link' first.")
    chosen = _chosen(ids)
    spans, absent = spans_of(chosen, linked.about)
    counted = [measure for measure in chosen if measure.id in spans]
    marks = marks_of(counted, spans, linked)
    before = None if afresh else _before(workspace)
    figures = figures_marks(counted, marks, _months(spans), linked)
    tables = TABLES + CUT_TABLES if cuts else TABLES
    kept = unchanged(before, marks, [name for name in tables if name.startswith("unit_")])
    old = settled(before, figures, tables)
    asked = [measure for measure in counted if measure.id not in old]
    with connect(spill=workspace.scratch()) as connection:
        linked.open_in(connection)
        put_kept(connection, before, kept)
        with new_build(workspace, LAYER, inputs={"linked": linked.id}) as draft:
            if before is not None and not asked and sorted(spans) == before.about["measures"]:
                for name in tables:
                    draft.keep(name, before)
                tell("Measures counted", len(counted), len(counted))
            else:
                put_sums(connection, asked, spans, tell, kept=kept)

                def write_exact(cursor: Connection) -> None:
                    write(cursor, draft, "unit_months", keep_query("unit_months"), before, old)
                    write(cursor, draft, "measure_values", values_query(), before, old)
                    if cuts:
                        put_cuts(cursor)
                        write(cursor, draft, "unit_cuts", keep_query("unit_cuts"), before, old)
                        write(cursor, draft, "measure_cuts", cuts_query(), before, old)
                        write(cursor, draft, "measure_standardised", standardised_query(), before, old)

                def write_shown(cursor: Connection) -> None:
                    put_protected(cursor, asked)
                    write(cursor, draft, "measure_shown", shown_query(), before, old)

                together(connection, write_exact, write_shown)
            draft.about["measures"] = sorted(spans)
            draft.about["left_out"] = absent
            draft.about["made_from"] = marks
            draft.about["figures_made_from"] = figures
            draft.about["linked_made_at"] = linked.made_at.isoformat()
    built = current_build(workspace, LAYER)
    if built is None:
        raise MeasureError("The measures cannot be found after they were written.", "Run 'joinedup measure' again.")
    return built


def spans_of(measures: Iterable[Measure], about: Mapping[str, Any]) -> tuple[dict[str, Span], dict[str, str]]:
    """For each measure the days its extracts cover together; for the others, in words, why there is none."""
    spans: dict[str, Span] = {}
    absent: dict[str, str] = {}
    events = about["coverage"]
    for measure in measures:
        lost = [
            name
            for name in measure.extracts
            if name not in events and (name in about["missing"] or CONTRACTS[name].source != "gp")
        ]
        if lost or not events:
            absent[measure.id] = f"has never arrived: {', '.join(lost or measure.extracts)}"
            continue
        covered = [events[name] for name in measure.extracts if name in events] or list(events.values())
        start = max(dt.date.fromisoformat(found["from"]) for found in covered)
        until = min(dt.date.fromisoformat(found["source_until"]) for found in covered)
        spans[measure.id] = Span(start, until)
    return spans, absent


def put_sums(
    connection: Connection,
    measures: list[Measure],
    spans: Mapping[str, Span],
    tell: Tell = silent,
    *,
    kept: Collection[str] = (),
) -> None:
    """Leaves the tables ``asked`` and ``sums``, from the linked tables on the connection, for every cursor of it.

    ``kept``: measures whose cases are in ``kept_months`` and ``kept_cuts`` (``again.put_kept``) already.
    """
    if not kept:
        put_kept(connection, None, ())
    put_located(connection, measures, spans, tell, kept=kept)
    first, last = _months(spans)
    connection.execute(_sql("cells"))
    # DuckDB 2.0.0 loses its place in a dictionary ("dict-surviving cache") on some data when it narrows types here
    connection.execute("set disabled_optimizers = 'statistics_propagation'")
    for name in ("periods", "listed"):
        connection.execute(_sql(name), {"first": first, "last": last})
    connection.execute(_sql("residents"), {"first_year": first // 12, "last_year": last // 12})
    connection.execute(_sql("sums"))
    connection.execute("reset disabled_optimizers")


def put_located(
    connection: Connection,
    measures: list[Measure],
    spans: Mapping[str, Span],
    tell: Tell = silent,
    *,
    kept: Collection[str] = (),
) -> None:
    """Leaves ``asked``, ``facts`` and the view ``located``: each case with the practice and ward it counts in."""
    put_codes(connection, sorted({name for measure in measures for name in measure.codes}))
    _put_asked(connection, measures, spans)
    connection.execute(_sql("places"))
    put_facts(connection, measures, spans, tell, kept=kept)
    connection.execute(_sql("located"))


def put_facts(
    connection: Connection,
    measures: list[Measure],
    spans: Mapping[str, Span],
    tell: Tell = silent,
    *,
    kept: Collection[str] = (),
) -> None:
    """Leaves the table ``facts``: the cases of every measure not ``kept``, numbered as in ``asked``."""
    connection.execute(
        "create or replace table facts "
        "(measure smallint, person_id bigint, day date, month integer, n double, d double)"
    )
    cases: list[str] = []
    days: dict[str, dt.date] = {}
    for number, measure in enumerate(measures):
        if measure.id in kept:
            continue
        tell(measure.title, number, len(measures))
        days |= {f"start_{number}": spans[measure.id].start, f"until_{number}": spans[measure.id].until}
        cases.append(
            f"select {number}, person_id, cast(day as date), year(day) * 12 + month(day) - 1, n, d "
            f"from (\n{measure.query}\n) where day between $start_{number} and $until_{number}"
        )
    if cases:
        connection.execute("insert into facts " + "\nunion all\n".join(cases), days)
    tell("Measures counted", len(measures), len(measures))


def values_of(sums: str) -> str:
    """The analysts' SQL of values and intervals, from ``sums`` or another table like it."""
    return _sql("values").replace("from sums join", f"from {sums} as sums join")


def values_query() -> str:
    """The analysts' SQL that turns ``sums`` into values with their intervals."""
    columns = "basis, area_kind, area_code, period_kind, period_start"
    return f"select * exclude (dimension, category) from ({_sql('values')}) order by measure, {columns}"


def put_cuts(connection: Connection) -> None:
    """Leaves ``cut_sums``: the sums by financial year and category, after ``put_sums``."""
    connection.execute(_sql("profiles"))
    connection.execute(_sql("cuts"))


def cuts_query() -> str:
    """The analysts' SQL of ``measure_cuts``, after ``put_cuts``."""
    columns = "basis, dimension, category, area_kind, area_code, period_start"
    return f"from ({values_of('cut_sums')}) order by measure, {columns}"


def standardised_query() -> str:
    """The analysts' SQL of ``measure_standardised``, after ``put_cuts``."""
    return _sql("standardised")


def _before(workspace: Workspace) -> Build | None:
    """The build that serves; none when there is none to be read."""
    try:
        return current_build(workspace, LAYER)
    except EngineError:
        return None


def _chosen(ids: Iterable[str] | None) -> list[Measure]:
    wanted = list(MEASURES) if ids is None else list(ids)
    unknown = sorted(set(wanted) - set(MEASURES))
    if unknown:
        raise MeasureError(
            f"No measure is called {', '.join(unknown)}.", f"Name one of: {', '.join(sorted(MEASURES))}."
        )
    return [MEASURES[name] for name in dict.fromkeys(wanted)]


def _put_asked(connection: Connection, measures: list[Measure], spans: Mapping[str, Span]) -> None:
    connection.execute(
        "create or replace table asked (measure smallint, id varchar, version varchar, kind varchar, per integer, "
        "population varchar, follow_up_days integer, covered_from date, covered_until date)"
    )
    rows = [
        [
            number,
            measure.id,
            measure.version,
            str(measure.kind),
            measure.per,
            measure.ages.name,
            measure.follow_up_days,
            spans[measure.id].start,
            spans[measure.id].until,
        ]
        for number, measure in enumerate(measures)
    ]
    if rows:
        connection.executemany("insert into asked values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute(
        "create or replace table populations_needed (population varchar, lowest integer, highest integer)"
    )
    ages = {measure.ages for measure in measures if measure.kind is Kind.RATE}
    for found in sorted(ages, key=lambda ages: ages.name):
        connection.execute("insert into populations_needed values (?, ?, ?)", [found.name, found.lowest, found.highest])


def _months(spans: Mapping[str, Span]) -> tuple[int, int]:
    """First and last month of every financial year that a span touches."""
    if not spans:
        return (0, 0)
    first, last = min(span.start for span in spans.values()), max(span.until for span in spans.values())
    first_year = first.year if first.month >= 4 else first.year - 1
    last_year = last.year if last.month >= 4 else last.year - 1
    return (first_year * 12 + 3, last_year * 12 + 14)


def _sql(name: str) -> str:
    return files("joinedup.measures").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")

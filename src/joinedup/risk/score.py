"""From linked records to a ranked list: fitted on one year, judged on the next, scored as of now."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

import numpy as np

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.basics.progress import Tell, silent
from joinedup.engine import Build, Connection, EngineError, Workspace, connect, current_build, new_build, quoted
from joinedup.linked import code
from joinedup.risk.again import Again, joined, marks_of, taken_over
from joinedup.risk.counting import Year, counted_year, counting
from joinedup.risk.crisis import crisis_years
from joinedup.risk.dates import YEAR, History, IndexDates, histories, index_dates, stale
from joinedup.risk.errors import NothingLinkedError, TooFewOutcomesError
from joinedup.risk.features import Needed, Numbers, People, Read, Registered, person_table, prepare, read_once
from joinedup.risk.groups import GROUPS
from joinedup.risk.judging import auc, brier, places, places_by_spending, slope_and_intercept, suspicious, tenths
from joinedup.risk.model.design import Design, Matrix, designed, needed, redesigned
from joinedup.risk.model.fit import Fit, Outcome, chance_to_log_odds, fitted
from joinedup.risk.model.order import rising
from joinedup.risk.model.reasons import AT_MOST, Reasons, reasons
from joinedup.risk.model.shape import Line, Shape, shaped
from joinedup.risk.model.sureness import judged_by_others, sureness
from joinedup.risk.queries import query
from joinedup.risk.reads import EVENT_DATES, open_linked
from joinedup.risk.segments import FACTS, FLAGS, segmented

FEWEST_OUTCOMES = 50
PENALTY = 100.0  # about a hundred people's worth of doubt: steadies small places, vanishes in large ones
STEPS = 5
JUDGED = ("validation", "calibration", "band_shares")
FIGURES = (
    "auc",
    "auc_without_deaths_and_leavers",
    "brier",
    "brier_of_the_average",
    "calibration_slope",
    "calibration_intercept",
    "predicted",
    "observed",
    "judged_people",
    "judged_admitted",
    "died_in_year",
    "left_in_year",
    "sureness",
)
DECIMALS = 6  # of a stored score: finer differences are noise


@dataclass(frozen=True)
class Model:
    """What the fitting year taught."""

    design: Design
    fit: Fit
    shape: Shape
    people: int
    admitted: int
    mark: str

    def log_odds(self, matrix: Matrix) -> Line:
        """What the fitting year makes of each person, before the later year has settled it."""
        return chance_to_log_odds(self.shape.chance(self.fit.log_odds(matrix)))


@dataclass(frozen=True)
class Judgement:
    """What the later year says of a model: its ``figures``, and ``rows`` a person (none where they are as before)."""

    figures: dict[str, Any]
    rows: Mapping[str, Numbers]
    mark: str


def score_people(
    workspace: Workspace, tell: Tell = silent, *, without: Iterable[str] = (), afresh: bool = False
) -> Build:
    """Ranks everyone on the register by their chance of an emergency admission in the next 12 months.

    Reads the current linked build and writes a build of layer ``risk``: ``scores``, ``validation``, ``calibration``,
    ``terms``, ``segments``, ``crisis_years`` and ``band_shares``. ``without`` names linked tables that may not be
    used for this purpose (social care, where no legal basis is recorded): they are never opened, and the build says so.
    What would come out the same is taken over from the build before (``again``), unless ``afresh``.

    Raises NothingLinkedError, TooLittleHistoryError and TooFewOutcomesError, each with what to do.
    """
    linked = current_build(workspace, "linked")
    if linked is None:
        raise NothingLinkedError
    shut = tuple(sorted(set(without)))
    with connect(spill=workspace.scratch()) as connection:
        empty = open_linked(connection, linked, without=shut)
        prepare(connection)
        known = histories(connection, linked.made_at.date() + dt.timedelta(days=1), empty)
        dates = index_dates(known.get("spells"))
        before = None if afresh else _before(workspace)
        marks = marks_of(linked, empty)
        whole = joined(*marks.values(), code("joinedup.risk"), repr((known, dates, shut, sorted(empty))))
        with new_build(workspace, "risk", inputs={"linked": linked.id}) as draft:
            if not taken_over(draft, before, whole):
                _made(connection, Again(draft, before, marks), dates, known, tell)
                draft.about["made_from"] = whole
                draft.about["without"] = list(shut)
                draft.about["findings"] += [gap.as_dict() for gap in _gaps(dates, known, empty - set(shut))]
    build = current_build(workspace, "risk")
    assert build is not None  # noqa: S101 - it has just been written
    return build


def _before(workspace: Workspace) -> Build | None:
    """The build that serves; none when there is none to be read."""
    try:
        return current_build(workspace, "risk")
    except EngineError:
        return None


def _made(connection: Connection, again: Again, dates: IndexDates, known: Mapping[str, History], tell: Tell) -> None:
    about = again.draft.about
    look_back = {table: dates.look_back(history) for table, history in known.items()}
    look_back.setdefault("conditions", 0)
    look_back["delays"] = look_back["spells"]
    with counting(connection) as counter:
        read, first, second, third = _asked(counter, connection, again, dates, look_back)
        tell("Fitting on the year to " + f"{dates.judged:%-d %B %Y}", 0, STEPS)
        model = _learned(connection, again, first.result(), look_back)
        tell("Judging on the year to " + f"{dates.now:%-d %B %Y}", 1, STEPS)
        now = counter.submit(lambda: _looked_at(model, third.result()))
        judged = _judged(again, model, second.result())
        tell("Scoring everyone as of " + f"{dates.now:%-d %B %Y}", 2, STEPS)
        said = counter.submit(_write, connection, again, model, judged)
        people, raw, why = now.result()
        listed = _listed(people, _shape(judged.figures["sureness"]).chance(raw), why, read.result().registered)
        said.result()
    tell("Writing the list", 3, STEPS)
    connection.register("practices", _numbered(read.result().registered.practices))
    connection.register("phrases", _numbered(why.phrases))
    _write_list(connection, again, people, listed)
    findings = [finding.as_dict() for finding in suspicious(judged.figures["auc"])]
    about.update(judged.figures, findings=findings, scored=len(people), **_facts(model, dates, look_back))
    tell("Scores written", STEPS, STEPS)


def _asked(
    counter: Executor, connection: Connection, again: Again, dates: IndexDates, look_back: Mapping[str, int]
) -> tuple["Future[Read]", "Future[Year]", "Future[Year]", "Future[People]"]:
    """What is read and counted, in that order: what all dates need, the fitting year, the year judged, the year of
    crisis, and today."""
    every, today = (dates.fitted, dates.judged, dates.now), _needed_now(look_back)
    read = counter.submit(read_once, connection, every, again, (needed(look_back), today))

    def counted(on: dt.date, name: str, made: tuple[str, ...], *more: str) -> Year:
        return counted_year(connection, again, look_back, read.result(), on, name, made, *more)

    first = counter.submit(counted, dates.fitted, "people_fitted", ("terms",))
    second = counter.submit(lambda: counted(dates.judged, "people_judged", JUDGED, first.result().mark))
    counter.submit(_write_crisis, connection, again, dates.fitted)
    third = counter.submit(lambda: person_table(connection, dates.now, again, today, read.result(), "people_now"))
    return read, first, second, third


def _write_crisis(connection: Connection, again: Again, on: dt.date) -> None:
    crisis = crisis_years(connection, on, "people_fitted")
    again.write(connection, "crisis_years", crisis, again.mark(f"{crisis} people_fitted", on))


def _learned(connection: Connection, again: Again, year: Year, look_back: Mapping[str, int]) -> Model:
    """The model of the fitting year; that of the build before where no number it is made from has changed."""
    if again.before is not None and year.as_before:
        return _as_before(connection.cursor(), again.before, year, look_back)
    return _fitted(year, look_back)


def _fitted(year: Year, look_back: Mapping[str, int]) -> Model:
    happened = _admitted(year)
    design = designed(year.people, look_back)
    matrix = design.matrix(year.people)
    fit = fitted(matrix, happened, penalty=PENALTY)
    return Model(design, fit, shaped(fit.log_odds(matrix), happened), len(happened), int(happened.sum()), year.mark)


def _as_before(reader: Connection, before: Build, year: Year, look_back: Mapping[str, int]) -> Model:
    about = before.about
    rows = reader.execute(
        f"select term, mean, spread, weight from read_parquet({quoted(before.table('terms'))})"  # noqa: S608
    ).fetchall()
    fit = Fit(about["constant"], np.array([row[3] for row in rows]), 0, about["settled"])
    shape = _shape(about["shape"])
    design = redesigned(year.people, look_back, [row[:3] for row in rows])
    return Model(design, fit, shape, about["fitted_people"], about["fitted_admitted"], year.mark)


def _judged(again: Again, model: Model, year: Year) -> Judgement:
    """What the later year says of the model; the figures of the build before where they would be the same."""
    if again.before is not None and year.as_before:
        return Judgement({name: again.before.about[name] for name in FIGURES}, {}, year.mark)
    happened = _admitted(year)
    raw = model.log_odds(model.design.matrix(year.people))
    chance = judged_by_others(raw, happened).round(DECIMALS)
    return Judgement(_figures(year, happened, raw, chance), _judged_rows(year, chance), year.mark)


def _figures(year: Year, happened: Outcome, raw: Line, chance: Line) -> dict[str, Any]:
    stayed = ~(year.seen["died"] | year.seen["left_register"])
    slope, intercept = slope_and_intercept(chance, happened)
    order = rising(raw)  # once: what is in order already is put in order in no time
    raw, then, stayed = raw[order], happened[order], stayed[order]
    return {
        "auc": auc(raw, then),
        "auc_without_deaths_and_leavers": auc(raw[stayed], then[stayed]),
        "brier": brier(chance, happened),
        "brier_of_the_average": brier(np.full(len(happened), happened.mean()), happened),
        "calibration_slope": slope,
        "calibration_intercept": intercept,
        "predicted": float(chance.mean()),
        "observed": float(happened.mean()),
        "judged_people": len(happened),
        "judged_admitted": int(happened.sum()),
        "died_in_year": int(year.seen["died"].sum()),
        "left_in_year": int(year.seen["left_register"].sum()),
        "sureness": _points(sureness(raw, then)),
    }


def _judged_rows(year: Year, chance: Line) -> dict[str, Numbers]:
    """Who was judged, what was said of them, what happened, and their places on the list."""
    rows = {name: year.people.column(name) for name in ("age", "male", "imd_decile", "ethnic_group")}
    rows |= {"score": chance, "place": places(chance), "tenth": tenths(chance), **year.seen}
    rows["place_by_spending"] = places_by_spending(year.seen["cost"], year.seen["admitted"])
    return {"person_id": year.people.ids, **rows}


def _admitted(year: Year) -> Outcome:
    happened = np.asarray(year.seen["admitted"] > 0)
    if happened.sum() < FEWEST_OUTCOMES:
        until = f"{year.people.on + YEAR:%-d %B %Y}"
        raise TooFewOutcomesError(len(happened), int(happened.sum()), FEWEST_OUTCOMES, until)
    return happened


def _looked_at(model: Model, people: People) -> tuple[People, Line, Reasons]:
    """What the model makes of people, and why."""
    matrix = model.design.matrix(people)
    return people, model.log_odds(matrix), reasons(people, model.design, model.fit, matrix)


def _listed(people: People, chance: Line, why: Reasons, registered: Registered) -> dict[str, Numbers]:
    """Everyone's score, rank and practice, and the numbers of their reasons."""
    score = chance.round(DECIMALS)
    practice = registered.practice(people.on)[registered.on(people.on)]
    slots = {f"reason_{place + 1}": np.ascontiguousarray(why.given[:, place]) for place in range(AT_MOST)}
    return {"person_id": people.ids, "score": score, "rank": places(score), "practice": practice, **slots}


def _write(connection: Connection, again: Again, model: Model, judged: Judgement) -> None:
    """The model's terms, and what the later year says of it; leaves today's date set on the connection as it is."""
    _register_terms(connection, model)
    again.write(connection, "terms", "from terms", model.mark)
    if judged.rows:
        connection.register("judged", judged.rows)
    for table in JUDGED:
        made = query(f"{'crisis' if table == 'band_shares' else 'judging'}/{table}.sql")
        again.write(connection, table, made, judged.mark)


def _write_list(connection: Connection, again: Again, people: People, listed: Mapping[str, Numbers]) -> None:
    connection.register("scored", dict(listed))
    again.draft.write(connection, "segments", segmented(connection, people))
    again.draft.write(connection, "scores", query("scores.sql"))


def _numbered(words: Sequence[str]) -> dict[str, Numbers]:
    return {"number": np.arange(len(words)), "words": np.array(words, object)}


def _needed_now(look_back: Mapping[str, int]) -> Needed:
    """What the model looks at, what is said of people in words, and what puts them into a segment."""
    said = {column for group in GROUPS for column in group.shown}
    columns = needed(look_back).columns or frozenset()
    return Needed(columns | said | {*FACTS, *FLAGS})


def _register_terms(connection: Connection, model: Model) -> None:
    terms = model.design.terms
    columns = {
        "term": np.array([term.name for term in terms], object),
        "group": np.array([term.group for term in terms], object),
        "mean": model.design.means,
        "spread": model.design.spreads,
        "weight": model.fit.weights,
    }
    connection.register("terms", columns)


def _facts(model: Model, dates: IndexDates, look_back: Mapping[str, int]) -> dict[str, Any]:
    return {
        "outcome": "at least one emergency admission in the next 365 days",
        "fitted_on": dates.fitted.isoformat(),
        "judged_on": dates.judged.isoformat(),
        "index_date": dates.now.isoformat(),
        "fitted_people": model.people,
        "fitted_admitted": model.admitted,
        "terms": len(model.design.terms),
        "constant": model.fit.constant,
        "settled": model.fit.settled,
        "reshaped": bool(len(model.shape.raw)),
        "shape": _points(model.shape),
        "look_back_days": dict(look_back),
        "crisis_date": dates.fitted.isoformat(),
        "crisis_year_before_complete": look_back["spells"] >= YEAR.days,
    }


def _points(shape: Shape) -> dict[str, list[float]]:
    return {"raw": shape.raw.tolist(), "meant": shape.meant.tolist()}


def _shape(points: Mapping[str, list[float]]) -> Shape:
    return Shape(np.array(points["raw"]), np.array(points["meant"]))


def _gaps(dates: IndexDates, known: Mapping[str, History], empty: Iterable[str]) -> list[Finding]:
    return stale(known.values(), dates.now) + [_absent(table) for table in sorted(set(empty) & set(EVENT_DATES))]


def _absent(table: str) -> Finding:
    words = table.replace("_", " ")
    return Finding(
        "risk-source-missing",
        Severity.WARNING,
        f"There are no {words}: the model does without them and finds fewer people.",
        f"Load the extract that holds {words}, link again, then score.",
        Where(field=table),
    )

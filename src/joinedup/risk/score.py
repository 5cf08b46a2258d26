"""From linked records to a ranked list: fitted on one year, judged on the next, scored as of now."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.basics.progress import Tell, silent
from joinedup.engine import Build, Connection, Draft, Workspace, connect, current_build, new_build
from joinedup.risk.crisis import crisis_years
from joinedup.risk.dates import YEAR, History, IndexDates, histories, index_dates, stale
from joinedup.risk.errors import NothingLinkedError, TooFewOutcomesError
from joinedup.risk.features import Numbers, outcomes, person_table, prepare
from joinedup.risk.judging import auc, brier, slope_and_intercept, suspicious
from joinedup.risk.model.design import Design, designed
from joinedup.risk.model.fit import Fit, fitted
from joinedup.risk.model.reasons import AT_MOST, reasons
from joinedup.risk.model.shape import Shape, shaped
from joinedup.risk.queries import query
from joinedup.risk.reads import EVENT_DATES, open_linked
from joinedup.risk.segments import segmented

FEWEST_OUTCOMES = 50
PENALTY = 100.0  # about a hundred people's worth of doubt: steadies small places, vanishes in large ones
STEPS = 5
DECIMALS = 6  # of a stored score: finer differences are noise


@dataclass(frozen=True)
class Model:
    """What the fitting year taught."""

    design: Design
    fit: Fit
    shape: Shape
    people: int
    admitted: int


def score_people(workspace: Workspace, tell: Tell = silent, *, without: Iterable[str] = ()) -> Build:
    """Ranks everyone on the register by their chance of an emergency admission in the next 12 months.

    Reads the current linked build and writes a build of layer ``risk``: ``scores``, ``validation``, ``calibration``,
    ``terms``, ``segments``, ``crisis_years`` and ``band_shares``. ``without`` names linked tables that may not be
    used for this purpose (social care, where no legal basis is recorded): they are never opened, and the build says so.

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
        with new_build(workspace, "risk", inputs={"linked": linked.id}) as draft:
            _made(connection, draft, dates, known, tell)
            draft.about["without"] = list(shut)
            draft.about["findings"] += [finding.as_dict() for finding in _gaps(dates, known, empty - set(shut))]
    build = current_build(workspace, "risk")
    assert build is not None  # noqa: S101 - it has just been written
    return build


def _made(connection: Connection, draft: Draft, dates: IndexDates, known: Mapping[str, History], tell: Tell) -> None:
    look_back = {table: dates.look_back(history) for table, history in known.items()}
    look_back.setdefault("conditions", 0)
    look_back["delays"] = look_back["spells"]
    tell("Fitting on the year to " + f"{dates.judged:%-d %B %Y}", 0, STEPS)
    model = _learned(connection, dates.fitted, look_back)
    tell("Judging on the year to " + f"{dates.now:%-d %B %Y}", 1, STEPS)
    draft.about.update(_judged(connection, model, dates))
    _write(connection, draft, "validation", "judging/validation.sql")
    _write(connection, draft, "calibration", "judging/calibration.sql")
    _write(connection, draft, "band_shares", "crisis/band_shares.sql")
    draft.write(connection, "crisis_years", crisis_years(connection, dates.fitted, "people_fitted"))
    tell("Scoring everyone as of " + f"{dates.now:%-d %B %Y}", 2, STEPS)
    draft.about["scored"] = _scored(connection, model, dates.now)
    tell("Writing the list", 3, STEPS)
    draft.write(connection, "segments", "from segmented")
    _write(connection, draft, "scores", "scores.sql")
    _write_terms(connection, draft, model)
    draft.about.update(_facts(model, dates, look_back))
    tell("Scores written", STEPS, STEPS)


def _learned(connection: Connection, on: dt.date, look_back: Mapping[str, int]) -> Model:
    people = person_table(connection, on, "people_fitted")
    happened = _admitted(outcomes(connection, on, "people_fitted"), len(people), on)
    design = designed(people, look_back)
    matrix = design.matrix(people)
    fit = fitted(matrix, happened, penalty=PENALTY)
    return Model(design, fit, shaped(fit.log_odds(matrix), happened), len(people), int(happened.sum()))


def _judged(connection: Connection, model: Model, dates: IndexDates) -> dict[str, Any]:
    people = person_table(connection, dates.judged, "people_judged")
    seen = outcomes(connection, dates.judged, "people_judged")
    happened = _admitted(seen, len(people), dates.judged)
    chance = model.shape.chance(model.fit.log_odds(model.design.matrix(people))).round(DECIMALS)
    connection.register("judged_scores", {"person_id": people.ids, "score": chance})
    connection.execute(
        "create or replace temp table judged as "
        "from judged_scores join people_judged using (person_id) join outcomes using (person_id, place)"
    )
    stayed = ~(seen["died"] | seen["left_register"])
    area = auc(chance, happened)
    slope, intercept = slope_and_intercept(chance, happened)
    return {
        "auc": area,
        "auc_without_deaths_and_leavers": auc(chance[stayed], happened[stayed]),
        "brier": brier(chance, happened),
        "brier_of_the_average": brier(np.full(len(people), happened.mean()), happened),
        "calibration_slope": slope,
        "calibration_intercept": intercept,
        "predicted": float(chance.mean()),
        "observed": float(happened.mean()),
        "judged_people": len(people),
        "judged_admitted": int(happened.sum()),
        "died_in_year": int(seen["died"].sum()),
        "left_in_year": int(seen["left_register"].sum()),
        "findings": [finding.as_dict() for finding in suspicious(area)],
    }


def _admitted(seen: Mapping[str, Numbers], people: int, on: dt.date) -> np.ndarray[Any, np.dtype[np.bool_]]:
    happened = seen["admitted"] > 0
    if happened.sum() < FEWEST_OUTCOMES:
        raise TooFewOutcomesError(people, int(happened.sum()), FEWEST_OUTCOMES, f"{on + YEAR:%-d %B %Y}")
    return happened


def _scored(connection: Connection, model: Model, on: dt.date) -> int:
    people = person_table(connection, on, "people_now")
    matrix = model.design.matrix(people)
    chance = model.shape.chance(model.fit.log_odds(matrix)).round(DECIMALS)
    why = reasons(people, model.design, model.fit, matrix)
    connection.register("phrases", {"number": np.arange(len(why.phrases)), "words": np.array(why.phrases, object)})
    slots = {f"reason_{place + 1}": np.ascontiguousarray(why.given[:, place]) for place in range(AT_MOST)}
    rank = np.empty(len(people), dtype=np.int32)
    rank[np.lexsort((people.ids, -chance))] = np.arange(1, len(people) + 1)
    connection.register("scored", {"person_id": people.ids, "score": chance, "rank": rank, **slots})
    connection.execute(f"create or replace temp view segmented as {segmented(connection, people)}")
    return len(people)


def _write(connection: Connection, draft: Draft, table: str, path: str) -> None:
    draft.write(connection, table, query(path))


def _write_terms(connection: Connection, draft: Draft, model: Model) -> None:
    terms = model.design.terms
    columns = {
        "term": np.array([term.name for term in terms], object),
        "group": np.array([term.group for term in terms], object),
        "mean": model.design.means,
        "spread": model.design.spreads,
        "weight": model.fit.weights,
    }
    connection.register("terms", columns)
    draft.write(connection, "terms", "from terms")


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
        "shape": {"raw": model.shape.raw.tolist(), "meant": model.shape.meant.tolist()},
        "look_back_days": dict(look_back),
        "crisis_date": dates.fitted.isoformat(),
        "crisis_year_before_complete": look_back["spells"] >= YEAR.days,
    }


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

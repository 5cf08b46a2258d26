"""The national order, for a file or for a whole place: cross-check, alphanumeric, then scored; first success ends
it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from joinedup.basics.progress import Tell
from joinedup.engine import Connection
from joinedup.identity import blocking, scoring
from joinedup.identity.cleaning import add_the_rest, clean, clean_for_blocking, fold_names
from joinedup.identity.comparing import compare, fields_in_hand
from joinedup.identity.decisions import read_decisions
from joinedup.identity.fields import FIELDS
from joinedup.identity.model import Model
from joinedup.identity.workroom import count, run

ACCEPT = 0.99
"""A place acts on its links, so each must be this likely to be right, whatever the others are."""
ACCEPT_IN_A_BATCH = 0.8
"""A trace hands its confidence out with each answer; so far down it goes, as long as FALSE_IN_A_BATCH holds."""
FALSE_IN_A_BATCH = 0.001
"""The share of wrong answers a batch is expected to hold at most, by the model's own account."""
REVIEW = 0.1
CHANCE_LIMIT = 0.002


@dataclass(frozen=True, slots=True)
class Plan:
    """How one run places records: which fields may be compared, and a saved model when there is one."""

    fields: Sequence[str]
    model: Model | None = None
    wide: bool = False  # the register is small enough to be cleaned in full
    least: float = ACCEPT
    people_needed: int = 1  # how many people must agree before a review decision counts


def place(connection: Connection, plan: Plan, tell: Tell) -> Model | None:
    """Reads identity.arrived and identity.register; writes identity.placed(rid, person, method, rule, score, band,
    outcome).

    Records nobody was found for are left out. Returns the model the scored step used.
    """
    tell("Cross-check", 0, 4)
    connection.execute("""
        create or replace table identity.placed
            (rid integer, person bigint, method varchar, rule varchar, score double, band varchar, outcome varchar)""")
    read_decisions(connection, plan.people_needed)
    connection.execute("""
        create or replace table identity.best (rid integer, person bigint, sid integer, pattern bigint, score double,
                                               odds double, rivals bigint, runner_up double)""")
    run(connection, "clashing")
    run(connection, "cross_check_as_written")
    open_records(connection)
    fold_names(connection)
    kept = "t.rid, t.stands, t.contradicted"
    clean(connection, "identity.records", "select * from identity.open", keep=kept, names_only=True)
    _spine(connection, plan)
    _cross_check(connection)
    tell("Alphanumeric", 1, 4)
    _alphanumeric(connection)
    tell("Scored", 2, 4)
    model = _scored(connection, plan)
    tell("Placed", 4, 4)
    return model


def open_records(connection: Connection) -> None:
    """Writes identity.open: records not placed yet, and what their number is worth.

    ``stands``: verified by its source and not known to the register, so it belongs to somebody else than anyone here.
    ``contradicted``: on the register, under somebody who is not plainly this person.
    """
    connection.execute("""
        create or replace table identity.still as
        with held as (select distinct number from identity.register semi join identity.arrived using (number))
        select a.rid, a.number is not null and a.status = '01' and held.number is null as stands,
               held.number is not null as contradicted
        from identity.arrived as a left join held on held.number = a.number
        where not exists (from identity.placed as p where p.rid = a.rid);
        create or replace view identity.open as
        select a.*, o.stands, o.contradicted from identity.arrived as a join identity.still as o on o.rid = a.rid""")


def _spine(connection: Connection, plan: Plan) -> None:
    if plan.wide:
        clean(connection, "identity.rows", "select * from identity.register", keep="t.sid, t.person, t.reference")
        connection.execute("create or replace view identity.spine as from identity.rows")
    else:
        clean_for_blocking(connection)


def _cross_check(connection: Connection) -> None:
    numbered = (
        "select * from identity.register where number in (select number from identity.records where number is not null)"
    )
    clean(connection, "identity.numbered", numbered, keep="t.sid, t.person", names_only=True)
    cases = {name: FIELDS[name].case for name in ("given", "family", "dob")}
    run(connection, "cross_check", **cases)
    _close(connection)


def _alphanumeric(connection: Connection) -> None:
    run(connection, "asking")
    run(connection, "alphanumeric", chance_limit=str(CHANCE_LIMIT))
    _close(connection)


def _close(connection: Connection) -> None:
    connection.execute("delete from identity.records where rid in (select rid from identity.placed)")


def _scored(connection: Connection, plan: Plan) -> Model | None:
    add_the_rest(connection)
    fields = plan.fields if plan.model is None else tuple(plan.model.fields)
    blocking.find_pairs(connection, fields, whole=plan.wide)
    if not plan.wide:
        drawn = "select sid from identity.register using sample 3000 rows (reservoir, 5)"
        wanted = f"select * from identity.register where sid in (select sid from identity.pairs union all ({drawn}))"
        clean(connection, "identity.rows", wanted, keep="t.sid, t.person, t.reference")
    if plan.model is None:
        fields = fields_in_hand(connection, fields, "identity.records", "identity.rows")
    people = count(connection, "select count(distinct person) from identity.register")
    size = scoring.Size(count(connection, "select count(*) from identity.records"), people)
    if not size.records or not size.people:
        return plan.model
    counted = scoring.count_values(connection, fields)
    compare(connection, fields, pairs="identity.pairs", into="identity.compared")
    model = plan.model or scoring.learned(connection, fields, counted, size)
    scoring.score(connection, model, counted, size)
    model = model if plan.model else replace(model, accept=_threshold(connection, plan.least))
    nameless = "true" if plan.least < ACCEPT else "false"
    run(connection, "accept", accept=str(model.accept), review=str(REVIEW), nameless=nameless)
    return model


def _threshold(connection: Connection, least: float) -> float:
    """The lowest score to accept: not under ``least``, and so that few enough answers are expected to be wrong."""
    sure = count(connection, "select count(*) from identity.placed")
    asked = "select score from identity.best where score >= ? order by score desc"
    scores = np.asarray(connection.execute(asked, [least]).fetchnumpy()["score"], dtype=np.float64)
    expected = np.cumsum(1 - scores) / (sure + np.arange(1, len(scores) + 1))
    kept = scores[expected <= FALSE_IN_A_BATCH]
    return float(kept[-1]) if len(kept) else max(least, ACCEPT)

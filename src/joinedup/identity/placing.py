"""The national order, for a file or for a whole place: cross-check, alphanumeric, then scored; first success ends
it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from joinedup.basics.progress import Tell
from joinedup.engine import Connection, together
from joinedup.identity import blocking, scoring
from joinedup.identity.cleaning import IDS, clean
from joinedup.identity.comparing import fields_in_hand
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
SURENESS = {"with_postcode": 0.99999, "with_a_slip": 0.9999, "by_area": 0.975}
"""How sure a set rule without the number is: all of it and the full postcode; all but part of a name or birth date; two
letters of the postcode alone. The last is as measured among made-up people, of whom more than real ones share name and
birthday with somebody on the register: it says that these links come after all others."""
ROWS_DRAWN = 3000
"""Rows of the register, drawn by what they hold, that are looked at beside the candidates to learn what chance does."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How one run places records: which fields may be compared, and a saved model when there is one."""

    fields: Sequence[str]
    model: Model | None = None
    wide: bool = False  # clean the register in full, as a trace does, and not only the rows that are compared
    least: float = ACCEPT
    kept: bool = False  # what was kept of the register is open (see kept.py)
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
    renumbered = read_decisions(connection, plan.people_needed, kept=plan.kept)
    plan = replace(plan, kept=plan.kept and not renumbered)
    connection.execute("""
        create or replace table identity.best (rid integer, person bigint, pattern bigint, score double, odds double,
                                               rivals bigint, runner_up double)""")
    if not plan.kept:
        run(connection, "clashing")
    run(connection, "cross_check_same_names")
    run(connection, "still_open")
    _cross_check(connection)
    tell("Alphanumeric", 1, 4)
    _spine(connection, plan)
    _alphanumeric(connection)
    tell("Scored", 2, 4)
    model = _scored(connection, plan)
    tell("Placed", 4, 4)
    return model


def _cross_check(connection: Connection) -> None:
    """On folded names, for records whose number the register holds but not as it is written."""
    held = "select * from identity.open where contradicted"
    clean(connection, "identity.records", held, keep="t.rid", names_only=True)
    numbered = "select * from identity.register where number in (select number from identity.records)"
    clean(connection, "identity.numbered", numbered, keep="t.sid, t.person", names_only=True)
    run(connection, "cross_check", **{name: FIELDS[name].case for name in ("given", "family", "dob")})
    _close(connection)


def _spine(connection: Connection, plan: Plan) -> None:
    """Shows every row of the register as identity.spine: cleaned in full for a trace, else as it was read."""
    if plan.wide:
        clean(connection, "identity.rows", "select * from identity.register", keep="t.sid, t.person, t.reference")
    connection.execute(f"create view identity.spine as from identity.{'rows' if plan.wide else 'register'}")
    if not plan.kept:
        scoring.count_register(connection, plan.fields)


def _alphanumeric(connection: Connection) -> None:
    run(
        connection,
        "alphanumeric",
        chance_limit=str(CHANCE_LIMIT),
        **{rule: str(sure) for rule, sure in SURENESS.items()},
    )
    _close(connection)


def _close(connection: Connection) -> None:
    connection.execute("delete from identity.still where rid in (select rid from identity.placed)")


def _scored(connection: Connection, plan: Plan) -> Model | None:
    fields = plan.fields if plan.model is None else tuple(plan.model.fields)
    _records_and_pairs(connection, plan, fields)
    if not plan.wide:
        beside = "" if plan.model else f"union all {_drawn(connection)}"
        wanted = f"select * from identity.register where sid in (select sid from identity.pairs {beside})"
        clean(connection, "identity.rows", wanted, keep="t.sid, t.person, t.reference")
    if plan.model is None:
        fields = fields_in_hand(connection, fields, "identity.records", "identity.rows")
    people = count(connection, "select count(*) from identity.holders")
    size = scoring.Size(count(connection, "select count(*) from identity.records"), people)
    if not size.records or not size.people:
        return plan.model
    scoring.compare_pairs(connection, fields, learning=plan.model is None)
    model = plan.model or scoring.learned(connection, fields, size)
    scoring.score(connection, model, size)
    model = model if plan.model else replace(model, accept=_threshold(connection, plan.least))
    nameless = "true" if plan.least < ACCEPT else "false"
    run(connection, "accept", accept=str(model.accept), review=str(REVIEW), nameless=nameless)
    return model


def _records_and_pairs(connection: Connection, plan: Plan, fields: Sequence[str]) -> None:
    """Leaves in identity.records what no rule placed, with every column that is compared; and finds its candidates.

    Where the register is not cleaned in full, they are found by whole numbers alone: nothing has to be clean for that.
    """
    open_records = "select * from identity.open"
    cleaning = partial(clean, table="identity.records", rows=open_records, keep="t.rid, t.stands, t.contradicted")
    if plan.wide:
        cleaning(connection)
        blocking.find_pairs(connection, fields, whole=True)
    else:
        connection.execute(f"create table identity.asking as select rid, number, dob, {IDS} from identity.open")
        together(connection, cleaning, partial(blocking.find_pairs, fields=fields, records="identity.asking"))


def _drawn(connection: Connection) -> str:
    """SQL: rows drawn by what they hold and not by where they stand, so that the order of a file is of no account."""
    every = max(count(connection, "select count(*) from identity.spine") // ROWS_DRAWN, 1)
    return f"select sid from identity.spine where hash(dob, family_id, postcode_id) % {every} = 0"


def _threshold(connection: Connection, least: float) -> float:
    """The lowest score to accept: not under ``least``, and so that few enough answers are expected to be wrong."""
    sure = count(connection, "select count(*) from identity.placed")
    asked = "select score from identity.best where score >= ? order by score desc"
    scores = np.asarray(connection.execute(asked, [least]).fetchnumpy()["score"], dtype=np.float64)
    expected = np.cumsum(1 - scores) / (sure + np.arange(1, len(scores) + 1))
    kept = scores[expected <= FALSE_IN_A_BATCH]
    return float(kept[-1]) if len(kept) else max(least, ACCEPT)

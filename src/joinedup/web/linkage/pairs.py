"""Pairs that somebody should look at: the queue, and two records side by side with what agrees and what differs."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.crypto import salted_hmac

from joinedup.basics import nhs_number
from joinedup.engine import Connection, Workspace, connect
from joinedup.identity.explaining import explain_pattern
from joinedup.identity.sources import SOURCES
from joinedup.intake import open_tables
from joinedup.intake.contracts.code_lists import GENDER
from joinedup.linked.who import saved_model
from joinedup.web.design.charts import Chart, Step
from joinedup.web.design.charts import waterfall as draw
from joinedup.web.design.environment import day
from joinedup.web.linkage.models import LinkDecision, Verdict
from joinedup.web.people.record import reading, workspace_folder

_QUEUE = """
select source, organisation_code, source_person_id, cast(candidate_person_id as varchar), candidate_nhs_number, score,
    pattern
from review_pairs
order by score desc, source, source_person_id
"""
DRAWN = 100
"""Links drawn from each step."""
_DRAWN = """
select l.source, l.organisation_code, l.source_person_id, cast(l.person_id as varchar), p.nhs_number, l.score, null,
    l.method
from person_links as l join persons as p using (person_id)
where l.band = 'accept' and l.method in ('cross-check', 'alphanumeric', 'scored') and p.nhs_number is not null
qualify row_number() over (
    partition by l.method
    order by md5(concat_ws('|', l.source, l.organisation_code, l.source_person_id, l.person_id))) <= $most
order by md5(concat_ws('|', l.source, l.organisation_code, l.source_person_id, l.person_id))
"""
SIDES: tuple[tuple[str, str], ...] = (
    ("NHS Number", "number"),
    ("Family name", "family"),
    ("Given name", "given"),
    ("Gender", "gender"),
    ("Date of birth", "dob"),
    ("Address", "address"),
    ("Postcode", "postcode"),
    ("Practice", "practice"),
)
CALLED = {field: name for name, field in SIDES} | {
    "start": "Before looking",
    "other": "Other names",
    "phone": "Telephone",
    "email": "E-mail",
    "line_2": "Second line of the address",
    "work": "Occupation",
}
"""What a field that is compared is called here."""
NOT_KNOWN = ("0", "X")
"""Genders that say nothing."""
WHERE = frozenset({"Address", "Postcode"})
"""What a protected address takes away."""
_REGISTER = """
select NHS_NO, FAMILY_NAME, GIVEN_NAME, GENDER, DATE_OF_BIRTH, ADDRESS_LINE1, POSTCODE, GP_PRACTICE_CODE
from gp_register where NHS_NO = $number order by REGISTRATION_START_DATE desc limit 1
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair to look at: doubtful, or drawn by chance from the links of the step ``drawn_from``.

    ``ref`` stands for it in an address and tells nothing of either record.
    """

    source: str
    organisation_code: str
    source_person_id: str
    person_id: str
    nhs_number: str
    score: float
    pattern: int | None
    drawn_from: str = ""
    decisions: tuple[LinkDecision, ...] = ()

    @property
    def ref(self) -> str:
        """A keyed hash of what the pair is."""
        parts = (self.source, self.organisation_code, self.source_person_id, self.person_id)
        return salted_hmac("linkage.pair", "|".join(parts), algorithm="sha256").hexdigest()[:24]

    @property
    def standing(self) -> tuple[LinkDecision, ...]:
        """Each person's latest decision."""
        return tuple({one.by_id: one for one in self.decisions}.values())

    @property
    def escalated(self) -> bool:
        """True when somebody asked for somebody else."""
        return any(one.decision == Verdict.ESCALATE for one in self.standing)


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both records, and whether they agree, differ, or one has nothing."""

    name: str
    theirs: str
    ours: str

    @property
    def mark(self) -> str:
        """The word that stands between them."""
        if not self.theirs or not self.ours:
            return "missing"
        return "same" if _plain(self.theirs) == _plain(self.ours) else "differs"


def queue() -> list[Pair]:
    """Every pair of the build that serves, escalated ones first, then the likeliest."""
    with reading("linked") as opened:
        rows = opened.connection.execute(_QUEUE).fetchall()
    made = with_decisions(Pair(*row) for row in rows)
    return sorted(made, key=lambda pair: (not pair.escalated, bool(pair.standing), -pair.score))


def find(ref: str) -> Pair | None:
    """The pair an address stands for, doubtful or drawn."""
    return next((pair for pair in (*queue(), *drawn()) if pair.ref == ref), None)


def drawn(step: str = "") -> list[Pair]:
    """Links drawn by chance from each step, or one: the same ones in every build in which they are still made."""
    with reading("linked") as opened:
        rows = opened.connection.execute(_DRAWN, {"most": DRAWN}).fetchall()
    return with_decisions(Pair(*row) for row in rows if step in ("", row[-1]))


def side_by_side(pair: Pair) -> list[Line]:
    """The record as its source sent it beside the newest registration of the person it may be."""
    workspace = Workspace.open(workspace_folder())
    with connect() as connection:
        open_tables(connection, workspace)
        theirs = _arrived(connection, pair)
        ours = registered(connection, pair.nhs_number)
    both = zip(SIDES, theirs, ours, strict=True)
    return [Line(name, in_words(name, one), other) for (name, _), one, other in both]


def registered(connection: Connection, number: str) -> list[str]:
    """The newest registration of a number, in the order of SIDES; empty words where there is none."""
    found = connection.execute(_REGISTER, {"number": number}).fetchone() or ()
    values = (*found, *[None] * (len(SIDES) - len(found)))
    return [in_words(name, value) for (name, _), value in zip(SIDES, values, strict=True)]


def in_words(name: str, value: object) -> str:
    """A value of the field ``name`` as it is read: a number in its groups, a day as a day."""
    if value is None:
        return ""
    if name == "NHS Number":
        return nhs_number.display(str(value))
    if name == "Gender":
        return "" if value in NOT_KNOWN else GENDER.codes.get(str(value), str(value))
    return day(value) if isinstance(value, dt.date) else str(value)


def waterfall(pair: Pair) -> Chart | None:
    """What speaks for and against, by the saved model; None before one was learnt, or where a set rule decided."""
    model = saved_model(Workspace.open(workspace_folder()))
    if model is None or pair.pattern is None:
        return None
    weights = explain_pattern(int(pair.pattern), model)
    steps = [Step(CALLED.get(one.field, one.field.capitalize()), one.weight, one.words) for one in weights]
    most = max(steps[1:], key=lambda step: step.value, default=steps[0])
    summary = (
        f"What speaks most for one person: {most.words}. Each step of 1 doubles the odds or halves them; how rare "
        "a name is, and who else it might be, is in the chance above, not here."
    )
    return draw("What speaks for and against", steps, summary=summary, total="Together", line="as likely as not")


def with_decisions(pairs: Iterable[Pair]) -> list[Pair]:
    """The same pairs, each with what people said of it."""
    taken: dict[tuple[str, ...], list[LinkDecision]] = {}
    for one in LinkDecision.objects.select_related("by"):
        taken.setdefault((one.source, one.organisation_code, one.source_person_id, one.person_id), []).append(one)
    return [_decided(pair, taken) for pair in pairs]


def _decided(pair: Pair, taken: dict[tuple[str, ...], list[LinkDecision]]) -> Pair:
    found = taken.get((pair.source, pair.organisation_code, pair.source_person_id, pair.person_id), [])
    values: dict[str, Any] = {name: getattr(pair, name) for name in Pair.__slots__}
    return Pair(**{**values, "decisions": tuple(found)})


def _arrived(connection: Connection, pair: Pair) -> tuple[object, ...]:
    source = next(one for one in SOURCES if one.name == pair.source)
    columns = ", ".join(getattr(source, field) for _, field in SIDES)
    found = connection.execute(
        f"select {columns} from \"{source.table}\" where coalesce({source.organisation}, '') = $organisation "  # noqa: S608 (names of our own)
        f'and "{source.person}"::varchar = $person limit 1',
        {"organisation": pair.organisation_code, "person": pair.source_person_id},
    ).fetchone()
    return found or (None,) * len(SIDES)


def _plain(value: str) -> str:
    return "".join(letter for letter in value.casefold() if letter.isalnum())

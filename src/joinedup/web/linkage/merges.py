"""Two NHS Numbers, one person: what was decided, what came of it, and the ids a person had before."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from joinedup.basics import nhs_number
from joinedup.engine import Workspace, connect
from joinedup.intake import open_tables
from joinedup.linked.who import Rules, numbers_of, rules_of
from joinedup.web.linkage.models import MergeDecision, Move, Verdict
from joinedup.web.linkage.pairs import SIDES, Line, registered
from joinedup.web.people.record import reading, workspace_folder


@dataclass(frozen=True, slots=True)
class MergeOf:
    """Two ids and every decision about them, oldest first. ``ref`` stands for them in an address."""

    was_id: str
    person_id: str
    decisions: tuple[MergeDecision, ...]

    @property
    def ref(self) -> str:
        """A keyed hash of the two ids."""
        return salted_hmac("linkage.merge", f"{self.was_id}|{self.person_id}", algorithm="sha256").hexdigest()[:24]

    @property
    def standing(self) -> tuple[MergeDecision, ...]:
        """Each person's latest decision."""
        return tuple({one.by_id: one for one in self.decisions}.values())

    @property
    def is_settled(self) -> bool:
        """True when enough people say that they are one person and nobody's latest word is otherwise."""
        said = [one.decision for one in self.standing]
        return Verdict.REJECT not in said and len(said) >= _rules().people_needed

    @property
    def move(self) -> Move | None:
        """What the desk did about it last."""
        return Move.objects.filter(was_id=self.was_id, person_id=self.person_id).first()


def merges() -> list[MergeOf]:
    """Everything decided about two numbers, the newest first."""
    found: dict[tuple[str, str], list[MergeDecision]] = {}
    for one in MergeDecision.objects.select_related("by"):
        found.setdefault((one.was_id, one.person_id), []).append(one)
    made = [MergeOf(*ids, tuple(decisions)) for ids, decisions in found.items()]
    return sorted(made, key=lambda one: one.decisions[-1].pk, reverse=True)


def find(ref: str) -> MergeOf | None:
    """The merge an address stands for."""
    return next((one for one in merges() if one.ref == ref), None)


def person_of(number: str) -> str | None:
    """The id of the person who has this number on the register."""
    digits = nhs_number.normalise(number)
    with reading("linked") as opened:
        row = opened.connection.execute(
            "select cast(person_id as varchar) from person_links where source = 'gp' and source_person_id = $number",
            {"number": digits},
        ).fetchone()
    return row[0] if row else None


def both(was_id: str, person_id: str) -> list[Line]:
    """The newest registration of each, side by side."""
    known = numbers({was_id, person_id})
    with connect() as connection:
        open_tables(connection, Workspace.open(workspace_folder()))
        left, right = (registered(connection, known.get(one, "")) for one in (was_id, person_id))
    return [Line(name, *pair) for (name, _), *pair in zip(SIDES, left, right, strict=True)]


def numbers(ids: Iterable[str]) -> dict[str, str]:
    """Id → NHS Number of everybody on the register, also of those whose id another has replaced."""
    workspace = Workspace.open(workspace_folder())
    with connect() as connection:
        open_tables(connection, workspace)
        return numbers_of(connection, workspace, ids)


def earlier_ids(person_id: str) -> frozenset[str]:
    """Every id of which the desk's rows followed to this one, by whatever way round."""
    found: set[str] = set()
    waiting = [person_id]
    while waiting:
        before = Move.objects.filter(person_id=waiting.pop(), returned_at__isnull=True).values_list("was_id", flat=True)
        fresh = set(before) - found
        found |= fresh
        waiting += fresh
    return frozenset(found)


def _rules() -> Rules:
    return rules_of(Workspace.open(workspace_folder()))

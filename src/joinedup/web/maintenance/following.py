"""The desk follows the linked record: when a new build says that two ids are one person, what the desk holds moves.

Driven by ``fields.DESK``: of every model that refers to a person it says whether its rows move (``Merge.BOTH``) or stay
as they were written (``Merge.AS_WRITTEN``: the access log is sealed row by row). Only the reference changes; each row
moved is written down. When a later build tells the two apart again (a merge undone, a number given back), exactly those
rows go back, byte for byte as they were, unless somebody changed them since: then the change goes back with them.

Nothing moves before the build that serves holds the new state, so no wish, seal or relationship is ever missing from
the id that the pages show. Where the records of an id went to several people, nobody guesses: the id is listed for the
data manager. What was refused or sealed is the exception: where it cannot be known of which of two people it was meant,
it counts for both.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from joinedup.engine import Build, Connection, NothingBuiltError, Workspace, builds_of, connect
from joinedup.web.linkage.models import MergeDecision, Move, MovedRow
from joinedup.web.maintenance.fields import DESK, Merge
from joinedup.web.people.record import reading, workspace_folder

REFERENCE = "person_id"
EVER = dt.datetime.min.replace(tzinfo=dt.UTC)
_REFUSALS: dict[str, tuple[tuple[str, ...], Callable[[Any], bool]]] = {
    "governance.ConsentFact": (("part", "organisation_id"), lambda row: not row.agreed),
    "governance.ObjectionFact": (("about",), lambda row: row.objected),
    "governance.SealFact": (("part", "organisation_id"), lambda row: row.until is None),
}
"""Of what is said last about one thing, when it closes something."""
_RECORDS = """
select distinct source, organisation_code, source_person_id, cast(person_id as varchar) as was from person_links
where list_contains($ids, cast(person_id as varchar))
"""


def movable() -> list[type[models.Model]]:
    """The models whose rows follow a person, as the schema says."""
    return [apps.get_model(label) for label, kept in DESK.items() if kept.merge is Merge.BOTH]


def follow() -> list[Move]:
    """Brings the desk in step with the linked build that serves; gives the moves made or taken back. Idempotent."""
    try:
        with reading("linked") as opened:
            build = opened.builds["linked"]
            open_moves = list(Move.objects.filter(returned_at__isnull=True))
            moved = {move.was_id for move in open_moves}
            decided = set(MergeDecision.objects.values_list("was_id", flat=True)) - moved
            held = _held() | decided
            here = _known(opened.connection, held | moved)
            gone = held - here
            went = _where_they_went(opened.connection, build, gone) if gone else {}
    except NothingBuiltError:
        return []
    with transaction.atomic():
        for was, people in went.items():
            if len(people) > 1:
                _refuse_for({was}, people)
        returned = [_give_back(move, build.id) for move in open_moves if move.was_id in here]
        made = [_move(was, now.pop(), build.id) for was, now in sorted(went.items()) if len(now) == 1]
    return returned + made


def lost() -> int:
    """How many ids the desk holds that the record has not got, and that could not follow."""
    with reading("linked") as opened:
        held = _held()
        return len(held - _known(opened.connection, held))


def lost_by_kind() -> list[tuple[str, int, int]]:
    """Of each kind of row about people that leads to nobody in the record: its name, how many rows, of how many ids."""
    found = []
    with reading("linked") as opened:
        for model in movable():
            held = [one for one in model._default_manager.values_list(REFERENCE, flat=True) if one]
            gone = set(held) - _known(opened.connection, held)
            if gone:
                title = str(model._meta.verbose_name_plural).capitalize()
                found.append((title, sum(one in gone for one in held), len(gone)))
    return found


def _held() -> set[str]:
    return {one for model in movable() for one in model._default_manager.values_list(REFERENCE, flat=True) if one}


def _known(connection: Connection, ids: Iterable[str]) -> set[str]:
    found = connection.execute(
        "select cast(person_id as varchar) from persons where list_contains($ids, cast(person_id as varchar))",
        {"ids": sorted(ids)},
    ).fetchall()
    return {row[0] for row in found}


def _where_they_went(connection: Connection, build: Build, gone: set[str]) -> dict[str, set[str]]:
    """Id → the people its records are of now; from the newest earlier build that knew the id."""
    went: dict[str, set[str]] = {}
    for earlier in reversed(builds_of(Workspace.open(workspace_folder()), "linked")):
        open_ids = gone - set(went)
        if earlier.id == build.id or not open_ids:
            continue
        for record, was in _records(earlier, open_ids):
            now = connection.execute(
                "select cast(person_id as varchar) from person_links "
                "where source = $1 and organisation_code = $2 and source_person_id = $3",
                record,
            ).fetchone()
            if now:
                went.setdefault(was, set()).add(now[0])
    return went


def _records(build: Build, ids: set[str]) -> Iterator[tuple[list[str], str]]:
    with connect() as connection:
        build.open_in(connection, "person_links")
        rows = connection.execute(_RECORDS, {"ids": sorted(ids)}).fetchall()
    return ((list(row[:3]), row[3]) for row in rows)


def _move(was: str, now: str, build: str) -> Move:
    """Also of an id about which the desk holds nothing yet: what is refused from now on may be meant of it."""
    rows = [row for model in movable() for row in model._default_manager.filter(**{REFERENCE: was}).order_by("pk")]
    move = Move.objects.create(person_id=now, was_id=was, build=build)
    for row in rows:
        if _point(row, now):
            label = row._meta.label
            MovedRow.objects.create(move=move, model=label, row=str(row.pk), digest=digest(row))
    return move


def _give_back(move: Move, build: str) -> Move:
    for moved in move.rows.all():
        row = apps.get_model(moved.model)._default_manager.filter(pk=moved.row).first()
        if row is not None and getattr(row, REFERENCE) in _after(move):
            _point(row, move.was_id)
    _refuse_for(_after(move), {move.was_id}, since=move.at)
    move.returned_build, move.returned_at = build, timezone.now()
    move.save(update_fields=["returned_build", "returned_at"])
    return move


def _refuse_for(told_of: set[str], people: set[str], since: dt.datetime = EVER) -> None:
    """What was refused or sealed of these ids, and still is, counts for these people as well. Idempotent."""
    for model, (same, refused) in _REFUSALS.items():
        rows = apps.get_model(model)._default_manager.filter(person_id__in=told_of, at__gt=since).order_by("pk")
        for row in {tuple(getattr(one, name) for name in same): one for one in rows}.values():
            if not refused(row):
                continue
            said = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields if not one.primary_key}
            for person in people:
                type(row)._default_manager.get_or_create(**(said | {REFERENCE: person}))


def _after(move: Move) -> set[str]:
    """The ids at which a row of this move may be found: where it went, and where that id went in its turn."""
    found, waiting = {move.person_id}, [move.person_id]
    while waiting:
        later = Move.objects.filter(was_id=waiting.pop(), returned_at__isnull=True)
        fresh = set(later.values_list("person_id", flat=True)) - found
        found |= fresh
        waiting += fresh
    return found


def _point(row: models.Model, person: str) -> bool:
    """Changes the reference of one row and nothing else; False when another row already stands in its place."""
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**{REFERENCE: person})
    except IntegrityError:
        return False
    return True


def digest(row: models.Model) -> str:
    """A fingerprint of everything in a row but the reference to the person."""
    values = type(row)._default_manager.filter(pk=row.pk).values().get()
    del values[REFERENCE]
    return hashlib.sha256(json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()

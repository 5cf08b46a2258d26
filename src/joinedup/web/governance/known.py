"""Everything the rules must know of one person, in one query.

Relationships, what the person said, openings with a reason, seals, and the last entry of the access log are read
together, so that opening a record costs two queries: this one, and the entry that is written. Only what is in force now
is read.

The question is put together once and asked again with other people and moments: to put it together each time took
longer than the database needs for the answer.
"""

import datetime as dt
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import CharField, F, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from joinedup.governance.consent import Consent, Part
from joinedup.governance.decisions import Known, Seal
from joinedup.governance.openings import Opening, OpeningKind
from joinedup.governance.relationships import Tie, TieKind
from joinedup.web.governance.access_log import Head
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.models import (
    AccessEntry,
    ConsentFact,
    Membership,
    Organisation,
    ReasonedOpening,
    Relationship,
    SealFact,
)

Row = tuple[str, str, str, str, int, int]

SOMEBODY, AT_SOME_TIME = "somebody", dt.datetime(2001, 2, 3, 4, 5, 6, tzinfo=dt.UTC)
IN_SOME_ROLE = Acting(Membership(pk=-101, organisation=Organisation(pk=-102)))
"""Whoever the question is put together for: nobody there is."""


def about(acting: Acting, person_id: str, now: dt.datetime, registered: tuple[Tie, ...]) -> tuple[Known, Head]:
    """What is known of a person that bears on this asker at this moment, and where the access log ends.

    The rule must be asked about the same moment: what is in force then is all that is read.
    """
    rows = _rows(acting, person_id, now)
    ties = tuple(_tie(row, now) for row in rows if row[0] == "tie")
    consents = tuple(Consent(Part[row[2]], row[3] or None, bool(row[5]), row[4]) for row in rows if row[0] == "consent")
    openings = tuple(_opening(row, now) for row in rows if row[0] == "opening")
    seals = tuple(Seal(Part[row[2]] if row[2] else None, row[3]) for row in rows if row[0] == "seal")
    head = next((Head(row[4], row[1]) for row in rows if row[0] == "head"), Head())
    return Known(registered + ties, consents, openings, seals), head


def _rows(acting: Acting, person_id: str, now: dt.datetime) -> list[Row]:
    sql, stand_ins = _put_together(connection.vendor)
    meant = dict(zip(_asked(IN_SOME_ROLE, SOMEBODY, AT_SOME_TIME), _asked(acting, person_id, now), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(sql, [meant.get(one, one) for one in stand_ins])
        return list(cursor.fetchall())


@cache
def _put_together(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The question in this database's words, and what stands in it for what will be asked."""
    sql, stand_ins = _query(IN_SOME_ROLE, SOMEBODY, AT_SOME_TIME).query.sql_with_params()
    missing = set(_asked(IN_SOME_ROLE, SOMEBODY, AT_SOME_TIME)) - set(stand_ins)
    if missing:
        raise RuntimeError(f"the question about a person does not ask about {len(missing)} of what it must")
    return sql, tuple(stand_ins)


def _asked(acting: Acting, person_id: str, now: dt.datetime) -> tuple[Any, ...]:
    """Who asks, where, about whom, on which day and at which moment, as the database takes them."""
    day, moment = connection.ops.adapt_datefield_value(now.date()), connection.ops.adapt_datetimefield_value(now)
    return acting.membership.pk, acting.organisation.pk, person_id, day, moment


def _query(acting: Acting, person_id: str, now: dt.datetime) -> "QuerySet[AccessEntry, Row]":
    parts = [_ties(acting, person_id, now), _consents(acting, person_id), _openings(acting, person_id, now)]
    return _head().union(*parts, _seals(person_id, now), all=True)


def _ties(acting: Acting, person_id: str, now: dt.datetime) -> QuerySet[Any]:
    found = Relationship.objects.of(acting.membership).holding_on(now.date()).filter(person_id=person_id)
    return _columns(found, "tie", code="kind", organisation="organisation__code", number="membership_id")


def _consents(acting: Acting, person_id: str) -> QuerySet[Any]:
    touching = Q(organisation__isnull=True) | Q(organisation=acting.organisation)
    found = ConsentFact.objects.filter(touching, person_id=person_id)
    return _columns(found, "consent", part="part", organisation="organisation__code", number="pk", yes="agreed")


def _openings(acting: Acting, person_id: str, now: dt.datetime) -> QuerySet[Any]:
    found = ReasonedOpening.objects.filter(
        person_id=person_id, membership=acting.membership, since__lte=now, until__gt=now
    )
    return _columns(found, "opening", code="kind", number="membership_id")


def _seals(person_id: str, now: dt.datetime) -> QuerySet[Any]:
    found = SealFact.objects.filter(Q(until__isnull=True) | Q(until__gt=now), person_id=person_id)
    return _columns(found, "seal", part="part", organisation="organisation__code")


def _head() -> QuerySet[Any]:
    last = AccessEntry.objects.order_by("-number").values("number")[:1]
    return _columns(AccessEntry.objects.filter(number=Subquery(last)), "head", code="hash", number="pk")


def _columns(
    found: QuerySet[Any],
    what: str,
    *,
    code: str = "",
    part: str = "",
    organisation: str = "",
    number: str = "",
    yes: str = "",
) -> QuerySet[Any]:
    """The same six columns from every table, so that they can be read as one."""
    columns: QuerySet[Any] = (
        found.order_by()
        .annotate(
            a_what=Value(what, CharField()),
            b_code=_words(code),
            c_part=_words(part),
            d_organisation=_words(organisation),
            e_number=_count(number),
            f_yes=_count(yes),
        )
        .values_list("a_what", "b_code", "c_part", "d_organisation", "e_number", "f_yes")
    )
    return columns


def _words(column: str) -> Coalesce | Value:
    return Coalesce(F(column), Value(""), output_field=CharField()) if column else Value("", CharField())


def _count(column: str) -> Coalesce | Value:
    whole = Cast(F(column), IntegerField()) if column else None
    return Coalesce(whole, Value(0), output_field=IntegerField()) if whole else Value(0, IntegerField())


def _tie(row: Row, now: dt.datetime) -> Tie:
    return Tie(TieKind[row[1]], row[3], now.date(), None, row[4] or None)


def _opening(row: Row, now: dt.datetime) -> Opening:
    return Opening(OpeningKind[row[1]], row[4], now, now + dt.timedelta(seconds=1))

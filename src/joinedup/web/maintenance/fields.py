"""What each field about a person on the desk is, how long it is kept, and what becomes of it when two people are one.

Every model that refers to a person is listed here with every field (a test fails when one is not). Nothing on the desk
names a person by itself: a person is referred to by the linked record's id, which is classified as an identifier.

How long things are kept is for each organisation's records policy; the years here are unverified and nothing is deleted
by itself. The access log is kept as long as the records it speaks of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from joinedup.governance.field_classes import FieldClass

PERSON, SAID, DID, ROW = FieldClass.IDENTIFIER, FieldClass.SENSITIVE, FieldClass.ACTIVITY, FieldClass.ADMINISTRATIVE


class Merge(StrEnum):
    """What becomes of rows about two ids that turn out to be one person."""

    BOTH = "the rows of both are the person's"
    AS_WRITTEN = "stays as it was written; read through the history of ids"


@dataclass(frozen=True, slots=True)
class Kept:
    """One model. ``years`` after the person's last contact, or death; None: as long as what it speaks of."""

    fields: Mapping[str, FieldClass]
    years: int | None
    merge: Merge


DESK: dict[str, Kept] = {
    "governance.Relationship": Kept(
        {
            "id": ROW,
            "person_id": PERSON,
            "organisation": ROW,
            "membership": ROW,
            "kind": DID,
            "reason": SAID,
            "since": DID,
            "until": DID,
            "given_by": ROW,
            "given_at": ROW,
        },
        8,
        Merge.BOTH,
    ),
    "governance.AccessEntry": Kept(
        {
            "number": ROW,
            "at": ROW,
            "user": ROW,
            "membership_id": ROW,
            "role_code": ROW,
            "organisation_code": ROW,
            "purpose": ROW,
            "did": DID,
            "person_id": PERSON,
            "allowed": ROW,
            "because": DID,
            "came_from": ROW,
            "hash": ROW,
        },
        None,
        Merge.AS_WRITTEN,
    ),
    "governance.ReasonedOpening": Kept(
        {"id": ROW, "person_id": PERSON, "kind": DID, "membership": ROW, "reason": SAID, "since": DID, "until": DID},
        None,
        Merge.AS_WRITTEN,
    ),
    "governance.Alert": Kept(
        {
            "id": ROW,
            "reference": ROW,
            "kind": DID,
            "organisation": ROW,
            "membership": ROW,
            "person_id": PERSON,
            "reason": SAID,
            "entry": ROW,
            "at": ROW,
        },
        None,
        Merge.AS_WRITTEN,
    ),
    "governance.ConsentFact": Kept(
        {
            "id": ROW,
            "person_id": PERSON,
            "part": SAID,
            "organisation": ROW,
            "agreed": SAID,
            "how": ROW,
            "at": ROW,
            "recorded_by": ROW,
        },
        8,
        Merge.BOTH,
    ),
    "governance.ObjectionFact": Kept(
        {"id": ROW, "person_id": PERSON, "about": SAID, "objected": SAID, "at": ROW, "recorded_by": ROW}, 8, Merge.BOTH
    ),
    "governance.SealFact": Kept(
        {
            "id": ROW,
            "person_id": PERSON,
            "part": SAID,
            "organisation": ROW,
            "at": ROW,
            "until": ROW,
            "recorded_by": ROW,
        },
        8,
        Merge.BOTH,
    ),
    "coordination.CaseDecision": Kept(
        {
            "id": ROW,
            "person_id": PERSON,
            "organisation": ROW,
            "decided": SAID,
            "reason": SAID,
            "words": SAID,
            "build": ROW,
            "by": ROW,
            "at": ROW,
        },
        8,
        Merge.BOTH,
    ),
    "linkage.LinkDecision": Kept(
        {
            "id": ROW,
            "source": ROW,
            "organisation_code": ROW,
            "source_person_id": PERSON,
            "person_id": PERSON,
            "decision": DID,
            "drawn_from": ROW,
            "by": ROW,
            "at": ROW,
        },
        None,
        Merge.AS_WRITTEN,
    ),
    "linkage.MergeDecision": Kept(
        {"id": ROW, "person_id": PERSON, "was_id": PERSON, "decision": DID, "reason": SAID, "by": ROW, "at": ROW},
        None,
        Merge.AS_WRITTEN,
    ),
    "linkage.Move": Kept(
        {
            "id": ROW,
            "person_id": PERSON,
            "was_id": PERSON,
            "build": ROW,
            "at": ROW,
            "returned_build": ROW,
            "returned_at": ROW,
        },
        None,
        Merge.AS_WRITTEN,
    ),
}

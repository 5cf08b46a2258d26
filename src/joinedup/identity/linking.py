"""Who is who for a whole place: every record of every source to one person."""

from dataclasses import dataclass, field

from joinedup.basics.errors import JoinedUpError
from joinedup.basics.finding import Finding, Severity
from joinedup.basics.progress import Tell, silent
from joinedup.engine import Connection
from joinedup.identity.kept import Kept, forget, keep, what_is_kept
from joinedup.identity.leftovers import join_leftovers
from joinedup.identity.model import Model
from joinedup.identity.placing import Plan, place
from joinedup.identity.sources import gather
from joinedup.identity.workroom import count, run, workroom

FIELDS = ("number", "given", "family", "dob", "postcode", "address", "gender", "practice", "other")


class CollisionError(JoinedUpError):
    """Two people would get one person_id; nothing is linked."""

    code = "identity-collision"


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """What one run did: rows by method, people in all, pairs to review, the model used, and what should be looked
    at."""

    records: int
    people: int
    for_review: int
    methods: dict[str, int]
    model: Model | None
    findings: tuple[Finding, ...] = field(default=())


def link_people(
    connection: Connection,
    *,
    key: bytes,
    tell: Tell = silent,
    model: Model | None = None,
    people_needed: int = 1,
    kept: Kept | None = None,
) -> LinkSummary:
    """Reads the intake views and writes the tables ``person_links``, ``review_pairs`` and ``link_evidence``.

    ``key`` (at least 16 bytes) makes person_id a pseudonym: the same people get the same ids at every rebuild, and
    nobody without the key can work one out. ``model`` is a saved model to reuse; without it one is learnt.
    ``people_needed``: how many people must agree before a row of ``identity_decisions`` counts. ``kept``: where the
    cleaned register is kept for the next run, and found by it while its mark is the same. Raises CollisionError.
    """
    with workroom(connection), what_is_kept(connection, kept) as found:
        gather(connection, kept=found)
        used = place(connection, Plan(FIELDS, model=model, kept=found, people_needed=people_needed), tell)
        if kept is not None and not found:
            forget(kept.folder)  # of a register that is no longer the one: whoever left it is not kept here
            if not count(connection, "select count(*) from identity.superseded"):
                keep(connection, kept)
        leftovers(connection)
        name_people(connection, key)
        return summary(connection, used)


def leftovers(connection: Connection) -> None:
    """Joins what was not placed to one another."""
    connection.execute("create or replace view identity.accepted as from identity.placed where band = 'accept'")
    connection.execute("""
        create or replace table identity.left as
        select r.*, row_number() over (order by a.source, a.organisation_code, a.source_person_id,
                                       hash(r.given, r.family, r.dob, r.postcode, r.gender, r.number)) as place
        from identity.records as r join identity.arrived as a using (rid)
        where r.rid not in (select rid from identity.accepted)""")
    join_leftovers(connection)


def name_people(connection: Connection, key: bytes) -> None:
    """Writes the three tables of the answer; a person's id is 63 bits of a keyed SHA-256 of what anchors the person."""
    for step in ("anchors", "ids"):
        run(connection, step)
    run(connection, "people", key=key.hex())
    if count(connection, "select count(*) - count(distinct person_id) from identity.people"):
        raise CollisionError(
            "Two people would share one identifier, so nothing was linked.",
            "Make a new identity key (remove keys/identity.key from the workspace), then link again.",
        )
    for table in ("person_links", "review_pairs", "link_evidence"):
        run(connection, table)


def summary(connection: Connection, model: Model | None) -> LinkSummary:
    """Counts over the tables just written."""
    methods = connection.execute("select method, count(*) from person_links group by 1 order by 1").fetchall()
    return LinkSummary(
        records=count(connection, "select count(*) from person_links"),
        people=count(connection, "select count(distinct person_id) from person_links"),
        for_review=count(connection, "select count(*) from review_pairs"),
        methods={str(method): int(rows) for method, rows in methods},
        model=model,
        findings=tuple(_findings(connection)),
    )


def _findings(connection: Connection) -> list[Finding]:
    clashing = count(connection, "select count(*) from identity.clashing")
    if not clashing:
        return []
    return [
        Finding(
            "identity-number-clash",
            Severity.WARNING,
            f"{clashing} NHS Numbers on the register are held by two different people.",
            "Ask the practice which of them the number belongs to; until then nobody is linked by that number.",
        )
    ]

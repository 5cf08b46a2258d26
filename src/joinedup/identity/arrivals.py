"""A new extract joins the people already known, without placing everybody again."""

from joinedup.basics.errors import JoinedUpError
from joinedup.basics.progress import Tell, silent
from joinedup.engine import Connection
from joinedup.identity.linking import FIELDS, LinkSummary, leftovers, name_people, summary
from joinedup.identity.model import Model
from joinedup.identity.placing import Plan, place
from joinedup.identity.sources import gather
from joinedup.identity.workroom import exists, workroom


class ArrivalsError(JoinedUpError):
    """There is nothing to add arrivals to."""

    code = "identity-arrivals"


def link_arrivals(
    connection: Connection, *, key: bytes, model: Model, tell: Tell = silent, people_needed: int = 1
) -> LinkSummary:
    """Brings ``person_links`` up to date for the ids in the table ``arriving``; the same answer as link_people with
    ``model``.

    ``arriving(source, organisation_code, source_person_id)`` names every id with a new or changed row since
    ``person_links`` was made; the intake views hold all rows, old and new. Records placed before stay as they are;
    those nobody was found for are tried again, as a new record may be of the same person. The register must not have
    changed: when it has, or decisions have been taken since, use link_people. Raises ArrivalsError.
    """
    if not (exists(connection, "person_links") and exists(connection, "arriving")):
        raise ArrivalsError(
            "There are no links yet to add arrivals to.", "Link everybody once, then add what arrives afterwards."
        )
    with workroom(connection):
        _keep(connection)
        gather(connection)
        connection.execute(
            "delete from identity.arrived_rows as arrived where exists (from identity.kept as k where "
            "k.source = arrived.source and k.organisation_code = arrived.organisation_code "
            "and k.source_person_id = arrived.source_person_id)"
        )
        used = place(connection, Plan(FIELDS, model=model, people_needed=people_needed), tell)
        leftovers(connection)
        name_people(connection, key)
        for table in ("person_links", "review_pairs", "link_evidence"):
            connection.execute(f"insert into {table} select * from identity.kept_{table}")
        return summary(connection, used)


def _keep(connection: Connection) -> None:
    same = (
        "a.source = l.source and a.organisation_code = l.organisation_code and a.source_person_id = l.source_person_id"
    )
    connection.execute(f"""
        create table identity.kept as
        select source, organisation_code, source_person_id from person_links as l
        where l.source <> 'gp' and l.band = 'accept' and not exists (from arriving as a where {same})""")
    for table in ("person_links", "review_pairs", "link_evidence"):
        connection.execute(f"""
            create table identity.kept_{table} as
            select l.* from {table} as l semi join identity.kept using (source, organisation_code, source_person_id)""")

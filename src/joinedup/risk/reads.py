"""What this room reads of the linked build: these tables and columns, none of which names a person.

A name, an NHS Number, an address or a postcode is never asked for: the room knows people by ``person_id`` alone, so it
can run where identifiers have been taken out. Dates of birth may be rounded to the month there; only ages are used.
"""

from collections.abc import Iterable, Mapping

from joinedup.engine import Build, Connection, quoted

READS: Mapping[str, Mapping[str, str]] = {
    "persons": {
        "person_id": "BIGINT",
        "date_of_birth": "DATE",
        "gender": "VARCHAR",
        "imd_decile": "INTEGER",
        "ethnic_category": "VARCHAR",
        "date_of_death": "DATE",
        "on_register": "BOOLEAN",
    },
    "registrations": {"person_id": "BIGINT", "practice_code": "VARCHAR", "started_on": "DATE", "ended_on": "DATE"},
    "conditions": {"person_id": "BIGINT", "condition": "VARCHAR", "diagnosed_on": "DATE"},
    "spells": {
        "person_id": "BIGINT",
        "admitted_on": "DATE",
        "discharged_on": "DATE",
        "emergency": "BOOLEAN",
        "treatment_function": "VARCHAR",
        "primary_diagnosis": "VARCHAR",
        "diagnoses": "VARCHAR",
        "cost": "DECIMAL(12,2)",
    },
    "attendances": {
        "person_id": "BIGINT",
        "department_type": "VARCHAR",
        "arrived_at": "TIMESTAMP",
        "admitted": "BOOLEAN",
        "cost": "DECIMAL(12,2)",
    },
    "appointments": {
        "person_id": "BIGINT",
        "on_date": "DATE",
        "attended": "BOOLEAN",
        "first": "BOOLEAN",
        "treatment_function": "VARCHAR",
        "cost": "DECIMAL(12,2)",
    },
    "referrals": {"person_id": "BIGINT", "received_on": "DATE"},
    "contacts": {
        "person_id": "BIGINT",
        "source": "VARCHAR",
        "team_type": "VARCHAR",
        "on_date": "DATE",
        "attended": "BOOLEAN",
        "cost": "DECIMAL(12,2)",
    },
    "mental_health_spells": {"person_id": "BIGINT", "admitted_on": "DATE", "discharged_on": "DATE"},
    "care_packages": {
        "person_id": "BIGINT",
        "service_type": "VARCHAR",
        "started_on": "DATE",
        "ended_on": "DATE",
        "weekly_cost": "DECIMAL(12,2)",
    },
    "care_events": {"person_id": "BIGINT", "event_type": "VARCHAR", "started_on": "DATE"},
    "delays": {"person_id": "BIGINT", "started_on": "DATE", "ended_on": "DATE"},
}

# The date that says when a row of each table happened: how far back a source reaches, and whether it is up to date.
EVENT_DATES: Mapping[str, str] = {
    "spells": "admitted_on",
    "attendances": "arrived_at",
    "appointments": "on_date",
    "referrals": "received_on",
    "contacts": "on_date",
    "mental_health_spells": "admitted_on",
    "care_packages": "started_on",
    "care_events": "started_on",
}


def open_linked(connection: Connection, linked: Build, *, without: Iterable[str] = ()) -> frozenset[str]:
    """Makes a view of each table in READS, and returns the names of those with no rows to read.

    A table that the build lacks, or that is named in ``without``, becomes an empty view.
    """
    shut = set(without)
    empty = set()
    for table, columns in READS.items():
        held = 0 if table in shut or table not in linked.tables else int(linked.manifest["tables"][table]["rows"])
        connection.execute(f'create or replace view "{table}" as {_rows(linked, table, columns, held)}')
        if not held:
            empty.add(table)
    return frozenset(empty)


def _rows(linked: Build, table: str, columns: Mapping[str, str], held: int) -> str:
    if not held:
        return "select " + ", ".join(f'null::{kind} as "{name}"' for name, kind in columns.items()) + " where false"
    names = ", ".join(f'"{name}"' for name in columns)
    return f"select {names} from read_parquet({quoted(linked.table(table))})"  # noqa: S608 - names are those above

"""What must hold of a new linked build before it is put to use."""

from collections.abc import Iterator

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.engine import Connection
from joinedup.linked.table import LinkedTable, Tie
from joinedup.linked.tables import LINKED_TABLES

DERIVED = ("persons", "registrations", "residences", "whereabouts", "places", "spells", "deaths", "care_packages")


def findings_of(connection: Connection) -> tuple[Finding, ...]:
    """Errors stop the build; warnings stay with it. Reads ``linked.*`` and the extracts on the connection."""
    return tuple(
        finding
        for table in LINKED_TABLES.values()
        for finding in (*_nobody(connection, table), *_twice(connection, table), *_lost(connection, table))
    )


def _nobody(connection: Connection, table: LinkedTable) -> Iterator[Finding]:
    if not table.has_people:
        return
    rows = _one(connection, f"select count(*) from linked.{table.name} where person_id is null")
    if rows:
        yield _error("linked-no-person", table, f"{rows:,} rows of {table.title.lower()} have no person.")


def _twice(connection: Connection, table: LinkedTable) -> Iterator[Finding]:
    if table.name not in DERIVED or not table.key:
        return
    key = ", ".join(table.key)
    rows = _one(connection, f"select count(*) - count(distinct ({key})) from linked.{table.name}")
    if rows:
        yield _error("linked-key", table, f"{rows:,} rows of {table.title.lower()} repeat another's key.")


def _lost(connection: Connection, table: LinkedTable) -> Iterator[Finding]:
    if table.tie is Tie.NONE:
        return
    arrived = sum(_one(connection, f'select count(*) from "{extract}"') for extract in table.extracts)
    counted = "coalesce(sum(episodes), 0)" if table.tie is Tie.EPISODES else "count(*)"
    linked = _one(connection, f"select {counted} from linked.{table.name}")
    if linked > arrived:
        yield _error("linked-more", table, f"{table.title}: {arrived:,} rows arrived and {linked:,} were linked.")
    if linked < arrived:
        yield Finding(
            "linked-nobody-known",
            Severity.WARNING,
            f"{table.title}: {arrived - linked:,} of {arrived:,} rows speak of people whom the source's own list of "
            "people does not hold. They are in no figure about people.",
            "Ask the source for the missing people, load them and link again.",
            Where(file=table.extracts[0]),
        )


def _error(code: str, table: LinkedTable, message: str) -> Finding:
    return Finding(code, Severity.ERROR, message, "Report this with the command's output.", Where(file=table.name))


def _one(connection: Connection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0

"""The scratch schema in which matching happens: its macros, its dictionary of names, and the queries kept as files."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

from joinedup.engine import Connection, quoted


@contextmanager
def workroom(connection: Connection) -> Iterator[None]:
    """Makes the schema ``identity`` with the shared macros, and takes it down when the block ends."""
    connection.execute("drop schema if exists identity cascade")
    connection.execute("create schema identity")
    connection.execute(query("macros"))
    nicknames = files(__package__) / "nicknames.csv"
    connection.execute(query("roots").replace("$file", quoted(str(nicknames))))
    try:
        yield
    finally:
        connection.execute("drop schema if exists identity cascade")


@cache
def query(name: str) -> str:
    """The text of one SQL file."""
    return (files(__package__) / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def run(connection: Connection, name: str, **words: str) -> None:
    """Runs one SQL file; ``{word}`` in it is replaced (never with anything a person typed)."""
    text = query(name)
    for word, value in words.items():
        text = text.replace("{" + word + "}", value)
    connection.execute(text)


def count(connection: Connection, sql: str) -> int:
    """The single number a query gives."""
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def exists(connection: Connection, table: str) -> bool:
    """True when a table or view of that name can be read."""
    found = "select count(*) from information_schema.tables where table_schema = 'main' and table_name = ?"
    row = connection.execute(found, [table]).fetchone()
    return bool(row and row[0])

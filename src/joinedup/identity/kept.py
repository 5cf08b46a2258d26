"""The register as linking reads it, kept between runs: cleaned once, read many times, thrown away when it is stale.

Everything here can be made again from the register and holds nothing that the register does not: its rows in the
columns that are compared, what they join by as whole numbers, its spellings folded, and how many rows have each value.
It is used only while ``mark`` is the same, so whatever could change it (the register, the code) belongs in there; the
engine's version is added to it. It is thrown away before another is written. It lies in the engine's own format, as
what is scanned a dozen times in a second must not be unpacked each time.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from joinedup.engine import Connection, quoted
from joinedup.identity.sources import show_register

_LIST, _FILE = "kept.json", "register.duckdb"
_OF_THE_REGISTER = "raw in (select family_raw from identity.register union all select given_raw from identity.register)"
_TABLES = {
    "register": "from identity.register",
    "known_names": f"from identity.names where {_OF_THE_REGISTER}",
    "holders": "from identity.holders",
    "clashing": "from identity.clashing",
    "common_given": "from identity.common_given",
    "common_family": "from identity.common_family",
    "common_dob": "from identity.common_dob",
    "common_postcode": "from identity.common_postcode",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """``folder``: where it lies, for its owner only. ``mark``: what it was made from."""

    folder: Path
    mark: str


@contextmanager
def what_is_kept(connection: Connection, kept: Kept | None) -> Iterator[bool]:
    """Opens what is kept as views of the schema ``identity``; gives False when there is nothing that still holds."""
    if kept is None or _listed(kept.folder) != _marks(connection, kept):
        yield False
        return
    connection.execute(f"attach {quoted(kept.folder / _FILE)} as kept_register (read_only)")
    try:
        for table in _TABLES:
            connection.execute(f"create view identity.{table} as from kept_register.{table}")
        yield True
    finally:
        connection.execute("detach kept_register")


def keep(connection: Connection, kept: Kept) -> None:
    """Writes what this run made of the register in place of what was kept before: whole, or not at all."""
    forget(kept.folder)
    draft = Kept(kept.folder.with_name(f"{kept.folder.name}.draft"), kept.mark)
    forget(draft.folder)
    draft.folder.mkdir(parents=True, mode=0o700)
    connection.execute(f"attach {quoted(draft.folder / _FILE)} as kept_draft")
    connection.execute("set force_compression = 'uncompressed'")  # larger, and read as fast as memory
    try:
        for table, rows in _TABLES.items():
            connection.execute(f"create table kept_draft.{table} as {rows}")
    finally:
        connection.execute("reset force_compression")
        connection.execute("detach kept_draft")
    (draft.folder / _FILE).chmod(0o600)
    (draft.folder / _LIST).write_text(json.dumps(_marks(connection, draft)), encoding="utf-8")
    draft.folder.rename(kept.folder)


def forget(folder: Path) -> None:
    """Throws away what is kept there."""
    shutil.rmtree(folder, ignore_errors=True)


def let_go(connection: Connection) -> None:
    """Takes the rows of the register into the engine, to be changed, and leaves the rest of what was kept aside."""
    connection.execute(
        "create table identity.register_rows as select * exclude (sid, number, number_text) from identity.register"
    )
    for table in _TABLES:
        connection.execute(f"drop view identity.{table}")
    show_register(connection)


def _marks(connection: Connection, kept: Kept) -> dict[str, object] | None:
    engine = connection.execute("select version()").fetchone()
    try:
        size = (kept.folder / _FILE).stat().st_size
    except OSError:
        return None
    return {"mark": kept.mark, "engine": engine[0] if engine else "", "size": size}


def _listed(folder: Path) -> object:
    try:
        return json.loads((folder / _LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "nothing"

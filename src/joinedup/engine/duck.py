"""DuckDB: the engine a place starts with. The only module that imports it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from joinedup.basics.errors import JoinedUpError
from joinedup.engine.workspace import DiskFullError

Connection = duckdb.DuckDBPyConnection


class EngineError(JoinedUpError):
    """The engine could not read or write; the message names the file, never its content."""

    code = "engine"


@contextmanager
def connect(
    *, spill: Path | None = None, memory: str | None = None, threads: int | None = None
) -> Iterator[Connection]:
    """A private in-memory database over Parquet and CSV files; nothing is ever downloaded.

    ``spill`` is a folder for what does not fit into ``memory`` (like "4GB"; default: DuckDB's 80 % of the machine).
    A full disk is raised as DiskFullError.
    """
    connection = opened(spill=spill, memory=memory, threads=threads)
    try:
        yield connection
    except duckdb.IOException as error:
        if "No space left" in str(error) or "disk quota" in str(error).lower():
            raise DiskFullError(spill or Path("the workspace")) from error
        raise
    finally:
        connection.close()


def opened(*, spill: Path | None = None, memory: str | None = None, threads: int | None = None) -> Connection:
    """The same database, for whoever keeps it open and closes it."""
    return duckdb.connect(":memory:", config=_settings(spill, memory, threads))


def quoted(value: str | Path) -> str:
    """A SQL string literal, for a path or a code that cannot be a parameter."""
    return "'" + str(value).replace("'", "''") + "'"


def _settings(
    spill: Path | None, memory: str | None, threads: int | None
) -> dict[str, str | bool | int | float | list[str]]:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": False,
    }
    if spill is not None:
        settings["temp_directory"] = str(spill)
    if memory is not None:
        settings["memory_limit"] = memory
    if threads is not None:
        settings["threads"] = threads
    return settings

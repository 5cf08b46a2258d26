"""DuckDB: the engine a place starts with. The only module that imports it."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb

from joinedup.basics.errors import JoinedUpError
from joinedup.engine.workspace import NO_ROOM, DiskFullError

Connection = duckdb.DuckDBPyConnection
QueryError = duckdb.Error  # what a query raises; its text may quote the data, so it is never shown

_ERRNO = re.compile(r'"errno":\s*"(\d+)"')
# Errors whose text quotes values of the data; binder, catalog and parser errors only quote the SQL.
_QUOTES_DATA = (
    duckdb.ConversionException,
    duckdb.ConstraintException,
    duckdb.InvalidInputException,
    duckdb.OutOfRangeException,
    duckdb.IOException,
)


class EngineError(JoinedUpError):
    """The engine could not read or write; the message never holds what is in the data."""

    code = "engine"


@contextmanager
def connect(
    *, spill: Path | None = None, memory: str | None = None, threads: int | None = None
) -> Iterator[Connection]:
    """A private in-memory database over Parquet and CSV files; nothing is ever downloaded.

    ``spill`` is a folder for what does not fit into ``memory`` (like "4GB"; default: DuckDB's 80 % of the machine);
    without one nothing is written outside the files a query names. Raises DiskFullError on a full disk, and
    EngineError in place of any error whose text would quote the data.
    """
    connection = opened(spill=spill, memory=memory, threads=threads)
    try:
        yield connection
    except duckdb.OutOfMemoryException as error:
        raise EngineError(
            "There is not enough memory for this, nor room on the disk to do without.",
            "Close other programs or free some disk space, then run the same command again.",
        ) from error
    except _QUOTES_DATA as error:
        raise as_engine_error(error, spill) from None
    finally:
        connection.close()


def opened(*, spill: Path | None = None, memory: str | None = None, threads: int | None = None) -> Connection:
    """The same database, for whoever keeps it open and closes it."""
    return duckdb.connect(":memory:", config=_settings(spill, memory, threads))


def together(connection: Connection, *steps: Callable[[Connection], object]) -> None:
    """Takes steps that do not need one another at the same time, each on a cursor of its own.

    For steps that keep one processor busy each: a table is handed out to threads in parts of 122,880 rows, so smaller
    ones are worked on by one thread. Raises what the first step raises that fails, when all have ended.
    """
    with ThreadPoolExecutor(len(steps)) as threads:
        taken = [threads.submit(step, connection.cursor()) for step in steps]
    for step in taken:
        step.result()


def as_engine_error(error: duckdb.Error, where: Path | None = None) -> JoinedUpError:
    """The engine's error in words: a full disk, or data that cannot be read, without quoting it."""
    number = _ERRNO.search(str(error))
    if (number and int(number[1]) in NO_ROOM) or "No space left" in str(error):
        return DiskFullError(where or Path("the workspace"))
    return EngineError(
        f"The engine stopped on data it could not read or write ({type(error).__name__}).",
        "Run the same command again; if it stops again, load the extracts into a new workspace.",
    )


def quoted(value: str | Path) -> str:
    """A SQL string literal, for a path or a code that cannot be a parameter."""
    return "'" + str(value).replace("'", "''") + "'"


def quoted_name(name: str) -> str:
    """A column's name in SQL, whatever characters it holds."""
    return '"' + name.replace('"', '""') + '"'


def _settings(
    spill: Path | None, memory: str | None, threads: int | None
) -> dict[str, str | bool | int | float | list[str]]:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "preserve_insertion_order": False,
        "checkpoint_threshold": "1000 TB",  # no log to keep short; tables would be gone over again
        "temp_directory": str(spill) if spill is not None else "",
    }
    if memory is not None:
        settings["memory_limit"] = memory
    if threads is not None:
        settings["threads"] = threads
    return settings

"""Writes down what JoinedUp asks its usual engine while it works, for benches/spark_replay.py to ask Spark.

A folder gets ``recorded.json``: steps in the order in which they were done. Each is a statement ("do"), a table from
outside in Parquet ("given"), or an answer ("answer") with the query that gives it and the Parquet that DuckDB wrote.
"""

import datetime as dt
import json
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from joinedup.engine import quoted

_WORDS = re.compile(r"(?:\s|--[^\n]*\n)*(\w+)")
_COPY = re.compile(r"\s*copy \((.*)\) to '([^']*)' \(.*\)\s*", re.DOTALL)
_OUTSIDE = re.compile(r"create or replace view \"\w+\" as from read_parquet")
_INTO = re.compile(r"\s*insert into ([\w.]+)", re.IGNORECASE)


class Recorder:
    """A connection that keeps what it is asked to do, while ``keeps`` is true, and passes everything on."""

    def __init__(self, real: Any, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._real, self._folder = real, folder
        self._steps: list[dict[str, Any]] = []
        self._turn = threading.RLock()
        self.keeps = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def cursor(self) -> "Recorder":
        """Another connection to the same tables, kept in the same list; steps taken together are kept turn by turn."""
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__, _real=self._real.cursor())
        return other

    def execute(self, statement: str, given: Any = None) -> Any:
        """Does it, and keeps it unless it only asks."""
        with self._turn:
            done = self._real.execute(statement) if given is None else self._real.execute(statement, given)
            word = _WORDS.match(statement)
            if self.keeps and word is not None:
                self._keep(word[1].lower(), statement, given)
            return done

    def executemany(self, statement: str, rows: Any) -> Any:
        """Does it; keeps the table as it is then."""
        done = self._real.executemany(statement, rows)
        if self.keeps:
            self.give(_INTO.match(statement)[1])
        return done

    def register(self, name: str, rows: Any) -> Any:
        """Does it, and keeps the rows."""
        with self._turn:
            done = self._real.register(name, rows)
            if self.keeps:
                self.give(name)
            return done

    def give(self, table: str) -> None:
        """Keeps a table as one from outside."""
        self._steps.append({"given": table.replace(".", "__"), "file": self._copied(table, f"from {table}")})

    def hand(self, table: str, path: Path) -> None:
        """Keeps a table of which the Parquet is there already."""
        self._steps.append({"given": table, "file": str(path.resolve())})

    def answer(self, name: str, query: str) -> None:
        """Keeps a query and what it gives now."""
        self._steps.append({"answer": name, "query": query, "file": self._copied(name, query)})

    def write(self, **about: Any) -> None:
        """Ends the recording."""
        (self._folder / "recorded.json").write_text(json.dumps({"steps": self._steps, **about}))

    def _keep(self, word: str, statement: str, given: Any) -> None:
        copied = _COPY.fullmatch(statement)
        if copied is not None:
            file = self._copied(Path(copied[2]).stem, f"from read_parquet({quoted(copied[2])})")
            self._steps.append({"answer": Path(copied[2]).stem, "query": copied[1], "file": file})
        elif isinstance(given, list) and word == "insert":
            self.give(_INTO.match(statement)[1])
        elif _OUTSIDE.match(statement):
            pass  # a view on a file that is handed over, or on nothing
        elif word in ("create", "insert", "delete", "update"):
            self._steps.append({"do": _with(statement, given or {})})

    def _copied(self, name: str, query: str) -> str:
        path = self._folder / f"{len(self._steps):03d}-{name}.parquet"
        self._real.execute(f"copy ({query}) to {quoted(path)} (format parquet)")
        return path.name


def _with(statement: str, given: Mapping[str, Any]) -> str:
    for name, value in given.items():
        text = f"cast('{value}' as date)" if isinstance(value, dt.date) else str(int(value))
        statement = re.sub(rf"\${name}\b", text, statement)
    return statement

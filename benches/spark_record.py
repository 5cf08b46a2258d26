"""Links a county on the usual engine and writes down every statement that does it, for benches/spark_replay.py.

    python benches/spark_record.py COUNTY FOLDER

FOLDER gets ``statements.json`` (from the first step to the end of the set rules, in the order in which they ran, with
the macros they use), the gathered tables they start from, and what they placed.
"""

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from identity_peers import _open

from joinedup.engine import connect, quoted
from joinedup.identity import link_people
from joinedup.identity.workroom import query

STARTS_FROM = ("arrived", "register", "roots")


class Recorder:
    """A connection that keeps what it is asked to do, while it is asked to."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self.kept: list[str] | None = None

    def execute(self, statement: str, *given: Any) -> Any:
        """Does it, and keeps it unless it only asks."""
        if self.kept is not None and not re.match(r"\s*(select|describe|with)\b", statement, re.IGNORECASE):
            self.kept.append(statement)
        return self._real.execute(statement, *given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def main(county: Path, folder: Path) -> None:
    """Runs and records."""
    folder.mkdir(parents=True, exist_ok=True)
    with connect() as real:
        _open(real, county, numbers=True)
        recorder, began = Recorder(real), time.perf_counter()
        spent: dict[str, float] = {}

        def tell(step: str, done: int, of: int) -> None:  # noqa: ARG001
            if step == "Cross-check":
                for table in STARTS_FROM:
                    _keep(real, table, folder)
                recorder.kept = []
                spent["began"] = time.perf_counter()
            if step == "Scored":
                spent["seconds"] = time.perf_counter() - spent["began"]
                _keep(real, "placed", folder)
                said = {"macros": query("macros"), "statements": recorder.kept, "seconds": spent["seconds"]}
                (folder / "statements.json").write_text(json.dumps(said))
                recorder.kept = None

        link_people(recorder, key=b"a key for a benchmark alone", tell=tell)
    print(f"set rules: {spent['seconds']:.1f} s of {time.perf_counter() - began:.1f} s")


def _keep(connection: Any, table: str, folder: Path) -> None:
    connection.execute(f"copy identity.{table} to {quoted(folder / f'{table}.parquet')} (format parquet)")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Who is who on DuckDB and on Spark, statement by statement: names folded, then from the cross-check to the last pair
weighed.

    python benches/spark_identity.py COUNTY FOLDER --spark spark/bin/python
    python benches/spark_identity.py COUNTY FOLDER --spark spark/bin/python --without-numbers

benches/spark_replay.py says how to make spark/bin/python. COUNTY is a folder of made-up extracts in Parquet
(benches/identity.py makes one). The model is learnt once, in DuckDB's run: what it is learnt from, how many pairs stand
on each pattern, is compared too. Prints one JSON object: what each engine cost, and for each table how many rows and
figures differ. Ends with 1 when anybody is placed otherwise.
"""

import argparse
import json
import re
import time
from pathlib import Path
from typing import Any

import spark_both
from identity_peers import _open
from spark_record import Recorder

from joinedup.engine import connect
from joinedup.identity import link_people
from joinedup.identity.workroom import query

STARTS_FROM = ("arrived", "register", "names")
FOLDED = "select raw, name, first_part, last_part, known, roots, sound from identity.names"
"""What folding names gives; the whole numbers beside it are each engine's own."""
KEYS = {
    "names": ("raw",),
    "pairs": ("rid", "sid"),
    "compared": ("rid", "sid"),
    "drawn_compared": ("rid", "sid"),
    "frequencies": ("rid",),
    "best": ("rid",),
    "placed": ("rid",),
}
SCORES = {"score", "odds", "runner_up"}
"""Told when they differ in a last digit, as everything is, but nobody is placed otherwise by it."""
DICE = re.compile(r"select sid from identity\.spine where hash\([^()]*\) % \d+ = 0")


class Thrown(Recorder):
    """Rows drawn at random are handed over as they came out: no two engines throw the same dice.

    Names are folded by both; then both go on with the same whole numbers for them.
    """

    thrown = False

    def execute(self, statement: str, given: Any = None) -> Any:
        """Draws first, where the statement draws."""
        if statement == query("names"):
            return self._fold(statement)
        if self.keeps and (draw := DICE.search(statement)):
            type(self).thrown = True
            self._real.execute(f"create or replace table thrown as {draw[0]}")
            self.give("thrown")
            statement = statement.replace(draw[0], "select sid from thrown")
        return super().execute(statement, given)

    def _fold(self, statement: str) -> Any:
        for table in ("identity.spellings", "identity.roots"):
            self.give(table)
        self.keeps = True
        done = super().execute(statement)
        self.keeps = False
        self.answer("names", FOLDED)
        return done


def main() -> int:
    """Records, replays, compares."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("county", type=Path)
    wanted.add_argument("folder", type=Path)
    wanted.add_argument("--spark", required=True, help="the Python that has pyspark")
    wanted.add_argument("--memory", default="4g", help="for Spark")
    wanted.add_argument("--without-numbers", action="store_true")
    given = wanted.parse_args()
    usual = record(given.county, given.folder, numbers=not given.without_numbers)
    other = spark_both.asked(given.folder, given.spark, given.memory)
    tables = spark_both.compared(given.folder, KEYS)
    print(json.dumps({"duckdb": usual, "spark": other, "tables": tables}, indent=1))
    apart = (one["only_duckdb"] + one["only_spark"] + len(set(one["differ"]) - SCORES) for one in tables.values())
    return 1 if any(apart) else 0


def record(county: Path, folder: Path, *, numbers: bool) -> dict[str, Any]:
    """Runs and records; seconds and processor seconds of what is recorded, and the counts."""
    about: dict[str, Any] = {}
    with connect() as real:
        _open(real, county, numbers)
        recorder = Thrown(real, folder)

        def tell(step: str, done: int, of: int) -> None:  # noqa: ARG001
            if step == "Cross-check":
                for table in STARTS_FROM:
                    recorder.give(f"identity.{table}")
                recorder.keeps = True
                about.update(seconds=time.perf_counter(), cpu=time.process_time())
            if step == "Placed":
                about.update(seconds=time.perf_counter() - about["seconds"], cpu=time.process_time() - about["cpu"])
                recorder.keeps = False
                for table in list(KEYS)[1:]:
                    recorder.answer(table, f"from identity.{table}")
                about.update(_counted(real))

        link_people(recorder, key=b"a key for a benchmark alone", tell=tell)
        if not recorder.thrown:
            raise SystemExit("Nothing was drawn in the words that this bench looks for; see DICE.")
        recorder.write(macros=query("macros"))
    return {name: round(value, 1) if isinstance(value, float) else value for name, value in about.items()}


def _counted(connection: Any) -> dict[str, Any]:
    counts = {
        name: connection.execute(f"select count(*) from identity.{table}").fetchone()[0]
        for name, table in (("records", "arrived"), ("register_rows", "register"), ("pairs", "pairs"))
    }
    by = connection.execute("select method || ' ' || band, count(*) from identity.placed group by 1 order by 1")
    return {**counts, "placed": dict(by.fetchall())}


if __name__ == "__main__":
    raise SystemExit(main())

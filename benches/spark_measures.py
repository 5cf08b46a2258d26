"""Every figure of every measure on DuckDB and on Spark, to the last digit.

    python benches/spark_measures.py WORKSPACE FOLDER --spark spark/bin/python

benches/spark_replay.py says how to make spark/bin/python. WORKSPACE is one with a linked build; nothing in it is
changed. The measures are counted as ``joinedup measure`` counts them, in a workspace of their own in FOLDER, while
every statement is written down; then Spark is asked the same of the same Parquet of linked tables. What is worked out
between two statements (which small numbers are protected) is handed to Spark as it came out. Prints one JSON object:
what each engine cost, and for each table how many rows and figures differ. Ends with 1 when any does.
"""

import argparse
import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import spark_both
from spark_record import Recorder

from joinedup.engine import Workspace, connect, current_build
from joinedup.measures import compute

AREA = ("basis", "area_kind", "area_code")
KEYS = {
    "unit_months": ("basis", "measure", "month", "unit"),
    "unit_cuts": ("measure", "starts", "unit", "dimension", "code"),
    "measure_values": ("measure", *AREA, "period_kind", "period_start"),
    "measure_shown": ("measure", *AREA, "period_kind", "period_start"),
    "measure_cuts": ("measure", *AREA, "dimension", "category", "period_start"),
    "measure_standardised": ("measure", *AREA, "period_start"),
}


def main() -> int:
    """Records, replays, compares."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("workspace", type=Path)
    wanted.add_argument("folder", type=Path)
    wanted.add_argument("--spark", required=True, help="the Python that has pyspark")
    wanted.add_argument("--memory", default="4g", help="for Spark")
    given = wanted.parse_args()
    usual = record(given.workspace, given.folder)
    other = spark_both.asked(given.folder, given.spark, given.memory)
    tables = spark_both.compared(given.folder, KEYS)
    print(json.dumps({"duckdb": usual, "spark": other, "tables": tables}, indent=1))
    return 1 if any(one["only_duckdb"] or one["only_spark"] or one["differ"] for one in tables.values()) else 0


def record(source: Path, folder: Path) -> dict[str, Any]:
    """Counts every measure and records it; what it cost, and how many measures."""
    workspace = _beside(source, folder)
    linked = current_build(workspace, "linked")
    if linked is None:
        raise SystemExit(f"nothing is linked in {source}")
    kept: list[Recorder] = []

    @contextmanager
    def recording(**settings: Any) -> Iterator[Recorder]:
        with connect(**settings) as real:
            recorder = Recorder(real, folder)
            for table in linked.tables:
                recorder.hand(table, linked.table(table))
            recorder.keeps = True
            kept.append(recorder)
            yield recorder

    compute.connect = recording
    began, used = time.perf_counter(), time.process_time()
    built = compute.compute_measures(workspace)
    spent = {"seconds": round(time.perf_counter() - began, 1), "cpu": round(time.process_time() - used, 1)}
    for recorder in kept:
        recorder.write()
    persons = linked.manifest["tables"]["persons"]["rows"]
    return {**spent, "persons": persons, "measures": len(built.about["measures"]), "left_out": built.about["left_out"]}


def _beside(source: Path, folder: Path) -> Workspace:
    """A workspace whose linked build is the one in ``source``, and which has no measures yet."""
    root = folder / "workspace"
    shutil.rmtree(root, ignore_errors=True)
    (root / "builds").mkdir(parents=True)
    shutil.copy(source / "workspace.json", root)
    (root / "builds" / "linked").symlink_to((source / "builds" / "linked").resolve())
    return Workspace.open(root)


if __name__ == "__main__":
    raise SystemExit(main())

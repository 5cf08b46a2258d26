"""Asks Spark what was recorded, and holds its answers against DuckDB's to the last digit."""

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import processes

from joinedup.engine import quoted, quoted_name

HERE = Path(__file__).resolve().parent


def asked(folder: Path, spark: str, memory: str) -> dict[str, Any]:
    """Replays the recording in ``folder`` in a process of its own; what it cost."""
    os.environ["SPARK_BENCH_MEMORY"] = memory
    done = processes.run([spark, str(HERE / "spark_replay.py"), str(folder)])
    if done.exit_status:
        raise SystemExit(done.problems[-6000:])
    print(done.problems, end="")
    return json.loads(done.output.splitlines()[-1]) | {
        "cpu": round(done.user_s + done.system_s, 1),
        "peak_mb": done.peak_mb,
    }


def compared(folder: Path, keys: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Any]]:
    """Answer → rows on either side, rows that only one has (by their ``keys``), and the figures that differ.

    ``differ`` has, for each column with a difference, in how many rows; ``furthest`` the largest difference of any
    number, as a share of the larger of the two.
    """
    steps = json.loads((folder / "recorded.json").read_text())["steps"]
    answers = {step["answer"]: step["file"] for step in steps if "answer" in step}
    return {
        name: _held_together(folder / file, folder / "answers" / name / "*.parquet", keys[name])
        for name, file in answers.items()
    }


def _held_together(usual: Path, other: Path, keys: Sequence[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(dir=usual.parent) as spill, duckdb.connect() as connection:
        connection.execute(f"set temp_directory = {quoted(spill)}")
        connection.execute(f"create view mine as from read_parquet({quoted(usual)})")
        connection.execute(f"create view theirs as from read_parquet({quoted(other)})")
        kinds = {row[0]: row[1] for row in connection.execute("describe mine").fetchall()}
        columns = [name for name in kinds if name not in keys]
        numbers = [name for name in columns if kinds[name] == "DOUBLE"]
        on = " and ".join(f"a.{quoted_name(one)} is not distinct from b.{quoted_name(one)}" for one in keys)
        differ = [_count(f"a.{quoted_name(one)} is distinct from b.{quoted_name(one)}") for one in columns]
        away = [
            f"max(abs(a.{one} - b.{one}) / greatest(abs(a.{one}), abs(b.{one}), 1e-300))"
            for one in map(quoted_name, numbers)
        ]
        wanted = ", ".join([*differ, *away, "count(*)"])
        found = connection.execute(f"select {wanted} from mine as a join theirs as b on {on}").fetchone()
        rows, answered = (
            connection.execute(f"select count(*) from {table}").fetchone()[0] for table in ("mine", "theirs")
        )
    apart = {one: n for one, n in zip(columns, found, strict=False) if n}
    furthest = max((value for value in found[len(columns) : -1] if value), default=0.0)
    both = found[-1]
    return {
        "rows": rows,
        "only_duckdb": rows - both,
        "only_spark": answered - both,
        "figures": rows * len(columns),
        "differ": apart,
        "furthest": furthest,
    }


def _count(test: str) -> str:
    return f"count(*) filter (where {test})"

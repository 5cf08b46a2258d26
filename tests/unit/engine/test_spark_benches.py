"""The benches that ask Spark what DuckDB was asked: their words, and that no difference passes unseen.

The last test is the promise itself in a small place; it needs pyspark, which is in no lock, and a Java.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

BENCHES = Path(__file__).resolve().parents[3] / "benches"


@pytest.fixture(autouse=True)
def _benches(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHES))


@pytest.fixture
def in_spark():
    pytest.importorskip("sqlglot", reason="sqlglot is in the lock of the benches alone")
    from spark_dialect import Dialect, parsed

    dialect = Dialect("create or replace macro twice(x) as x * 2;\n")
    return lambda text: dialect.query(parsed(text)[0]).casefold()


@pytest.mark.parametrize(
    ("usual", "other"),
    [
        ("select twice(twice(a)) from t", "select ((a * 2) * 2) from t"),
        ("select a from identity.t", "select a from identity__t as t"),
        ("select t.* replace (b + 1 as a) from t", "select t.* except (a), b + 1 as a from t"),
        ("select left_on - came_on + 1 from t", "select datediff(left_on, came_on) + 1 from t"),
        ("select left(a, -3) from t", "select substring(a, 1, length(a) + -3) from t"),
        ("select a / 2 from t", "select cast(a as double) / 2 from t"),
        ("select grouping_id(a, b) from t", "select (cast(grouping(b) * 1 + grouping(a) * 2 as int)) from t"),
        ("select date_diff('year', a, b) from t", "select (year(b) - year(a)) from t"),
        ("select isodow(a) from t", "select (weekday(a) + 1) from t"),
        ("select max(a, 2)[2] from t", "select get(sort_array(collect_list(a), false), 1) from t"),
    ],
)
def test_what_spark_reads_otherwise_is_written_out(in_spark, usual, other):
    assert in_spark(usual) == other


def _answered(folder, usual, other):
    (folder / "answers" / "figures").mkdir(parents=True)
    with duckdb.connect() as connection:
        for values, path in ((usual, "0-figures.parquet"), (other, "answers/figures/part.parquet")):
            rows = f"select * from (values {values}) as t(area, value)"
            connection.execute(f"copy ({rows}) to '{folder / path}' (format parquet)")
    steps = [{"answer": "figures", "query": "", "file": "0-figures.parquet"}]
    (folder / "recorded.json").write_text(json.dumps({"steps": steps}))
    from spark_both import compared

    return compared(folder, {"figures": ("area",)})["figures"]


def test_equal_answers_are_equal(tmp_path):
    found = _answered(tmp_path, "('a', 0.1::double), (null, 2)", "(null, 2::double), ('a', 0.1)")
    assert (found["rows"], found["only_duckdb"], found["only_spark"], found["differ"]) == (2, 0, 0, {})


def test_a_last_digit_and_a_row_on_one_side_are_differences(tmp_path):
    found = _answered(tmp_path, "('a', 0.3::double), ('b', 1)", "('a', 0.1::double + 0.2::double), ('c', 1)")
    assert (found["only_duckdb"], found["only_spark"], found["differ"]) == (1, 1, {"value": 1})
    assert 0 < found["furthest"] < 1e-15


def test_the_recorder_keeps_what_is_done_and_passes_on_what_is_asked(tmp_path):
    from spark_record import Recorder

    with duckdb.connect() as real:
        recorder = Recorder(real, tmp_path)
        recorder.keeps = True
        recorder.execute("-- a note\ncreate table t as select $most as a", {"most": 7})
        recorder.executemany("insert into t values (?)", [[8]])
        assert recorder.execute("select count(*) from t").fetchone() == (2,)
        recorder.execute(f"copy (select a from t) to '{tmp_path / 'out.parquet'}' (format parquet)")
        recorder.write(macros="")
    steps = json.loads((tmp_path / "recorded.json").read_text())["steps"]
    assert [next(iter(step)) for step in steps] == ["do", "given", "answer"]
    assert steps[0]["do"].endswith("select 7 as a")
    assert (steps[2]["answer"], steps[2]["query"]) == ("out", "select a from t")


@pytest.mark.slow
def test_a_small_recording_has_equal_answers_on_spark(tmp_path):
    for needed in ("pyspark", "rapidfuzz", "sqlglot"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is in no lock; the head of benches/spark_replay.py says how to have it")
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java, and there is none here")
    from spark_both import compared
    from spark_record import Recorder

    with duckdb.connect() as real:
        recorder = Recorder(real, tmp_path)
        recorder.keeps = True
        recorder.execute("create table t as select n, n // 7 as area from (select unnest(range(0, 40)) as n) as r")
        counted = "round(sum(n / 10), 4) as value, count(*) filter (where n % 2 = 0) as even"
        recorder.answer("figures", f"select area, {counted} from t group by area")
        recorder.write(macros="")
    subprocess.run([sys.executable, str(BENCHES / "spark_replay.py"), str(tmp_path)], check=True, capture_output=True)
    found = compared(tmp_path, {"figures": ("area",)})["figures"]
    assert (found["rows"], found["only_duckdb"], found["only_spark"], found["differ"]) == (6, 0, 0, {})

"""Asks Spark, statement by statement, what benches/spark_record.py wrote down, and keeps its answers as Parquet.

    python -m venv spark; spark/bin/pip install "pyspark<4.1" pyarrow sqlglot rapidfuzz     (and a Java 17)
    spark/bin/python benches/spark_replay.py FOLDER

benches/spark_dialect.py turns each statement of DuckDB's dialect into Spark's. Five words that Spark has not got
(Jaro-Winkler, two distances, Unicode folding) are small functions in Python. Tables are kept as Parquet, so that a
statement is done when it has run and never again. FOLDER/answers gets a folder for each answer; seconds go to standard
output as JSON.
"""

import json
import os
import sys
import time
import unicodedata
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession
from rapidfuzz.distance import DamerauLevenshtein, Hamming, JaroWinkler
from spark_dialect import Dialect, name_of, parsed
from sqlglot import exp

SLOW = 20.0
"""Seconds from which a step is told on standard error."""


def main(folder: Path) -> int:
    """Replays; one JSON object with the seconds."""
    said = json.loads((folder / "recorded.json").read_text())
    spark = _session(folder)
    replay = Replay(spark, folder, Dialect(said.get("macros", "")))
    began = time.perf_counter()
    for number, step in enumerate(said["steps"]):
        started = time.perf_counter()
        replay.step(step)
        if (spent := time.perf_counter() - started) >= SLOW:
            print(f"step {number}: {spent:.0f} s: {json.dumps(step)[:120]}", file=sys.stderr, flush=True)
    print(json.dumps({"seconds": round(time.perf_counter() - began, 1), "steps": len(said["steps"])}))
    _end(spark)
    return 0


def _end(spark: SparkSession) -> None:
    """Waits for Java to end, so that what it cost is counted as this process's."""
    gateway = spark.sparkContext._gateway
    spark.stop()
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()


def _session(folder: Path) -> SparkSession:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    made = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", os.environ.get("SPARK_BENCH_MEMORY", "4g"))
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")  # a hundred short jobs, not a long one
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.ansi.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.local.dir", str(folder / "spill"))
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("ERROR")
    made.udf.register("jaro_winkler_similarity", _alike, "double")
    made.udf.register("damerau_levenshtein", _slips, "int")
    made.udf.register("hamming", _differ, "int")
    made.udf.register("strip_accents", _without_accents, "string")
    made.udf.register("nfc_normalize", lambda text: text and unicodedata.normalize("NFC", text), "string")
    return made


# DuckDB compares the bytes of two texts, so these do.
def _alike(one: str | None, other: str | None) -> float | None:
    return None if one is None or other is None else float(JaroWinkler.similarity(one.encode(), other.encode()))


def _slips(one: str | None, other: str | None) -> int | None:
    return None if one is None or other is None else int(DamerauLevenshtein.distance(one.encode(), other.encode()))


def _differ(one: str | None, other: str | None) -> int | None:
    return None if one is None or other is None else int(Hamming.distance(one.encode(), other.encode()))


def _without_accents(text: str | None) -> str | None:
    if text is None:
        return None
    plain = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(plain))


class Replay:
    """Tables by name; each is a view over the Parquet files of what was ever put into it."""

    def __init__(self, spark: SparkSession, folder: Path, dialect: Dialect) -> None:
        self._spark, self._folder, self._dialect = spark, folder, dialect
        self._files: dict[str, list[str]] = {}
        self._views: dict[str, exp.Expression] = {}
        self._turn = 0

    def step(self, step: dict[str, str]) -> None:
        """One step of the recording."""
        if "given" in step:
            self._show(step["given"], [str(self._folder / step["file"])])
        elif "answer" in step:
            rows = self._answer(parsed(step["query"])[0])
            rows.write.mode("overwrite").parquet(str(self._folder / "answers" / step["answer"]))
        else:
            for statement in parsed(step["do"]):
                self._do(statement)

    def _do(self, statement: exp.Expression) -> None:
        if isinstance(statement, exp.Create) and statement.kind == "VIEW":
            name = name_of(statement.this)
            self._views[name] = statement.expression
            self._rows(statement.expression).createOrReplaceTempView(name)
        elif isinstance(statement, exp.Create) and isinstance(statement.this, exp.Schema):
            columns = ", ".join(one.sql("spark") for one in statement.this.expressions)
            self._keep(name_of(statement.this.this), self._spark.createDataFrame([], columns))
        elif isinstance(statement, exp.Create):
            self._keep(name_of(statement.this), self._rows(statement.expression))
        elif isinstance(statement, exp.Insert):
            self._insert(statement)
        elif isinstance(statement, exp.Delete):
            table, where = statement.this, statement.args.get("where")
            left = exp.select("*").from_(table.copy())
            # a row goes where the condition is true: where it is not known, it stays
            left = left.where(exp.not_(exp.func("coalesce", where.this.copy(), exp.false()))) if where else None
            self._keep(name_of(table), self._rows(left or exp.select("*").from_(table.copy()).where("false")))
        else:
            raise SystemExit(f"cannot be replayed: {statement.sql('duckdb')[:200]}")

    def _insert(self, statement: exp.Insert) -> None:
        name = name_of(statement.this)
        have = self._spark.table(name).schema
        more = self._rows(statement.expression).toDF(*have.names)
        more = more.select(*(more[field.name].cast(field.dataType).alias(field.name) for field in have))
        self._show(name, [*self._files[name], self._written(name, more)])

    def _answer(self, query: exp.Expression) -> DataFrame:
        """A union by name is one of frames: Spark's SQL has none."""
        if isinstance(query, exp.Union) and query.args.get("by_name"):
            query.set("order", None)
            return self._rows(query.this).unionByName(self._rows(query.expression), allowMissingColumns=True)
        return self._rows(query)

    def _rows(self, query: exp.Expression) -> DataFrame:
        text = self._dialect.query(query)
        try:
            return self._spark.sql(text)
        except Exception as error:
            raise SystemExit(f"{str(error)[:3000]}\n{text[:6000]}") from error

    def _keep(self, table: str, rows: DataFrame) -> None:
        self._show(table, [self._written(table, rows)])

    def _written(self, table: str, rows: DataFrame) -> str:
        self._turn += 1
        path = str(self._folder / "tables" / f"{self._turn:03d}-{table}")
        rows.write.mode("overwrite").parquet(path)
        return path

    def _show(self, table: str, files: list[str]) -> None:
        self._files[table] = files
        self._views.pop(table, None)
        self._spark.read.parquet(*files).createOrReplaceTempView(table)
        self._look(table)

    def _look(self, table: str) -> None:
        """A view is worked out when it is read, so it follows the tables it reads."""
        for name, query in self._views.items():
            if table in {name_of(read) for read in query.find_all(exp.Table)}:
                self._rows(query).createOrReplaceTempView(name)
                self._look(name)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))

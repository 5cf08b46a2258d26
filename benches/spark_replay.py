"""Does on Spark, statement by statement, what benches/spark_record.py wrote down, and compares the answers.

    python -m venv spark; spark/bin/pip install "pyspark<4.1" sqlglot rapidfuzz     (and a Java 17)
    spark/bin/python benches/spark_replay.py FOLDER

sqlglot turns each statement of DuckDB's dialect into Spark's; macros are written out first. Five words that Spark has
not got (Jaro-Winkler, two distances, Unicode folding) are small functions in Python. Tables are kept as Parquet.
Prints one JSON object: seconds, rows placed by each engine, and rows on which they differ.
"""

import json
import os
import re
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import sqlglot
from pyspark.sql import DataFrame, SparkSession
from rapidfuzz.distance import DamerauLevenshtein, Hamming, JaroWinkler
from sqlglot import exp

STARTS_FROM = ("arrived", "register", "roots")
LISTS = ("parts",)
"""Columns that hold lists: DuckDB has one word for how long a text and a list are, Spark two."""
_MACRO = re.compile(r"create or replace temp macro (\w+)\(([^)]*)\) as\s+(.*?);\s*(?=--|create|\Z)", re.DOTALL)


def main(folder: Path) -> int:
    """Replays and compares; ends with 1 when the answers differ."""
    said = json.loads((folder / "statements.json").read_text())
    spark = _session(folder)
    replay = Replay(spark, folder, said["macros"])
    for table in STARTS_FROM:
        replay.show(table, spark.read.parquet(str(folder / f"{table}.parquet")))
    began = time.perf_counter()
    for text in said["statements"]:
        for statement in sqlglot.parse(text, read="duckdb"):
            if statement is not None:
                replay.do(statement)
    figures = {"seconds": round(time.perf_counter() - began, 1), "duckdb_seconds": round(said["seconds"], 1)}
    figures |= _compared(spark, folder)
    print(json.dumps(figures))
    return 1 if figures["only_spark"] or figures["only_duckdb"] else 0


def _session(folder: Path) -> SparkSession:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    made = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", "4g")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.ansi.enabled", "false")
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


def _alike(one: str | None, other: str | None) -> float | None:
    return None if one is None or other is None else float(JaroWinkler.similarity(one, other))


def _slips(one: str | None, other: str | None) -> int | None:
    return None if one is None or other is None else int(DamerauLevenshtein.distance(one, other))


def _differ(one: str | None, other: str | None) -> int | None:
    return None if one is None or other is None else int(Hamming.distance(one, other))


def _without_accents(text: str | None) -> str | None:
    if text is None:
        return None
    plain = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(plain))


class Replay:
    """Tables by name; each is a view over Parquet, so that a statement is done when it has run and never again."""

    def __init__(self, spark: SparkSession, folder: Path, macros: str) -> None:
        self._spark = spark
        self._folder = folder / "tables"
        self._turn = 0
        plain = re.sub(r"^\s*--.*$", "", macros, flags=re.MULTILINE)
        self._macros = {
            name: ([one.strip() for one in given.split(",")], sqlglot.parse_one(body, read="duckdb"))
            for name, given, body in _MACRO.findall(plain)
        }

    def show(self, table: str, rows: DataFrame) -> None:
        """A table under its name."""
        rows.createOrReplaceTempView(f"identity__{table}")

    def do(self, statement: exp.Expression) -> None:
        """One statement."""
        if isinstance(statement, exp.Create) and isinstance(statement.this, exp.Schema):
            columns = ", ".join(one.sql("spark") for one in statement.this.expressions)
            self.show(statement.this.this.name, self._spark.createDataFrame([], columns))
        elif isinstance(statement, exp.Create):
            self._keep(statement.this.name, self._rows(statement.expression))
        elif isinstance(statement, exp.Insert):
            table = statement.this.name
            have = self._spark.table(f"identity__{table}")
            more = self._rows(statement.expression).toDF(*have.columns)
            self._keep(table, have.union(more))
        elif isinstance(statement, exp.Delete):
            table, where = statement.this.name, statement.args.get("where")
            left = exp.select("*").from_(statement.this.copy())
            left = left.where(exp.not_(exp.paren(where.this.copy()))) if where else left.where("false")
            self._keep(table, self._rows(left))
        else:
            raise SystemExit(f"cannot be replayed: {statement.sql('duckdb')[:200]}")

    def _rows(self, query: exp.Expression) -> DataFrame:
        return self._spark.sql(self.in_spark(query))

    def in_spark(self, query: exp.Expression) -> str:
        """The same query in Spark's words."""
        query = self._without_macros(query.copy()).transform(_own_words)
        for part in query.find_all(exp.CTE):
            part.set("materialized", None)
        for table in list(query.find_all(exp.Table)):
            if table.db == "identity":
                alias = table.alias or table.name
                table.replace(exp.alias_(exp.to_table(f"identity__{table.name}"), alias, table=True))
        return query.sql("spark")

    def _without_macros(self, query: exp.Expression) -> exp.Expression:
        while calls := list(self._calls(query)):
            for call in calls:
                names, body = self._macros[call.name.lower()]
                given = dict(zip(names, call.expressions, strict=True))
                made = body.copy().transform(lambda node, given=given: _argument(node, given))
                call.replace(exp.paren(made))
        return query

    def _calls(self, query: exp.Expression) -> Iterator[exp.Anonymous]:
        """The innermost calls of macros: those that hold no other."""
        for call in query.find_all(exp.Anonymous):
            inner = (one for one in call.find_all(exp.Anonymous) if one is not call)
            if call.name.lower() in self._macros and not any(one.name.lower() in self._macros for one in inner):
                yield call

    def _keep(self, table: str, rows: DataFrame) -> None:
        self._turn += 1
        path = str(self._folder / f"{self._turn:03d}-{table}")
        rows.write.mode("overwrite").parquet(path)
        self.show(table, self._spark.read.parquet(path))


def _argument(node: exp.Expression, given: dict[str, exp.Expression]) -> exp.Expression:
    if isinstance(node, exp.Column) and not node.table and node.name in given:
        return given[node.name].copy()
    return node


def _own_words(node: exp.Expression) -> exp.Expression:  # noqa: PLR0911 (one a word)
    """What sqlglot leaves as it was."""
    if isinstance(node, exp.Anonymous) and node.name.lower() == "hash":
        return exp.Anonymous(this="xxhash64", expressions=node.expressions)
    if isinstance(node, exp.Literal) and node.is_string and re.fullmatch(r"\\\d", node.name):
        return exp.Literal.string("$" + node.name[1:])
    if isinstance(node, exp.Anonymous) and node.name.lower() == "regexp_split_to_array":
        return exp.Anonymous(this="split", expressions=node.expressions)
    if isinstance(node, exp.Bracket) and isinstance(node.expressions[0], exp.Column):  # DuckDB counts from one
        return exp.Anonymous(this="element_at", expressions=[node.this, *node.expressions])
    if isinstance(node, exp.Length) and node.this.name in LISTS:
        return exp.Anonymous(this="size", expressions=[node.this])
    if isinstance(node, exp.ArrayOverlaps):
        return exp.Anonymous(this="arrays_overlap", expressions=[node.this, node.expression])
    if isinstance(node, exp.JarowinklerSimilarity):
        return exp.Anonymous(this="jaro_winkler_similarity", expressions=[node.this, node.expression])
    return node


def _compared(spark: SparkSession, folder: Path) -> dict[str, object]:
    columns = "rid, person, method, rule, band, outcome"
    mine = spark.table("identity__placed").selectExpr(*columns.split(", "))
    theirs = spark.read.parquet(str(folder / "placed.parquet")).selectExpr(*columns.split(", "))
    by = {row["rule"]: row["count"] for row in mine.groupBy("rule").count().collect()}
    return {
        "records": spark.table("identity__arrived").count(),
        "register_rows": spark.table("identity__register").count(),
        "placed_spark": mine.count(),
        "placed_duckdb": theirs.count(),
        "only_spark": mine.exceptAll(theirs).count(),
        "only_duckdb": theirs.exceptAll(mine).count(),
        "by_rule": dict(sorted(by.items())),
    }


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))

"""DuckDB's statements in Spark's words: what sqlglot turns by itself, and what has to be written out.

Macros are written out first. Then the few forms that Spark has not got, or reads otherwise: a star with replaced
columns, the number of a grouping, days between two dates, the second largest value, the columns of a structure. What
cannot be turned makes Spark stop, or the comparison show rows that differ: nothing is passed over.
"""

import re
from collections.abc import Iterator

import sqlglot
from sqlglot import exp

_MACRO = re.compile(r"create or replace macro (\w+)\(([^)]*)\) as\s+(.*?);\s*(?=--|create|\Z)", re.DOTALL)
_LISTS = ("parts",)
"""Columns that hold lists: DuckDB has one word for how long a text and a list are, Spark two."""
_DATE = re.compile(r"\w+_(on|day)|day")
"""Columns that hold a date where one is taken from another: Spark would give an interval, DuckDB gives days."""
_RENAMED = {"hash": "xxhash64", "regexp_split_to_array": "split", "printf": "format_string"}


_ONE = exp.Literal.number(1)


class Dialect:
    """Turns statements, with the macros they use. A table of the schema ``identity`` is called ``identity__TABLE``."""

    def __init__(self, macros: str = "") -> None:
        plain = re.sub(r"^\s*--.*$", "", macros, flags=re.MULTILINE)
        self._macros = {
            name: ([one.strip() for one in given.split(",")], sqlglot.parse_one(body, read="duckdb"))
            for name, given, body in _MACRO.findall(plain)
        }

    def query(self, query: exp.Expression) -> str:
        """The same query for Spark."""
        query = self._without_macros(query.copy())
        query = query.transform(_several_columns).transform(_own_words)
        for part in query.find_all(exp.CTE):
            part.set("materialized", None)
        for table in list(query.find_all(exp.Table)):
            if table.db:
                made = exp.to_table(name_of(table))
                table.replace(exp.alias_(made, table.alias or table.name, table=True))
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


def name_of(table: exp.Table) -> str:
    """What a table is called in Spark."""
    return f"{table.db}__{table.name}" if table.db else table.name


def parsed(text: str) -> list[exp.Expression]:
    """The statements of one text in DuckDB's dialect."""
    return [statement for statement in sqlglot.parse(text, read="duckdb") if statement is not None]


def _argument(node: exp.Expression, given: dict[str, exp.Expression]) -> exp.Expression:
    if isinstance(node, exp.Column) and not node.table and node.name in given:
        return given[node.name].copy()
    return node


def _several_columns(node: exp.Expression) -> exp.Expression:
    """A select one of whose words stands for several columns."""
    if isinstance(node, exp.Select):
        node.set("expressions", [column for one in node.expressions for column in _columns(one)])
    return node


def _columns(one: exp.Expression) -> list[exp.Expression]:
    star = one.this if isinstance(one, exp.Column) else one
    if isinstance(star, exp.Star) and star.args.get("replace"):
        replaced = star.args["replace"]
        names = [exp.to_identifier(made.alias) for made in replaced]
        star.set("except_", [*(star.args.get("except_") or []), *names])
        star.set("replace", None)
        return [one, *(made.copy() for made in replaced)]
    if isinstance(one, exp.Explode) and isinstance(one.this, exp.Max) and isinstance(one.this.this, exp.Struct):
        return [exp.alias_(exp.Dot.build([one.this.copy(), part.this.copy()]), part.name) for part in one.this.this]
    return [one]


def _own_words(node: exp.Expression) -> exp.Expression:  # noqa: PLR0911, PLR0912 (one a word)
    """What sqlglot leaves as it was, or turns into what Spark reads otherwise."""
    if isinstance(node, exp.Anonymous) and node.name.lower() in _RENAMED:
        return exp.Anonymous(this=_RENAMED[node.name.lower()], expressions=node.expressions)
    if isinstance(node, exp.Anonymous) and node.name.lower() == "list_reduce":
        values, step = node.expressions
        return exp.Anonymous(this="aggregate", expressions=[values, sqlglot.parse_one("cast(0 as double)"), step])
    if isinstance(node, exp.Literal) and node.is_string and re.fullmatch(r"\\\d", node.name):
        return exp.Literal.string("$" + node.name[1:])
    if isinstance(node, exp.Bracket) and isinstance(node.this, exp.Max):
        values = exp.Anonymous(this="collect_list", expressions=[node.this.this])
        largest = exp.Anonymous(this="sort_array", expressions=[values, exp.false()])
        return exp.Anonymous(this="get", expressions=[largest, *node.expressions])
    if isinstance(node, exp.Bracket) and isinstance(node.expressions[0], exp.Column):  # DuckDB counts from one
        return exp.Anonymous(this="element_at", expressions=[node.this, *node.expressions])
    if isinstance(node, exp.Length) and node.this.name in _LISTS:
        return exp.Anonymous(this="size", expressions=[node.this])
    if isinstance(node, exp.ArrayOverlaps):
        return exp.Anonymous(this="arrays_overlap", expressions=[node.this, node.expression])
    if isinstance(node, exp.JarowinklerSimilarity):
        return exp.Anonymous(this="jaro_winkler_similarity", expressions=[node.this, node.expression])
    if isinstance(node, exp.Left) and isinstance(node.expression, exp.Neg):  # all but the last
        length = exp.Add(this=exp.Length(this=node.this.copy()), expression=node.expression)
        return exp.Anonymous(this="substring", expressions=[node.this, _ONE.copy(), length])
    if isinstance(node, exp.Cast) and node.to.is_type("int128"):  # DuckDB rounds a half to the even side
        return exp.cast(exp.Anonymous(this="rint", expressions=[node.this]), "decimal(38, 0)")
    if isinstance(node, exp.Div):  # of whole numbers and decimals too, DuckDB makes a double
        node.set("this", exp.cast(node.this, "double"))
    if isinstance(node, exp.DayOfWeekIso):  # Monday is 1, where Spark's weekday counts from nought
        return exp.paren(exp.Add(this=exp.Anonymous(this="weekday", expressions=[node.this]), expression=_ONE.copy()))
    if isinstance(node, exp.Round) and isinstance(node.args.get("decimals"), exp.Case):
        return _rounded(node)
    if isinstance(node, exp.GroupingId):
        return _grouping(node.expressions)
    if isinstance(node, exp.Sub) and _is_date(node.this) and _is_date(node.expression):
        return exp.Anonymous(this="datediff", expressions=[node.this, node.expression])
    if isinstance(node, exp.DateDiff) and node.text("unit").upper() == "YEAR":  # new years between, not birthdays
        return exp.paren(exp.Sub(this=exp.Year(this=node.this), expression=exp.Year(this=node.expression)))
    if isinstance(node, exp.Cast) and isinstance(node.this, exp.Explode):  # days already
        return node.this
    if isinstance(node, exp.GenerateSeries) and isinstance(node.args.get("step"), exp.Interval):
        for end in ("start", "end"):
            node.set(end, exp.cast(node.args[end], "date"))
    return node


def _rounded(node: exp.Round) -> exp.Expression:
    """Places that differ from row to row: Spark wants them written out."""
    made = node.args["decimals"].copy()
    for part in made.args["ifs"]:
        part.set("true", exp.Round(this=node.this.copy(), decimals=part.args["true"]))
    made.set("default", exp.Round(this=node.this.copy(), decimals=made.args["default"]))
    return made


def _is_date(node: exp.Expression) -> bool:
    return isinstance(node, exp.Column) and bool(_DATE.fullmatch(node.name))


def _grouping(columns: list[exp.Expression]) -> exp.Expression:
    parts = [f"grouping({one.sql('duckdb')}) * {1 << place}" for place, one in enumerate(reversed(columns))]
    return exp.paren(sqlglot.parse_one("cast(" + " + ".join(parts) + " as int)", read="spark"))

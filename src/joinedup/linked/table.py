"""What a linked table is: its grain in words, its key, and what each column means and may be used for."""

from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from joinedup.governance.field_classes import FieldClass


class Tie(StrEnum):
    """How the rows of a linked table add up to the rows that arrived."""

    ROWS = "rows"  # one row for each row that arrived and has a person
    EPISODES = "episodes"  # the column ``episodes`` adds up to the rows that arrived and have a person
    NONE = "none"  # made from several extracts, or a choice among rows


@dataclass(frozen=True, slots=True)
class LinkedColumn:
    """One column: its SQL type, what class of field it is, and its meaning in words."""

    name: str
    type: str
    field_class: FieldClass
    words: str = ""


@dataclass(frozen=True, slots=True)
class LinkedTable:
    """One table of the linked build. Its query stands beside it in ``tables/<name>.sql``."""

    name: str
    title: str
    grain: str
    order: int  # tables are made in this order: a query may read any table made before it
    key: tuple[str, ...]  # empty: a row's own id stands only where the row came from
    columns: tuple[LinkedColumn, ...]
    extracts: tuple[str, ...] = ()
    sort: tuple[str, ...] = ("person_id",)
    tie: Tie = Tie.NONE
    day: str | None = None  # the column that dates a row
    until: str | None = None  # the column that ends it
    row_group: int = 122_880  # rows written together; fewer where a person's page reads a wide row

    @property
    def rows(self) -> str:
        """The analysts' SQL that makes the table."""
        text = files("joinedup.linked").joinpath("tables", f"{self.name}.sql").read_text(encoding="utf-8")
        return text.rstrip().rstrip(";")

    @property
    def query(self) -> str:
        """The same, with its rows in their order on disk."""
        return self.in_order(self.rows)

    def in_order(self, rows: str) -> str:
        """A query with its rows in the table's order on disk."""
        return f"{rows}\norder by {', '.join(self.sort)}" if self.sort else rows

    @property
    def declaration(self) -> str:
        """The SQL that makes the table empty: what a query may rely on when nothing arrived."""
        columns = ", ".join(f'"{column.name}" {column.type}' for column in self.columns)
        return f'create or replace table "{self.name}" ({columns})'

    @property
    def has_people(self) -> bool:
        """True for a table about people, false for a reference table."""
        return any(column.name == "person_id" for column in self.columns)

    def field_class(self, column: str) -> FieldClass:
        """The class of one column."""
        return next(found.field_class for found in self.columns if found.name == column)


PERSON = LinkedColumn("person_id", "BIGINT", FieldClass.IDENTIFIER, "The person, the same in every linked table")


def identifier(name: str, type_: str = "VARCHAR", words: str = "") -> LinkedColumn:
    """Names one person by itself."""
    return LinkedColumn(name, type_, FieldClass.IDENTIFIER, words)


def quasi(name: str, type_: str = "VARCHAR", words: str = "") -> LinkedColumn:
    """Narrows to a few people."""
    return LinkedColumn(name, type_, FieldClass.QUASI_IDENTIFIER, words)


def sensitive(name: str, type_: str = "VARCHAR", words: str = "") -> LinkedColumn:
    """A special-category fact."""
    return LinkedColumn(name, type_, FieldClass.SENSITIVE, words)


def activity(name: str, type_: str = "VARCHAR", words: str = "") -> LinkedColumn:
    """What service was used and when."""
    return LinkedColumn(name, type_, FieldClass.ACTIVITY, words)


def administrative(name: str, type_: str = "VARCHAR", words: str = "") -> LinkedColumn:
    """A key of a row, a provider, a price."""
    return LinkedColumn(name, type_, FieldClass.ADMINISTRATIVE, words)


def cost(words: str = "Pounds, by the price list the build names") -> LinkedColumn:
    """What it cost, in pounds."""
    return LinkedColumn("cost", "DECIMAL(12,2)", FieldClass.ADMINISTRATIVE, words)

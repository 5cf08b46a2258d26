"""What a contract is: the words, columns, codes and keys that one extract promises."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from joinedup.governance.field_classes import FieldClass


class Kind(StrEnum):
    """What a column holds, and so how its text is read."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"  # YYYY-MM-DD or YYYYMMDD
    TIMESTAMP = "timestamp"  # YYYY-MM-DD HH:MM[:SS], local time
    INTEGER = "integer"
    DECIMAL = "decimal"  # pounds, hours or a score
    NHS_NUMBER = "nhs number"  # kept as it arrived; its check digit is judged by identity, not here
    POSTCODE = "postcode"


@dataclass(frozen=True, slots=True)
class CodeList:
    """Codes and their meanings, from one edition of one standard."""

    name: str
    edition: str
    codes: Mapping[str, str]
    verified: bool = True  # False: nobody has confirmed it; pages say so


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``required``: a row without it is set aside. ``disables``: what is lost when the file lacks it."""

    name: str
    kind: Kind
    field_class: FieldClass
    required: bool = False
    codes: CodeList | None = None
    minimum: float | None = None
    maximum: float | None = None
    disables: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """One extract. ``source`` names whose people it speaks of; ``grain`` says what one row is, in words."""

    table: str
    source: str
    title: str
    grain: str
    standard: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    person_key: tuple[str, ...] = ()  # columns that together are the source's own id of the person
    period_column: str | None = None  # the date that says which month a row belongs to

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in the order in which an extract writes them."""
        return tuple(column.name for column in self.columns)


def identifier(name: str, kind: Kind = Kind.TEXT, *, required: bool = False, disables: str = "") -> Column:
    """A field that names one person by itself."""
    return Column(name, kind, FieldClass.IDENTIFIER, required=required, disables=disables)


def quasi(
    name: str,
    kind: Kind = Kind.TEXT,
    *,
    required: bool = False,
    codes: CodeList | None = None,
    disables: str = "",
) -> Column:
    """A field that narrows to a few people."""
    return Column(name, kind, FieldClass.QUASI_IDENTIFIER, required=required, codes=codes, disables=disables)


def sensitive(
    name: str,
    kind: Kind = Kind.TEXT,
    *,
    required: bool = False,
    codes: CodeList | None = None,
    disables: str = "",
) -> Column:
    """A special-category fact about a person."""
    return Column(name, kind, FieldClass.SENSITIVE, required=required, codes=codes, disables=disables)


def activity(
    name: str,
    kind: Kind = Kind.TEXT,
    *,
    required: bool = False,
    codes: CodeList | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
    disables: str = "",
) -> Column:
    """What service was used, how much and when."""
    return Column(name, kind, FieldClass.ACTIVITY, required, codes, minimum, maximum, disables)


def administrative(
    name: str,
    kind: Kind = Kind.TEXT,
    *,
    required: bool = False,
    codes: CodeList | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
    disables: str = "",
) -> Column:
    """A key of a row, a provider, a submission period or a price."""
    return Column(name, kind, FieldClass.ADMINISTRATIVE, required, codes, minimum, maximum, disables)

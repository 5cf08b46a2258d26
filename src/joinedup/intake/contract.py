"""What a contract is: the words, columns, codes, keys and rules that one extract promises."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from joinedup.basics.finding import Severity
from joinedup.governance.field_classes import FieldClass


class Kind(StrEnum):
    """What a column holds, and so how its text is read."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"  # YYYY-MM-DD, YYYYMMDD or DD/MM/YYYY; a time of day after it is dropped
    TIMESTAMP = "timestamp"  # YYYY-MM-DD HH:MM[:SS] or DD/MM/YYYY HH:MM[:SS], local time
    INTEGER = "integer"
    DECIMAL = "decimal"  # pounds, hours or a score, to two places
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
    """One column of an extract.

    ``required``: a row without it is set aside, and a file without it is not loaded. ``lenient``: a value that cannot
    be used is left out and the row loads without it; otherwise the row is set aside, because a blank would mean
    something (no discharge date means still in hospital). ``future``: dates after the day of receipt are allowed.
    ``open_ended``: a date such as 31/12/9999 stands for "not ended". ``disables``: what is lost without the column.
    """

    name: str
    kind: Kind = Kind.TEXT
    field_class: FieldClass = FieldClass.ADMINISTRATIVE
    required: bool = False
    codes: CodeList | None = None
    minimum: float | None = None
    maximum: float | None = None
    lenient: bool = False
    future: bool = False
    open_ended: bool = False
    disables: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold within one row. ``holds`` is SQL over the columns; a rule that cannot be judged (a blank) holds.

    ERROR sets the row aside; WARNING loads it and counts it. ``columns``: what it reads, the one at fault first.
    """

    code: str
    holds: str
    words: str
    fix: str
    columns: tuple[str, ...]
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Contract:
    """One extract. ``source`` names whose people it speaks of; ``grain`` says what one row is, in words.

    A row of a later delivery takes the place of an earlier one with the same ``key``. Where ``replaces`` names the
    columns that mark a submission, a later delivery takes the place of every earlier row of the same submission.
    """

    table: str
    source: str
    title: str
    grain: str
    standard: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    person_key: tuple[str, ...] = ()  # columns that together are the source's own id of the person
    period_column: str | None = None  # the date that says which month a row belongs to
    rules: tuple[Rule, ...] = ()
    replaces: tuple[str, ...] = ()
    disables: str = ""  # what is lost while the extract never arrived
    every_months: int = 1  # its rhythm: how many months may pass before nothing new means that it stopped

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in the order in which an extract writes them."""
        return tuple(column.name for column in self.columns)

    @property
    def organisation_column(self) -> str | None:
        """The column that names the organisation whose people these are, where the source has several."""
        return self.person_key[0] if len(self.person_key) > 1 else None


# One maker for each class of field, so that a contract reads as a list of what is personal and what is not.
identifier = partial(Column, field_class=FieldClass.IDENTIFIER)  # names one person by itself
quasi = partial(Column, field_class=FieldClass.QUASI_IDENTIFIER)  # narrows to a few people
sensitive = partial(Column, field_class=FieldClass.SENSITIVE)  # a special-category fact about a person
activity = partial(Column, field_class=FieldClass.ACTIVITY)  # what service was used, how much and when
administrative = partial(Column, field_class=FieldClass.ADMINISTRATIVE)  # keys of rows, providers, periods, prices


def in_order(first: str, then: str, words: str, *, severity: Severity = Severity.ERROR) -> Rule:
    """The rule that ``then`` is not before ``first``."""
    return Rule(
        "dates-out-of-order",
        f'"{then}" >= "{first}"',
        words,
        f"Correct {then} or {first} at the source and send the file again.",
        (then, first),
        severity,
    )

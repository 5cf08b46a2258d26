"""The words behind what a workbook shows as a number, cut short, or without letters that Excel cannot hold."""

from typing import Any

from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]

from joinedup.planning.plan import FieldValue
from joinedup.planning.reading.sheet_tags import OWN_SHEET, told
from joinedup.planning.values import Count, Money, Percent

MOST_LETTERS = 32_000  # a cell of Excel holds 32,767
_SHORT = 20


def shown(field: FieldValue) -> object:
    """What a cell shows of an answer: a number where the words are one and no more, else the words."""
    parsed = field.parsed
    if len(field.text) <= _SHORT:
        if isinstance(parsed, Money):
            in_thousands = parsed.unit == "k" and parsed.unit_from == "label"
            return float(parsed.written if in_thousands else parsed.pounds)
        if isinstance(parsed, Count):
            return parsed.number
        if isinstance(parsed, Percent) and parsed.low == parsed.high:
            return float(parsed.low) / 100
    return ILLEGAL_CHARACTERS_RE.sub("", field.raw)[:MOST_LETTERS]


class AsWritten:
    """What the hidden sheet will hold: the form, and for each odd cell what it shows and what was written."""

    def __init__(self, template: str) -> None:
        self.template = template
        self.rows: list[list[str]] = []

    def keep(self, tag: str, value: object, raw: str) -> None:
        """Remember the words of a cell, unless the cell itself will tell them."""
        plain = isinstance(value, str) and value == raw and raw and raw not in ERROR_CODES and "_x" not in raw
        if not plain:
            words = ILLEGAL_CHARACTERS_RE.sub("", raw)
            pieces = [words[at : at + MOST_LETTERS] for at in range(0, len(words), MOST_LETTERS)]
            self.rows.append([tag, told(value), *pieces])

    def write(self, book: Any) -> None:
        """The hidden sheet."""
        sheet = book.create_sheet(OWN_SHEET)
        sheet.sheet_state = "hidden"
        sheet.append([self.template])
        for number, row in enumerate(self.rows, 2):
            for column, words in enumerate(row, 1):
                cell = sheet.cell(number, column)
                cell.value = words
                cell.data_type = "s"

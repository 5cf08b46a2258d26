"""Reads a matrix as printed in a plan: a header line, one line a row, a last line of totals, cells parted by tabs."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from joinedup.measures.errors import MeasureError
from joinedup.measures.matrices.matrix import Matrix


def read_printed(title: str, columns: Sequence[str], lines: Sequence[str], unit: str = "£k") -> Matrix:
    """The lines from the first row to the line of totals. The last cell of each line is its printed total.

    Raises MeasureError at a line that has another number of cells, or a cell that is not a number.
    """
    rows: list[str] = []
    cells: dict[tuple[str, str], Decimal] = {}
    row_totals: dict[str, Decimal] = {}
    column_totals: dict[str, Decimal] = {}
    total: Decimal | None = None
    for number, line in enumerate(lines, 1):
        name, *texts = [text.strip() for text in line.rstrip("\n").split("\t")]
        figures = [_figure(text, number) for text in texts if text]
        if len(figures) != len(columns) + 1:
            raise MeasureError(
                f"Line {number} of the table has {len(figures)} figures where {len(columns) + 1} belong.",
                "Check the line against the printed page.",
            )
        if name.lower() == "total":
            column_totals, total = dict(zip(columns, figures, strict=False)), figures[-1]
            continue
        rows.append(name)
        cells |= {(name, column): figure for column, figure in zip(columns, figures, strict=False)}
        row_totals[name] = figures[-1]
    return Matrix(title, tuple(rows), tuple(columns), cells, unit, row_totals, column_totals, total)


def _figure(text: str, number: int) -> Decimal:
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise MeasureError(
            f"Line {number} of the table holds something that is not a number.", "Check it against the printed page."
        ) from error

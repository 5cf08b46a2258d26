"""A table of money with rows, columns and totals, and whether it adds up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from joinedup.basics.finding import Finding, Severity, Where


@dataclass(frozen=True, slots=True)
class Matrix:
    """Cells by row and column; totals only where they were printed. ``unit`` is pounds or £k."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Decimal]
    unit: str = "pounds"
    row_totals: Mapping[str, Decimal] = field(default_factory=dict)
    column_totals: Mapping[str, Decimal] = field(default_factory=dict)
    total: Decimal | None = None

    def row_sum(self, row: str) -> Decimal:
        """The cells of one row, added up."""
        return sum((self.cells.get((row, column), Decimal(0)) for column in self.columns), Decimal(0))

    def column_sum(self, column: str) -> Decimal:
        """The cells of one column, added up."""
        return sum((self.cells.get((row, column), Decimal(0)) for row in self.rows), Decimal(0))

    @property
    def sum(self) -> Decimal:
        """Every cell, added up."""
        return sum(self.cells.values(), Decimal(0))


NOWHERE = Where()


def reconcile(matrix: Matrix, where: Where = NOWHERE) -> tuple[Finding, ...]:
    """One finding for each row, column and total that its cells do not add up to. Nothing is repaired."""
    rows = [("row", row, matrix.row_sum(row), matrix.row_totals.get(row)) for row in matrix.rows]
    columns = [
        ("column", column, matrix.column_sum(column), matrix.column_totals.get(column)) for column in matrix.columns
    ]
    whole = []
    if matrix.total is not None:
        whole.append(("total", "of all cells", matrix.sum, matrix.total))
        if matrix.row_totals:
            whole.append(("total", "of the printed rows", sum(matrix.row_totals.values(), Decimal(0)), matrix.total))
        if matrix.column_totals:
            printed = sum(matrix.column_totals.values(), Decimal(0))
            whole.append(("total", "of the printed columns", printed, matrix.total))
    return tuple(
        _finding(matrix, kind, name, added, printed, where)
        for kind, name, added, printed in (*rows, *columns, *whole)
        if printed is not None and added != printed
    )


def _finding(matrix: Matrix, kind: str, name: str, added: Decimal, printed: Decimal, where: Where) -> Finding:
    return Finding(
        f"matrix-{kind}",
        Severity.ERROR,
        f"{matrix.title}: {kind} {name} adds up to {added:,} and says {printed:,} "
        f"({added - printed:+,} {matrix.unit}).",
        "Go back to whoever made the table: no cell is changed here.",
        Where(file=where.file, line=where.line, page=where.page, field=name),
    )

"""What never arrived, in words for every page that shows a figure."""

from collections.abc import Mapping

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.intake.contracts import CONTRACTS


def missing_sources(
    present: frozenset[str], missing: frozenset[str], missing_columns: Mapping[str, tuple[str, ...]]
) -> list[Finding]:
    """One warning for each extract that never came, and each column that an extract came without."""
    tables = [
        Finding(
            "linked-missing-extract",
            Severity.WARNING,
            f"{CONTRACTS[table].title} has never arrived: every figure that needs it is left out.",
            f"Load the extract '{table}' and link again.",
            Where(file=table),
        )
        for table in sorted(missing)
    ]
    columns = [
        Finding(
            "linked-missing-column",
            Severity.WARNING,
            f"{CONTRACTS[table].title} came without {column}. "
            f"Missing for it: {CONTRACTS[table].column(column).disables or 'this field'}.",
            "Ask the source for the column, load the file and link again.",
            Where(file=table, column=column),
        )
        for table, names in sorted(missing_columns.items())
        if table in present
        for column in names
    ]
    return tables + columns

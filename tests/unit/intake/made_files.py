"""Small files of made-up rows, and what is wanted of a receipt."""

from joinedup.intake import CONTRACTS, FileReceipt

_ROWS = {
    "opa_appointments": "O1,RWF,P1,2026-01-05,5,1,100",
    "acute_patients": "RWF,P1,9990000018,01,Smith,Ann,,2,1950-02-03,1 High St,ME1 1AA,G1",
    "apc_episodes": "E1,S1,RWF,P1,1,1,2026-01-01,2026-01-05,2026-01-01,2026-01-05,21,1,19,,100,I500,I500,,EM,G1,HRG1",
    "populations": "E07000001,2024,1,30,1200",
}
GOOD = {table: row.split(",") for table, row in _ROWS.items()}


def lines(table: str, *changes: dict[str, str], delimiter: str = ",") -> str:
    """A file of one good row for each dictionary, changed as it says; keys of columns are contract names."""
    names = CONTRACTS[table].names
    rows = [[change.get(name, cell) for name, cell in zip(names, GOOD[table], strict=True)] for change in changes]
    return "".join(delimiter.join(row) + "\n" for row in [list(names), *rows])


def codes(receipt: FileReceipt) -> list[str]:
    return [finding.code for finding in receipt.findings]

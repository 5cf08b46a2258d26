"""The page of contracts: every extract and every column."""

from marks import table

from joinedup.intake.contract import Column, Contract
from joinedup.intake.contracts import CONTRACTS

INTRODUCTION = """# Contracts: what each extract promises

`joinedup intake` looks for files called `<table>.csv`, `<table>.csv.gz` or `<table>.parquet`; more words, such as a
month, may follow the table's name. A row that breaks its contract is set aside with the reason; the others load.
**Required**: a row without it is set aside. **Class** says how a field may travel: an identifier names one person, a
quasi-identifier narrows to a few, a sensitive field is a special-category fact.

"""


def page() -> str:
    """Markdown."""
    rows = [(f"[`{one.table}`](#{one.table})", one.title, one.grain) for one in CONTRACTS.values()]
    return INTRODUCTION + table(["table", "extract", "one row is"], rows) + "".join(map(_section, CONTRACTS.values()))


def _section(contract: Contract) -> str:
    facts = [
        f"**{contract.title}.** {contract.grain}.",
        f"Follows: {contract.standard}.",
        f"Key: {_names(contract.key)}." + (f" Person: {_names(contract.person_key)}." if contract.person_key else ""),
        f"Without this extract: no {contract.disables}." if contract.disables else "",
    ]
    columns = table(["column", "holds", "class", "required", "without it"], map(_column, contract.columns))
    rules = [(rule.words, rule.severity, rule.fix) for rule in contract.rules]
    judged = "\n" + table(["what may not be", "severity", "what to do"], rules) if rules else ""
    return f"\n## {contract.table}\n\n" + "  \n".join(filter(None, facts)) + "\n\n" + columns + judged


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _column(column: Column) -> tuple[str, str, str, str, str]:
    return (f"`{column.name}`", _holds(column), column.field_class, "yes" if column.required else "", column.disables)


def _holds(column: Column) -> str:
    said = [str(column.kind)]
    if column.codes:
        said = [f"{column.codes.name} ({column.codes.edition}){'' if column.codes.verified else ', unverified'}"]
    if column.minimum is not None:
        said.append(f"from {column.minimum:g}")
    if column.maximum is not None:
        said.append(f"to {column.maximum:g}")
    return ", ".join(said)

"""Results on standard output: JSON that programs rely on, or text that people read."""

import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.cli.options import Format


def show(result: Mapping[str, Any] | Sequence[Any], text: Iterable[str], how: Format) -> None:
    """Prints ``result`` as JSON, or the lines of ``text``."""
    if how is Format.JSON:
        sys.stdout.write(json.dumps(result, default=in_json, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in text)
    sys.stdout.flush()


def in_json(value: Any) -> Any:
    """What JSON has no type for: money as text so that no penny is lost, days as YYYY-MM-DD, sets in order."""
    if isinstance(value, Finding):
        return value.as_dict()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return dict(value) if isinstance(value, Mapping) else str(value)


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of a table: text to the left, numbers to the right, two spaces between columns."""
    values = [list(row) for row in rows]
    cells = [list(heads), *([_cell(value) for value in row] for row in values)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(heads))]
    right = [bool(values) and all(_is_number(row[at]) for row in values) for at in range(len(heads))]
    for line in cells:
        yield "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Two lines a finding: how bad, where and what; then what to do."""
    for finding in findings:
        where = f" {finding.where}:" if str(finding.where) else ""
        yield f"{finding.severity}:{where} {finding.message} [{finding.code}]"
        yield f"    {finding.fix}"


def findings_of(stored: Iterable[Mapping[str, Any]]) -> Iterator[Finding]:
    """Findings again, from the JSON that a manifest keeps."""
    for one in stored:
        where = Where(**one["where"])
        yield Finding(one["code"], Severity(one["severity"]), one["message"], one["fix"], where)


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool))


def _cell(value: Any) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            return f"{value:,}"
        case float():
            return f"{value:,.1f}"
    return str(value)

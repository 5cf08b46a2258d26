"""A plan of a few lines, and what the checks find in it."""

from pathlib import Path

from joinedup.basics.finding import Finding, Severity
from joinedup.planning import check_plan, read_plan

FORM = "Better Care Fund planning template – Part 1\nUpdated July 2014\n"
VISION = f"{FORM}2) Vision for health and care\na) Vision\n"


def findings(tmp_path: Path, text: str, *severities: Severity) -> list[Finding]:
    """What is found in a text, of these severities: errors where none is named."""
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    wanted = severities or (Severity.ERROR,)
    return [one for one in check_plan(read_plan(path)) if one.severity in wanted]


def codes(tmp_path: Path, text: str, *severities: Severity) -> set[str]:
    """The codes of what is found, but for a text without headings, as these are."""
    return {one.code for one in findings(tmp_path, text, *severities)} - {"no-headings"}

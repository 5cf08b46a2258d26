"""What a check is: its words for people, and a function from what it sees to what it found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.planning.checks.view import View
from joinedup.planning.plan import FieldValue

ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE

_PARTED = "not sure: the document's layout was lost, its labels stand apart from their values"
_LOOK = "look at this field in the document itself, or check the file it was made from"


@dataclass(frozen=True, slots=True)
class Found:
    """One flaw and its place; ``cell`` is the address in a workbook. ``severity`` and ``fix`` stand in for the
    check's own when they are set."""

    message: str
    line: int | None = None
    field: str | None = None
    text: str | None = None
    severity: Severity | None = None
    fix: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One rule: ``code`` is stable; ``why`` says why it matters, ``example`` shows it, ``fix`` says what to do."""

    code: str
    title: str
    why: str
    example: str
    fix: str
    severity: Severity
    run: Callable[[View], Iterable[Found]]

    def findings(self, view: View) -> list[Finding]:
        """What the rule finds, each place once."""
        seen = set()
        findings = []
        for found in self.run(view):
            place = (found.line, found.field, found.message)
            if place not in seen:
                seen.add(place)
                findings.append(self._finding(found, view))
        return findings

    def _finding(self, found: Found, view: View) -> Finding:
        """The finding; where the document lost which value stands at which label, nothing is told as sure."""
        where = Where(
            file=view.plan.name,
            column=found.cell,
            field=found.field or view.key_at(found.line),
            line=found.line,
            page=view.page_at(found.line),
            text=short(found.text or ("" if found.cell else _as_written(found.line, view))) or None,
        )
        severity, fix = found.severity or self.severity, found.fix or self.fix
        if severity is ERROR and found.line in view.parted:
            return Finding(self.code, WARNING, f"{found.message} ({_PARTED})", f"{_LOOK}; else {fix}", where)
        return Finding(self.code, severity, found.message, fix, where)


def _as_written(line: int | None, view: View) -> str:
    """The line itself, where a rule quotes nothing: whoever puts it right looks for its words."""
    source = view.line(line)
    return source.text if source else ""


def at(field: FieldValue, message: str, *, severity: Severity | None = None, key: str | None = None) -> Found:
    """A flaw of one field."""
    return Found(message, field.line, key or field.key, field.text, severity)


def short(text: str, most: int = 200) -> str:
    """A few words of a text."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1].rsplit(" ", 1)[0] + "…"

"""Problems as values: one shape for a bad row, a flaw in a plan, a doubtful link and a form's error."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters. Only an error stops the thing it is about."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """0 for the worst: what findings are sorted by."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Where:
    """The place a finding points at; only what is known is set.

    ``row`` counts data rows from 1 (the header is row 0); ``line`` counts lines of a document from 1;
    ``text`` is the few words the finding is about, never personal data.
    """

    file: str | None = None
    row: int | None = None
    column: str | None = None
    field: str | None = None
    line: int | None = None
    page: int | None = None
    text: str | None = None

    def __str__(self) -> str:
        named = [f"{name} {value}" for name, value in self.as_dict().items() if name not in ("text", "file")]
        return ", ".join(([self.file] if self.file else []) + named)

    def as_dict(self) -> dict[str, str | int]:
        """What is set, by name."""
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: a stable code, how bad it is, what is wrong, what to do, and where."""

    code: str
    severity: Severity
    message: str
    fix: str
    where: Where = Where()

    def as_dict(self) -> dict[str, object]:
        """The JSON shape every command prints: code, severity, message, fix, where."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "fix": self.fix,
            "where": self.where.as_dict(),
        }

    @classmethod
    def from_dict(cls, stored: dict[str, object]) -> "Finding":
        """The finding that ``as_dict`` wrote."""
        where = Where(**stored["where"])  # type: ignore[arg-type]
        return cls(**{**stored, "severity": Severity(str(stored["severity"])), "where": where})  # type: ignore[arg-type]


def has_errors(findings: Iterable[Finding]) -> bool:
    """True when at least one finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)

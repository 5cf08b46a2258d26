"""What every reader hands on: the document as numbered lines, rows keeping their cells."""

from dataclasses import dataclass, field

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.planning.plan import SourceLine

MAX_CHARACTERS = 8_000_000


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A document before any template is laid on it; ``tagged`` are answers our own exports marked with keys.

    ``merged``: line, column and words of the cells that belong to a merged one, for a workbook's tables.
    """

    name: str
    format: str
    lines: tuple[SourceLine, ...]
    notices: tuple[Finding, ...] = ()
    tagged: tuple[tuple[str, str], ...] = ()
    merged: tuple[tuple[int, int, str], ...] = ()


@dataclass(slots=True)
class LineCollector:
    """Numbers lines as a reader meets them and gathers what it has to say about the reading."""

    name: str
    lines: list[SourceLine] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)
    page: int | None = None
    characters: int = 0
    tables: int = 0

    def text(self, text: str, *, role: str = "blank") -> None:
        """A paragraph; a tab inside it makes it a row of one label and its values."""
        cells = tuple(cell.strip() for cell in text.split("\t")) if "\t" in text.strip("\n") else ()
        self._add(text, cells if any(cells) and len(cells) > 1 else (), None, role)

    def row(self, cells: list[str], table: int) -> None:
        """A row of table number ``table``."""
        self._add("\t".join(cells), tuple(cells), table, "blank")

    def new_table(self) -> int:
        """A number for the next table."""
        self.tables += 1
        return self.tables

    def notice(self, code: str, severity: Severity, message: str, fix: str, text: str | None = None) -> None:
        """Something to tell about the reading itself."""
        where = Where(file=self.name, page=self.page, text=text)
        if not any(known.code == code for known in self.notices):
            self.notices.append(Finding(code, severity, message, fix, where))

    @property
    def full(self) -> bool:
        """True once no more text is taken."""
        return self.characters > MAX_CHARACTERS

    def done(self, kind: str) -> PlanDocument:
        """The document read so far."""
        if self.full:
            self.notice(
                "document-cut",
                Severity.WARNING,
                "the document is too long: only its first part was read",
                "split the document, or send the plan without its appendices",
            )
        return PlanDocument(self.name, kind, tuple(self.lines), tuple(self.notices))

    def _add(self, text: str, cells: tuple[str, ...], table: int | None, role: str) -> None:
        if not self.full:
            self.characters += len(text)
            self.lines.append(SourceLine(len(self.lines) + 1, text, self.page, cells, table, role))

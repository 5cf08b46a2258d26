"""What came of handing files to intake."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from joinedup.basics.finding import Finding


@dataclass(frozen=True, slots=True)
class FileReceipt:
    """One file. ``read`` = ``loaded`` + ``set_aside``; ``reasons`` counts rows or values by "column: reason".

    ``already_known``: the same content was received before and nothing changed. ``superseded``: earlier rows whose
    place these rows took. ``missing_columns``: column → what its absence disables ("" when nothing).
    """

    file: str
    table: str | None = None
    delivery: str | None = None
    read: int = 0
    loaded: int = 0
    set_aside: int = 0
    values_left_out: int = 0
    superseded: int = 0
    already_known: bool = False
    reasons: Mapping[str, int] = field(default_factory=dict)
    missing_columns: Mapping[str, str] = field(default_factory=dict)
    period: tuple[str, str] | None = None
    findings: tuple[Finding, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The JSON shape."""
        return {
            "file": self.file,
            "table": self.table,
            "delivery": self.delivery,
            "read": self.read,
            "loaded": self.loaded,
            "set_aside": self.set_aside,
            "values_left_out": self.values_left_out,
            "superseded": self.superseded,
            "already_known": self.already_known,
            "reasons": dict(self.reasons),
            "missing_columns": dict(self.missing_columns),
            "period": list(self.period) if self.period else None,
            "findings": [finding.as_dict() for finding in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Receipt:
    """Every file, in the order in which it was read; findings about the folder itself; the state it left."""

    files: tuple[FileReceipt, ...]
    fingerprint: str
    about_folder: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found."""
        return (*self.about_folder, *(finding for file in self.files for finding in file.findings))

    @property
    def read(self) -> int:
        """Rows read in files that were not known."""
        return sum(file.read for file in self.files)

    @property
    def loaded(self) -> int:
        """Rows that loaded."""
        return sum(file.loaded for file in self.files)

    @property
    def set_aside(self) -> int:
        """Rows that did not."""
        return sum(file.set_aside for file in self.files)

    @property
    def nothing_new(self) -> bool:
        """True when every file was known already."""
        return bool(self.files) and all(file.already_known for file in self.files)

    def as_dict(self) -> dict[str, object]:
        """The JSON shape."""
        return {
            "read": self.read,
            "loaded": self.loaded,
            "set_aside": self.set_aside,
            "nothing_new": self.nothing_new,
            "fingerprint": self.fingerprint,
            "files": [file.as_dict() for file in self.files],
            "findings": [finding.as_dict() for finding in self.findings],
        }

"""A file as a query: every column of the contract that it has, as text, under the name ``"X raw"``."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.engine import Connection, QueryError, quoted
from joinedup.intake.contract import Contract, Kind
from joinedup.intake.headings import headings, judged_headings
from joinedup.intake.layout import Layout, layout_of
from joinedup.intake.refusal import RefusedFile
from joinedup.intake.scanning import Scan, other_format
from joinedup.intake.tidying import Tidied, tidy

_FLOATS = ("FLOAT", "DOUBLE")
_READABLE = ("VARCHAR", "DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "BOOLEAN", "UUID", *_FLOATS)
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")


@dataclass(frozen=True, slots=True)
class Source:
    """``numbered`` adds ``_row``. ``bad``: rows set aside before they could be judged (row, reason, fields)."""

    rows: str
    numbered: str
    present: frozenset[str]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    count: int | None  # rows to be judged, when known beforehand
    bad: str | None = None
    ordered: bool = True  # False: the numbers are in the file, so it need not be read in order


@dataclass(frozen=True, slots=True)
class TextFile:
    """A CSV file whose header has been read. ``path`` holds the plain bytes, ``called`` is the sender's name for it."""

    path: Path
    called: Path
    scan: Scan
    layout: Layout
    findings: tuple[Finding, ...]

    @classmethod
    def opened(cls, path: Path, called: Path, scan: Scan, contract: Contract) -> "TextFile":
        """Raises RefusedFile when it is no table, has no header, or lacks a required column."""
        _refuse_other_formats(scan, called)
        layout = layout_of(scan.head, contract, called)
        return cls(path, called, scan, layout, tuple(judged_headings(layout.headings, contract, called)))

    @property
    def is_plain(self) -> bool:
        """True when the engine may be able to read the file as it stands."""
        return self.layout.is_plain and not self.scan.has_nul

    def as_it_stands(self) -> Source:
        """The file read by the engine; a query over it fails when a row is ragged or a byte is not UTF-8."""
        file = _csv(self.path, self.layout.delimiter, self.layout.width)
        return self._source(file, "row_number() over ()", self.scan.rows)

    def put_right(self, work: Path) -> Source:
        """The file rewritten in ``work``, an empty folder, row by row."""
        tidied = tidy(self.path, self.layout, work)
        file = _csv(tidied.good, ",", self.layout.width + 1, header=False)
        source = self._source(file, f"f{self.layout.width}::bigint", tidied.rows - tidied.set_aside)
        bad = _csv(tidied.bad, ",", 3, header=False)
        return replace(
            source,
            ordered=False,
            findings=(*self.findings, *self._remarks(tidied)),
            bad=f"select f0::bigint as row, f1 as reason, f2 as fields from {bad}" if tidied.set_aside else None,
        )

    def _source(self, file: str, number: str, count: int | None) -> Source:
        columns = ", ".join(f"f{place} as {_raw(name)}" for name, place in self.layout.headings.places.items())
        return Source(
            rows=f"select {columns} from {file}",
            numbered=f"select {number} as _row, {columns} from {file}",
            present=frozenset(self.layout.headings.places),
            missing=tuple(column.name for column in self.layout.headings.missing),
            findings=self.findings,
            count=count,
        )

    def _remarks(self, tidied: Tidied) -> Iterator[Finding]:
        if tidied.guessed_letters:
            yield Finding(
                "not-utf-8",
                Severity.WARNING,
                "Some letters are not UTF-8 and were read as Windows-1252; accented names may be wrong.",
                "Export the file as UTF-8.",
                Where(file=self.called.name),
            )
        if self.layout.above:
            yield Finding(
                "lines-above-header",
                Severity.ADVICE,
                f"{self.layout.above} lines above the header were passed over.",
                "Leave titles out of the export.",
                Where(file=self.called.name),
            )


def parquet_source(connection: Connection, contract: Contract, path: Path, called: Path) -> Source:
    """A Parquet file, whatever the types of its columns."""
    file = f"read_parquet({quoted(path)}, binary_as_string = true)"
    types = _types(connection, file, called)
    found = headings(tuple(types), contract)
    findings = judged_headings(found, contract, called)
    fields = list(types.items())
    unreadable = [n for n, place in found.places.items() if not _readable(fields[place][1])]
    places = {n: place for n, place in found.places.items() if n not in unreadable}
    findings += [_unreadable_column(n, contract, called) for n in unreadable]
    columns = ", ".join(f"{_as_text(*fields[p], contract.column(n).kind)} as {_raw(n)}" for n, p in places.items())
    count = connection.execute(f"select count(*) from {file}").fetchone()
    numbered = f"read_parquet({quoted(path)}, binary_as_string = true, file_row_number = true)"
    return Source(
        rows=f"select {columns} from {file}",
        numbered=f"select file_row_number + 1 as _row, {columns} from {numbered}",
        present=frozenset(places),
        missing=tuple(n for n in contract.names if n not in places),
        findings=tuple(findings),
        count=int(count[0]) if count else 0,
        ordered=False,
    )


def _refuse_other_formats(scan: Scan, path: Path) -> None:
    if scan.size == 0:
        raise RefusedFile("empty-file", path, "The file is empty: not even a header.", "Export it again.")
    kind = other_format(scan.head)
    if kind:
        raise RefusedFile(
            "not-a-csv",
            path,
            f"The file is {kind}, not a CSV file.",
            "Save the sheet as CSV (UTF-8), or name a Parquet file .parquet and a compressed one .csv.gz.",
        )


def _csv(path: Path, delimiter: str, width: int, *, header: bool = True) -> str:
    columns = ", ".join(f"'f{place}': 'VARCHAR'" for place in range(width))
    return (
        f"read_csv({quoted(path)}, auto_detect = false, header = {header}, delim = {quoted(delimiter)}, "
        f"""quote = '"', escape = '"', columns = {{{columns}}})"""
    )


def _types(connection: Connection, file: str, called: Path) -> dict[str, str]:
    try:
        return {row[0]: row[1] for row in connection.execute(f"describe from {file}").fetchall()}
    except QueryError as error:
        raise RefusedFile(
            "damaged-parquet",
            called,
            "The Parquet file is damaged, not whole, or not a Parquet file.",
            "Copy or export the file again.",
        ) from error


def _readable(kind: str) -> bool:
    return kind in _READABLE or kind in _WHOLE or kind.startswith(("DECIMAL", "ENUM", "TIMESTAMP_"))


def _unreadable_column(name: str, contract: Contract, called: Path) -> Finding:
    if contract.column(name).required:
        raise RefusedFile(
            "column-unreadable",
            called,
            f"The column {name} holds lists, bytes or records, not single values.",
            "Write it as text.",
            name,
        )
    return Finding(
        "column-unreadable",
        Severity.WARNING,
        f"The column {name} holds lists, bytes or records, not single values; it was left out.",
        "Write it as text.",
        Where(file=called.name, column=name),
    )


def _as_text(field: str, stored: str, kind: Kind) -> str:
    """A stored value as the text a CSV would hold. A code kept as a float (1.0) loses its point."""
    column = '"' + field.replace('"', '""') + '"'
    if stored == "TIMESTAMP WITH TIME ZONE":
        return f"({column} at time zone 'Europe/London')::varchar"
    if stored in _FLOATS and kind is not Kind.DECIMAL:
        whole = f"try_cast({column} as bigint)::varchar"
        return f"coalesce(case when {column} = trunc({column}) then {whole} end, {column}::varchar)"
    if stored in _FLOATS:
        return f"try_cast({column} as decimal(18,2))::varchar"
    return f"{column}::varchar"


def _raw(name: str) -> str:
    return f'"{name} raw"'

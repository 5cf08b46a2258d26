"""Receiving extracts: each file is judged, written beside the others and entered in the ledger, or not at all."""

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Queue

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.basics.progress import Tell, silent
from joinedup.engine import Connection, QueryError, Workspace, as_engine_error, connect, full_disk_is_said
from joinedup.engine.workspace import DiskFullError
from joinedup.intake.contract import Contract
from joinedup.intake.contracts import CONTRACTS
from joinedup.intake.finding_files import Candidate, candidates
from joinedup.intake.judging import Judgement
from joinedup.intake.ledger import Delivery, Ledger, contract_mark, read_ledger, sweep, write_ledger
from joinedup.intake.loading import Loaded, load
from joinedup.intake.receipt import FileReceipt, Receipt
from joinedup.intake.refusal import RefusedFile
from joinedup.intake.scanning import Scan, scan
from joinedup.intake.sources import Source, TextFile, parquet_source
from joinedup.intake.superseding import coverage_of, supersede
from joinedup.intake.telling import spelling_findings, tallies, tally_findings
from joinedup.intake.writing import count_of, parquet

_DESKS = 2  # files judged at the same time: numbering the rows of one keeps one core busy and leaves the others idle
_MEMORY = "40%"  # of the machine, for each desk; what does not fit is spilt


def receive(
    folder_or_file: Path | str, workspace: Workspace, tell: Tell = silent, *, today: dt.date | None = None
) -> Receipt:
    """Judges and loads every extract in a folder (or its ``extracts`` subfolder), or one file.

    Each file is entered on its own: a stopped command keeps the files it finished, and the next run goes on with the
    rest. Content that was received before changes nothing. A date after ``today`` (the day of receipt) is in the
    future. Raises IntakeError when there is nothing to read, WorkspaceBusyError, DiskFullError.
    """
    found, about_folder = candidates(Path(folder_or_file).expanduser())
    day = today or dt.datetime.now().astimezone().date()
    with workspace.writing(), full_disk_is_said(workspace.root), _work_folder(workspace) as work:
        ledger = read_ledger(workspace)
        workspace.intake.mkdir(exist_ok=True)
        sweep(workspace, ledger)
        receipts = []
        sizes = [candidate.path.stat().st_size for candidate in found]
        with connect(spill=work / "spill") as connection, _at_desks(found, ledger, workspace, work, day) as judged:
            for place, (candidate, at_a_desk) in enumerate(zip(found, judged, strict=True)):
                tell(f"Judging {CONTRACTS[candidate.table].title}", sum(sizes[:place]), sum(sizes))
                ledger, receipt = _entered(connection, workspace, ledger, candidate, at_a_desk.result())
                receipts.append(receipt)
        tell("Judged every file", sum(sizes), sum(sizes))
    return Receipt(tuple(receipts), ledger.fingerprint, tuple(about_folder))


@dataclass(frozen=True, slots=True)
class _Judged:
    """One file, judged and written, that the ledger does not name yet; the receipt knows of no earlier deliveries."""

    delivery: Delivery
    receipt: FileReceipt


@contextmanager
def _at_desks(
    found: Sequence[Candidate], ledger: Ledger, workspace: Workspace, work: Path, day: dt.date
) -> Iterator[list[Future[_Judged | FileReceipt]]]:
    """Judges the files in their order, some at the same time; they are to be entered in their order too."""
    free: Queue[_Desk] = Queue()

    def judged(place: int, candidate: Candidate) -> _Judged | FileReceipt:
        desk = free.get()
        try:
            return desk.judged(candidate, place, ledger)
        finally:
            free.put(desk)

    with ExitStack() as opened:
        for number in range(min(_DESKS, len(found))):
            room = work / f"desk {number + 1}"
            room.mkdir()
            connection = opened.enter_context(connect(spill=room / "spill", memory=_MEMORY))
            free.put(_Desk(workspace, connection, room, day))
        pool = ThreadPoolExecutor(_DESKS)
        opened.callback(pool.shutdown, cancel_futures=True)
        yield [pool.submit(judged, place, candidate) for place, candidate in enumerate(found, 1)]


def _entered(
    connection: Connection, workspace: Workspace, ledger: Ledger, candidate: Candidate, judged: _Judged | FileReceipt
) -> tuple[Ledger, FileReceipt]:
    """The ledger and the receipt after one file; a file that was not loaded leaves the ledger as it was."""
    if isinstance(judged, FileReceipt):
        return ledger, judged
    contract, delivery = CONTRACTS[candidate.table], judged.delivery
    known = ledger.known(contract, delivery.sha256)
    if known:  # a second copy among the files of this very run
        for name in delivery.files:
            (workspace.intake / name).unlink(missing_ok=True)
        return ledger, _known_already(candidate, known)
    replaced = supersede(connection, contract, delivery, ledger.of(contract.table), workspace.intake)
    delivery = replace(delivery, findings=(*delivery.findings, *replaced.findings))
    ledger = ledger.with_(delivery, replaced.changed)
    write_ledger(workspace, ledger)
    return ledger, replace(judged.receipt, superseded=replaced.rows, findings=delivery.findings)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where one file after another is judged."""

    workspace: Workspace
    connection: Connection
    work: Path
    today: dt.date

    def judged(self, candidate: Candidate, place: int, ledger: Ledger) -> _Judged | FileReceipt:
        """The file as loaded; a receipt alone where it cannot be loaded, or need not."""
        contract = CONTRACTS[candidate.table]
        try:
            with _file_for(candidate, self.work) as (path, scanned):
                known = ledger.known(contract, scanned.sha256)
                if known:
                    return _known_already(candidate, known)
                return self._judged(candidate, place, contract, path, scanned)
        except RefusedFile as refused:
            return FileReceipt(candidate.path.name, candidate.table, findings=(refused.as_finding(),))

    def _judged(self, candidate: Candidate, place: int, contract: Contract, path: Path, scanned: Scan) -> _Judged:
        received = dt.datetime.now(dt.UTC)
        # its place too: the same content may come twice in one moment, and neither may have the other's files
        name = f"{received:%Y%m%dT%H%M%S%f}-{scanned.sha256[:8]}-{place}"
        (self.workspace.intake / contract.table).mkdir(exist_ok=True)
        source, loaded = self._loaded(candidate, contract, path, scanned, name)
        _unchanged(candidate.path, path, scanned)
        delivery = self._delivery(candidate, contract, source, loaded, name, received, scanned)
        return _Judged(delivery, self._receipt(contract, delivery, loaded))

    def _loaded(
        self, candidate: Candidate, contract: Contract, path: Path, scanned: Scan, name: str
    ) -> tuple[Source, Loaded]:
        """The file as the engine reads it; where the engine will not, put right first."""
        folder = self.workspace.intake / contract.table
        if candidate.is_parquet:
            source = parquet_source(self.connection, contract, path, candidate.path)
            with _damage_is_said(candidate.path):
                return source, self._load(contract, source, folder, name)
        file = TextFile.opened(path, candidate.path, scanned, contract)
        if file.is_plain:
            try:
                source = file.as_it_stands()
                return source, self._load(contract, source, folder, name)
            except QueryError as error:
                _say_full_disk(error, self.workspace)
        source = file.put_right(self.work)
        with _damage_is_said(candidate.path):
            return source, self._load(contract, source, folder, name)

    def _load(self, contract: Contract, source: Source, folder: Path, name: str) -> Loaded:
        return load(self.connection, Judgement(contract, source.present, self.today), source, folder, name)

    def _delivery(
        self,
        candidate: Candidate,
        contract: Contract,
        source: Source,
        loaded: Loaded,
        name: str,
        received: dt.datetime,
        scanned: Scan,
    ) -> Delivery:
        home, file = self.workspace.intake, candidate.path.name
        rows = count_of(self.connection, parquet(loaded.accepted))
        accepted = tuple(path.relative_to(home).as_posix() for path in loaded.accepted)
        findings = (
            *source.findings,
            *spelling_findings(loaded.spelling, file),
            *tally_findings(self.connection, contract, file, loaded),
            *_emptiness(file, loaded.read, rows),
        )
        return Delivery(
            id=name,
            table=contract.table,
            file=file,
            sha256=scanned.sha256,
            contract=contract_mark(contract),
            received_at=received.isoformat(timespec="seconds"),
            read=loaded.read,
            loaded=rows,
            set_aside=loaded.read - rows,
            values_left_out=sum(each.count for each in tallies(self.connection, loaded) if each.is_value_left_out),
            missing=source.missing,
            coverage=coverage_of(self.connection, contract, parquet(loaded.accepted)),
            accepted=accepted,
            standing=accepted,
            standing_rows=rows,
            remarks=loaded.remarks.relative_to(home).as_posix() if loaded.remarks else None,
            aside=loaded.rows.relative_to(home).as_posix() if loaded.rows else None,
            findings=findings,
        )

    def _receipt(self, contract: Contract, delivery: Delivery, loaded: Loaded) -> FileReceipt:
        return FileReceipt(
            file=delivery.file,
            table=delivery.table,
            delivery=delivery.id,
            read=delivery.read,
            loaded=delivery.loaded,
            set_aside=delivery.set_aside,
            values_left_out=delivery.values_left_out,
            reasons={each.name: each.count for each in tallies(self.connection, loaded)},
            missing_columns={name: contract.column(name).disables for name in delivery.missing},
            period=(delivery.months[0], delivery.months[-1]) if delivery.months else None,
            findings=delivery.findings,
        )


@contextmanager
def _work_folder(workspace: Workspace) -> Iterator[Path]:
    """A folder for copies put right and what the engine spills; gone afterwards, and after a crash at the next run."""
    work = workspace.scratch() / "intake"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _file_for(candidate: Candidate, work: Path) -> Iterator[tuple[Path, Scan]]:
    """The file's plain bytes, unpacked where it is compressed, and what one reading of them shows."""
    try:
        if candidate.path.suffix.lower() != ".gz":
            yield candidate.path, scan(candidate.path)
            return
        unpacked = work / "unpacked.csv"
        with unpacked.open("wb") as copy:
            scanned = scan(candidate.path, copy_to=copy)
        yield unpacked, scanned
    except PermissionError as error:
        raise RefusedFile(
            "not-readable", candidate.path, "The file may not be read.", "Give yourself the right to read it."
        ) from error


def _unchanged(given: Path, read: Path, scanned: Scan) -> None:
    """A file still being written would load in part."""
    if given == read and given.stat().st_size != scanned.size:
        raise RefusedFile("still-written", given, "The file changed while it was read.", "Wait until it is complete.")


@contextmanager
def _damage_is_said(path: Path) -> Iterator[None]:
    try:
        yield
    except QueryError as error:
        said = as_engine_error(error)
        if isinstance(said, DiskFullError):
            raise
        raise RefusedFile(
            "damaged-file", path, "The file is damaged: part of it cannot be read.", "Copy or export the file again."
        ) from error


def _say_full_disk(error: QueryError, workspace: Workspace) -> None:
    said = as_engine_error(error, workspace.root)
    if isinstance(said, DiskFullError):
        raise said from None


def _known_already(candidate: Candidate, known: Delivery) -> FileReceipt:
    day = f"{known.received:%-d %B %Y}"
    finding = Finding(
        "already-received",
        Severity.ADVICE,
        f"The same content was received on {day} as {known.file}; nothing changed.",
        "Nothing.",
        Where(file=candidate.path.name),
    )
    return FileReceipt(candidate.path.name, candidate.table, known.id, already_known=True, findings=(finding,))


def _emptiness(file: str, read: int, loaded: int) -> Iterator[Finding]:
    if not read:
        yield Finding(
            "no-rows",
            Severity.WARNING,
            "The file has a header and no rows.",
            "Check the export's dates; if there was nothing to send, nothing is wrong.",
            Where(file=file),
        )
    elif not loaded:
        yield Finding(
            "nothing-loaded",
            Severity.ERROR,
            f"None of the {read:,} rows could be loaded.",
            "See the reasons; most often one column is written in another way throughout.",
            Where(file=file),
        )

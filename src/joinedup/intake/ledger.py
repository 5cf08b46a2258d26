"""What was delivered, when, and which of its rows still stand: one JSON file, replaced in one step after each delivery.

The Parquet files beside it count only when the ledger names them; whatever else lies there is left over from a
command that was stopped, or was replaced, and is swept by the next one that writes.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from joinedup.basics.durable import write_durably
from joinedup.basics.finding import Finding, Severity, Where
from joinedup.engine import Workspace, WorkspaceError
from joinedup.intake.contract import Contract

FORMAT = 1
_NAME = "ledger.json"

Coverage = dict[str, dict[str, int]]  # organisation ("" where there is one source) → month like 2024-04 → rows


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file that was received. Paths are relative to the intake folder.

    ``accepted`` are its good rows as they came; ``standing`` those of them that no later delivery replaced.
    """

    id: str
    table: str
    file: str
    sha256: str
    contract: str
    received_at: str
    read: int
    loaded: int
    set_aside: int
    values_left_out: int
    missing: tuple[str, ...]
    coverage: Coverage
    accepted: tuple[str, ...]
    standing: tuple[str, ...]
    standing_rows: int
    remarks: str | None
    aside: str | None
    findings: tuple[Finding, ...]

    @property
    def files(self) -> Iterator[str]:
        """Every file of this delivery."""
        yield from (*self.accepted, *self.standing)
        yield from (name for name in (self.remarks, self.aside) if name)

    @property
    def received(self) -> dt.datetime:
        """When it was received, in UTC."""
        return dt.datetime.fromisoformat(self.received_at)

    @property
    def months(self) -> tuple[str, ...]:
        """The months it has rows in, in order."""
        return tuple(sorted({month for months in self.coverage.values() for month in months}))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every delivery, oldest first."""

    deliveries: tuple[Delivery, ...] = ()

    def of(self, table: str) -> tuple[Delivery, ...]:
        """The deliveries of one table, oldest first."""
        return tuple(delivery for delivery in self.deliveries if delivery.table == table)

    def known(self, contract: Contract, sha256: str) -> Delivery | None:
        """The delivery of the same content, judged by the same contract."""
        mark = contract_mark(contract)
        same = (each for each in self.of(contract.table) if each.sha256 == sha256 and each.contract == mark)
        return next(same, None)

    def with_(self, new: Delivery, changed: tuple[Delivery, ...]) -> "Ledger":
        """The ledger after one more delivery, and what it left of the earlier ones."""
        by_id = {delivery.id: delivery for delivery in changed}
        return Ledger((*(by_id.get(delivery.id, delivery) for delivery in self.deliveries), new))

    @property
    def fingerprint(self) -> str:
        """The same for the same standing rows, whenever and wherever they were loaded."""
        parts = [[each.table, each.sha256, each.contract, each.standing_rows] for each in self.deliveries]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def mark(self, contract: Contract) -> str:
        """Changes when other rows of one table stand."""
        parts = [[each.sha256, each.contract, each.standing] for each in self.of(contract.table)]
        return hashlib.sha256(json.dumps([contract_mark(contract), parts]).encode()).hexdigest()

    @property
    def files(self) -> set[str]:
        """Every file the ledger names."""
        return {name for delivery in self.deliveries for name in delivery.files}


def contract_mark(contract: Contract) -> str:
    """Changes when the contract does, so that the same file is then judged again."""
    return hashlib.sha256(repr(contract).encode()).hexdigest()[:16]


def read_ledger(workspace: Workspace) -> Ledger:
    """The ledger of a workspace, empty when nothing ever arrived. Raises WorkspaceError when it is damaged."""
    path = workspace.intake / _NAME
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if stored["format"] != FORMAT:
            raise ValueError
        return Ledger(tuple(_delivery(each) for each in stored["deliveries"]))
    except FileNotFoundError:
        return Ledger()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(
            "The ledger of what arrived in this workspace cannot be read.",
            "Put intake/ledger.json back from a back-up, or load the extracts into a new workspace.",
        ) from error


def write_ledger(workspace: Workspace, ledger: Ledger) -> None:
    """Puts the ledger in place in one step."""
    stored = {"format": FORMAT, "deliveries": [_stored(each) for each in ledger.deliveries]}
    write_durably(workspace.intake / _NAME, json.dumps(stored, indent=1, ensure_ascii=False))


def sweep(workspace: Workspace, ledger: Ledger) -> None:
    """Removes files that no delivery names."""
    named = ledger.files | {_NAME}
    for path in workspace.intake.rglob("*"):
        if path.is_file() and path.relative_to(workspace.intake).as_posix() not in named:
            path.unlink()


def standing(delivery: Delivery, files: tuple[Path, ...], rows: int, coverage: Coverage, home: Path) -> Delivery:
    """The same delivery, with what a later one left of it."""
    names = tuple(path.relative_to(home).as_posix() for path in files)
    return replace(delivery, standing=names, standing_rows=rows, coverage=coverage)


def _stored(delivery: Delivery) -> dict[str, Any]:
    return asdict(delivery) | {"findings": [finding.as_dict() for finding in delivery.findings]}


def _delivery(stored: dict[str, Any]) -> Delivery:
    lists = {name: tuple(stored[name]) for name in ("missing", "accepted", "standing")}
    return Delivery(**(stored | lists | {"findings": tuple(_finding(each) for each in stored["findings"])}))


def _finding(stored: dict[str, Any]) -> Finding:
    return Finding(
        stored["code"], Severity(stored["severity"]), stored["message"], stored["fix"], Where(**stored["where"])
    )

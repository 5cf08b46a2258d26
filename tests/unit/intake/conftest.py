"""A workspace, and small files to hand to it."""

import datetime as dt
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from joinedup.engine import Workspace, connect
from joinedup.intake import FileReceipt, open_tables, receive

TODAY = dt.date(2026, 4, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "w", create=True)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def send(inbox: Path, workspace: Workspace) -> Callable[..., FileReceipt]:
    """Writes one file into the inbox, hands over just that file, and gives its receipt."""

    def hand_over(name: str, content: str | bytes) -> FileReceipt:
        path = inbox / name
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        (receipt,) = receive(path, workspace, today=TODAY).files
        return receipt

    return hand_over


@pytest.fixture
def table(workspace: Workspace) -> Callable[[str], list[tuple]]:
    """The rows of a query over what arrived."""

    def rows(query: str) -> list[tuple]:
        with connect() as connection:
            open_tables(connection, workspace)
            return connection.execute(query).fetchall()

    return rows

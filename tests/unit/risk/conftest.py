"""Small linked builds made by hand, and one made up of a few thousand people."""

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from joinedup.engine import Build, Connection, Workspace, connect, current_build, new_build
from joinedup.risk.reads import READS

Rows = Sequence[Mapping[str, Any]]
REPOSITORY = Path(__file__).resolve().parents[3]


def write_rows(connection: Connection, draft: Any, table: str, rows: Rows) -> None:
    columns = READS[table]
    connection.execute(
        f'create or replace temp table "made_{table}" ({", ".join(f"{n} {k}" for n, k in columns.items())})'
    )
    marks = ", ".join("?" for _ in columns)
    if rows:
        connection.executemany(
            f'insert into "made_{table}" values ({marks})', [[row.get(name) for name in columns] for row in rows]
        )
    draft.write(connection, table, f'from "made_{table}"')


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "w", create=True)


@pytest.fixture
def linked(workspace: Workspace) -> Callable[..., Build]:
    """Writes a linked build of the rows given, by table; columns not given are empty."""

    def write(**tables: Rows) -> Build:
        with connect() as connection, new_build(workspace, "linked", inputs={}) as draft:
            for table, rows in tables.items():
                write_rows(connection, draft, table, rows)
        build = current_build(workspace, "linked")
        assert build is not None
        return build

    return write


@pytest.fixture(scope="session")
def made_up() -> ModuleType:
    """The maker of linked builds that the benchmarks use."""
    spec = importlib.util.spec_from_file_location("linked_world", REPOSITORY / "benches" / "linked_world.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory, made_up: ModuleType) -> Workspace:
    """A workspace with linked records of 6,000 made-up people; read it, or write other layers into it."""
    workspace = Workspace.open(tmp_path_factory.mktemp("town") / "w", create=True)
    made_up.write_linked(workspace, people=6_000, seed=11)
    return workspace

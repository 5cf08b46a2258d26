"""The hazard log names only controls and tests that exist."""

import re

import pytest
from reading import ROOT

LOG = (ROOT / "docs" / "safety.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in LOG.splitlines()
    if re.match(r"\| [A-Z]\d+ ", line)
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_hazard_has_a_control_and_a_test_that_exist(row: list[str]) -> None:
    _, hazard, cause, control, lives_in, guarded_by = row
    assert hazard
    assert cause
    assert control
    assert [path for path in re.findall(r"`([^`]+)`", lives_in) if not (ROOT / path).exists()] == []
    tests = re.findall(r"`(tests/[^`:]+)::(\w+)`", guarded_by)
    assert tests
    assert [f"{path}::{name}" for path, name in tests if not _exists(path, name)] == []


def test_the_log_is_not_empty() -> None:
    assert len(ROWS) >= 15
    assert len({row[0] for row in ROWS}) == len(ROWS)


def _exists(path: str, name: str) -> bool:
    file = ROOT / path
    return file.exists() and f"def {name}(" in file.read_text("utf-8")

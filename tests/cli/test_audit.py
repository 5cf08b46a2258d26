"""``joinedup audit verify``: holds, names the first entry that does not, and notices a log that was cut off."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

MAKE = """
import sys
from pathlib import Path
from joinedup.engine import Workspace
from joinedup.web.config import server
Workspace.open(sys.argv[1], create=True)
server.start(Path(sys.argv[1]))
server.prepare_desk()
from joinedup.web.demo.people import Place, create_demo_people
create_demo_people([Place("QXX", "Rivershire Board (made up)", "icb")], "correct-horse-battery-7")
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("audit") / "workspace"
    subprocess.run([sys.executable, "-c", MAKE, str(made)], check=True)
    return made


def test_a_restored_copy_is_proved_like_the_first(workspace: Path, joinedup, tmp_path: Path) -> None:
    copy, safe, again = tmp_path / "copy", tmp_path / "safe", tmp_path / "again"
    assert joinedup("back-up", "--workspace", workspace, "--to", copy, "--keys-to", safe).status == 0
    assert joinedup("restore", copy, "--workspace", again, "--keys", safe).status == 0
    first, second = (joinedup("audit", "verify", "-w", one, "--format", "json").json for one in (workspace, again))
    assert first == second


def test_the_log_is_proved_then_found_cut_off_then_found_changed(workspace: Path, joinedup) -> None:
    ended = joinedup("audit", "verify", "--workspace", workspace, "--format", "json")
    assert (ended.status, ended.json["holds"]) == (0, True)
    entries, end = ended.json["entries"], ended.json["end"]
    assert entries == 11  # the first administrator, then an account and a role for each of five people
    assert joinedup("audit", "verify", "--workspace", workspace, "--known", end).status == 0

    _meddle(workspace, f"DELETE FROM governance_accessentry WHERE number > {entries - 2}")
    assert joinedup("audit", "verify", "--workspace", workspace).status == 0
    cut = joinedup("audit", "verify", "--workspace", workspace, "--known", end, "--format", "json")
    assert (cut.status, cut.problem["code"]) == (1, "audit.broken")

    _meddle(workspace, "UPDATE governance_accessentry SET did = 'nothing' WHERE number = 4")
    broken = joinedup("audit", "verify", "--workspace", workspace, "--format", "json")
    assert broken.status == 1
    assert "record 4 is not as it was written" in broken.problem["message"]


def _meddle(workspace: Path, statement: str) -> None:
    with sqlite3.connect(workspace / "desk.sqlite3") as desk:
        for event in ("update", "delete"):
            desk.execute(f"DROP TRIGGER IF EXISTS governance_accessentry_kept_{event}")
        desk.execute(statement)


def test_an_end_that_is_not_one_is_refused(workspace: Path, joinedup) -> None:
    ended = joinedup("audit", "verify", "--workspace", workspace, "--known", "4:abc")
    assert ended.status != 0

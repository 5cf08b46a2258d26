"""``joinedup plan import`` and ``plan export``: by a named person, written down, and what goes in comes out."""

import subprocess
import sys
from pathlib import Path

import pytest
from running import Run, environment

from joinedup.planning.examples import laid_out, made_up, write_word

PEOPLE = """
import sys
from pathlib import Path
from joinedup.engine import Workspace
from joinedup.web.config import server
server.start(Workspace.open(Path(sys.argv[1]), create=True).root)
server.prepare_desk()
from joinedup.web.demo.people import Place, create_demo_people
create_demo_people([Place("QXX", "Rivershire Board (made up)", "icb")], "correct-horse-battery-7")
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workspace ``w`` where people work, and a plan."""
    folder = tmp_path_factory.mktemp("desk")
    subprocess.run(
        [sys.executable, "-c", PEOPLE, str(folder / "w")], check=True, env=environment(), capture_output=True
    )
    write_word(laid_out(made_up()), folder / "plan.docx")
    (folder / "empty.docx").touch()
    return folder


def test_what_goes_in_comes_out(desk: Path, joinedup: Run) -> None:
    brought = joinedup(
        "plan", "import", "plan.docx", "-w", "w", "--name", "Our plan", "--format", "json", cwd=desk
    ).json
    assert (brought["name"], brought["owner"], brought["version"], brought["errors"]) == ("Our plan", "QXX", 1, 0)
    number = str(brought["id"])
    for kind in ("docx", "xlsx", "html"):
        taken = joinedup("plan", "export", number, "--to", kind, "-w", "w", "--format", "json", cwd=desk)
        assert taken.status == 0, taken.err
        assert (desk / f"plan-{number}.{kind}").stat().st_size == taken.json["bytes"] > 1000
    assert joinedup("plan", "check", f"plan-{number}.docx", cwd=desk).status == 0
    log = joinedup("audit", "verify", "-w", "w", "--format", "json", cwd=desk).json
    assert log["holds"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("import", "plan.docx", "-w", "w", "--by", "nobody@qxx.example"), "no-actor"),
        (("import", "plan.docx", "-w", "w", "--by", "grace.watcher@qxx.example"), "no-actor"),
        (("export", "99", "--to", "docx", "-w", "w"), "no-plan"),
        (("import", "empty.docx", "-w", "w"), "plan-unreadable"),
        (("import", "plan.docx", "-w", "nowhere"), "workspace"),
    ],
)
def test_what_cannot_be_done_is_said(given: tuple[str, ...], code: str, desk: Path, joinedup: Run) -> None:
    ended = joinedup("plan", *given, "--format", "json", cwd=desk)
    assert ended.status == 2
    assert ended.problem["code"] == code

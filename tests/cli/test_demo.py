"""``joinedup demo``: made whole, used again, made anew when asked for something else, and never in production."""

import json
import sqlite3
from pathlib import Path

import pytest
from running import Run, serving

from joinedup.engine import Workspace, current_build
from joinedup.intake import arrivals
from joinedup.web.design import assets

SMALL = ("demo", "--people", "1000", "--no-serve", "--format", "json")


@pytest.mark.skipif(not assets.is_installed(), reason="the NHS design system is not here: run 'make setup'")
def test_made_whole_and_served_then_used_again(joinedup: Run, tmp_path: Path) -> None:
    with serving(*(word for word in SMALL if word != "--no-serve"), cwd=tmp_path) as site:
        assert "Sign in" in site.answer(), "the process that has made it all serves it too"
    made = site.ended
    assert made.status in (0, 130), made.err
    assert not made.json["reused"]
    assert {"System administrator", "General practitioner", "Analyst"} <= {
        one["role"] for one in made.json["sign_in_as"]
    }
    workspace = Workspace.open(tmp_path / "demo-workspace")
    assert all(current_build(workspace, layer) for layer in ("linked", "measures", "risk"))
    aside = {one.table: one.set_aside for one in arrivals(workspace) if one.set_aside}
    assert aside == {"deaths": 3, "ecds_attendances": 12, "cld_events": 4}, "the page of data has something to show"
    assert (workspace.root / "demo.json").stat().st_mode & 0o077 == 0
    with sqlite3.connect(workspace.desk) as desk:
        assert desk.execute("select count(*) from governance_relationship").fetchone()[0] > 0
    again = joinedup(*SMALL)
    assert again.json["reused"]
    assert again.json["password"] == made.json["password"]


def test_one_that_was_never_finished_is_made_anew(tmp_path: Path, monkeypatch) -> None:
    from joinedup.cli import demo_workspace

    half = Workspace.open(tmp_path / "w", create=True).root
    (half / "demo.json").write_text(json.dumps({"asked": {"people": 1000}}))
    (half / "left-over").touch()
    made = []
    monkeypatch.setattr(demo_workspace, "_made", lambda *given: made.append(given))
    demo_workspace.ready(half, people=1000, seed=1, tell=lambda *_: None)
    assert made
    assert not half.exists()


def test_other_files_are_left_alone(joinedup: Run, tmp_path: Path) -> None:
    Workspace.open(tmp_path / "w", create=True)
    ended = joinedup(*SMALL, "--workspace", "w")
    assert ended.status == 2
    assert ended.problem["code"] == "demo-workspace"
    assert (tmp_path / "w" / "workspace.json").exists()


def test_refused_in_production(joinedup: Run, tmp_path: Path) -> None:
    ended = joinedup(*SMALL, JOINEDUP_PRODUCTION="1")
    assert ended.status == 2
    assert ended.problem["code"] == "demo-production"
    assert not (tmp_path / "demo-workspace").exists()


@pytest.mark.parametrize(
    ("on_the_path", "started_as", "said"),
    [
        (True, ".venv/bin/joinedup", "joinedup"),
        (False, ".venv/bin/joinedup", ".venv/bin/joinedup"),
        (False, "a place/joinedup", "'a place/joinedup'"),
        (False, "cli/__main__.py", "joinedup"),
    ],
)
def test_what_it_says_to_run_next_is_there_to_be_run(
    tmp_path: Path, monkeypatch, on_the_path: bool, started_as: str, said: str
) -> None:
    from joinedup.cli import demo

    program = tmp_path / started_as
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", [str(program)])
    monkeypatch.setenv("PATH", str(program.parent) if on_the_path else "/nowhere")
    assert demo._called() == said

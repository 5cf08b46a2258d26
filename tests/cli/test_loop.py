"""The whole loop at 2,000 people: what each command prints, and that nothing half-made ever serves."""

import json
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from running import Run, command, environment, on_a_small_disk

from joinedup.engine import Workspace, current_build
from joinedup.intake.contracts import CONTRACTS
from joinedup.measures import MEASURES

LAYERS = ("linked", "measures", "risk")


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Each command's JSON, by its name, and the folder all was done in under "folder"."""
    folder = tmp_path_factory.mktemp("loop")
    commands = {
        "synth": ["synth", "county", "--people", "2000", "--seed", "1", "--today", "2026-04-01"],
        "intake": ["intake", "county", "--workspace", "w"],
        "link": ["link", "--workspace", "w"],
        "measure": ["measure", "--workspace", "w"],
        "score": ["score", "--workspace", "w"],
    }
    said: dict[str, Any] = {"folder": folder}
    for name, given in commands.items():
        ended = subprocess.run(
            command(*given, "--format", "json"),
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode in ((0, 1) if name == "intake" else (0,)), ended.stderr
        said[name] = json.loads(ended.stdout)
    return said


def test_intake_reads_every_extract(loop) -> None:
    assert {file["table"] for file in loop["intake"]["files"]} == set(CONTRACTS)
    assert loop["intake"]["read"] == sum(loop["synth"]["rows"].values())
    assert loop["intake"]["set_aside"] <= 0.001 * loop["intake"]["read"]


def test_link_places_every_record(loop) -> None:
    link = loop["link"]
    assert {"build", "made_at", "people", "tables", "links", "missing", "findings"} == set(link)
    assert sum(row["records"] for row in link["links"]) == link["tables"]["person_links"]
    assert 2000 <= link["people"] <= 2300
    assert link["missing"] == []


def test_measure_gives_every_figure_with_its_interval(loop) -> None:
    measure = loop["measure"]
    assert measure["linked"] == loop["link"]["build"]
    assert {one["measure"] for one in measure["measures"]} | set(measure["left_out"]) == set(MEASURES)
    points = [point for one in measure["measures"] for point in one["periods"]]
    keys = {"period", "start", "end", "numerator", "denominator", "value", "lower", "upper", "method", "complete"}
    assert all(set(point) == keys for point in points)
    with_interval = [point for point in points if point["value"] is not None and point["lower"] is not None]
    assert with_interval
    assert all(point["lower"] <= point["value"] + 1e-9 <= point["upper"] + 2e-9 for point in with_interval)


def test_score_prints_how_good_it_is_and_nobodys_score(loop) -> None:
    score = loop["score"]
    assert score["linked"] == loop["link"]["build"]
    assert 0.5 < score["auc"] < 0.9
    assert 0 < score["brier"] < 0.25
    assert [cut["cut"] for cut in score["validation"]] == [0.005, 0.01, 0.02, 0.05]
    assert all(0 <= cut["ppv"] <= 1 and 0 <= cut["sensitivity"] <= 1 for cut in score["validation"])
    assert "person_id" not in json.dumps(score)


def test_a_measure_that_is_not_there(loop, joinedup: Run) -> None:
    ended = joinedup("measure", "--workspace", "w", "--measure", "nope", "--format", "json", cwd=loop["folder"])
    assert ended.status == 2
    assert ended.problem["code"] == "measure"
    assert "delayed_days" in ended.problem["fix"]


def test_a_measure_from_published_files_says_where_its_figures_come_from(loop, joinedup) -> None:
    ended = joinedup("measure", "--workspace", "w", "-m", "patient_experience", "--format", "json", cwd=loop["folder"])
    assert ended.status == 2
    assert "not counted from records" in ended.problem["message"]
    assert "joinedup feed" in ended.problem["fix"]


def test_one_measure_is_printed_and_all_are_kept(loop, joinedup: Run) -> None:
    ended = joinedup("measure", "-w", "w", "-m", "delayed_days", "--format", "json", cwd=loop["folder"])
    assert [one["measure"] for one in ended.json["measures"]] == ["delayed_days"]
    build = current_build(Workspace.open(loop["folder"] / "w"), "measures")
    assert build is not None
    assert len(build.about["measures"]) == len(loop["measure"]["measures"])


@pytest.mark.parametrize("name", ["link", "measure", "score"])
def test_text_can_be_read(name: str, loop, joinedup: Run) -> None:
    ended = joinedup(name, "--workspace", "w", cwd=loop["folder"])
    assert ended.status == 0
    assert "build" in ended.out.splitlines()[0]


@pytest.mark.parametrize("name", ["link", "measure", "score"])
def test_nothing_to_work_on_is_said(name: str, joinedup: Run, tmp_path: Path) -> None:
    Workspace.open(tmp_path / "w", create=True)
    ended = joinedup(name, "--workspace", "w", "--format", "json")
    assert ended.status == 2
    assert ended.problem["fix"].startswith(("Run", "Load", "Link"))


@pytest.mark.parametrize("name", ["link", "measure", "score"])
def test_a_folder_that_is_no_workspace(name: str, joinedup: Run) -> None:
    ended = joinedup(name, "--workspace", "nowhere", "--format", "json")
    assert ended.status == 2
    assert ended.problem["code"] == "workspace"


def test_a_killed_link_leaves_the_old_build_serving_and_the_next_run_finishes(loop, joinedup: Run) -> None:
    workspace = Workspace.open(loop["folder"] / "w")
    before = current_build(workspace, "linked")
    working = subprocess.Popen(
        command("link", "--workspace", workspace.root),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    drafts = workspace.layer("linked")
    deadline = time.monotonic() + 60
    while not list(drafts.glob(".draft-*/*.parquet")) and working.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    working.send_signal(signal.SIGKILL)
    assert working.wait(timeout=30) == -signal.SIGKILL
    assert list(drafts.glob(".draft-*"))
    after = current_build(workspace, "linked")
    assert before is not None
    assert after is not None
    assert after.id == before.id
    assert joinedup("measure", "--workspace", workspace.root).status == 0
    assert joinedup("link", "--workspace", workspace.root).status == 0
    now = current_build(workspace, "linked")
    assert now is not None
    assert now.id != before.id
    assert not list(drafts.glob(".draft-*"))


def test_a_full_disk_is_said_and_the_old_build_serves(loop, tmp_path: Path) -> None:
    kept = loop["folder"] / "w"
    before = (kept / "builds" / "linked" / "current").read_text()
    small = tmp_path / "small"
    small.mkdir()
    room = sum(path.stat().st_blocks * 512 for path in kept.rglob("*")) // 1024 + 200
    script = f'cp -r "{kept}" "{small}/w" && "$@"; status=$?; cat "{small}/w/builds/linked/current"; exit $status'
    ended = on_a_small_disk(
        small, f"{room}k", script, "link", "--afresh", "--workspace", small / "w", "--format", "json"
    )
    assert ended.returncode == 2, ended.stderr
    assert ended.stdout == before
    assert json.loads(ended.stderr.splitlines()[-1])["code"] == "disk-full"


def test_two_writers_at_once_are_told(loop, joinedup: Run) -> None:
    with Workspace.open(loop["folder"] / "w").writing():
        ended = joinedup("measure", "--workspace", "w", "--format", "json", cwd=loop["folder"])
    assert ended.status == 2
    assert ended.problem["code"] == "workspace-busy"

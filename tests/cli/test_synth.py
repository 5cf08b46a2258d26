"""``joinedup synth``: the same seed gives the same bytes, and a folder is never half a county."""

import hashlib
from pathlib import Path

import pytest
from running import Run, on_a_small_disk

SMALL = ("--people", "200", "--today", "2026-04-01")


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_gives_the_same_bytes(joinedup: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert joinedup("synth", name, "--seed", "7", *SMALL).status == 0
    assert joinedup("synth", "other", "--seed", "8", *SMALL).status == 0
    one, two, other = (_digests(tmp_path / name) for name in ("one", "two", "other"))
    assert one == two
    assert one["extracts/gp_register.parquet"] != other["extracts/gp_register.parquet"]


def test_json_says_what_was_written(joinedup: Run, tmp_path: Path) -> None:
    said = joinedup("synth", "county", "--files", "csv", *SMALL, "--format", "json").json
    assert said["people"] == 200
    assert (said["first_day"], said["last_day"]) == ("2023-04-01", "2026-03-31")
    written = {path.stem for path in (tmp_path / "county" / "extracts").glob("*.csv")}
    assert written == set(said["rows"])


def test_a_county_is_made_anew_in_its_folder(joinedup: Run, tmp_path: Path) -> None:
    joinedup("synth", "county", "--files", "csv", *SMALL)
    assert joinedup("synth", "county", *SMALL).status == 0
    assert {path.suffix for path in (tmp_path / "county" / "extracts").iterdir()} == {".parquet"}


def test_other_files_are_left_alone(joinedup: Run, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("Dear all")
    ended = joinedup("synth", "papers", *SMALL, "--format", "json")
    assert ended.status == 2
    assert ended.problem["code"] == "county-folder"
    assert [path.name for path in (tmp_path / "papers").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("given", [("--people", "10"), ("--people", "many"), ("--seed", "-1"), ("--today", "tomorrow")])
def test_what_cannot_be_made(given: tuple[str, str], joinedup: Run, tmp_path: Path) -> None:
    ended = joinedup("synth", "county", *given)
    assert ended.status == 2
    assert ended.err
    assert not (tmp_path / "county" / "extracts").exists()


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    script = f'"$@"; status=$?; ls -R "{small}/county"; exit $status'
    ended = on_a_small_disk(small, "256k", script, "synth", small / "county", "--people", "2000", "--files", "csv")
    assert ended.returncode == 2
    assert "The disk is full" in ended.stderr
    assert "csv" not in ended.stdout

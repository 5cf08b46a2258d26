"""The same seed gives the same bytes; another seed, another county."""

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from joinedup.synthetic import write_county

TODAY = dt.date(2026, 11, 22)
MAKE = """
import datetime as dt, sys
from joinedup.synthetic import write_county
write_county(sys.argv[1], people=2_000, seed=5, files=sys.argv[2], today=dt.date(2026, 11, 22))
"""


def fingerprints(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.mark.parametrize("files", ["parquet", "csv"])
def test_the_same_seed_gives_the_same_bytes_in_another_process(tmp_path: Path, files: str) -> None:
    write_county(tmp_path / "here", people=2_000, seed=5, files=files, today=TODAY)
    environment = os.environ | {"PYTHONHASHSEED": "77", "POLARS_MAX_THREADS": "1"}
    command = [sys.executable, "-c", MAKE, str(tmp_path / "there"), files]
    subprocess.run(command, check=True, env=environment)
    assert fingerprints(tmp_path / "here") == fingerprints(tmp_path / "there")


def test_another_seed_gives_another_county(tmp_path: Path) -> None:
    for seed in (1, 2):
        write_county(tmp_path / str(seed), people=1_000, seed=seed, today=TODAY)
    one, two = fingerprints(tmp_path / "1"), fingerprints(tmp_path / "2")
    assert one.keys() == two.keys()
    assert {name for name in one if one[name] == two[name]} == set()


def test_dates_move_with_today(tmp_path: Path) -> None:
    report = write_county(tmp_path, people=300, seed=1, today=dt.date(2024, 3, 31))
    assert (report.first_day, report.last_day) == (dt.date(2021, 3, 1), dt.date(2024, 2, 29))

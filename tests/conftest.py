"""What every kind of test may use."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real plans and published data that lives beside the repository; skips, saying so, without it."""
    folder = Path(os.environ.get("JOINEDUP_SHARED", REPOSITORY.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared folder of real plans and published data is not here (set JOINEDUP_SHARED)")
    return folder

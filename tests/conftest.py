"""What every kind of test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("the same everywhere", derandomize=True)  # a machine that decides must not decide by chance
if os.environ.get("CI"):
    settings.load_profile("the same everywhere")

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real plans and published data that lives beside the repository; skips, saying so, without it."""
    folder = Path(os.environ.get("JOINEDUP_SHARED", REPOSITORY.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared folder of real plans and published data is not here (set JOINEDUP_SHARED)")
    return folder

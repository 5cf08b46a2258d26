import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from joinedup.engine import connect

_HELPER = Path(__file__).resolve().parents[2] / "unit" / "identity" / "a_place.py"


def _helper() -> ModuleType:
    if "a_place" not in sys.modules:
        spec = importlib.util.spec_from_file_location("a_place", _HELPER)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["a_place"] = module
        spec.loader.exec_module(module)
    return sys.modules["a_place"]


_helper()


@pytest.fixture
def place() -> Iterator[object]:
    """An empty place on a connection of its own."""
    with connect(threads=1) as connection:
        yield _helper().Place(connection)

"""The reference is what the code says."""

import pages
import pytest


@pytest.mark.parametrize("name", pages.MAKERS)
def test_page_is_what_the_code_says(name: str) -> None:
    path = pages.DOCS / name
    written = path.read_text("utf-8") if path.exists() else ""
    assert written == pages.made(name), f"{name} is stale: run 'make docs'"


def test_no_page_is_left_over() -> None:
    there = {path.relative_to(pages.DOCS).as_posix() for path in (pages.DOCS / "reference").glob("*.md")}
    assert there == {name for name in pages.MAKERS if name.startswith("reference/")}

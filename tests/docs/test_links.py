"""Every link in the docs leads somewhere."""

from pathlib import Path

import pytest
from reading import ROOT, anchors, links, name_of, pages


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    lost = [link for link in links(page) if not _leads_somewhere(page, link)]
    assert lost == []


def test_every_page_of_the_docs_can_be_found_from_the_first() -> None:
    found, seen = [ROOT / "README.md"], set()
    while found:
        page = found.pop()
        if page not in seen and page.is_file():
            seen.add(page)
            targets = [(page.parent / link.split("#")[0]).resolve() for link in links(page) if "://" not in link]
            found += [target for target in targets if target.suffix == ".md"]
    lost = [name_of(page) for page in pages() if name_of(page).startswith("docs/") and page not in seen]
    assert lost == []


def _leads_somewhere(page: Path, link: str) -> bool:
    if "://" in link or link.startswith("mailto:"):
        return link.startswith("https://")
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not anchor or anchor in anchors(target)

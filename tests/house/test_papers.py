"""The papers an open public-sector project keeps, and that they speak of this version."""

import re
import tomllib

import pytest
from repository import ROOT, texts

from joinedup import __version__

PAPERS = ["README.md", "LICENSE", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "CHANGELOG.md", "GLOSSARY.md"]
REQUIRED_KEYS = {
    "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "description", "legal",
    "maintenance", "localisation",
}  # fmt: skip


@pytest.mark.parametrize("paper", PAPERS)
def test_it_is_there_and_says_something(paper: str) -> None:
    assert len(texts()[paper]) > 400


def test_the_changelog_speaks_of_this_version() -> None:
    assert re.search(rf"^## {re.escape(__version__)}\b", texts()["CHANGELOG.md"], re.MULTILINE)


def test_one_version_everywhere() -> None:
    assert tomllib.loads(texts()["pyproject.toml"])["project"]["version"] == __version__
    assert f'softwareVersion: "{__version__}"' in texts()["publiccode.yml"]


def test_publiccode_has_what_its_format_requires() -> None:
    assert set(re.findall(r"^(\w+):", texts()["publiccode.yml"], re.MULTILINE)) >= REQUIRED_KEYS
    short = re.search(r"shortDescription: >\n\s+(.+)", texts()["publiccode.yml"])
    assert short
    assert len(short[1]) <= 150


def test_the_licence_is_the_one_named() -> None:
    assert texts()["LICENSE"].startswith("MIT License")
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license"] == "MIT"

"""Dependencies are few, explained, locked by hash, used, and free to use in a product that others change and sell."""

import re
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions

import pytest
from repository import ROOT, imported, python_sources, texts

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DIRECT = PROJECT["project"]["dependencies"]
# found by name in settings, or run as a program, so never imported
USED_BY_NAME = {
    "whitenoise": "whitenoise.middleware",
    "granian": "granian",
    "nhsuk-frontend-jinja": "nhsuk_frontend_jinja",
    "jinja2": "jinja2.Jinja2",
    "django-csp": "csp.middleware",
    "django-allauth": "allauth",
}
STRONG_COPYLEFT = re.compile(
    r"\b(A|L)?GPL|GNU (Affero |Lesser )?General Public|GNU Affero|SSPL|Commons Clause", re.IGNORECASE
)
WEAK_IS_FINE = re.compile(r"\bLGPL|GNU Lesser", re.IGNORECASE)  # imported as it is, never changed


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def _locked(file: str) -> set[str]:
    return {
        _name(line) for line in (ROOT / "requirements" / file).read_text("utf-8").splitlines() if re.match(r"\w", line)
    }


def test_every_dependency_says_what_it_is_for() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    unexplained = [name for name in DIRECT if not any(f'"{name}"' in line and "#" in line for line in lines)]
    assert not unexplained


@pytest.mark.parametrize("file", ["run.txt", "dev.txt", "bench.txt"])
def test_every_locked_package_has_a_hash(file: str) -> None:
    blocks = re.split(r"\n(?=\w)", texts()[f"requirements/{file}"].strip())
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_what_is_asked_for_is_what_is_locked() -> None:
    assert {_name(requirement) for requirement in DIRECT} <= _locked("run.txt")
    assert _locked("run.txt") <= _locked("dev.txt") <= _locked("bench.txt")


@pytest.mark.parametrize("requirement", DIRECT)
def test_every_dependency_is_used(requirement: str) -> None:
    name = _name(requirement)
    provided = {module for module, names in packages_distributions().items() if name in map(_dashed, names)}
    by_name = USED_BY_NAME.get(name)
    named = by_name is not None and any(by_name in text for _, text in python_sources())
    assert named or provided & _imported_anywhere(), f"{name} is not used"


@pytest.mark.parametrize("name", sorted(_locked("run.txt")))
def test_licence_lets_others_change_and_sell(name: str) -> None:
    try:
        said = _licences(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is locked for another system or Python than this one")
    assert said, f"{name} does not say its licence"
    refused = [licence for licence in said if STRONG_COPYLEFT.search(licence) and not WEAK_IS_FINE.search(licence)]
    assert not refused


@cache
def _imported_anywhere() -> set[str]:
    return {module.split(".")[0] for _, text in python_sources() for module in imported(text)}


def _licences(name: str) -> list[str]:
    about = distribution(name).metadata
    classified = [line for line in about.get_all("Classifier", []) if line.startswith("License")]
    written = [about["License-Expression"], (about["License"] or "").splitlines()[0] if about["License"] else None]
    return [licence for licence in [*written, *classified] if licence]


def _dashed(name: str) -> str:
    return name.lower().replace("_", "-")

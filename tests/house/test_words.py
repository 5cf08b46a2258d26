"""What no tracked file holds: places of one machine, hosts that packages come from, things left for later."""

import re

import pytest
from repository import texts

LEFT_FOR_LATER = re.compile(r"\b(" + "TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|root|home/[a-z]\w*|Users/\w+)/")
HOSTS = [
    first + second
    for first, second in (
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("registry.npm", "js.org"),
        ("npm", "js.com"),
        ("deb.deb", "ian.org"),
    )
]
NOT_OURS = ("requirements/",)  # locked by a tool: hashes hold any letters


def _ours() -> dict[str, str]:
    return {name: text for name, text in texts().items() if not name.startswith(NOT_OURS)}


def _holding(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}"
        for name, text in _ours().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_is_left_for_later() -> None:
    assert _holding(LEFT_FOR_LATER) == []


def test_no_path_of_one_machine() -> None:
    assert _holding(MACHINE_PATH) == []


@pytest.mark.parametrize("host", HOSTS)
def test_no_host_that_packages_come_from(host: str) -> None:
    assert [name for name, text in texts().items() if host in text] == []


def test_tests_are_not_skipped_without_a_reason() -> None:
    # bare on purpose: a skip without words, or an xfail of any kind
    bare = re.compile(r"pytest\.mark\." + r"(skip\b(?!if)(?!\(\s*reason)|xfail)|pytest\." + r"(skip|xfail)\(\s*\)")
    assert [name for name, text in _ours().items() if name.endswith(".py") and bare.search(text)] == []

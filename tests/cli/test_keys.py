"""``joinedup keys``: named, dated, never printed; a recipient's key made anew by somebody named, and written down."""

import subprocess
import sys
from pathlib import Path

import pytest
from running import Run, environment
from test_plan_desk import PEOPLE

from joinedup.governance.pseudonyms import Pseudonyms

BY = ("--by", "daniel.feed@qxx.example")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    subprocess.run([sys.executable, "-c", PEOPLE, str(folder / "w")], check=True, env=environment())
    return folder / "w"


def test_every_key_is_listed_with_what_it_is_for_and_none_is_printed(workspace: Path, joinedup: Run) -> None:
    (before,) = Pseudonyms(workspace / "keys" / "pseudonyms").of("public-health", ["1"])
    listed = joinedup("keys", "list", "-w", workspace)
    assert listed.status == 0
    assert {"site", "audit", "pseudonyms/public-health.001"} <= {line.split()[0] for line in listed.out.splitlines()}
    assert "pseudonyms for public-health, key 1" in listed.out
    secrets = [path.read_text().strip() for path in (workspace / "keys").rglob("*.key")]
    assert not [one for one in secrets if one in listed.out or one[:16] in listed.out]
    (workspace / "keys" / "site.key").chmod(0o644)
    open_one = joinedup("keys", "list", "-w", workspace, "--format", "json")
    assert (open_one.status, [one["name"] for one in open_one.json if one["open"]]) == (1, ["site"])
    (workspace / "keys" / "site.key").chmod(0o600)
    assert before.startswith("001-")


def test_a_recipient_gets_a_new_key_and_an_old_one_is_destroyed(workspace: Path, joinedup: Run) -> None:
    held = Pseudonyms(workspace / "keys" / "pseudonyms")
    (old,) = held.of("council", ["1"])
    made = joinedup("keys", "rotate", "council", "-w", workspace, *BY, "--format", "json").json
    assert made == {"recipient": "council", "version": 2}
    (new,) = held.of("council", ["1"])
    assert new[4:] != old[4:]
    assert held.person_of("council", old, ["1"]) == "1"
    assert joinedup("keys", "retire", "council", "2", "-w", workspace, *BY).status == 2
    assert joinedup("keys", "retire", "council", "1", "-w", workspace, *BY).status == 0
    assert held.person_of("council", old, ["1"]) is None
    assert joinedup("keys", "rotate", "nobody-yet", "-w", workspace, *BY, "--format", "json").problem["code"] == (
        "governance.pseudonym"
    )
    assert _log(workspace)[-2:] == [
        "gave council a new key for pseudonyms",
        "destroyed key 1 for pseudonyms of council",
    ]


def test_who_may_not_send_files_changes_no_key(workspace: Path, joinedup: Run) -> None:
    refused = joinedup(
        "keys", "rotate", "public-health", "-w", workspace, "--by", "grace.watcher@qxx.example", "--format", "json"
    )
    assert (refused.status, refused.problem["code"]) == (2, "no-actor")
    assert Pseudonyms(workspace / "keys" / "pseudonyms").versions("public-health") == [1]


def _log(workspace: Path) -> list[str]:
    import sqlite3

    with sqlite3.connect(workspace / "desk.sqlite3") as desk:
        return [row[0] for row in desk.execute("select did from governance_accessentry order by number")]

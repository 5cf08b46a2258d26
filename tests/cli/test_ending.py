"""However a command ends, it ends in words and with a status that means something."""

import errno
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from joinedup.basics.errors import JoinedUpError
from joinedup.basics.finding import Where
from joinedup.cli import ending


class NoTeaError(JoinedUpError):
    code = "no-tea"


def _ended(problem: BaseException, capsys, monkeypatch, *given: str) -> tuple[int, str]:
    monkeypatch.setattr(sys, "argv", ["joinedup", *given])
    with pytest.raises(SystemExit) as end, ending.ending_in_words():
        raise problem
    return end.value.code, capsys.readouterr().err


def test_a_problem_says_what_is_wrong_where_and_what_to_do(capsys, monkeypatch) -> None:
    problem = NoTeaError("There is no tea.", "Put the kettle on.", Where(file="pot.csv", row=3))
    status, said = _ended(problem, capsys, monkeypatch)
    assert (status, said) == (2, "joinedup: There is no tea. (pot.csv, row 3)\nPut the kettle on.\n")


@pytest.mark.parametrize("given", [("link", "--format", "json"), ("link", "--format=json")])
def test_a_problem_is_a_finding_when_json_was_asked_for(given, capsys, monkeypatch) -> None:
    status, said = _ended(NoTeaError("There is no tea.", "Put the kettle on."), capsys, monkeypatch, *given)
    assert status == 2
    assert json.loads(said) == {
        "code": "no-tea",
        "severity": "error",
        "message": "There is no tea.",
        "fix": "Put the kettle on.",
        "where": {},
    }


def test_a_room_may_end_with_1(capsys, monkeypatch) -> None:
    problem = NoTeaError("Cold.", "Warm it.")
    problem.exit_status = 1
    assert _ended(problem, capsys, monkeypatch)[0] == 1


def test_what_nobody_foresaw_never_shows_its_own_words(capsys, monkeypatch) -> None:
    status, said = _ended(ValueError("Mary Smith, 999 123 4567"), capsys, monkeypatch)
    assert status == 2
    assert "Mary" not in said
    assert "ValueError at test_ending.py:" in said


def test_a_full_disk(capsys, monkeypatch) -> None:
    status, said = _ended(OSError(errno.ENOSPC, "No space left on device", "/data/out.csv"), capsys, monkeypatch)
    assert status == 2
    assert said == "joinedup: The disk is full; out.csv could not be written.\nFree some space, then run this again.\n"


def test_interrupted(capsys, monkeypatch) -> None:
    assert _ended(KeyboardInterrupt(), capsys, monkeypatch)[0] == 130


def test_nobody_reads() -> None:
    said = "from joinedup.cli.ending import ending_in_words\nwith ending_in_words():\n"
    said += " for _ in range(100000): print('a line of some length')"
    writing = subprocess.Popen([sys.executable, "-c", said], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writing.stdout is not None
    writing.stdout.readline()
    writing.stdout.close()
    assert writing.wait(timeout=30) == 141
    assert writing.stderr is not None
    assert writing.stderr.read() == b""


def test_ctrl_c_while_working(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    said = "import sys, time, pathlib\nfrom joinedup.cli.ending import ending_in_words\nwith ending_in_words():\n"
    said += f" pathlib.Path({str(ready)!r}).touch(); time.sleep(60)"
    working = subprocess.Popen([sys.executable, "-c", said], stderr=subprocess.PIPE)
    deadline = time.monotonic() + 20
    while not ready.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    working.send_signal(signal.SIGINT)
    assert working.wait(timeout=20) == 130
    assert working.stderr is not None
    assert b"Traceback" not in working.stderr.read()

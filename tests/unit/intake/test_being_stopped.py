"""A process killed, a full disk, a file still growing: nothing is half-loaded, and the next run finishes."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from joinedup.engine import DiskFullError, Workspace
from joinedup.intake import receive
from joinedup.intake.ledger import read_ledger

from .made_files import codes, lines

OPA = "opa_appointments"


def in_another_process(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    code = textwrap.dedent(script)
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("step", ["supersede", "write_ledger"])
def test_a_process_killed_between_two_files_leaves_the_first_and_the_next_run_finishes(inbox, workspace, step, table):
    (inbox / "acute_patients.csv").write_text(lines("acute_patients", {}))
    (inbox / "opa_appointments.csv").write_text(lines(OPA, {}, {"OPA_Ident": "O2", "Appointment_Date": "bad"}))
    killed = in_another_process(
        """
        import os, signal, sys
        from joinedup.engine import Workspace
        from joinedup.intake import receive, receiving
        step, real = sys.argv[3], getattr(receiving, sys.argv[3])
        calls = []
        def second_time(*arguments):
            calls.append(1)
            if len(calls) == 2:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments)
        setattr(receiving, step, second_time)
        receive(sys.argv[1], Workspace.open(sys.argv[2]))
        """,
        inbox,
        workspace.root,
        step,
    )
    assert killed.returncode == -signal.SIGKILL
    assert [each.table for each in read_ledger(workspace).deliveries] == ["acute_patients"]
    assert len(list((workspace.intake / OPA).glob("*"))) == 3  # left over: rows, remarks, rows set aside
    assert table(f"from {OPA}") == []
    receipt = receive(inbox, workspace)
    assert [(file.table, file.already_known, file.loaded) for file in receipt.files] == [
        ("acute_patients", True, 0),
        (OPA, False, 1),
    ]
    assert {path.name for path in (workspace.intake / OPA).iterdir()} == {
        name.split("/")[1] for name in read_ledger(workspace).of(OPA)[0].files
    }
    assert not (workspace.scratch() / "intake").exists()


def test_a_full_disk_is_said_and_nothing_is_half_written(inbox, workspace, table):
    (inbox / "acute_patients.csv").write_text(lines("acute_patients", {}))
    receive(inbox, workspace)
    rows = ({"OPA_Ident": os.urandom(12).hex(), "Local_Patient_ID": os.urandom(12).hex()} for _ in range(60_000))
    (inbox / "opa_appointments.csv").write_text(lines(OPA, *rows))
    stopped = in_another_process(
        """
        import resource, sys
        from joinedup.basics.errors import JoinedUpError
        from joinedup.engine import Workspace
        from joinedup.intake import receive
        workspace = Workspace.open(sys.argv[2])
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            receive(sys.argv[1], workspace)
        except JoinedUpError as error:
            print(error.code, error.message, error.fix)
        """,
        inbox,
        workspace.root,
    )
    assert stopped.stdout.startswith("disk-full The disk that holds w is full. Nothing was changed")
    assert [each.table for each in read_ledger(workspace).deliveries] == ["acute_patients"]
    assert len(table("from acute_patients")) == 1
    assert receive(inbox, workspace).loaded == 60_000


def test_a_ledger_that_cannot_be_written_leaves_the_old_one(inbox, workspace, monkeypatch):
    (inbox / "acute_patients.csv").write_text(lines("acute_patients", {}))
    receive(inbox, workspace)
    before = (workspace.intake / "ledger.json").read_bytes()
    (inbox / "opa_appointments.csv").write_text(lines(OPA, {}))

    def no_room(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("joinedup.basics.durable.os.fsync", no_room)
    with pytest.raises(DiskFullError):
        receive(inbox, workspace)
    monkeypatch.undo()
    assert (workspace.intake / "ledger.json").read_bytes() == before
    assert [path.name for path in workspace.intake.iterdir() if path.name.startswith(".")] == []
    assert receive(inbox, workspace).loaded == 1


def test_a_file_that_grows_while_it_is_read_is_left_for_the_next_run(inbox, workspace: Workspace, monkeypatch):
    path = inbox / "opa_appointments.csv"
    path.write_text(lines(OPA, {}))
    from joinedup.intake import receiving

    real = receiving.load

    def growing(*arguments):
        with path.open("a") as file:
            file.write("O2,RWF,P1,2026-01-05,5,1,100\n")
        return real(*arguments)

    monkeypatch.setattr(receiving, "load", growing)
    (receipt,) = receive(inbox, workspace).files
    assert (codes(receipt), receipt.loaded) == (["still-written"], 0)
    monkeypatch.undo()
    assert receive(inbox, workspace).loaded == 2

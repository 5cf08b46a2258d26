"""Files through a MESH mailbox: against a real server, which is strict about tokens and headers."""

import datetime as dt
import json
import socket
from pathlib import Path

import pytest
from a_mesh import PASSWORDS, SHARED_KEY, Mesh

from joinedup.engine import Workspace
from joinedup.exchange import Account, MeshError, MeshMailbox, read_account
from joinedup.exchange.mesh import token

REQUEST = b"UNIQUE REFERENCE,NHS_NO\r\n" + b"".join(b"ref%06d,\r\n" % at for at in range(200))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "harbottle agnes 1938.csv"
    made.write_bytes(REQUEST)
    return made


def test_a_file_goes_out_in_chunks_and_comes_in_whole_then_is_forgotten(mesh, mailbox, service, file, tmp_path) -> None:
    sent = mailbox.send(file, to="TESTPDS", workflow="TRACE_1", local_id="abc")
    assert len(mesh.messages[sent].chunks) == 3
    assert service.inbox() == service.inbox("TRACE_1") == [sent]
    assert service.inbox("OTHER") == []
    got = service.receive(sent, tmp_path)
    assert got.file is not None
    assert got.file.read_bytes() == REQUEST
    assert (got.sender, got.workflow, got.local_id) == ("TESTMB1", "TRACE_1", "abc")
    assert got.file.stat().st_mode & 0o077 == 0
    assert service.inbox() == [sent]  # until it is acknowledged
    service.acknowledge(sent)
    assert service.inbox() == []
    with pytest.raises(MeshError, match="410"):
        service.receive(sent, tmp_path)


def test_no_name_of_a_file_travels_and_no_sent_name_is_trusted(mesh, mailbox, file, tmp_path) -> None:
    sent = mailbox.send(file, to="TESTPDS", workflow="TRACE_1")
    assert "harbottle" not in json.dumps(mesh.messages[sent].headers).lower()
    evil = mesh.put("TESTPDS", "TESTMB1", b"x", **{"Mex-FileName": "../../agnes.csv"})
    got = mailbox.receive(evil, tmp_path)
    assert got.file == tmp_path / f"{evil}.csv"


def test_a_packed_message_is_unpacked(mesh, mailbox, service, file, tmp_path) -> None:
    mesh.packs = True
    sent = mailbox.send(file, to="TESTPDS", workflow="TRACE_1")
    got = service.receive(sent, tmp_path)
    assert got.file is not None
    assert got.file.read_bytes() == REQUEST


def test_every_page_of_the_inbox_is_read(mesh, mailbox) -> None:
    mesh.page = 10
    put = [mesh.put("TESTPDS", "TESTMB1", b"x") for _ in range(25)]
    assert mailbox.inbox() == put


def test_a_report_of_what_was_not_delivered_is_no_file(mesh, mailbox, tmp_path) -> None:
    headers = {"Mex-StatusDescription": "Message not collected by recipient after 5 days", "Mex-LinkedMsgID": "M1"}
    report = mesh.put("TESTPDS", "TESTMB1", b"", kind="REPORT", **headers)
    got = mailbox.receive(report, tmp_path)
    assert (got.file, got.about) == (None, "M1")
    assert "after 5 days" in got.problem


def test_each_request_has_a_token_of_its_own() -> None:
    account = Account("https://mesh.example", "TESTMB1", "pw", "key")
    now = dt.datetime(2026, 11, 22, 18, 5, tzinfo=dt.UTC)
    assert token(account, now=now, nonce="n", count=1).startswith("NHSMESH TESTMB1:n:1:202611221805:")
    assert token(account) != token(account)
    assert "pw" not in repr(account)
    assert "key" not in repr(account).replace("shared_key", "").replace("private_key", "")


@pytest.mark.parametrize(("password", "key"), [("wrong", SHARED_KEY), (PASSWORDS["TESTMB1"], "wrong")])
def test_a_wrong_secret_is_said_in_words(mesh: Mesh, password: str, key: str) -> None:
    box = MeshMailbox(Account(mesh.url, "TESTMB1", password, key))
    with pytest.raises(MeshError, match="does not accept the password or the shared key") as caught:
        box.check()
    assert password not in str(caught.value) or password != "wrong"


def test_the_right_secrets_pass(mailbox) -> None:
    mailbox.check()


def test_nobody_of_that_name_is_said_and_it_is_sent_once(mesh, mailbox, file) -> None:
    with pytest.raises(MeshError, match="cannot deliver"):
        mailbox.send(file, to="NOBODY", workflow="TRACE_1")
    assert mesh.asked == ["POST /messageexchange/TESTMB1/outbox"]


def test_nothing_can_be_smuggled_into_a_header(mesh, mailbox, file) -> None:
    with pytest.raises(MeshError):
        mailbox.send(file, to="TESTPDS\r\nMex-Evil: 1", workflow="TRACE_1")
    with pytest.raises(MeshError):
        mailbox.acknowledge("../outbox")
    assert mesh.asked == []


def test_a_lost_connection_leaves_no_half_file(mesh, mailbox, tmp_path) -> None:
    sent = mesh.put("TESTPDS", "TESTMB1", b"half of it")
    mesh.cuts_off = True
    folder = tmp_path / "in"
    folder.mkdir()
    with pytest.raises(MeshError, match="connection was lost"):
        mailbox.receive(sent, folder)
    assert list(folder.iterdir()) == []
    mesh.cuts_off = False
    assert mailbox.inbox() == [sent]


def test_a_mailbox_that_cannot_be_reached_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        account = Account(f"http://127.0.0.1:{taken.getsockname()[1]}", "TESTMB1", "p", "k")
        with pytest.raises(MeshError, match="cannot be reached"):
            MeshMailbox(account).inbox()


def test_only_this_machine_may_do_without_https() -> None:
    with pytest.raises(MeshError, match="https"):
        Account("http://mesh.example", "TESTMB1", "p", "k")


SAID = {"url": "https://mesh.example", "mailbox": "TESTMB1", "to": "TESTPDS", "workflow": "TRACE_1"}


class TestAccount:
    @pytest.fixture
    def workspace(self, tmp_path: Path) -> Workspace:
        made = Workspace.open(tmp_path / "w", create=True)
        made.key("identity")
        (made.root / "mesh.json").write_text(json.dumps(SAID))
        for name in ("mesh-password", "mesh-shared"):
            path = made.root / "keys" / f"{name}.key"
            path.write_text(f"{name}\n")
            path.chmod(0o600)
        return made

    def test_it_is_read(self, workspace) -> None:
        account = read_account(workspace)
        assert (account.to, account.password, account.shared_key) == ("TESTPDS", "mesh-password", "mesh-shared")

    def test_a_secret_that_others_can_read_is_refused(self, workspace) -> None:
        (workspace.root / "keys" / "mesh-shared.key").chmod(0o644)
        with pytest.raises(MeshError, match="others can read it"):
            read_account(workspace)

    def test_what_is_missing_is_named(self, workspace) -> None:
        (workspace.root / "mesh.json").write_text(json.dumps({"url": "https://mesh.example"}))
        with pytest.raises(MeshError, match="mailbox, to, workflow"):
            read_account(workspace)
        (workspace.root / "mesh.json").unlink()
        with pytest.raises(MeshError, match="has no mailbox"):
            read_account(workspace)

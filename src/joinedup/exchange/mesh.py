"""A MESH mailbox over HTTP: version 2 of the national API, with the standard library alone.

Every request carries a fresh token: an HMAC-SHA256, under the environment's shared key, of mailbox, nonce, count,
password and minute (UTC). A file is sent in chunks where it is large, and fetched chunk by chunk onto the disk. Names
of files on the way are neutral: neither a local name nor a sender's name is trusted or passed on. Nothing of a
message's content is ever put into an error or a log.
"""

import datetime as dt
import gzip
import hashlib
import hmac
import http.client
import json
import math
import re
import shutil
import ssl
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from joinedup import __version__
from joinedup.exchange.account import Account
from joinedup.exchange.mailbox import MeshError, Received

ACCEPT = "application/vnd.mesh.v2+json"
CHUNK = 75 * 1024 * 1024  # a server takes up to 100 MB at once
LARGEST_ANSWER = 16 * 1024 * 1024  # of a list, which is read whole
PAGES = 1000
SECONDS = 120
_PLAIN = re.compile(r"[A-Za-z0-9_.*=-]{1,255}")
_WORDS = {
    400: "did not understand what was asked",
    403: "does not accept the password or the shared key",
    404: "knows no such message or mailbox",
    410: "has no longer got the message: it was acknowledged or has expired",
    417: "cannot deliver to that mailbox under that workflow",
    429: "is asked too often",
}


def token(account: Account, *, now: dt.datetime | None = None, nonce: str = "", count: int = 0) -> str:
    """The Authorization header of one request; of no use a second time."""
    minute = (now or dt.datetime.now(dt.UTC)).strftime("%Y%m%d%H%M")
    once = nonce or str(uuid.uuid4())
    said = f"{account.mailbox}:{once}:{count}:{account.password}:{minute}"
    mark = hmac.new(account.shared_key.encode(), said.encode(), hashlib.sha256).hexdigest()
    return f"NHSMESH {account.mailbox}:{once}:{count}:{minute}:{mark}"


class MeshMailbox:
    """An Exchange over MESH. Raises MeshError, in words, for whatever goes wrong."""

    def __init__(self, account: Account, *, chunk: int = CHUNK) -> None:
        self._account = account
        self._chunk = chunk
        self._at = f"{urlsplit(account.url).path.rstrip('/')}/messageexchange/{quote(account.mailbox, safe='')}"

    def check(self) -> None:
        """Shows that address, certificate, password and key are right. MESH asks for this once a day."""
        system = {f"Mex-{name}": "N/A" for name in ("OSName", "OSVersion", "OSArchitecture")}
        with self._asked("POST", "", system | {"Mex-ClientVersion": f"joinedup=={__version__}"}):
            pass

    def send(self, file: Path, *, to: str, workflow: str, local_id: str = "") -> str:
        """Sends a file. Not tried again by itself: a second try could deliver it twice."""
        size = file.stat().st_size
        if not size:
            raise MeshError(f"{file.name} is empty.", "Send a file that holds something.")
        chunks = math.ceil(size / self._chunk)
        known = local_id or uuid.uuid4().hex
        headers = {
            "Mex-From": self._account.mailbox,
            "Mex-To": _plain(to, "mailbox"),
            "Mex-WorkflowID": _plain(workflow, "workflow"),
            "Mex-LocalID": _plain(known, "local id"),
            "Mex-FileName": f"{known}{file.suffix if file.suffix in ('.csv', '.dat') else '.dat'}",
            "Mex-MessageType": "DATA",
            "Mex-Version": "1.0",
        }
        with file.open("rb") as opened:
            first = self._sent("/outbox", headers, opened, 1, chunks)
            message = str(first.get("message_id") or first.get("messageID") or "")
            for number in range(2, chunks + 1):
                self._sent(f"/outbox/{_path(message)}/{number}", {}, opened, number, chunks)
        return message

    def inbox(self, workflow: str = "") -> list[str]:
        """The ids of messages that wait, page after page."""
        found: list[str] = []
        path = "/inbox" + (f"?workflow_filter={quote(_plain(workflow, 'workflow'), safe='')}" if workflow else "")
        for _ in range(PAGES):
            said = self._read(path)
            found += [str(one) for one in said.get("messages", [])]
            following = urlsplit(str(said.get("links", {}).get("next", "")))
            if not following.query:
                break
            path = f"/inbox?{following.query}"
        return list(dict.fromkeys(found))

    def receive(self, message: str, folder: Path) -> Received:
        """Fetches a message, whole or not at all. A report that something was not delivered has no file."""
        with tempfile.TemporaryDirectory(dir=folder) as beside:
            draft = Path(beside) / "draft"
            with draft.open("wb") as file:
                headers = self._fetch(message, file)
            if headers.get("Mex-MessageType", "DATA").upper() == "REPORT":
                return _received(message, headers, None)
            if headers.get("Content-Encoding", "").lower() == "gzip":
                draft = _unpacked(draft)
            suffix = Path(headers.get("Mex-FileName", "")).suffix.lower()
            kept = folder / f"{_path(message)}{suffix if suffix in ('.csv', '.dat', '.txt') else '.dat'}"
            draft.chmod(0o600)
            draft.replace(kept)
        return _received(message, headers, kept)

    def acknowledge(self, message: str) -> None:
        """Says that a message is safe."""
        with self._asked("PUT", f"/inbox/{_path(message)}/status/acknowledged"):
            pass

    def _fetch(self, message: str, file: BinaryIO) -> http.client.HTTPMessage:
        path, gzipped = f"/inbox/{_path(message)}", {"Accept-Encoding": "gzip"}
        with self._asked("GET", path, gzipped) as answer:
            headers = answer.headers
            _copy(answer, file)
        _, _, last = headers.get("Mex-Chunk-Range", "1:1").partition(":")
        for number in range(2, (int(last) if last.isdigit() else 1) + 1):
            with self._asked("GET", f"{path}/{number}", gzipped) as answer:
                _copy(answer, file)
        return headers

    def _sent(self, path: str, headers: dict[str, str], file: BinaryIO, number: int, chunks: int) -> dict[str, Any]:
        more = {"Content-Type": "application/octet-stream", "Mex-Chunk-Range": f"{number}:{chunks}"}
        return self._read(path, "POST", headers | more, file.read(self._chunk))

    def _read(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> dict[str, Any]:
        with self._asked(method, path, headers, body) as answer:
            text = answer.read(LARGEST_ANSWER)
        try:
            said = json.loads(text or b"{}")
        except ValueError as problem:
            raise MeshError("The mailbox's answer is not the API's.", "Check the url in mesh.json.") from problem
        return said if isinstance(said, dict) else {}

    @contextmanager
    def _asked(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> Iterator[http.client.HTTPResponse]:
        """One request and its answer; MeshError when it is not one of the 200s."""
        agent = f"joinedup;{__version__};N/A;N/A;N/A;N/A"
        said = {"Authorization": token(self._account), "Accept": ACCEPT, "User-Agent": agent, **(headers or {})}
        with _in_words(), closing(self._connection()) as connection:
            connection.request(method, self._at + path, body, said)
            answer = connection.getresponse()
            if not http.client.OK <= answer.status < http.client.MULTIPLE_CHOICES:
                words = _WORDS.get(answer.status, "cannot do what was asked now")
                fix = "Check mesh.json and the two secrets, or ask the national service desk; then try again."
                raise MeshError(f"The mailbox {words} (HTTP {answer.status}).", fix)
            yield answer

    def _connection(self) -> http.client.HTTPConnection:
        address = urlsplit(self._account.url)
        host = address.hostname or ""
        if address.scheme == "http":
            return http.client.HTTPConnection(host, address.port, timeout=SECONDS)
        return http.client.HTTPSConnection(host, address.port, timeout=SECONDS, context=_context(self._account))


def _context(account: Account) -> ssl.SSLContext:
    """Both sides show a certificate; the server's must be good."""
    context = ssl.create_default_context(cafile=account.authority)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if account.certificate:
        context.load_cert_chain(account.certificate, account.private_key)
    return context


def _copy(answer: http.client.HTTPResponse, file: BinaryIO) -> None:
    """Onto the disk, whole: read piece by piece, the library would take a lost connection for the end."""
    shutil.copyfileobj(answer, file)
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except ssl.SSLError as problem:
        fix = "Check certificate, private_key and authority in mesh.json."
        raise MeshError("The mailbox's server and this machine do not trust one another.", fix) from problem
    except (OSError, http.client.HTTPException) as problem:
        fix = "Check the url in mesh.json and the network, then try again; nothing was acknowledged."
        raise MeshError("The mailbox cannot be reached, or the connection was lost.", fix) from problem


def _unpacked(packed: Path) -> Path:
    plain = packed.with_name("plain")
    try:
        with gzip.open(packed) as opened, plain.open("wb") as file:
            shutil.copyfileobj(opened, file)
    except (OSError, EOFError) as problem:
        raise MeshError("A message cannot be unpacked.", "Ask its sender to send it again.") from problem
    return plain


def _received(message: str, headers: http.client.HTTPMessage, file: Path | None) -> Received:
    return Received(
        message=message,
        sender=headers.get("Mex-From", ""),
        workflow=headers.get("Mex-WorkflowID", ""),
        local_id=headers.get("Mex-LocalID", ""),
        file=file,
        problem="" if file else headers.get("Mex-StatusDescription", "not delivered"),
        about="" if file else headers.get("Mex-LinkedMsgID", ""),
    )


def _plain(value: str, what: str) -> str:
    """A header's value holds letters, digits and a few marks, so that nothing else can be smuggled into a request."""
    if not _PLAIN.fullmatch(value):
        raise MeshError(f"That is no {what}.", "Use the letters and digits that the national service gave you.")
    return value


def _path(message: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", message):
        raise MeshError("The mailbox named a message as none is named.", "Check the url in mesh.json.")
    return message

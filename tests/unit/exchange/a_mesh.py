"""A MESH server for tests, on 127.0.0.1: it holds mailboxes and is strict about tokens, headers and methods."""

import datetime as dt
import gzip
import hashlib
import hmac
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SHARED_KEY = "a shared key for tests"
PASSWORDS = {"TESTMB1": "first password", "TESTPDS": "second password"}


@dataclass
class Message:
    id: str
    sender: str
    to: str
    headers: dict[str, str]
    chunks: list[bytes]
    total: int
    state: str = "accepted"
    kind: str = "DATA"


@dataclass
class Mesh:
    """What the server holds, and what it was asked."""

    port: int = 0
    messages: dict[str, Message] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    packs: bool = False  # answers packed, as a server may where the client takes it
    page: int = 500
    cuts_off: bool = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def put(self, sender: str, to: str, content: bytes, *, kind: str = "DATA", **headers: str) -> str:
        made = Message(f"M{len(self.messages) + 1:019d}_ABC123", sender, to, headers, [content], 1, kind=kind)
        self.messages[made.id] = made
        return made.id

    def waiting(self, mailbox: str, workflow: str = "") -> list[str]:
        return [
            one.id
            for one in self.messages.values()
            if one.to == mailbox
            and one.state == "accepted"
            and workflow in ("", one.headers.get("Mex-WorkflowID"))
            and len(one.chunks) == one.total
        ]

    def is_token(self, header: str, mailbox: str) -> bool:
        said = re.fullmatch(r"NHSMESH ([^:]+):([^:]+):(\d+):(\d{12}):([0-9a-f]{64})", header)
        if not said or said[1] != mailbox or mailbox not in PASSWORDS or f"{said[2]}:{said[3]}" in self.nonces:
            return False
        self.nonces.add(f"{said[2]}:{said[3]}")
        when = dt.datetime.strptime(said[4], "%Y%m%d%H%M").replace(tzinfo=dt.UTC)
        text = f"{mailbox}:{said[2]}:{said[3]}:{PASSWORDS[mailbox]}:{said[4]}"
        mark = hmac.new(SHARED_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
        fresh = abs(dt.datetime.now(dt.UTC) - when) < dt.timedelta(hours=2)
        return fresh and hmac.compare_digest(mark, said[5])


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    mesh: Mesh

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        self._answer("GET")

    def do_PUT(self) -> None:
        self._answer("PUT")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        said = re.fullmatch(r"/messageexchange/([A-Z0-9]+)(/.*)?", address.path)
        self.mesh.asked.append(f"{method} {address.path}")
        if not said or not self.mesh.is_token(self.headers.get("Authorization", ""), said[1]):
            return self._say(403)
        if self.headers.get("Accept") != "application/vnd.mesh.v2+json":
            return self._say(400)
        return self._route(method, said[1], said[2] or "", parse_qs(address.query), body)

    def _route(self, method: str, box: str, path: str, query: dict[str, list[str]], body: bytes) -> None:  # noqa: PLR0911
        if (method, path) == ("POST", ""):
            named = all(self.headers.get(f"Mex-{one}") for one in ("ClientVersion", "OSName", "OSVersion"))
            return self._say(200 if named else 400)
        if (method, path) == ("POST", "/outbox"):
            return self._outbox(box, body)
        if method == "POST" and (more := re.fullmatch(r"/outbox/(\w+)/(\d+)", path)):
            message = self.mesh.messages[more[1]]
            if self.headers.get("Mex-Chunk-Range") != f"{more[2]}:{message.total}":
                return self._say(417)
            message.chunks.append(body)
            return self._say(202, {"message_id": message.id})
        if (method, path) == ("GET", "/inbox"):
            return self._inbox(box, query)
        if method == "PUT" and (more := re.fullmatch(r"/inbox/(\w+)/status/acknowledged", path)):
            self.mesh.messages[more[1]].state = "acknowledged"
            return self._say(200)
        if method == "GET" and (more := re.fullmatch(r"/inbox/(\w+)(?:/(\d+))?", path)):
            return self._message(box, more[1], int(more[2] or 1))
        return self._say(404)

    def _outbox(self, box: str, body: bytes) -> None:
        wanted = ("Mex-To", "Mex-From", "Mex-WorkflowID", "Mex-FileName", "Mex-MessageType", "Mex-Chunk-Range")
        if self.headers.get("Mex-From") != box or not all(self.headers.get(one) for one in wanted):
            return self._say(400)
        if self.headers["Mex-To"] not in PASSWORDS or not body:
            return self._say(417)
        kept = {name: value for name, value in self.headers.items() if name.startswith("Mex-")}
        made = self.mesh.put(box, self.headers["Mex-To"], body, **kept)
        self.mesh.messages[made].total = int(self.headers["Mex-Chunk-Range"].partition(":")[2])
        return self._say(202, {"message_id": made})

    def _inbox(self, box: str, query: dict[str, list[str]]) -> None:
        found = self.mesh.waiting(box, query.get("workflow_filter", [""])[0])
        start = int(query.get("continue_from", ["0"])[0])
        links = {"self": f"/messageexchange/{box}/inbox"}
        if start + self.mesh.page < len(found):
            links["next"] = f"/messageexchange/{box}/inbox?continue_from={start + self.mesh.page}"
        return self._say(200, {"messages": found[start : start + self.mesh.page], "links": links})

    def _message(self, box: str, wanted: str, number: int) -> None:
        message = self.mesh.messages.get(wanted)
        if message is None or message.to != box:
            return self._say(404)
        if message.state != "accepted":
            return self._say(410)
        content = b"" if message.kind == "REPORT" else message.chunks[number - 1]
        headers = {**message.headers, "Mex-From": message.sender, "Mex-To": box, "Mex-MessageType": message.kind}
        headers |= {"Mex-MessageID": wanted, "Mex-Chunk-Range": f"{number}:{message.total}"}
        if self.mesh.packs and content:
            content, headers = gzip.compress(content), headers | {"Content-Encoding": "gzip"}
        status = 200 if number == message.total else 206
        return self._bytes(status, content, headers)

    def _say(self, status: int, said: Any = None) -> None:
        self._bytes(status, json.dumps(said).encode() if said is not None else b"", {})

    def _bytes(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content) + 10 * self.mesh.cuts_off))
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = True


@contextmanager
def a_mesh() -> Iterator[Mesh]:
    """A running server; its port is free."""
    mesh = Mesh()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Answers,), {"mesh": mesh}))
    mesh.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield mesh
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

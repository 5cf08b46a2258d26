"""An OpenID Connect provider on this machine that can be told to answer wrongly: what no honest provider ever does.

It has the shape of NHS CIS2: levels of assurance in the ID token, national roles in the user info.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "joinedup", "the-client-secret"
SUBJECT = "555000111222"


class Provider:
    """Whoever comes is signed in as ``person``; ``token`` is what the ID token says of them besides."""

    def __init__(self) -> None:
        self.be_honest()
        self.codes: dict[str, dict[str, str]] = {}
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.another_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.refused: list[str] = []
        self.address = ""

    def be_honest(self) -> None:
        """As it should be, for one person of CIS2."""
        roles = [
            {"person_roleid": "111", "org_code": "A99001", "role_code": "S8000:G8000:R8000"},
            {"person_roleid": "222", "org_code": "RZ9", "role_code": "S8000:G8000:R8003"},
        ]
        self.person: dict[str, object] = {"sub": SUBJECT, "name": "From Elsewhere", "nhsid_nrbac_roles": roles}
        self.token = {"id_assurance_level": "3", "authentication_assurance_level": "3", "acr": "AAL3_ANY"}
        self.token |= {"amr": ["N3_SMARTCARD"], "selected_roleid": "111"}
        self.spoil: Callable[[dict[str, object]], str | None] = self.sign
        self.names_itself = ""

    def sign(self, claims: dict[str, object], **how: object) -> str:
        return jwt.encode(claims, **{"key": self.key, "algorithm": "RS256", "headers": {"kid": "one"}, **how})

    def discovery(self) -> dict[str, object]:
        return {
            "issuer": self.names_itself or self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/jwks",
            "response_types_supported": ["code"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})

    def answer(self, sent: dict[str, str]) -> dict[str, object] | None:
        asked = self.codes.pop(sent.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if asked is None or sent.get("client_secret") != SECRET or proof.decode() != asked.get("code_challenge"):
            self.refused.append("token")
            return None
        now = int(time.time())
        claims = {"sub": self.person["sub"], "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims |= {"nonce": asked.get("nonce"), "auth_time": now, **self.token}
        return {
            "access_token": secrets.token_urlsafe(16),
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self.spoil(claims),
        }

    def jwks(self) -> dict[str, object]:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": "one", "use": "sig", "alg": "RS256"}]}


@contextmanager
def serving() -> Iterator[Provider]:
    """The provider, on a free port of this machine."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            where = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(where.query).items()}
            if where.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
            else:
                pages = {
                    "/.well-known/openid-configuration": provider.discovery,
                    "/jwks": provider.jwks,
                    "/userinfo": lambda: provider.person,
                }
                self._json(pages[where.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = provider.answer({name: values[0] for name, values in parse_qs(body).items()})
            self._json(answer or {"error": "invalid_grant"}, 200 if answer else 400)

        def _json(self, content: object, status: int = 200) -> None:
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


def set_up(settings, address: str, kind: str) -> None:
    told = {"server_url": address, "token_auth_method": "client_secret_post", "kind": kind}
    app = {"provider_id": "care-identity", "name": "NHS Care Identity", "client_id": CLIENT, "secret": SECRET}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [{**app, "settings": told}]}
    }


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def at_the_provider(address: str) -> str:
    """What the provider sends the browser back to."""
    try:
        urllib.request.build_opener(_Stay).open(address)
    except urllib.error.HTTPError as redirect:
        return redirect.headers["Location"]
    raise AssertionError("the provider did not send the browser back")


def come_back(client, provider: Provider, **more: str):
    sent = client.post("/sign-in/care-identity/", more)["Location"]
    assert sent.startswith(f"{provider.address}/authorize?")
    back = urlsplit(at_the_provider(sent))
    return client.get(f"{back.path}?{back.query}")


def is_out(client) -> bool:
    return client.get("/")["Location"].startswith("/sign-in/")

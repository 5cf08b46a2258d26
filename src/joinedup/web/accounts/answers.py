"""What an OpenID Connect provider answers, and whether it proves who came.

The ID token must be signed by a key the provider publishes, be from that provider, for this site and of now, and hold
the ``nonce`` this browser was sent off with (OpenID Connect Core 1.0, 3.1.3.7). Of NHS CIS2 two levels are asked for
besides: that the person was identified (``id_assurance_level``, 3 or more) and that they came with more than a password
(``authentication_assurance_level``, 2 or more).
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

CIS2, OTHER = "cis2", "other"
KINDS = (CIS2, OTHER)
SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Only keys of which the provider alone has the secret half: never ``none``, never a secret that is shared."""
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
CLOCKS_DIFFER = 60
"""Seconds."""
IDENTIFIED, WITH_MORE_THAN_A_PASSWORD = 3, 2


class NotProvedError(OAuth2Error):
    """The answer does not prove who came. Its words name no person."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer must say: from whom, for whom, and the nonce and moment of the question."""

    issuer: str
    client: str
    nonce: str
    asked_at: float
    kind: str = OTHER


@dataclass(frozen=True, slots=True)
class Came:
    """How somebody came. ``strong``: with more than a password; ``organisation``: of the role they chose there."""

    subject: str
    strong: bool
    words: str
    organisation: str = ""


def proved(token: str | None, keys: Mapping[str, Any], expected: Expected) -> dict[str, Any]:
    """The claims of an ID token that proves who came; raises ``NotProvedError`` for any other."""
    if not token:
        raise NotProvedError("there was no ID token")
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(token, keys),
            algorithms=SIGNED_WITH,
            audience=expected.client,
            issuer=expected.issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": NEEDED},
        )
    except jwt.PyJWTError as problem:
        raise NotProvedError(f"its ID token was refused ({type(problem).__name__})") from None
    _for_this_site_alone(claims, expected)
    _of_this_question(claims, expected)
    return claims


def came(claims: Mapping[str, Any], more: Mapping[str, Any], kind: str, name: str) -> Came:
    """How the person of these claims came; ``more`` is what the provider tells of them besides."""
    subject = str(claims["sub"])
    if more.get("sub") != claims["sub"]:
        raise NotProvedError("what it told besides was about somebody else")
    if kind != CIS2:
        return Came(subject, "mfa" in _listed(claims.get("amr")), f"by {name}")
    identity, authentication = _level(claims, "id_assurance_level"), _level(claims, "authentication_assurance_level")
    if identity < IDENTIFIED or authentication < WITH_MORE_THAN_A_PASSWORD:
        raise NotProvedError(f"its levels of assurance are too low (identity {identity}, sign-in {authentication})")
    words = f"by {name}, identity level {identity}, sign-in level {authentication}"
    return Came(subject, True, words, _organisation(claims, more))


def _key(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    """The published key the token names; one that names none is judged by the only key there is (Core 1.0, 10.1)."""
    published = [key for key in jwt.PyJWKSet.from_dict(dict(keys)).keys if key.public_key_use in (None, "sig")]
    named = jwt.get_unverified_header(token).get("kid")
    fitting = [key for key in published if named is None or key.key_id == named]
    if len(fitting) != 1:
        raise jwt.InvalidKeyError("no published key, or more than one, is meant")
    return fitting[0]


def _for_this_site_alone(claims: Mapping[str, Any], expected: Expected) -> None:
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != expected.client:
        raise NotProvedError("its ID token was for another site as well")


def _of_this_question(claims: Mapping[str, Any], expected: Expected) -> None:
    if not hmac.compare_digest(str(claims["nonce"]).encode(), expected.nonce.encode()):
        raise NotProvedError("its ID token answers another question")
    at = claims.get("auth_time")
    if at is None and expected.kind != CIS2:
        return
    if not isinstance(at, int | float) or at < expected.asked_at - CLOCKS_DIFFER:
        raise NotProvedError("the person did not sign in anew")


def _level(claims: Mapping[str, Any], name: str) -> int:
    said = str(claims.get(name, ""))
    return int(said) if said.isascii() and said.isdecimal() and len(said) == 1 else 0


def _listed(said: object) -> list[object]:
    return said if isinstance(said, list) else [said]


def _organisation(claims: Mapping[str, Any], more: Mapping[str, Any]) -> str:
    """The ODS code of the organisation of the role chosen at CIS2 (scopes nationalrbacaccess and selectedrole)."""
    roles, chosen = more.get("nhsid_nrbac_roles"), claims.get("selected_roleid")
    for role in roles if isinstance(roles, list) and chosen else []:
        if isinstance(role, dict) and role.get("person_roleid") == chosen:
            return str(role.get("org_code", ""))
    return ""

"""Signing in at one's organisation: off to an OpenID Connect provider and back (code flow with PKCE, state and nonce).

Package allauth carries the flow; what proves who came is judged by ``answers``, and what the provider tells of a person
is not kept, but for the subject that a system administrator linked to an account.
"""

import logging
import secrets
import time
from dataclasses import asdict
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods
from requests import RequestException

from joinedup.web.accounts.answers import CIS2, OTHER, Came, Expected, NotProvedError, came, proved

logger = logging.getLogger("joinedup.sign-in")

ID = "care-identity"
"""The name of the one provider in addresses and in the table of linked identities."""
CAME = "came"
ASKED: dict[str, dict[str, Any]] = {
    CIS2: {
        "scope": ["openid", "profile", "nationalrbacaccess", "selectedrole"],
        "more": {"prompt": "login", "acr_values": "AAL2_OR_AAL3_ANY"},
    },
    OTHER: {"scope": ["openid"], "more": {"prompt": "login"}},
}
"""What is asked of each kind. ``prompt=login``: a session left open there does not open one here."""


class Adapter(OpenIDConnectOAuth2Adapter):
    """Asks the provider, and believes only what is proved."""

    asked: dict[str, Any]

    @property
    def kind(self) -> str:
        """Which claims are to be expected: ``cis2`` or ``other``."""
        return str(self.get_provider().app.settings.get("kind", OTHER))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **more: Any) -> SocialLogin:
        request.came = self._came(app, token, more["response"].get("id_token"))  # type: ignore[attr-defined]
        only = {"id_token": {"sub": request.came.subject}}  # type: ignore[attr-defined]
        return self.get_provider().sociallogin_from_response(request, only)

    def _came(self, app: SocialApp, token: SocialToken, id_token: str | None) -> Came:
        expected = Expected(self._issuer(), app.client_id, self.asked["nonce"], self.asked["asked_at"], self.kind)
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        claims = proved(id_token, answer.json(), expected)
        return came(claims, self._fetch_user_info(token.token), self.kind, app.name)

    def _issuer(self) -> str:
        """The provider as it names itself, which must be as it was named here (OpenID Connect Discovery 1.0, 4.3)."""
        said = str(self.openid_config["issuer"])
        if said.rstrip("/") != self.get_provider().app.settings["server_url"].rstrip("/"):
            raise NotProvedError("it goes by another name than the one it was given here")
        return said


class Callback(OAuth2CallbackView):
    """The way back. What was stashed for this browser is handed on, so that the answer can be held against it."""

    adapter: Adapter

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        state, answer = super()._get_state(request, provider)
        self.adapter.asked = state or {}
        return state, answer


@require_http_methods(["GET", "POST"])
def login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Off to the provider, by a button. Nothing in the address changes what is asked there."""
    provider = _adapter(request, provider_id).get_provider()
    if request.user.is_authenticated:
        return redirect("home")
    if request.method == "GET":
        return render(request, "socialaccount/login.jinja", {"provider": provider})
    try:
        return _off(request, provider)
    except RequestException as problem:
        return render_authentication_error(request, provider, exception=problem)


@require_GET
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from the provider."""
    return Callback.adapter_view(_adapter(request, provider_id))(request)


def keep(request: HttpRequest, user_id: int) -> None:
    """Remember in the session how this person came."""
    request.session[CAME] = {**asdict(request.came), "user": user_id}  # type: ignore[attr-defined]


def how(request: HttpRequest) -> Came | None:
    """How the person of this session came, when a provider sent them."""
    said = dict(request.session.get(CAME, {}))
    return Came(**said) if said and said.pop("user") == request.user.pk else None


def _off(request: HttpRequest, provider: Any) -> HttpResponseBase:
    nonce, asked = secrets.token_urlsafe(32), ASKED[provider.app.settings.get("kind", OTHER)]
    after = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure())
    return provider.redirect(
        request,
        process="login",
        next_url=after if safe else None,
        scope=asked["scope"],
        auth_params={**asked["more"], "nonce": nonce},
        nonce=nonce,
        asked_at=time.time(),
    )


def _adapter(request: HttpRequest, provider_id: str) -> Adapter:
    adapter = Adapter(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return adapter

"""What the site is told from outside: environment variables and one workspace folder. There is no file of settings.

=============================  ===============================================================================
variable                       what it says
=============================  ===============================================================================
``JOINEDUP_WORKSPACE``         the workspace folder W; without it only checks and migrations can be made
``DATABASE_URL``               where the desk is kept; default ``W/desk.sqlite3``
``JOINEDUP_PRODUCTION``        1: refuse to start when anything is unsafe
``JOINEDUP_HOSTS``             names the site answers to, with commas; default 127.0.0.1, localhost
``JOINEDUP_IDLE_MINUTES``      a session nobody uses ends after so many minutes (5 to 60; default 20)
``JOINEDUP_NAME``              the organisation named in the header; default JoinedUp
``JOINEDUP_SECOND_FACTOR``     1: every role needs a second factor; always so in production
``JOINEDUP_REIDENTIFY_A_DAY``  how many pseudonyms one person may turn back in a day (1 to 100; default 10)
``JOINEDUP_PROPOSAL_DAYS``     a proposal that takes two people lapses after so many days (1 to 90; default 14)
``JOINEDUP_PROXIES``           how many proxies stand before the site and add X-Forwarded-For; default 0
``JOINEDUP_OIDC_SERVER``       address of an OpenID Connect provider (NHS CIS2, Entra ID); with
``JOINEDUP_OIDC_CLIENT``       the client id and
``JOINEDUP_OIDC_SECRET_FILE``  a file holding the client's secret
``JOINEDUP_OIDC_NAME``         what the sign-in button calls it; default NHS Care Identity
``JOINEDUP_OIDC_KIND``         cis2 (the default): NHS CIS2, whose levels of assurance are asked for; or other
=============================  ===============================================================================
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from joinedup.basics.errors import JoinedUpError


class EnvironmentProblem(JoinedUpError):  # noqa: N818 (it is what it is)
    """A variable says something the site cannot use."""

    code = "site.environment"


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables, read and judged once."""

    workspace: Path | None
    database_url: str | None
    production: bool
    hosts: tuple[str, ...]
    idle_minutes: int
    name: str
    second_factor: bool
    proxies: int
    reidentify_a_day: int
    proposal_days: int
    oidc_server: str | None
    oidc_client: str | None
    oidc_secret_file: Path | None
    oidc_name: str
    oidc_kind: str

    @property
    def oidc(self) -> bool:
        """True when one may sign in by a provider: everything it needs is told."""
        return all((self.oidc_server, self.oidc_client, self.oidc_secret_file))

    @property
    def keys(self) -> Path | None:
        """The folder of secrets."""
        return self.workspace / "keys" if self.workspace else None

    @property
    def oidc_secret(self) -> str:
        """The client's secret; empty when its file is not there."""
        file = self.oidc_secret_file
        return file.read_text("utf-8").strip() if file and file.is_file() else ""

    @property
    def oidc_origin(self) -> str | None:
        """Scheme and host of the provider: where the sign-in form may lead to."""
        if not self.oidc_server:
            return None
        parts = urlsplit(self.oidc_server)
        return f"{parts.scheme}://{parts.netloc}"


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """The environment the process was started with."""
    production = variables.get("JOINEDUP_PRODUCTION") == "1"
    workspace, secret = variables.get("JOINEDUP_WORKSPACE"), variables.get("JOINEDUP_OIDC_SECRET_FILE")
    hosts = tuple(host.strip() for host in variables.get("JOINEDUP_HOSTS", "127.0.0.1,localhost").split(","))
    return Environment(
        workspace=Path(workspace).absolute() if workspace else None,
        database_url=variables.get("DATABASE_URL") or None,
        production=production,
        hosts=tuple(filter(None, hosts)),
        idle_minutes=_number(variables, "JOINEDUP_IDLE_MINUTES", 20, least=5, most=60),
        name=variables.get("JOINEDUP_NAME", "JoinedUp"),
        second_factor=production or variables.get("JOINEDUP_SECOND_FACTOR") == "1",
        proxies=_number(variables, "JOINEDUP_PROXIES", 0, least=0, most=5),
        reidentify_a_day=_number(variables, "JOINEDUP_REIDENTIFY_A_DAY", 10, least=1, most=100),
        proposal_days=_number(variables, "JOINEDUP_PROPOSAL_DAYS", 14, least=1, most=90),
        oidc_server=variables.get("JOINEDUP_OIDC_SERVER") or None,
        oidc_client=variables.get("JOINEDUP_OIDC_CLIENT") or None,
        oidc_secret_file=Path(secret) if secret else None,
        oidc_name=variables.get("JOINEDUP_OIDC_NAME", "NHS Care Identity"),
        oidc_kind=_one_of(variables, "JOINEDUP_OIDC_KIND", "cis2", "other"),
    )


def _number(variables: Mapping[str, str], name: str, default: int, *, least: int, most: int) -> int:
    text = variables.get(name, str(default))
    if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
        raise EnvironmentProblem(f"{name} is {text!r}.", f"Give a whole number from {least} to {most}.")
    return int(text)


def _one_of(variables: Mapping[str, str], name: str, *words: str) -> str:
    said = variables.get(name, words[0])
    if said not in words:
        raise EnvironmentProblem(f"{name} is {said!r}.", f"Give one of: {', '.join(words)}.")
    return said

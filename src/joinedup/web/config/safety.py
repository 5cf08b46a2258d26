"""Whether the site may start: in production it refuses when anything is unsafe, and says what and what to do."""

from collections.abc import Iterator

from django.conf import settings

from joinedup.basics.errors import JoinedUpError
from joinedup.basics.finding import Finding, Severity, Where
from joinedup.governance import keys
from joinedup.web.accounts.models import User


class UnsafeError(JoinedUpError):
    """The site will not start."""

    code = "site.unsafe"


def refuse_when_unsafe() -> None:
    """Raise ``UnsafeError`` naming every problem at once; outside production only the missing workspace counts."""
    found = list(findings())
    if found:
        listed = "\n".join(f"  - {finding.message} {finding.fix}" for finding in found)
        raise UnsafeError(f"The site will not start:\n{listed}", "Put these right and start it again.")


def findings() -> Iterator[Finding]:
    """Everything that makes it unsafe to serve the site as it is set up now."""
    if settings.WORKSPACE is None:
        yield _unsafe("workspace", "There is no workspace.", "Set JOINEDUP_WORKSPACE to its folder.")
    if settings.PRODUCTION:
        yield from _keys()
        yield from _hosts()
        yield from _https()
        yield from _provider()
        yield from _people()


def _keys() -> Iterator[Finding]:
    folder = settings.ENVIRONMENT.keys
    for path in [folder, *sorted(folder.glob("*.key"))] if folder and folder.is_dir() else []:
        if keys.open_to_others(path):
            mode = "700" if path.is_dir() else "600"
            yield _unsafe("keys", f"Others can read {path.name} in the workspace.", f"Run chmod {mode} on it.")
    if len(set(settings.SECRET_KEY)) < 5 or len(settings.SECRET_KEY) < 50:
        yield _unsafe("key", "The site's key can be guessed.", "Delete keys/site.key and start again.")
    if settings.DEBUG:
        yield _unsafe("debug", "DEBUG is on: errors would show what is in memory.", "Turn it off.")


def _hosts() -> Iterator[Finding]:
    if "*" in settings.ALLOWED_HOSTS:
        yield _unsafe("hosts", "The site would answer to any name.", "List its names in JOINEDUP_HOSTS.")
    if set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost"}:
        yield _unsafe("hosts", "The site would answer to its own machine only.", "List its names in JOINEDUP_HOSTS.")


def _https() -> Iterator[Finding]:
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT):
        yield _unsafe("https", "Cookies or pages could travel without encryption.", "Leave these settings alone.")
    if not settings.ENVIRONMENT.proxies:
        yield _unsafe(
            "https",
            "Nothing in front of the site ends https.",
            "Put it behind a proxy that does and sets X-Forwarded-Proto; count proxies in JOINEDUP_PROXIES.",
        )


def _provider() -> Iterator[Finding]:
    told = settings.ENVIRONMENT
    parts = (told.oidc_server, told.oidc_client, told.oidc_secret_file)
    if not any(parts):
        return
    if not all(parts):
        yield _unsafe(
            "provider",
            "The sign-in provider is told of in part only.",
            "Set all of JOINEDUP_OIDC_SERVER, JOINEDUP_OIDC_CLIENT and JOINEDUP_OIDC_SECRET_FILE, or none.",
        )
    if told.oidc_server and not told.oidc_server.startswith("https://"):
        yield _unsafe("provider", "The sign-in provider is not asked over https.", "Give its https address.")
    if (file := told.oidc_secret_file) and not told.oidc_secret:
        yield _unsafe("provider", f"The provider's secret is not in {file.name}.", "Put it there, readable by one.")
    elif file and keys.open_to_others(file):
        yield _unsafe("provider", f"Others can read {file.name}, the provider's secret.", "Run chmod 600 on it.")


def _people() -> Iterator[Finding]:
    if User.objects.filter(made_up=True, is_active=True).exists():
        yield _unsafe("demo", "Made-up people of the demonstration can sign in.", "Use another workspace.")


def _unsafe(what: str, message: str, fix: str) -> Finding:
    return Finding(f"site.unsafe.{what}", Severity.ERROR, message, fix, Where())

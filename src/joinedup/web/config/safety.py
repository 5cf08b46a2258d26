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


def _people() -> Iterator[Finding]:
    if User.objects.filter(made_up=True, is_active=True).exists():
        yield _unsafe("demo", "Made-up people of the demonstration can sign in.", "Use another workspace.")


def _unsafe(what: str, message: str, fix: str) -> Finding:
    return Finding(f"site.unsafe.{what}", Severity.ERROR, message, fix, Where())

"""Make a workspace ready for the site, and serve it.

``start(workspace)`` points Django at a workspace; ``prepare()`` brings its desk up to date and collects static files;
``serve(host, port)`` runs until it is stopped. The command line and the demonstration call these.
"""

import multiprocessing
import os
from pathlib import Path

from joinedup.basics.errors import JoinedUpError

ON_STDERR = {"class": "logging.StreamHandler", "formatter": "generic", "stream": "ext://sys.stderr"}
"""Standard output is for results: ``joinedup demo --format json`` prints one, then serves."""


class ServerError(JoinedUpError):
    """The site cannot be served as asked."""

    code = "site.server"


def start(workspace: Path) -> None:
    """Set Django up for one workspace. Once in a process."""
    os.environ["JOINEDUP_WORKSPACE"] = str(Path(workspace).absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.web.config.settings")
    import django  # noqa: PLC0415 (reads the environment set above)

    Path(workspace).mkdir(parents=True, exist_ok=True)
    django.setup()


def prepare_desk() -> None:
    """Bring the desk's database up to date. Needs ``start`` first. Repeating it changes nothing."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)


def prepare() -> None:
    """Bring the desk up to date, collect static files. Needs ``start`` first. Repeating it changes nothing."""
    from django.core.management import call_command  # noqa: PLC0415

    from joinedup.web.design import assets  # noqa: PLC0415

    if not assets.is_installed():
        raise ServerError("The NHS design system is not here.", "Run make setup, which fetches it once.")
    prepare_desk()
    call_command("collectstatic", interactive=False, verbosity=0)


def serve(host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """Serve until stopped. Needs ``start`` and ``prepare`` first.

    Each worker is a process begun afresh. One split off from this process would wait for ever for threads that stayed
    behind, once this process has done any work of its own, as ``joinedup demo`` has.
    """
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415

    from joinedup.web.config import safety  # noqa: PLC0415

    safety.refuse_when_unsafe()
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "joinedup.web.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=False,
        log_dictconfig={"handlers": dict.fromkeys(("console", "access"), ON_STDERR)},
    ).serve()

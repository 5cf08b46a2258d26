"""What the rules and the access log add to a person's page, in time and queries, as JSON lines.

The page is opened as it is, through the whole site, on a made-up county: nothing is switched off. Inside, the steps
that are there only for the rules and the log are timed and their queries counted:

- ``rules and log``: with whom the person is registered, what may be seen and why, and the entry that is written;
- ``role in use``: which roles who asks holds today, and the menu that goes with it, as on every page;
- ``who has looked``: the sentences at the foot of the page, which are the log shown to the person.

The first is what the promise is about: under 15 % of the page and under 3 queries of the desk. ``share`` is of
processor time, which other work on the machine sways less; ``wall_share`` holds the waits for the disk too.

Run: python benches/person_page.py [--people 2000] [--pages 300]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

JOINEDUP = str(Path(sys.executable).parent / "joinedup")
MOST_SHARE, MOST_QUERIES = 0.15, 2
PASSWORD = "correct-horse-battery-7"


class Step:
    """One part of each page: its seconds, page by page, and how many queries it asked."""

    def __init__(self, name: str) -> None:
        self.name, self.inside = name, False
        self.cpu, self.wall, self.queries = 0.0, 0.0, 0

    @contextmanager
    def running(self) -> Iterator[None]:
        outer, self.inside = self.inside, True
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            yield
        finally:
            if not outer:
                self.cpu += time.process_time() - cpu
                self.wall += time.perf_counter() - wall
            self.inside = outer

    def count(self, execute: Callable[..., object], sql: str, *more: object) -> object:
        """Django asks this around every query."""
        self.queries += self.inside and not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
        return execute(sql, *more)

    def around(self, function: Callable[..., object]) -> Callable[..., object]:
        def timed(*given: object, **named: object) -> object:
            with self.running():
                return function(*given, **named)

        return timed


def main() -> int:
    """Makes a county and a desk, opens pages, prints what the steps took; 1 when the promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--pages", type=int, default=300)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="joinedup-bench-") as folder:
        workspace = _county(Path(folder), asked.people)
        from joinedup.web.config import server  # noqa: PLC0415

        server.start(workspace)
        server.prepare_desk()
        return _measure(asked.pages)


def _county(folder: Path, people: int) -> Path:
    county, workspace = str(folder / "county"), folder / "workspace"
    for command in (
        ["synth", county, "--people", str(people)],
        ["intake", county, "--workspace", str(workspace)],
        ["link", "--workspace", str(workspace)],
    ):
        subprocess.run([JOINEDUP, *command], check=True, capture_output=True)
    return workspace


def _measure(pages: int) -> int:
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from joinedup.web.governance import access, people, roles_in_use  # noqa: PLC0415
    from joinedup.web.people import record, views  # noqa: PLC0415

    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    settings.ALLOWED_HOSTS = ["testserver"]
    browser, own = _doctor()
    for one in own[:20]:
        assert browser.get(f"/people/{one}/").status_code == 200
    whole, rules, role, looked = (Step(one) for one in ("page", "rules and log", "role in use", "who has looked"))
    steps = (whole, rules, role, looked)
    parts = (
        (record, "facts", rules),
        (people, "open_record", rules),
        (access.roles_in_use, "set_on", role),
        (people, "looked_at", looked),
        (views, "looked_in_words", looked),
    )
    assert access.roles_in_use is roles_in_use
    with ExitStack() as held:
        for where, name, step in parts:
            held.enter_context(patch.object(where, name, step.around(getattr(where, name))))
        for step in steps:
            held.enter_context(connection.execute_wrapper(step.count))
        took = []
        for number in range(pages):
            began = time.process_time()
            with whole.running():
                answer = browser.get(f"/people/{own[number % len(own)]}/")
            assert answer.status_code == 200
            took.append(time.process_time() - began)
    median = round(1000 * statistics.median(took), 2)
    _tell(name="page", pages=pages, cpu_ms=median, queries=whole.queries / pages, **_of(whole, pages))
    for step in (rules, role, looked):
        shares = {"share": round(step.cpu / whole.cpu, 4), "wall_share": round(step.wall / whole.wall, 4)}
        _tell(name=step.name, queries=step.queries / pages, **shares, **_of(step, pages))
    kept = rules.cpu / whole.cpu < MOST_SHARE and rules.queries <= MOST_QUERIES * pages
    _tell(name="under 15 % of the page and under 3 queries", kept=kept)
    return 0 if kept else 1


def _of(step: Step, pages: int) -> dict[str, float]:
    return {"mean_cpu_ms": round(1000 * step.cpu / pages, 2), "mean_wall_ms": round(1000 * step.wall / pages, 2)}


def _doctor() -> tuple[object, list[str]]:
    """A doctor, signed in, and the people registered with the largest practice, which is theirs."""
    from django.test import Client  # noqa: PLC0415

    from joinedup.governance import roles  # noqa: PLC0415
    from joinedup.web.governance.acting import Acting  # noqa: PLC0415
    from joinedup.web.governance.actions import memberships  # noqa: PLC0415
    from joinedup.web.governance.models import Organisation  # noqa: PLC0415
    from joinedup.web.people import record  # noqa: PLC0415

    with record.reading("linked") as read:
        (practice,) = read.connection.execute("select mode(practice_code) from persons").fetchone()
        own = read.connection.execute(
            "select person_id::varchar from persons where practice_code = $1 order by person_id", [practice]
        ).fetchall()
    surgery = Organisation.objects.create(code=practice, name="A Surgery", kind="practice")
    board = Organisation.objects.create(code="QXX", name="A Board", kind="icb")
    first = memberships.found(email="ada@qxx.example", name="Ada", password=PASSWORD, organisation=board, made_up=True)
    by = Acting(first, "bench")
    user = memberships.open_account(by=by, email="gp@practice.example", name="A Doctor", password=PASSWORD)
    memberships.give_role(by=by, user=user, organisation=surgery, role_code=roles.GP.code)
    browser = Client()
    browser.force_login(user)
    return browser, [one[0] for one in own]


def _tell(**said: object) -> None:
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    raise SystemExit(main())

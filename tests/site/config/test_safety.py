"""In production the site does not start while anything is unsafe, and says everything at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from joinedup.web.config import environment, safety
from joinedup.web.config.environment import EnvironmentProblem


@pytest.fixture
def production(settings, tmp_path: Path, db):
    """Production as it should be."""
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    for name in ("site", "audit"):
        (keys / f"{name}.key").touch(mode=0o600)
    settings.ENVIRONMENT = environment.read(
        {"JOINEDUP_WORKSPACE": str(tmp_path), "JOINEDUP_PRODUCTION": "1", "JOINEDUP_PROXIES": "1"}
    )
    settings.WORKSPACE, settings.PRODUCTION, settings.DEBUG = tmp_path, True, False
    settings.SECRET_KEY = "0123456789abcdef" * 8
    settings.ALLOWED_HOSTS = ["joinedup.example.nhs.uk"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    return settings


def _found() -> set[str]:
    return {finding.code.removeprefix("site.unsafe.") for finding in safety.findings()}


def test_production_as_it_should_be_starts(production) -> None:
    assert _found() == set()
    safety.refuse_when_unsafe()


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("DEBUG", True, "debug"),
        ("SECRET_KEY", "a" * 64, "key"),
        ("SECRET_KEY", "short", "key"),
        ("ALLOWED_HOSTS", ["*"], "hosts"),
        ("ALLOWED_HOSTS", ["127.0.0.1", "localhost"], "hosts"),
        ("SESSION_COOKIE_SECURE", False, "https"),
        ("SECURE_SSL_REDIRECT", False, "https"),
        ("WORKSPACE", None, "workspace"),
    ],
)
def test_what_is_unsafe_is_found(production, name: str, value: object, code: str) -> None:
    setattr(production, name, value)
    assert code in _found()


@pytest.mark.parametrize(("path", "mode"), [("keys", 0o750), ("keys/site.key", 0o644)])
def test_keys_others_can_read(production, tmp_path: Path, path: str, mode: int) -> None:
    (tmp_path / path).chmod(mode)
    assert _found() == {"keys"}


def test_nothing_in_front_that_ends_https(production, tmp_path: Path) -> None:
    production.ENVIRONMENT = environment.read({"JOINEDUP_WORKSPACE": str(tmp_path), "JOINEDUP_PRODUCTION": "1"})
    assert _found() == {"https"}


PROVIDER = {"JOINEDUP_OIDC_SERVER": "https://id.example", "JOINEDUP_OIDC_CLIENT": "joinedup"}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "provider.secret"
    file.write_text("the client's secret")
    file.chmod(0o600)
    return file


def _with(production, tmp_path: Path, **more: str) -> None:
    told = {"JOINEDUP_WORKSPACE": str(tmp_path), "JOINEDUP_PRODUCTION": "1", "JOINEDUP_PROXIES": "1"}
    production.ENVIRONMENT = environment.read(told | more)


def test_a_provider_told_of_as_it_should_be(production, tmp_path, secret) -> None:
    _with(production, tmp_path, **PROVIDER, JOINEDUP_OIDC_SECRET_FILE=str(secret))
    assert _found() == set()


@pytest.mark.parametrize("missing", ["JOINEDUP_OIDC_SERVER", "JOINEDUP_OIDC_CLIENT", "JOINEDUP_OIDC_SECRET_FILE"])
def test_a_provider_told_of_in_part(production, tmp_path, secret, missing) -> None:
    told = PROVIDER | {"JOINEDUP_OIDC_SECRET_FILE": str(secret)}
    _with(production, tmp_path, **{name: said for name, said in told.items() if name != missing})
    assert [finding.message for finding in safety.findings()] == ["The sign-in provider is told of in part only."]


def test_a_provider_asked_without_encryption(production, tmp_path, secret) -> None:
    told = PROVIDER | {"JOINEDUP_OIDC_SERVER": "http://id.example", "JOINEDUP_OIDC_SECRET_FILE": str(secret)}
    _with(production, tmp_path, **told)
    assert [finding.message for finding in safety.findings()] == ["The sign-in provider is not asked over https."]


@pytest.mark.parametrize(("made", "said"), [(0o640, "Others can read provider.secret"), (None, "is not in provider")])
def test_the_secret_of_a_provider_is_there_and_nobody_elses(production, tmp_path, secret, made, said) -> None:
    _with(production, tmp_path, **PROVIDER, JOINEDUP_OIDC_SECRET_FILE=str(secret))
    if made:
        secret.chmod(made)
    else:
        secret.unlink()
    (finding,) = safety.findings()
    assert said in finding.message


def test_made_up_people(production, town) -> None:
    assert _found() == {"demo"}


def test_everything_is_said_at_once_with_what_to_do(production) -> None:
    production.DEBUG, production.ALLOWED_HOSTS = True, ["*"]
    with pytest.raises(safety.UnsafeError) as refused:
        safety.refuse_when_unsafe()
    assert "DEBUG is on" in refused.value.message
    assert "JOINEDUP_HOSTS" in refused.value.message


def test_made_up_people_are_not_made_in_production(production) -> None:
    from joinedup.web.demo.people import DemoError, Place, create_demo_people

    with pytest.raises(DemoError, match="not let into production"):
        create_demo_people([Place("QXX", "Board", "icb")])


def test_the_server_itself_refuses(tmp_path: Path) -> None:
    """As it is started: no reason to believe the checks are not called."""
    variables = {**os.environ, "JOINEDUP_WORKSPACE": str(tmp_path), "JOINEDUP_PRODUCTION": "1"}
    asked = "from joinedup.web.config import server; from pathlib import Path; import sys\n"
    asked += "server.start(Path(sys.argv[1])); server.prepare_desk(); import joinedup.web.config.wsgi"
    ended = subprocess.run(
        [sys.executable, "-c", asked, str(tmp_path)], env=variables, capture_output=True, text=True, check=False
    )
    assert ended.returncode != 0
    assert "The site will not start" in ended.stderr
    assert "JOINEDUP_HOSTS" in ended.stderr


def test_in_production_a_second_factor_is_always_asked_for() -> None:
    assert environment.read({"JOINEDUP_PRODUCTION": "1"}).second_factor
    assert not environment.read({}).second_factor


@pytest.mark.parametrize("minutes", ["0", "4", "61", "-1", "twenty", "", "٢٠"])
def test_a_session_cannot_be_made_to_last(minutes: str) -> None:
    with pytest.raises(EnvironmentProblem):
        environment.read({"JOINEDUP_IDLE_MINUTES": minutes})


@pytest.mark.parametrize("days", ["0", "91", "-1", "a week"])
def test_a_proposal_cannot_be_made_to_stand_for_ever(days: str) -> None:
    with pytest.raises(EnvironmentProblem):
        environment.read({"JOINEDUP_PROPOSAL_DAYS": days})
    assert environment.read({"JOINEDUP_PROPOSAL_DAYS": "90"}).proposal_days == 90
    assert environment.read({}).proposal_days == 14


def test_the_tests_run_on_the_database_that_was_asked_for(db) -> None:
    from django.db import connection

    wanted = "postgresql" if os.environ.get("JOINEDUP_TEST_DATABASE") == "postgres" else "sqlite"
    assert connection.vendor == wanted

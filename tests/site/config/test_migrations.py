"""Models and migrations agree; Django starts without a workspace."""

import os
import subprocess
import sys

from django.core.management import call_command


def test_no_migration_is_missing(db) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_django_starts_without_a_workspace_for_checks() -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JOINEDUP_", "DATABASE"))}
    asked = [sys.executable, "-m", "django", "check", "--settings=joinedup.web.config.settings"]
    ended = subprocess.run(asked, env=kept, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr

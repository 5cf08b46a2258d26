"""``joinedup plan``: what we promise together, as files. One file a command."""

from joinedup.cli import plan_check, plan_export, plan_import
from joinedup.cli.options import group

app = group("Check, import and export Better Care Fund plans.", plan_check.app, plan_import.app, plan_export.app)

"""``joinedup plan``: what we promise together, as files. One file a command: ``plan_check``."""

from joinedup.cli import plan_check
from joinedup.cli.options import group

app = group("Read and check Better Care Fund plans.", plan_check.app)

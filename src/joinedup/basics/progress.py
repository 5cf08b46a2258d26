"""How long work tells whoever waits: a step's name, how much of it is done, and of how much."""

from typing import Protocol


class Tell(Protocol):
    """Called as work goes on. ``step`` is in words a person reads; ``done`` counts up to ``of``."""

    def __call__(self, step: str, done: int, of: int) -> None: ...


def silent(step: str, done: int, of: int) -> None:
    """Nobody waits."""

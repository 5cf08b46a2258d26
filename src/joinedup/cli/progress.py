"""How a person sees work go on: bars on a terminal, a line a step anywhere else. Standard output stays the result's."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from joinedup.basics.progress import Tell


@contextmanager
def progress() -> Iterator[Tell]:
    """Something to tell of each step; writes to standard error."""
    if sys.stderr.isatty():
        with _bars() as tell:
            yield tell
    else:
        yield _Lines()


class _Lines:
    """One line when a step has ended, with the time it took."""

    def __init__(self) -> None:
        self._began: dict[str, float] = {}

    def __call__(self, step: str, done: int, of: int) -> None:
        began = self._began.setdefault(step, time.monotonic())
        if done >= of and began >= 0:
            sys.stderr.write(f"{step} ({time.monotonic() - began:.1f} s)\n")
            sys.stderr.flush()
            self._began[step] = -1.0  # said once


@contextmanager
def _bars() -> Iterator[Tell]:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True)) as shown:

        def tell(step: str, done: int, of: int) -> None:
            task = tasks.get(step)
            if task is None:
                task = tasks[step] = shown.add_task(step, total=max(of, 1))
            shown.update(task, completed=done if of else 1, total=max(of, 1))

        yield tell

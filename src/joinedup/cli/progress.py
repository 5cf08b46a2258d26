"""How a person sees work go on: a line for each step that has ended and, on a terminal, a bar for the one at work.

Everything goes to standard error, so that standard output stays the result's.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from joinedup.basics.progress import Tell

WORTH_SAYING = 0.1  # seconds: a step that is over sooner was never waited for


@contextmanager
def progress() -> Iterator[Tell]:
    """Something to tell of each step."""
    if sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    else:
        steps = _Steps(lambda line: sys.stderr.write(line + "\n"))
        yield steps
        steps.end()


class _Steps:
    """Says a step, with the time it took, once it has ended: when all of it is done, or when the next one begins."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._step: str | None = None
        self._began = 0.0
        self._said: set[str] = set()

    def __call__(self, step: str, done: int, of: int) -> None:
        if step != self._step and step not in self._said:
            self.end()
            self._step, self._began = step, time.monotonic()
            if done >= of:
                self._done(step)
        elif done >= of and step == self._step:
            self.end()

    def end(self) -> None:
        """Says the step at work, if there is one."""
        if self._step is not None:
            took = time.monotonic() - self._began
            self._done(f"{self._step} ({took:.1f} s)" if took >= WORTH_SAYING else None)

    def _done(self, line: str | None) -> None:
        if line is not None:
            self._say(line)
        self._said.add(self._step or "")
        self._step = None


@contextmanager
def _bar() -> Iterator[Tell]:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as shown:
        task = shown.add_task("Starting", total=None)
        steps = _Steps(lambda line: shown.console.print(line, markup=False))

        def tell(step: str, done: int, of: int) -> None:
            steps(step, done, of)
            shown.update(task, description=step, completed=done, total=max(of, 1))

        yield tell
        steps.end()

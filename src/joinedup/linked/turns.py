"""Steps of a build that need not wait for one another are taken two at a time.

DuckDB shares out one query to every processor, but reading a small table, finishing a sort and closing a file keep only
one of them busy. Each step has a cursor of its own, so what one leaves for another must not be temporary.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from joinedup.engine import Connection

HANDS = 2


@dataclass(frozen=True, slots=True)
class Step:
    """What is done, and the names of the earlier steps whose work it reads."""

    name: str
    needs: Collection[str]
    take: Callable[[Connection], object]
    words: str = ""  # for whoever waits


def take_in_turn(connection: Connection, steps: Sequence[Step], tell: Callable[[str, int], None]) -> None:
    """Takes every step as soon as a hand is free and what it needs is done; steps come after those they need.

    ``tell`` hears of each step in their order. Raises what the first step in that order raises, when what is running
    has stopped.
    """
    cursors = [connection.cursor() for _ in steps]
    taken: dict[str, Future[None]] = {}
    with ThreadPoolExecutor(HANDS, thread_name_prefix="linked") as hands:
        try:
            for step, cursor in zip(steps, cursors, strict=True):
                needed = [taken[name] for name in step.needs if name in taken]
                taken[step.name] = hands.submit(_take, step, cursor, needed)
            for done, step in enumerate(steps):
                tell(step.words, done)
                taken[step.name].result()
        except BaseException:
            hands.shutdown(wait=False, cancel_futures=True)
            for cursor in cursors:
                cursor.interrupt()
            raise
        finally:
            hands.shutdown()
            for cursor in cursors:
                cursor.close()


def _take(step: Step, cursor: Connection, needed: Sequence["Future[None]"]) -> None:
    for one in needed:  # they were handed out before, so one of the hands is at them or has done them
        one.result()
    step.take(cursor)

"""Steps wait for what they need, and the first that fails says so."""

import threading

import pytest

from joinedup.engine import Connection, connect
from joinedup.linked.turns import Step, take_in_turn


def _made(name: str, needs: tuple[str, ...] = ()) -> Step:
    rows = " union all ".join(f"from {one}" for one in needs) or "select 1 as n"
    return Step(name, needs, lambda on: on.execute(f"create table {name} as {rows}"), name)


def test_a_step_reads_what_the_steps_it_needs_have_left() -> None:
    heard: list[tuple[str, int]] = []
    steps = [_made("one"), _made("two", ("one",)), _made("three"), _made("four", ("two", "three"))]
    with connect() as connection:
        take_in_turn(connection, steps, lambda words, done: heard.append((words, done)))
        assert connection.execute("select count(*) from four").fetchone() == (2,)
    assert heard == [("one", 0), ("two", 1), ("three", 2), ("four", 3)]


def test_steps_that_need_nothing_of_one_another_are_taken_side_by_side() -> None:
    both = threading.Barrier(2, timeout=30)
    steps = [Step("one", (), lambda _: both.wait()), Step("two", (), lambda _: both.wait())]
    with connect() as connection:
        take_in_turn(connection, steps, lambda *_: None)
    assert not both.broken


def test_what_a_step_raises_is_raised_and_what_needs_it_is_not_taken() -> None:
    taken: list[str] = []

    def fail(_: Connection) -> None:
        raise ValueError("no such thing")

    steps = [Step("one", (), fail), Step("two", ("one",), lambda _: taken.append("two"))]
    with connect() as connection, pytest.raises(ValueError, match="no such thing"):
        take_in_turn(connection, steps, lambda *_: None)
    assert taken == []

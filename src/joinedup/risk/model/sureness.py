"""How sure the model may be: its chances settled by the year it is judged on, a year it was not fitted on.

A model fitted on few people is too sure at the top of its list, and the next year has its own level. So log-odds are
bent by a line of three pieces, fitted to what happened in the later year and held back towards no change. No weight of
the model is touched, and the order never changes. So that the later year can still judge, each fifth of people is
judged by the line that the other four fifths gave; the list of today uses everybody's.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from joinedup.risk.model.fit import Outcome, log_odds_to_chance
from joinedup.risk.model.order import rising
from joinedup.risk.model.shape import UNCHANGED, Line, Shape

BENDS_AT = (0.8, 0.97)  # of people by rising score: the list people work from lies above the second
HELD_BACK = 5.0  # half the square of each slope's change, times this: what some twenty admissions can overrule
FIFTHS = 5
CELLS = 2_000  # of people of nearly one score, counted together: the answer is the same, at any size of place
BEYOND = 20.0  # log-odds past the highest score seen to which the last piece of the line goes on
FLATTEST = 0.05  # a slope below this would all but change the order
ROUNDS = 50
NEAR_ENOUGH = 1e-9


@dataclass(frozen=True)
class _Cells:
    """People of nearly the same score: their mean log-odds, how many, and to how many it happened."""

    log_odds: Line
    people: Line
    happened: Line


def sureness(log_odds: Line, happened: Outcome) -> Shape:
    """The line that the year asks for; no change where none that rises can be found."""
    return _line(_cells(log_odds, happened))


def judged_by_others(log_odds: Line, happened: Outcome) -> Line:
    """Each person's chance by the line of the four fifths of people they are not in."""
    fifth = np.arange(len(log_odds)) % FIFTHS
    cells = [_cells(log_odds[fifth == one], happened[fifth == one]) for one in range(FIFTHS)]
    chance = np.empty(len(log_odds))
    for one in range(FIFTHS):
        line = _line(_together([cells[other] for other in range(FIFTHS) if other != one]))
        chance[fifth == one] = line.chance(log_odds[fifth == one])
    return chance


def _cells(log_odds: Line, happened: Outcome) -> _Cells:
    order = rising(log_odds)
    edges = np.unique(np.linspace(0, len(order), min(CELLS, len(order)) + 1).astype(int)[:-1])
    people = np.diff(np.append(edges, len(order))).astype(float)
    seen = np.add.reduceat(happened[order], edges, dtype=float)
    return _Cells(np.add.reduceat(log_odds[order], edges) / people, people, seen)


def _together(cells: list[_Cells]) -> _Cells:
    log_odds = np.concatenate([one.log_odds for one in cells])
    order = rising(log_odds)
    people, happened = (np.concatenate([getattr(one, name) for one in cells])[order] for name in ("people", "happened"))
    return _Cells(log_odds[order], people, happened)


def _line(cells: _Cells) -> Shape:
    place = (np.cumsum(cells.people) - cells.people / 2) / cells.people.sum()
    knots = np.unique(np.interp(BENDS_AT, place, cells.log_odds))
    for bends in (knots, knots[:0]):
        weights = _weights(cells, bends)
        if np.cumsum(weights[1:]).min() >= FLATTEST:
            at = np.concatenate([[cells.log_odds[0] - BEYOND], bends, [cells.log_odds[-1] + BEYOND]])
            return Shape(at, _pieces(at, bends) @ weights)
    return UNCHANGED


def _pieces(log_odds: Line, bends: Line) -> NDArray[np.float64]:
    columns = [np.ones_like(log_odds), log_odds, *(np.maximum(log_odds - bend, 0) for bend in bends)]
    return np.column_stack(columns)


def _weights(cells: _Cells, bends: Line) -> Line:
    """Level, slope, and the change of slope at each bend, by Newton's method; a step that makes it worse is halved."""
    pieces = _pieces(cells.log_odds, bends)
    start = np.concatenate([[0.0, 1.0], np.zeros(len(bends))])
    held = np.concatenate([[1e-9], np.full(len(bends) + 1, HELD_BACK)])
    weights = start.copy()
    for _ in range(ROUNDS):
        chance = log_odds_to_chance(pieces @ weights)
        slope = pieces.T @ (cells.people * chance - cells.happened) + held * (weights - start)
        bend = (pieces.T * (cells.people * chance * (1 - chance))) @ pieces + np.diag(held)
        step = np.linalg.solve(bend, slope)
        here = _loss(cells, pieces, weights) + 0.5 * float(held @ (weights - start) ** 2)
        while np.abs(step).max() > NEAR_ENOUGH:
            ahead = weights - step
            if _loss(cells, pieces, ahead) + 0.5 * float(held @ (ahead - start) ** 2) <= here + 1e-9 * abs(here):
                break
            step /= 2
        weights = weights - step
        if np.abs(step).max() <= NEAR_ENOUGH:
            break
    return weights


def _loss(cells: _Cells, pieces: NDArray[np.float64], weights: Line) -> float:
    log_odds = pieces @ weights
    return float((cells.people * np.logaddexp(0, log_odds) - cells.happened * log_odds).sum())

"""Funnel plots: places against what chance alone would give a place of their size.

Limits at 95 % and 99.8 % around the mean of all places: for proportions the normal approximation of the binomial, for
rates the square-root transformation of the Poisson (Spiegelhalter 2005; Public Health England, technical guide). A
place outside the 99.8 % limits is worth a question; it is not by that better or worse.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from joinedup.measures.measure import Kind

Z95, Z998 = 1.959963984540054, 3.090232306167813
_STEPS = 60
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its cases, what they are out of, and its value in the measure's unit."""

    code: str
    numerator: float
    denominator: float
    value: float
    outside: str  # "" within both limits; "95" beyond the inner; "99.8" beyond the outer


@dataclass(frozen=True, slots=True)
class Limit:
    """The limits for one size, in the measure's unit."""

    size: float
    lower95: float
    upper95: float
    lower998: float
    upper998: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """Places from small to large, the mean they are held against, and the limits to draw."""

    centre: float
    places: tuple[Place, ...]
    limits: tuple[Limit, ...]


def funnel(places: Sequence[tuple[str, float, float]], kind: Kind, per: float = 100_000) -> Funnel:
    """``places`` are (code, numerator, denominator) of one period. A place without a denominator is left out.

    ``kind`` is a rate or a proportion; a proportion is given in per cent. Raises ValueError for other kinds.
    """
    if kind not in (Kind.RATE, Kind.PROPORTION):
        raise ValueError("a funnel needs a rate or a proportion")
    scale = per if kind is Kind.RATE else 100.0
    counted = sorted((place for place in places if place[2] > 0), key=lambda place: (place[2], place[0]))
    if not counted:
        return Funnel(float("nan"), (), ())
    sizes = np.array([size for _, _, size in counted], dtype=np.float64)
    mean = sum(cases for _, cases, _ in counted) / float(sizes.sum())
    low95, high95 = _limits(mean, sizes, kind, Z95)
    low998, high998 = _limits(mean, sizes, kind, Z998)
    judged = tuple(
        Place(
            code,
            cases,
            size,
            cases / size * scale,
            _outside(cases / size, low95[at], high95[at], low998[at], high998[at]),
        )
        for at, (code, cases, size) in enumerate(counted)
    )
    return Funnel(mean * scale, judged, _curve(mean, sizes, kind, scale))


def _limits(mean: float, sizes: _Floats, kind: Kind, z: float) -> tuple[_Floats, _Floats]:
    if kind is Kind.PROPORTION:
        reach = z * np.sqrt(mean * (1 - mean) / sizes)
        return np.clip(mean - reach, 0, 1), np.clip(mean + reach, 0, 1)
    root, step = np.sqrt(mean), z / (2 * np.sqrt(sizes))
    return np.maximum(root - step, 0) ** 2, (root + step) ** 2


def _outside(value: float, low95: float, high95: float, low998: float, high998: float) -> str:
    if value < low998 or value > high998:
        return "99.8"
    return "95" if value < low95 or value > high95 else ""


def _curve(mean: float, sizes: _Floats, kind: Kind, scale: float) -> tuple[Limit, ...]:
    drawn = np.linspace(sizes.min() * 0.8, sizes.max() * 1.05, _STEPS)
    low95, high95 = _limits(mean, drawn, kind, Z95)
    low998, high998 = _limits(mean, drawn, kind, Z998)
    columns = np.column_stack([drawn, *(edge * scale for edge in (low95, high95, low998, high998))])
    return tuple(Limit(*(float(figure) for figure in row)) for row in columns)

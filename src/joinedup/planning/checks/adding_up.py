"""A run of figures and its total: subtotals on the way are no parts, and one figure in another unit is told as such."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_UNITS = tuple(map(Decimal, ("0.001", "1000", "0.1", "10", "0.01", "100")))  # a unit, or the point moved
_LIKELY = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Part:
    """One figure: the row in which it stands, and its value."""

    at: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not add up: the row of the figure to look at, what the rows make, what is told there; ``meant`` is
    what the figure would be in the unit of the others, where that makes the total."""

    at: int
    made: Decimal
    told: Decimal
    meant: Decimal | None = None
    swapped: tuple[int, ...] = ()  # the one or two rows whose figure makes the total with two digits in other places


def misfit(parts: Sequence[Part], total: Part) -> Misfit | None:
    """None where the parts make the total, with each subtotal among them counted as what it is."""
    values = [part.value for part in parts]
    if gap(values, total.value) is None:
        return None
    kept = without_subtotals(parts)
    if gap([part.value for part in kept], total.value) is None:
        return None
    return _subtotal_wrong(parts, total) or _unit_wrong(kept, total) or _nearest(values, kept, total)


def without_subtotals(parts: Sequence[Part]) -> list[Part]:
    """The parts but for those that are the sum of the rows above: of all, or of those since the last such row."""
    kept: list[Part] = []
    run: list[Decimal] = []
    for part in parts:
        if _makes(run, part.value) or _makes([one.value for one in kept], part.value):
            run = []
        else:
            kept.append(part)
            run.append(part.value)
    return kept


def _makes(values: Sequence[Decimal], told: Decimal) -> bool:
    return len([value for value in values if value]) >= 2 and gap(values, told) is None


def _subtotal_wrong(parts: Sequence[Part], total: Part) -> Misfit | None:
    """The total is built upon a row that is about, and not quite, the sum of the rows above it."""
    for at in range(2, len(parts) - 1):
        above, row, below = parts[:at], parts[at], parts[at + 1 :]
        made = sum((part.value for part in above), Decimal(0))
        near = abs(made - row.value) <= row.value * _LIKELY and row.value > max(part.value for part in above)
        if near and gap([row.value, *(part.value for part in below)], total.value) is None:
            return Misfit(row.at, made, row.value)
    return None


def _unit_wrong(parts: Sequence[Part], total: Part) -> Misfit | None:
    """One figure ten, a hundred or a thousand times too great or too small: in the others' unit it makes the total."""
    made = sum((part.value for part in parts), Decimal(0))
    for part in parts:
        for factor in _UNITS:
            meant = part.value * factor
            rest = [one.value for one in parts if one is not part]
            if part.value and abs(meant) >= Decimal("0.1") and gap([*rest, meant], total.value) is None:
                return Misfit(part.at, made, part.value, meant.normalize())
    return None


def _nearest(values: Sequence[Decimal], kept: Sequence[Part], total: Part) -> Misfit:
    sums = (sum(values, Decimal(0)), sum((part.value for part in kept), Decimal(0)))
    made = min(sums, key=lambda made: abs(made - total.value))
    alike = tuple(part.at for part in kept if turned_round(part.value, part.value - (made - total.value)))
    return Misfit(total.at, made, total.value, swapped=alike if len(alike) <= 2 else ())


def turned_round(one: Decimal, other: Decimal) -> bool:
    """True for the same digits in another order, two of them changed: 2,361 for 2,316."""
    first, second = f"{one:f}", f"{other:f}"
    apart = [at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]
    return len(first) == len(second) and len(apart) == 2 and sorted(first) == sorted(second)


def gap(parts: Sequence[Decimal], total: Decimal) -> tuple[Decimal, Decimal] | None:
    """Sum and printed total where they differ by more than rounding each part can explain."""
    made = sum(parts, Decimal(0))
    exponents = [int(value.as_tuple().exponent) for value in (*parts, total)]
    step = Decimal(1).scaleb(min(0, *exponents)) if any(exponents) else Decimal(1)
    written = len([value for value in parts if value])
    apart = abs(made - total)
    return (made, total) if apart > step * Decimal(written + 1) / 2 else None

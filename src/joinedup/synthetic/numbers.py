"""Made-up NHS Numbers: valid check digits, from ranges that are not issued to anybody."""

from functools import cache

import numpy as np

from joinedup.synthetic.dice import Array, Dice

_WEIGHTS = np.arange(10, 1, -1)
ROOM_IN_999 = 800_000  # of the 909,091 valid numbers that start 999, how many are used before other ranges are opened


def nhs_numbers(dice: Dice, count: int) -> Array:
    """``count`` different valid numbers in no order. All start 999 up to ROOM_IN_999; more take 998, 997 … as well."""
    prefixes = range(999, 999 - max(1, -(-count // ROOM_IN_999)), -1)
    found = np.concatenate([_valid_numbers(prefix)[: None if prefix == 999 else ROOM_IN_999] for prefix in prefixes])
    return np.asarray(found[dice.choice(len(found), count, replace=False)])


def wrong_digit(dice: Dice, numbers: Array) -> Array:
    """The same numbers with one digit (never of the first three) misread, so that the check digit no longer fits."""
    places = 10 ** dice.integers(0, 7, len(numbers))
    digits = numbers // places % 10
    return np.asarray(numbers + ((digits + dice.integers(1, 10, len(numbers))) % 10 - digits) * places)


@cache
def _valid_numbers(prefix: int) -> Array:
    nine = prefix * 1_000_000 + np.arange(1_000_000, dtype=np.int64)
    digits = nine[:, None] // 10 ** np.arange(8, -1, -1) % 10
    check = (11 - digits @ _WEIGHTS % 11) % 11
    return (nine * 10 + check)[check < 10]

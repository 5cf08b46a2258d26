"""The NHS Number: ten digits, the last of which checks the others (ISB 0149).

Multiply the first nine digits by 10, 9 … 2, add, take modulo 11 from 11; 11 counts as 0 and 10 is never issued.
A number of one repeated digit can pass the arithmetic and is refused. Numbers that start 999 are for tests only.
"""

import re

_SEPARATORS = re.compile(r"[\s\-]")
_TEN_DIGITS = re.compile(r"[0-9]{10}")


def normalise(text: str | None) -> str | None:
    """Ten digits without spaces or hyphens, or None when ``text`` is not ten digits. Validity is not judged."""
    if text is None:
        return None
    digits = _SEPARATORS.sub("", text)
    return digits if _TEN_DIGITS.fullmatch(digits) else None


def check_digit(first_nine: str) -> int | None:
    """The digit that completes nine digits, or None when no number with them is ever issued."""
    remainder = sum(int(digit) * weight for digit, weight in zip(first_nine, range(10, 1, -1), strict=True)) % 11
    digit = (11 - remainder) % 11
    return None if digit == 10 else digit


def is_valid(text: str | None) -> bool:
    """True for ten digits whose check digit is right and that are not one digit repeated."""
    digits = normalise(text)
    return digits is not None and len(set(digits)) > 1 and check_digit(digits[:9]) == int(digits[9])


def is_made_up(text: str | None) -> bool:
    """True for a number from the range kept for tests and demonstrations (999…)."""
    digits = normalise(text)
    return digits is not None and digits.startswith("999")


def display(text: str) -> str:
    """The number as people read it: 3 3 4. Anything that is not ten digits comes back unchanged."""
    digits = normalise(text)
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if digits else text

"""How a person is called and how old they are, said alike on every page."""

import datetime as dt


def called(family: str | None, given: str | None) -> str:
    """SURNAME, Given, as NHS screens write it; '' when neither is known."""
    return ", ".join(part for part in ((family or "").upper(), given or "") if part)


def age_on(born: dt.date, day: dt.date) -> int:
    """Whole years on ``day``; who is born on 29 February turns a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

"""Why people cannot be scored, and what to do about it."""

from joinedup.basics.errors import JoinedUpError


class NothingLinkedError(JoinedUpError):
    """There is no linked build to score from."""

    code = "risk-nothing-linked"

    def __init__(self) -> None:
        super().__init__("There are no linked records to score from.", "Run 'joinedup link' first, then score again.")


class TooLittleHistoryError(JoinedUpError):
    """The hospital stays do not reach back far enough to fit a model on one year and judge it on the next."""

    code = "risk-too-little-history"

    def __init__(self, days: int, needed: int) -> None:
        super().__init__(
            f"Hospital stays reach back {days:,} days; fitting on one year and judging on the next takes {needed:,}.",
            "Load older months of admitted patient care with 'joinedup intake', link again, then score.",
        )


class TooFewOutcomesError(JoinedUpError):
    """Too few people were admitted for a model to learn from, or to be judged by."""

    code = "risk-too-few-outcomes"

    def __init__(self, people: int, admitted: int, needed: int, year: str) -> None:
        super().__init__(
            f"Of {people:,} people registered at the start of the year to {year}, {admitted:,} had an emergency "
            f"admission in it; a model needs {needed:,}.",
            "Load extracts that cover more people, or more complete admitted patient care, then link and score again.",
        )

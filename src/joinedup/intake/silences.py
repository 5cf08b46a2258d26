"""Services that silently vanish: an extract, or one organisation's part of it, that stops while the others go on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.intake.contract import Contract

USUAL = 10  # rows of a full month (its upper quartile); an extract of fewer may well have none for a while
FEW = 0.1  # of the usual rows: a month of fewer is a trickle, not a delivery
Months = Mapping[str, int]  # YYYY-MM → rows


@dataclass(frozen=True, slots=True)
class Told:
    """What one organisation told in one extract, month by month; ``until`` caps what dates in the future would say."""

    contract: Contract
    organisation: str
    months: Months
    until: str

    @property
    def last(self) -> str | None:
        """The last month that is no trickle; none for an extract that always was one."""
        known = {month: rows for month, rows in self.months.items() if month <= self.until}
        if not known or (usual := sorted(known.values())[len(known) * 3 // 4]) < USUAL:
            return None
        return max(month for month, rows in known.items() if rows >= usual * FEW)


def silences(every: list[Told]) -> Iterator[Finding]:
    """One finding for each part of an extract that ended more than its rhythm before the last month told of at all."""
    latest = max((told.last for told in every if told.last), default=None)
    for told in every:
        if latest and told.last and _between(told.last, latest) > told.contract.every_months:
            whose = " of ".join(filter(None, (told.contract.title, told.organisation)))
            yield Finding(
                "source-silent",
                Severity.WARNING,
                f"{whose} has told nothing since {told.last}; other extracts reach {latest}. From then on this is "
                f"missing: {told.contract.disables}.",
                "Ask the source whether it stopped sending, and receive the missing months.",
                Where(text=told.contract.table),
            )


def _between(first: str, last: str) -> int:
    """Months from one to the other."""
    year, month = (int(last[at]) - int(first[at]) for at in (slice(0, 4), slice(5, 7)))
    return year * 12 + month

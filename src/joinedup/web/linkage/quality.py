"""How good the links of the build that serves are, as figures a role may see.

Who decides about links sees every count. Everybody else sees what a published table may show: small counts are hidden,
and so is what would give them away, over all the tables of the page together.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from joinedup.engine import Build, NothingBuiltError
from joinedup.governance.disclosure import HIDDEN, Sum, hide, percentage
from joinedup.governance.disclosure import show as show_rounded
from joinedup.identity import SENTENCES, LinkQuality, Rate, Step
from joinedup.intake.contracts.code_lists import ETHNIC_CATEGORY, GENDER
from joinedup.web.people.record import reading

ALL = ""
AGES = ("under 18", "18 to 64", "65 to 74", "75 to 84", "85 and over", "not known")
KINDS = {"age": "By age", "sex": "By sex", "deprivation": "By deprivation of the area", "ethnicity": "By ethnic group"}
FATES = {
    "confirmed": "The register gives it to the person the record was joined to",
    "contradicted": "The register gives it to somebody else",
    "no number": "The record carries none",
    "not a valid number": "Not a possible number: wrong length, check digit or all one digit",
    "valid, not on the register": "Possible, but on no register here",
    "shared by several ids of one source": "One source gives the number to several of its own records",
}
_OUTCOMES = {
    "21": "",
    "22": "Several people could be meant.",
    "31": "Its NHS Number is somebody else's on the register.",
    "32": "Its NHS Number is somebody else's, and several people could be meant.",
}
_MONTHS = """
select source, strftime(period, '%Y-%m') as month, sum(rows)::bigint, sum(with_person - not_on_register)::bigint
from quality where source <> 'gp' and period >= (select max(period) - interval 23 month from quality where rows > 0)
group by all order by all
"""
_CODES = {"sex": GENDER.codes, "ethnicity": ETHNIC_CATEGORY.codes}
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """One group as it is shown: ``share`` is None where it is hidden or there is nothing."""

    source: str
    kind: str
    name: str
    records: str
    found: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A thing in words and how often it is so."""

    words: str
    records: str


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything the page shows. ``unmatched`` and ``numbers`` are for those who see every count."""

    build: str
    groups: tuple[Group, ...]
    months: tuple[Group, ...]
    unmatched: tuple[Counted, ...]
    numbers: tuple[Counted, ...]
    steps: tuple[Step, ...]
    expected_wrong: float | None

    def of(self, source: str, kind: str) -> list[Group]:
        """The groups of one kind; of every source together where ``source`` is empty."""
        return [group for group in self.groups if (group.source, group.kind) == (source, kind)]


def quality(*, exact: bool) -> Quality | None:
    """Of the build that serves; None before anything was linked, or when it was linked before this was counted."""
    try:
        with reading("linked") as opened:
            build = opened.builds["linked"]
            months = opened.connection.execute(_MONTHS).fetchall()
    except NothingBuiltError:
        return None
    if "link_quality" not in build.about:
        return None
    return _quality(build.id, _Stored(build), tuple(months), exact)


class _Stored:
    """A build's figures; hashes as its id, so that protecting is done once for each build."""

    def __init__(self, build: Build) -> None:
        self.build = build

    def __hash__(self) -> int:
        return hash(self.build.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Stored) and other.build.id == self.build.id


@lru_cache(maxsize=4)
def _quality(build: str, stored: _Stored, months: tuple[tuple[str, str, int, int], ...], exact: bool) -> Quality:
    found = LinkQuality.from_dict(stored.build.about["link_quality"])
    rates = [*_together(found.rates), *found.rates]
    hidden = set() if exact else _hidden(rates)
    return Quality(
        build=build,
        groups=tuple(_group(rate, hidden, exact) for rate in _in_order(rates)),
        months=tuple(_month(row, exact) for row in months),
        unmatched=_counted(found.unmatched, _why) if exact else (),
        numbers=_counted(found.numbers, lambda fate: FATES.get(fate, fate)) if exact else (),
        steps=found.steps,
        expected_wrong=found.false_matches,
    )


def _together(rates: Iterable[Rate]) -> list[Rate]:
    """Every source's records as one."""
    sums: dict[tuple[str, str], list[int]] = {}
    for rate in rates:
        have = sums.setdefault((rate.kind, rate.group), [0, 0])
        have[0] += rate.records
        have[1] += rate.matched
    return [Rate(ALL, kind, group, *counts) for (kind, group), counts in sums.items()]


def _hidden(rates: Sequence[Rate]) -> set[Key]:
    """What must not be shown when all of it is: groups make their source, sources make the whole, found and not found
    make the records."""
    counts: dict[Key, int] = {}
    for rate in rates:
        at = (rate.source, rate.kind, rate.group)
        counts |= {(*at, "records"): rate.records, (*at, "found"): rate.matched}
        counts[(*at, "alone")] = rate.records - rate.matched
    cells = {key[:3] for key in counts}
    sums = [Sum((*at, "records"), [(*at, "found"), (*at, "alone")]) for at in sorted(cells)]
    for what in ("records", "found", "alone"):
        for source, kind in sorted({(source, kind) for source, kind, _ in cells if kind != "all"}):
            parts = [(*at, what) for at in sorted(cells) if at[:2] == (source, kind)]
            if (source, "all", "all") in cells and kind != "ethnicity":
                sums.append(Sum((source, "all", "all", what), parts))
        for kind, group in sorted({at[1:] for at in cells}):
            parts = [(*at, what) for at in sorted(cells) if at[1:] == (kind, group) and at[0] != ALL]
            sums.append(Sum((ALL, kind, group, what), parts))
    return hide(counts, sums)


def _group(rate: Rate, hidden: set[Key], exact: bool) -> Group:
    at, name = (rate.source, rate.kind, rate.group), _name(rate)
    if exact:
        return Group(rate.source, rate.kind, name, f"{rate.records:,}", _percent(rate.share), rate.share)
    if any((*at, what) in hidden for what in ("records", "found", "alone")):
        shown = HIDDEN if (*at, "records") in hidden else show_rounded(rate.records)
        return Group(rate.source, rate.kind, name, shown, HIDDEN, None)
    words = percentage(rate.matched, rate.records)
    return Group(rate.source, rate.kind, name, show_rounded(rate.records), words, _number(words))


def _month(row: tuple[str, str, int, int], exact: bool) -> Group:
    source, month, rows, found = row
    small = not exact and HIDDEN in (show_rounded(rows), show_rounded(found), show_rounded(rows - found))
    words = _percent(found / rows if rows else None) if exact else percentage(found, rows)
    share = (found / rows if exact else _number(words)) if rows and not small else None
    return Group(
        source, "month", month, f"{rows:,}" if exact else show_rounded(rows), HIDDEN if small else words, share
    )


def _counted(counts: Mapping[str, int], words: Callable[[str], str]) -> tuple[Counted, ...]:
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    return tuple(Counted(words(name), f"{many:,}") for name, many in ordered if many)


def _why(code: str) -> str:
    """ "nobody (22)" in words."""
    said = re.fullmatch(r"(.+) \((\d+)\)", code)
    rule, outcome = (said[1], said[2]) if said else (code, "")
    sentence = SENTENCES.get(rule, rule)
    return f"{sentence} {_OUTCOMES.get(outcome, '')}".strip()


def _name(rate: Rate) -> str:
    if rate.kind in _CODES and rate.group in _CODES[rate.kind]:
        return _CODES[rate.kind][rate.group]
    if rate.kind == "deprivation":
        most = {"1": " (most deprived)", "5": " (least deprived)"}
        return f"Fifth {rate.group}{most.get(rate.group, '')}" if rate.group.isdigit() else "Not known"
    return rate.group[:1].upper() + rate.group[1:]


def _in_order(rates: Iterable[Rate]) -> list[Rate]:
    def place(rate: Rate) -> tuple[str, str, int, str]:
        turn = AGES.index(rate.group) if rate.group in AGES and rate.kind == "age" else 0
        return rate.source, rate.kind, turn, "~" if rate.group == "not known" else rate.group

    return sorted(rates, key=place)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _number(words: str) -> float | None:
    return float(words.rstrip("%")) / 100 if words.endswith("%") else None

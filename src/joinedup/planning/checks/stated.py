"""Where a plan wants a measure to be, and by which financial year: read from sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from joinedup.planning.checks.marked import Quantity, marked
from joinedup.planning.checks.view import View
from joinedup.planning.values import dates_in

TOPICS = {
    "delayed transfers": re.compile(
        r"delayed (?:transfers?|discharges?|days|bed.?days)|\bDTOCs?\b|delays in discharge", re.I
    ),
    "still at home after reablement": re.compile(r"91.?days?\b|still at home|at home \(?91|reablement measure", re.I),
    "dementia diagnosis": re.compile(
        r"dementia diagnos|diagnosed with dementia|diagnosis (?:rate )?(?:of|for) dementia|\bdiagnosis rate", re.I
    ),
    "care home admissions": re.compile(
        r"\b(?:residential|care.homes?|nursing)\b[^.;]{0,50}\b(?:admissions?|rate)\b|"
        r"\blong.?term admissions?|\badmi(?:ssions?|tted) permanently|permanently admitted|"
        r"\bmov(?:e|es|ed|ing) (?:permanently |for good )?(?:in)?to (?:a )?(?:residential|nursing|care)|"
        r"\badmissions? (?:in)?to (?:residential|care|nursing)|permanent admissions",
        re.I,
    ),
    "injuries from falls": re.compile(
        r"\bfalls?.{0,12}\binjur\w+|\binjur\w+ (?:from|due to|after|because of) (?:a )?falls?|hip fractures?", re.I
    ),
    "admissions after falls": re.compile(
        r"\bfalls?\b:?[^.;]{0,20}\badmissions?\b|\badmissions? (?:due to|because of|from|after|following|"
        r"for) (?:a )?falls?\b",
        re.I,
    ),
    "discharge to the usual place": re.compile(
        r"\b(?:usual|normal) place of residence|\bdischarged? (?:home|to (?:their )?(?:own|usual) (?:home|place))", re.I
    ),
    "discharge on the ready date": re.compile(r"discharge.ready date", re.I),
    "readmissions": re.compile(r"\bre-?admissions?\b|\breadmitted\b", re.I),
    "A&E attendances": re.compile(r"(?:A ?& ?E|A and E|emergency department)\b.{0,12}\battend", re.I),
    "emergency admissions": re.compile(
        r"\b(?:emergency|non.?elective|unplanned)\b.{0,30}\b(?:admissions?|stays)\b|\bNELs?\b", re.I
    ),
}
LEVEL = {  # shares of people: aimed at as a level
    "still at home after reablement",
    "dementia diagnosis",
    "discharge to the usual place",
    "discharge on the ready date",
}
CALENDAR = 10_000  # added to a calendar year, which is no financial year
_NEAR = 40  # letters between a figure and its year
COUNTED = {"care home admissions", "injuries from falls", "admissions after falls"}  # aimed at as a number of people
_FEWER = r"(?:fewer|lower|less|reduction|cut|fall|decrease|drop)\b"
_CHANGE = re.compile(
    rf"(?P<one>\d+(?:\.\d+)?)\s?(?:%|per cent)\s+(?:\w+\s+){{0,1}}?{_FEWER}|"
    r"\b(?:reduc\w*|cuts?|fall|drop|decreas\w*|lower\w*|fewer|down)\b[^%;.\d]{0,60}?\b(?:by|of|to achieve)\s+"
    r"(?:an? (?:third|quarter|fifth|sixth|tenth)(?: \(|, or |, )|about |around |"
    r"at least )?(?P<two>\d+(?:\.\d+)?)\s?(?:%|per cent)|"
    r"\bavoid\w*\s+\d[\d,]*\b[^%;]{0,60}?[\s(](?P<three>\d+(?:\.\d+)?)\s?%|↓\s?(?P<four>\d+(?:\.\d+)?)\s?%|"
    r"\b\d[\d,]* (?:fewer|less|lower)(?:,| or| \() ?(?:or |a fall of )?(?P<five>\d+(?:\.\d+)?)\s?%",
    re.I,
)
_SHARE = re.compile(r"(?<![\d.–-])(?P<one>\d+(?:\.\d+)?)\s?(?:%|per cent)(?!\s*(?:point|more|higher))", re.I)
_BASE = re.compile(  # what the aim is measured from is no aim: 'than in 2013/14', '(it was 83%)', 'from 642 to'
    r"\b(?:(?<!more )(?<!fewer )than|against|compared (?:to|with)|versus|relative to|on the|instead of|not)\b"
    r"(?:[^,;.)]|,(?=\d))*|"
    r"\b(?:was|were|is now|are now|has been|stands? at|stood at|currently|now)\b[^,;.)]*?(?=\band\b|[,;.)]|$)|"
    r"\bfrom\s+(?:[a-z]+\s+){0,3}?£?\d[^;)]{0,60}?(?=\bto\b)|"
    r"\d[\d.]*\s?%\s*(?:now|at present|today)\b|\(\s*(?:n\s?=|of )[^)]*\)",
    re.I,
)
_HISTORY = re.compile(
    r"\b(?:audit|stud(?:y|ies)|evidence|found that|evaluation of|pilots?|elsewhere|nationally|england|average|"
    r"tr(?:ia|a)l|research|review of|growth (?:in|of)|risen|rose|fell|went down|last year|would|could|could have|"
    r"if|unless|until|threshold|range|between \d+(?:\.\d+)?\s?%? and|up to|at least|stretch|peers?|best)\b",
    re.I,
)
_SOME = re.compile(  # the people a figure is of, where they are not everybody of the measure
    r"care.home residents?|from (?:the )?care homes|children|under 19|\b(?:65|75|85)\b|frail|\bfalls\b|"
    r"a fall\b(?! of \d)|"
    r"ambulatory|avoidable|chronic|COPD|respiratory|heart|diabet\w*|stroke|dementia|carers?|high risk|at risk|"
    r"cohort|this group|these people|list|caseload|register|practice\b|ward\b|locality|town|site|hospital'?s?\b|trust|"
    r"weekend|winter|mental|learning|acute|non-acute|community|attributable|social care|NHS\b",
    re.I,
)
PLACE = re.compile(
    r"care.home residents?|these people|this group|cohort|\blist\b|caseload|locality|\bward\b|town\b", re.I
)


_ONWARD = re.compile(
    r"\s*(?:[a-z(]|[Tt]he (?:rate|aim|plan|target|goal|ambition|number|figure|share)\b(?! of\b(?! \d)))"
)
_OF_THEM = re.compile(
    r"\b(?:(?<!all )of them|this measure|they are to|it is to|they will|it will|these (?:are|will)|hold (?:them|it|"
    r"this) (?:to|at))\b",
    re.I,
)
_WE_PLAN = re.compile(
    r"\b(?:we|the (?:plan|board|partners|fund|target|aim)) (?:\w+ )?(?:plan|aim|expect|want|look|is|are|seek|"
    r"intend|hope)",
    re.I,
)
_ALONE = re.compile(
    rf"%\s+{_FEWER}(?=\s*[,.;)]|\s+(?:in|by|from|than|each|a year|after)\b|\s*$)|"
    r"\b(?:to|at|of) \d[\d.,]*%?(?=\s*[,.;)]|\s+(?:in|by)\b|\s*$)",
    re.I,
)
_TO_BE = re.compile(
    r"(?:\b(?:to|at|be|reach\w*|than|for|expect\w*|see|have|is|are|most|target of|total of|level of)|:)\s*"
    r"(?:(?:about|around|no more than|new|only|just|a total of)\s+){0,2}$",
    re.IGNORECASE,
)
_NO_AIM_BEFORE = re.compile(
    r"\b(?:by|further|another|avoid\w*|prevent\w*|reduc\w*|save|some|of|under|over|from|age[ds]?|for|per|up to|between)"
    r"\s*(?:about )?$",
    re.I,
)
_NO_AIM_AFTER = re.compile(
    r"^\s*(?:(?:[\w-]+\s){0,3}(?:fewer|less|more|lower|higher|avoided|prevented|saved)\b|"
    r"of (?:the|these|those|them|whom|our)\b|(?:a |per |each |every )?(?:month|week|quarter|day|night)|"
    r"(?:beds?|places|wards|practices|homes|hours|pounds|packages|staff|nurses)\b|out of)",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"^\s*(?:(?:new|permanent|long.?term|emergency|people|older|older people|residential|care.home|fall|falls|"
    r"such)\s){0,3}"
    r"(?:admissions?|injuries|people|placements?|moves?|persons|adults)?"
    r"(?=\s*(?:[,.;)]|in\b|by\b|to\b|into\b|during\b|over\b|of\b|aged\b|will\b|per\b|due\b|after\b|$))",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|to|aim\w*|plan\w*|target\w*|expect\w*|want|should|look for|ambition|no more than)\b", re.I
)
_OF_SCHEME = re.compile(r"\b(?:scheme|team|service|pilot|project|teams|services|clinic|beds|hub|this will)\b", re.I)
_ALL_AGES = {"emergency admissions", "A&E attendances", "delayed transfers", "readmissions"}
_OLDER = re.compile(r"\b65(?: ?\+| and (?:over|above|older)| or (?:over|older)| years)?|\b(?:over|aged) 65s?\b", re.I)
_QUALIFIED = re.compile(  # what follows the measure's name and says that it is of some people or causes alone
    r"^\s*(?:\([^)]*\)\s*)?(?:in|of|from|due to|because of|among|for|at|on|with|caused by)\s+"
    r"(?!care\b(?! homes?)|\d|people aged|people over|older|(?:the |our |this )?(?:borough|county|city|area|"
    r"district|whole|residents?|population)\b|those aged|all\b|"
    r"adults\b|hospital\b|reablement\b|leaving\b|which\b|acute|residential|nursing|a year|discharge\b|"
    r"and\b)((?:[\w-]+\s?){1,3})",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r"\b(?:a|per|each|every) (?:month|week|quarter|day)\b|\bquarterly\b|\bmonthly\b|\bQ[1-4]\b|under 65|"
    r"18.?(?:to|-|–).?64|younger",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that a plan wants of a measure by the year that ends in ``year`` (0: none is named); ``kind`` is
    change, level, rate or count, ``half`` half of its last place."""

    topic: str
    kind: str
    value: Decimal
    year: int
    people: frozenset[str]
    scope: str
    line: int
    text: str
    half: Decimal = Decimal(0)

    @property
    def shown(self) -> str:
        """The figure as a reader would say it."""
        words = {"change": f"{self.value}% fewer", "level": f"{self.value}%", "rate": f"{self.value:,} per 100,000"}
        return words.get(self.kind, f"{self.value:,}")


def first_year(view: View) -> int:
    """The first year that the form plans for, by the year it ends in: what is told of one before it is no aim."""
    return int(view.template.years[0][:4]) + 1 if view.template.years else 0


def is_share(text: str) -> bool:
    """Whether the one measure it speaks of is a share of people."""
    return topic_of(text) in LEVEL


def told_in_sentences(view: View) -> Iterator[Stated]:
    """Every figure that a sentence aims at with its measure and year; a clause may go on about the one before it."""
    topic, at = None, -9
    for sentence in view.sentences:
        if view.plan.format == "sheet" and len(sentence.text) < 25:
            continue
        for clause in re.split(r";|(?<=\))\s*,\s+(?=and )", sentence.text):
            named = topic_of(clause)
            if named is None and sentence.line - at <= 2 and _goes_on(clause):
                named = topic
            topic, at = (named, sentence.line) if named else (topic, at)
            if named:
                place = _Place(sentence.line, sentence.text, _scope(view, sentence.line), first_year(view))
                yield from _of_clause(named, clause, place)


def _goes_on(clause: str) -> bool:
    """A clause that speaks on of the measure before it: 'The aim is 12% fewer', 'In 2015/16 we plan for 5% fewer'."""
    return bool(_ONWARD.match(clause) or _OF_THEM.search(clause) or (_WE_PLAN.search(clause) and _ALONE.search(clause)))


def topic_of(text: str) -> str | None:
    """The one measure of the text; a text about two says of neither which figure is its own."""
    named = [topic for topic, words in TOPICS.items() if words.search(text)]
    if "emergency admissions" in named and len(named) > 1:
        named = [topic for topic in named if topic != "emergency admissions"]
    return named[0] if len(named) == 1 else None


def _scope(view: View, line: int) -> str:
    """The scheme in whose description the line stands; empty elsewhere: what a scheme promises is its own."""
    key = view.key_at(line) or ""
    if not key.startswith("a1.") and key != "benefit":
        return ""
    owner = max((row.line or 0 for row in view.schemes if (row.line or 0) <= line), default=0)
    return f"scheme on line {owner}"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a clause stands, whose it is, and the first year that the plan is about."""

    line: int
    text: str
    scope: str
    first: int


def _of_clause(topic: str, clause: str, place: _Place) -> Iterator[Stated]:
    if _HISTORY.search(clause):
        return
    aims = _BASE.sub(lambda found: " " * len(found[0]), clause)
    rest = TOPICS[topic].sub(" ", clause)
    if topic not in _ALL_AGES:
        rest = _OLDER.sub(" ", rest)
    named = TOPICS[topic].search(clause)
    qualified = _QUALIFIED.match(aims[named.end() :]) if named else None
    of = {qualified[1].strip().lower()} if qualified else set()
    shares = list(_levels(aims)) if topic in LEVEL else list(_changes(aims))
    kind = "level" if topic in LEVEL else "change"
    narrow = _SOME if kind == "change" else PLACE
    people = frozenset({found[0].lower() for found in narrow.finditer(rest)} | of)
    aimed = kind == "change" and _WILL.search(aims) and not _OF_SCHEME.search(clause)
    for value, year in shares:
        if year or (aimed and len(shares) == 1):
            scope = place.scope if kind == "change" else ""
            yield Stated(topic, kind, value, year or 0, people, scope, place.line, place.text)
    where = frozenset({found[0].lower() for words in (PLACE, SEVERAL) for found in words.finditer(rest)} | of)
    for one, year in _numbers(topic, clause, aims, place.first):
        if year or (_WILL.search(aims) and not _OF_SCHEME.search(clause)):
            kind = "rate" if one.kind == "R" else "count"
            yield Stated(topic, kind, one.value, year or 0, where, "", place.line, place.text, one.half)


def _changes(aims: str) -> Iterator[tuple[Decimal, int | None]]:
    for match in _CHANGE.finditer(aims):
        yield _figure(match), year_in(aims, match.end()) or _calendar_year(aims, match.end())


def _calendar_year(text: str, end: int) -> int | None:
    """The calendar year named right behind the figure, apart from any financial year."""
    named = next((one.date for one in dates_in(text) if 0 <= one.start - end < _NEAR), None)
    return CALENDAR + named.first.year if named and named.precision == "year" else None


def _levels(aims: str) -> Iterator[tuple[Decimal, int | None]]:
    """Shares aimed at; nothing where several are told of one year: nobody can say which is the aim."""
    found = [(_figure(match), year_in(aims, match.end())) for match in _SHARE.finditer(aims)]
    if not _CHANGE.search(aims) and len({year for _, year in found}) == len(found):
        yield from found


def _numbers(topic: str, clause: str, aims: str, first: int) -> Iterator[tuple[Quantity, int | None]]:
    """Rates and numbers of people that the clause aims at, each with its year."""
    known = [one for one in marked(clause).quantities if one.kind in "NR" and aims[one.start : one.end].strip()]
    found = [one for one in known if one.kind == "R" or _is_aim(topic, aims, one)]
    for kind in "NR":
        same = [one for one in known if one.kind == kind]
        ends = {one: min((other.start for other in same if other.start >= one.end), default=len(aims)) for one in same}
        dated = [(one, _year_here(aims[: ends[one]], one.end, first)) for one in found if one.kind == kind]
        pairs = [(one, year) for one, year in dated if year is None or year >= first]
        if len({year for _, year in pairs}) == len(pairs):
            yield from pairs


def _is_aim(topic: str, aims: str, one: Quantity) -> bool:
    before, after = aims[: one.start], aims[one.end :]
    whole = one.value == one.value.to_integral_value() and one.value >= 10
    if topic not in COUNTED or not whole or _NO_AIM_BEFORE.search(before) or _NO_AIM_AFTER.match(after):
        return False
    return bool((_TO_BE.search(before) or _WILL.search(before)) and _THINGS.match(after))


def _figure(match: re.Match[str]) -> Decimal:
    return Decimal(next(group for group in match.groups() if group).replace(",", ""))


def _year_here(text: str, end: int, first: int) -> int | None:
    """The year of a figure; one that stands before it and is past says of it nothing."""
    year = year_in(text, end)
    return None if year and year < first and year_in(text[end:], 0) is None else year


def year_in(text: str, end: int) -> int | None:
    """The financial year of the next date of the clause, else of the last before the figure, by the year it ends in."""
    known = dates_in(text)
    after = [found for found in known if found.start >= end and found.start - end < 110]
    before = [found for found in known if found.end <= end]
    span = len(after) > 1 and "between" in text[end : after[0].start].lower()
    chosen = after[int(span)] if after else (before[-1] if before else None)
    if chosen is None or chosen.date.precision == "year":  # a calendar year is not the financial year
        return None
    last = chosen.date.last
    return last.year + (last.month > 3)

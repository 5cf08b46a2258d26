"""Where a plan wants a measure to be, and by which financial year: read from sentences and from tables of measures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

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
        r"\b(?:residential|care.home|nursing)\b[^.;]{0,50}\b(?:admissions?|rate)\b|"
        r"\badmissions? (?:in)?to (?:residential|care|nursing)|permanent admissions",
        re.I,
    ),
    "injuries from falls": re.compile(
        r"\bfalls?.{0,12}\binjur\w+|\binjur\w+ (?:from|due to|after|because of) (?:a )?falls?|hip fractures?", re.I
    ),
    "readmissions": re.compile(r"\bre-?admissions?\b|\breadmitted\b", re.I),
    "A&E attendances": re.compile(r"(?:A ?& ?E|A and E|emergency department)\b.{0,12}\battend", re.I),
    "emergency admissions": re.compile(
        r"\b(?:emergency|non.?elective|unplanned)\b.{0,30}\b(?:admissions?|stays)\b|\bNELs?\b", re.I
    ),
}
_LEVEL = {"still at home after reablement", "dementia diagnosis"}  # shares of people: aimed at as a level
_RATE = {"care home admissions"}  # aimed at as a rate of a population
_FEWER = r"(?:fewer|lower|less|reduction|cut|fall|decrease|drop)\b"
_CHANGE = re.compile(
    rf"(?P<one>\d+(?:\.\d+)?)\s?(?:%|per cent)\s+(?:\w+\s+){{0,1}}?{_FEWER}|"
    r"\b(?:reduc\w*|cuts?|fall|drop|decreas\w*|lower\w*|fewer)\b[^%;.\d]{0,60}?\b(?:by|of|to achieve)\s+"
    r"(?P<two>\d+(?:\.\d+)?)\s?(?:%|per cent)|"
    r"\bavoid\w*\s+\d[\d,]*\b[^%;]{0,60}?[\s(](?P<three>\d+(?:\.\d+)?)\s?%",
    re.I,
)
_SHARE = re.compile(r"(?<![\d.–-])(?P<one>\d+(?:\.\d+)?)\s?(?:%|per cent)(?!\s*(?:point|more|higher))", re.I)
_PER = re.compile(r"(?P<one>\d[\d,]*(?:\.\d+)?)\s+(?:per|for (?:each|every))\s+100[,.]?000", re.I)
_BASE = re.compile(  # what the aim is measured from is no aim: 'than in 2013/14', '(it was 83%)', 'from 642 to'
    r"\b(?:than|against|compared (?:to|with)|versus|relative to|on the|instead of|not)\b[^,;.)]*|"
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
    r"care.home residents?|from (?:the )?care homes|children|under 19|\b(?:65|75|85)\b|frail|\bfalls\b|a fall\b|"
    r"ambulatory|avoidable|chronic|COPD|respiratory|heart|diabet\w*|stroke|dementia|carers?|high risk|at risk|"
    r"cohort|this group|these people|list|caseload|register|practice\b|ward\b|locality|town|site|hospital'?s?\b|trust|"
    r"weekend|winter|mental|learning|acute|non-acute|community|attributable|social care|NHS\b",
    re.I,
)
_PLACE = re.compile(
    r"care.home residents?|these people|this group|cohort|\blist\b|caseload|locality|\bward\b|town\b", re.I
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that a plan wants of a measure by the year that ends in ``year``; ``kind`` is change, level or rate."""

    topic: str
    kind: str
    value: Decimal
    year: int
    people: frozenset[str]
    scope: str
    line: int
    text: str

    @property
    def shown(self) -> str:
        """The figure as a reader would say it."""
        return {"change": f"{self.value}% fewer", "level": f"{self.value}%", "rate": f"{self.value:,} per 100,000"}[
            self.kind
        ]


def stated_in(view: View) -> list[Stated]:
    """Every figure a plan aims at with its measure and year, from sentences and from tables, by line."""
    return sorted((*_told(view), *_tabled(view)), key=lambda stated: stated.line)


def is_share(text: str) -> bool:
    """Whether the one measure it speaks of is a share of people."""
    return _topic(text) in _LEVEL


def _told(view: View) -> Iterator[Stated]:
    topic, at = None, -9
    for sentence in view.sentences:
        if view.plan.format == "sheet" and len(sentence.text) < 25:
            continue
        for clause in re.split(r";|(?<=\))\s*,\s+(?=and )", sentence.text):
            named = _topic(clause)
            if named is None and sentence.line - at <= 2 and _goes_on(clause):
                named = topic
            topic, at = (named, sentence.line) if named else (topic, at)
            if named:
                yield from _of_clause(named, clause, sentence.line, sentence.text, _scope(view, sentence.line))


def _goes_on(clause: str) -> bool:
    """A clause that speaks on of the measure before it."""
    return bool(re.match(r"\s*(?:[a-z(]|[Tt]he (?:rate|aim|plan|target)\b)|[^.]*\b(?:of them|this measure)\b", clause))


def _topic(text: str) -> str | None:
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


def _of_clause(topic: str, clause: str, line: int, text: str, scope: str) -> Iterator[Stated]:
    if _HISTORY.search(clause):
        return
    aims = _BASE.sub(lambda found: " " * len(found[0]), clause)
    for kind, pattern in _patterns(topic):
        narrow = _SOME if kind == "change" else _PLACE
        people = frozenset(found[0].lower() for found in narrow.finditer(TOPICS[topic].sub(" ", clause)))
        found = [(_figure(match), _year(aims, match.end())) for match in pattern.finditer(aims)]
        if kind == "level" and (_CHANGE.search(aims) or len({year for _, year in found}) < len(found)):
            continue  # several shares of one year: nobody can say which is the aim
        for value, year in found:
            if year:
                yield Stated(topic, kind, value, year, people, scope if kind == "change" else "", line, text)


def _figure(match: re.Match[str]) -> Decimal:
    return Decimal(next(group for group in match.groups() if group).replace(",", ""))


def _patterns(topic: str) -> list[tuple[str, re.Pattern[str]]]:
    if topic in _LEVEL:
        return [("level", _SHARE)]
    return [("change", _CHANGE), *([("rate", _PER)] if topic in _RATE else [])]


def _year(text: str, end: int) -> int | None:
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


def _tabled(view: View) -> Iterator[Stated]:
    for table in view.plan.tables:
        if view.plan.format == "sheet":
            continue
        first = table.rows[0].cells
        years = {at: _year(f": {cell}", 1) for at, cell in enumerate(first) if at and _aims(cell)}
        for row in table.rows[1:]:
            topic = _topic(row.cells[0]) if row.cells else None
            for at, year in years.items():
                cell = row.cells[at].strip() if at < len(row.cells) else ""
                match = re.fullmatch(r"(\d+(?:\.\d+)?)\s?%", cell)
                if topic in _LEVEL and year and match:
                    said = " … ".join((row.cells[0], first[at], cell))
                    yield Stated(topic, "level", Decimal(match[1]), year, frozenset(), "", row.line, said)


def _aims(head: str) -> bool:
    return not re.search(r"baseline|actual|outturn|current|latest|now\b", head, re.I)

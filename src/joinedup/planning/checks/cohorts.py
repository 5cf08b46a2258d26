"""Benefits beside the people they are to come from: no more than the cohort had, and each counted once."""

import re
from collections.abc import Iterator

from joinedup.planning.checks import counted_twice
from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import Sentence, View
from joinedup.planning.words import fold

_N = r"\d{1,3}(?:,\d{3})+|\d+"
_EVENT = r"(?:\w+[ -]){0,3}?(?:admissions|readmissions|attendances|falls|stays|episodes|transfers|placements|moves)"
_AVOIDED = r"avoid|prevent|save|fewer|reduc|cut|spare"
_OF_THESE = re.compile(
    rf"\b(?:had|have|made|were|with|there were|account(?:ed)? for|saw|of|in)\b (?P<had>{_N}) (?:{_EVENT})\b"
    r"[^.;]{0,60}?[,;:] ?"
    rf"(?P<rest>[^.]*?)(?<![\d,.£])(?P<less>{_N}) of (?:these|them|those|which)\b(?P<after>[^.;]*)",
    re.IGNORECASE,
)
_TURNED = re.compile(  # avoid 95 of the 80 readmissions
    rf"\b(?:{_AVOIDED})\w* (?P<less>{_N}) of (?:the|their|its|these|those|our) (?P<had>{_N}) (?:{_EVENT})\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    rf"\b(?:(?:{_AVOIDED})\w* (?P<less>{_N})|(?P<fewer>{_N}) fewer) (?P<what>(?:\w+[ -]){{0,3}}?admissions)"
    rf"(?: to (?:\w+ ){{1,3}}?)?\s?(?:a year |each year |yearly |in 20\d\d[/\d]* )?"
    rf"(?P<link>from|of|among|by|for) (?P<who>(?:(?!who\b|had\b|which\b|in 20)[\w'’+-]+ ?){{1,6}})"
    rf"(?:,? who had (?P<had>{_N}))?",
    re.IGNORECASE,
)
_BASE = re.compile(
    rf"(?P<who>[^.;:()£%]{{4,90}}?)\b(?:had|have|accounted for|made)\b (?:about |some )?(?P<had>{_N}) "
    rf"(?:emergency |non.?elective |unplanned |hospital ){{0,2}}admissions\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    rf"(?P<many>{_N}) (?:\w+ ){{0,2}}?(?:people|residents|patients|persons|adults|users)\b", re.IGNORECASE
)
_PERMANENT = re.compile(r"\bpermanent|\b(?:residential|care home|nursing home)\b", re.IGNORECASE)
_WHO_HAD = re.compile(  # prevent 415 admissions among those 3,200 people, who had 1,310
    r"\b(?:avoid|prevent|save|spare)\w* ‹N(?P<less>\d+)›[^‹›.;]{0,60}?(?:‹N\d+›[^‹›.;]{0,40}?)?"
    r"\b(?:who|which|they|that) had ‹N(?P<had>\d+)›|"
    r"‹N(?P<fewer>\d+)›[^‹›.;]{0,40}?\b(?:avoided|prevented|fewer|saved)\b[^‹›.;]{0,12}?\b(?:out )?of (?:the|their|its|"
    r"these|those|our|a total of|some) ‹N(?P<of>\d+)›(?! (?:people|residents|patients|adults|users|homes))",
    re.IGNORECASE,
)
_EMPTY = {
    "the",
    "those",
    "these",
    "our",
    "their",
    "of",
    "in",
    "and",
    "people",
    "residents",
    "patients",
    "all",
    "year",
    "a",
}


def _above(view: View) -> Iterator[Found]:
    bases = [(sentence, match) for sentence, _ in view.marked for match in _BASE.finditer(sentence.text)]
    for sentence, text in view.marked:
        for match in _WHO_HAD.finditer(text.text):
            less, had = (text.of(match, name) for name in (("less", "had") if match["less"] else ("fewer", "of")))
            yield from _more(sentence, int(less.value), int(had.value))
        for pattern in (_OF_THESE, _TURNED):
            for match in pattern.finditer(sentence.text):
                if pattern is _TURNED or re.search(_AVOIDED, match["rest"] + match["after"], re.IGNORECASE):
                    yield from _more(sentence, _number(match["less"]), _number(match["had"]))
        for match in _PROMISE.finditer(sentence.text):
            yield from _promise(sentence, match, bases)


def _promise(sentence: Sentence, match: re.Match[str], bases: list[tuple[Sentence, re.Match[str]]]) -> Iterator[Found]:
    less = _number(match["less"] or match["fewer"])
    people = _PEOPLE.search(match["who"])
    if match["had"]:
        yield from _more(sentence, less, _number(match["had"]))
    elif people and _PERMANENT.search(sentence.text[match.start("what") : match.start("who")]):
        many = _number(people["many"])
        if less > many:
            message = f"{less:,} permanent admissions are to be avoided among {many:,} people, and each has one at most"
            yield Found(message, sentence.line, text=sentence.text)
    else:
        wanted = set(fold(match["who"]).split()) - _EMPTY
        for base, had in bases:
            told = set(fold(had["who"]).split())
            if len(wanted) >= 2 and wanted <= told and base is not sentence:
                yield from _more(sentence, less, _number(had["had"]), base.line)
                return


def _more(sentence: Sentence, less: int, had: int, line: int | None = None) -> Iterator[Found]:
    if less > had:
        place = f" (line {line})" if line and line != sentence.line else ""
        yield Found(f"{less:,} are to be avoided out of {had:,}{place}", sentence.line, text=sentence.text)


_HAD = re.compile(rf"\bhad (?P<had>{_N}) (?:\w+ ){{0,2}}?(?:admissions|attendances|stays)\b", re.IGNORECASE)
_CHANGE = re.compile(r"\b(?:change|activity|avoided|fewer|reduction|prevented)\b", re.IGNORECASE)


def _in_rows(view: View) -> Iterator[Found]:
    """A row of benefits whose own words tell how many admissions the people had."""
    for table in view.plan.tables:
        heads = table.rows[0].cells
        counted = [at for at, head in enumerate(heads) if at and _CHANGE.search(head) and "£" not in head]
        for row in table.rows[1:] if counted else ():
            had = next((match for cell in row.cells if (match := _HAD.search(cell))), None)
            told = next((value for at in counted if at < len(row.cells) and (value := number_in(row.cells[at]))), None)
            if had and told and abs(told) > _number(had["had"]):
                message = f"{abs(told):,} are to be avoided out of {_number(had['had']):,}"
                yield Found(message, row.line, text=had.string)


_BENEFIT = re.compile(r"^\W*(?:expected |main |planned )?(?:benefits?|impact|effect|result)\b", re.IGNORECASE)
_LESS = re.compile(
    rf"^\W*(?P<less>{_N}) (?:fewer )?(?:\w+[ -]){{0,3}}?(?:admissions|attendances|stays)\b", re.IGNORECASE
)


def _in_blocks(view: View) -> Iterator[Found]:
    """One scheme's block of labels and values: what its people had, and what it is to prevent."""
    for table in view.plan.tables:
        rows = [[cell for cell in row.cells if cell.strip()] for row in table.rows]
        had = next((match for cells in rows for cell in cells if (match := _HAD.search(cell))), None)
        if had is None or any(len(cells) > 2 for cells in rows):
            continue
        for row, cells in zip(table.rows, rows, strict=True):
            less = _LESS.match(cells[1]) if len(cells) == 2 and _BENEFIT.match(cells[0]) else None
            if less and _number(less["less"]) > _number(had["had"]):
                message = f"{less['less']} are to be avoided out of {had['had']}"
                yield Found(message, row.line, text=cells[1])


def _all_above(view: View) -> Iterator[Found]:
    yield from _above(view)
    yield from _in_blocks(view)
    yield from _in_rows(view)


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))


CHECKS = (
    Check(
        code="benefits-above-cohort",
        title="More is to be avoided than the people had",
        why="A group cannot be spared more admissions than it has.",
        example="95 readmissions avoided of people who had 80",
        fix="correct the figure, or name the group it comes from",
        severity=ERROR,
        run=_all_above,
    ),
    Check(
        code="benefits-counted-twice",
        title="One benefit is counted under two schemes",
        why="An admission can be avoided once; counted twice it is money that will not be there.",
        example="'of which 110 are also shown under T3', and both in the sum",
        fix="count it under one scheme, and say so under the other",
        severity=ERROR,
        run=counted_twice.counted_twice,
    ),
)

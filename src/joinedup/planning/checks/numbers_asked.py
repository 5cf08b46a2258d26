"""A number asked and none given: shares of people, sums of money, dates, effects on hospitals."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found, at
from joinedup.planning.checks.view import View
from joinedup.planning.plan import FieldValue
from joinedup.planning.templates import Question
from joinedup.planning.values import Money, dates_in, parse_date, percents_in
from joinedup.planning.values.money import money_in
from joinedup.planning.words import sentences

_PEOPLE = re.compile(
    r"\b(?:adults?|adult population|population|registered|residents|people aged|patients|individuals)\b", re.I
)
_RISK = re.compile(
    r"high(?:er|est)? risk|at[- ]risk|risk of (?:an? )?(?:\w+ )?(?:hospital )?admission|most complex", re.I
)
_BEFORE_TOP = re.compile(r"\b(?:top|aim|target|expand|intention|ambition|increase to|rising to)\b", re.I)
_PLAN = re.compile(r"care plans?\b|care planning|anticipatory", re.I)
_WORDS = re.compile(
    (
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|"
        r"twenty)(?:[- ]and[- ]a[- ]half)? per ?cent\b|\bhalf of\b|\b(?:a|one) (?:third|quarter|fifth|"
        r"tenth) of\b|\btwo[- ]thirds of\b|\bnone of|\bno(?:ne| one)\b.{0,30}\bhave\b"
    ),
    re.I,
)
_NUMBER = re.compile(
    r"(?<![\w/])(?!(?:19|20)\d\d\b)\d[\d,.]*\s?(?:%|per cent|admissions|beds?\b|attendances|days|m\b|k\b)|£\s?\d", re.I
)
_IN_USE = re.compile(
    r"\bNHS number\b[^.]{0,40}\b(?:is|has been)\b[^.]{0,30}\b(?:used|in use|primary|main)\b", re.IGNORECASE
)
_NOT_YET = re.compile(
    r"\b(?:not|partly|partial\w*|some|will|working towards|plans? to|aim|intend\w*|where possible)\b", re.IGNORECASE
)
_LEFT = re.compile(r"[<\[]|\b(?:tbc|tbd|tba|to be confirmed)\b|d/m", re.IGNORECASE)
_PART_OF = re.compile(
    r"\b(?:part|share|proportion|portion|some|most|much|majority|bulk)\b[^.£\d]{0,40}\bof\b[^.£\d]{0,30}"
    r"\b(?:pools?|pooled|funds?|funding|budget|BCF|total|whole|money|allocation|resources?)\b[^.£\d]{0,15}$",
    re.IGNORECASE,
)
_NATIONAL = re.compile(r"£\s?(?:135|130|1\.9|3\.8)\s?(?:m|bn|million|billion)\b", re.IGNORECASE)
_UNTOLD = re.compile(  # 'A proportion of the adult population has been found to be at high risk'
    r"\b(?:a|an|the) (?:\w+ ){0,2}(?:proportion|percentage|share|number|minority|majority|part|group|cohort) of "
    r"(?:\w+ ){0,3}(?:adults?|population|residents|people|patients|registered)\b|"
    r"\b(?:some|many|most|several|a few) (?:of (?:our|the) )?(?:\w+ ){0,2}(?:adults|residents|people|patients)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\W*of (?:those|them|these|whom)\b", re.IGNORECASE)
_PER_PEOPLE = re.compile(r"\b\d[\d,]*\s+(?:people|patients|adults|individuals|of the)\b", re.I)


def _run(view: View) -> Iterator[Found]:
    for field in view.plan.fields:
        question = view.template.question(field.key)
        if question is None or field.blank:
            continue
        yield from _kind(view, field, question)
        for demand in question.demands:
            yield from _demand(field, demand, len(question.demands))
    for row in view.providers:
        for field in row.fields:
            question = view.template.question(field.key)
            numeric = question is not None and question.kind in {"count", "percent"} and not money_in(field.text)
            if question and numeric and not field.blank and field.parsed is None:
                yield at(field, f"a number was asked: {question.ask}")


def _kind(view: View, field: FieldValue, question: Question) -> Iterator[Found]:
    row = view.line(field.line) if field.line and view.plan.format == "sheet" else None
    beside = bool(row and any(money_in(cell) for cell in row.cells))  # the sum stands in another cell of its row
    if question.kind in {"money", "money per year"} and not beside and not _names_a_sum(field):
        yield at(field, f"a sum of money was asked and none is given: {question.ask}")
    undated = question.kind == "date" and not dates_in(field.text) and not _LEFT.search(field.text)
    if undated and (field.key != "3c.nhs_number_by_when" or not _already(field.text)):
        yield at(field, f"a date was asked and none is given: {question.ask}")


def _names_a_sum(field: FieldValue) -> bool:
    """A sum of its own: 'a large part of the pool of £18m' names only the pool's, '£135m' the whole country's."""
    vague = own = False
    for text in sentences(field.text):
        for found in () if _NATIONAL.search(text) else money_in(text):
            part = bool(_PART_OF.search(text[: found.start]))
            vague, own = vague or part, own or not part
    return own or (not vague and (bool(money_in(field.text)) or isinstance(field.parsed, Money)))


def _already(text: str) -> bool:
    """True where the answer says that the NHS Number is in use: then no date is asked."""
    if _IN_USE.search(text) and not _NOT_YET.search(text):
        return True
    return bool(
        re.match(r"^\W*(?:n/?a|not applicable|already|this is (?:already )?in place|in place|yes)\b", text, re.I)
    )


def _demand(field: FieldValue, demand: str, together: int) -> Iterator[Found]:
    if demand == "number":
        if not _NUMBER.search(field.text):
            message = "the effect was to be quantified, and no figure is given"
            yield at(field, message, severity=WARNING)
        return
    shares = [
        text for text in sentences(field.text) if percents_in(text) or _WORDS.search(text) or _PER_PEOPLE.search(text)
    ]
    if not shares:
        if together == 1 or demand == "share at high risk":
            yield at(field, f"a percentage was asked and none is given: the {demand}")
    elif not any(_tells(text, demand) for text in shares):
        vague = next((text for text in sentences(field.text) if demand == "share at high risk" and _untold(text)), None)
        if vague:
            message = f"the {demand} was asked, and only words are given for it"
            yield Found(message, field.line, field.key, vague, ERROR)
        else:
            message = f"percentages are given, but none says plainly the {demand}"
            yield at(field, message, severity=WARNING)


def _untold(text: str) -> bool:
    """True for a sentence that says how many are at high risk in words alone."""
    words = re.split(r"\d", text, maxsplit=1)[0]
    return bool(_UNTOLD.search(words) and _RISK.search(words))


def _tells(text: str, demand: str) -> bool:
    if demand == "share with a plan":
        return bool(_PLAN.search(text))
    first = percents_in(text)
    before = text[max(0, first[0].start - 25) : first[0].start] if first else ""
    after = text[first[0].end :] if len(first) == 1 else ""
    if _OF_THEM.match(after) and _PLAN.search(after) and not _RISK.search(after):
        return False
    return bool(_PEOPLE.search(text) and _RISK.search(text) and not _BEFORE_TOP.search(before))


def _when(view: View) -> Iterator[Found]:
    """The NHS Number is not in use everywhere, and no date says when it will be."""
    told, by = view.plan.get("3c.nhs_number"), view.plan.get("3c.nhs_number_by_when")
    if told is None or by is not None or told.blank or told.text.lower().startswith(("yes", "confirmed")):
        return
    if parse_date(told.text) is None and re.search(
        r"\b(?:not|partial|proportion|working towards|moving|plan to|will)\b", told.text, re.I
    ):
        yield at(told, "the NHS Number is not used everywhere, and no date says by when it will be", severity=WARNING)


_TO_BE_AGREED = re.compile(
    r"\b(?:an amount|a sum|an amount of money|a figure|a proportion|a share|the (?:exact |final |"
    r"precise )?(?:amount|sum|figure|value|share|level|"
    r"proportion|cost))\b[^.;]{0,50}?\b(?:(?:still |yet )?to be (?:agreed|determined|confirmed|decided|"
    r"calculated|settled|finalised|worked out)|"
    r"(?:is|has|are|have) (?:not )?(?:yet )?(?:not |yet )?(?:been |being )?(?:agreed|known|determined|settled|"
    r"decided|worked (?:out|up))\b)"
    r"|\bstill being worked (?:up|out)\b",
    re.IGNORECASE,
)
_YES_KNOWN = re.compile(
    r"\b(?:has|have|is|are|was|were) (?:now |already |been )*(?:agreed|known|determined|settled|decided)\b", re.I
)
_ASKED = re.compile(
    r"£135m|£135 million|care act dut|carers?\b|protect\w*|implementation of the care|pooled?\b|investment",
    re.IGNORECASE,
)


_AT_TIMES = re.compile(r"\b(?:when|where|if|whenever|until|unless)\s*$", re.IGNORECASE)


def _still_open(view: View) -> Iterator[Found]:
    """A sum of which the plan itself says that it is not agreed yet."""
    for sentence in view.sentences:
        match = _TO_BE_AGREED.search(sentence.text)
        if match and _AT_TIMES.search(sentence.text[: match.start()]):
            continue
        if match and not (_YES_KNOWN.search(match[0]) and " not " not in match[0]) and not money_in(match[0]):
            asked = _ASKED.search(sentence.text) or (sentence.key or "").startswith("a1.investment")
            message = f"a sum is not given: '{match[0]}'"
            yield Found(message, sentence.line, text=sentence.text, severity=ERROR if asked else WARNING)


_BY_WHEN = re.compile(r"\b(?:by when|when will|date)\b[^|]{0,25}$", re.IGNORECASE)
_PUT_OFF = re.compile(
    r"^\W*(?:(?:to be|will be|it will be) \w+ )?(?:in due course|as soon as (?:possible|we can|practicable)|"
    r"at a later date|when (?:possible|ready)|soon|later|to be (?:confirmed|agreed|decided))\W*$",
    re.IGNORECASE,
)


def _put_off(view: View) -> Iterator[Found]:
    """'If not, by when? | To be achieved in due course', in a form of the plan's own."""
    for line in view.plan.source:
        cells = [cell for cell in line.cells if cell.strip()]
        if len(cells) == 2 and _BY_WHEN.search(cells[0]) and _PUT_OFF.match(cells[1]):
            message = f"a date was asked and none is given: {cells[0].strip()}"
            yield Found(message, line.number, text=" | ".join(cells), severity=ERROR)


def _all(view: View) -> Iterator[Found]:
    told = list(_put_off(view))
    yield from told
    yield from _run(view)
    yield from _still_open(view)
    yield from _when(view)


CHECKS = (
    Check(
        code="number-not-given",
        title="A number asked and none given",
        why="A promise without a figure cannot be kept or broken.",
        example="'What share of adults is at high risk?' answered with two paragraphs and no percentage",
        fix="give the figure, or say plainly that it is not known and by when it will be",
        severity=ERROR,
        run=_all,
    ),
)

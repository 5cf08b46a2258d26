"""Sums told in a sentence: parts and their total in any order of words, and parts that are more than their whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from joinedup.planning.checks.adding_up import turned_round
from joinedup.planning.checks.check import Found
from joinedup.planning.checks.marked import Marked, Quantity
from joinedup.planning.checks.view import Sentence, View

_T = r"‹(?P<kind>[NM])(?P<whole>\d+)›"
_SAYS = r"(?:in total|in all|altogether|all told|overall|together|combined|total(?:s|ling|led)?|a sum of|sum)"
_LAST = (  # 12 nurses, 8 therapists and 6 social workers, 28 posts in total; a total of £3.9m; together 1,090
    re.compile(
        rf"(?:\b(?:together|altogether|in all|in total|total(?:s|ling|led)?|sum|combined|making|makes?|giving|"
        rf"gives|come to|"
        rf"comes to|add(?:ing|s)? up to|amount(?:s|ing)? to)\b|=)[^‹›.;%]{{0,40}}{_T}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!of ){_T}(?: [\w-]+){{0,4}}? (?:in total|in all|altogether|all told|together|overall)\b", re.I),
)
_FIRST = (
    re.compile(  # £5.1m is £2.2m for …, £1.4m for … and £1.1m for …; 44 beds: 20 in the north, 14 in the east and …
        rf"{_T}(?P<link>[^‹›.;]{{0,60}}?)(?P<how>\bmade up of|\bcompris\w+|\bconsist\w* of|\bsplit (?:as|into|"
        rf"between)|\bnamely|"
        r"\bbroken down (?:as|into)|\bbeing|\bis\b|\bare\b|:|\(|,| –| -)\s?(?P<rest>.*)$",
        re.IGNORECASE,
    )
)
_EACH_PLACED = re.compile(
    r"^‹[NM]\d+› (?:at|in|from|for|under|by) [^‹›.;]{2,40}? and ‹[NM]\d+› (?:at|in|from|for|under|by) [^‹›]*$"
)
_WITHIN = re.compile(rf"{_T}[^‹›.;]{{0,50}}?\b(?:of which|including|includes?|of this|of these|of it|of them)\b", re.I)
_FROM = re.compile(  # 519 admissions avoided come from scheme 1 (310) and scheme 2 (209)
    rf"{_T}.{{0,120}}?\b(?:comes? from|made up of|split between|divided (?:between|into)|being|namely|shared between)\b"
    r"(?P<rest>(?:[^‹›.;()]{2,60}\(‹[NM]\d+›(?: \w+)?\),?){2,})",
    re.IGNORECASE,
)
_NO_LIST = re.compile(
    r"\b(?:from|to) ?(?:#|$)|\b(?:than|against|compared|per|each|average|now|was|were|before|instead|rather|"
    r"by then|until|if|or|up to|between|"
    r"including|includes?|of which|at least|over|under|more|about|minimum|marginal|rate|rising|saves?|would|"
    r"could|may|might|"
    r"x|further|another|additional|out of|of the|of these|of them|of those|years?|a year|week|month|day|unit)\b|[×*]",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\bthen\b")
_NEAR = Decimal("0.35")


_SHARE = re.compile(r" ?\(‹P\d+›\)")
_TWO_YEARS = re.compile(  # £31.00m in 2017/18 and £33.43m in 2018/19, £64.43m over the two years
    r"‹M(?P<one>\d+)› in then and ‹M(?P<two>\d+)› in then,? (?:or |that is |which is |together |a total of )*"
    r"‹M(?P<whole>\d+)› (?:over|in|for) (?:the|both) (?:two )?years",
    re.IGNORECASE,
)
_OF_THIS = re.compile(r"^\W*of (?:this|it|that|the total|these)\b(?P<rest>.*)$", re.IGNORECASE)


def wrong_totals(view: View) -> Iterator[Found]:
    """Every list of figures in a sentence that does not make the total told beside it."""
    before: tuple[Sentence, Marked] | None = None
    for sentence, marked in view.marked:
        text = replace(marked, text=_SHARE.sub("", marked.text))  # '185 (45%) for care' is 185 for care
        if len(text.quantities) >= 3:
            yield from _of_sentence(sentence, text)
        for match in _TWO_YEARS.finditer(text.text):
            yield from _judge(sentence, [text.of(match, "one"), text.of(match, "two")], text.of(match, "whole"))
        if before and 0 <= sentence.line - before[0].line <= 1:
            yield from _of_the_sum_before(sentence, text, before[1])
        before = (sentence, text)


def _of_the_sum_before(sentence: Sentence, text: Marked, before: Marked) -> Iterator[Found]:
    """'The schemes cost £20m. Of this £17.06m is …, £2.10m is … and £0.84m is …': one part with two digits turned."""
    match, sums = _OF_THIS.match(text.text), before.kinds("M")
    rest = re.sub(r"\([^()]*\)", "", match["rest"]) if match else ""
    parts = _behind(text, "M", rest)
    if sums and len(parts) >= 3 and _ends_well(rest):
        yield from _turned_part(sentence, parts, sums[-1])


def _turned_part(sentence: Sentence, parts: Sequence[Quantity], whole: Quantity) -> Iterator[Found]:
    made = sum((part.value for part in parts), Decimal(0))
    turned = [part for part in parts if turned_round(part.value, part.value - (made - whole.value))]
    if abs(made - whole.value) > _hidden([*parts, whole]) and turned:
        shown = " + ".join(map(str, parts))
        message = f"{shown} is {_written(made, whole)}, not {whole}; perhaps two digits changed places in {turned[0]}"
        yield Found(message, sentence.line, text=sentence.text)


def _of_sentence(sentence: Sentence, text: Marked) -> Iterator[Found]:
    for pattern in _LAST:
        for match in pattern.finditer(text.text):
            parts = _parts_before(text, match)
            if parts is not None:
                yield from _judge(sentence, parts, text.of(match, "whole"))
                return
    if within := _WITHIN.search(text.text):
        parts = _listed(text, within["kind"], text.text[within.end() :])
        whole = text.of(within, "whole")
        if len(parts) >= 2 and sum(part.value for part in parts) > whole.value + _hidden([*parts, whole]):
            made = sum((part.value for part in parts), Decimal(0))
            message = f"the parts of {whole} make {_written(made, whole)}, more than all of it"
            yield Found(message, sentence.line, text=sentence.text)
        elif len(more := _behind(text, within["kind"], text.text[within.end() :])) >= 3:
            yield from _turned_part(sentence, more, whole)
        return
    for match in _FROM.finditer(text.text):
        found = [text.quantities[int(at)] for at in re.findall(r"‹[NM](\d+)›", match["rest"])]
        if all(part.kind == match["kind"] for part in found) and not _goes_on(text, match, found):
            yield from _judge(sentence, found, text.of(match, "whole"))
    yield from _total_first(sentence, text)


def _total_first(sentence: Sentence, text: Marked) -> Iterator[Found]:
    for match in _FIRST.finditer(text.text):
        parts = _listed(text, match["kind"], match["rest"])
        least = 2 if match["how"].strip().lower() not in {",", "is", "are", "–", "-"} else 3
        if match["how"].strip() == "," and _EACH_PLACED.match(match["rest"]):
            least = 2
        link = _WAS.sub("", _words(match["link"])) if match["how"].strip() == ":" else _words(match["link"])
        if _with_it(text, parts, text.of(match, "whole")):
            continue
        if len(parts) >= least and not _NO_LIST.search(link) and _ends_well(match["rest"]):
            yield from _judge(sentence, parts, text.of(match, "whole"))
            return
        if match["how"].strip() == ":" and len(more := _behind(text, match["kind"], match["rest"])) >= 3:
            yield from _turned_part(sentence, more, text.of(match, "whole"))
            return


def _with_it(text: Marked, parts: Sequence[Quantity], whole: Quantity) -> bool:
    """True where the first figure is one of the parts itself, and all of them make another figure of the sentence."""
    made = sum((one.value for one in parts), whole.value)
    return any(one.value == made for one in text.kinds(whole.kind) if one is not whole)


def _goes_on(text: Marked, match: re.Match[str], found: Sequence[Quantity]) -> bool:
    """True where the list has more figures behind the brackets that were found, and all of it makes the total."""
    behind = [one for one in text.kinds(match["kind"]) if one.start > found[-1].start]
    made = sum((one.value for one in (*found, *behind)), Decimal(0))
    return bool(behind) and made == text.of(match, "whole").value


def _parts_before(text: Marked, match: re.Match[str]) -> list[Quantity] | None:
    """The figures of the total's kind that stand before it in its sentence, else those of the list behind it."""
    start = match.start(0)
    before = text.text[:start]
    kinds = re.findall(r"‹([NMPR])(\d+)›", before)
    if len(kinds) >= 2 and {kind for kind, _ in kinds} == {match["kind"]} and not _spoiled(before):
        return [text.quantities[int(at)] for _, at in kinds]
    if not kinds and re.match(r"[^‹›]{0,40}[:(,]", text.text[match.end() :]):
        parts = _listed(text, match["kind"], text.text[match.end() :])
        return parts if len(parts) >= 3 or (len(parts) == 2 and _ends_well(text.text[match.end() :])) else None
    return None


def _spoiled(before: str) -> bool:
    """Words that make a list of figures no list of parts."""
    words = _words(before)
    return bool(_NO_LIST.search(re.sub(r"^[^#]*", "", words))) or len(_YEARS.findall(words)) > 1


def _listed(text: Marked, kind: str, rest: str) -> list[Quantity]:
    """The figures of one kind up to the end of the list; nothing where other kinds stand among them."""
    rest = re.split(r"\)(?!\s?(?:,|and|‹))|;|\.\s", rest)[0]
    found = re.findall(r"‹([NMPR])(\d+)›", rest)
    if {one for one, _ in found} != {kind} or len(_YEARS.findall(rest)) not in (0, len(found)):
        return []
    gaps = [_words(gap) for gap in re.split(r"‹[NMPR]\d+›", rest)[1:-1]]
    if any(not re.search(r",|\band\b|\+|;|/|\bplus\b", gap) or _NO_LIST.search(gap) for gap in gaps):
        return []
    return [text.quantities[int(at)] for _, at in found]


_WAS = re.compile(r"\b(?:was|were)\b", re.IGNORECASE)


def _behind(text: Marked, kind: str, rest: str) -> list[Quantity]:
    """All figures up to the end of the sentence where they are of one kind and the last is joined by 'and'."""
    found = re.findall(r"‹([NMPR])(\d+)›", rest)
    alike = {one for one, _ in found} == {kind} and _ends_well(rest)
    return [text.quantities[int(at)] for _, at in found] if alike else []


def _ends_well(rest: str) -> bool:
    """The last figure of a list is joined by 'and', a plus or closes a bracket."""
    return bool(re.search(r"(?:\band|\bplus|\+|&)\s?[^‹›]{0,30}‹[NM]\d+›[^‹›]*$", rest) or ")" in rest)


def _judge(sentence: Sentence, parts: Sequence[Quantity], whole: Quantity) -> Iterator[Found]:
    made = sum((part.value for part in parts), Decimal(0))
    if len({part.value for part in parts}) == 1 and len(parts) == 2:
        return
    if whole.value <= max(part.value for part in parts) or abs(made - whole.value) > made * _NEAR:
        return
    if abs(made - whole.value) > _hidden([*parts, whole]) and not _adds_without_one(parts, whole):
        shown = " + ".join(map(str, parts))
        message = f"{shown} is {_written(made, whole)}, not {whole}"
        yield Found(message, sentence.line, text=sentence.text)


def _adds_without_one(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """True where one of three or more figures is something else: a number of places, or a sum of the others."""
    made = sum((part.value for part in parts), Decimal(0))
    return len(parts) >= 3 and any(made - part.value == whole.value for part in parts)


def _hidden(figures: Sequence[Quantity]) -> Decimal:
    money = figures[0].kind == "M"
    return sum((figure.half for figure in figures), Decimal(0)) if money else Decimal(0)


def _written(made: Decimal, like: Quantity) -> str:
    """A sum in the unit of the total it is held against."""
    if like.kind == "M" and like.money and like.money.written:
        scale = like.money.pounds / like.money.written
        return f"£{(made / scale).normalize():,f}{like.money.unit}"
    return f"{made:,}"


def _words(text: str) -> str:
    return re.sub("‹[^›]*›", "#", text)

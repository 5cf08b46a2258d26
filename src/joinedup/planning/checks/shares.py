"""Shares and sums told in words and figures that do not match: 'two thirds (78%)', '£8m (£4.1m and £3.5m)'."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.basics.money import display_short
from joinedup.planning.checks import told_sums
from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.view import Sentence, View
from joinedup.planning.values.money import Money, money_in

_FRACTIONS: dict[str, tuple[Decimal | int, Decimal | int]] = {
    "two thirds": (62, 71),
    "one third": (29, 38),
    "a third": (29, 38),
    "three quarters": (71, 79),
    "one quarter": (21, 29),
    "a quarter": (21, 29),
    "three fifths": (56, 64),
    "two fifths": (36, 44),
    "four fifths": (76, 84),
    "a fifth": (17, 23),
    "one fifth": (17, 23),
    "a tenth": (8, 12),
    "one tenth": (8, 12),
    "half": (45, 55),
    "the majority": (Decimal("50.01"), 100),
    "a majority": (Decimal("50.01"), 100),
    "the great majority": (65, 100),
    "the vast majority": (70, 100),
    "the large majority": (60, 100),
    "a large majority": (60, 100),
    "the overwhelming majority": (70, 100),
    "a small minority": (0, 35),
    "most": (Decimal("50.01"), 100),
    "a minority": (0, Decimal("49.99")),
    "almost all": (85, 100),
    "nearly all": (85, 100),
}
_JUST = r"(?:just|slightly|only just|a (?:little|bit|shade)|marginally)\s+"
_CLOSE_UP = re.compile(rf"\b{_JUST}(?:over|more than|above)\s+$", re.IGNORECASE)
_CLOSE_DOWN = re.compile(rf"\b(?:nearly|almost|not quite|{_JUST}(?:under|less than|below))\s+$", re.IGNORECASE)
_OPEN_UP = re.compile(r"\b(?:over|more than|at least|above|exceed\w*)\s+$", re.IGNORECASE)
_OPEN_DOWN = re.compile(r"\b(?:under|less than|fewer than|below|at most|up to)\s+$", re.IGNORECASE)
_SUPERLATIVE = (  # the four most deprived wards
    r"(?<!\bthe )most(?!\s+(?:deprived|common|frequent|expensive|costly|recent|important|serious|affected|likely|"
    r"vulnerable|complex|dependent|intensive|severe|urgent|affluent|disadvantaged|rural|in need|at risk)\b)"
)
_WORDS = "|".join(
    _SUPERLATIVE if name == "most" else name.replace(" ", r"[\s-]+")
    for name in sorted(_FRACTIONS, key=len, reverse=True)
)
_WORD_FIRST = re.compile(
    (
        rf"\b(?P<words>{_WORDS})\b(?:(?!\b(?:{_WORDS})\b)[^().;%\d]){{0,50}}?\(\s*"
        rf"(?:approximately |approx\.? |about |around |c\.? ?|circa )?(?P<told>\d+(?:\.\d+)?)\s?(?:%|per cent)"
    ),
    re.IGNORECASE,
)
_FIGURE_FIRST = re.compile(
    (
        rf"(?P<told>\d+(?:\.\d+)?)\s?(?:%|per cent)\s*\(\s*(?:or |i\.e\.? |about |around |approximately |"
        rf"nearly |over )*(?P<words>{_WORDS})\b"
    ),
    re.IGNORECASE,
)
_COMMA = re.compile(  # two thirds, or 78%, of residents
    r"\b(?P<words>(?:two|three|four|one|a)[\s-]+(?:thirds?|quarters?|fifths?|tenth)|half)\b[^.;%\d,(]{0,40}?"
    r"(?:,| or| –| -)\s+"
    r"(?:or |i\.e\.? |about |around )?(?P<told>\d+(?:\.\d+)?)\s?(?:%|per cent)(?=\s*[,.)–]|\s+(?:-|of)\b|\s-\s)",
    re.IGNORECASE,
)
_HOW = (  # how a writer leads to the words for a share: 'or rather more than', 'that is not quite'
    r"(?:(?:or|that is|this is|which is|i\.?e\.?|about|around|roughly|some|well|just|slightly|rather|a little|"
    r"a bit|still|far|over|under|nearly|almost|not quite|more than|less than|fewer than|above|below|only|quite|"
    r"as much as|much) )*"
)
_BEHIND = re.compile(  # 44% of practices, well over half, …
    rf"(?P<told>\d+(?:\.\d+)?)\s?(?:%|per cent)(?:\s+(?:of|are|is|have)\b[^.;%\d,()]{{0,40}}?)?(?:,| –| -|:|\()\s*"
    rf"{_HOW}(?:an? |one )?(?P<words>{_WORDS})\b(?=\s*[,.;)–]|\s-\s|\s*$)",
    re.IGNORECASE,
)
_COUNTS = re.findall(
    r"\w+",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
)
_N = "|".join((*_COUNTS, r"\d{1,2}"))
_IN = re.compile(  # nine out of ten (75%)
    rf"\b(?P<few>{_N})\s+(?:(?:\w+\s+){{0,2}}?(?:in|out of|"
    rf"of(?=\s+every))\s+)(?:every\s+)?(?P<many>{_N})\b[^().;%]{{0,60}}?(?:\(|,| –| -|"
    rf", or)\s*(?:or |about |"
    rf"approximately |around |c\.? ?)?(?P<told>\d+(?:\.\d+)?)\s?(?:%|per cent)(?=\s*[,.;)–]|\s+of\b|\s-)",
    re.IGNORECASE,
)
_IN_BEHIND = re.compile(  # about 48%, or one in three
    rf"(?P<told>\d+(?:\.\d+)?)\s?(?:%|per cent)(?:\s+of\b[^.;%\d,()]{{0,40}}?)?(?:,|:|\(| –| -)\s*"
    rf"{_HOW}(?P<few>{_N})\s+(?:\w+\s+)?(?:in|out of)\s+(?:every\s+)?(?P<many>{_N})\b(?!\s+(?:of|the))",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    (
        r"\b(?:made up of|comprising|comprises|consist(?:s|ing) of|split (?:as|into|between)|namely|"
        r"being the sum of|broken down (?:as|into))\b"
    ),
    re.IGNORECASE,
)
_COLON = re.compile(  # £18.6m in one budget: £12.4m from health and £6.2m from the council
    r"^(?P<whole>[^:;]*£[^:;]*):\s*(?P<parts>£[^;:%]*)$"
)
_EACH_NAMED = re.compile(r"^(?:£[\d,.]+\s?\w*\s(?:from|by|of|for|to|on)\b[^£]*){2,}$")
_YEAR_TAG = re.compile(r"\b(?:in|for)?\s*20\d\d\s?[/\-–]\s?\d{2,4}")


_OF_A_SHARE = re.compile(r"\s+of (?:that|this)\b", re.IGNORECASE)


def _shares(view: View) -> Iterator[Found]:
    for sentence in view.sentences:
        yield from _one_in(sentence)
        for pattern in (_WORD_FIRST, _FIGURE_FIRST, _COMMA, _BEHIND):
            for match in pattern.finditer(sentence.text):
                words = " ".join(match["words"].lower().replace("-", " ").split())
                if words not in _FRACTIONS or _OF_A_SHARE.match(sentence.text[match.end("words") :]):
                    continue
                low, high = _range(words, sentence.text[max(0, match.start("words") - 24) : match.start("words")])
                told = Decimal(match["told"])
                if not Decimal(low) <= told <= Decimal(high):
                    yield Found(f"{words!r} is not {told}%", sentence.line, text=sentence.text)


def _one_in(sentence: Sentence) -> Iterator[Found]:
    for match in (*_IN.finditer(sentence.text), *_IN_BEHIND.finditer(sentence.text)):
        few, many = (_count(match[name]) for name in ("few", "many"))
        share, told = (Decimal(100 * few) / many if many else Decimal(0)), Decimal(match["told"])
        opened = sentence.text[max(0, match.start("few") - 14) : match.start("few")]
        wide = 8 if _OPEN_UP.search(opened) or _OPEN_DOWN.search(opened) else 5
        if 0 < few < many and (abs(share - told) > wide or (few == 1 and _of_another(many, told))):
            yield Found(
                f"'{match['few']} in {match['many']}' is {share:.0f}%, not {told}%", sentence.line, text=sentence.text
            )


def _of_another(many: int, told: Decimal) -> bool:
    """'one in eight' told of a share that is nearer to one in six."""
    share = Decimal(100) / many
    return told > 0 and abs(share - told) > max(share / 5, Decimal("2.5")) and abs(100 / told - many) > 1


def _of_a_number(view: View) -> Iterator[Found]:
    """'half of the 44 homes (15)'."""
    for sentence, text in view.marked:
        for match in _FRACTION_OF.finditer(text.text):
            words = " ".join(match["words"].lower().replace("-", " ").split())
            if words not in _FRACTIONS:
                continue
            part, whole = (text.of(match, name) for name in ("part", "whole"))
            low, high = _range(words, text.text[max(0, match.start("words") - 24) : match.start("words")])
            share = 100 * part.value / whole.value if whole.value else Decimal(0)
            if 0 < part.value < whole.value and not Decimal(low) - 2 <= share <= Decimal(high) + 2:
                message = f"{words!r} of {whole} is not {part}: that is {share:.0f}%"
                yield Found(message, sentence.line, text=sentence.text)


_FRACTION_OF = re.compile(
    rf"\b(?P<words>{_WORDS})\s+of\s+(?:the|our|all|these|its|"
    rf"their) ‹N(?P<whole>\d+)› [a-z -]{{2,30}} ?\((?:about |some )?‹N(?P<part>\d+)›"
    r"(?: of them)?\)",
    re.IGNORECASE,
)


def _all_shares(view: View) -> Iterator[Found]:
    yield from _shares(view)
    yield from _of_a_number(view)


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _COUNTS.index(words.lower()) + 1


def _range(words: str, before: str) -> tuple[Decimal | int, Decimal | int]:
    low, high = _FRACTIONS[words]
    middle = (Decimal(low) + Decimal(high)) / 2
    if _CLOSE_UP.search(before):
        return middle - 1, middle + 8
    if _CLOSE_DOWN.search(before):
        return middle - 7, middle + 1
    if _OPEN_UP.search(before):
        return middle - 1, Decimal(high) + 8
    return (Decimal(low) - 8, middle + 1) if _OPEN_DOWN.search(before) else (low, high)


def _sums(view: View) -> Iterator[Found]:
    for sentence in view.sentences:
        for match in re.finditer(r"\(([^()]*)\)", sentence.text):
            parts = _parts(match[1])
            if len(parts) < 2 or len(_YEAR_TAG.findall(match[1])) != len(parts):
                continue  # asked first: what stands before each of many brackets is not gone through for nothing
            before = money_in(sentence.text[: match.start()])
            if before and _near(sentence.text[before[-1].end : match.start()]):
                yield from _judge(before[-1].money, parts, sentence.line, sentence.text)
        split = _SPLIT.search(sentence.text)
        if split:
            before, parts = money_in(sentence.text[: split.start()]), _parts(_outside(sentence.text[split.end() :]))
            if len(before) == 1 and len(parts) >= 2 and not re.search(r"\binclud|of which", sentence.text, re.I):
                yield from _judge(before[0].money, parts, sentence.line, sentence.text)

        whole = _COLON.search(sentence.text)
        if whole:
            before, parts = money_in(whole["whole"]), [part.money for part in money_in(whole["parts"])]
            if len(before) == 1 and len(parts) >= 2 and _EACH_NAMED.search(whole["parts"]):
                yield from _judge(before[0].money, parts, sentence.line, sentence.text)


def _all_sums(view: View) -> Iterator[Found]:
    yield from _sums(view)
    yield from told_sums.told(view)


def _near(between: str) -> bool:
    """True where the bracket stands right after the sum, or after a few words of its own sentence: 'are planned'."""
    return len(between) < 6 or (len(between) < 30 and not re.search(r"[\d£(),;:]", between))


def _outside(text: str) -> str:
    """The text without the brackets that part one of its sums again."""
    return re.sub(r"\(([^()]*)\)", lambda found: found[0] if len(money_in(found[1])) < 2 else "", text)


def _parts(text: str) -> list[Money]:
    """Sums in a bracket; in '(4.1m in 2014/15 …)' the pound sign is left out."""
    with_sign = re.sub(r"(?<![\d.,£])(\d+(?:\.\d+)?)(?=\s?(?:m|k|million)\b)", r"£\1", text)
    return [found.money for found in money_in(with_sign)]


def _judge(total: Money, parts: list[Money], line: int, text: str) -> Iterator[Found]:
    made = sum((part.pounds for part in parts), Decimal(0))
    scales = [
        money.pounds / money.written / (10 ** max(0, -int(money.written.normalize().as_tuple().exponent)))
        for money in (total, *parts)
        if money.written
    ]
    rounding = sum(scales, Decimal(0)) / 2
    if made and abs(made - total.pounds) > rounding:
        yield Found(f"the parts make {display_short(made)}, not {display_short(total.pounds)}", line, text=text)


CHECKS = (
    Check(
        code="share-contradicts-words",
        title="A share that is not what its words say",
        why="The reader does not know which to believe.",
        example="two thirds (78%)",
        fix="keep the figure, and words that fit it",
        severity=ERROR,
        run=_all_shares,
    ),
    Check(
        code="parts-do-not-add-up",
        title="Parts in a sentence that do not make their sum",
        why="One of the figures is wrong.",
        example="£8m (£4.1m in 2014/15, and £3.5m in 2015/16)",
        fix="correct the part or the sum",
        severity=ERROR,
        run=_all_sums,
    ),
)

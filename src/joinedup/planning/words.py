"""Words made comparable: look-alike letters folded, markup taken out, spaces and quotes made plain."""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухіјѕԁһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaeopcyxijsdhlABEZHIKMNOPTYXo",
)
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_TAG_BREAK = re.compile(r"</?(?:p|br|li|ul|ol|div|tr|table|h[1-6])\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|em|strong|span|a|sup|sub|font|td|th|tbody|o:p)\b[^>]*>", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200b\u202f\u3000]+")
_QUOTES = str.maketrans("‘’‛`´“”‟", "''''" + "'" + '"""')
_MARK = re.compile(r"(\*\*|(?<!_)__(?!_))(?=[^\s_])(.*?)(?<=[^\s_])\1|(?<!\w)\*(?=\S)([^*]*?)(?<=\S)\*(?!\w)")
_NUMBER = r"\(?\d{1,2}(?:\.\d{1,2})*\.?[a-h]?(?:[.):]|(?=\s)|[\-–](?=\s))"
_LETTER = r"(?:\([a-hA-H]|[a-hA-H])(?:\)|[.:](?=\s))|(?:\([ivxIVX]{1,4}|[ivxIVX]{1,4})(?:\)|[.:](?=\s))"
_NUMBERING = re.compile(
    rf"^[\s>#*•·▪\-–]*(?:(?:section|part|question|q)\s+(?=\d|[a-h]\b))?(?:(?:{_NUMBER}|{_LETTER})[\s:\-–]*)*",
    re.IGNORECASE,
)


def has_foreign_letters(text: str) -> bool:
    """True when Greek or Cyrillic letters stand in the text, as scanning leaves them."""
    return bool(_FOREIGN.search(text))


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Text as a person reads it: no tags, no entities, plain letters, single spaces; line ends kept."""
    if "<" in text:
        text = _TAG.sub("", _TAG_BREAK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    if _FOREIGN.search(text):
        text = _fold_lookalikes(text)
    if "*" in text or "__" in text:
        text = _MARK.sub(lambda match: match[2] or match[3] or "", text)
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _fold_lookalikes(text: str) -> str:
    folded = text.translate(_LOOKALIKES)
    return folded if not _FOREIGN.search(folded) else text


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case letters, digits and single spaces only, for comparing words."""
    plain = unicodedata.normalize("NFKC", clean(text)).translate(_QUOTES).casefold().replace("&", " and ")
    plain = plain.replace("'", "").replace("well-being", "wellbeing").replace("well being", "wellbeing")
    plain = re.sub(r"[^\w£%<>/]+", " ", plain.replace("_", " "))
    return " ".join(plain.split())


@lru_cache(maxsize=65536)
def without_number(text: str) -> str:
    """A heading without its lettering: '3) a. Vision' → 'Vision'."""
    return _NUMBERING.sub("", text, count=1).strip() or text.strip()


LONGEST_SENTENCE = 3_000  # letters: what has more is no sentence but a text without full stops


def sentences(text: str) -> list[str]:
    """Rough sentences: split at full stops and line ends, not inside numbers or short forms.

    None is longer than ``LONGEST_SENTENCE``: a longer one comes in parts, cut between words. So no pattern that is
    tried on sentences ever goes back over more than that, whatever a document holds.
    """
    parts = re.split(r"(?<=[.!?])\s+(?=[A-Z£\"'(\d])|\n", text)
    return [piece for part in parts if part.strip() for piece in _bounded(part.strip())]


def _bounded(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = cut if cut > 0 else start + LONGEST_SENTENCE
        yield text[start:cut].strip()
        start = cut
    yield text[start:].strip()

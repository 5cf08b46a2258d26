"""Where each question of a template stands in a document: found by words, never by number.

A line can look like several headings, and a heading's word can stand in an answer. So every likeness is a candidate
with a weight, and the heaviest run of candidates that keeps the template's order wins; strong ones left over for
questions not yet found are added, so that a form filled out of order is read too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from joinedup.planning.importing.pieces import Piece
from joinedup.planning.templates import Heading, Question
from joinedup.planning.words import fold, without_number

_OPENERS = re.compile(
    r"^(?:please|set out|you must|describe|outline|explain|provide|identify|indicate|specify|confirm|if you|what |how |"
    r"drawing on|list below|suggested points|for those areas|including|this should|these will|the details|the key|"
    r"overview|to what extent|state|summarise|give)\b"
)
_SECOND_PERSON = re.compile(r"\byour?\b")
_TELLS = re.compile(r"^(?!.*\b(?:please|your?)\b).*\b(?:we|our|us|includes?|has been|have been)\b")
_UNIT = re.compile(r"(?<!\s)\s*+\((?:in )?(?:£|\d)[^()]{0,20}\)\s*$")
_ANSWER_BEGINS = re.compile(  # a capital or a figure after a small word and no full stop
    r"(?<=[a-z] )(?!NHS |Open |API|Care Act|Please |What |How |If |To |And |For |IG |Part |Tab |Annex |HWB |BCF|"
    r"Better |Caldicott|JHWS|LA |CCG)"
    r"(?=(?:[A-Z][a-z']*|£\d[\d,.]*m?|\d[\d.]*%) \w+ \w+ \w+)"
)
HEADING_WORDS = 16
_APART = 4  # letters by which a heading and a line may differ in length
_OF_SCHEME = " of this scheme"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A question (or a section) recognised at a piece. ``rest`` is what followed the heading on the same line."""

    piece: int
    order: int
    key: str
    weight: float
    prompt: bool = False
    section: bool = False
    rest: str = ""


def find_anchors(pieces: Sequence[Piece], asked: Sequence[Question | Heading], *, loose: bool = True) -> list[Anchor]:
    """The recognised questions in document order. ``loose`` also takes strong ones out of the template's order."""
    known = [_Asked.of(order, question) for order, question in enumerate(asked)]
    lines = [_Line.of(at, piece) for at, piece in enumerate(pieces) if _may_ask(piece)]
    candidates = [anchor for line in lines for anchor in _candidates(line, known)]
    chain = _heaviest(candidates)
    if loose:
        chain = _with_strays(chain, candidates)
    return _without_echoes(sorted(chain, key=lambda anchor: anchor.piece), pieces)


def has_words(folded: str, words: Sequence[str]) -> bool:
    """True when every word or phrase stands in the folded text."""
    return all(fold_phrase(word) in folded for word in words)


def _has_all(folded: str, words: Sequence[str]) -> bool:
    return all(word == "?" or fold(word) in folded for word in words)


def fold_phrase(phrase: str) -> str:
    """A template's phrase folded like the text it is looked for in."""
    return "?" if phrase == "?" else fold(phrase)


def is_prompt(text: str, question: Question | Heading | None = None) -> bool:
    """True for a line that asks instead of answering: an order or a question put to the reader, or a known aside."""
    folded = fold(without_number(text.lstrip("-•·* ")))
    asides = question.asides if question else ()
    if len(folded) < 400 and not _TELLS.search(folded) and any(_has_all(folded, words) for words in asides):
        return True
    if folded.startswith("please note") and "annex" not in folded:
        return False
    if isinstance(question, Question) and any(has_words(folded, words) for words in question.prompts):
        return bool(_OPENERS.match(folded)) or text.rstrip().endswith("?")
    if folded.startswith(("please", "suggested points")):
        return True
    asks = text.rstrip().endswith(("?", ":")) and _SECOND_PERSON.search(folded)
    return bool(_OPENERS.match(folded) and asks)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with its words folded once."""

    order: int
    question: Question | Heading
    phrases: tuple[str, ...]
    prompts: tuple[tuple[str, ...], ...]
    lengths: frozenset[int]  # of the lines that may be one of the phrases, or nearly

    @classmethod
    def of(cls, order: int, question: Question | Heading) -> "_Asked":
        prompts = question.prompts if isinstance(question, Question) else ()
        folded = tuple(tuple(fold_phrase(word) for word in words) for words in prompts)
        also = question.also if isinstance(question, Question) else ()
        phrases = tuple(fold(phrase) for phrase in (*question.headings, *also))
        near = (*range(-_APART, _APART + 1), len(_OF_SCHEME))
        return cls(order, question, phrases, folded, frozenset(len(one) + more for one in phrases for more in near))


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece with its words folded once; ``heads`` are what may be its heading, each with what follows it."""

    at: int
    piece: Piece
    text: str
    folded: str
    asking: bool
    heads: tuple[tuple[str, str, str], ...]
    counted: bool  # it has a number of its own

    @classmethod
    def of(cls, at: int, piece: Piece) -> "_Line":
        text = without_number(piece.text.lstrip("-•·* "))
        folded = fold(text[:900])
        asking = bool(_OPENERS.match(folded)) or "please" in folded[:160] or text.rstrip().endswith("?")
        bare = _UNIT.sub("", text)
        heads = [] if piece.in_row and piece.cells > 2 else [_split(text), (bare, "")]
        short = ((head, rest, fold(head).replace("seven day", "7 day")) for head, rest in heads if len(head) < 200)
        counted = not piece.in_row and len(without_number(piece.text)) < len(piece.text.strip())
        return cls(at, piece, text, folded, asking, tuple(item for item in short if _is_short(item[2])), counted)


def _candidates(line: _Line, asked: Sequence[_Asked]) -> list[Anchor]:
    if not line.asking and not line.heads:
        return []
    found = []
    for question in asked:
        anchor = (_prompt(line, question) if line.asking else None) or _heading(line, question)
        if anchor:
            found.append(anchor)
    return found


def _may_ask(piece: Piece) -> bool:
    return piece.cell in (None, 0) or (piece.cells <= 2 and piece.cell == 1)


def _prompt(line: _Line, asked: _Asked) -> Anchor | None:
    question = asked.question
    if isinstance(question, Heading) or not any(all(word in line.folded for word in words) for words in asked.prompts):
        return None
    rest = _after_prompt(line.text, question)
    return Anchor(line.at, asked.order, question.key, 4.0, prompt=True, rest=rest)


def _after_prompt(text: str, question: Question) -> str:
    """What follows the printed question on the same line, if anything does."""
    parts = re.split(r"(?<=[A-Za-z)%'\"][.?:!])\s+(?=[A-Z£\d-])", text)
    last = max((i for i, part in enumerate(parts) if _asks(part, question)), default=0)
    rest = " ".join([_run_on(parts[last], question), *parts[last + 1 :]]).strip()
    return rest if len(rest.split()) >= 2 or re.search(r"\d", rest) else ""


def _run_on(text: str, question: Question) -> str:
    """The answer that a broken page ran on to the printed question, which has no full stop."""
    low = text.lower()
    known = [words for words in question.prompts if all(word in low for word in words)]
    asked = min((max(low.find(word) + len(word) for word in words) for words in known), default=len(text))
    found = _ANSWER_BEGINS.search(text, asked)
    rest = text[found.start() :] if found else ""
    return "" if "please" in rest[:60].lower() else rest


def _asks(part: str, question: Question) -> bool:
    folded = fold(part.lstrip("- "))
    known = any(fold(word) in folded for words in question.prompts for word in words)
    aside = any(has_words(folded, [word for word in words if word != "?"]) for words in question.asides)
    return aside or is_prompt(part, question) or (known and bool(_OPENERS.match(folded)))


def _heading(line: _Line, asked: _Asked) -> Anchor | None:
    counted = line.counted
    may_be = [one for one in line.heads if counted or len(one[2]) in asked.lengths]
    found = ((head, rest, _likeness(words, asked, counted=counted)) for head, rest, words in may_be)
    best = next((one for one in found if one[2]), None)
    if best is None:
        return None
    head, rest, weight = best
    weight += 0.5 if counted or head.isupper() else 0.0
    weight -= 0.5 if line.piece.in_row else 0.0
    weight -= 1.2 if rest else 0.0
    section = isinstance(asked.question, Heading)
    weight -= 1.0 if section else 0.0
    return Anchor(line.at, asked.order, asked.question.key, weight, section=section, rest=rest)


def _split(text: str) -> tuple[str, str]:
    match = re.match(r"^(.{3,140}?)\s*(?::|\s[–—-]|\?)\s*(.*)$", text)
    return (match[1], match[2].strip()) if match else (text, "")


def _is_short(head: str) -> bool:
    return 0 < head.count(" ") + 1 <= HEADING_WORDS and bool(head)


def _likeness(head: str, asked: _Asked, *, counted: bool = False) -> float:
    """How surely a line is a question's heading; a numbered one (``counted``) may say more or less than the form's."""
    best = 0.0
    for known in asked.phrases:
        if head == known or head in (f"the {known}", f"{known}{_OF_SCHEME}"):
            return 3.0
        if abs(len(head) - len(known)) <= _APART and " " in known and fuzz.ratio(head, known) >= 92:
            best = max(best, 2.6)
        elif counted and _within(head, known):
            best = max(best, 1.8)
    return best


def _within(head: str, known: str) -> bool:
    """The whole of one stands in the other, and that is three words at least and half of the longer."""
    few, many = sorted((head, known), key=len)
    least, most = len(few.split()), len(many.split())
    return least >= 3 and most <= 2 * least + 1 and f" {few} " in f" {many} "


def _heaviest(candidates: list[Anchor]) -> list[Anchor]:
    """The run with the greatest weight whose order never falls; of one piece at most one candidate."""
    best: list[tuple[float, int]] = []
    for i, anchor in enumerate(candidates):
        before = (0.0, -1)
        for j in range(i):
            earlier = candidates[j]
            if earlier.piece < anchor.piece and earlier.order <= anchor.order and best[j][0] > before[0]:
                before = (best[j][0], j)
        repeat = before[1] >= 0 and candidates[before[1]].order == anchor.order
        share = (0.3 if anchor.prompt else 0.1) if repeat else 1.0
        best.append((before[0] + anchor.weight * share, before[1]))
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    chain = []
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][1]
    return chain


def _with_strays(chain: list[Anchor], candidates: list[Anchor]) -> list[Anchor]:
    found, taken = {anchor.key for anchor in chain}, {anchor.piece for anchor in chain}
    for anchor in candidates:
        if anchor.weight >= 3.5 and anchor.key not in found and anchor.piece not in taken and not anchor.section:
            chain = [*chain, anchor]
            found.add(anchor.key)
            taken.add(anchor.piece)
    return chain


def _without_echoes(chain: list[Anchor], pieces: Sequence[Piece]) -> list[Anchor]:
    """Drops a second likeness of the same question once its answer has begun."""
    kept: list[Anchor] = []
    for anchor in chain:
        same = kept and kept[-1].key == anchor.key
        between = pieces[kept[-1].piece + 1 : anchor.piece] if same else []
        begun = same and (bool(kept[-1].rest) or any(not is_prompt(piece.text) for piece in between))
        if not begun:
            kept.append(anchor)
    return kept

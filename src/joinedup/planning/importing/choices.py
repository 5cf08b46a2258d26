"""Words of a menu known again as authors and later editions write them: 'Private Sector' is 'Private'."""

import re
from collections.abc import Sequence

from joinedup.planning.words import fold

_LONG = 4  # words of a choice that is meant where more is said after it
_SHORT = {
    "y": ("yes",),
    "n": ("no",),
    "la": ("local", "authority"),
    "dfg": ("disabled", "facilities", "grant"),
    "ibcf": ("improved", "better", "care", "fund"),
    "voluntary": ("charity", "voluntary"),
    "charity": ("charity", "voluntary"),
}
_NO_WEIGHT = {
    "provider",
    "providers",
    "sector",
    "the",
    "and",
    "of",
    "a",
    "funding",
    "contribution",
    "contributions",
    "organisation",
    "service",
    "services",
}


def known_choice(words: str, choices: Sequence[str]) -> str | None:
    """The choice that is meant; None where none has the same words, whatever their order."""
    folded = fold(words)
    same = next((choice for choice in choices if fold(choice) == folded), None)
    if same or not folded:
        return same
    told = _bearing(words)
    alike = next((choice for choice in choices if told and _bearing(choice) == told), None)
    longer = (choice for choice in choices if len(choice.split()) >= _LONG and folded.startswith(f"{fold(choice)} "))
    return alike or next(longer, None)


def _bearing(words: str) -> frozenset[str]:
    """The words that tell one choice from another, short forms spelled out, what stands in brackets left away."""
    plain = fold(re.sub(r"\([^)]*\)", " ", words)).replace("/", " ").replace("-", " ").split()
    spelled = [full for word in plain for full in _SHORT.get(word, (word,))]
    return frozenset(spelled) - _NO_WEIGHT

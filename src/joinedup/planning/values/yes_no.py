"""A yes or a no at the head of an answer."""

import re
from dataclasses import dataclass

_YES = re.compile(
    r"^\W*(?:yes|y|confirmed|agreed|agree|we (?:can |do )?(?:confirm|agree)|we are committed|we have)\b", re.IGNORECASE
)
_NO = re.compile(
    r"^\W*(?:no|n|not yet|"
    r"disagree|we do not|the trust (?:does not agree|disagrees|cannot (?:agree|confirm)|is unable to"
    r" (?:agree|confirm))|not agreed|not confirmed|we cannot|unable to confirm)\b(?!\s+change)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes (True) or no (False)."""

    yes: bool

    def to_dict(self) -> dict[str, object]:
        """JSON-ready."""
        return {"kind": "answer", "yes": self.yes}


def parse_answer(text: str) -> Answer | None:
    """What the answer opens with; None when it opens with neither."""
    if _NO.match(text):
        return Answer(yes=False)
    return Answer(yes=True) if _YES.match(text) else None

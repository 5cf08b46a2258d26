"""Why a record was, or was not, joined to a person: one sentence, and the weight each field carries."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from joinedup.engine import Connection
from joinedup.identity.comparing import BITS
from joinedup.identity.fields import FIELDS
from joinedup.identity.model import Model
from joinedup.identity.workroom import exists

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "register": "This person is on the GP register.",
        "number-birth-names": "NHS Number, date of birth and both names agree.",
        "number-birth-given": "NHS Number, date of birth and given name agree; the family name differs.",
        "number-birth-family": "NHS Number, date of birth and family name agree; there is no given name to compare.",
        "number-birth": "NHS Number and date of birth agree; there is no name to compare.",
        "number-nearly-birth-names": "NHS Number and both names agree; the date of birth agrees in part.",
        "number-names": "NHS Number and both names agree; there is no date of birth to compare.",
        "names-birth-postcode": "Both names, date of birth and postcode agree, and with one person only.",
        "family-birth-postcode-three-letters": "Family name, date of birth, postcode and the first three letters "
        "of the given name agree, and with one person only.",
        "names-birth-area": "Both names, date of birth and the first two letters of the postcode agree with one "
        "person only, and hardly anybody is expected to share them by chance.",
        "names-postcode-part-of-birth": "Both names and the postcode agree and the date of birth agrees in part, "
        "with one person only.",
        "scored": "No set rule applies; taken together, what agrees outweighs what differs.",
        "decided": "People looked at the two records and decided that they are of one person.",
        "traced": "The national service traced this record to this person's NHS Number.",
        "nobody": "Nobody on the register is likely enough to be this person.",
        "1-number": "Not on the register; joined to other such records by NHS Number, date of birth and a name.",
        "2-names-birth-postcode": "Not on the register; joined to other such records by both names, date of birth, "
        "postcode and gender.",
        "one-id-several-people": "The source gives this identifier to records of different people, so it is joined "
        "to nobody.",
    }
)


@dataclass(frozen=True, slots=True)
class Weight:
    """One bar of the waterfall: the field, what was found in words, and its weight (bits: 1 doubles the odds)."""

    field: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A link explained. ``waterfall`` starts from the odds before anything is compared; empty for a set rule."""

    sentence: str
    waterfall: tuple[Weight, ...] = ()
    score: float | None = None


def explain_rule(rule: str) -> Explanation:
    """The sentence of a rule named in ``person_links``."""
    return Explanation(SENTENCES.get(rule, SENTENCES["scored"]))


def explain_pattern(pattern: int, model: Model) -> tuple[Weight, ...]:
    """The waterfall of a scored pair: the starting odds, then each field that could be compared.

    A weight is log2 of how much more often the step is seen in one person than in two people met by chance. What
    rarity of a name, relatives and neighbours change is in the score, not in the bars.
    """
    bars = [Weight("start", "one person of all on the register", math.log2(model.present / model.size))]
    for place, (name, chances) in enumerate(model.fields.items()):
        step = pattern >> (BITS * place) & 7
        if step:
            ratio = max(chances.same[step - 1], 1e-9) / max(chances.chance[step - 1], 1e-9)
            bars.append(Weight(name, FIELDS[name].levels[step - 1].words, math.log2(ratio)))
    return tuple(bars)


def explain(
    connection: Connection, source: str, organisation_code: str, source_person_id: str, model: Model | None = None
) -> Explanation:
    """Explains the row of ``person_links`` with this identifier; with ``model``, its waterfall where it was scored.

    Raises LookupError when there is no such row.
    """
    key = [source, organisation_code, source_person_id]
    where = "where source = ? and organisation_code = ? and source_person_id = ?"
    link = connection.execute(f"select rule, score, band from person_links {where}", key).fetchone()
    if link is None:
        raise LookupError("no record with this identifier is linked")
    sentence, score = explain_rule(str(link[0])).sentence, link[1]
    found = None
    if exists(connection, "link_evidence"):
        found = connection.execute(f"select pattern, score, rivals from link_evidence {where}", key).fetchone()
    if found is None:
        return Explanation(sentence, (), score)
    if link[2] == "review":
        sentence = f"Perhaps the person named, but not surely enough: somebody should look ({found[1]:.0%} likely)."
    return Explanation(sentence, explain_pattern(int(found[0]), model) if model else (), float(found[1]))

"""What exactly was agreed: a hash of a plan's words, whole and by section, and what changed between two versions."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from joinedup.planning.plan import FieldValue, Plan, Row


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``whole`` stands for all words of a plan, ``sections`` for those of each part ('1a', '2', 'scheme WM01')."""

    whole: str
    sections: dict[str, str]

    def changed(self, other: "Fingerprint") -> list[str]:
        """The sections whose words differ: those whose signatures a change withdraws."""
        names = {*self.sections, *other.sections}
        return sorted(name for name in names if self.sections.get(name) != other.sections.get(name))


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions; ``before`` or ``after`` is None where the place is not there at all."""

    section: str
    key: str
    before: str | None
    after: str | None


def fingerprint(plan: Plan) -> Fingerprint:
    """The same for the same words under the same questions, whatever file or layout they came from."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for section, key, text in _words(plan):
        sections.setdefault(section, []).append((key, " ".join(text.split())))
    made = {name: _hash(sorted(pairs)) for name, pairs in sorted(sections.items())}
    return Fingerprint(_hash([(plan.template, ""), *made.items()]), made)


def diff(before: Plan, after: Plan) -> list[Change]:
    """What was added, taken out or changed, in the order of the form."""
    old = {(section, key): text for section, key, text in _words(before)}
    new = {(section, key): text for section, key, text in _words(after)}
    places = [*old, *(place for place in new if place not in old)]
    return [
        Change(*place, old.get(place), new.get(place)) for place in places if _differ(old.get(place), new.get(place))
    ]


def section_of(field: FieldValue) -> str:
    """The part of the form a field belongs to: '1a' for the first page, else the number before the letter."""
    head = field.key.split(".", 1)[0]
    return head if head.startswith("1") else head.rstrip("abcdefgh")


def _words(plan: Plan) -> Iterable[tuple[str, str, str]]:
    for field in plan.fields:
        if not field.blank:
            yield section_of(field), field.key, field.text
    for row in plan.rows:
        if row.kind == "benefit":
            continue  # told by the scheme's own words
        for field in row.fields:
            if not field.blank:
                yield _row_section(row), f"{_name(row)}.{field.key}", field.text


def _row_section(row: Row) -> str:
    if row.kind == "scheme":
        return f"scheme {row.text('a1.ref') or row.number}"
    return f"provider {row.text('a2.provider') or row.number}" if row.kind == "provider" else row.kind


def _name(row: Row) -> str:
    """What a row is told apart by, so that moving it is no change."""
    for key in ("a1.ref", "a2.provider", "body", "risk", "ref", "title", "change", "what"):
        if row.text(key):
            return f"{row.kind}[{row.text(key)[:80]}]"
    return f"{row.kind}[{row.number}]"


def _differ(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one.split() != other.split()


def _hash(pairs: list[tuple[str, str]]) -> str:
    return hashlib.sha256(json.dumps(pairs, ensure_ascii=False).encode()).hexdigest()

"""One answer put right by hand: read again as its kind, sure, and standing where the old words stood.

The running text that the checks read is changed with it; the document as it came is kept by whoever stored it.
"""

from dataclasses import replace

from joinedup.planning.parsed import parsed_as
from joinedup.planning.plan import FieldValue, Plan, SourceLine
from joinedup.planning.templates import templates


def put_right(plan: Plan, key: str, raw: str) -> Plan:
    """The plan with the answer under ``key`` replaced by ``raw``. Raises KeyError when the template has no such key."""
    question = templates()[plan.template].question(key)
    if question is None:
        raise KeyError(key)
    old = plan.get(key) or FieldValue(key, "")
    source, line = _written(plan, old, raw)
    parsed = parsed_as(question.kind, raw, question.unit)
    answer = replace(old, raw=raw, parsed=parsed, unit=None, confidence=1.0, line=line, last_line=line)
    kept = tuple(answer if field.key == key else field for field in plan.fields)
    return replace(plan, source=source, fields=kept if plan.get(key) else (*plan.fields, answer))


def _written(plan: Plan, old: FieldValue, raw: str) -> tuple[tuple[SourceLine, ...], int]:
    """The running text with the new words, and the line they stand on; a new last line when there was no answer."""
    own = [line for line in plan.source if _stands_on(line, old)]
    if not own:
        number = max((line.number for line in plan.source), default=0) + 1
        return (*plan.source, SourceLine(number, raw, role="answer", key=old.key)), number
    first, others = own[0], {line.number for line in own[1:]}
    changed = {first.number: _with_words(first, raw, old.key)}
    changed |= {line.number: replace(line, text="", cells=(), role="blank") for line in own if line.number in others}
    return tuple(changed.get(line.number, line) for line in plan.source), first.number


def _stands_on(line: SourceLine, old: FieldValue) -> bool:
    within = old.line is not None and old.line <= line.number <= (old.last_line or old.line)
    return within and (line.key == old.key or line.number == old.line)


def _with_words(line: SourceLine, raw: str, key: str) -> SourceLine:
    if len(line.cells) > 1:  # a label and its value on one row
        cells = (*line.cells[:-1], raw)
        return replace(line, text="\t".join(cells), cells=cells)
    return replace(line, text=raw, cells=(), role="answer", key=key)

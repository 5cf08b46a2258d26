"""Our own Word export comes back as the same plan, whatever people write into it; JSON too."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.planning import FieldValue, Plan, Row, export_docx, fingerprint, read_plan
from joinedup.planning.examples import laid_out, made_up, write_text

_LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\u2028\u2029\ufffe\uffff"
)
_LINE = st.text(_LETTERS, max_size=60)
_ODD = st.sampled_from(
    ["PLAN DETAILS", "By\tNobody", "£26,394m", "1) Vision", "Signed on behalf of the Council", "4\t5\t20", ""]
)
_WORDS = st.lists(st.one_of(_LINE, _ODD), min_size=1, max_size=4).map("\n".join)


@cache
def _plan(form: str) -> Plan:
    with TemporaryDirectory() as folder:
        return read_plan(write_text(laid_out(made_up(form)), Path(folder) / "plan.txt"))


def _told(plan: Plan) -> tuple[object, ...]:
    fields = [(field.key, field.raw) for field in plan.fields]
    rows = [(row.kind, row.number, [(f.key, f.raw, f.parsed) for f in row.fields]) for row in plan.rows]
    return plan.template, fields, [row for row in rows if row[0] != "benefit"]


@settings(max_examples=15, deadline=None)
@given(form=st.sampled_from(["p1-2014-07", "p1-2013-12"]), words=_WORDS, cell=_LINE, at=st.integers(0, 30))
def test_word_and_back(form: str, words: str, cell: str, at: int) -> None:
    plan = _plan(form)
    fields = list(plan.fields)
    fields[at % len(fields)] = FieldValue(fields[at % len(fields)].key, words)
    extra = Row("document", 99, (FieldValue("title", cell), FieldValue("synopsis", "")))
    plan = replace(plan, fields=tuple(fields), rows=(*plan.rows, extra))
    with TemporaryDirectory() as folder:
        again = read_plan(export_docx(plan, Path(folder) / "plan.docx"))
    assert _told(again)[0] == _told(plan)[0]
    assert _told(again)[1] == _told(plan)[1]
    assert sorted(map(str, _told(again)[2])) == sorted(map(str, _told(plan)[2]))  # type: ignore[call-overload]
    assert fingerprint(again) == fingerprint(plan)


@settings(max_examples=30, deadline=None)
@given(words=st.text(max_size=200))
def test_json_and_back(words: str) -> None:
    plan = replace(_plan("p1-2014-07"), fields=(FieldValue("2a.vision", words),))
    assert Plan.from_dict(plan.to_dict()) == plan

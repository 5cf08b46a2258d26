"""Our own Word and Excel exports come back as the same plan, whatever people write into it; JSON too."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.planning import (
    TEMPLATES,
    FieldValue,
    Plan,
    Row,
    export_docx,
    export_xlsx,
    fingerprint,
    join,
    put_right,
    put_row_right,
    read_plan,
)
from joinedup.planning.examples import laid_out, made_up, made_up_part2, write_text, write_workbook

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


@cache
def _whole() -> Plan:
    with TemporaryDirectory() as folder:
        return join(_plan("p1-2014-07"), read_plan(write_workbook(made_up_part2(), Path(folder) / "part2.xlsx"))).plan


_CELL = st.one_of(
    st.text(_LETTERS, max_size=40),
    st.sampled_from(["=1+1", "#N/A", "_x0041_", "£26,394m", "£1.5m", "12", "1,200", "60%", "1e5", " spaces ", "TRUE"]),
    st.integers(-(10**9), 10**9).map(lambda number: f"{number:,}"),
    st.text(_LETTERS, min_size=1, max_size=3).map(lambda words: words * 12_000),
)


@settings(max_examples=15, deadline=None)
@given(words=_WORDS, cells=st.lists(_CELL, min_size=4, max_size=4), at=st.integers(0, 200), form=st.booleans())
def test_excel_and_back(words: str, cells: list[str], at: int, form: bool) -> None:
    plan = _whole() if form else _plan("p1-2013-12")
    field = plan.fields[at % len(plan.fields)]
    plan = put_right(plan, field.key, words)
    plan = put_right(plan, plan.fields[(at + 1) % len(plan.fields)].key, cells[0])
    for step, cell in enumerate(cells[1:]):
        rows = [row for row in plan.rows if row.kind != "benefit"]
        row = rows[(at + 7 * step) % len(rows)]
        plan = put_row_right(plan, row.kind, row.number, {row.fields[step % len(row.fields)].key: cell})
    with TemporaryDirectory() as folder:
        again = read_plan(export_xlsx(plan, Path(folder) / "plan.xlsx"))
    assert again.template == plan.template
    assert sorted(map(str, _told(again)[1])) == sorted(map(str, _told(plan)[1]))  # type: ignore[call-overload]
    assert sorted(map(str, _told(again)[2])) == sorted(map(str, _told(plan)[2]))  # type: ignore[call-overload]
    assert [one.text for one in again.unplaced] == [one.text for one in plan.unplaced]
    assert fingerprint(again) == fingerprint(plan)


@settings(max_examples=10, deadline=None)
@given(form=st.sampled_from([one.id for one in TEMPLATES.values() if one.medium == "workbook"]), data=st.data())
def test_any_return_and_back(form: str, data: st.DataObject) -> None:
    grids = TEMPLATES[form].grids.values()
    rows = tuple(
        Row(grid.kind, number, tuple(FieldValue(column.key, data.draw(_CELL)) for column in grid.columns[:4]))
        for grid in grids
        for number in (1, 2)
    )
    plan = Plan(form, "plan.xlsx", "sheet", rows=rows)
    with TemporaryDirectory() as folder:
        again = read_plan(export_xlsx(plan, Path(folder) / "plan.xlsx"))
    assert again.template == form
    came = {(row.kind, row.number): [(one.key, one.raw) for one in row.fields] for row in again.rows}
    assert came == {(row.kind, row.number): [(one.key, one.raw) for one in row.fields] for row in rows}


@settings(max_examples=30, deadline=None)
@given(words=st.text(max_size=200))
def test_json_and_back(words: str) -> None:
    plan = replace(_plan("p1-2014-07"), fields=(FieldValue("2a.vision", words),))
    assert Plan.from_dict(plan.to_dict()) == plan

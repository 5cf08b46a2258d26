"""An answer put right by hand stands where the old words stood, and is read as its kind."""

import datetime as dt
from pathlib import Path

import pytest

from joinedup.planning import Plan, put_right, read_plan

PLAN = """Better Care Fund planning template – Part 1
1) PLAN DETAILS
a) Summary of Plan
Local Authority\tRivershire Council
Date agreed at Health and Well-Being Board:\t<dd/mm/yyyy>
2) VISION AND SCHEMES
a) Vision for health and care services
Please describe the vision for health and social care services for this community for 2018/19.
First line of the vision.
Second line of the vision.
"""


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    return read_plan(file)


def test_a_date_is_read_again_and_its_label_stays(plan: Plan) -> None:
    put = put_right(plan, "1a.date_agreed_hwb", "17 September 2014")
    value = put.get("1a.date_agreed_hwb")
    assert value is not None
    assert value.parsed is not None
    assert dt.date(2014, 9, 17).isoformat() in str(value.parsed.to_dict())
    assert value.line is not None
    assert put.source[value.line - 1].text == "Date agreed at Health and Well-Being Board:\t17 September 2014"


def test_words_over_several_lines_are_replaced_whole_and_nothing_else_moves(plan: Plan) -> None:
    put = put_right(plan, "2a.vision", "One vision.")
    text = [line.text for line in put.source]
    assert "One vision." in text
    assert "Second line of the vision." not in text
    assert len(text) == len(plan.source)


def test_a_question_without_an_answer_gets_one_at_the_end(plan: Plan) -> None:
    put = put_right(plan, "2e.governance", "The board meets monthly.")
    assert put.text("2e.governance") == "The board meets monthly."
    assert put.source[-1].key == "2e.governance"


def test_a_key_the_template_does_not_have_is_refused(plan: Plan) -> None:
    with pytest.raises(KeyError):
        put_right(plan, "9z.nonsense", "x")

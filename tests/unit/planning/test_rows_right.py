"""A row is put right, added or taken out; the running text that the checks read says the same."""

import pytest

from joinedup.planning import Plan, add_row, check_plan, put_row_right, read_plan, row_fields, row_of, take_out_row
from joinedup.planning.examples import laid_out, made_up, write_word


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return read_plan(write_word(laid_out(made_up()), tmp_path_factory.mktemp("rows") / "plan.docx"))


def _text(plan: Plan) -> str:
    return "\n".join(line.text for line in plan.source)


def test_a_risk_is_scored_again_and_its_check_follows(plan: Plan) -> None:
    wrong = put_row_right(plan, "risk", 1, {"score": "24"})
    codes = {finding.code for finding in check_plan(wrong)} - {finding.code for finding in check_plan(plan)}
    assert codes
    before = row_of(plan, "risk", 1)
    assert before is not None
    assert put_row_right(wrong, "risk", 1, {"score": before.text("score")}).rows == plan.rows


def test_words_of_a_row_change_where_they_stood(plan: Plan) -> None:
    row = row_of(plan, "risk", 2)
    assert row is not None
    old = row.text("mitigation")
    put = put_row_right(plan, "risk", 2, {"mitigation": "A new way."})
    assert "A new way." in _text(put)
    assert _text(put).count(old) == _text(plan).count(old) - 1
    assert len(put.source) == len(plan.source)


def test_a_new_row_takes_no_number_that_was_used(plan: Plan) -> None:
    count = len(plan.of_kind("milestone"))
    made = add_row(plan, "milestone", {"when": "Spring 2015", "what": "The team begins."}, number=40)
    row = row_of(made, "milestone", 40)
    assert row is not None
    when = row.get("when")
    assert when is not None
    assert when.parsed is not None
    assert len(made.of_kind("milestone")) == count + 1
    assert "The team begins." in _text(made)


def test_a_row_taken_out_is_gone_from_the_text_and_the_others_keep_their_numbers(plan: Plan) -> None:
    row = row_of(plan, "risk", 1)
    assert row is not None
    less = take_out_row(plan, "risk", 1)
    assert [one.number for one in less.of_kind("risk")] == [one.number for one in plan.of_kind("risk")][1:]
    assert row.text("mitigation") not in _text(less)


def test_the_answer_that_holds_the_table_says_what_its_rows_say(plan: Plan) -> None:
    old = row_of(plan, "risk", 2)
    assert old is not None
    put = put_row_right(plan, "risk", 2, {"mitigation": "A new way.", "likelihood": "1"})
    assert "A new way." in put.text("5a.risk_log")
    assert old.text("mitigation") not in put.text("5a.risk_log")
    assert "A new risk" in add_row(put, "risk", {"risk": "A new risk"}).text("5a.risk_log")
    assert "A new way." not in take_out_row(put, "risk", 2).text("5a.risk_log")


def test_a_scheme_is_changed_by_its_own_questions(plan: Plan) -> None:
    put = put_row_right(plan, "scheme", 1, {"a1.objective": "Fewer people fall."})
    row = row_of(put, "scheme", 1)
    assert row is not None
    assert row.text("a1.objective") == "Fewer people fall."
    assert "Fewer people fall." in _text(put)


@pytest.mark.parametrize("kind", ["risk", "milestone", "listed_scheme", "document", "signature", "scheme", "provider"])
def test_every_kind_has_its_fields(plan: Plan, kind: str) -> None:
    assert row_fields(plan, kind)


def test_what_is_not_there_cannot_be_changed(plan: Plan) -> None:
    for wrong in (
        lambda: put_row_right(plan, "risk", 999, {"score": "1"}),
        lambda: put_row_right(plan, "risk", 1, {"colour": "red"}),
        lambda: add_row(plan, "dragon", {"what": "x"}),
        lambda: take_out_row(plan, "risk", 999),
    ):
        with pytest.raises(KeyError):
            wrong()

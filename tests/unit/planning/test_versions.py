"""Plans stored, fingerprinted, compared, moved to another form, and compared with many others."""

from dataclasses import replace
from pathlib import Path

import pytest

from joinedup.planning import TEMPLATES, Plan, compare_all, diff, export_html, export_xlsx, fingerprint, move, read_plan
from joinedup.planning.examples import Layout, laid_out, made_up, write_text, write_word


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return read_plan(write_text(laid_out(made_up()), tmp_path_factory.mktemp("plans") / "plan.txt"))


def _changed(plan: Plan, key: str, raw: str) -> Plan:
    fields = tuple(replace(field, raw=raw) if field.key == key else field for field in plan.fields)
    return replace(plan, fields=fields)


def test_a_fingerprint_is_of_the_words_not_of_the_file(plan: Plan, tmp_path: Path) -> None:
    other = read_plan(write_word(laid_out(made_up(), Layout(numbering="none", capitals=False)), tmp_path / "plan.docx"))
    assert fingerprint(plan) == fingerprint(other)


def test_a_change_touches_its_own_section_alone(plan: Plan) -> None:
    changed = _changed(plan, "4b.governance", "The board meets each week.")
    assert fingerprint(plan).changed(fingerprint(changed)) == ["4"]
    [change] = diff(plan, changed)
    assert (change.section, change.key) == ("4", "4b.governance")
    assert change.after == "The board meets each week."


def test_a_row_taken_out_is_told(plan: Plan) -> None:
    shorter = replace(plan, rows=tuple(row for row in plan.rows if row.text("body") != "NHS Westmoor Vale CCG"))
    changes = diff(plan, shorter)
    assert {change.section for change in changes} == {"signature"}
    assert all(change.after is None for change in changes)


def test_a_plan_moves_to_the_next_form_and_shows_what_is_new(tmp_path: Path) -> None:
    old = read_plan(write_text(laid_out(made_up("p1-2013-12")), tmp_path / "old.txt"))
    moved = move(old, "p1-2014-07")
    assert moved.plan.template == "p1-2014-07"
    assert moved.plan.text("8b.i") == old.text("1c.provider_engagement")
    assert "October 2014" in moved.plan.text("7c.i")  # two old questions meet under one new one
    assert moved.homeless == ()
    assert {"3.case_for_change", "4d.schemes", "5b.contingency_risk_share"} <= set(moved.new)
    assert "1a.total_pool" not in moved.new


def test_a_plan_moved_back_shows_what_has_no_place(plan: Plan) -> None:
    moved = move(plan, "p1-2013-12")
    homeless = {field.key for field in moved.homeless}
    assert {"3.case_for_change", "7a.iii", "a1.investment"} <= homeless
    assert moved.plan.text("2e.governance") == plan.text("4b.governance")


def test_every_old_question_has_its_place_in_the_next_form() -> None:
    old, new = TEMPLATES["p1-2013-12"], TEMPLATES["p1-2014-07"]
    keys = {question.key for question in new.questions}
    assert all(question.became in keys for question in old.questions)


def test_shared_words_among_many_plans(plan: Plan, tmp_path: Path) -> None:
    second = replace(read_plan(write_text(laid_out(made_up()), tmp_path / "copy.txt")), name="copy.txt")
    old = read_plan(write_text(laid_out(made_up("p1-2013-12")), tmp_path / "old.txt"))
    pairs = {(one, other) for one, other, _ in compare_all([plan, second, old])}
    assert ("plan.txt", "copy.txt") in pairs


def test_the_public_page_escapes_every_word(plan: Plan) -> None:
    page = export_html(_changed(plan, "2a.vision", "<script>alert(1)</script> & more"))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "Westmoor County Council" in page


def test_the_workbook_holds_sums_as_numbers_and_formulas_as_words(plan: Plan, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(export_xlsx(_changed(plan, "2a.vision", '=HYPERLINK("x")'), tmp_path / "plan.xlsx"))
    answers = {row[0].value: row[3] for row in book["Answers"].iter_rows(min_row=2)}
    assert answers["1a.total_pool.2015_16"].value == 16_000_000
    assert answers["2a.vision"].data_type == "s"
    assert book["Risk log"].max_row == 6  # keys, heading, four risks

"""Part 2 and the planning returns: read from workbooks, joined with Part 1, written out, moved between versions."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from joinedup.planning import (
    ROW_KINDS,
    TEMPLATES,
    Plan,
    add_row,
    check_plan,
    export_docx,
    export_xlsx,
    fingerprint,
    join,
    move,
    neighbours,
    put_row_right,
    read_plan,
    row_fields,
    shared_figures,
    take_over,
)
from joinedup.planning.examples import laid_out, made_up, made_up_part2, write_text, write_workbook


@pytest.fixture(scope="module")
def part1(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return read_plan(write_text(laid_out(made_up()), tmp_path_factory.mktemp("one") / "plan.txt"))


@pytest.fixture(scope="module")
def part2(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return read_plan(write_workbook(made_up_part2(), tmp_path_factory.mktemp("two") / "part2.xlsx"))


@pytest.fixture(scope="module")
def whole(part1: Plan, part2: Plan) -> Plan:
    return join(part1, part2).plan


def _figure(plan: Plan, name: str):
    return next(one for one in shared_figures(plan) if one.name == name)


def test_a_printed_workbook_is_read_whole(part2: Plan) -> None:
    example = made_up_part2()
    assert part2.template == "p2-2014-07"
    for kind, rows in example["rows"].items():
        read = part2.of_kind(kind)
        told = [{key: row.text(key).replace("£", "") for key in wanted} for row, wanted in zip(read, rows, strict=True)]
        assert told == [{key: raw.replace("£", "") for key, raw in wanted.items()} for wanted in rows]
    assert {key: part2.text(key) for key in example["fields"] if "20" not in key and "cost" not in key} == {
        key: raw for key, raw in example["fields"].items() if "20" not in key and "cost" not in key
    }


def test_a_sum_is_in_the_unit_of_its_heading(part2: Plan) -> None:
    first = part2.of_kind("contribution")[1]
    assert first.get("pounds.2015_16").parsed.pounds == Decimal(6_000_000)
    assert part2.get("t2.protection.2015_16").parsed.pounds == Decimal(5_300_000)
    assert part2.get("1a.total_pool.2015_16").parsed.pounds == Decimal(16_000_000)


def test_words_over_merged_cells_count_for_each_row(part2: Plan) -> None:
    assert [row.text("scheme") for row in part2.of_kind("spending")].count("Reablement at home") == 2


def test_a_flawless_part_2_has_no_finding(part2: Plan) -> None:
    assert check_plan(part2) == []


def test_a_table_on_its_side_is_a_row_a_figure(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "6. HWB Supporting Metrics"
    for row in (
        ["Residential admissions"],
        [None, "Metric", "Baseline (2013/14)", "Planned 14/15", "Planned 15/16"],
        [None, "Annual rate", 664.5, 640.2, 395.8],
        [None, "Numerator", 210, 204, 130],
        [],
        ["Rationale for red ratings", "Two homes closed."],
        ["Delayed transfers of care"],
        [None, "Baseline", "Planned 14/15", "Planned 15/16"],
        ["Quarterly rate", 1012, 998, 940],
    ):
        sheet.append(row)
    book.save(tmp_path / "metrics.xlsx")
    plan = read_plan(tmp_path / "metrics.xlsx", "p2-2014-07")
    told = [(row.text("measure"), row.text("part"), row.text("plan.2015_16")) for row in plan.of_kind("measure")]
    assert told == [
        ("Residential admissions", "Value", "395.8"),
        ("Residential admissions", "Numerator", "130"),
        ("Delayed transfers of care", "Value", "940"),
    ]
    assert plan.text("t6.rationale") == "Two homes closed."


def test_the_present_day_return_is_known_and_read(tmp_path: Path) -> None:
    book = Workbook()
    income, spending, conditions = book.active, book.create_sheet("5a. Expenditure"), book.create_sheet("Conditions")
    income.title = "4. Income"
    income.append(["Source of Funding", "Organisation", "2025-26 Gross Contribution"])
    income.append(["Minimum NHS Contribution", "NHS Westmoor ICB", 21_500_000])
    income.append(["DFG", "Westmoor Council", 2_100_000.5])
    heads = ["Scheme ID", "Scheme Name", "Brief Description of Scheme", "Scheme Type", "Sub Types"]
    heads += [
        "Expected outputs 2025-26",
        "Units",
        "Area of Spend",
        "Commissioner",
        "% NHS (if Joint)",
        "% LA (if Joint)",
    ]
    spending.append([*heads, "Provider", "Source of Funding", "Expenditure 25/26 (£)"])
    row = [1, "Carers' breaks", "Breaks", "Carers Services", "Respite", 400, "Beneficiaries", "Social Care", "LA"]
    spending.append([*row, None, None, "Charity/Voluntary", "Minimum NHS Contribution", 610_000])
    conditions.append(["National Condition", "Met? (Yes/No)", "Supporting statement", "Action if No", "By when"])
    conditions.append(["A plan agreed together", "Yes", "Signed by all", None, None])
    book.save(tmp_path / "return.xlsx")
    plan = read_plan(tmp_path / "return.xlsx")
    assert plan.template == "return-2025-26"
    assert [row.get("pounds.2025_26").parsed.pounds for row in plan.of_kind("contribution")] == [
        Decimal(21_500_000),
        Decimal("2100000.5"),
    ]
    spent = plan.of_kind("spending")[0]
    assert [spent.text(key) for key in ("scheme", "type", "outputs.2025_26", "units", "source", "pounds.2025_26")] == [
        "Carers' breaks",
        "Carers Services",
        "400",
        "Beneficiaries",
        "Minimum NHS Contribution",
        "610,000",
    ]
    assert plan.of_kind("condition")[0].get("met").parsed.yes


def test_both_parts_are_one_plan_with_one_pool(part1: Plan, whole: Plan) -> None:
    assert whole.template == "whole-2014-07"
    assert [field.key for field in whole.fields].count("1a.total_pool.2015_16") == 1
    assert whole.text("2a.vision") == part1.text("2a.vision")
    assert len(whole.of_kind("spending")) == 5
    figures = shared_figures(whole)
    assert len(figures) > 6
    assert all(one.agree and one.comes_to == one.said for one in figures if one.comes_to is not None)
    lines = [line.number for line in whole.source]
    assert lines == sorted(set(lines))


def test_a_joined_part_2_is_replaced_by_its_next_version(whole: Plan, part2: Plan) -> None:
    again = join(whole, replace(part2, rows=part2.rows[:2])).plan
    assert [row.kind for row in again.rows if row.kind in TEMPLATES["p2-2014-07"].grids] == ["contribution"] * 2
    assert again.template == "whole-2014-07"


def test_what_the_parts_say_differently_is_kept_and_told(part1: Plan, part2: Plan) -> None:
    fields = tuple(
        replace(one, raw="£15,500,000", parsed=None) if one.key == "1a.total_pool.2015_16" else one
        for one in part2.fields
    )
    joined = join(part1, replace(part2, fields=fields))
    assert [key for key, _, _ in joined.differing] == ["1a.total_pool.2015_16"]
    assert joined.plan.text("1a.total_pool.2015_16") == part1.text("1a.total_pool.2015_16")
    assert any("£15,500,000" in one.text for one in joined.plan.unplaced)


def test_part_1_follows_what_is_entered_in_part_2(whole: Plan) -> None:
    from joinedup.planning import follow

    changed = put_row_right(whole, "contribution", 1, {"pounds.2015_16": "2,800"})
    after = follow(whole, changed)
    assert after.text("1a.total_pool.2015_16") == "£17,000,000"
    more = follow(after, add_row(after, "spending", {"scheme": "WM04", "pounds.2015_16": "100"}))
    carers = next(row for row in more.of_kind("scheme") if row.text("a1.ref") == "WM04")
    assert carers.text("a1.investment") == "£1,500,000"


def test_a_figure_that_differs_is_shown_and_not_overwritten(whole: Plan) -> None:
    fields = tuple(
        replace(one, raw="£99", parsed=replace(one.parsed, pounds=Decimal(99)))
        if one.key == "1a.total_pool.2015_16"
        else one
        for one in whole.fields
    )
    from joinedup.planning import follow

    own = replace(whole, fields=fields)
    after = follow(own, put_row_right(own, "contribution", 1, {"pounds.2015_16": "2,800"}))
    figure = _figure(after, "The pool in 2015/16")
    assert not figure.agree
    assert (figure.said, figure.comes_to) == (Decimal(99), Decimal(17_000_000))
    assert _figure(take_over(after, figure), "The pool in 2015/16").agree


def test_our_workbook_has_the_returns_sheets_menus_and_totals(part2: Plan, tmp_path: Path) -> None:
    book = load_workbook(export_xlsx(part2, tmp_path / "return.xlsx"))
    assert book.sheetnames[:4] == ["Cover", "HWB funding sources", "Summary", "HWB expenditure plan"]
    sheet = book["HWB expenditure plan"]
    assert sheet.column_dimensions["A"].hidden
    assert any("CCG Minimum Contribution" in menu.formula1 for menu in sheet.data_validations.dataValidation)
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert 6200 in cells
    assert any(str(value).startswith("=SUM(") for value in cells)


def _told(plan: Plan) -> list[object]:
    fields = sorted((field.key, field.raw, field.parsed) for field in plan.fields if field.key)
    rows = [(row.kind, row.number, [(one.key, one.raw, one.parsed) for one in row.fields]) for row in plan.rows]
    return [plan.template, str(fields), sorted(str(row) for row in rows if row[0] != "benefit")]


@pytest.mark.parametrize("write", [export_xlsx, export_docx])
def test_both_parts_come_back_from_our_own_files(whole: Plan, tmp_path: Path, write) -> None:
    file = tmp_path / ("plan.xlsx" if write is export_xlsx else "plan.docx")
    again = read_plan(write(whole, file))
    assert again.template == whole.template
    assert fingerprint(again) == fingerprint(whole)
    assert _told(again)[2] == _told(whole)[2]


def test_what_somebody_changed_and_added_in_excel_is_read(part2: Plan, tmp_path: Path) -> None:
    file = export_xlsx(part2, tmp_path / "return.xlsx")
    book = load_workbook(file)
    sheet = book["HWB funding sources"]
    at = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "row/contribution/3")
    sheet.cell(at, 5).value = 8_500
    sheet.cell(at + 1, 2).value, sheet.cell(at + 1, 3).value = "Additional CCG Contribution", "NHS Elsewhere CCG"
    sheet.cell(at + 1, 5).value = 40
    book.save(file)
    rows = read_plan(file).of_kind("contribution")
    assert [row.text("pounds.2015_16") for row in rows] == ["1,800", "6,000", "8,500", "40"]
    assert rows[3].number == 4
    assert rows[3].get("pounds.2015_16").parsed.pounds == Decimal(40_000)


@pytest.mark.parametrize("template", [one for one in TEMPLATES.values() if one.next])
def test_every_map_leads_to_a_question_or_a_column_that_is_there(template) -> None:
    after = TEMPLATES[template.next]
    keys = {question.key for question in after.questions}
    assert all(question.became in keys for question in template.questions if question.became)
    for kind, grid in template.grids.items():
        other = after.grids.get(kind)
        if other is not None:
            known = {column.key for column in other.columns}
            assert {column.became for column in grid.columns if column.became} <= known
            menus = {choice for column in other.columns for choice in column.choices}
            assert set(grid.became.values()) <= menus


def test_a_return_moves_on_and_says_what_has_no_place(part2: Plan) -> None:
    moved = move(part2, "return-2023-25")
    assert moved.plan.of_kind("contribution")[1].text("source") == "Minimum NHS Contribution"
    assert moved.plan.of_kind("spending")[2].text("commissioner") == "Joint"
    assert any("2014/15 (£000): 1,700" in one.raw and "Contribution 2" in one.raw for one in moved.homeless)
    assert {"t7.conditions", "t3.capacity"} <= set(moved.new)
    back = move(move(moved.plan, "return-2025-26").plan, "return-2023-25").plan
    assert [row.text("scheme") for row in back.of_kind("spending")] == [
        row.text("scheme") for row in part2.of_kind("spending")
    ]


def test_part_1_is_carried_to_both_parts_and_to_nothing_far_away(part1: Plan) -> None:
    assert neighbours("p1-2014-07") == ["p1-2013-12", "whole-2014-07"]
    assert neighbours("whole-2014-07") == ["whole-2013-12", "return-2023-25"]
    moved = move(part1, "whole-2014-07")
    assert moved.homeless == ()
    assert "t3.spending" in moved.new
    assert "1a.total_pool" not in moved.new


def test_every_kind_of_row_is_told_and_what_is_unverified_is_said() -> None:
    for template in TEMPLATES.values():
        assert template.kinds_of_rows() <= set(ROW_KINDS)
        assert bool(template.unverified) == (template.medium != "document")
        for question in template.questions:
            assert question.ask
            assert template.medium == "document" or template.section_of(question.key) or question.key[0] == "3"


def test_the_types_of_schemes_say_what_is_counted() -> None:
    grid = TEMPLATES["return-2025-26"].grids["spending"]
    types = grid.column("type").choices
    assert len(types) == 19
    assert set(grid.units) <= set(types)
    assert grid.units["Home Care or Domiciliary Care"] == "Hours of care"


def test_rows_of_a_return_have_its_columns(part2: Plan) -> None:
    assert row_fields(part2, "saving")[:3] == ("year", "benefit", "scheme")
    assert row_fields(part2, "condition") == ()

"""What the checks find in Part 2 and the returns: each planted flaw in its cell, nothing in a flawless workbook."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from joinedup.basics.finding import Finding, Severity
from joinedup.planning import check_plan, export_xlsx, read_plan
from joinedup.planning.examples import made_up_part2, write_workbook

Change = Callable[[dict[str, Any]], object]


def _set(kind: str, row: int, **values: str) -> Change:
    named = {key.replace("__", "."): value for key, value in values.items()}
    return lambda example: example["rows"][kind][row].update(named)


def _answer(key: str, value: str) -> Change:
    return lambda example: example["fields"].update({key: value})


def _rates(value: str) -> Change:
    def add(example: dict[str, Any]) -> None:
        for part, figure in (("Numerator", "340"), ("Denominator", "51,000"), ("Value", value)):
            example["rows"]["measure"].append({"measure": "Falls", "part": part, "baseline": figure})

    return add


def _both(*changes: Change) -> Change:
    return lambda example: [change(example) for change in changes]


FLAWS: dict[str, tuple[Change, str]] = {
    "contributions-do-not-make-the-pool": (_answer("1a.total_pool.2015_16", "£17,000,000"), "17,000,000"),
    "spending-above-source": (_set("spending", 3, pounds__2015_16="2,800"), "2,800"),
    "spending-is-not-the-income": (_set("spending", 0, pounds__2015_16="5,200"), "Support for carers"),
    "saving-is-not-activity-times-price": (_set("saving", 1, pounds="£1,953,600"), "1,953,600"),
    "reduction-with-a-plus": (_set("saving", 3, change="83"), "83"),
    "benefits-are-not-the-planned-fall": (_set("saving", 1, change="-240", pounds="£357,600"), "-344"),
    "rate-is-not-its-parts": (_rates("566.7"), "566.7"),
    "quarter-out-of-line": (_set("admissions", 0, plan__q1="28,900"), "28,900"),
    "joint-shares-not-100": (_set("spending", 2, share_nhs="70%"), "70%"),
    "people-shares-not-100": (_set("admissions", 1, share_of_board="75%"), "75%"),
    "not-on-the-menu": (_set("spending", 1, source="CCG money"), "CCG money"),
    "choice-left-blank": (_set("spending", 3, provider=""), ""),
    "other-not-named": (_set("spending", 1, area="Other"), "Other"),
    "figure-not-allowed": (_set("contribution", 1, pounds__2015_16="see annex 3"), "see annex 3"),
    "outside-hospital-below-least": (_answer("t2.out_of_hospital.2015_16", "9,100"), "9,100"),
}


def _found(path: Path, example: dict[str, Any], *, ours: bool) -> list[Finding]:
    plan = read_plan(write_workbook(example, path))
    return check_plan(read_plan(export_xlsx(plan, path)) if ours else plan)


@pytest.mark.parametrize("code", FLAWS)
def test_a_planted_flaw_is_found_in_its_cell(tmp_path: Path, code: str) -> None:
    change, words = FLAWS[code]
    example = made_up_part2()
    change(example)
    path = tmp_path / "part2.xlsx"
    [finding] = [one for one in _found(path, example, ours=False) if one.code == code]
    assert finding.fix
    sheet, cell = (finding.where.column or "").rsplit("!", 1)
    value = load_workbook(path)[sheet.strip("'")][cell].value
    assert (finding.where.text or "").replace("%", "").replace(",", "") == words.replace("%", "").replace(",", "")
    assert (
        str(value or "").startswith(words.replace(",", "").replace("%", "")) or value == float(words.strip("%")) / 100
    )


@pytest.mark.parametrize("ours", [False, True], ids=["printed", "our own export"])
def test_a_flawless_workbook_has_no_finding(tmp_path: Path, ours: bool) -> None:
    example = made_up_part2()
    _rates("666.7")(example)
    assert [one.as_dict() for one in _found(tmp_path / "part2.xlsx", example, ours=ours)] == []


def test_our_own_export_is_judged_as_the_printed_form(tmp_path: Path) -> None:
    example = made_up_part2()
    _both(_set("spending", 2, share_nhs="70%"), _set("spending", 3, pounds__2015_16="2,800"))(example)
    path = tmp_path / "own.xlsx"
    found = {one.code: one for one in _found(path, example, ours=True)}
    assert {"joint-shares-not-100", "spending-above-source"} == set(found)
    sheet, cell = (found["spending-above-source"].where.column or "").rsplit("!", 1)
    assert load_workbook(path)[sheet.strip("'")][cell].value == 2800


def test_pounds_in_a_cell_for_thousands_are_told_as_such(tmp_path: Path) -> None:
    example = made_up_part2()
    _set("spending", 3, pounds__2015_16="1,800,000")(example)
    [finding] = _found(tmp_path / "part2.xlsx", example, ours=False)
    assert finding.code == "spending-above-source"
    assert "1,000" in finding.fix


@pytest.mark.parametrize(
    ("price", "told", "severities"),
    [
        ("£1,490", "£953,600", []),
        ("£1,490", "£955,000", [Severity.WARNING]),
        ("£1,490", "£983,600", [Severity.ERROR]),
        ("£1,490.5", "£953,930", []),
    ],
)
def test_a_saving_rounded_otherwise_is_a_warning_at_most(
    tmp_path: Path, price: str, told: str, severities: list[Severity]
) -> None:
    example = made_up_part2()
    _set("saving", 1, price=price, pounds=told)(example)
    found = _found(tmp_path / "part2.xlsx", example, ours=False)
    assert [one.severity for one in found] == severities


def test_a_printed_total_is_added_up_again(tmp_path: Path) -> None:
    path = write_workbook(made_up_part2(), tmp_path / "part2.xlsx")
    book = load_workbook(path)
    sheet = book["1. HWB funding sources"]
    total = next(row for row in sheet.iter_rows() if row[1].value == "Total")
    total[3].value, total[4].value = 4100, 16900
    book.save(path)
    [finding] = check_plan(read_plan(path))
    assert (finding.code, finding.where.column) == (
        "sheet-total-wrong",
        f"'1. HWB funding sources'!{total[4].coordinate}",
    )
    assert "£16,000,000" in finding.message


def test_one_flaw_is_told_once_where_a_sheet_begins_in_its_first_column(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "1. HWB funding sources"
    sheet.append(
        ["Source of funding", "Organisation", "Gross contribution 14/15 £000", "Gross contribution 15/16 £000"]
    )
    sheet.append(["Local Authority Social Services", "Westmoor County Council", 0, 1800])
    sheet.append(["CCG Minimum Contribution", "NHS Westmoor Vale CCG", 4100, 14200])
    sheet.append(["Total", "", 4100, 16900])
    benefits = book.create_sheet("4. HWB benefits plan")
    benefits.append(
        ["Year", "Benefit achieved from", "Scheme", "Change in activity measure", "Unit price £", "Total (saving) £"]
    )
    benefits.append(["2015/16", "Reduction in delayed transfers of care", "Rapid response", -640, 1490, 1_953_600])
    benefits.append(["2015/16", "Reduction in permanent residential admissions", "Reablement", -83, 14_000, 1_162_000])
    book.save(tmp_path / "part2.xlsx")
    found = check_plan(read_plan(tmp_path / "part2.xlsx"))
    assert [(one.code, one.where.column) for one in found] == [
        ("sheet-total-wrong", "'1. HWB funding sources'!D4"),
        ("saving-is-not-activity-times-price", "'4. HWB benefits plan'!F2"),
    ]


INCOME = [
    ["Funding source", "Organisation", "Gross contribution 2025/26"],
    ["Minimum NHS Contribution", "NHS Westmoor ICB", 9_000_000],
    ["DFG", "Westmoor County Council", 1_000_000],
]
HEADS = [
    *("Scheme name", "Scheme type", "Expected outputs", "Units", "Area of spend", "Commissioner", "Provider"),
    *("Source of funding", "Expenditure 2025/26 (£)"),
]
HOME = ["Help at home", "Home Care or Domiciliary Care", 40_000, "Hours of care", "Social Care", "LA", "Private"]
GRANT = ["Adaptations", "DFG Related Schemes", 90, "Number of adaptations funded/people supported", "Social Care"]
CARE = ["Teams", "Community Based Schemes", None, None, "Community Health", "NHS", "NHS Community"]
SPENDING = [
    HEADS,
    [*HOME, "Minimum NHS Contribution", 3_000_000],
    [*CARE, "Minimum NHS Contribution", 6_000_000],
    [*GRANT, "LA", "Private", "DFG", 1_000_000],
]
QUARTERS = [
    ["Metric", "Period", "Estimated actual", "Plan", "Rationale"],
    *(["Emergency admissions, 65 and over", f"Q{number}", 410, 400, ""] for number in range(1, 5)),
    ["Emergency admissions, 65 and over", "Year", 1640, 1600, ""],
]
CONDITIONS = [
    ["National condition", "Met (yes or no)", "Evidence", "Action, if no", "By when"],
    ["A plan agreed together", "Yes", "The board agreed the plan on 12 March 2025", "", ""],
    ["Oversight and support", "No", "", "The board is set up again", "01/09/2025"],
]


def _return(path: Path, change: Callable[[dict[str, list[list[Any]]]], object] | None = None) -> list[Finding]:
    sheets = {"Income": INCOME, "Expenditure": SPENDING, "Metrics": QUARTERS, "National conditions": CONDITIONS}
    rows = {name: [list(row) for row in table] for name, table in sheets.items()}
    if change:
        change(rows)
    book = Workbook()
    book.remove(book.active)
    for name, table in rows.items():
        sheet = book.create_sheet(name)
        if name == "Expenditure":
            sheet.append(["Minimum for adult social care", 3_000_000])
            sheet.append([])
        for row in table:
            sheet.append(row)
    book.save(path)
    plan = read_plan(path)
    assert plan.template == "return-2025-26"
    return check_plan(plan)


def _cell(sheet: str, row: int, column: int, value: object) -> Callable[[dict[str, list[list[Any]]]], object]:
    return lambda rows: rows[sheet][row].__setitem__(column, value)


def test_a_flawless_return_has_no_error_and_no_warning(tmp_path: Path) -> None:
    found = _return(tmp_path / "return.xlsx")
    assert [one.as_dict() for one in found if one.severity is not Severity.ADVICE] == []


@pytest.mark.parametrize(
    ("code", "change", "cell"),
    [
        ("spending-above-source", _cell("Expenditure", 3, 8, 1_400_000), "'Expenditure'!I6"),
        ("output-not-given", _cell("Expenditure", 1, 2, None), "'Expenditure'!C4"),
        ("output-in-another-unit", _cell("Expenditure", 1, 3, "Packages"), "'Expenditure'!D4"),
        ("quarters-do-not-make-the-year", _cell("Metrics", 5, 3, 1700), "'Metrics'!D6"),
        ("social-care-below-least", _cell("Expenditure", 1, 4, "Primary Care"), "'Expenditure'!B1"),
        ("condition-not-met-without-plan", _cell("National conditions", 2, 3, ""), "'National conditions'!B3"),
        ("condition-met-too-late", _cell("National conditions", 2, 4, "01/06/2027"), "'National conditions'!E3"),
    ],
)
def test_a_flaw_of_a_return_is_found_in_its_cell(tmp_path: Path, code: str, change: Any, cell: str) -> None:
    found = [one for one in _return(tmp_path / "return.xlsx", change) if one.severity is not Severity.ADVICE]
    assert [(one.code, one.where.column) for one in found] == [(code, cell)]


def test_an_organisation_below_its_least_is_found_in_the_first_form(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Finance - Summary"
    sheet.append(
        [
            *("Organisation", "Holds the pooled budget? (Y/N)", "Spending on BCF schemes in 14/15 £000"),
            *("Minimum contribution (15/16) £000", "Actual contribution (15/16) £000"),
        ]
    )
    sheet.append(["NHS Westmoor Vale CCG", "Yes", 2400, 8200, 8100])
    sheet.append(["NHS Upper Westmoor CCG", "No", 1700, 6000, 6000])
    plans = book.create_sheet("Finance - Schemes")
    plans.append(["BCF Investment", "Lead provider", "2014/15 spend recurrent £000", "2015/16 spend recurrent £000"])
    plans.append(["Teams", "Community trust", 4100, 14100])
    plans.append(["Carers", "Council", 0, 0])
    book.save(tmp_path / "first.xlsx")
    plan = read_plan(tmp_path / "first.xlsx")
    assert plan.template == "p2-2013-12"
    found = [one for one in check_plan(plan) if one.severity is not Severity.ADVICE]
    assert [(one.code, one.where.column) for one in found] == [("contribution-below-least", "'Finance - Summary'!E2")]

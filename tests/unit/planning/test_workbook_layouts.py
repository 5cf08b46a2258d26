"""Workbooks laid out otherwise: units, nil, blank rows and totals as people type them; a figure told in two sheets."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from joinedup.basics.finding import Finding, Severity
from joinedup.planning import Plan, check_plan, read_plan

Sheets = dict[str, Sequence[Sequence[object]]]

MONEY = ["Source of funding", "Organisation", "2014/15 (£)", "2015/16 (£)"]
SPENT = ["Scheme name", "Area of spend", "Commissioner", "Provider", "Source of funding", "2014/15", "2015/16"]
BENEFITS = [
    "Benefit achieved from",
    "Scheme",
    "Change in activity measure",
    "Unit price (£)",
    "Total (saving) £",
    "How",
]
QUARTERS = [f"Baseline Q{q}" for q in (4, 1, 2, 3)] + [f"Plan Q{q}" for q in (4, 1, 2, 3)]


def _plan(path: Path, sheets: Sheets) -> Plan:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path / "return.xlsx")
    return read_plan(path / "return.xlsx")


def _sheets(**changed: Sequence[Sequence[object]]) -> Sheets:
    """A small Part 2 in whole pounds, with spaces and totals where people put them."""
    sheets: Sheets = {
        "Cover": [["Part 2, July 2014"], ["Local authority", "Fellmere Council"]],
        "Funding sources": [
            ["Funding sources, in whole pounds"],
            [],
            MONEY,
            ["Local Authority Social Services", "Fellmere Council", "300,000", "900,000"],
            ["Sub-total council", None, "300,000", "900,000"],
            ["CCG Minimum Contribution", "NHS Fellmere CCG", "-", "4,100,000"],
            ["Additional CCG Contribution", "NHS Fellmere CCG", "nil", "250,000"],
            ["Sub-total CCG", None, "-", "4,350,000"],
            ["Grand total", None, "300,000", "5,250,000"],
        ],
        "Expenditure": [
            ["Expenditure plan (£000)"],
            SPENT,
            ["Night team", "Community Health", "CCG", "CCG", "CCG Minimum Contribution", 0, "4,100"],
            ["Carers", "Social Care", "CCG", "CCG", "Additional CCG Contribution", 0, 250],
            [],
            ["Repairs", "Social Care", "CCG", "CCG", "Local Authority Social Services", 300, 900],
            [],
            ["Total", None, None, None, None, 300, "5,250"],
        ],
        "Benefits": [
            BENEFITS,
            ["Reduction in non-elective (general + acute only)", "Night team", -120, 1490, -178800, "lists"],
            ["Reduction in permanent residential admissions", "Repairs", -9, 15000, -135000, "panel"],
        ],
        "P4P": [
            ["Contributing CCG", *QUARTERS],
            ["NHS Fellmere CCG", 900, 910, 890, 900, 870, 880, 860, 870],
            ["HWB total", 900, 910, 890, 900, 870, 880, 860, 870],
            ["Planned reduction in emergency admissions", 120],
        ],
        "Supporting metrics": [
            ["Residential admissions", "Baseline", "Planned 14/15", "Planned 15/16"],
            ["Numerator", 80, 75, 71],
            [],
            ["Delayed transfers of care", "Q1", "Q2", "Q3", "Q4", "Year"],
            ["15/16 plan delayed days", 90, 85, 88, 92, 355],
            [],
            ["Experience", "Baseline", "Planned 14/15", "Planned 15/16"],
            ["Felt listened to, %", 61, 63, 65],
        ],
    }
    return sheets | changed


def _with(sheet: str, row: int, column: int, value: object) -> Sheets:
    sheets = _sheets()
    rows = [list(one) for one in sheets[sheet]]
    rows[row][column] = value
    return sheets | {sheet: rows}


def _errors(plan: Plan) -> list[Finding]:
    return [finding for finding in check_plan(plan) if finding.severity is Severity.ERROR]


def test_pounds_nil_blank_rows_and_sub_totals_are_read_as_meant(tmp_path: Path) -> None:
    plan = _plan(tmp_path, _sheets())
    assert plan.template == "p2-2014-07"
    assert [row.get("pounds.2015_16").parsed.pounds for row in plan.of_kind("contribution")] == [
        900_000,
        4_100_000,
        250_000,
    ]
    assert [row.get("pounds.2015_16").parsed.pounds for row in plan.of_kind("spending")] == [
        4_100_000,
        250_000,
        900_000,
    ]
    assert [row.text("ccg") for row in plan.of_kind("admissions")] == ["NHS Fellmere CCG"]
    assert check_plan(plan) == []


@pytest.mark.parametrize(
    ("code", "sheet", "row", "column", "value", "text"),
    [
        ("sheet-total-wrong", "Funding sources", 4, 3, "990,000", "990,000"),
        ("sheet-total-wrong", "Funding sources", 8, 3, "5,520,000", "5,520,000"),
        ("sheet-total-wrong", "Expenditure", 7, 6, "5,520", "5,520"),
        ("falls-differ", "P4P", 3, 1, 210, "210"),
        ("benefits-above-the-measure", "Benefits", 2, 2, -30, "-30"),
        ("plan-left-blank", "Supporting metrics", 7, 3, None, "Felt listened to"),
        ("quarters-do-not-make-the-year", "Supporting metrics", 4, 5, 395, "395"),
    ],
)
def test_a_figure_changed_is_told_at_its_cell(
    tmp_path: Path, code: str, sheet: str, row: int, column: int, value: object, text: str
) -> None:
    found = [one for one in _errors(_plan(tmp_path, _with(sheet, row, column, value))) if one.code == code]
    assert len(found) == 1
    assert text in (found[0].where.text or "")
    assert (found[0].where.column or "").endswith(f"!{'ABCDEFGHIJ'[column]}{row + 1}")


def test_pounds_among_thousands_are_told_at_the_sum_and_not_at_the_total(tmp_path: Path) -> None:
    rows = [
        ["Funding sources (£000)"],
        [*MONEY[:2], "2014/15", "2015/16"],
        ["CCG Minimum Contribution", "NHS Fellmere CCG", 0, 4100],
        ["CCG Minimum Contribution", "NHS Moorside CCG", 0, 1_850_000],
        ["Local Authority Social Services", "Fellmere Council", 300, 900],
        ["Total", None, 300, 6850],
    ]
    plan = _plan(tmp_path, _sheets(**{"Funding sources": rows}))
    [found] = [one for one in _errors(plan) if one.code in {"contribution-in-pounds", "sheet-total-wrong"}]
    assert (found.where.text, found.where.column) == ("1,850,000", "'Funding sources'!D4")
    assert "1,000" in (found.fix or "")


def test_a_line_of_spending_without_money_in_any_year_is_an_error(tmp_path: Path) -> None:
    sheets = _sheets()
    rows = [*sheets["Expenditure"][:4], ["Choir", "Social Care", "CCG", "CCG", "CCG Minimum Contribution"]]
    plan = _plan(tmp_path, sheets | {"Expenditure": [*rows, *sheets["Expenditure"][4:]]})
    assert [one.where.text for one in _errors(plan) if one.code == "spending-without-money"] == ["Choir"]


def test_shares_of_each_groups_people_are_of_different_wholes(tmp_path: Path) -> None:
    share = "% CCG registered population that has resident population in Fellmere"
    rows = [
        ["Contributing CCG", *QUARTERS, share],
        ["NHS Fellmere CCG", 900, 910, 890, 900, 870, 880, 860, 870, "94%"],
        ["NHS Moorside CCG", 400, 410, 390, 400, 400, 410, 390, 400, "31%"],
    ]
    plan = _plan(tmp_path, _sheets(P4P=rows))
    assert [row.text("share_of_ccg") for row in plan.of_kind("admissions")] == ["94%", "31%"]
    assert not [one for one in check_plan(plan) if one.code == "people-shares-not-100"]


def test_a_measure_is_named_once_and_its_parts_stand_below_it(tmp_path: Path) -> None:
    head = ["Metrics", None, "Current baseline", "Performance underpinning October 2015 payment"]
    parts = [["Admissions to care homes", "Metric Value", 500, 540], [None, "Numerator", 100, 92]]
    sheets: Sheets = {
        "Finance - Summary": [
            ["Organisation", "Holds the pooled budget? (Y/N)", "Minimum contribution (15/16)", "Contribution (15/16)"],
            ["Fellmere Council", "Y", 900, 900],
            ["NHS Fellmere CCG", "N", 4100, 4100],
            ["BCF total", None, 5000, 5000],
        ],
        "Outcomes & Metrics": [head, *parts, [None, "Denominator", 20000, 20000]],
        "Cover": [["Part 2 for 2014/15 and 2015/16"]],
    }
    plan = _plan(tmp_path, sheets)
    assert plan.template == "p2-2013-12"
    assert {row.text("measure") for row in plan.of_kind("measure")} == {"Admissions to care homes"}
    [found] = _errors(plan)
    assert (found.code, found.where.text) == ("rate-is-not-its-parts", "540")


def _return(**changed: object) -> Sheets:
    """A return of two years: contributions block by block, a summary with what must be spent."""
    told = {"pool": "£5,400,000", "planned": "£1,900,000"} | changed
    head = ["Scheme name", "Scheme type", "Commissioner", "Source of funding", "Expenditure 23/24", "Expenditure 24/25"]
    return {
        "Summary": [
            [None, "Yr 1", "Yr 2"],
            ["Minimum required spend", "£1,700,000", "£1,800,000"],
            ["Planned spend", "£1,800,000", told["planned"]],
        ],
        "Income": [
            ["iBCF Contribution", "Contribution Yr 1", "Contribution Yr 2"],
            ["Fellmere", "£1,000,000", "£1,100,000"],
            ["Total iBCF Contribution", "£1,000,000", "£1,100,000"],
            [],
            ["NHS Minimum Contribution", "Contribution Yr 1", "Contribution Yr 2"],
            ["NHS Fellmere ICB", "£4,000,000", "£4,300,000"],
            ["Total NHS Minimum Contribution", "£4,000,000", "£4,300,000"],
            [],
            ["Total BCF Pooled Budget", "£5,000,000", told["pool"]],
        ],
        "Expenditure": [
            head,
            ["Care fees", "Residential Placements", "LA", "iBCF", 1_000_000, 1_100_000],
            ["Teams", "Community Based Schemes", "NHS", "Minimum NHS Contribution", 4_000_000, 4_300_000],
        ],
        "Metrics": [["2023-24 and 2024-25"]],
    }


def test_contributions_in_blocks_make_the_pool(tmp_path: Path) -> None:
    plan = _plan(tmp_path, _return())
    assert [row.text("source") for row in plan.of_kind("contribution")] == ["iBCF", "Minimum NHS Contribution"]
    assert _errors(plan) == []


@pytest.mark.parametrize(
    ("changed", "code", "cell"),
    [
        ({"pool": "£5,900,000"}, "sheet-total-wrong", "'Income'!C9"),
        ({"planned": "£1,400,000"}, "planned-below-required", "'Summary'!C3"),
    ],
)
def test_what_a_return_sums_up_is_held_against_its_sheets(
    tmp_path: Path, changed: dict[str, object], code: str, cell: str
) -> None:
    [found] = _errors(_plan(tmp_path, _return(**changed)))
    assert (found.code, found.where.column) == (code, cell)


def test_a_risk_log_on_a_sheet_is_read_and_judged(tmp_path: Path) -> None:
    log = [
        ["Risk", "Likelihood (1-5)", "Impact (1-5)", "Score", "Owner", "Mitigation"],
        ["Carers cannot be found", 4, 3, 12, "Director", "Joint recruitment"],
        ["Admissions grow in a hard winter", 3, 4, 15, "Place director", "Vaccination"],
        ["A home closes", 2, 5, 10, None, "Monthly checks"],
    ]
    plan = _plan(tmp_path, {**_return(), "Narrative": log})
    assert [row.text("risk") for row in plan.of_kind("risk")] == [str(row[0]) for row in log[1:]]
    assert {found.code: found.where.text for found in _errors(plan)} == {
        "risk-score-wrong": "Admissions grow in a hard winter",
        "risk-cell-empty": "A home closes",
    }


@pytest.mark.parametrize(("label", "wrong"), [("Plan, rate per 100,000", False), ("Plan, number", True)])
def test_rounded_rates_may_miss_their_year_by_one_and_counts_may_not(tmp_path: Path, label: str, wrong: bool) -> None:
    rows = [["", "Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4", "Year"], [label, 5228, 5124, 5456, 5747, 21556]]
    codes = {found.code for found in _errors(_plan(tmp_path, {**_return(), "Measures": rows}))}
    assert ("quarters-do-not-make-the-year" in codes) is wrong


def test_a_heading_of_sums_is_no_answer_and_a_last_line_no_signature(tmp_path: Path) -> None:
    sheets = _return()
    sheets["Check"] = [
        ["NHS minimum contribution: adult social care", "Required £", "Planned £"],
        ["Adult social care services spend from the NHS minimum", 1_700_000, 1_800_000],
    ]
    sheets["Sign-off"] = [
        ["Role", "Name", "E-mail", "Organisation"],
        ["Chair", "Cllr A Marsh", "a.marsh@fellmere.example", "Fellmere Health and Wellbeing Board"],
        ["All of those named above have approved this plan.", "Yes"],
    ]
    assert not {found.code for found in _errors(_plan(tmp_path, sheets))} & {"number-not-given", "unsigned"}


def test_a_return_of_two_years_filled_in_for_one_is_read(tmp_path: Path) -> None:
    sheets = _return()
    sheets["Expenditure"] = [row[:5] for row in sheets["Expenditure"]]
    assert [row.text("scheme") for row in _plan(tmp_path, sheets).of_kind("spending")] == ["Care fees", "Teams"]

"""Sums in tables and in words: what fails is told at its place, and an innocent twin is left alone."""

from pathlib import Path

import pytest

from joinedup.basics.finding import Finding

from .checked import FORM, findings


def errors(tmp_path: Path, text: str, code: str) -> list[Finding]:
    """The errors of one code that a text has."""
    return [one for one in findings(tmp_path, FORM + text) if one.code == code]


def table(*rows: str) -> str:
    """A table in the middle of an answer."""
    lines = "\n".join(row.replace("|", "\t") for row in rows)
    return f"3) Case for change\nThe figures are these.\n{lines}\n\nThat is all there is.\n"


SOURCES = "Source|£000", "Brae CCG|14,206", "Mell CCG|3,981", "Grants|1,738"


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ((*SOURCES, "Floor|19,925", "Council besides|1,488", "Total|21,413"), None),
        ((*SOURCES, "Floor|19,862", "Council besides|1,488", "Total|21,350"), "Floor … 19,862"),
        ((*SOURCES, "Floor|19,925", "Council besides|1,488", "Total|21,513"), "Total … 21,513"),
        (("Ward|Beds", "A|1", "B|2", "C|3", "Total|6"), None),
    ],
)
def test_a_subtotal_on_the_way_is_no_part(tmp_path: Path, rows: tuple[str, ...], at: str | None) -> None:
    found = errors(tmp_path, table(*rows), "table-does-not-add-up")
    assert [one.where.text for one in found] == ([at] if at else [])


@pytest.mark.parametrize(("cell", "wrong"), [("1,935", False), ("1,935,000", True)])
def test_one_figure_in_another_unit_is_told_in_its_own_row(tmp_path: Path, cell: str, wrong: bool) -> None:
    rows = "Ref|Scheme|2014/15 £000|2015/16 £000", "X1|Teams|310|2,460", f"X2|Home|145|{cell}", "X3|Carers|60|1,205"
    found = errors(tmp_path, table(*rows, "|Total|515|5,600"), "table-does-not-add-up")
    assert [one.where.text for one in found] == ([f"X2 … {cell}"] if wrong else [])
    assert all("another unit" in one.message for one in found)


@pytest.mark.parametrize(("total", "wrong"), [("1,120", False), ("1,210", True)])
def test_a_row_with_no_figure_for_one_year_still_counts(tmp_path: Path, total: str, wrong: bool) -> None:
    rows = "Source|2014/15|2015/16", "Brae CCG|0|17,032", "Passed on|1,120|n/a", "Council|0|946"
    found = errors(tmp_path, table(*rows, f"Total|{total}|17,978"), "table-does-not-add-up")
    assert bool(found) is wrong


PAGE = (
    "1) Plan details\na) Summary of plan\nMinimum required value of BCF pooled budget 2014/15\t{least}\n"
    "2015/16\t£16,740,000\n"
    "Total agreed value of pooled budget: 2014/15\t{agreed}\n2015/16\t£17,905,000\n"
)
SCHEME = (
    "ANNEX 1 – Detailed scheme description\nScheme ref no.\n{}\nScheme name\n{}\nInvestment requirements\n{}\n"
    "Impact of scheme\n{}\n"
)


@pytest.mark.parametrize(("agreed", "wrong"), [("£6.20m", False), ("£5.60m", True)])
def test_a_pool_below_its_minimum_is_told_with_both_sums_as_written(tmp_path: Path, agreed: str, wrong: bool) -> None:
    found = errors(tmp_path, PAGE.format(least="£6.20m", agreed=agreed), "total-below-minimum")
    assert [("£6.20m" in one.message, one.where.text) for one in found] == ([(True, agreed)] if wrong else [])


@pytest.mark.parametrize(("cost", "wrong"), [("£9,035,000", False), ("£9.035m", False), ("£9,044,000", True)])
def test_schemes_make_the_pool_to_the_pound_that_is_written(tmp_path: Path, cost: str, wrong: bool) -> None:
    text = PAGE.format(least="£1m", agreed="£1m")
    text += SCHEME.format("K1", "Teams", "£8,870,000", "More help.") + SCHEME.format("K2", "Care", cost, "More help.")
    assert bool(errors(tmp_path, text, "schemes-do-not-add-up")) is wrong


PROVIDER = (
    "ANNEX 2 – Provider commentary\nName of Health & Wellbeing Board\tBrae\n"
    "Name of Provider organisation\tBrae Infirmary NHS Trust\nName of Provider CEO\tA Moss\nSignature\tA Moss\n"
    "For HWB to populate:\nTotal number of non-elective FFCEs in general & acute\t2013/14 Outturn\t9,100\n"
    "\t2014/15 Plan\t9,150\n\t2015/16 Plan\t8,830\n"
    "\tHow many non-elective admissions is the BCF planned to prevent in 15-16?\t320\n"
)


@pytest.mark.parametrize(
    ("impact", "wrong"),
    [
        ("320 fewer non-elective admissions; 31 fewer people in care homes for good (from 180 to 149).", False),
        ("320 fewer non-elective admissions, 13 fewer moves to care homes (161 to 148).", False),
        ("320 fewer non-elective admissions and 640 fewer delayed days.", False),
        ("351 fewer non-elective admissions; 31 fewer people in care homes for good (from 180 to 149).", True),
        ("320 fewer non-elective admissions and 31 fewer emergency admissions from care homes.", True),
    ],
)
def test_only_emergency_admissions_are_held_against_the_hospitals_plan(
    tmp_path: Path, impact: str, wrong: bool
) -> None:
    text = SCHEME.format("K1", "Teams", "£1m", impact) + PROVIDER
    assert bool(errors(tmp_path, text, "benefits-above-provider-plan")) is wrong
    assert bool(errors(tmp_path, text, "benefits-not-as-told")) is wrong


@pytest.mark.parametrize(("row", "listed"), [("Brae Council, besides\t808", 0), ("K3\tFalls\t808", 1)])
def test_sources_of_money_below_the_list_are_no_schemes(tmp_path: Path, row: str, listed: int) -> None:
    rows = f"Ref\tScheme\t£000\nK1\tTeams\t400\nK2\tCare\t408\nTotal\t\t808\nSource\t2015/16 (£000)\n{row}\n"
    text = f"4) Plan of action\nd) List of planned BCF schemes\n{rows}\n"
    text += SCHEME.format("K1", "Teams", "£400,000", "Help.") + SCHEME.format("K2", "Care", "£408,000", "Help.")
    assert len(errors(tmp_path, text, "scheme-list-differs")) == listed


LISTED = "4) Plan of action\nd) List of planned BCF schemes\nRef\tScheme\t2015/16 {}\nK1\tTeams\t400\nK2\tCare\t480\n"


@pytest.mark.parametrize(
    ("head", "cost", "wrong"),
    [
        ("£000", "£480,000 in 2015/16", False),
        ("£000", "£0.48m", False),
        ("£000", "£408,000 in 2015/16", True),
        ("saving £000", "£408,000 in 2015/16", False),
        ("admissions avoided", "£408,000", False),
    ],
)
def test_a_scheme_costs_the_same_in_the_list_and_in_its_description(
    tmp_path: Path, head: str, cost: str, wrong: bool
) -> None:
    text = (
        LISTED.format(head)
        + SCHEME.format("K1", "Teams", "£400k", "Help.")
        + SCHEME.format("K2", "Care", cost, "Help.")
    )
    found = errors(tmp_path, text, "scheme-costs-differ")
    assert [one.where.text for one in found] == (["Care … 480"] if wrong else [])


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Carers. £4.2m in 2015/16 for breaks and advice.", False),
        ("Carers. £2.4m in 2014/15 for breaks and advice.", False),
        ("Carers. Of this, £2.4m is for breaks.", False),
        ("Carers: £2.4m for a start.", False),
        ("Carers: £6.6m over both years.", False),
        ("Carers. £2.4m in 2015/16 for breaks and advice.", True),
        ("Carers: £3.4m for breaks and advice.", True),
        ("Carers costs £3.4m a year.", True),
    ],
)
def test_a_purpose_has_one_sum_in_table_and_text(tmp_path: Path, words: str, wrong: bool) -> None:
    text = table("Programme (£m)|2014/15|2015/16", "Teams|2.10|21.45", "Carers|2.40|4.20", "Beds|1.85|27.30")
    found = errors(tmp_path, f"{text}\n{words}\n", "scheme-costs-differ")
    assert [one.where.text for one in found] == ([words] if wrong else [])


ROWS = (
    "Connectors|13/14|Pilot in 2 wards",
    "|14/15|Roll out to a further 5 wards (Total = {})",
    "|15/16|Another 3 (Total = {})",
)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Admissions by scheme: K1 430, K2 330, K3 52; the rest make no claim. Together 812.", False),
        ("Admissions by scheme: K1 430, K2 330, K3 52; the rest make no claim. Together 792.", True),
        ("Four evenings drew 62, 48, 71 and 39 people, 220 in all.", False),
        ("Four evenings drew 62, 48, 71 and 39 people, 240 in all.", True),
        ("K1 gives 430, K2 gives 330: a total of 790.", True),
        ("We saw 62, 48 and 71 people out of the 240 who were asked.", False),
        ("Schemes 1, 2 and 3 together cover 7 of our 9 towns.", False),
        ("Schemes 1, 2 and 3 make 7 teams in all.", False),
        ("In 2012, 2013 and 2014 together 240 people came.", False),
        ("Beds fell from 62 to 48, and in all 13 closed.", False),
    ],
)
def test_figures_in_a_row_make_what_they_are_together(tmp_path: Path, words: str, wrong: bool) -> None:
    text = f"3) Case for change\nThe figures are these.\n{words}\n"
    assert bool(errors(tmp_path, text, "parts-do-not-add-up")) is wrong


@pytest.mark.parametrize(("totals", "wrong"), [((7, 10), 0), ((7, 11), 1), ((8, 11), 1)])
def test_a_running_total_is_the_one_before_and_what_is_added(
    tmp_path: Path, totals: tuple[int, int], wrong: int
) -> None:
    rows = (ROWS[0], ROWS[1].format(totals[0]), ROWS[2].format(totals[1]))
    found = errors(tmp_path, table("Change|Year|Process", *rows), "parts-do-not-add-up")
    assert len(found) == wrong


@pytest.mark.parametrize(("whole", "wrong"), [("£2.95m", False), ("£3.15m", True)])
def test_schemes_that_cost_so_much_together_do(tmp_path: Path, whole: str, wrong: bool) -> None:
    cost = "Scheme\n{}\nCost in 2015/16\n{}\n"
    text = cost.format("A", "£1.82m") + cost.format("B", "£1.13m") + f"The two schemes together cost {whole}.\n"
    assert bool(errors(tmp_path, f"3) Case for change\n{text}", "parts-do-not-add-up")) is wrong


@pytest.mark.parametrize(("cost", "at"), [("£585k", None), ("£485k", "All schemes"), ("£585m", "Carers")])
def test_sums_at_the_head_of_cells_make_the_last(tmp_path: Path, cost: str, at: str | None) -> None:
    rows = (
        "Door|£1,640k. One number for all.",
        "Teams|£4,325k. Three teams are built.",
        f"Carers|{cost}. Breaks for carers.",
    )
    found = errors(tmp_path, table("Scheme|What it is", *rows, "All schemes|£6,550k"), "parts-do-not-add-up")
    assert [(one.where.text or "").partition(" …")[0] for one in found] == ([at] if at else [])


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Carers get £905k in 2015/16, all of scheme K4.", False),
        ("Carers get £905,000k in 2015/16, all of scheme K4.", True),
        ("The partners together spend £305,000k on health and care.", False),
        ("Home care and breaks (£146k of the total).", False),
        ("Home care and breaks (£146m of the total).", True),
        ("The budget of the hospital is £146m, of which some is for older people.", False),
        ("We spend c£148m a year on the over 65s across hospital, community and social care.", False),
        ("We spend c£148k a year on the over 65s across hospital, community and social care.", True),
        ("We spend £1.2k a year per person across hospital, community and social care.", False),
    ],
)
def test_the_pool_shows_which_sums_are_in_another_unit(tmp_path: Path, words: str, wrong: bool) -> None:
    text = PAGE.format(least="£1m", agreed="£1m") + f"3) Case for change\nThe figures are these.\n{words}\n"
    assert bool(errors(tmp_path, text, "wrong-unit")) is wrong


def case(words: str) -> str:
    return f"3) Case for change\nThe figures are these.\n{words}\n"


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("The Infirmary's own plan assumes 8,830 admissions for 2015/16.", False),
        ("The Infirmary's own plan assumes 8,380 admissions for 2015/16.", True),
        ("The trust's plan for 2015/16 is 8,803 admissions against 9,150 in 2014/15.", True),
        ("The trust's plan for 2015/16 has 8,800 admissions.", False),
        ("The trust's plan for 2015/16 before the fund is 9,240 admissions.", False),
        ("The trust plans for 2,150 operations in 2015/16.", False),
    ],
)
def test_the_hospital_plans_with_one_figure(tmp_path: Path, words: str, wrong: bool) -> None:
    assert bool(errors(tmp_path, case(words) + PROVIDER, "provider-plan-told-differently")) is wrong


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("They had 80 emergency readmissions within 91 days, and 59 of these are planned to be avoided.", False),
        ("They had 80 emergency readmissions within 91 days, and 95 of these are planned to be avoided.", True),
        ("The team will avoid 95 of the 80 readmissions.", True),
        (
            "The 43 care homes had 340 emergency admissions in all.\nWe plan to avoid 310 admissions from care homes.",
            False,
        ),
        (
            "The 43 care homes had 240 emergency admissions in all.\nWe plan to avoid 310 admissions from care homes.",
            True,
        ),
        (
            "The 43 care homes had 240 emergency admissions in all.\nWe plan to avoid 310 admissions from hostels.",
            False,
        ),
        ("We expect 31 fewer permanent admissions among those 240 people.", False),
        ("We expect 310 fewer permanent admissions among those 240 people.", True),
        ("We expect 310 fewer emergency admissions among those 240 people.", False),
    ],
)
def test_no_more_is_avoided_than_the_people_had(tmp_path: Path, words: str, wrong: bool) -> None:
    assert bool(errors(tmp_path, case(words), "benefits-above-cohort")) is wrong


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("420 fewer admissions, of which 110 are the falls admissions also shown under T3.", True),
        ("420 fewer admissions, net of the 110 falls admissions that are shown under T3 only.", False),
        ("112 fewer delayed days, and the 180 admissions given under A.", True),
        ("14 fewer moves into care homes, the same 14 people as in scheme K3.", True),
        ("The nurses visit the same people as scheme K3.", False),
        ("The 14 are the same people as in scheme K3 and are not counted here.", False),
    ],
)
def test_a_benefit_is_counted_once(tmp_path: Path, words: str, wrong: bool) -> None:
    assert bool(errors(tmp_path, case(words), "benefits-counted-twice")) is wrong


@pytest.mark.parametrize(("planned", "wrong"), [("8,640,000", False), ("8,700,000", False), ("8,485,000", True)])
def test_what_is_planned_is_held_against_what_is_required_beside_it(tmp_path: Path, planned: str, wrong: bool) -> None:
    rows = "Condition|Required £|Planned £", f"Adult social care|8,640,000|{planned}", "Council|90|80"
    found = errors(tmp_path, table(*rows), "social-care-below-least")
    assert [one.where.text for one in found] == ([f"Adult social care … {planned}"] if wrong else [])


@pytest.mark.parametrize(("why", "told"), [("We see no fall in our own figures.", True), ("N/A", False)])
def test_why_a_provider_does_not_agree_is_told(tmp_path: Path, why: str, told: bool) -> None:
    text = PROVIDER + f"1. Do you agree with the data above?\tNo\n2. If you answered 'no', please explain why\t{why}\n"
    found = errors(tmp_path, text, "provider-disagrees")
    assert [why in one.message for one in found] == [told]


@pytest.mark.parametrize(("cell", "told"), [("2,361", True), ("2,461", False)])
def test_two_digits_that_changed_places_are_named(tmp_path: Path, cell: str, told: bool) -> None:
    rows = "Source|£000", "Brae CCG|14,206", f"Grants|{cell}", "Council|1,739", "Total|18,261"
    found = errors(tmp_path, table(*rows), "table-does-not-add-up")
    assert [("at 'Grants" in one.message) for one in found] == [told]

"""Risks written as blocks, with the label before its value or on the line above it."""

from pathlib import Path

import pytest

from joinedup.planning import check_plan, read_plan

HEAD = "Better Care Fund planning template – Part 1\nUpdated July 2014\n5) Risks and contingency\na) Risk log\n"
NIGHT, AGENCY, SNOW = "Nurses for the night cannot be found", "A care agency fails", "Roads are closed by snow"


def plan_of(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def above(risk: str, rating: str, owner: str, action: str) -> str:
    return f"Risk\n{risk}\nRisk rating\n{rating}\nOwner\n{owner}\nMitigating action\n{action}\n\n"


def before(number: int, risk: str, rating: str, owner: str, action: str) -> str:
    return f"Risk {number}. {risk}\nRating: {rating}\nOwner: {owner}\nMitigating actions: {action}\n\n"


def test_labels_above_their_values(tmp_path: Path) -> None:
    text = (
        above(NIGHT, "High", "Chief nurse", "Housing")
        + above(AGENCY, "Low", "", "Step in")
        + above(SNOW, "Low", "Chief executive", "Stocks")
    )
    rows = read_plan(plan_of(tmp_path, text)).of_kind("risk")
    assert [row.text("risk") for row in rows] == [NIGHT, AGENCY, SNOW]
    assert [row.text("rating") for row in rows] == ["High", "Low", "Low"]
    assert [row.text("owner") for row in rows] == ["Chief nurse", "", "Chief executive"]


def test_labels_before_their_values_and_a_rating_as_a_product(tmp_path: Path) -> None:
    text = before(1, NIGHT, "4 x 3 = 15", "Chief nurse", "Housing") + before(2, SNOW, "2 x 3 = 6", "Chair", "Stocks")
    plan = read_plan(plan_of(tmp_path, text))
    assert [row.text("score") for row in plan.of_kind("risk")] == ["15", "6"]
    assert [one.message for one in check_plan(plan) if one.code == "risk-score-wrong"] == ["4 × 3 is 12, not 15"]


@pytest.mark.parametrize(("owner", "told"), [("", [AGENCY]), ("Chair", [])])
def test_one_risk_without_an_owner_among_others(tmp_path: Path, owner: str, told: list[str]) -> None:
    text = (
        above(NIGHT, "High", "Chief nurse", "Housing")
        + above(AGENCY, "Low", owner, "Step in")
        + above(SNOW, "Low", "Chief executive", "Stocks")
    )
    found = check_plan(read_plan(plan_of(tmp_path, text)))
    assert [one.where.text for one in found if one.code == "risk-cell-empty"] == told


@pytest.mark.parametrize(("impact", "told"), [("4", [AGENCY]), ("4 – no cost", [])])
def test_one_risk_without_sum_and_bearer_among_others(tmp_path: Path, impact: str, told: list[str]) -> None:
    head = "There is a risk that:\tLikelihood\tImpact, £000s and on whom\tOverall risk factor\tMitigating actions\n"
    rows = "".join(
        f"{risk}\t2\t{much}\t{score}\tStocks\n"
        for risk, much, score in (
            (NIGHT, "4 – £80k, the trust", 8),
            (AGENCY, impact, 8),
            (SNOW, "3 – £20k, the council", 6),
            ("Rain falls for a month or more", "2 – £10k, the CCG", 4),
        )
    )
    found = check_plan(read_plan(plan_of(tmp_path, head + rows)))
    assert [one.where.text for one in found if one.code == "risk-cell-empty"] == told


def test_a_heading_over_two_lines_names_all_its_columns(tmp_path: Path) -> None:
    rows = (
        f"Risk\tRisk\tMitigating Actions\n\trating\n{NIGHT}\tHIGH\tHousing\n{AGENCY}\t\tStep in\n{SNOW}\tLow\tStocks\n"
    )
    plan = read_plan(plan_of(tmp_path, rows))
    assert [row.text("rating") for row in plan.of_kind("risk")] == ["HIGH", "", "Low"]
    assert [one.where.text for one in check_plan(plan) if one.code == "risk-unrated"] == [AGENCY]

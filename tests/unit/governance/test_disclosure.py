"""The rule of HES and ECDS for small numbers, case by case."""

import pytest

from joinedup.governance.disclosure import mean, percentage, protect_table, rounded, show


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0"), (1, "*"), (7, "*"), (8, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20"), (1234, "1,235")],
)
def test_a_count(count: int, shown: str) -> None:
    assert show(count) == shown


def test_rounding_is_to_the_nearest_five() -> None:
    assert [rounded(count) for count in range(8, 19)] == [10, 10, 10, 10, 10, 15, 15, 15, 15, 15, 20]


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (3, 100, "*"),
        (0, 7, "*"),
        (0, 100, "0%"),
        (12, 33, "29%"),  # 10 of 35
        (0, 0, "–"),
        (1000, 3996, "25%"),  # 3,995: no decimal
        (1334, 4000, "33.4%"),  # 1,335 of 4,000
    ],
)
def test_a_percentage_is_worked_out_from_rounded_counts(numerator: int, denominator: int, shown: str) -> None:
    assert percentage(numerator, denominator) == shown


@pytest.mark.parametrize(("people", "shown"), [(0, "–"), (1, "*"), (7, "*"), (8, "3.5")])
def test_a_mean_over_few_people_is_hidden(people: int, shown: str) -> None:
    assert mean(3.456, people) == shown


def test_a_table_with_one_small_count_keeps_what_does_not_give_it_away() -> None:
    assert protect_table([[5, 100, 200], [300, 40, 90]]) == [
        ["*", "100", "200", "305"],
        ["300", "40", "90", "430"],
        ["305", "140", "290", "735"],
    ]


def test_a_table_of_noughts_hides_nothing() -> None:
    assert protect_table([[0, 0], [0, 0]]) == [["0"] * 3] * 3

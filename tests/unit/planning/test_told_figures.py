"""Figures told in a sentence, in any order of words: shares, rates, changes, sums, products, counted twice."""

from pathlib import Path

import pytest

from joinedup.planning.checks.marked import marked

from .checked import VISION, codes


def errors(tmp_path: Path, words: str) -> set[str]:
    return codes(tmp_path, f"{VISION}{words}\n")


def test_years_ages_times_and_numbers_of_schemes_are_no_quantities() -> None:
    text = "In 2014/15 scheme 3 saw 412 people aged 75 and over; 330/412 (80%) were home after 91 days, £1.2m a year."
    found = [(one.kind, one.words) for one in marked(text).quantities]
    assert found == [("N", "412"), ("N", "330"), ("N", "412"), ("P", "80%"), ("M", "£1.2m")]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Of 412 people who left, {} were at home, which is 80%.", ("290", "330")),
        ("{} of the 305 people we saw, 82%, were still at home.", ("287", "250")),
        ("Some {} of the 3,980 people at high risk, or 33%, have a plan.", ("1,710", "1,310")),
        ("80% ({} of 412) were at home.", ("360", "330")),
        ("330 people ({} of the 412) were at home.", ("86%", "80%")),
        ("From 1,150 falls in 2012/13 we plan for 1,058 in 2015/16, {} drop.", ("a 12%", "an 8%")),
        ("There will be 24,860 admissions against 25,950 now, a cut of {}.", ("7.2%", "4.2%")),
        ("1,090 fewer admissions is a {} reduction on 25,950.", ("6.2%", "4.2%")),
        ("Bed days are to {} from 14,200 to 12,780.", ("increase", "fall")),
    ],
)
def test_a_per_cent_is_what_its_figures_make(tmp_path: Path, wrong: str, right: tuple[str, str]) -> None:
    assert errors(tmp_path, wrong.format(right[0])) == {"percent-wrong"}
    assert not errors(tmp_path, wrong.format(right[1]))


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("We had 281 admissions among 31,200 older people (a rate of {} per 100,000).", ("960.6", "900.6")),
        ("255 people out of a 65+ population of 32,000 equates to {} per 100,000.", ("697", "797")),
    ],
)
def test_a_rate_is_its_count_over_its_people(tmp_path: Path, words: str, figures: tuple[str, str]) -> None:
    assert errors(tmp_path, words.format(figures[0])) == {"rate-row-wrong"}
    assert not errors(tmp_path, words.format(figures[1]))


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("Staff: 12 nurses, 8 therapists and 6 social workers, {} posts in total.", ("28", "26")),
        ("Health pays £2.4m and the council £1.1m, a total of {}.", ("£3.9m", "£3.5m")),
        ("In all {} beds are kept: 20 in the north, 14 in the east and 8 in the south.", ("44", "42")),
        ("The {} is £2.2m for reablement, £1.4m for equipment and £1.1m for carers.", ("£5.1m", "£4.7m")),
        ("The team costs {}, of which staff £2.6m and premises £0.9m.", ("£3.2m", "£3.6m")),
        ("420 by the teams, 350 by rapid response and 220 by beds, together {}.", ("1,090", "990")),
    ],
)
def test_parts_make_their_total(tmp_path: Path, words: str, figures: tuple[str, str]) -> None:
    assert errors(tmp_path, words.format(figures[0])) == {"parts-do-not-add-up"}
    assert not errors(tmp_path, words.format(figures[1]))


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("At £1,490 for each admission, 1,090 fewer admissions save {}.", ("£1.92m", "£1.62m")),
        ("Each of the 1,090 admissions costs £1,490, so that {} is saved.", ("£1.92m", "£1.62m")),
        ("1,090 x £1,490 = {}.", ("£1,924,100", "£1,624,100")),
    ],
)
def test_a_product_is_reckoned(tmp_path: Path, words: str, figures: tuple[str, str]) -> None:
    assert errors(tmp_path, words.format(figures[0])) == {"product-wrong"}
    assert not errors(tmp_path, words.format(figures[1]))


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Of the 640 people on the list 710 (72%) have a plan.", True),
        ("There are 44 homes in the city and 51 of them have signed up.", True),
        ("52 of 44 care homes have agreed.", True),
        ("A nurse sees the 1,310 residents of 34 homes.", False),
        ("Of the 640 people 610 have a plan and 700 relatives were asked.", False),
    ],
)
def test_no_part_is_more_than_all(tmp_path: Path, words: str, wrong: bool) -> None:
    assert ("count-impossible" in errors(tmp_path, words)) is wrong


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("These 120 admissions have already been counted under the community teams.", True),
        ("The figure includes the 150 people also counted under S4.", True),
        ("Both schemes count the 90 falls admissions.", True),
        ("The saving of £0.3m is shown both under the teams and under beds.", True),
        ("The 60 admissions also claimed by the teams have been taken off.", False),
        ("No admission is counted under two schemes.", False),
        ("The same people may be seen by both teams.", False),
    ],
)
def test_what_two_schemes_count_is_told(tmp_path: Path, words: str, wrong: bool) -> None:
    assert ("benefits-counted-twice" in errors(tmp_path, words)) is wrong


@pytest.mark.parametrize(
    "words",
    [
        "Some 44% of practices, well over half, share records.",
        "About 48%, or one in three, falls each year.",
        "The great majority (42%) want to stay at home.",
        "A quarter of our carers - 38% - feel alone.",
    ],
)
def test_words_and_share_are_held_together_in_any_order(tmp_path: Path, words: str) -> None:
    assert errors(tmp_path, words) == {"share-contradicts-words"}


@pytest.mark.parametrize(
    "words",
    [
        "The service will see ### people a year.",
        "(figure needed)",
        "The contract ends on xx/xx/2015.",
        "Drafting note: the trust to supply the figures.",
        "Error! Reference source not found.",
        "Baseline: tba",
        "[Table to go here]",
        "The rota is agreed by all practices and by the trust, and the cost of the night nurses for the whole of the "
        "year is in the scheme, details to be added once contracts agreed.",
    ],
)
def test_notes_of_the_writer_are_places_left_to_fill(tmp_path: Path, words: str) -> None:
    assert errors(tmp_path, words) == {"placeholder-left-in"}


@pytest.mark.parametrize(
    "words",
    [
        "Information is to be provided to all carers in one leaflet.",
        "We need the figures to be confirmed by audit each year before we share them with all of the practices in the "
        "borough, and so the board sees them last.",
        "Phase 2 is to follow phase 1 in April 2015.",
    ],
)
def test_what_is_to_be_done_is_no_gap(tmp_path: Path, words: str) -> None:
    assert not errors(tmp_path, words)

"""Whatever the draw: slips give something a person could have typed, and numbers stay made up."""

import datetime as dt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.basics import nhs_number
from joinedup.synthetic import slips
from joinedup.synthetic.dice import befall, happen, stream
from joinedup.synthetic.naming import names
from joinedup.synthetic.numbers import nhs_numbers, wrong_digit
from joinedup.synthetic.window import date_of, day_of, window_before

LUCK = st.floats(0, 1, exclude_max=True)
NAMES = st.sampled_from(names().words.to_list())
BIRTHDAYS = st.dates(dt.date(1900, 1, 1), dt.date(2026, 12, 31))
SEEDS = st.integers(0, 2**31)


@given(NAMES, LUCK)
def test_a_misspelt_name_is_still_a_name(name: str, luck: float) -> None:
    for slip in (slips.typo, slips.phonetic, slips.scanned, slips.no_hyphen, slips.no_apostrophe, slips.nickname):
        assert slip(name, luck).strip()
    assert len(slips.typo(name, luck)) in range(len(name) - 1, len(name) + 2)


@given(BIRTHDAYS, LUCK)
def test_a_mistaken_birthday_is_still_a_date_and_near(born: dt.date, luck: float) -> None:
    for slip in (slips.birth_swap, slips.birth_january, slips.birth_year, slips.birth_digit):
        assert abs(slip(born, luck).year - born.year) <= 100
    assert slips.birth_swap(slips.birth_swap(born, luck), luck) == born


@given(st.text("ABDEFGHJLNPQRSTUWXYZ0123456789 ", max_size=8), LUCK)
def test_a_postcode_slip_never_fails(text: str, luck: float) -> None:
    if text.count(" ") == 1 and len(text.split(" ")[1]) == 3:
        assert slips.postcode_typo(text, luck)


@settings(deadline=None, max_examples=30)
@given(SEEDS, st.integers(1, 200))
def test_numbers_are_made_up_whatever_the_seed(seed: int, count: int) -> None:
    numbers = nhs_numbers(stream(seed, "numbers"), count)
    assert all(nhs_number.is_valid(str(number)) and nhs_number.is_made_up(str(number)) for number in numbers)
    assert not any(nhs_number.is_valid(str(number)) for number in wrong_digit(stream(seed, "wrong"), numbers))


@given(SEEDS, st.lists(st.floats(0, 5), max_size=40))
def test_nothing_befalls_people_without_a_chance_of_it(seed: int, rates: list[float]) -> None:
    array = np.array(rates, dtype=float)
    struck = happen(stream(seed, "events"), array)
    assert (array[struck] > 0).all()
    assert (np.diff(struck) >= 0).all()
    assert len(np.unique(befall(stream(seed, "once"), array))) == len(befall(stream(seed, "once"), array))


@given(st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1)))
def test_the_window_is_three_years_of_whole_months_before_today(today: dt.date) -> None:
    window = window_before(today)
    assert len(window.months) == 36
    assert date_of(window.start).day == 1
    assert (date_of(window.start).year, date_of(window.start).month) == (today.year - 3, today.month)
    assert window.end + 1 == day_of(today.replace(day=1))
    assert all(first <= last for first, last in window.months)

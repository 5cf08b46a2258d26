"""Money, dates, percentages and counts in all the ways plans write them."""

import datetime as dt
from decimal import Decimal

import pytest

from joinedup.planning.values import (
    counts_in,
    dates_in,
    parse_answer,
    parse_count,
    parse_date,
    parse_money,
    percents_in,
)


@pytest.mark.parametrize(
    ("text", "label", "pounds", "unit"),
    [
        ("£17,324,000", "", "17324000", ""),
        ("£24.555m", "", "24555000", "m"),
        ("£26,394m", "", "26394000000", "m"),
        ("£18, 949, 402 (excluding £300m)", "", "18949402", ""),
        ("c£185m pa", "", "185000000", "m"),
        ("£1.2 million", "", "1200000", "m"),
        ("1,200k", "", "1200000", "k"),
        ("£15,843", "2014/15 £000's", "15843000", "k"),
        ("£5,136,000 Kent Wide contribution", "", "5136000", ""),
        ("£0.00", "", "0", ""),
    ],
)
def test_money(text: str, label: str, pounds: str, unit: str) -> None:
    money = parse_money(text, label)
    assert money is not None
    assert money.pounds == Decimal(pounds)
    assert money.unit == unit


@pytest.mark.parametrize("text", ["", "to be agreed", "2014/15", "about a third"])
def test_words_are_no_money(text: str) -> None:
    assert parse_money(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("16Jan 2014", (2014, 1, 16), (2014, 1, 16), "day"),
        ("28 th March 2014", (2014, 3, 28), (2014, 3, 28), "day"),
        ("28/01/2014", (2014, 1, 28), (2014, 1, 28), "day"),
        ("September 19, 2014", (2014, 9, 19), (2014, 9, 19), "day"),
        ("Spring 2015", (2015, 3, 1), (2015, 5, 31), "season"),
        ("winter 2014", (2014, 12, 1), (2015, 2, 28), "season"),
        ("Q1 2015", (2015, 1, 1), (2015, 3, 31), "quarter"),
        ("Q1 2015/16", (2015, 4, 1), (2015, 6, 30), "quarter"),
        ("by April 2015", (2015, 4, 1), (2015, 4, 30), "month"),
        ("2014-15", (2014, 4, 1), (2015, 3, 31), "financial-year"),
        ("end of 2018", (2018, 1, 1), (2018, 12, 31), "year"),
    ],
)
def test_dates(text: str, first: tuple[int, int, int], last: tuple[int, int, int], precision: str) -> None:
    date = parse_date(text)
    assert date is not None
    assert (date.first, date.last, date.precision) == (dt.date(*first), dt.date(*last), precision)


def test_a_day_no_calendar_has_is_read_and_doubted() -> None:
    date = parse_date("31 February 2014")
    assert date is not None
    assert not date.possible


def test_a_weekday_is_held_against_the_date() -> None:
    right, wrong = parse_date("Friday 14 March 2014"), parse_date("Monday 14 March 2014")
    assert right is not None
    assert right.weekday_fits
    assert wrong is not None
    assert not wrong.weekday_fits


def test_several_dates_in_one_line() -> None:
    found = [item.date.first for item in dates_in("from 1 June 2014 to 31/03/2015 and spring 2016")]
    assert found == [dt.date(2014, 6, 1), dt.date(2015, 3, 31), dt.date(2016, 3, 1)]


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("3.5% national target", [("3.5", "3.5")]),
        ("a fall of 10-15%", [("10", "15")]),
        ("20 per cent over five years", [("20", "20")]),
        ("within 2 percentage points", []),
        ("-1.6%", [("-1.6", "-1.6")]),
    ],
)
def test_percentages(text: str, ranges: list[tuple[str, str]]) -> None:
    found = [(item.percent.low, item.percent.high) for item in percents_in(text)]
    assert found == [(Decimal(low), Decimal(high)) for low, high in ranges]


def test_counts_are_neither_money_nor_dates() -> None:
    found = [item.count.number for item in counts_in("104 fewer at £30 each, 1,185 in 2014/15, up 5%, /104 avoided")]
    assert found == [104, 1185, 104]
    count = parse_count("1,315,000")
    assert count is not None
    assert count.number == 1_315_000


@pytest.mark.parametrize(("text", "yes"), [("Yes, we do", True), ("No. We were not asked.", False), ("Perhaps", None)])
def test_yes_and_no(text: str, yes: bool | None) -> None:
    answer = parse_answer(text)
    assert (answer.yes if answer else None) is yes

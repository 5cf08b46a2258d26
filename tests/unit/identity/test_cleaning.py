"""The macros: numbers, dates and postcodes as SQL reads them, beside the plain Python of basics."""

import pytest

from joinedup.basics import nhs_number
from joinedup.engine import connect
from joinedup.identity.workroom import workroom


@pytest.fixture(scope="module")
def reads():
    with connect(threads=1) as connection, workroom(connection):
        yield lambda macro, text: connection.execute(f"select {macro}(?)", [text]).fetchone()[0]


@pytest.mark.parametrize(
    "text",
    [
        "6541003238",
        "943 476 5919",
        "671-668-9966",
        "1234512343",
        "0000000000",
        "0000000001",
        "9999999999",
        "123451234",
        "",
        "12345123433",
        "1234512344",
        "1000000e03",
        "1234567.89",
        "+943476591",
        " 943476591",
        "abcdefghij",
        "٩٤٣٤٧٦٥٩١٩",
    ],
)
def test_a_number_is_valid_in_sql_as_in_basics(reads, text):
    expected = int(nhs_number.normalise(text)) if nhs_number.is_valid(text) else None
    assert reads("nhs_number_of", text) == expected


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("19410517", 19410517),
        ("1941-05-17", 19410517),
        ("17/05/1941", 19410517),
        ("1941-05-17 00:00:00", 19410517),
        ("194105", 19410500),
        ("1941", 19410000),
        ("1941-05", 19410500),
        ("next year", None),
        ("00010101", 10101),
        ("3-Mar-1950", 19500303),
        ("17 September 1941", 19410917),
        ("31 Foo 1941", 19410031),
        ("05/17/1941", 19410517),
        ("05/07/1941", 19410705),
        ("20000229", 20000229),
        ("", None),
    ],
)
def test_a_date_is_read_from_text_whole_or_in_part(reads, text, read):
    assert reads("day_number_of_text", text) == read


@pytest.mark.parametrize(
    ("text", "read"), [("ze1 1ab", "ZE11AB"), ("ZZ99 3VZ", None), ("zz993wz", None), ("", None), ("2119", "2119")]
)
def test_a_postcode_is_bare_and_nowhere_is_no_place(reads, text, read):
    assert reads("postcode_of", text) == read


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("19410517", "19410571", True),
        ("19410517", "19410518", True),
        ("9990000018", "999000018", True),
        ("abc", "abc", False),
        ("12345678", "12345687", True),
        ("12345678", "21435678", False),
        ("abcd", "abxy", False),
    ],
)
def test_one_slip_is_a_letter_wrong_missing_added_or_swapped(reads, one, other, slips):
    with connect(threads=1) as connection, workroom(connection):
        assert connection.execute("select one_slip(?, ?)", [one, other]).fetchone() == (slips,)

"""What a line promises: its own part of a number, not the number it is part of nor the sum it makes with others."""

import pytest

from joinedup.planning.importing.annexes import quantities


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("340 of the 1,070 emergency admissions avoided, which makes 1,765 with the other two", [340]),
        ("100 readmissions avoided in 2015/16, making 830 with the first two", [100]),
        ("Admissions to care homes fall from 640 to 520", [120]),
        ("330 fewer admissions, 24 fewer delayed days", [330, 24]),
    ],
)
def test_quantities_of_a_line(text: str, promised: list[int]) -> None:
    assert [count.number for count in quantities(text)] == promised

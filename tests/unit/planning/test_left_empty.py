"""What was forgotten: one empty cell among filled ones, a note to oneself, a bare yes, a sum that is another's."""

from pathlib import Path

import pytest

from .checked import VISION, codes
from .test_other_hands import says


def errors(tmp_path: Path, text: str) -> set[str]:
    return codes(tmp_path, VISION + text)


@pytest.mark.parametrize(("measures", "told"), [("abc d", True), ("abcde", False), ("a  de", False)])
def test_one_scheme_without_a_measure(tmp_path: Path, measures: str, told: bool) -> None:
    rows = "".join(
        f"S{at}\tScheme {name}\t{'' if measure == ' ' else 'Admissions ' + measure}\n"
        for at, (name, measure) in enumerate(zip("VWXYZ", measures, strict=True), 1)
    )
    assert ("cell-left-empty" in errors(tmp_path, "Ref\tScheme\tMain measure\n" + rows)) is told


@pytest.mark.parametrize(("middle", "told"), [("", True), ("Days of delay\n", False)])
def test_one_block_with_nothing_under_its_label(tmp_path: Path, middle: str, told: bool) -> None:
    block = "Scheme name\n{}\nMeasure\n{}Evaluation\n{} by the university every spring\n\n"
    text = block.format("Teams", "Admissions of those seen\n", "Study")
    text += block.format("Home first", middle, "Audit")
    text += block.format("Carers", "Carers who had a break\n", "Survey")
    assert ("cell-left-empty" in errors(tmp_path, text)) is told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("To be added – the council sends the wording", True),
        ("A chapter is to be added to the strategy next year, the board has said, when the new census is out.", False),
        ("We are. [confirm levels with the team before sending] The rest follows.", True),
        ("The board [chaired by the leader] meets monthly.", False),
    ],
)
def test_notes_to_oneself(tmp_path: Path, words: str, told: bool) -> None:
    assert ("placeholder-left-in" in says(tmp_path, words)) is told


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("htp//www.somewhere.gov.uk/jsna", True),
        ("www.somewhere..gov.uk/jsna", True),
        ("www.somewhere.gov,uk/jsna", True),
        ("H:\\Shared\\jsna.docx", True),
        ("www.somewhere.gov.uk/jsna", False),
        ("https://www.somewhere.gov.uk/a,b/jsna", False),
    ],
)
def test_addresses_that_can_never_work_are_errors(tmp_path: Path, link: str, told: bool) -> None:
    assert ("link-cannot-work" in errors(tmp_path, f"The needs assessment is at {link} for all.\n")) is told

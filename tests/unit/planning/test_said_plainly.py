"""What a plan says against itself in plain words, and marks left by a spreadsheet or a template."""

from pathlib import Path

import pytest

from joinedup.basics.finding import Severity
from joinedup.planning import check_plan, read_plan

from .checked import FORM, codes

VISION = "2) Vision for health and care services\na) Vision\n"


def errors(tmp_path: Path, words: str) -> set[str]:
    return codes(tmp_path, f"{FORM}{VISION}{words}\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Our assessment is at #REF! for all to read.", "placeholder-left-in"),
        ("The schedule is at https://www.fennmoor.gov.uk/insert-link-here.", "placeholder-left-in"),
        ("We join up care (PLEASE NOTE: section to be no more than 250 words).", "placeholder-left-in"),
        ("The trust has written: we cannot agree to the figures in tab 5.", "provider-disagrees"),
        ("Fenn Hospitals plans 15,700 and says that it does not accept the reduction.", "provider-disagrees"),
        ("Telehealth is new to us. It is not proposed to evaluate it.", "scheme-without-evaluation"),
        ("The 205 admissions are mostly the same people as are counted in the 310.", "benefits-counted-twice"),
        ("The teams prevent 420 admissions; the beds are counted as a further 420, for the same patients.",
         "benefits-counted-twice"),
    ],
)  # fmt: skip
def test_it_is_an_error(tmp_path: Path, words: str, code: str) -> None:
    assert code in errors(tmp_path, words)


@pytest.mark.parametrize(
    "words",
    [
        "Item #4 is the first of seven, and the site's page is fennmoor.gov.uk/insert-coins.",
        "Carers wait no more than 250 days, and the answer to be given is no longer than a page.",
        "If the hospital says that it does not accept the reduction, the board meets again.",
        "It is proposed to evaluate it with the university.",
        "Residents of the four most deprived wards (18% of the population) had 27% of emergency admissions.",
        "The town has 163,900 people, of whom 34,920 are 65 or more: a little over a fifth of everyone (21.3%).",
        "It is not intended to evaluate each contact separately.",
        "They are not the same people as are counted in the 310.",
    ],
)
def test_it_is_none(tmp_path: Path, words: str) -> None:
    assert not errors(tmp_path, words)


def test_a_plan_of_later_years_in_an_older_form_may_be_signed_in_them(tmp_path: Path) -> None:
    form = "1) Plan details\na) Summary of plan\nDate submitted: 31 March 2025\n"
    later = f"{form}{VISION}The fund of 2025-26 is larger than that of 2024-25; in 2025-26 there are eight schemes.\n"
    (tmp_path / "plan.txt").write_text(FORM + later, encoding="utf-8")
    found = {one.code for one in check_plan(read_plan(tmp_path / "plan.txt")) if one.severity is Severity.ERROR}
    assert "date-impossible" not in found
    (tmp_path / "older.txt").write_text(FORM + later.replace("2025-26", "2015-16").replace("2024-25", "2014-15"))
    found = {one.code for one in check_plan(read_plan(tmp_path / "older.txt"))}
    assert "date-impossible" in found

"""``joinedup feed``: published figures load into a layer of their own, and another file is refused in words."""

import json
from pathlib import Path

from joinedup.engine import Workspace, current_build

SURVEY = (
    "area_kind,area_code,area_name,period,yes_definitely,yes_to_some_extent,no\n"
    "icb,QZZ,County board,2014/15,30,51,182\nicb,QYY,Next board,2014/15,30,-,182\n"
)


def test_a_survey_loads_and_what_was_held_back_is_counted(joinedup, tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text(SURVEY)
    made = Workspace.open(tmp_path / "w", create=True)
    said = ("--edition", "first release", "--published", "2015-07-02")
    ended = joinedup("feed", "survey.csv", *said, "--workspace", "w", "--format", "json")
    assert ended.status == 0
    (told,) = json.loads(ended.out)["files"]
    assert (told["feed"], told["values"], told["missing"]) == ("patient-experience", 6, 3)
    assert (told["edition"], told["published"]) == ("first release", "2015-07-02")
    assert current_build(made, "feeds") is not None
    assert "3 not submitted" in joinedup("feed", "survey.csv", "--workspace", "w").out


def test_any_other_file_is_refused_with_what_to_do(joinedup, tmp_path: Path) -> None:
    (tmp_path / "holiday.csv").write_text("a,b\n1,2\n")
    Workspace.open(tmp_path / "w", create=True)
    ended = joinedup("feed", "holiday.csv", "--workspace", "w")
    assert ended.status == 2
    assert "is not a published file" in ended.err

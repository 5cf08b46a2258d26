"""Labels and values that a tool took apart: put together where it is plain, and never surely called unanswered."""

from pathlib import Path

from joinedup.basics.finding import Finding, Severity
from joinedup.planning import Plan, check_plan, read_plan

FRONT = """Better Care Fund planning template – Part 1

Local Authority

Westmoor Council

Minimum required
value of BCF pooled
budget: 2014/15

2015/16

Total agreed value of
pooled budget: 2014/15

£957,000

£17,324,000

£957,000

2015/16

£18,000,000

b) Authorisation and signoff

Signed on behalf of the Clinical Commissioning Group

NHS Westmoor CCG

"""
TAKEN_APART = "By\n\nPosition\n\nDate\n\nSigned on behalf of the Council\n\nBy\n\n"
IN_TURN = "Dr Ann Example\n\nClinical Chair\n\n10 September 2014\n\nWestmoor Council\n\nBo Example\n\n"
REST = "Position\n\nDate\n\nDirector\n\n11 September 2014\n\n"


def _read(folder: Path, text: str) -> Plan:
    path = folder / "plan.txt"
    path.write_text(text, encoding="utf-8")
    return read_plan(path, "p1-2014-07")


def _unsigned(plan: Plan) -> list[Finding]:
    return [found for found in check_plan(plan) if found.code == "unsigned"]


def test_as_many_values_as_labels_are_put_together(tmp_path: Path) -> None:
    plan = _read(tmp_path, FRONT + TAKEN_APART + IN_TURN + REST)
    blocks = [[row.text(key) for key in ("body", "by", "position", "date")] for row in plan.of_kind("signature")]
    assert blocks == [
        ["NHS Westmoor CCG", "Dr Ann Example", "Clinical Chair", "10 September 2014"],
        ["Westmoor Council", "Bo Example", "Director", "11 September 2014"],
    ]
    assert plan.text("1a.min_pool.2015_16") == "£17,324,000"
    assert plan.text("1a.total_pool.2014_15") == "£957,000"
    assert not _unsigned(plan)


def test_values_of_another_number_are_told_as_lost_and_not_as_unsigned(tmp_path: Path) -> None:
    one_less = IN_TURN.replace("Clinical Chair\n\n", "")
    found = _unsigned(_read(tmp_path, FRONT + TAKEN_APART + one_less + REST))
    assert found
    assert {one.severity for one in found} == {Severity.WARNING}
    assert all("layout was lost" in one.message and "look at this field" in one.fix for one in found)


def test_a_blank_in_a_document_whose_layout_stands_is_an_error(tmp_path: Path) -> None:
    whole = "Better Care Fund\n\nLocal Authority\n\nWestmoor Council\n\nb) Authorisation and signoff\n\n"
    block = "Signed on behalf of the Council\n\nWestmoor Council\n\nBy\n\nPosition\n\nDate\n\n10 September 2014\n\n"
    (found,) = _unsigned(_read(tmp_path, whole + block))
    assert found.severity is Severity.ERROR
    assert found.message == "Westmoor Council has not signed: no name, no position"


def test_a_blank_beside_a_run_that_was_put_together_is_an_error(tmp_path: Path) -> None:
    board = "Signed on behalf of the Health and Wellbeing Board\n\nWestmoor Health and Wellbeing Board\n\n"
    unsigned = board + "By Chair of Health and Wellbeing Board\n\nDate\n\n"
    found = _unsigned(_read(tmp_path, FRONT + TAKEN_APART + IN_TURN + REST + unsigned))
    assert [(one.severity, "no name, no date" in one.message) for one in found] == [(Severity.ERROR, True)]


def test_figures_that_slid_into_the_cell_of_their_name_are_no_sure_wrong_sum(tmp_path: Path) -> None:
    rows = "Segment\tPeople\tSpend\nHigh\t20\t200\nMiddle 30\t300\t\nLow\t50\t500\nTotal\t100\t1,000\n"
    found = [one for one in check_plan(_read(tmp_path, f"Better Care Fund\n{rows}")) if one.code.startswith("table-")]
    assert found
    assert {one.severity for one in found} == {Severity.WARNING}

"""Things that look like flaws and are none: a plan full of them has no finding at all but advice."""

from pathlib import Path

from joinedup.basics.finding import Severity
from joinedup.planning import check_plan, read_plan
from joinedup.planning.examples import laid_out, made_up, write_text

SENTENCES = [
    "We met all providers in the 14/15/16 planning rounds.",
    "The national fund of £3,800m is small beside what the partners spend.",
    "Over half (58%) came, most (62%) liked it, and two thirds (67%) signed up.",
    "The final allocation is to be confirmed by Parliament after the consultation closes in the spring, and we will "
    "tell everyone who took part what it means for them and for their neighbourhood.",
    "Long-stay beds fell from 120 to 90, a reduction of 25%.",
    "Spending of £9m (£4m in 2014/15 and £5m in 2015/16) follows.",
    "We perform at 102% of plan.",
    "Teams will run from April 2014 to March 2016.",
    "The pooled budget of £16m in 2015/16 pays for them.",
    "People with fewer than <2 days in hospital are counted too.",
    "The measure moves from 82% to 85%.",
    "Of those, 1,910 (57%) of the 3,350 people were seen, and 81 of 212 beds (38%) were free.",
    "Calls to the helpline doubled from 1,000 to 2,050.",
    "The saving is £1,165,180 (782 admissions at £1,490 each), or around £0.8m from 540 admissions at £1,490 each.",
    "One in three (33%) lives alone, and almost nine out of ten (87%) agreed.",
    "Two thirds, or 66%, of residents use it.",
]


def test_what_only_looks_like_a_flaw_is_left_alone(tmp_path: Path) -> None:
    example = made_up()
    example.fields["2a.vision"] += "\n" + "\n".join(SENTENCES)
    findings = check_plan(read_plan(write_text(laid_out(example), tmp_path / "plan.txt")))
    assert [finding.as_dict() for finding in findings if finding.severity is not Severity.ADVICE] == []


def test_a_council_may_sign_by_its_initials(tmp_path: Path) -> None:
    example = made_up()
    example.signatures[2]["body"] = "WCC"
    codes = {finding.code for finding in check_plan(read_plan(write_text(laid_out(example), tmp_path / "plan.txt")))}
    assert not codes & {"listed-not-signing", "signing-not-listed"}

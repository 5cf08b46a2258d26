"""Schemes, letters and first pages laid out by a plan's own hand: read by what is said, not by the national form."""

from pathlib import Path

from .checked import findings

HEAD = "Better Care Fund plan\nFennmoor Council and NHS Fennmoor CCG\n"


def errors(tmp_path: Path, text: str) -> dict[str, str]:
    """The errors of a text: code and where they stand."""
    found = findings(tmp_path, HEAD + text)
    return {one.code: f"{one.message} | {one.where.text if one.where else ''}" for one in found}


def sheet(ref: str, name: str, **other: str) -> str:
    """A page of a scheme, some of its answers other than the usual."""
    said = {
        "What we want": f"People who use {name.lower()} stay well at home and know whom to ring.",
        "What it costs in 2015/16": f"£{int(ref[1:]) * 100 + 250},000",
        "Measure": f"Number of people who used {name.lower()} and came back within a month",
        "How we shall know": f"A yearly report on {name.lower()} by the public health team",
    }
    said |= {key.replace("_", " "): value for key, value in other.items()}
    return f"\n{ref} {name}\n\n" + "\n".join(f"{label}: {value}" for label, value in said.items() if value != "gone")


def plan(**fourth: str) -> str:
    names = ("Night sitting", "Falls lift", "Supper clubs")
    sheets = [sheet(f"F{at}", name) for at, name in enumerate(names, 1)]
    return "\n".join([*sheets, sheet("F4", "Hearing help", **fourth)]) + "\n"


def test_a_scheme_with_everything_is_right(tmp_path: Path) -> None:
    found = errors(tmp_path, plan())
    assert not [code for code in found if code.startswith("scheme")]


def test_what_one_scheme_leaves_out_of_what_the_others_tell(tmp_path: Path) -> None:
    assert "F4" in errors(tmp_path, plan(How_we_shall_know=""))["scheme-without-evaluation"]
    assert "F4" in errors(tmp_path, plan(How_we_shall_know="gone"))["scheme-without-evaluation"]
    assert "F4" in errors(tmp_path, plan(Measure="none."))["scheme-without-measure"]
    money = {"What_it_costs_in_2015/16": "still under discussion with both finance teams"}
    assert "F4" in errors(tmp_path, plan(**money))["scheme-without-money"]


def test_money_told_as_part_of_another_scheme_is_no_error(tmp_path: Path) -> None:
    money = {"What_it_costs_in_2015/16": "met within the money of F1"}
    assert "scheme-without-money" not in errors(tmp_path, plan(**money))


def test_a_letter_of_a_hospital_is_read_as_its_form(tmp_path: Path) -> None:
    letter = (
        "\nLetter of the Fennmoor Infirmary NHS Trust\n"
        "2013/14 outturn: 10,000\n2014/15 plan: 10,200\n2015/16 plan: 9,800\n"
        "Change 2014/15 on 2013/14: +5.0%\nAre you happy with these figures? No\n"
        "If not, why: Nobody showed them to us before August.\n"
    )
    found = errors(tmp_path, letter)
    assert "Fennmoor Infirmary" in found["provider-disagrees"]
    assert "Nobody showed them" in found["provider-disagrees"]
    assert any("5.0" in words for code, words in found.items() if code != "provider-disagrees")
    agreed = letter.replace("figures? No", "figures? Yes").replace("+5.0%", "+2.0%")
    assert not errors(tmp_path, agreed).keys() & {"provider-disagrees", "percentage-wrong"}

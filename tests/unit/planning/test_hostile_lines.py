"""Lines no plan holds: each pattern goes through them once. One that goes back over them would not end here."""

import re

import pytest

from joinedup.planning.checks import marked
from joinedup.planning.importing import anchors, blocks, front, rows
from joinedup.planning.words import LONGEST_SENTENCE, sentences

PATTERNS = [found for found in vars(marked).values() if isinstance(found, re.Pattern)]


@pytest.mark.parametrize("line", ["2025", "1,234,", "1,234.", "at the end of "], ids=str.strip)
def test_a_long_line_of_one_thing_over_and_over_is_gone_through_once(line: str) -> None:
    for pattern in PATTERNS:
        assert len(pattern.findall(line * 4000)) <= 4000


@pytest.mark.parametrize(
    "pattern", [rows._RISK_LINE, rows._RATED_LINE, blocks._FIGURE, anchors._UNIT, front._BRACKETED]
)
@pytest.mark.parametrize("blank", [" ", "\xa0"])
def test_a_row_of_blanks_or_of_brackets_is_gone_through_once(pattern: re.Pattern, blank: str) -> None:
    for line in ("a risk that is told" + blank * 8000 + "x", blank * 8000, "(" * 8000):
        assert pattern.search(line) is None


def test_what_rows_hold_is_read_all_the_same() -> None:
    found = rows._RISK_LINE.match("Too few carers in winter   4  5 20 Train more of them")
    assert found["risk"] == "Too few carers in winter"
    assert (found["likelihood"], found["impact"], found["score"]) == ("4", "5", "20")
    assert rows._RATED_LINE.match("Too few carers in winter high Train")["rating"] == "high"
    assert all(blocks._FIGURE.match(one) for one in ("£1,200", " - £ 3.5 ", "(£1,200)", "7 ", "−3"))
    assert not blocks._FIGURE.match("£")
    assert anchors._UNIT.sub("", "Income (in £000) ") == "Income"


@pytest.mark.parametrize("unit", ["(", "(12 ", "\u00a31m (x) and ", "a", "1,234 "])
def test_no_sentence_is_longer_than_patterns_may_go_back_over(unit: str) -> None:
    text = f"Before. {unit * 20_000}"
    parts = sentences(text)
    assert max(map(len, parts)) <= LONGEST_SENTENCE
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert sentences("One is here. Two is there.") == ["One is here.", "Two is there."]

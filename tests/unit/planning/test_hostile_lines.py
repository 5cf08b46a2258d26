"""Lines no plan holds: each pattern goes through them once. One that goes back over them would not end here."""

import re

import pytest

from joinedup.planning.checks import marked

PATTERNS = [found for found in vars(marked).values() if isinstance(found, re.Pattern)]


@pytest.mark.parametrize("line", ["2025", "1,234,", "1,234.", "at the end of "], ids=str.strip)
def test_a_long_line_of_one_thing_over_and_over_is_gone_through_once(line: str) -> None:
    for pattern in PATTERNS:
        assert len(pattern.findall(line * 4000)) <= 4000

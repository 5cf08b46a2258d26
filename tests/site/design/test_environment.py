"""Words made of values, as every page writes them."""

import pytest

from joinedup.web.design.environment import likely


@pytest.mark.parametrize(
    ("chance", "decimals", "said"),
    [
        (0.97, 0, "97%"),
        (0.9999, 0, "over 99%"),
        (1.0, 0, "100%"),
        (0.00001, 2, "under 0.01%"),
        (0.0, 2, "0.00%"),
        (0.9995, 1, "over 99.9%"),
    ],
)
def test_what_may_still_be_otherwise_is_never_called_sure(chance: float, decimals: int, said: str) -> None:
    assert likely(chance, decimals) == said

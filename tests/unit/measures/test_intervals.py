"""Published worked examples."""

import numpy as np

from joinedup.measures.intervals import wilson


def test_wilson_gives_the_published_limits():
    # Newcombe 1998, Statistics in Medicine 17:857, method 3
    for cases, of, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert [round(float(limit), 4) for limit in wilson(cases, of)] == [low, high]


def test_wilson_has_no_answer_without_a_denominator():
    assert np.isnan(wilson(0, 0)[0])

"""Wilson's score interval of a proportion, for whoever has counts and no query (Public Health England, technical guide:
confidence intervals). The queries of ``sql/values.sql`` hold the same formula; a test holds the two together.
"""

import numpy as np
import numpy.typing as npt

Z95 = 1.959963984540054
Floats = npt.NDArray[np.float64]


def wilson(cases: npt.ArrayLike, of: npt.ArrayLike, z: float = Z95) -> tuple[Floats, Floats]:
    """Lower and upper limit of ``cases / of``, between 0 and 1; not a number where ``of`` is nought."""
    n, total = np.asarray(cases, dtype=np.float64), np.asarray(of, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = 2 * n + z * z
        half = z * np.sqrt(z * z + 4 * n * (1 - n / total))
        scale = 2 * (total + z * z)
        low, high = (centre - half) / scale, (centre + half) / scale
    nothing = total <= 0
    return (
        np.where(nothing, np.nan, np.clip(low, 0, 1)),
        np.where(nothing, np.nan, np.clip(high, 0, 1)),
    )

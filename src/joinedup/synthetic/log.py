"""What happened, as it is drawn month by month: one growing list of columns for each kind of event."""

from collections.abc import Mapping

import numpy as np

from joinedup.synthetic.dice import Array


class Log:
    """Columns of equal length, added to in pieces; ``take`` gives them whole and forgets them."""

    def __init__(self, **kinds: str) -> None:
        self._kinds = kinds
        self._pieces: list[dict[str, Array]] = []

    def add(self, **columns: Array) -> None:
        """More rows; a column may be a single value for all of them."""
        size = max((np.ndim(column) and len(column) for column in columns.values()), default=0)
        self._pieces.append(
            {name: np.broadcast_to(np.asarray(columns[name]), size).astype(kind) for name, kind in self._kinds.items()}
        )

    def take(self) -> dict[str, Array]:
        """Every row, in the order added."""
        pieces, self._pieces = self._pieces, []
        return {
            name: np.concatenate([piece[name] for piece in pieces]) if pieces else np.zeros(0, dtype=kind)
            for name, kind in self._kinds.items()
        }


def chosen(columns: Mapping[str, Array], which: Array) -> dict[str, Array]:
    """The same columns with only the rows ``which`` points at."""
    return {name: column[which] for name, column in columns.items()}

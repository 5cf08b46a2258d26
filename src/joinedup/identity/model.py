"""What was learnt about how records of one person differ: a file of chances, with its version and training date."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from joinedup.basics.errors import JoinedUpError
from joinedup.identity.fields import FIELDS

VERSION = 1


class ModelError(JoinedUpError):
    """The saved model cannot be used."""

    code = "identity-model"


@dataclass(frozen=True, slots=True)
class Chances:
    """For one field, the chance of each step (1, 2 …): one person, one household, neighbours, two people by chance."""

    same: tuple[float, ...]
    kin: tuple[float, ...]
    near: tuple[float, ...]
    chance: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A learnt model. Holds no personal data: only chances, counts and dates.

    ``present``: share of the records asked about that are on the register at all. ``kin``: how many people of a
    record's household, and ``near`` how many neighbours, were among those looked at for it. ``size``: people on the
    register it was learnt on. ``accept``: the least chance of being right that is accepted.
    """

    fields: Mapping[str, Chances]
    present: float
    kin: float
    near: float
    size: int
    pairs: int
    trained_at: str
    version: int = VERSION
    rounds: int = 0
    accept: float = 0.99
    about: Mapping[str, Any] = field(default_factory=dict)


def starting_model(names: tuple[str, ...], size: int) -> Model:
    """The round figures of fields.py, before any data has been seen."""
    fields = {
        name: Chances(
            tuple(level.same for level in FIELDS[name].levels),
            tuple(level.kin for level in FIELDS[name].levels),
            tuple(level.chance if level.near is None else level.near for level in FIELDS[name].levels),
            tuple(level.chance for level in FIELDS[name].levels),
        )
        for name in names
    }
    return Model(fields, present=0.9, kin=1.5, near=1.0, size=max(size, 1), pairs=0, trained_at=_now())


def save_model(model: Model, path: Path) -> None:
    """Writes the model as JSON, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".draft")
    beside.write_text(json.dumps(asdict(model), indent=1) + "\n", encoding="utf-8")
    beside.replace(path)


def read_model(path: Path) -> Model | None:
    """The saved model, or None when none was saved. Raises ModelError for one this version cannot use."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        read = json.loads(text)
        fields = {name: Chances(**{k: tuple(v) for k, v in held.items()}) for name, held in read.pop("fields").items()}
        model = Model(fields=fields, **read)
        fits = all(len(held.same) == len(FIELDS[name].levels) for name, held in fields.items())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _unusable(path) from error
    if model.version != VERSION or not fits:
        raise _unusable(path)
    return model


def _unusable(path: Path) -> ModelError:
    return ModelError(
        f"{path.name} is not a matching model that this version of JoinedUp can use.",
        "Delete the file; the next link learns a new model from the data.",
    )


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")

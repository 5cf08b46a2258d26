"""Learning what agreement is worth: expectation–maximisation over grouped comparison patterns.

Three kinds of pair stand behind the patterns: two records of one person, two people of one household or family, and two
people met by chance. Chances of the third kind are measured on pairs drawn at random and stay fixed; the other two are
learnt. The third kind's prior is (almost) every pair there could be, not every pair that was looked at, so the rules that
chose the pairs do not bend the answer (Fellegi and Sunter 1969; a class for households keeps a son from his father).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from joinedup.identity.comparing import Steps, unpacked
from joinedup.identity.model import Chances, Model

Floats = npt.NDArray[np.float64]
ROUNDS = 60
STEADY = 1e-5
SHARED = frozenset(("family", "postcode", "address", "line_2", "town", "region", "practice", "phone"))
"""What a household shares, and so what is learnt of it. How its people differ (given name, birth) stays as believed:
otherwise, where there are no households, that class would drift onto people matched to themselves."""
BELIEF = 25.0
"""How many pairs the round figures count as, beside what the data says."""
CHANCE_BELIEF = 2000.0
"""The same for pairs drawn at random, of which there are many."""
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Patterns:
    """Steps of each field (a row a pattern), how many pairs stand on each, records asked about, rows looked at."""

    steps: Steps
    pairs: Steps
    records: int
    size: int


def learn(start: Model, seen: Patterns, drawn: Patterns, alike: Mapping[str, float]) -> Model:
    """The model that explains the patterns best, starting from (and never far from, on little data) ``start``.

    ``seen``: patterns of the candidate pairs; ``drawn``: of pairs drawn at random; ``alike``: for fields whose values
    were counted, the chance that two people met by chance have the same value.
    """
    model, rounds = start, 0
    for rounds in range(1, ROUNDS + 1):
        before = model
        model = _step(before, start, seen, drawn, alike)
        if _moved(before, model) < STEADY:
            break
    return replace(
        model,
        size=seen.size,
        pairs=int(seen.pairs.sum()),
        rounds=rounds,
        trained_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    )


def log_chances(model: Model, steps: Steps) -> tuple[Floats, Floats, Floats]:
    """Natural log of the chance of each pattern for one person, one household, and two people met by chance."""
    names = tuple(model.fields)
    kinds = []
    for kind in ("same", "kin", "chance"):
        total = np.zeros(len(steps))
        for place, name in enumerate(names):
            logs = np.concatenate(([0.0], np.log(np.maximum(getattr(model.fields[name], kind), _LEAST))))
            total += logs[steps[:, place]]
        kinds.append(total)
    return kinds[0], kinds[1], kinds[2]


def priors(model: Model, size: int | None = None) -> tuple[float, float]:
    """Prior odds, for one record and one row of the register, of being one person and of one household."""
    rows = max(size if size is not None else model.size, 1)
    return model.present / rows, model.kin / rows


def shares(steps: Steps, pairs: Floats, names: Sequence[str], lengths: Sequence[int]) -> dict[str, Floats]:
    """How often each step of each field occurs among pairs, unknowns left out."""
    found = {}
    for place, (name, length) in enumerate(zip(names, lengths, strict=True)):
        counted: Floats = np.bincount(steps[:, place], weights=pairs, minlength=length + 1).astype(np.float64)
        found[name] = counted[1 : length + 1]
    return found


def _step(model: Model, start: Model, seen: Patterns, drawn: Patterns, alike: Mapping[str, float]) -> Model:
    names = tuple(model.fields)
    lengths = [len(model.fields[name].same) for name in names]
    of_seen, of_drawn = _kinds(model, seen), _kinds(model, drawn)
    same = shares(seen.steps, of_seen[0], names, lengths)
    kin = shares(seen.steps, of_seen[1], names, lengths)
    chance = shares(drawn.steps, of_drawn[2], names, lengths)
    fields = {
        name: Chances(
            _blend(same[name], start.fields[name].same, BELIEF),
            _blend(kin[name], start.fields[name].kin, BELIEF) if name in SHARED else start.fields[name].kin,
            _known_alike(_blend(chance[name], start.fields[name].chance, CHANCE_BELIEF), alike.get(name)),
        )
        for name in names
    }
    present = float(np.clip((of_seen[0].sum() + 1.8) / (seen.records + 2), 0.01, 0.995))
    at_home = float(np.clip((of_seen[1].sum() + 0.5) / (seen.records + 1), 0.0001, 50))
    return replace(model, fields=fields, present=present, kin=at_home)


def _kinds(model: Model, of: Patterns) -> Floats:
    """How many pairs of each pattern are of each kind, as the model sees it."""
    same, kin, chance = log_chances(model, of.steps)
    prior_same, prior_kin = priors(model, of.size)
    logs = np.stack([same + np.log(prior_same), kin + np.log(prior_kin), chance])
    weights: Floats = np.exp(logs - logs.max(axis=0, initial=-np.inf))
    weighed: Floats = weights * (of.pairs / weights.sum(axis=0))
    return weighed


def _known_alike(chances: tuple[float, ...], alike: float | None) -> tuple[float, ...]:
    if alike is None:
        return chances
    rest = sum(chances[1:])
    return (alike, *(value * (1 - alike) / rest for value in chances[1:]))


def _blend(counted: Floats, belief: Sequence[float], pairs: float) -> tuple[float, ...]:
    mixed = counted + pairs * np.asarray(belief) / sum(belief)
    return tuple(float(value) for value in mixed / mixed.sum())


def _moved(before: Model, after: Model) -> float:
    changes = [abs(before.present - after.present)]
    for name, held in before.fields.items():
        changes += [abs(a - b) for a, b in zip(held.same, after.fields[name].same, strict=True)]
    return max(changes)


def unpack(patterns: Steps, model: Model) -> Steps:
    """Steps of each pattern, in the order of the model's fields."""
    return unpacked(patterns, tuple(model.fields))

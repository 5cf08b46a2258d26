"""Learning what agreement is worth: expectation–maximisation over grouped comparison patterns.

Four kinds of pair stand behind the patterns: two records of one person, two people of one household or family, two
neighbours, and two people met by chance. Chances of the last kind are measured on pairs drawn at random. Its prior is
(almost) every pair there could be, not every pair that was looked at, so the rules that chose the pairs do not bend the
answer (Fellegi and Sunter 1969). The two kinds in between keep a son from his father, and keep an address, a postcode
and a town that always agree together from counting three times.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from joinedup.identity.comparing import Steps, unpacked
from joinedup.identity.fields import FIELDS, TWIN_SHARE, TWINS
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


def learn(start: Model, seen: Patterns, drawn: Patterns, alike: Mapping[str, float], *, most: float = 0.995) -> Model:
    """The model that explains the patterns best, starting from (and never far from, on little data) ``start``.

    ``seen``: patterns of the candidate pairs; ``drawn``: of pairs drawn at random; ``alike``: for fields whose values
    were counted, the chance that two people met by chance have the same value; ``most``: how many rows of the register
    one record may belong to (one person, unless a file is looked at beside itself).
    """
    model = start
    for rounds in range(1, ROUNDS + 1):
        before = replace(model, rounds=rounds)
        model = _step(before, start, seen, drawn, alike, most)
        if _moved(before, model) < STEADY:
            break
    return replace(
        model,
        size=seen.size,
        pairs=int(seen.pairs.sum()),
        trained_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    )


KINDS = ("same", "kin", "twin", "near", "chance")


def log_chances(model: Model, steps: Steps) -> Floats:
    """Natural log of the chance of each pattern (a column), for each of KINDS (a row)."""
    names = tuple(model.fields)
    kinds = []
    for kind in KINDS:
        total = np.zeros(len(steps))
        for place, name in enumerate(names):
            logs = np.concatenate(([0.0], np.log(np.maximum(_chances(model, name, kind), _LEAST))))
            total += logs[steps[:, place]]
        kinds.append(total)
    return np.stack(kinds)


def _chances(model: Model, name: str, kind: str) -> tuple[float, ...]:
    held = model.fields[name]
    if kind == "twin":
        return TWINS.get(name, held.kin)
    return {"same": held.same, "kin": held.kin, "near": held.near, "chance": held.chance}[kind]


def priors(model: Model, size: int | None = None) -> Floats:
    """Prior odds of each of KINDS, for one record and one person of the register."""
    people = max(size if size is not None else model.size, 1)
    return np.array(
        [model.present / people, model.kin / people, TWIN_SHARE * model.kin / people, model.near / people, 1.0]
    )


def shares(steps: Steps, pairs: Floats, names: Sequence[str], lengths: Sequence[int]) -> dict[str, Floats]:
    """How often each step of each field occurs among pairs, unknowns left out."""
    found = {}
    for place, (name, length) in enumerate(zip(names, lengths, strict=True)):
        counted: Floats = np.bincount(steps[:, place], weights=pairs, minlength=length + 1).astype(np.float64)
        found[name] = counted[1 : length + 1]
    return found


def _step(
    model: Model, start: Model, seen: Patterns, drawn: Patterns, alike: Mapping[str, float], most: float
) -> Model:
    names = tuple(model.fields)
    lengths = [len(model.fields[name].same) for name in names]
    of_seen, of_drawn = _kinds(model, seen), _kinds(model, drawn)
    same, kin, near = (
        shares(seen.steps, of_seen[KINDS.index(kind)], names, lengths) for kind in ("same", "kin", "near")
    )
    by_chance = shares(drawn.steps, of_drawn[KINDS.index("chance")], names, lengths)
    fields = {}
    for name in names:
        first = start.fields[name]
        chance = _known_alike(_blend(by_chance[name], first.chance, CHANCE_BELIEF), alike.get(name))
        fields[name] = Chances(
            _blend(same[name], first.same, BELIEF),
            _blend(kin[name], first.kin, BELIEF) if name in SHARED else first.kin,
            _blend(near[name], first.near, BELIEF) if FIELDS[name].of_a_place else chance,
            chance,
        )
    records = seen.records + 1
    return replace(
        model,
        fields=fields,
        present=float(np.clip((of_seen[0].sum() + 0.9) / records, 0.01, most)),
        kin=float(np.clip((of_seen[1].sum() + 0.5) / records, 0.0001, 50)),
        near=float(np.clip((of_seen[KINDS.index("near")].sum() + 0.5) / records, 0.0001, 500)),
    )


def _kinds(model: Model, of: Patterns) -> Floats:
    """How many pairs of each pattern are of each kind, as the model sees it."""
    logs = log_chances(model, of.steps) + np.log(priors(model, of.size))[:, None]
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

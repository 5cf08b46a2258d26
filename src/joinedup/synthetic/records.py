"""One source's records of people, as they really arrive: each source has its own ids, gaps and slips."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from joinedup.synthetic import slips
from joinedup.synthetic.dice import Array, Dice, chances, stream
from joinedup.synthetic.homes import Homes
from joinedup.synthetic.naming import MONONYM, names
from joinedup.synthetic.numbers import wrong_digit
from joinedup.synthetic.people import ELSEWHERE, REGISTERED, UNREGISTERED, VISITOR, People
from joinedup.synthetic.places import NO_FIXED_ABODE, Places
from joinedup.synthetic.settings import read
from joinedup.synthetic.window import NEVER, dates

NO_PRACTICE = "V81997"  # no registered practice (NHS Data Dictionary default code)


_HASTE = 0.5  # shape of the gamma distribution of haste: the smaller, the more slips keep company
_RARE = 0.20  # slips commoner than this are habits of the source, not of haste


@dataclass(frozen=True)
class Known:
    """What is true of everybody: the people, their homes and their NHS Numbers (0: has none)."""

    people: People
    places: Places
    homes: Homes
    numbers: Array
    seed: int


@dataclass
class Records:
    """One source's index: text columns under neutral names, whose each is, and the id that an event goes under."""

    frame: pl.DataFrame
    person: Array
    slips: pl.Series
    ids: pl.Series
    first: Array = field(repr=False)
    second: Array = field(repr=False)
    split: Array = field(repr=False)

    def id_of(self, who: Array, day: Array) -> pl.Series:
        """The source's own id of each person, as used on that day."""
        record = np.where((self.second[who] >= 0) & (day >= self.split[who]), self.second[who], self.first[who])
        return self.ids.gather(record)


class _Slips:
    """Which records met which slip: one bit each, told in truth as words.

    Slips keep company: a record made in haste has several. Each record has a haste that averages one and multiplies the
    chances of the rarer slips, so that their shares stay those of the model.
    """

    def __init__(self, dice: Dice, model: dict[str, float], size: int) -> None:
        self.dice, self.model, self.size = dice, model, size
        self.bits = np.zeros(size, dtype=np.int64)
        self.names: list[str] = []
        self.haste = dice.gamma(_HASTE, 1 / _HASTE, size).clip(0, 8)

    def struck(self, name: str, among: Array | None = None) -> Array:
        """The records that meet the slip of that name."""
        share = self.model.get(name, 0.0)
        hit = chances(self.dice, share * self.haste if share < _RARE else share, self.size)
        hit = hit if among is None else hit & among
        self.note(name, hit)
        return np.flatnonzero(hit)

    def note(self, name: str, hit: Array) -> None:
        """Remembers a slip."""
        self.bits |= hit.astype(np.int64) << len(self.names)
        self.names.append(name)

    def words(self) -> pl.Series:
        """For each record the slips it met, separated by spaces."""
        kinds, of = np.unique(self.bits, return_inverse=True)
        text = [" ".join(name for place, name in enumerate(self.names) if bits >> place & 1) for bits in kinds.tolist()]
        return pl.Series(text, dtype=pl.String).gather(of.ravel())


def make_records(known: Known, source: str, letter: str, who: Array, first_day: Array, last_day: Array) -> Records:
    """The records of one organisation about ``who`` (each once), seen from ``first_day`` to ``last_day``.

    ``source`` chooses the error model; ``letter`` starts the ids. A few people have two records: what happens to them
    from some day on goes under the second.
    """
    dice, model = stream(known.seed, f"records/{source}/{letter}"), read("identities")[source]
    again = np.flatnonzero(chances(dice, model.get("twice", 0), len(who)) & (last_day > first_day + 20))
    person = np.append(who, who[again]).astype(np.int32)
    split = (first_day[again] + last_day[again]) // 2
    seen = np.append(np.where(chances(dice, 0.5, len(who)), first_day, last_day), last_day[again])
    ids = _ids(dice, letter, len(person))
    struck = _Slips(dice, model, len(person))
    struck.note("second_record", np.arange(len(person)) >= len(who))
    frame = pl.DataFrame(
        {"id": ids, **_numbers(known, dice, struck, person), **_words(known, dice, struck, person, seen)}
    )
    size = len(known.people)
    records = Records(
        frame,
        person,
        struck.words(),
        ids,
        np.full(size, -1, np.int32),
        np.full(size, -1, np.int32),
        np.full(size, NEVER, np.int32),
    )
    records.first[who] = np.arange(len(who))
    records.second[who[again]] = np.arange(len(who), len(person))
    records.split[who[again]] = split
    return records


def _ids(dice: Dice, letter: str, size: int) -> pl.Series:
    """Numbers in no order, so that an id tells nothing of a person."""
    numbers = dice.permutation(size) * 7 + 100_003
    return (letter + pl.Series(numbers).cast(pl.String).str.zfill(7)).rename("id")


def _numbers(known: Known, dice: Dice, struck: _Slips, person: Array) -> dict[str, pl.Series]:
    """NHS Number and its status: missing, somebody else's (mostly of the family), or with a digit misread."""
    people, numbers = known.people, known.numbers[person].copy()
    missing = np.zeros(len(person), dtype=bool)
    missing[struck.struck("number_missing")] = True
    other = struck.struck("number_other", ~missing & (numbers > 0))
    kin = np.stack([people.partner, people.mother, people.families.twin])[:, person[other]]
    relative = np.where(kin[2] >= 0, kin[2], np.where(kin[0] >= 0, kin[0], kin[1]))
    relative = np.where(
        (relative >= 0) & chances(dice, 0.6, len(other)), relative, dice.integers(0, len(people), len(other))
    )
    theirs = known.numbers[relative]
    numbers[other] = np.where(theirs > 0, theirs, numbers[other])
    wrong = struck.struck("number_wrong_digit", ~missing & (numbers > 0))
    numbers[wrong] = wrong_digit(dice, numbers[wrong])
    lacks = missing | (numbers == 0)
    status = np.where(chances(dice, 0.93, len(person)), 1, 2)
    status[wrong] = 2
    status[lacks] = dice.choice([3, 4, 7], len(person))[lacks]
    text = pl.Series(numbers).cast(pl.String).set(pl.Series(lacks), None)
    return {"number": text, "status": ("0" + pl.Series(status).cast(pl.String)).rename("status")}


def _words(known: Known, dice: Dice, struck: _Slips, person: Array, seen: Array) -> dict[str, pl.Series]:
    given, middle, family = _called(known, struck, person, seen)
    _misspell(struck, given, family)
    born = _birthday(struck, known.people.born[person], seen)
    postcode, address, practice = _address(known, struck, person, seen)
    gender = known.people.male[person].astype(np.int64)
    wrong = struck.struck("gender_wrong")
    gender[wrong] = 1 - gender[wrong]
    words = pl.Series(["2", "1"]).gather(gender)
    lost = struck.struck("gender_missing")
    unknown = pl.Series(["0", "9", "X"]).gather(dice.integers(0, 3, len(lost)))
    columns = {"given": given, "middle": middle, "family": family, "address": address}
    if struck.model["upper"]:
        columns = {name: column.str.to_uppercase() for name, column in columns.items()}
    return columns | {
        "gender": words.scatter(lost, unknown) if len(lost) else words,
        "born": born,
        "postcode": postcode,
        "practice": practice,
    }


def _called(known: Known, struck: _Slips, person: Array, seen: Array) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Given, middle and family name in use when the record was made: another given name, a maiden name, a hyphen."""
    family, people, words = known.people.families, known.people, names().words
    changed = (family.married < NEVER) & (family.birth_family != family.family)
    maiden = np.zeros(len(person), dtype=bool)
    maiden[struck.struck("maiden", (changed | (family.second_family >= 0))[person])] = True
    maiden |= changed[person] & (seen < family.married[person])
    last = words.gather(np.where(maiden, family.birth_family[person], family.family[person]))
    joined = (family.second_family[person] >= 0) & ~maiden
    last = last.zip_with(pl.Series(~joined), last + "-" + words.gather(np.maximum(family.second_family[person], 0)))
    first = words.gather(family.given[person])
    second = words.gather(np.maximum(family.middle[person], 0)).set(pl.Series(family.middle[person] < 0), None)
    second = second.set(pl.Series(chances(struck.dice, struck.model.get("no_middle_name", 0), len(person))), None)
    # the habit belongs to the person; which source follows it is the source's
    alias = (known.people.families.given * 31 + people.born) % 1000 < 1000 * read("people")["families"]["known_as"]
    _known_as(struck, first, second, struck.struck("known_as", alias[person]))
    first = _edit(struck, first, struck.struck("nickname", ~alias[person]), slips.nickname)
    alone = people.background[person] == MONONYM
    first = first.set(pl.Series(alone), None)
    return first.rename("given"), second.rename("middle"), last.rename("family")


def _known_as(struck: _Slips, given: pl.Series, middle: pl.Series, where: Array) -> None:
    """The short form of the given name, or else the middle name, takes its place; changes ``given``."""
    if len(where):
        names_now, others = given.gather(where).to_list(), middle.gather(where).to_list()
        luck = struck.dice.random(len(where)).tolist()
        short = [slips.nickname(name, chance) if name else name for name, chance in zip(names_now, luck, strict=True)]
        new = [other if was == now and other else now for was, now, other in zip(names_now, short, others, strict=True)]
        given.scatter(where, pl.Series(new, dtype=pl.String))


def _misspell(struck: _Slips, given: pl.Series, family: pl.Series) -> None:
    accented = (given.str.len_bytes().fill_null(0) != given.str.len_chars().fill_null(0)).to_numpy()
    accented |= (family.str.len_bytes() != family.str.len_chars()).to_numpy()
    plain = struck.struck("plain_letters", accented)
    for column in (given, family):
        _edit(struck, column, plain, lambda text, _: slips.plain(text))
    hyphened = family.str.contains("-", literal=True).to_numpy()
    _edit(struck, family, struck.struck("no_hyphen", hyphened), slips.no_hyphen)
    marked = family.str.contains("'", literal=True).to_numpy()
    _edit(struck, family, struck.struck("no_apostrophe", marked), slips.no_apostrophe)
    for name, slip in (("typo", slips.typo), ("phonetic", slips.phonetic), ("scanned", slips.scanned)):
        where = struck.struck(name)
        in_family = chances(struck.dice, 0.55, len(where))
        _edit(struck, family, where[in_family], slip)
        _edit(struck, given, where[~in_family], slip)
    _edit(struck, given, struck.struck("initial_only"), lambda text, _: text[:1])
    turned = struck.struck("swapped_names", given.is_not_null().to_numpy())
    one, other = given.gather(turned), family.gather(turned)
    if len(turned):
        given.scatter(turned, other)
        family.scatter(turned, one)


def _birthday(struck: _Slips, born: Array, seen: Array) -> pl.Series:
    """Date of birth with its slips; no system takes one that lies after the day of the record."""
    column = dates(born)
    for name in ("birth_swap", "birth_january", "birth_year", "birth_digit"):
        column = _edit(struck, column, struck.struck(name), getattr(slips, name))
    future = pl.Series(column.to_physical().to_numpy() > seen)
    column = column.zip_with(~future, dates(born))
    lost = np.zeros(len(born), dtype=bool)
    lost[struck.struck("no_birth")] = True
    return column.set(pl.Series(lost), None) if lost.any() else column


def _address(known: Known, struck: _Slips, person: Array, seen: Array) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Where the source thinks the person lives, and with which practice it thinks they are registered."""
    homes, places = known.homes, known.places
    which = homes.at(person, seen)
    old = struck.struck("former_address", which > 0)
    which[old] = np.maximum(which[old] - 1, 0)
    unused = homes.since[which, person] >= NEVER
    which[unused] = 0
    postcode, number = homes.postcode[which, person].copy(), homes.number[which, person]
    postcode[struck.struck("no_fixed_abode")] = NO_FIXED_ABODE
    address = places.address_lines(postcode, number)
    text = places.postcode_text(postcode)
    practice = homes.practice[homes.at(person, seen, known=True), person]
    code = places.practice_codes.gather(np.maximum(practice, 0))
    code = code.set(pl.Series(practice < 0), NO_PRACTICE)
    text = _edit(struck, text, struck.struck("postcode_typo"), slips.postcode_typo)
    address = _edit(struck, address, struck.struck("address_style", postcode >= 0), slips.address_style)
    for name, column in (("no_postcode", text), ("no_address", address)):
        lost = struck.struck(name)
        if len(lost):
            column.scatter(lost, pl.Series([None], dtype=pl.String).new_from_index(0, len(lost)))
    return text, address, code


def _edit(struck: _Slips, column: pl.Series, where: Array, slip: Callable[[Any, float], Any]) -> pl.Series:
    """``column`` with ``slip`` done to the values at ``where``; changed in place as well."""
    if len(where):
        values, luck = column.gather(where).to_list(), struck.dice.random(len(where)).tolist()
        new = [value if value is None else slip(value, chance) for value, chance in zip(values, luck, strict=True)]
        column.scatter(where, pl.Series(new, dtype=column.dtype))
    return column


def lacking_numbers(dice: Dice, kind: Array) -> Array:
    """Who of the people off the register has no NHS Number at all."""
    share = np.zeros(len(kind))
    share[kind == VISITOR], share[kind == UNREGISTERED], share[kind == ELSEWHERE] = 0.03, 0.45, 0.70
    share[kind == REGISTERED] = 0
    return chances(dice, share, len(kind))

"""Made-up people, and records of them with mistakes, for measuring who is who. Seeded; the truth comes back apart."""

import random
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from joinedup.basics.nhs_number import check_digit
from joinedup.synthetic.naming import names, nicknames

STREETS = [
    "High",
    "Church",
    "Mill",
    "Station",
    "Park",
    "Victoria",
    "Green",
    "London",
    "Chapel",
    "School",
    "North",
    "South",
    "Albert",
    "Queens",
    "Kings",
    "Manor",
]
KINDS = ["Street", "Road", "Lane", "Avenue", "Close", "Drive", "Way", "Gardens"]
TOWNS = ["Ashcombe", "Bellford", "Carrow", "Denhurst", "Eastmere", "Fernley", "Gadsworth", "Hollin"]


@dataclass(slots=True)
class Person:
    """One made-up person as the register should know them."""

    id: int
    number: str
    family: str
    given: str
    other: str
    gender: str
    dob: str
    address: str
    town: str
    postcode: str
    practice: str
    phone: str
    email: str
    group: str = ""


@dataclass(frozen=True)
class Mistakes:
    """Chances, one record at a time. ``missing``: by column."""

    slip: float = 0.03
    nickname: float = 0.03
    initial: float = 0.005
    swapped_names: float = 0.004
    new_family: float = 0.01
    double_family: float = 0.003
    other_given: float = 0.006
    dob_slip: float = 0.012
    dob_swapped: float = 0.006
    dob_first_january: float = 0.004
    moved: float = 0.08
    other_number: float = 0.0015
    number_slip: float = 0.003
    missing: Mapping[str, float] = field(default_factory=lambda: {"number": 0.05, "postcode": 0.01, "dob": 0.003})


class Maker:
    """Draws people and their records."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.words = names().words.to_list()
        self.pools = {name: (m.tolist(), w.cumsum().tolist()) for name, (m, w) in names().pools.items()}
        self.short = nicknames()
        self.serial = 0

    def name(self, pool: str) -> str:
        """One name from a pool."""
        members, weights = self.pools[pool]
        return self.words[self.dice.choices(members, cum_weights=weights)[0]]

    def number(self) -> str:
        """The next valid number that starts 999 or, when those run out, 998 …"""
        while True:
            nine = f"{999_999_999 - self.serial:09d}"
            self.serial += 1
            digit = check_digit(nine)
            if digit is not None:
                return f"{nine}{digit}"

    def people(self, size: int) -> list[Person]:
        """``size`` people in households: families, fathers and sons of one name, twins, and doppelgangers."""
        made: list[Person] = []
        while len(made) < size:
            made += self._household(len(made), size)
        made = made[:size]
        self._doppelgangers(made)
        self.dice.shuffle(made)
        return made

    def _household(self, start: int, size: int) -> Iterator[Person]:
        dice = self.dice
        group = dice.choices(("british", "south_asian", "polish"), (88, 8, 4))[0]
        group = group if f"{group}/family" in self.pools else "british"
        family = self.name(f"{group}/family")
        town = dice.randrange(len(TOWNS))
        address, postcode, practice = self.home(town, size)
        adults = dice.choices((1, 2), (40, 60))[0]
        children = dice.choices((0, 1, 2, 3), (58, 16, 18, 8))[0]
        born = dice.randrange(1930, 2004)
        people = []
        for place in range(adults + children):
            year = born + dice.randrange(-4, 5) if place < adults else born + dice.randrange(20, 36)
            year = min(year, 2023)
            male = (place % 2 == 0) if place < adults else dice.random() < 0.5
            dob = f"{year}{dice.randrange(1, 13):02d}{dice.randrange(1, 29):02d}"
            kind = ""
            cohort = "_old" if year < 1955 else "_new" if year >= 1986 else ""
            pool = f"{group}/{'men' if male else 'women'}{cohort if group == 'british' else ''}"
            given = self.name(pool)
            if place >= adults and male and people[0].gender == "1" and dice.random() < 0.06:
                given, kind = people[0].given, "father and son"
            if place > adults and dice.random() < 0.05:
                dob, kind = people[-1].dob, "twins"
                if dice.random() < 0.6:
                    male = people[-1].gender == "1"
                    given = self.name(f"{group}/{'men' if male else 'women'}{cohort if group == 'british' else ''}")
                while given == people[-1].given:
                    given = self.name(pool)
                people[-1].group = "twins"
            surname = family if place != 1 or dice.random() < 0.75 else self.name(f"{group}/family")
            if kind == "father and son":
                people[0].group = kind
            people.append(
                Person(
                    start + place,
                    self.number(),
                    surname,
                    given,
                    self.name(pool) if dice.random() < 0.6 else "",
                    "1" if male else "2",
                    dob,
                    address,
                    TOWNS[town],
                    postcode,
                    practice,
                    f"07{dice.randrange(10**9):09d}",
                    f"{given}.{surname}{dice.randrange(100)}@{dice.choice(('mail', 'post', 'home'))}.example".lower(),
                    kind,
                )
            )
        yield from people

    def home(self, town: int, size: int) -> tuple[str, str, str]:
        """An address, its postcode and the practice nearby."""
        dice = self.dice
        unit = dice.randrange(max(size // 40, 8))
        street = f"{STREETS[unit % len(STREETS)]} {KINDS[unit // 16 % len(KINDS)]}"
        letters = string.ascii_uppercase.translate(str.maketrans("", "", "CIKMOV"))
        postcode = f"ZE{town + 1}{unit % 4} {unit // 4 % 9 + 1}{letters[unit // 36 % 20]}{letters[unit // 720 % 20]}"
        return f"{dice.randrange(1, 120)} {street}", postcode, f"Y{town:02d}{unit % 7:03d}"

    def _doppelgangers(self, people: list[Person]) -> None:
        for one, other in pairwise(self.dice.sample(people, max(2, len(people) // 1000))):
            other.given, other.family, other.dob, other.gender = one.given, one.family, one.dob, one.gender
            other.town, other.postcode = one.town, one.postcode[:4] + other.postcode[4:]
            one.group = other.group = "doppelgangers"
            if self.dice.random() < 0.5:
                break

    def record(self, person: Person, mistakes: Mistakes, everybody: list[Person]) -> dict[str, str]:  # noqa: PLR0912
        """One record of a person, with mistakes."""
        dice, chance = self.dice, self.dice.random
        family, given, dob = person.family, person.given, person.dob
        number, address, postcode, town, practice = (
            person.number,
            person.address,
            person.postcode,
            person.town,
            person.practice,
        )
        if chance() < mistakes.new_family and person.gender == "2":
            family = self.name("british/family")
        if chance() < mistakes.double_family:
            family = f"{family}-{self.name('british/family')}"
        if chance() < mistakes.nickname and given in self.short:
            given = dice.choice(self.short[given])
        elif chance() < mistakes.other_given and person.other:
            given = person.other
        elif chance() < mistakes.initial:
            given = given[0]
        if chance() < mistakes.slip:
            family = self.slip(family)
        if chance() < mistakes.slip:
            given = self.slip(given)
        if chance() < mistakes.swapped_names:
            family, given = given, family
        if chance() < mistakes.dob_slip:
            at = dice.randrange(3, 8)
            dob = dob[:at] + str(dice.randrange(10)) + dob[at + 1 :]
        elif chance() < mistakes.dob_swapped and int(dob[6:]) <= 12:
            dob = dob[:4] + dob[6:] + dob[4:6]
        elif chance() < mistakes.dob_first_january:
            dob = dob[:4] + "0101"
        if not (1 <= int(dob[4:6]) <= 12 and 1 <= int(dob[6:]) <= 28):
            dob = person.dob
        if chance() < mistakes.moved:
            there = TOWNS.index(town) if chance() < 0.7 else dice.randrange(len(TOWNS))
            town = TOWNS[there]
            address, postcode, practice = self.home(there, len(everybody))
        if chance() < mistakes.slip:
            address = self.slip(address)
        if chance() < mistakes.other_number:
            number = dice.choice(everybody).number
        elif chance() < mistakes.number_slip:
            at = dice.randrange(4, 10)
            number = number[:at] + str(dice.randrange(10)) + number[at + 1 :]
        phone = person.phone if chance() < 0.8 else f"07{dice.randrange(10**9):09d}"
        email = person.email if chance() < 0.85 else self.slip(person.email)
        row = {
            **{"number": number, "family": family, "given": given, "other": person.other, "gender": person.gender},
            **{"dob": dob, "address": address, "town": town, "postcode": postcode, "practice": practice},
            **{"phone": phone, "email": email},
        }
        return {name: "" if chance() < mistakes.missing.get(name, 0) else value for name, value in row.items()}

    def slip(self, text: str) -> str:
        """One letter changed, dropped, doubled or swapped with the next."""
        if len(text) < 2:
            return text
        at, kind = self.dice.randrange(len(text) - 1), self.dice.randrange(4)
        if kind == 0:
            return text[:at] + self.dice.choice(string.ascii_lowercase) + text[at + 1 :]
        if kind == 1:
            return text[:at] + text[at + 1 :]
        if kind == 2:
            return text[: at + 1] + text[at:]
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

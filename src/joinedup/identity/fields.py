"""What is compared, in which steps, and how likely each step is before any data has been seen.

A step (level) of a field has four chances: that it is seen in two records of one person (``same``), of two people of
one household or family (``kin``), of two neighbours (``near``; left out where neighbours are like anybody) and of two
people met by chance (``chance``). They are only where learning starts, and what keeps it sane on little data; see
learning.py. Values are JoinedUp's own round figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Level:
    """One step: its words, its test in SQL (``r`` the record, ``s`` the register's row), and where learning starts."""

    words: str
    test: str
    same: float
    kin: float
    chance: float
    near: float | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``counted``: exact agreement weighs by how rare the value is. Step 0 is "not known on one side"."""

    name: str
    needs: str  # SQL: both sides have something to compare
    levels: tuple[Level, ...]
    counted: bool = False

    @property
    def of_a_place(self) -> bool:
        """True for what neighbours share."""
        return self.levels[0].near is not None

    @property
    def case(self) -> str:
        """The SQL that gives the number of the step, 0 when there is nothing to compare."""
        tests = " ".join(f"when {level.test} then {number}" for number, level in enumerate(self.levels[:-1], 1))
        return f"case when not ({self.needs}) then 0 {tests} else {len(self.levels)} end"


def _both(column: str) -> str:
    return f"r.{column} is not null and s.{column} is not null"


_SWAPPED = (
    # names that agree are most of them, so letters are looked at last
    "case when r.given <> s.given and r.family <> s.family then "
    "case when jaro_winkler_similarity(r.given, s.family) >= 0.9 "
    "then jaro_winkler_similarity(r.family, s.given) >= 0.9 end end"
)

GIVEN = Field(
    "given",
    _both("given"),
    (
        Level("the same given name", "r.given = s.given", 0.80, 0.02, 0.006),
        Level(
            "a short form, another of the given names or a name known as",
            "list_has_any(r.roots, s.roots) or r.known = s.given or s.known = r.given or r.first_given = s.given "
            "or s.first_given = r.given or r.first_given = s.first_given or r.given = s.other or r.other = s.given",
            0.06,
            0.01,
            0.003,
        ),
        Level("the given name with a slip", "jaro_winkler_similarity(r.given, s.given) >= 0.92", 0.06, 0.01, 0.003),
        Level(
            "an initial or the first letters of the given name",
            "starts_with(s.given, r.given) or starts_with(r.given, s.given)",
            0.02,
            0.01,
            0.005,
        ),
        Level("given and family name the other way round", f"coalesce({_SWAPPED}, false)", 0.01, 0.0005, 0.00001),
        Level("a similar given name", "jaro_winkler_similarity(r.given, s.given) >= 0.8", 0.02, 0.04, 0.02),
        Level("another given name", "", 0.03, 0.92, 0.963),
    ),
    counted=True,
)
FAMILY = Field(
    "family",
    f"{_both('family')} and not coalesce({_SWAPPED}, false)",
    (
        Level("the same family name", "r.family = s.family", 0.82, 0.75, 0.001),
        Level(
            "one part of a double name, or a former name",
            "r.family_first in (s.family, s.family_first, s.family_last) or s.family_first = r.family "
            "or r.family_last in (s.family, s.family_first, s.family_last) or s.family_last = r.family "
            "or r.former = s.family or s.former = r.family",
            0.03,
            0.03,
            0.0005,
        ),
        Level("the family name with a slip", "jaro_winkler_similarity(r.family, s.family) >= 0.92", 0.07, 0.02, 0.001),
        Level("a similar family name", "jaro_winkler_similarity(r.family, s.family) >= 0.82", 0.02, 0.02, 0.008),
        Level("another family name", "", 0.06, 0.18, 0.9895),
    ),
    counted=True,
)
_PART_UNKNOWN = (
    "(r.dob % 100 = 0 or s.dob % 100 = 0 or r.dob % 10000 = 101 or s.dob % 10000 = 101) "
    "and year_of(r.dob) = year_of(s.dob) "
    "and (month_of(r.dob) in (0, month_of(s.dob)) or month_of(s.dob) = 0 or r.dob % 10000 = 101 or s.dob % 10000 = 101)"
)
_DIGITS = "lpad(r.dob::varchar, 8, '0'), lpad(s.dob::varchar, 8, '0')"
DOB = Field(
    "dob",
    _both("dob"),
    (
        Level("the same date of birth", "r.dob = s.dob", 0.88, 0.0001, 0.00004),
        Level("dates of birth that agree as far as they are known", _PART_UNKNOWN, 0.01, 0.001, 0.0002),
        Level(
            "day and month of birth the other way round",
            "year_of(r.dob) = year_of(s.dob) and month_of(r.dob) = day_of(s.dob) and day_of(r.dob) = month_of(s.dob)",
            0.02,
            0.0002,
            0.00004,
        ),
        Level(
            "the date of birth with one slip",
            # a slip in the last two digits changes the number by at most 81, any other by a multiple of ten
            f"case when abs(r.dob - s.dob) <= 81 or (r.dob - s.dob) % 10 = 0 then one_slip({_DIGITS}) end",
            0.04,
            0.006,
            0.002,
        ),
        Level(
            "two of three parts of the date of birth",
            "(year_of(r.dob) = year_of(s.dob))::int + (month_of(r.dob) = month_of(s.dob))::int "
            "+ (day_of(r.dob) = day_of(s.dob))::int = 2",
            0.02,
            0.01,
            0.004,
        ),
        Level("only the year of birth", "year_of(r.dob) = year_of(s.dob)", 0.01, 0.02, 0.012),
        Level("another date of birth", "", 0.02, 0.96, 0.98),
    ),
    counted=True,
)
NUMBER = Field(
    "number",
    _both("number_text"),
    (
        Level("the same number", "r.number_text = s.number_text", 0.60, 0.002, 0.0000001),
        Level(
            "the number with one slip",
            "one_slip(r.number_text, s.number_text)",
            0.30,
            0.0001,
            0.000001,
        ),
        Level("another number", "", 0.10, 0.998, 0.999999),
    ),
)
POSTCODE = Field(
    "postcode",
    _both("postcode"),
    (
        Level("the same postcode", "r.postcode = s.postcode", 0.80, 0.85, 0.0002, 0.94),
        Level(
            "the postcode with one slip",
            "one_slip(r.postcode, s.postcode)",
            0.05,
            0.03,
            0.001,
            0.03,
        ),
        Level(
            "the same postal district",
            "case when length(r.postcode) > 4 then left(r.postcode, -3) = left(s.postcode, -3) "
            "else left(r.postcode, 2) = left(s.postcode, 2) end",
            0.06,
            0.05,
            0.03,
            0.02,
        ),
        Level("another postcode", "", 0.09, 0.07, 0.9688, 0.01),
    ),
    counted=True,
)
_HOUSE = "r.house is not distinct from s.house"
ADDRESS = Field(
    "address",
    _both("address"),
    (
        Level("the same address", "r.address = s.address", 0.70, 0.75, 0.00005, 0.02),
        Level(
            "the address with a slip",
            f"{_HOUSE} and jaro_winkler_similarity(r.address, s.address) >= 0.88",
            0.12,
            0.12,
            0.0002,
            0.01,
        ),
        Level(
            "one address inside the other",
            "contains(r.address, s.address) or contains(s.address, r.address)",
            0.02,
            0.02,
            0.0005,
            0.01,
        ),
        Level(
            "the same street, another number",
            "jaro_winkler_similarity(r.address, s.address) >= 0.85",
            0.04,
            0.03,
            0.01,
            0.5,
        ),
        Level("another address", "", 0.12, 0.08, 0.98925, 0.46),
    ),
)
GENDER = Field(
    "gender",
    _both("gender"),
    (
        Level("the same gender", "r.gender = s.gender", 0.985, 0.5, 0.5),
        Level("another gender", "", 0.015, 0.5, 0.5),
    ),
)
PRACTICE = Field(
    "practice",
    _both("practice"),
    (
        Level("the same practice", "r.practice = s.practice", 0.85, 0.8, 0.05, 0.7),
        Level("another practice", "", 0.15, 0.2, 0.95, 0.3),
    ),
)
OTHER = Field(
    "other",
    _both("other"),
    (
        Level("the same other names", "r.other = s.other", 0.8, 0.05, 0.02),
        Level(
            "other names that begin alike",
            "left(r.other, 1) = left(s.other, 1) or jaro_winkler_similarity(r.other, s.other) >= 0.88",
            0.14,
            0.12,
            0.1,
        ),
        Level("other other names", "", 0.06, 0.83, 0.88),
    ),
)
PHONE = Field(
    "phone",
    "coalesce(r.phone, r.mobile) is not null and coalesce(s.phone, s.mobile) is not null",
    (
        Level(
            "the same telephone number",
            "r.phone in (s.phone, s.mobile) or r.mobile in (s.phone, s.mobile)",
            0.75,
            0.3,
            0.00001,
        ),
        Level(
            "the telephone number with a slip",
            "one_slip(coalesce(r.mobile, r.phone), coalesce(s.mobile, s.phone))",
            0.1,
            0.02,
            0.00005,
        ),
        Level("another telephone number", "", 0.15, 0.68, 0.99994),
    ),
)
EMAIL = Field(
    "email",
    _both("email"),
    (
        Level("the same e-mail address", "r.email = s.email", 0.75, 0.05, 0.00001),
        Level(
            "the e-mail address with a slip, or at another host",
            "split_part(r.email, '@', 1) = split_part(s.email, '@', 1) "
            "or (jaro_winkler_similarity(r.email, s.email) >= 0.94"
            # an address made of a name tells namesakes apart by its figures alone
            " and regexp_replace(r.email, '[^0-9]', '', 'g') = regexp_replace(s.email, '[^0-9]', '', 'g'))",
            0.15,
            0.03,
            0.0005,
        ),
        Level("another e-mail address", "", 0.1, 0.92, 0.99949),
    ),
)


def _line(name: str, words: str, *, of_a_place: bool = True) -> Field:
    same, similar, other = (0.9, 0.04, 0.06) if of_a_place else (None, None, None)
    return Field(
        name,
        _both(name),
        (
            Level(f"the same {words}", f"r.{name} = s.{name}", 0.8, 0.8, 0.02, same),
            Level(
                f"a similar {words}", f"jaro_winkler_similarity(r.{name}, s.{name}) >= 0.88", 0.08, 0.08, 0.02, similar
            ),
            Level(f"another {words}", "", 0.12, 0.12, 0.96, other),
        ),
        counted=True,
    )


LINE_2 = _line("line_2", "second line of the address")
TOWN = _line("town", "town")
REGION = _line("region", "county or region")
WORK = _line("work", "occupation", of_a_place=False)

TWINS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {"given": (0.001, 0.002, 0.02, 0.03, 0.0001, 0.05, 0.8969), "dob": (0.97, 0.005, 0.003, 0.01, 0.005, 0.003, 0.004)}
)
"""Twins are a household in all but these: born together, and never given one name."""
TWIN_SHARE = 0.012
"""Pairs of twins among the pairs of a household: about one birth in 70 is a twin birth, and a household has parents
too."""

FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        field.name: field
        for field in (
            *(NUMBER, GIVEN, FAMILY, DOB, POSTCODE, ADDRESS, GENDER, PRACTICE, OTHER, PHONE, EMAIL),
            *(LINE_2, TOWN, REGION, WORK),
        )
    }
)

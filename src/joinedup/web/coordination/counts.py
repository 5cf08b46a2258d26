"""How many people of each practice stand where on the list: counts for those who plan, small ones protected."""

from dataclasses import dataclass

from joinedup.governance.disclosure import protect_table
from joinedup.risk import Validation, validation_of
from joinedup.web.people.record import reading

BANDS = ("Highest 0.5%", "0.5% to 1%", "1% to 2%", "2% to 5%")

_COUNTED = """
with everybody as (select count(*) as people from scores),

placed as (
    select practice_code, rank * 100.0 / people as place from scores cross join everybody
)

select coalesce(organisations.NAME, practice_code),
    count(*) filter (place <= 0.5), count(*) filter (place > 0.5 and place <= 1),
    count(*) filter (place > 1 and place <= 2), count(*) filter (place > 2 and place <= 5)
from placed
left join organisations on organisations.ODS_CODE = placed.practice_code
group by all
order by 1
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """A protected table with its totals, how well the scores did on a later year, and their build."""

    head: tuple[str, ...]
    rows: list[tuple[str, list[str]]]
    validation: Validation
    build: str


def counts() -> Counts:
    """The whole list by practice and band."""
    with reading("linked", "risk") as opened:
        found = opened.connection.execute(_COUNTED).fetchall()
        build = opened.builds["risk"]
    shown = protect_table([list(row[1:]) for row in found]) if found else []
    titles = [*(str(row[0]) for row in found), "All practices"]
    rows = list(zip(titles, shown, strict=True)) if shown else []
    return Counts((*BANDS, "Highest 5%"), rows, validation_of(build), build.id)

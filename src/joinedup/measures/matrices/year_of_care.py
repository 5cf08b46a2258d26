"""Year of Care: what everyone cost in one financial year, by age band and service, and by age band and weight."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

from joinedup.basics.periods import financial_year
from joinedup.engine import Connection
from joinedup.measures.codes import put_codes
from joinedup.measures.matrices.matrix import Matrix

AGE_BANDS = (*(f"{age}-{age + 4}" for age in range(0, 95, 5)), "95+", "Not known")
SERVICES = (
    "Emergency departments",
    "Emergency admissions",
    "Other non-elective admissions",
    "Planned admissions",
    "Outpatients",
    "Community",
    "Mental health",
    "Social care",
)
WEIGHTS = ("0", "1-5", "6-10", "11-15", "16-20", "21+")


@dataclass(frozen=True, slots=True)
class YearOfCare:
    """Two views of the same money, and the money of each service added up without looking at people."""

    year: str
    by_service: Matrix
    by_weight: Matrix
    services: Mapping[str, Decimal]

    @property
    def balances(self) -> bool:
        """True when both matrices, row by row, and the services come to the same pounds and pence."""
        rows = all(self.by_service.row_sum(band) == self.by_weight.row_sum(band) for band in AGE_BANDS)
        columns = all(self.by_service.column_sum(name) == self.services.get(name, Decimal(0)) for name in SERVICES)
        return rows and columns and self.by_service.sum == self.by_weight.sum == sum(self.services.values(), Decimal(0))


def year_of_care(connection: Connection, start_year: int, *, until: dt.date) -> YearOfCare:
    """The financial year that begins in April ``start_year``; needs the linked tables open on the connection.

    ``until`` is the last day the data speak of: an open service costs up to then. Ages and conditions are those of the
    year's first day; a person born in the year counts in the youngest band.
    """
    year = financial_year(start_year)
    put_codes(connection, ["condition_weights"])
    text = files("joinedup.measures").joinpath("matrices", "year_of_care.sql").read_text(encoding="utf-8")
    costs, bands = text.split(";\n", 1)
    connection.execute(costs, {"start": year.start, "end": year.end, "until": until})
    connection.execute(bands, {"start": year.start})
    services = connection.execute("select service, sum(cost) from person_costs group by service").fetchall()
    return YearOfCare(
        year.name,
        _matrix(connection, f"Spend by age band and service, {year.name}", "service", SERVICES),
        _matrix(connection, f"Spend by age band and weight of conditions, {year.name}", "weight_band", WEIGHTS),
        {service: Decimal(cost) for service, cost in services},
    )


def _matrix(connection: Connection, title: str, column: str, names: tuple[str, ...]) -> Matrix:
    rows = connection.execute(
        f"select age_band, {column}, sum(cost) from person_costs join person_bands using (person_id) group by all"
    ).fetchall()
    cells = {(band, name): Decimal(cost) for band, name, cost in rows}
    return Matrix(title, AGE_BANDS, names, cells)

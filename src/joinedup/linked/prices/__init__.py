"""Price lists: one dated file each, read by name. Every figure in pounds that a build holds names its list."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

from joinedup.engine import Connection

CURRENT = "2026-27"


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit costs, and why we think so."""

    item: str
    words: str
    pounds: Decimal
    basis: str  # plan-implied | assumption | published
    source: str


@dataclass(frozen=True, slots=True)
class PriceList:
    """The prices of one year."""

    name: str
    title: str
    year: str
    prices: Mapping[str, Price]

    def as_dict(self) -> dict[str, object]:
        """For a manifest: the list's name and, item by item, price, basis and source."""
        items = {
            price.item: {"pounds": str(price.pounds), "basis": price.basis, "source": price.source}
            for price in self.prices.values()
        }
        return {"name": self.name, "title": self.title, "year": self.year, "items": items}


def price_list(name: str = CURRENT) -> PriceList:
    """The list in ``prices/<name>.toml``."""
    text = files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text, parse_float=Decimal)
    prices = {
        item: Price(item, told["words"], Decimal(told["pounds"]), told["basis"], told["source"])
        for item, told in data.items()
        if isinstance(told, dict)
    }
    return PriceList(name, data["title"], data["year"], prices)


def put_prices(connection: Connection, prices: PriceList) -> None:
    """One row, a column an item, as the table ``prices``; ``nothing`` is £0.00."""
    columns = [f"cast({price.pounds} as decimal(12, 2)) as {price.item}" for price in prices.prices.values()]
    columns.append("cast(0 as decimal(12, 2)) as nothing")
    connection.execute(f"create or replace table prices as select {', '.join(columns)}")

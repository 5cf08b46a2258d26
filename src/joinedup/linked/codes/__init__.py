"""Code lists that linked tables need: dated data with their edition."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from joinedup.engine import Connection


@dataclass(frozen=True, slots=True)
class DatedCodes:
    """Codes and meanings from one edition; ``verified`` false means nobody has confirmed them."""

    name: str
    title: str
    edition: str
    verified: bool
    codes: Mapping[str, str]


def dated_codes(name: str) -> DatedCodes:
    """The list in ``codes/<name>.toml``."""
    data = tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return DatedCodes(name, data["title"], data["edition"], data["verified"], data["codes"])


def put_codes(connection: Connection) -> None:
    """The table ``not_general_and_acute(code)``."""
    connection.execute("create or replace table not_general_and_acute (code varchar)")
    rows = [[code] for code in dated_codes("general_and_acute").codes]
    connection.executemany("insert into not_general_and_acute values (?)", rows)

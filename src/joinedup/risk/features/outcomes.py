"""What happened in the year after an index date, to those who were registered on it."""

from collections.abc import Mapping

from joinedup.engine import Connection
from joinedup.risk.dates import YEAR
from joinedup.risk.features.people import Numbers, People, numbers, placed, set_out
from joinedup.risk.features.registered import Registered
from joinedup.risk.queries import query


def outcomes(connection: Connection, people: People, registered: Registered) -> Mapping[str, Numbers]:
    """What happened to ``people`` in the 365 days from their index date, in their order.

    ``admitted`` (emergency admissions), ``cost`` (pounds), ``nights``, ``died``, ``left_register``. Nobody is dropped
    for dying or leaving in the year: an emergency admission before that counts, and dying or leaving without one
    counts as none.
    """
    connection.execute(f"set variable index_date = date '{people.on.isoformat()}'")
    found = numbers(connection, query("features/urgent.sql"))
    listed, place = placed(people.ids, found.pop("person_id"))
    seen = {name: set_out(values[listed], place, len(people)) for name, values in found.items()}
    who, end = registered.on(people.on), people.on + YEAR
    died = registered.dead_by(end)[who]
    return seen | {"died": died, "left_register": ~registered.listed(end)[who] & ~died}

"""What happened in the year after an index date, to those who were registered on it."""

import datetime as dt
from collections.abc import Mapping

import numpy as np

from joinedup.engine import Connection
from joinedup.risk.features.people import Numbers
from joinedup.risk.queries import query


def outcomes(connection: Connection, on: dt.date, population: str) -> Mapping[str, Numbers]:
    """What happened to the people of table ``population`` in the 365 days from ``on``, by rising ``person_id``.

    ``admitted`` (emergency admissions), ``cost`` (pounds), ``nights``, ``died``, ``left_register``.
    """
    connection.execute(f"set variable index_date = date '{on.isoformat()}'")
    connection.execute(f'create or replace temp view cohort as from "{population}"')
    found = connection.execute(query("features/outcomes.sql")).fetchnumpy()
    order = np.argsort(found.pop("person_id"), kind="stable")
    return {name: values[order] for name, values in found.items()}

"""Columns of few values, written as numbers."""

import pytest

from joinedup.engine import connect
from joinedup.linked import LINKED_TABLES, kinds
from joinedup.linked.kinds import KINDS, VALUES, as_kinds, put_kinds


def test_every_kind_is_of_a_column_of_text_and_its_values_are_known():
    for name, columns in KINDS.items():
        types = {column.name: column.type for column in LINKED_TABLES[name].columns}
        assert {types[column] for column in columns} == {"VARCHAR"}
        assert set(columns.values()) <= set(VALUES)


def test_a_kind_of_many_values_or_of_none_stays_text(monkeypatch):
    monkeypatch.setattr(kinds, "MOST_CODES", 2)
    with connect() as connection:
        connection.execute("create table opa_appointments as select unnest(['a', 'b', 'c', null]) as "
                           "Treatment_Function_Code")  # fmt: skip
        connection.execute("create table person_links as select unnest(['RX2', 'RX1']) as organisation_code")
        made = put_kinds(connection, ["appointments"])
        again = put_kinds(connection, ["appointments"])
        connection.execute("delete from person_links")
        none = put_kinds(connection, ["appointments"])
    text = as_kinds(LINKED_TABLES["appointments"], made)
    assert made == again == {"organisation": ["RX1", "RX2"]}
    assert none == {}
    assert "list_position(['RX1', 'RX2'], provider_code)] as provider_code" in text
    assert "kind_treatment_function" not in text
    assert text.endswith("order by person_id, on_date")
    assert as_kinds(LINKED_TABLES["deaths"], made) == LINKED_TABLES["deaths"].query


@pytest.mark.parametrize("short", [0, 32])
def test_a_number_is_read_back_as_its_text(monkeypatch, short):
    monkeypatch.setattr(kinds, "LOOKED_UP", short)
    links = LINKED_TABLES["person_links"]
    with connect() as connection:
        connection.execute(links.declaration)
        connection.execute("insert into person_links (source, organisation_code, rule) values "
                           "('gp', '', null), ('acute', 'R''1', 'a rule'), ('acute', 'RX2', null)")  # fmt: skip
        query = as_kinds(links, put_kinds(connection, ["person_links"]))
        rows = connection.execute(f"select source, organisation_code, rule from ({query}) order by all").fetchall()
        types = connection.execute(f"describe {query}").fetchall()
    assert rows == [("acute", "R'1", "a rule"), ("acute", "RX2", None), ("gp", "", None)]
    assert types[0][1] == "ENUM('acute', 'gp')"

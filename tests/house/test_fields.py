"""Every field of every extract is classified, and what names a person is classed as doing so."""

import re

import pytest
from repository import texts

from joinedup.governance.field_classes import FieldClass
from joinedup.intake.contract import Contract, Kind
from joinedup.intake.contracts import CONTRACTS

every_contract = pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)


@every_contract
def test_every_field_is_classified(contract: Contract) -> None:
    assert all(isinstance(column.field_class, FieldClass) for column in contract.columns)


def test_no_field_is_classified_by_default() -> None:
    # a contract names its columns by class: identifier(…), quasi(…), sensitive(…), activity(…), administrative(…)
    bare = re.compile(r"(?<![\w.])Column\(")
    contracts = "src/joinedup/intake/contracts/"
    assert [name for name, text in texts().items() if name.startswith(contracts) and bare.search(text)] == []


@every_contract
def test_what_names_a_person_is_an_identifier(contract: Contract) -> None:
    numbers = [column for column in contract.columns if column.kind is Kind.NHS_NUMBER]
    assert all(column.field_class is FieldClass.IDENTIFIER for column in numbers)


@every_contract
def test_where_a_person_lives_narrows_to_a_few(contract: Contract) -> None:
    postcodes = [column for column in contract.columns if column.kind is Kind.POSTCODE and contract.person_key]
    assert all(column.field_class in (FieldClass.IDENTIFIER, FieldClass.QUASI_IDENTIFIER) for column in postcodes)


@every_contract
def test_keys_are_columns_of_the_extract(contract: Contract) -> None:
    named = {*contract.key, *contract.person_key} | ({contract.period_column} if contract.period_column else set())
    assert named <= set(contract.names)
    assert len(set(contract.names)) == len(contract.names)


def test_a_contract_is_found_by_its_files_name() -> None:
    assert all(CONTRACTS[name].table == name for name in CONTRACTS)

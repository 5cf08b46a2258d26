"""What every contract promises, whichever extract it is of."""

import re

import pytest

from joinedup.engine import connect
from joinedup.governance.field_classes import FieldClass
from joinedup.intake import CONTRACTS, Contract, Kind
from joinedup.intake.cells import DATED, type_of
from joinedup.intake.reasons import REASONS

EVERY = pytest.mark.parametrize("contract", CONTRACTS.values(), ids=list(CONTRACTS))


@EVERY
def test_its_key_person_period_and_submission_are_columns_it_has(contract: Contract):
    named = [*contract.key, *contract.person_key, *contract.replaces, *filter(None, [contract.period_column])]
    assert set(named) <= set(contract.names)
    assert len(set(contract.names)) == len(contract.names)
    assert contract.key
    if contract.period_column:
        period = contract.column(contract.period_column)
        assert period.kind in DATED
        assert period.required


@EVERY
def test_its_headings_stay_apart_when_case_and_spacing_are_forgotten(contract: Contract):
    folded = [re.sub(r"[^a-z0-9]", "", name.lower()) for name in contract.names]
    assert len(set(folded)) == len(folded)


@EVERY
def test_it_says_in_words_what_it_is_and_what_is_lost_without_it(contract: Contract):
    assert all((contract.title, contract.grain, contract.standard, contract.source, contract.disables))
    assert contract.grain.startswith("One row for each")


@EVERY
def test_its_code_lists_have_an_edition_and_its_numbers_limits(contract: Contract):
    for column in contract.columns:
        if column.codes:
            assert column.codes.edition
            assert column.codes.codes
        if column.kind in (Kind.INTEGER, Kind.DECIMAL):
            assert column.minimum is not None
            assert column.maximum is not None


@EVERY
def test_its_rules_are_sql_over_its_own_columns(contract: Contract):
    columns = ", ".join(f'null::{type_of(column)} as "{column.name}"' for column in contract.columns)
    with connect() as connection:
        for rule in contract.rules:
            assert set(rule.columns) <= set(contract.names)
            assert connection.execute(f"select {rule.holds} from (select {columns})").fetchall() == [(None,)]
            assert rule.code not in REASONS


@EVERY
def test_what_makes_a_row_countable_is_never_left_out_in_silence(contract: Contract):
    strict = {*contract.key, *contract.person_key, *filter(None, [contract.period_column])}
    assert not [name for name in strict if contract.column(name).lenient]


@EVERY
def test_a_person_s_own_number_in_a_source_is_an_identifier(contract: Contract):
    if contract.person_key:
        assert contract.column(contract.person_key[-1]).field_class is FieldClass.IDENTIFIER

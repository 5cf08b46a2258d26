"""Every field of every model that refers to a person is classified; none takes an NHS Number as the reference."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from joinedup.governance.field_classes import FieldClass
from joinedup.web.governance.models.relationships import PersonReference
from joinedup.web.maintenance.fields import DESK

ABOUT_PEOPLE: list[type[models.Model]] = [
    model
    for model in apps.get_models()
    if any(isinstance(field, PersonReference) or "person" in field.name for field in model._meta.fields)
]


def test_every_model_about_a_person_is_listed_and_no_other() -> None:
    assert {model._meta.label for model in ABOUT_PEOPLE} == set(DESK)


@pytest.mark.parametrize("model", ABOUT_PEOPLE, ids=lambda model: model._meta.label)
def test_every_field_is_classified(model: type[models.Model]) -> None:
    assert {field.name for field in model._meta.fields} == set(DESK[model._meta.label].fields)


@pytest.mark.parametrize("model", ABOUT_PEOPLE, ids=lambda model: model._meta.label)
def test_what_refers_to_a_person_is_an_identifier_and_refuses_an_nhs_number(model: type[models.Model]) -> None:
    field = model._meta.get_field("person_id")
    assert DESK[model._meta.label].fields["person_id"] is FieldClass.IDENTIFIER
    assert isinstance(field, PersonReference)
    with pytest.raises(ValidationError):
        field.get_prep_value("9990000018")


@pytest.mark.parametrize("model", ABOUT_PEOPLE, ids=lambda model: model._meta.label)
def test_free_text_is_sensitive(model: type[models.Model]) -> None:
    for field in model._meta.fields:
        if field.name in ("reason", "words"):
            assert DESK[model._meta.label].fields[field.name] is FieldClass.SENSITIVE

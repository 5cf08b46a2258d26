"""What import contracts cannot see: models point downward only, also where they name each other as text."""

import configparser
import os

import pytest
from repository import ROOT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.web.config.settings")


def _heights() -> dict[str, int]:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = contracts["importlinter:contract:site"]["layers"].split("\n")
    rows = [line.replace("|", ":").replace("(", "").replace(")", "").split(":") for line in layers if line.strip()]
    return {app.strip(): len(rows) - at for at, row in enumerate(rows) for app in row}


def test_models_point_downward_only() -> None:
    django = pytest.importorskip("django")
    django.setup()
    from django.apps import apps

    heights = _heights()
    upward = []
    for model in apps.get_models(include_auto_created=True):
        own = _app_of(model)
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model is not None:
                other = _app_of(field.related_model)
                if own in heights and other in heights and own != other and heights[other] >= heights[own]:
                    upward.append(f"{own}.{model.__name__}.{field.name} → {other}")
    assert upward == []


def _app_of(model: type) -> str:
    parts = model.__module__.split(".")
    return parts[2] if parts[:2] == ["joinedup", "web"] else ""

"""Measures that are not counted from records: each is taken from a published feed, as it was published."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from joinedup.measures.published.published_measure import PublishedMeasure


def _found() -> dict[str, PublishedMeasure]:
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = [module.MEASURE for module in modules if hasattr(module, "MEASURE")]
    return {measure.id: measure for measure in found}


PUBLISHED: Mapping[str, PublishedMeasure] = MappingProxyType(_found())
"""Measure id → measure; no id is also one of ``MEASURES``."""

__all__ = ["PUBLISHED", "PublishedMeasure"]

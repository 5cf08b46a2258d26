"""Every measure: one file a measure, found by its name."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from joinedup.measures import definitions
from joinedup.measures.measure import Measure


def _found() -> dict[str, Measure]:
    modules = (import_module(f"{definitions.__name__}.{module.name}") for module in iter_modules(definitions.__path__))
    return {module.MEASURE.id: module.MEASURE for module in modules}


MEASURES: Mapping[str, Measure] = MappingProxyType(_found())

"""Every linked table: one file a table, found by its name, in the order in which they are made."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from joinedup.linked.table import LinkedTable


def _found() -> dict[str, LinkedTable]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    tables = sorted((module.TABLE for module in modules), key=lambda table: (table.order, table.name))
    return {table.name: table for table in tables}


LINKED_TABLES: Mapping[str, LinkedTable] = MappingProxyType(_found())

"""Every extract JoinedUp reads: one file a contract, found by the name of its table."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from joinedup.intake.contract import Contract


def _found() -> dict[str, Contract]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    contracts = (module.CONTRACT for module in modules if hasattr(module, "CONTRACT"))
    return {contract.table: contract for contract in contracts}


CONTRACTS: Mapping[str, Contract] = MappingProxyType(_found())

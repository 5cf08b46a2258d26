"""What arrives: a contract for each extract, readers, and a judgement on every row."""

from joinedup.intake.contract import CodeList, Column, Contract, Kind, Rule
from joinedup.intake.contracts import CONTRACTS
from joinedup.intake.opening import Arrival, Arrived, arrivals, open_tables
from joinedup.intake.receipt import FileReceipt, Receipt
from joinedup.intake.receiving import receive
from joinedup.intake.refusal import IntakeError
from joinedup.intake.set_aside import Page, SetAside, set_aside_rows

__all__ = [
    "CONTRACTS",
    "Arrival",
    "Arrived",
    "CodeList",
    "Column",
    "Contract",
    "FileReceipt",
    "IntakeError",
    "Kind",
    "Page",
    "Receipt",
    "Rule",
    "SetAside",
    "arrivals",
    "open_tables",
    "receive",
    "set_aside_rows",
]

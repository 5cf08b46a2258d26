"""A made-up county in the same extracts that services send: people, events, and identities with known truth."""

from joinedup.synthetic.county import CountyError, CountyReport, write_county
from joinedup.synthetic.faults import Faults

__all__ = ["CountyError", "CountyReport", "Faults", "write_county"]

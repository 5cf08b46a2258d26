"""A made-up county in the same extracts that services send: people, events, and identities with known truth."""

from joinedup.synthetic.county import CountyError, CountyReport, write_county

__all__ = ["CountyError", "CountyReport", "write_county"]

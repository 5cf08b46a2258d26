"""The year of crisis: what the costliest people use before, in and after it, and how much falls by itself."""

from joinedup.risk.crisis.years import Crisis, Used, crises, crises_of, crisis_years

__all__ = ["Crisis", "Used", "crises", "crises_of", "crisis_years"]

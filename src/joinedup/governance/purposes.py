"""Why a person's record, or a count made of records, is opened. A request has exactly one purpose.

Caldicott principle 1: justify the purpose. Direct care sees people one has a relationship with; planning sees counts.
"""

from enum import StrEnum


class Purpose(StrEnum):
    """The four reasons for which anything here may be opened."""

    DIRECT_CARE = "direct care"
    PLANNING = "planning and commissioning"
    ADMINISTRATION = "administration"
    AUDIT = "audit"

    @property
    def words(self) -> str:
        """What the purpose allows, for the page where a person chooses the role to work in."""
        return _WORDS[self]

    @property
    def sees_people(self) -> bool:
        """True for the only purpose that opens a person's record of care."""
        return self is Purpose.DIRECT_CARE


_WORDS = {
    Purpose.DIRECT_CARE: "You see the people you have a relationship with, and what you need to care for them.",
    Purpose.PLANNING: "You see counts, rates and money, never people. Small counts are hidden.",
    Purpose.ADMINISTRATION: "You look after data and accounts. You see names only to tell two records apart.",
    Purpose.AUDIT: "You see who looked at which record and why, not the record.",
}

"""What governance keeps."""

from joinedup.web.governance.models.access_log import AccessEntry
from joinedup.web.governance.models.alerts import Alert, AlertFinding, AlertKind, Outcome, ReasonedOpening
from joinedup.web.governance.models.consent import ConsentFact, HowSaid, ObjectionFact, SealFact
from joinedup.web.governance.models.memberships import Membership
from joinedup.web.governance.models.organisations import Organisation, OrganisationTie
from joinedup.web.governance.models.relationships import Relationship

__all__ = [
    "AccessEntry",
    "Alert",
    "AlertFinding",
    "AlertKind",
    "ConsentFact",
    "HowSaid",
    "Membership",
    "ObjectionFact",
    "Organisation",
    "OrganisationTie",
    "Outcome",
    "ReasonedOpening",
    "Relationship",
    "SealFact",
]

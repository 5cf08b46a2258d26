"""What governance keeps."""

from joinedup.web.governance.models.access_log import AccessEntry
from joinedup.web.governance.models.memberships import Membership
from joinedup.web.governance.models.organisations import Organisation, OrganisationTie
from joinedup.web.governance.models.relationships import Relationship

__all__ = ["AccessEntry", "Membership", "Organisation", "OrganisationTie", "Relationship"]

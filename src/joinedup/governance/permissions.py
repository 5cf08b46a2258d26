"""What can be done here, each with the purposes for which it may be done. Nothing is allowed that is not named here."""

from enum import StrEnum

from joinedup.governance.purposes import Purpose

_CARE = frozenset({Purpose.DIRECT_CARE})
_PLANNING = frozenset({Purpose.PLANNING})
_ADMINISTRATION = frozenset({Purpose.ADMINISTRATION})
_AUDIT = frozenset({Purpose.AUDIT})
_ANY = frozenset(Purpose)


class Permission(StrEnum):
    """One thing a role may do. The value is how it is spoken of on a page: "you may …"."""

    READ_PLAN = "read plans"
    EDIT_PLAN = "change plans"
    SIGN_PLAN = "sign plans"
    COMMENT_PLAN = "comment on plans as a provider"
    ASSURE_PLAN = "review plans of others"
    EDIT_MONEY = "enter contributions, spending and forecasts"

    READ_MEASURES = "read measures"
    READ_DEFINITIONS = "read how measures are worked out"
    TAKE_COUNTS = "take tables of counts away"

    READ_WORKLIST = "read the list of own people who may need help"
    DECIDE_CASE = "accept or decline a person on the list"
    READ_PERSON = "read the record of a person in your care"
    WRITE_PERSON = "write in the record of a person in your care"
    RUN_MEETING = "run a team meeting"
    MANAGE_CASELOAD = "put people on and off a team’s caseload"
    CLAIM_RELATIONSHIP = "say that you care for a person, with a reason"
    BREAK_GLASS = "open a record in an emergency, with a reason"
    RECORD_CONSENT = "record what a person agrees and objects to"
    REIDENTIFY = "turn a pseudonym on your own list back into a person"

    READ_FEEDS = "read what data arrived and what is wrong with it"
    LOAD_FILES = "load files of data"
    SEND_PSEUDONYMS = "make files without names for others"
    DECIDE_LINKS = "decide whether two records are of one person"
    SET_LINK_RULE = "propose, or agree to, how many people must decide about two records"

    READ_ACCESS_LOG = "read who looked at which record"
    CLOSE_ALERTS = "look into alerts and close them"
    WITHDRAW_ACCESS = "withdraw access at once"
    DELETE_KEPT = "see and delete what is kept past its time"

    MANAGE_PEOPLE = "open and close accounts, give and end roles"
    MANAGE_ORGANISATIONS = "add organisations and change who they belong to"

    @property
    def purposes(self) -> frozenset[Purpose]:
        """The purposes for which it may be done at all."""
        return _PURPOSES[self]


_PURPOSES = {
    Permission.READ_PLAN: _ANY,
    Permission.EDIT_PLAN: _PLANNING,
    Permission.SIGN_PLAN: _PLANNING,
    Permission.COMMENT_PLAN: _PLANNING,
    Permission.ASSURE_PLAN: _PLANNING,
    Permission.EDIT_MONEY: _PLANNING,
    Permission.READ_MEASURES: _ANY,
    Permission.READ_DEFINITIONS: _ANY,
    Permission.TAKE_COUNTS: _PLANNING,
    Permission.READ_WORKLIST: _CARE,
    Permission.DECIDE_CASE: _CARE,
    Permission.READ_PERSON: _CARE,
    Permission.WRITE_PERSON: _CARE,
    Permission.RUN_MEETING: _CARE,
    Permission.MANAGE_CASELOAD: _CARE,
    Permission.CLAIM_RELATIONSHIP: _CARE,
    Permission.BREAK_GLASS: _CARE,
    Permission.RECORD_CONSENT: _CARE,
    Permission.REIDENTIFY: _CARE,
    Permission.READ_FEEDS: _ADMINISTRATION | _PLANNING,
    Permission.LOAD_FILES: _ADMINISTRATION,
    Permission.SEND_PSEUDONYMS: _ADMINISTRATION,
    Permission.DECIDE_LINKS: _ADMINISTRATION,
    Permission.SET_LINK_RULE: _AUDIT | _ADMINISTRATION,
    Permission.READ_ACCESS_LOG: _AUDIT,
    Permission.CLOSE_ALERTS: _AUDIT,
    Permission.DELETE_KEPT: _AUDIT,
    Permission.WITHDRAW_ACCESS: _AUDIT | _ADMINISTRATION,
    Permission.MANAGE_PEOPLE: _ADMINISTRATION,
    Permission.MANAGE_ORGANISATIONS: _ADMINISTRATION,
}

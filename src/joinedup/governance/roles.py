"""The roles, readable as code: who may hold each, what it may do and for which one purpose.

Giving and ending any role is itself an action, logged in one place: the access log says "gave the account 5 the role gp
at …" and "ended for the account 5 the role …", with who did it; the page of the account names who gave each. Nobody
gives a role to themselves. A role nobody holds grants nothing, no role may do everything, and there are no exceptions.
"""

from dataclasses import dataclass

from joinedup.governance.permissions import Permission as May
from joinedup.governance.purposes import Purpose


@dataclass(frozen=True, slots=True)
class Role:
    """``code`` is stored and never changes; ``name`` is read. ``may_be_held_by`` names kinds of organisation."""

    code: str
    name: str
    purpose: Purpose
    may: frozenset[May]
    may_be_held_by: frozenset[str]
    who: str

    def __str__(self) -> str:
        return self.name


_PRACTICE = frozenset({"practice"})
_CARE_PROVIDERS = frozenset({"practice", "trust", "community", "mental health", "council", "voluntary"})
_COMMISSIONERS = frozenset({"icb", "council"})
_EVERYWHERE = _CARE_PROVIDERS | _COMMISSIONERS

_READS_COUNTS = frozenset({May.READ_PLAN, May.READ_MEASURES, May.READ_DEFINITIONS})
_CARES = frozenset(
    {
        May.READ_MEASURES,
        May.READ_PERSON,
        May.WRITE_PERSON,
        May.CLAIM_RELATIONSHIP,
        May.BREAK_GLASS,
        May.RECORD_CONSENT,
    }
)

PROGRAMME_MANAGER = Role(
    "programme-manager",
    "Programme manager",
    Purpose.PLANNING,
    _READS_COUNTS | {May.EDIT_PLAN, May.SIGN_PLAN, May.TAKE_COUNTS, May.READ_FEEDS},
    _COMMISSIONERS,
    """Runs the joint plan for the council or the integrated care board. Writes and sends the plan, sees measures and
    money, and signs for the own organisation where its scheme of delegation says so. Never sees a person.""",
)
FINANCE_LEAD = Role(
    "finance-lead",
    "Finance lead",
    Purpose.PLANNING,
    _READS_COUNTS | {May.EDIT_PLAN, May.EDIT_MONEY, May.TAKE_COUNTS},
    _EVERYWHERE,
    """Answers for the pooled fund: contributions, spending and forecast. Enters the figures of the own organisation and
    reads everybody's. Never sees a person.""",
)
ANALYST = Role(
    "analyst",
    "Analyst",
    Purpose.PLANNING,
    _READS_COUNTS | {May.TAKE_COUNTS, May.READ_FEEDS},
    _EVERYWHERE,
    """Works out and questions measures, in public health or intelligence. Reads definitions and takes away tables in
    which small counts are hidden. Never sees a person.""",
)
DATA_MANAGER = Role(
    "data-manager",
    "Data manager",
    Purpose.ADMINISTRATION,
    frozenset(
        {
            May.READ_FEEDS,
            May.LOAD_FILES,
            May.DECIDE_LINKS,
            May.SET_LINK_RULE,
            May.SEND_PSEUDONYMS,
            May.READ_MEASURES,
            May.READ_DEFINITIONS,
        }
    ),
    _COMMISSIONERS | {"trust", "community"},
    """Loads what partners send and puts right what is wrong with it. To decide whether two records are of one person,
    sees names, dates of birth and addresses side by side, and nothing about care. Asks for national opt-outs, and makes
    files without names for those whom an agreement names.""",
)
GP = Role(
    "gp",
    "General practitioner",
    Purpose.DIRECT_CARE,
    _CARES | {May.READ_PLAN, May.READ_WORKLIST, May.DECIDE_CASE, May.REIDENTIFY, May.RUN_MEETING, May.MANAGE_CASELOAD},
    _PRACTICE,
    """A doctor of the practice at which people are registered. Sees the practice's own people, decides who is taken on
    from the list, and writes in their plans.""",
)
PRACTICE_NURSE = Role(
    "practice-nurse",
    "Practice nurse",
    Purpose.DIRECT_CARE,
    _CARES | {May.READ_WORKLIST, May.DECIDE_CASE, May.REIDENTIFY, May.MANAGE_CASELOAD},
    _PRACTICE,
    """A nurse of the practice at which people are registered. Sees the practice's own people and works through the list
    with the doctors.""",
)
COMMUNITY_MATRON = Role(
    "community-matron",
    "Community matron",
    Purpose.DIRECT_CARE,
    _CARES | {May.READ_WORKLIST, May.DECIDE_CASE, May.MANAGE_CASELOAD},
    frozenset({"community", "trust"}),
    """Leads the care of people with several long-term conditions at home. Sees the people on the team's caseload and
    those referred to it, for as long as they are on it.""",
)
SOCIAL_WORKER = Role(
    "social-worker",
    "Social worker",
    Purpose.DIRECT_CARE,
    _CARES | {May.MANAGE_CASELOAD},
    frozenset({"council"}),
    """Assesses need under the Care Act and arranges support. Sees the people on the team's caseload and those referred
    to it, for as long as they are on it.""",
)
MDT_COORDINATOR = Role(
    "mdt-coordinator",
    "Team meeting coordinator",
    Purpose.DIRECT_CARE,
    frozenset(
        {
            May.READ_WORKLIST,
            May.READ_PERSON,
            May.RUN_MEETING,
            May.MANAGE_CASELOAD,
            May.READ_MEASURES,
            May.RECORD_CONSENT,
        }
    ),
    _CARE_PROVIDERS,
    """Prepares and runs the multidisciplinary meeting. Sees the people on the team's caseload. Writes decisions and
    tasks, not clinical notes, and cannot open a record in an emergency.""",
)
DISCHARGE_NURSE = Role(
    "discharge-nurse",
    "Discharge nurse",
    Purpose.DIRECT_CARE,
    _CARES | {May.MANAGE_CASELOAD},
    frozenset({"trust", "community"}),
    """Plans the way home from hospital. Sees the people whom the hospital's discharge team has in hand, for as long as
    it has.""",
)
PROVIDER_DIRECTOR = Role(
    "provider-director",
    "Director of a provider",
    Purpose.PLANNING,
    _READS_COUNTS | {May.COMMENT_PLAN, May.SIGN_PLAN, May.TAKE_COUNTS},
    frozenset({"trust", "community", "mental health", "voluntary"}),
    """Answers for what the own organisation says about the plan. Reads plan and measures, comments and signs. Never
    sees a person.""",
)
PLAN_REVIEWER = Role(
    "plan-reviewer",
    "Plan reviewer",
    Purpose.PLANNING,
    _READS_COUNTS | {May.ASSURE_PLAN},
    _COMMISSIONERS,
    """Assures the plans of other areas: judges them by lines of enquiry, gives a category, sets conditions and says
    when they are met. Never reviews a plan of the own organisation, changes none, and never sees a person.""",
)
GOVERNANCE_LEAD = Role(
    "governance-lead",
    "Governance lead",
    Purpose.AUDIT,
    frozenset(
        {
            May.READ_ACCESS_LOG,
            May.CLOSE_ALERTS,
            May.WITHDRAW_ACCESS,
            May.DELETE_KEPT,
            May.READ_DEFINITIONS,
            May.SET_LINK_RULE,
        }
    ),
    _EVERYWHERE,
    """The privacy officer, or who works for the Caldicott Guardian. Sees who looked at which record and why, looks into
    alerts of the own organisation (at a board, also of one that has nobody for it) and closes them, withdraws access at
    once, and has deleted what was kept past its time. Agrees to how many people must decide about two records. Does not
    see the record itself.""",
)
SYSTEM_ADMINISTRATOR = Role(
    "system-administrator",
    "System administrator",
    Purpose.ADMINISTRATION,
    frozenset({May.MANAGE_PEOPLE, May.MANAGE_ORGANISATIONS, May.WITHDRAW_ACCESS, May.READ_FEEDS}),
    _COMMISSIONERS,
    """Opens and closes accounts, gives and ends roles, keeps the list of organisations. Sees no person, no plan and no
    measure, and cannot give a role to themselves.""",
)

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        PROGRAMME_MANAGER,
        FINANCE_LEAD,
        ANALYST,
        DATA_MANAGER,
        GP,
        PRACTICE_NURSE,
        COMMUNITY_MATRON,
        SOCIAL_WORKER,
        MDT_COORDINATOR,
        DISCHARGE_NURSE,
        PROVIDER_DIRECTOR,
        PLAN_REVIEWER,
        GOVERNANCE_LEAD,
        SYSTEM_ADMINISTRATOR,
    )
}

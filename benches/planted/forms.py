"""The printed forms as other hands lay them out: what stands before each answer.

The forms' own questions are not kept here. They are taken, when a measurement runs, from two of the real plans that lie
beside the repository: each entry names the words with which its question begins there.
"""

import re
from dataclasses import dataclass
from pathlib import Path

PLANS = {"2014-07": "west-kent-2014-09.txt", "2013-12": "derby-city-2014-02.txt"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form: a section (``key`` ''), or a question; ``title`` may be '' for a question without heading."""

    key: str
    letter: str
    title: str
    begins: tuple[str, ...] = ()


JULY = (
    Part("", "1", "Plan details"),
    Part("front", "a", "Summary of Plan"),
    Part("signatures", "b", "Authorisation and signoff"),
    Part("documents", "c", "Related documentation", ("Please include information/links",)),
    Part("", "2", "Vision for health and care services"),
    Part("2a.vision", "a", "", ("a) Drawing on",)),
    Part("2b.outcome_difference", "b", "", ("b) What difference",)),
    Part("2c.service_change", "c", "", ("c) What changes",)),
    Part("", "3", "Case for change"),
    Part("3.case_for_change", "", "", ("Please set out a clear",)),
    Part("", "4", "Plan of action"),
    Part("4a.milestones", "a", "", ("a) Please map out",)),
    Part("4b.governance", "b", "", ("b) Please articulate",)),
    Part("4c.management_oversight", "c", "", ("c) Please provide details of the management",)),
    Part("4d.schemes", "d", "List of planned BCF schemes", ("Please list below",)),
    Part("", "5", "Risks and contingency"),
    Part("5a.risk_log", "a", "Risk log", ("Please provide details of the most important",)),
    Part("5b.contingency_risk_share", "b", "Contingency plan and risk sharing", ("Please outline the locally agreed",)),
    Part("", "6", "Alignment"),
    Part("6a.align_initiatives", "a", "", ("a) Please describe how these",)),
    Part("6b.align_plans", "b", "", ("b) Please describe how your BCF plan of action",)),
    Part("6c.align_primary", "c", "", ("c) Please describe how your BCF plans align", "- For those areas")),
    Part("", "7", "National conditions", ("Please give a brief",)),
    Part("7a.i", "a", "Protecting social care services", ("i) Please outline",)),
    Part("7a.ii", "", "", ("ii) Please explain how local schemes",)),
    Part("7a.iii", "", "", ("iii) Please indicate",)),
    Part("7a.iv", "", "", ("iv) Please explain",)),
    Part("7a.v", "", "", ("v) Please specify",)),
    Part("7a.vi", "", "", ("vi) Please explain",)),
    Part("7b.seven_day", "b", "7 day services to support discharge", ("Please describe your agreed",)),
    Part("7c.i", "c", "Data sharing", ("i) Please set out the plans",)),
    Part("7c.ii", "", "", ("ii) Please explain your approach",)),
    Part("7c.iii", "", "", ("Please explain your approach for ensuring",)),
    Part(
        "7d.i",
        "d",
        "Joint assessment and accountable lead professional for high risk populations",
        ("i) Please specify what",),
    ),
    Part("7d.ii", "", "", ("ii) Please describe the joint",)),
    Part("7d.iii", "", "", ("iii) Please state",)),
    Part("", "8", "Engagement"),
    Part("8a.public_engagement", "a", "Patient, service user and public engagement", ("Please describe how patients",)),
    Part("", "b", "Service provider engagement", ("Please describe how the following",)),
    Part("8b.i", "i", "NHS Foundation Trusts and NHS Trusts"),
    Part("8b.ii", "ii", "primary care providers"),
    Part("8b.iii", "iii", "social care and providers from the voluntary and community sector"),
    Part(
        "8c.acute_implications",
        "c",
        "Implications for acute providers",
        ("Please clearly quantify", "- What is the impact of", "- Are local providers"),
    ),
)
DECEMBER = (
    Part("", "1", "Plan details"),
    Part("front", "a", "Summary of Plan"),
    Part("signatures", "b", "Authorisation and signoff"),
    Part("1c.provider_engagement", "c", "Service provider engagement", ("Please describe how health and social",)),
    Part("1d.public_engagement", "d", "Patient, service user and public engagement", ("Please describe how patients",)),
    Part("documents", "e", "Related documentation", ("Please include information/links",)),
    Part("", "2", "Vision and schemes"),
    Part(
        "2a.vision",
        "a",
        "Vision for health and care services",
        ("Please describe the vision", "- What changes will have", "- What difference will"),
    ),
    Part(
        "2b.aims_objectives",
        "b",
        "Aims and objectives",
        ("Please describe your overall", "- What are the aims", "- How will you measure", "- What measures of"),
    ),
    Part(
        "2c.planned_changes",
        "c",
        "Description of planned changes",
        ("Please provide an overview of the schemes", "- The key success factors", "- How you will ensure"),
    ),
    Part(
        "2d.acute_implications",
        "d",
        "Implications for the acute sector",
        ("Set out the implications", "Please set out the implications"),
    ),
    Part("2e.governance", "e", "Governance", ("Please provide details of the arrangements",)),
    Part("", "3", "National conditions"),
    Part("3a.definition", "a", "Protecting social care services", ("Please outline your agreed",)),
    Part("3a.how_protected", "", "", ("Please explain how local social",)),
    Part("3b.seven_day", "b", "7 day services to support discharge", ("Please provide evidence of strategic",)),
    Part("3c.nhs_number", "c", "Data sharing", ("Please confirm that you are using",)),
    Part("3c.nhs_number_by_when", "", "", ("If you are not currently",)),
    Part("3c.open_apis", "", "", ("Please confirm that you are committed to adopting",)),
    Part("3c.ig_controls", "", "", ("Please confirm that you are committed to ensuring",)),
    Part(
        "3d.joint_assessment",
        "d",
        "Joint assessment and accountable lead professional",
        ("Please confirm that local people",),
    ),
    Part("", "4", "Risks"),
    Part("4.risks", "", "", ("Please provide details of the most important",)),
)
SCHEME = (
    ("ref", "Scheme ref no.", ()),
    ("name", "Scheme name", ()),
    ("objective", "What is the strategic objective of this scheme?", ()),
    (
        "overview",
        "Overview of the scheme",
        ("Please provide a brief description of what",),
    ),
    ("delivery_chain", "The delivery chain", ("Please provide evidence of a coherent",)),
    (
        "evidence_base",
        "The evidence base",
        ("Please reference the evidence",),
    ),
    ("investment", "Investment requirements", ("Please enter the amount of funding",)),
    ("impact", "Impact of scheme", ("Please enter details of outcomes", "Please provide any further information")),
    ("feedback_loop", "Feedback loop", ("What is your approach to measuring",)),
    ("success_factors", "What are the key success factors for implementation of this scheme?", ()),
)
SIGNED = {"ccg": "Clinical Commissioning Group", "council": "Council", "hwb": "Health and Wellbeing Board"}
FORMS = {"2014-07": JULY, "2013-12": DECEMBER}


class Printed:
    """The printed questions of the forms, from the real plans in the folder ``plans``."""

    def __init__(self, plans: Path) -> None:
        self.lines = {
            form: [re.sub(r"<[^>]*>", "", line).strip() for line in (plans / name).read_text("utf-8").splitlines()]
            for form, name in PLANS.items()
        }

    def __call__(self, form: str, begins: tuple[str, ...]) -> list[str]:
        """The lines that begin with those words."""
        found = []
        for words in begins:
            line = next((line for line in self.lines[form] if line.startswith(words)), None)
            if line is not None:
                found.append(line)
        return found

    def row(self, form: str, begins: str) -> list[str]:
        """The cells of the first row that begins with those words."""
        return next(line.split("\t") for line in self.lines[form] if line.startswith(begins))

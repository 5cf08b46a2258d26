"""Who is who, with what a place has learnt and decided: its saved model, its people's decisions, its rules.

They live in the workspace beside the builds: ``identity/model.json``, ``identity/decisions.csv`` (a copy of what the
desk holds, written whole after each decision) and ``identity/rules.json``.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from joinedup.basics.progress import Tell
from joinedup.engine import Connection, Workspace, quoted
from joinedup.identity import LinkSummary, Model, link_people, read_model, save_model

DECISION_COLUMNS = (
    "source",
    "organisation_code",
    "source_person_id",
    "nhs_number",
    "decision",
    "decided_by",
    "decided_at",
)


@dataclass(frozen=True, slots=True)
class Rules:
    """``people_needed``: how many people must agree before a decision about two records counts."""

    people_needed: int = 1


def link(connection: Connection, workspace: Workspace, tell: Tell, *, relearn: bool = False) -> LinkSummary:
    """Links people as ``identity.link_people`` does. The model is learnt once and reused until ``relearn`` asks."""
    folder = folder_of(workspace)
    model = None if relearn else saved_model(workspace)
    if (decisions := folder / "decisions.csv").exists():
        connection.execute(
            "create or replace table identity_decisions as select * replace (decided_at::timestamp as decided_at) "
            f"from read_csv({quoted(decisions)}, header = true, all_varchar = true)"
        )
    needed = rules_of(workspace).people_needed
    made = link_people(connection, key=workspace.key("identity"), tell=tell, model=model, people_needed=needed)
    if model is None and made.model is not None:
        save_model(made.model, folder / "model.json")
    return made


def saved_model(workspace: Workspace) -> Model | None:
    """What was learnt, or None before anything was."""
    path = folder_of(workspace) / "model.json"
    return read_model(path) if path.exists() else None


def rules_of(workspace: Workspace) -> Rules:
    """The place's own rules; the usual ones where it made none."""
    path = folder_of(workspace) / "rules.json"
    return Rules(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Rules()


def write_rules(workspace: Workspace, rules: Rules) -> None:
    """Keeps the place's rules."""
    (folder_of(workspace) / "rules.json").write_text(json.dumps(asdict(rules)) + "\n", encoding="utf-8")


def folder_of(workspace: Workspace) -> Path:
    """Where they live; made, for its owner only, when first asked for."""
    folder = workspace.root / "identity"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder

"""Who is who, with what a place has learnt and decided: its saved model, its people's decisions, its rules.

They live in the workspace beside the builds: ``identity/model.json``, ``identity/decisions.csv`` (a copy of what the
desk holds, written whole after each decision), ``identity/rules.json``, and ``identity/traced.csv``, what the national
service answered to batch traces.
"""

import csv
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path

from joinedup.basics.progress import Tell
from joinedup.engine import Connection, Workspace, quoted
from joinedup.identity import Kept, LinkSummary, Model, link_people, read_model, save_model

DECISION_COLUMNS = (
    "source",
    "organisation_code",
    "source_person_id",
    "nhs_number",
    "decision",
    "decided_by",
    "decided_at",
)


_ID = "(('0x' || left(sha256($key || 'nhs|' || lpad(NHS_NO, 10, '0')), 16))::ubigint >> 1)::bigint"
"""As identity's people.sql; a test holds the two together."""


@dataclass(frozen=True, slots=True)
class Rules:
    """``people_needed``: how many people must agree before a decision about two records counts."""

    people_needed: int = 1


def link(
    connection: Connection, workspace: Workspace, tell: Tell, *, relearn: bool = False, register: str | None = None
) -> LinkSummary:
    """Links people as ``identity.link_people`` does. The model is learnt once and reused until ``relearn`` asks.

    ``register``: the mark of the GP register and of the code that cleans it; the cleaned register is kept in scratch,
    which no back-up takes, and read by later runs while that mark is the same.
    """
    folder = folder_of(workspace)
    model = None if relearn else saved_model(workspace)
    if (decisions := folder / "decisions.csv").exists():
        connection.execute(
            "create or replace table identity_decisions as select * replace (decided_at::timestamp as decided_at) "
            f"from read_csv({quoted(decisions)}, header = true, all_varchar = true)"
        )
    _open_traces(connection, workspace)
    needed = rules_of(workspace).people_needed
    kept = Kept(workspace.scratch() / "register", register) if register else None
    made = link_people(
        connection, key=workspace.key("identity"), tell=tell, model=model, people_needed=needed, kept=kept
    )
    if model is None and made.model is not None:
        save_model(made.model, folder / "model.json")
    return made


@dataclass(frozen=True, slots=True)
class Traced:
    """What the national service answered about one record. ``nhs_number`` is empty where it named nobody surely;
    ``replaces``: the number that ``nhs_number`` has replaced, or empty."""

    source: str
    organisation_code: str
    source_person_id: str
    nhs_number: str
    outcome: str
    replaces: str
    traced_on: str


def read_traced(workspace: Workspace) -> list[tuple[str, ...]]:
    """Every answer kept, as rows in the order of Traced; of one record the latest."""
    path = folder_of(workspace) / "traced.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def add_traced(workspace: Workspace, answers: Iterable[Traced]) -> None:
    """Keeps answers, each in place of an older one about the same record; whole or not at all."""
    kept = {row[:3]: row for row in read_traced(workspace)}
    kept |= {row[:3]: row for row in map(astuple, answers)}
    path = folder_of(workspace) / "traced.csv"
    draft = path.with_suffix(".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in fields(Traced))
        writer.writerows(kept.values())
    draft.replace(path)


def _open_traces(connection: Connection, workspace: Workspace) -> None:
    path = folder_of(workspace) / "traced.csv"
    if path.exists():
        read = f"read_csv({quoted(path)}, header = true, all_varchar = true)"
        connection.execute(f"create or replace table identity_traced as from {read} where nhs_number is not null")
        connection.execute(
            "create or replace table identity_superseded as "
            f"select replaces as old_number, nhs_number as new_number from {read} where replaces is not null"
        )


def saved_model(workspace: Workspace) -> Model | None:
    """What was learnt, or None before anything was."""
    path = folder_of(workspace) / "model.json"
    return read_model(path) if path.exists() else None


def numbers_of(connection: Connection, workspace: Workspace, ids: Iterable[str]) -> dict[str, str]:
    """Id → NHS Number for those of ``ids`` whom the register on this connection gives a number.

    Ids are worked out again from the numbers, so those that a merge has replaced are found too.
    """
    wanted = sorted(int(one) for one in set(ids) if one.isdigit())
    if not wanted:
        return {}
    rows = connection.execute(
        f"select distinct person, NHS_NO from (select NHS_NO, {_ID} as person from gp_register) "
        "where list_contains($ids::bigint[], person)",
        {"ids": wanted, "key": workspace.key("identity").hex()},
    ).fetchall()
    return {str(person): str(number) for person, number in rows}


def rules_of(workspace: Workspace) -> Rules:
    """The place's own rules; the usual ones where it made none."""
    path = folder_of(workspace) / "rules.json"
    return Rules(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Rules()


def write_rules(workspace: Workspace, rules: Rules) -> None:
    """Keeps the place's rules, whole or not at all."""
    draft_rules(workspace, rules)
    put_rules(workspace)


def draft_rules(workspace: Workspace, rules: Rules) -> None:
    """Writes them beside those that count: whatever can go wrong with a disk goes wrong here."""
    _rules_draft(workspace).write_text(json.dumps(asdict(rules)) + "\n", encoding="utf-8")


def drafted(workspace: Workspace) -> Rules | None:
    """What was written beside the rules that count and not put in their place; None without one that can be read."""
    try:
        return Rules(**json.loads(_rules_draft(workspace).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def put_rules(workspace: Workspace) -> None:
    """Makes the draft the rules that count."""
    _rules_draft(workspace).replace(folder_of(workspace) / "rules.json")


def _rules_draft(workspace: Workspace) -> Path:
    return folder_of(workspace) / "rules.draft"


def folder_of(workspace: Workspace) -> Path:
    """Where they live; made, for its owner only, when first asked for."""
    folder = workspace.root / "identity"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder

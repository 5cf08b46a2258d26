"""Who is who is asked again only when something that could change the answer has changed."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from joinedup.basics.progress import Tell
from joinedup.engine import Build, Connection, Workspace
from joinedup.identity.sources import SOURCES, SPINE
from joinedup.linked.marks import code, mark_of
from joinedup.linked.who import folder_of, link

_TABLES = ("person_links", "review_pairs")
_MODEL = "model.json"


@dataclass(frozen=True, slots=True)
class Who:
    """``counts``: records, people and pairs for review; ``mark``: what the answer was made from."""

    counts: dict[str, int]
    mark: str


def who_is_who(
    connection: Connection,
    workspace: Workspace,
    extracts: Mapping[str, str],
    before: Build | None,
    tell: Tell,
    *,
    relearn: bool = False,
) -> Who:
    """Leaves ``person_links`` and ``review_pairs`` on the connection: as in ``before`` where they were made from the
    same patient lists (``extracts``: extract → mark), model, decisions, rules and key; linked afresh otherwise.
    """
    kept = _kept_files(workspace)
    mark = _mark(workspace, extracts, kept)
    if before is not None and before.about.get("identity_made_from") == mark and set(_TABLES) <= set(before.tables):
        before.open_in(connection, *_TABLES)
        return Who(dict(before.about["identity"]), mark)
    summary = link(connection, workspace, tell, relearn=relearn, register=mark_of(code(), extracts[SPINE]))
    learnt = {name: told for name, told in _kept_files(workspace).items() if name == _MODEL}
    counts = {"records": summary.records, "people": summary.people, "for_review": summary.for_review}
    return Who(counts, _mark(workspace, extracts, kept | learnt))


def _mark(workspace: Workspace, extracts: Mapping[str, str], kept: Mapping[str, str]) -> str:
    lists = [f"{table} {extracts[table]}" for table in (SPINE, *(source.table for source in SOURCES))]
    key = hmac.new(workspace.key("identity"), b"who is who", "sha256").hexdigest()
    return mark_of(code(), key, *lists, *(f"{name} {told}" for name, told in sorted(kept.items())))


def _kept_files(workspace: Workspace) -> dict[str, str]:
    """Name → mark of each file in which a place keeps what it learnt and decided."""
    folder = folder_of(workspace)
    return {path.name: mark_of(path.read_bytes().hex()) for path in folder.iterdir() if path.is_file()}

"""The linked build: who is who, then one table after another, checked before it serves."""

import datetime as dt
from collections.abc import Mapping

from joinedup.basics.finding import Finding, Severity, has_errors
from joinedup.basics.progress import Tell, silent
from joinedup.engine import Build, Connection, Draft, EngineError, Workspace, connect, current_build, new_build
from joinedup.identity import link_quality
from joinedup.intake import open_tables
from joinedup.linked.checks import findings_of
from joinedup.linked.errors import LinkedCheckError, LinkedError
from joinedup.linked.marks import Marks, links_by_source
from joinedup.linked.tables import LINKED_TABLES
from joinedup.linked.turns import Step
from joinedup.linked.who_again import who_is_who
from joinedup.linked.writing import Reuse, write_tables

LAYER = "linked"
_CHECKED = "Checking what was written"


def build_linked(
    workspace: Workspace,
    tell: Tell = silent,
    *,
    today: dt.date | None = None,
    relearn: bool = False,
    afresh: bool = False,
) -> Build:
    """Links everything that arrived and writes the linked tables as a new build. ``relearn``: learn the model afresh.

    What was made from the same deliveries, decisions and code as in the build before is taken over from it; with
    ``afresh`` everything is made again. Raises LinkedError when nothing has arrived, and LinkedCheckError when the
    tables do not add up: the build before then still serves.
    """
    with connect(spill=workspace.scratch()) as connection:
        arrived = open_tables(connection, workspace)
        if not arrived.present:
            raise LinkedError("No extract has been loaded.", "Run 'joinedup intake' on a folder of extracts first.")
        before = None if afresh else _before(workspace)
        who = who_is_who(connection, workspace, arrived.marks, None if relearn else before, tell, relearn=relearn)
        reuse = Reuse(before, _marks(connection, arrived.marks, who.mark))
        with new_build(workspace, LAYER, inputs={"intake": arrived.fingerprint}) as draft:
            findings: list[Finding] = []
            besides = (
                _judged(draft, reuse),
                Step("checks", LINKED_TABLES, lambda on: findings.extend(findings_of(on)), _CHECKED),
            )
            day = today or dt.datetime.now(dt.UTC).date()
            write_tables(connection, draft, today=day, tell=tell, reuse=reuse, besides=besides)
            if has_errors(findings):
                raise LinkedCheckError(tuple(found for found in findings if found.severity is Severity.ERROR))
            draft.about["findings"] = [found.as_dict() for found in (*arrived.findings, *findings)]
            draft.about["missing"] = sorted(arrived.missing)
            draft.about["links"] = _links(connection)
            draft.about["identity"] = who.counts
            draft.about["identity_made_from"] = who.mark
        built = current_build(workspace, LAYER)
    if built is None:
        raise LinkedError("The linked build cannot be found after it was written.", "Run 'joinedup link' again.")
    return built


def _before(workspace: Workspace) -> Build | None:
    """The build that serves; none when there is none to be read."""
    try:
        return current_build(workspace, LAYER)
    except EngineError:
        return None


def _marks(connection: Connection, extracts: Mapping[str, str], who: str) -> Marks:
    marks = Marks(extracts)
    marks.put_parts("person_links", "links", links_by_source(connection))
    for table in ("person_links", "review_pairs"):  # read whole: also how each link was found
        marks.put(table, who)
    return marks


def _judged(draft: Draft, reuse: Reuse) -> Step:
    """How well linking went; as it was told before where the links are the same."""

    def take(connection: Connection) -> None:
        mark = reuse.marks.of("from person_links join postcodes")
        if reuse.before is not None and reuse.before.about.get("link_quality_made_from") == mark:
            told = reuse.before.about["link_quality"]
        else:
            told = link_quality(connection).as_dict()
        draft.about.update(link_quality=told, link_quality_made_from=mark)

    return Step("link quality", (), take, "Judging how well linking went")


def _links(connection: Connection) -> list[dict[str, object]]:
    rows = connection.execute(
        "select source, method, count(*) from person_links group by all order by source, method"
    ).fetchall()
    return [{"source": source, "method": method, "records": count} for source, method, count in rows]

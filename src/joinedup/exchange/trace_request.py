"""A batch trace request: the records that found nobody, in the national columns, and no more of them than is needed."""

import csv
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from joinedup.basics.nhs_number import is_valid
from joinedup.engine import Connection, Workspace, connect, current_build, quoted
from joinedup.exchange.trace_layout import nothing_linked, read_layout, reference
from joinedup.identity.sources import SOURCES, Source
from joinedup.intake import open_tables
from joinedup.linked.who import read_traced

_WORDS = ("number", "family", "given", "gender", "dob", "postcode")
_OPEN = """
select l.source_person_id, l.organisation_code, any_value(s.number), any_value(s.family), any_value(s.given),
    any_value(s.gender), any_value(strftime(s.dob, '%Y%m%d')), any_value(s.postcode)
from read_parquet({links}) as l
join (select coalesce({organisation}, '') as organisation_code, "{person}"::varchar as source_person_id,
          {number} as number, {family} as family, {given} as given, {gender} as gender, {dob} as dob,
          {postcode} as postcode from "{table}") as s using (organisation_code, source_person_id)
where l.source = '{source}' and l.method = 'unmatched' and l.rule <> 'one-id-several-people'
group by all order by all
"""


@dataclass(frozen=True, slots=True)
class TraceRequest:
    """``rows`` were written. Left out: ``answered`` (traced before) and ``too_little`` (nothing to look them up by)."""

    rows: int
    answered: int
    too_little: int
    verified: bool


def write_request(workspace: Workspace, out: Path, *, source: str | None = None, again: bool = False) -> TraceRequest:
    """Writes every record of the last linking that found nobody, or those of one source.

    A row needs a number and a date of birth, or a family name, a date of birth and a gender. ``again`` asks once more
    about records that were answered. The file is its owner's alone to read; it is personal data.
    """
    build = current_build(workspace, "linked")
    if build is None:
        raise nothing_linked()
    key, layout = workspace.key("identity"), read_layout(workspace)
    answered = set() if again else {row[:3] for row in read_traced(workspace)}
    written = skipped = known = 0
    with connect() as connection, _private(out) as file:
        open_tables(connection, workspace)
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(layout.request.values())
        for name, organisation, person, *said in _records(connection, build.table("person_links"), source):
            words: dict[str, str | None] = dict(zip(_WORDS, said, strict=True))
            if (name, organisation, person) in answered:
                known += 1
            elif not _enough(words):
                skipped += 1
            else:
                words["reference"] = reference(key, name, organisation, person)
                words["number"] = words["number"] if is_valid(words["number"]) else None
                writer.writerow([words[word] or "" for word in layout.request])
                written += 1
    return TraceRequest(written, known, skipped, layout.verified)


def _records(connection: Connection, links: Path, source: str | None) -> list[tuple[str, ...]]:
    chosen = [one for one in SOURCES if source in (None, one.name)]
    found: list[tuple[str, ...]] = []
    for one in chosen:
        rows = connection.execute(_query(one, links)).fetchall()
        found += [(one.name, organisation, person, *said) for person, organisation, *said in rows]
    return found


def _query(source: Source, links: Path) -> str:
    names = ("organisation", "person", "number", "family", "given", "gender", "dob", "postcode", "table")
    columns = {name: getattr(source, name) for name in names}
    return _OPEN.format(links=quoted(links), source=source.name, **columns)


def _enough(said: Mapping[str, str | None]) -> bool:
    named = said["family"] and said["gender"]
    return bool(said["dob"]) and bool(named or is_valid(said["number"]))


def _private(out: Path) -> TextIO:
    return os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="")

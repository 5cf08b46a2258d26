"""Uses beyond care: the national data opt-out asked for by file, and files without names.

A file without names leaves out who opted out, who has not been asked about, and who objected to planning. What the
national service answered lies as keyed hashes in a file of its own (``opt-out/answers.json``) until it expires; it is
never on a record, on no list, and in no back-up.
"""

import csv
import io
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from joinedup.basics import nhs_number
from joinedup.governance import keys, opt_out
from joinedup.governance.consent import Objection
from joinedup.governance.opt_out import Answers, OptOutFileError, Standing
from joinedup.governance.permissions import Permission
from joinedup.governance.pseudonyms import Pseudonyms
from joinedup.web.governance import people
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action
from joinedup.web.people import record

HEAD = ("pseudonym", "age_band", "sex", "deprivation_fifth", "conditions", "emergency_admissions_12_months")
_NUMBERS = "select nhs_number from persons where nhs_number is not null and on_register and date_of_death is null"
_ROWS = """
with known as (select person_id, count(distinct condition) as conditions from conditions group by person_id),

admitted as (
    select person_id, count(*) as admissions from spells
    where emergency and admitted_on > (select max(admitted_on) from spells) - interval 12 month
    group by person_id
)

select cast(persons.person_id as varchar), nhs_number,
    printf('%02d-%02d', age // 5 * 5, age // 5 * 5 + 4) as age_band,
    case gender when '1' then 'male' when '2' then 'female' else 'not known' end, (imd_decile + 1) // 2,
    coalesce(conditions, 0), coalesce(admissions, 0)
from (select *, least(date_sub('year', date_of_birth, today()), 90) as age from persons) as persons
left join known using (person_id)
left join admitted using (person_id)
where on_register and date_of_death is null and nhs_number is not null
"""


@dataclass(frozen=True, slots=True)
class Check:
    """Where the check stands: how many people have an answer that holds, how many must be asked about."""

    answered: int
    to_ask: int
    asked_at: datetime | None


def check() -> Check:
    """Counts alone; who opted out is nobody's to read."""
    standing, asked = _standing(_numbers()), _asked()
    at = timezone.localtime(datetime.fromtimestamp(asked.stat().st_mtime, timezone.get_current_timezone()))
    return Check(len(standing.usable | standing.opted_out), len(standing.unknown), at if asked.stat().st_size else None)


@action(Permission.LOAD_FILES, "made a file for the national data opt-out check")
def ask(*, by: Acting) -> bytes:
    """The file to send over MESH: everybody on a list whose answer is missing or has expired."""
    content = opt_out.write_request(sorted(_standing(_numbers()).unknown))
    _keep(_asked(), content)
    return content


@action(Permission.LOAD_FILES, "took in an answer of the national data opt-out check")
def take_answer(*, by: Acting, content: bytes) -> int:
    """How many were answered about. Refuses an answer to another question; the question is forgotten once answered."""
    sent = [line.rstrip(",") for line in _asked().read_text("ascii").split()]
    if not sent:
        raise OptOutFileError("Nothing has been asked.", "Make a file, send it, then bring its answer.")
    _answers().keep(sent, opt_out.read_answer(content, sent), timezone.now())
    _keep(_asked(), b"")
    return len(sent)


@action(Permission.SEND_PSEUDONYMS, "made a file without names for {recipient}")
def without_names(*, by: Acting, recipient: str) -> str:
    """A row a person as CSV, in the order of the pseudonyms. Refused while anybody has not been asked about."""
    with record.reading("linked") as opened:
        rows = opened.connection.execute(_ROWS).fetchall()
    standing = _standing(row[1] for row in rows)
    if standing.unknown:
        raise OptOutFileError(
            f"{len(standing.unknown):,} people have not been asked about, or their answer has expired.",
            "Ask about them on the page of the national data opt-out first.",
        )
    unwilling = people.objectors(Objection.PLANNING.name)
    kept = [row for row in rows if row[1] in standing.usable and row[0] not in unwilling]
    names = pseudonyms().of(recipient, [row[0] for row in kept])
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows(sorted((name, *row[2:]) for name, row in zip(names, kept, strict=True)))
    return made.getvalue()


def pseudonyms() -> Pseudonyms:
    """The keys of every recipient of this workspace."""
    return Pseudonyms(_keys() / "pseudonyms")


def _standing(numbers: object) -> Standing:
    return _answers().standing(numbers, timezone.now())  # type: ignore[arg-type]


def _numbers() -> list[str]:
    with record.reading("linked") as opened:
        found = [row[0] for row in opened.connection.execute(_NUMBERS).fetchall()]
    return [one for one in found if nhs_number.is_valid(one)]


def _answers() -> Answers:
    return Answers(_folder() / "answers.json", keys.read_or_make(_keys(), "opt-out"))


def _asked() -> Path:
    path = _folder() / "asked.dat"
    if not path.exists():
        _keep(path, b"")
    return path


def _folder() -> Path:
    return record.workspace_folder() / "opt-out"


def _keys() -> Path:
    return record.workspace_folder() / "keys"


def _keep(path: Path, content: bytes) -> None:
    """Readable by the owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)


__all__ = ["Check", "ask", "check", "pseudonyms", "take_answer", "without_names"]

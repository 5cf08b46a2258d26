"""A small made-up county, from its extracts to its linked record, and what the desk knows of 300 of its people.

Who may see whom is worked out here a second time, from these facts alone and in the plainest way: the sweep holds the
site against it.
"""

import datetime as dt
import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from joinedup.engine import Serving, Workspace, new_build
from joinedup.governance.roles import GP, PRACTICE_NURSE, Role
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.models import ConsentFact, ReasonedOpening, Relationship, SealFact
from joinedup.web.people import record

JOINEDUP = str(Path(sys.executable).parent / "joinedup")
TEAMS = ("community", "council", "trust")


def make(folder: Path) -> Path:
    """The workspace, made by the commands a site is made by."""
    county, workspace = str(folder / "county"), folder / "workspace"
    for asked in (
        ["synth", county, "--people", "700", "--seed", "3"],
        ["intake", county, "--workspace", str(workspace)],
        ["link", "--workspace", str(workspace)],
    ):
        subprocess.run([JOINEDUP, *asked], check=True, capture_output=True)
    _everybody_has_a_score(workspace)
    return workspace


def _everybody_has_a_score(workspace: Path) -> None:
    """So few people are too few for a model: the worklists are made of scores by turn."""
    opened = Workspace.open(workspace)
    with Serving(opened).reading("linked") as read, new_build(opened, "risk", inputs={}) as draft:
        numbers = ("auc", "brier", "brier_of_the_average", "predicted", "observed", "calibration_slope")
        draft.about |= dict.fromkeys((*numbers, "calibration_intercept"), 0.5)
        draft.about |= dict.fromkeys(("judged_people", "judged_admitted"), 100)
        draft.about |= dict.fromkeys(("fitted_on", "judged_on", "index_date"), "2026-11-01")
        cut = "select 0.5::double as cut, 100 as people, 0.4::double as threshold, 10 as admitted"
        draft.write(
            read.connection, "validation", cut + ", 0.1::double as ppv, 0.1::double as sensitivity, 2.0 as lift"
        )
        draft.write(
            read.connection,
            "scores",
            """select person_id, practice_code, 1.0 / rank as score, rank, '0.5' as band, '["by turn"]' as reasons
            from (select *, cast(row_number() over (order by person_id) as integer) as rank from persons)""",
        )


@dataclass
class Somebody:
    """One person: what identifies them, where they are registered, and what the desk knows of them."""

    id: str
    number: str | None
    family: str
    given: str
    born: dt.date | None
    postcode: str
    practice: str | None
    ties: dict[str, str] = field(default_factory=dict)
    """Team: what it has. ``late``, ``early``, ``other`` and ``over`` are ties and openings that let nobody in."""
    consent: str = ""
    sealed_by: str = ""

    @property
    def is_told_in_full(self) -> bool:
        """Everything that identifies a person is there to be found."""
        return bool(self.number and self.family and self.given and self.born and self.postcode)


def everybody() -> list[Somebody]:
    """All people by chance, but always the same and in one order: ids are other ones in every workspace."""
    with record.reading("linked") as read:
        rows = read.connection.execute(
            """select person_id::varchar, nhs_number, coalesce(family_name, ''), coalesce(given_name, ''),
            date_of_birth, coalesce(postcode, ''), practice_code from persons
            order by nhs_number, date_of_birth, family_name, given_name, postcode, person_id"""
        ).fetchall()
    return [Somebody(*row) for row in random.Random(300).sample(rows, len(rows))]


def dates_something_happened() -> set[dt.date]:
    """Every date of the linked record that is not a birth: on a page it need not tell of anybody's birth."""
    happened = set()
    with record.reading("linked") as read:
        columns = read.connection.execute(
            """select table_name, column_name from information_schema.columns
            where (data_type = 'DATE' or data_type like 'TIMESTAMP%') and column_name not like '%birth%'"""
        ).fetchall()
        for table, column in columns:
            days = read.connection.execute(f'select distinct "{column}"::date from "{table}"').fetchall()
            happened |= {day for (day,) in days if day}
    return happened


def give_them_a_history(people: list[Somebody], town, claimants: dict[str, Acting]) -> None:
    """Relationships, openings, consent and seals, by chance but always the same; ``claimants``: one of each team."""
    chance, today, now = random.Random(7), timezone.localdate(), timezone.now()
    a_day, an_hour = dt.timedelta(days=1), dt.timedelta(hours=1)
    dates = {
        "caseload": ("CASELOAD", today, None),
        "referral": ("REFERRAL", today - 9 * a_day, None),
        "late": ("CASELOAD", today - 9 * a_day, today),
        "early": ("CASELOAD", today + a_day, None),
        "claim": ("SELF_CLAIMED", today, today + 14 * a_day),
        "other": ("SELF_CLAIMED", today - 14 * a_day, today),
    }
    kinds = [*dates, "emergency", "over"]
    for one in people:
        for team in TEAMS:
            if chance.random() < 0.35:
                one.ties[team] = kind = chance.choice(kinds)
                acting = claimants[team]
                if kind in dates:
                    tie, since, until = dates[kind]
                    own = acting.membership if tie == "SELF_CLAIMED" else None
                    said = {"organisation": acting.organisation, "membership": own, "given_by": acting.user}
                    Relationship.objects.create(person_id=one.id, kind=tie, since=since, until=until, **said)
                else:
                    until = now + an_hour if kind == "emergency" else now - an_hour
                    since = until - 2 * an_hour
                    ReasonedOpening.objects.create(
                        person_id=one.id, kind="EMERGENCY", membership=acting.membership, since=since, until=until
                    )
        _consent(one, chance, town)
        if chance.random() < 0.1:
            one.sealed_by = town.trust.code
            SealFact.objects.create(
                person_id=one.id, part="", organisation=town.trust, recorded_by=town.administrator.user
            )


def _consent(one: Somebody, chance: random.Random, town) -> None:
    one.consent = chance.choice(["", "", "", "", "no", "no then yes", f"not {town.practice.code}", "not elsewhere"])
    said = {
        "no": [(False, None)],
        "no then yes": [(False, None), (True, None)],
        f"not {town.practice.code}": [(False, town.practice)],
        "not elsewhere": [(False, town.board)],
    }
    for agreed, about in said.get(one.consent, []):
        ConsentFact.objects.create(
            person_id=one.id,
            part="EVERYTHING",
            agreed=agreed,
            organisation=about,
            how="spoken",
            recorded_by=town.administrator.user,
        )


def knows(role: Role, acting: Acting, claimants: dict[str, Acting], one: Somebody) -> bool:
    """Whether somebody in this role has a relationship with this person: at home, on the team's list, or their own."""
    if role in (GP, PRACTICE_NURSE) and one.practice == acting.organisation.code:
        return True
    for team, kind in one.ties.items():
        mine = claimants[team].membership == acting.membership
        ours = claimants[team].organisation == acting.organisation
        if (ours and kind in ("caseload", "referral")) or (mine and kind in ("claim", "emergency")):
            return True
    return False


def said_no(acting: Acting, one: Somebody) -> bool:
    """Whether this person said no to the organisation."""
    return one.consent in ("no", f"not {acting.organisation.code}")

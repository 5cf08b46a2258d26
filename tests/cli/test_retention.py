"""``joinedup retention``: counted by anybody who may run it, deleted only in a governance lead's name."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from running import Run, environment
from test_plan_desk import PEOPLE

from joinedup.engine import Workspace, connect
from joinedup.intake import receive
from joinedup.linked import build_linked

REGISTER = """NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE,GP_PRACTICE_CODE,REGISTRATION_START_DATE
9990000018,Harbottle,Agnes,2,1938-03-27,ZX1 1AA,A99001,2010-01-01
9990000026,Quillfeather,Bertram,1,1944-07-09,ZX1 1AB,A99001,2010-01-01
"""
DEATHS = """DEATH_RECORD_ID,NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,DATE_OF_DEATH,PLACE_OF_DEATH
d1,9990000018,Harbottle,Agnes,2,1938-03-27,2014-02-01,Home
"""
SAY = """
import sys
from pathlib import Path
from joinedup.web.config import server
server.start(Path(sys.argv[1]))
from joinedup.web.accounts.models import User
from joinedup.web.governance.models import ConsentFact
for one in sys.argv[2:]:
    ConsentFact.objects.create(
        person_id=one, part="EVERYTHING", agreed=True, how="spoken", recorded_by=User.objects.first()
    )
"""


def test_what_is_past_its_time_is_deleted_by_a_named_governance_lead_alone(joinedup: Run, tmp_path: Path) -> None:
    made = Workspace.open(tmp_path / "w", create=True)
    for name, text in (("gp_register.csv", REGISTER), ("deaths.csv", DEATHS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        receive(tmp_path / name, made)
    with connect() as connection:
        build_linked(made).open_in(connection)
        rows = connection.execute("select cast(person_id as varchar), date_of_death from persons").fetchall()
    dead, alive = (next(one for one, died in rows if bool(died) is gone) for gone in (True, False))
    for script, *given in ((PEOPLE,), (SAY, dead, alive)):
        subprocess.run([sys.executable, "-c", script, str(made.root), *given], check=True, env=environment())

    asked = ("retention", "-w", made.root)
    assert joinedup(*asked, "--format", "json").json["past"] == 1
    assert joinedup(*asked, "--delete").status == 2, "nobody is named"
    for email in ("daniel.feed@qxx.example", "nobody@qxx.example"):
        refused = joinedup(*asked, "--delete", "--by", email, "--format", "json")
        assert (refused.status, refused.problem["code"]) == (2, "no-actor")
    assert _held(made.desk) == {dead, alive}

    done = joinedup(*asked, "--delete", "--by", "grace.watcher@qxx.example", "--format", "json")
    assert (done.status, done.json["deleted"]) == (0, 1)
    assert _held(made.desk) == {alive}
    with sqlite3.connect(made.desk) as desk:
        did = desk.execute("select did, person_id from governance_accessentry order by number desc").fetchone()
    assert did == ("deleted what was kept past its time: 1 consent facts", "")
    assert joinedup("audit", "verify", "-w", made.root).status == 0
    assert joinedup(*asked, "--format", "json").json["past"] == 0


def _held(desk: Path) -> set[str]:
    with sqlite3.connect(desk) as opened:
        return {row[0] for row in opened.execute("select person_id from governance_consentfact")}

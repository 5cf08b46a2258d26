"""``joinedup mesh``: a request is written, sent, answered, fetched and taken in, each by its own command."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "unit" / "exchange"))

from a_mesh import PASSWORDS, SHARED_KEY, a_mesh
from running import environment
from test_plan_desk import PEOPLE

from joinedup.engine import Workspace
from joinedup.intake import receive
from joinedup.linked import build_linked

REGISTER = """NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE,GP_PRACTICE_CODE,REGISTRATION_START_DATE
9990000018,Harbottle,Agnes,2,1938-03-27,ZX1 1AA,A99001,2010-01-01
"""
CLIENTS = """LA_Code,LA_Person_Unique_Identifier,Family_Name,Given_Name,Gender,Date_of_Birth,Postcode
999,MARRIED,Oldname,Agnes,2,1938-03-27,ZX9 9ZZ
"""
ANSWER = """UNIQUE REFERENCE,REQ_NHS_NO,MATCHED_NHS_NO,ERROR_SUCCESS_CODE,MATCHED_ALGORITHM_INDICATOR
{reference},,9990000018,20,3
"""


def test_a_trace_goes_out_and_its_answer_comes_in(joinedup, tmp_path: Path) -> None:
    made = Workspace.open(tmp_path / "w", create=True)
    for name, text in (("gp_register.csv", REGISTER), ("cld_clients.csv", CLIENTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        receive(tmp_path / name, made)
    build_linked(made)
    asked = joinedup("mesh", "request", "--workspace", made.root, "--out", "request.csv", "--format", "json")
    assert (asked.status, asked.json["rows"]) == (0, 1)
    subprocess.run([sys.executable, "-c", PEOPLE, str(made.root)], check=True, env=environment())
    by = ("--by", "daniel.feed@qxx.example")
    refused = joinedup("mesh", "request", "-w", made.root, "--out", "no.csv", "--by", "grace.watcher@qxx.example")
    assert refused.status == 2
    assert not (tmp_path / "no.csv").exists()
    assert joinedup("mesh", "request", "-w", made.root, "--out", "request.csv", *by).status == 0
    assert joinedup("mesh", "send", "request.csv", "-w", made.root, "--format", "json").problem["code"] == "mesh"
    with a_mesh() as mesh:
        _set_up(made, mesh.url)
        asked = joinedup("mesh", "send", "request.csv", "--workspace", made.root, "--format", "json")
        sent = asked.json["message"]
        request = mesh.messages[sent].chunks[0].decode()
        reference = request.splitlines()[1].partition(",")[0]
        headers = {"Mex-FileName": "RESP.csv", "Mex-WorkflowID": "TRACE_2"}
        mesh.put("TESTPDS", "TESTMB1", ANSWER.format(reference=reference).encode(), **headers)
        got = joinedup("mesh", "receive", "--workspace", made.root, "--into", "answers", "--format", "json").json
        assert mesh.waiting("TESTMB1") == []
    taken = joinedup("mesh", "response", got[0]["file"], "--workspace", made.root)
    assert "1 of 1 answers name one person surely" in taken.out
    assert "not confirmed" in taken.out
    with sqlite3.connect(made.desk) as desk:
        log = desk.execute("select did from governance_accessentry order by number desc limit 5").fetchall()
    assert [did for (did,) in reversed(log)][1:] == [
        "made a batch trace request for the national service",
        f"sent the batch trace request {asked.json['local_id']} to TESTPDS",
        "fetched what waits in the mailbox of batch traces",
        "took in an answer to a batch trace",
    ]
    assert not [word for word in ("Agnes", "9990000018", "MARRIED") if word in taken.out + taken.err]


def _set_up(workspace: Workspace, url: str) -> None:
    said = {"url": url, "mailbox": "TESTMB1", "to": "TESTPDS", "workflow": "TRACE_1"}
    (workspace.root / "mesh.json").write_text(json.dumps(said))
    for name, secret in (("mesh-password", PASSWORDS["TESTMB1"]), ("mesh-shared", SHARED_KEY)):
        path = workspace.root / "keys" / f"{name}.key"
        path.write_text(secret)
        path.chmod(0o600)

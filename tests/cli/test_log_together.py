"""Several processes write the access log of one workspace at the same moment: no gap, no break, nothing lost."""

import subprocess
import sys
from pathlib import Path

MAKE = """
import sys
from pathlib import Path
from joinedup.engine import Workspace
from joinedup.web.config import server
Workspace.open(sys.argv[1], create=True)
server.start(Path(sys.argv[1]))
server.prepare_desk()
from joinedup.web.demo.people import Place, create_demo_people
create_demo_people([Place("QXX", "Rivershire Board (made up)", "icb")], "correct-horse-battery-7")
"""
WRITE = """
import sys
from pathlib import Path
from joinedup.web.config import server
server.start(Path(sys.argv[1]))
from joinedup.web.governance import access_log
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.models import Membership
by = Acting(Membership.objects.first(), "test")
stale = access_log.end()
for number in range(15):
    access_log.write(by=by, did="wrote", person_id=str(number), after=stale)
"""


def test_writers_queue_up(tmp_path: Path, joinedup) -> None:
    workspace = tmp_path / "workspace"
    subprocess.run([sys.executable, "-c", MAKE, str(workspace)], check=True)
    before = joinedup("audit", "verify", "-w", workspace, "--format", "json").json["entries"]
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, str(workspace)]) for _ in range(2)]
    assert [writer.wait() for writer in writers] == [0, 0]
    after = joinedup("audit", "verify", "-w", workspace, "--format", "json").json
    assert (after["holds"], after["entries"]) == (True, before + 30)

"""What comments cost: statements, counted at the driver."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from tests.comments.spoke import Spoke
from tests.sites.place import ROOT


def test_threads_take_one_statement_each(spoke_on_sqlite: Spoke) -> None:
    """With files, authors and people told; adding one notes who watches and a job."""
    spoke, repair = spoke_on_sqlite, spoke_on_sqlite.bring("Counted")
    file = {"name": "a.txt", "content": "YQ=="}
    lee = str(next(each["id"] for each in spoke.rows("mechanic") if each["name"] == "Lee"))
    for sort in ("comments", "internal-notes"):
        for _ in range(3):
            assert spoke.add("mo", repair, "Said", sort, attachments=[file], tell_mechanic=[lee]).status == 201
    account = next(each for each in spoke.place.accounts() if each.name == "Mo")
    words = [str(spoke.place.var), account.email, account.password, str(repair)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.comments.counting", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout)
    tables = [re.search(r"FROM \"?(\w+)", each) for each in counted["page"]]
    assert len(counted["page"]) == 2 + 2, tables  # the session and the record, then each thread
    posted = max(place for place, each in enumerate(counted["comment"]) if "portal_session" in each)
    assert len(counted["comment"][posted:]) == 6 + 3, counted["comment"][posted:]  # as any record that is added

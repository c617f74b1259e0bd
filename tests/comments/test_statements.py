"""What comments cost: statements, counted at the driver."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any

from tests.comments.spoke import Spoke
from tests.sites.place import ROOT


def count(spoke: Spoke, repair: int) -> dict[str, Any]:
    account = next(each for each in spoke.place.accounts() if each.name == "Mo")
    words = [str(spoke.place.var), account.email, account.password, str(repair)]
    database = {"DATABASE_URL": spoke.place.database_url} if spoke.place.database_url else {}
    done = subprocess.run(
        [sys.executable, "-m", "tests.comments.counting", *words],
        env={**os.environ, **database},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_history_with_comments_is_found_by_indexes(spoke: Spoke) -> None:
    repair = spoke.bring("Planned")
    spoke.add("mo", repair, "Said")
    text, values = count(spoke, repair)["history"]
    is_postgres = spoke.engine.dialect.name == "postgresql"
    with spoke.engine.connect() as connection:
        if is_postgres:  # a small table is read as a whole wherever that is possible
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN" if is_postgres else "EXPLAIN QUERY PLAN"
        rows = connection.exec_driver_sql(f"{explain} {text}", values if is_postgres else tuple(values))
        plan = "\n".join(str(row[-1]) for row in rows)
    assert not re.search(r"Seq Scan on portal_history|SCAN portal_history", plan), plan
    assert "ix_portal_history_record_record_id_at" in plan, plan


def test_threads_take_one_statement_each(spoke_on_sqlite: Spoke) -> None:
    """With files, authors and people told; adding one notes who watches and a job."""
    spoke, repair = spoke_on_sqlite, spoke_on_sqlite.bring("Counted")
    file = {"name": "a.txt", "content": "YQ=="}
    lee = str(next(each["id"] for each in spoke.rows("mechanic") if each["name"] == "Lee"))
    for sort in ("comments", "internal-notes"):
        for _ in range(3):
            assert spoke.add("mo", repair, "Said", sort, attachments=[file], tell_mechanic=[lee]).status == 201
    counted = count(spoke, repair)
    tables = [re.search(r"FROM \"?(\w+)", each) for each in counted["page"]]
    assert len(counted["page"]) == 2 + 2 + 1, tables  # the session and the record, each thread, and questions
    posted = max(place for place, each in enumerate(counted["comment"]) if "portal_session" in each)
    assert len(counted["comment"][posted:]) == 6 + 3, counted["comment"][posted:]  # as any record that is added

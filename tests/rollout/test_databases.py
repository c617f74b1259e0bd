"""One site on two databases, that of a developer and the one in use: the specs go from the one to the other.

The tests follow each other; what the developer applied is brought over as version control would.
"""

from __future__ import annotations

import re
import shutil

import pytest

from tests.generation.conftest import TOOLSHED
from tests.rollout.conftest import execute, rows, write
from tests.sites.place import Place, copy_sqlite, make_place

BOUGHT = "bought:    { type: date, max: today }"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Place]:
    """The developer's tools were bought some day; of the others nobody knows when."""
    folder = tmp_path_factory.mktemp("pair")
    made = make_place(TOOLSHED, folder / "one", f"sqlite:///{folder}/one.db")
    made.build()
    shutil.copytree(folder / "one", folder / "two")
    copy_sqlite(folder / "one.db", folder / "two.db")
    other = Place(folder / "two", made.port, f"sqlite:///{folder}/two.db")
    execute(made, "UPDATE tool SET bought = '2024-05-04'")
    execute(other, "UPDATE tool SET bought = NULL")
    (made.specs / "demo/tool.yaml").unlink()
    return made, other


def bring_over(pair: tuple[Place, Place]) -> None:
    one, two = pair
    for source, target in ((one.specs, two.specs), (one.out, two.out)):
        shutil.rmtree(target)
        shutil.copytree(source, target)


def changes(plan: str) -> str:
    return plan.partition("\nChanges\n")[2].partition("\n\n")[0]


IN_THE_WAY = """\
In the way
  2 rows of tool have no bought, which is now required
      record {}
      record {}
      specs/records/tool.yaml:9
      help: say what they get (backfill: …), or let older records lack it (from_now: true)
"""


def test_an_answer_that_comes_later_is_for_the_other_database(pair: tuple[Place, Place]) -> None:
    one, two = pair
    write(one, "records/tool.yaml", BOUGHT, BOUGHT.replace("max: today", "max: today, required: true"))
    assert one.portal("apply").returncode == 0
    bring_over(pair)
    refused = two.portal("plan")
    ids = [record for (record,) in rows(two, "SELECT id FROM tool ORDER BY id")]
    assert refused.returncode == 4 and IN_THE_WAY.format(*ids) in refused.stdout
    answer = "max: today, required: true, backfill: 2020-01-31"
    write(one, "records/tool.yaml", "max: today, required: true", answer)
    told = one.portal("plan").stdout
    assert told.startswith("1 change of the data, 1 file. Nothing stands in the way.\n")
    assert changes(told).rstrip() == (
        "  Field bought of tool says what becomes of older rows: where it is not applied yet, those that do not fit "
        "get its backfill, 2020-01-31; elsewhere no row changes.\n"
        "      specs/records/tool.yaml:9"
    )
    done = one.portal("apply")
    assert done.returncode == 0, done.stderr
    assert rows(one, "SELECT bought, revision FROM tool") == [("2024-05-04", 1)] * 2
    bring_over(pair)
    done = two.portal("apply")
    assert done.returncode == 0, done.stderr
    assert rows(two, "SELECT bought, revision FROM tool") == [("2020-01-31", 1)] * 2
    assert two.portal("plan").stdout == "No changes.\n"


def test_what_older_servers_wrote_against_the_rules_is_told(pair: tuple[Place, Place]) -> None:
    """The trigger writes when an older server would: once rows were looked at, before the newer one answers."""
    one, _two = pair
    write(one, "records/tool.yaml", "value:     { type: money }", "value:     { type: money, max: 100 }")
    execute(
        one,
        "CREATE TRIGGER older AFTER INSERT ON portal_generation BEGIN UPDATE tool SET value = 50000 "
        "WHERE name = 'Saw'; END",
    )
    done = one.portal("apply")
    execute(one, "DROP TRIGGER older")
    assert done.returncode == 0, done.stderr
    ((saw,),) = rows(one, "SELECT id FROM tool WHERE name = 'Saw'")
    told = f"""\
  1 row of tool have a value that is more than 100
      record {saw}: 500.00 (is more than 100)
      specs/records/tool.yaml:8
      help: older servers wrote it while they were replaced; nothing is refused any more, so correct these records
"""
    assert told in done.stderr


def test_a_rollback_without_a_revision_tells_what_records_lack(pair: tuple[Place, Place]) -> None:
    one, _two = pair
    kept = (one.specs / "records/tool.yaml").read_text()
    (one.specs / "records/tool.yaml").write_text(re.sub(r"bought: .*", BOUGHT, kept))
    assert one.portal("apply").returncode == 0
    columns = "created_by, updated, updated_by, revision, condition, keeper_id"
    moment = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    execute(
        one,
        f"INSERT INTO tool (id, name, created, {columns}) "
        f"SELECT 7, 'Anvil', {moment}, {columns} FROM tool WHERE name = 'Saw'",
    )
    done = one.portal("rollback")
    assert done.returncode == 0, done.stderr
    assert "  1 tools made since have no bought, which tool.bought requires\n" in done.stderr
    (one.specs / "records/tool.yaml").write_text(kept)


def test_each_database_is_purged_by_itself(pair: tuple[Place, Place]) -> None:
    one, two = pair
    write(one, "records/tool.yaml", "  value:     { type: money, max: 100 }\n", "")
    done = one.portal("apply")
    assert done.returncode == 0, done.stderr
    assert one.portal("purge", "tool.value", "--yes").returncode == 0
    bring_over(pair)
    done = two.portal("apply")
    assert done.returncode == 0, done.stderr
    done = two.portal("purge", "tool.value", "--yes")
    assert done.returncode == 0, done.stderr
    assert "Of tool.value, 1 value leaves the database for good" in done.stderr
    (export,) = (two.var / "exports").glob("tool.value-*.csv")
    assert len(export.read_text().splitlines()) == 2
    assert ("value",) not in rows(two, "SELECT name FROM pragma_table_info('tool')")
    again = two.portal("purge", "tool.value", "--yes")
    assert again.returncode == 4
    assert "tool.value was purged, and nothing of it is left in this database" in again.stderr

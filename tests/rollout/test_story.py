"""A site that changes while it is used: planned, applied, gone back from, gone forward to, restored, purged.

The tests follow each other on one site, as an admin's days do.
"""

from __future__ import annotations

import json
import re
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode

import pytest

from portal.schema import look_at
from tests.rollout.conftest import execute, rows, write
from tests.serving.site import current
from tests.sites.place import Place

pytestmark = pytest.mark.parametrize(
    "database_url", [pytest.param("sqlite", marks=pytest.mark.soak), "postgresql"], indirect=True, scope="module"
)
"""On PostgreSQL, where others hold locks and a purge has most to do; on both in the long runs."""

HIDDEN = re.compile(r'<input type="hidden" name="(csrf_token|form_token|revision)" value="([^"]*)">')
BOUGHT = "  bought:    { type: date, max: today }\n"
WEIGHT = "  weight:    { type: integer }\n"

PLAN = """\
2 changes of the data, 8 files, 6 changes of access. Nothing stands in the way.

Files
  new: migrations/0002_{revision}.py
  changed: access.json
  changed: access.txt
  changed: forms/tool.py
  changed: models/tool.py
  changed: portals/tool.py
  changed: rules/tool.py
  changed: site.py

Changes
  Field weight of tool is new: its 2 rows have no value for it.
      specs/records/tool.yaml:9
  Field bought of tool is retired: its values in 2 rows are kept, hidden, until it is purged.
      specs/spec.lock.yaml:9

Access
  + Keepers can now read Weight of a tool.
      specs/records/tool.yaml:21
  + Keepers can now enter Weight when they create a tool.
      specs/records/tool.yaml:22
  + Keepers can now change Weight of a tool.
      specs/records/tool.yaml:23
  - Keepers can no longer read Bought of a tool.
      specs/records/tool.yaml:21 (before)
  - Keepers can no longer enter Bought when they create a tool.
      specs/records/tool.yaml:22 (before)
  - Keepers can no longer change Bought of a tool.
      specs/records/tool.yaml:23 (before)

  3 gains, 3 losses.
"""


def state(place: Place) -> object:
    """All that a plan must leave alone, and a refused apply, too."""
    folders = (place.out, place.specs)
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert place.database_url
    kept = {str(path): path.read_bytes() for path in [*files, place.var / "current"]}
    return kept, look_at(place.database_url), sorted(path.name for path in (place.var / "generations").iterdir())


class Keeper:
    """Somebody who enters tools by the form, in one session however often servers swap."""

    def __init__(self, place: Place) -> None:
        self.root = f"{place.url}/keep"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        (account, *_) = [each for each in place.accounts() if each.portal == "keeper"]
        self._send("/login", email=account.email, password=account.password)

    def add(self, **values: str) -> None:
        self._send("/tools/new", condition="good", **values)

    def _send(self, path: str, **values: str) -> None:
        hidden = dict(HIDDEN.findall(self.opener.open(self.root + path, timeout=20).read().decode()))
        typed = urlencode({**hidden, **values}).encode()
        with self.opener.open(self.root + path, typed, timeout=20) as answer:
            assert path not in answer.url, answer.read().decode()


def test_a_plan_tells_all_of_a_change_and_changes_nothing(shed: Place) -> None:
    write(shed, "records/tool.yaml", BOUGHT, WEIGHT)
    write(shed, "demo/tool.yaml", "  bought: today - days(40)\n", "")
    before = state(shed)
    done = shed.portal("plan", "--out", str(shed.folder / "plan.json"))
    assert done.returncode == 0, done.stderr
    (revision,) = re.findall(r"0002_(\w+)", done.stdout)
    assert done.stdout == PLAN.format(revision=revision)
    assert state(shed) == before
    told = json.loads((shed.folder / "plan.json").read_text())
    assert [(each["kind"], each["rows"]) for each in told["changes"]] == [("AddField", 2), ("RetireField", 2)]


def test_a_plan_no_longer_holds_once_something_else_changed(shed: Place) -> None:
    write(shed, "records/tool.yaml", "{ type: integer }", "{ type: integer, label: Mass }")
    execute(shed, "CREATE INDEX tool_by_name ON tool (name)")
    before = state(shed)
    done = shed.portal("apply", str(shed.folder / "plan.json"))
    assert done.returncode == 4, done.stderr
    assert f"  {shed.specs}/records/tool.yaml has changed\n" in done.stderr
    assert "  the table tool has changed in the database\n" in done.stderr
    assert "portal: the plan no longer holds; make a new one. Nothing was written.\n" in done.stderr
    assert state(shed) == before
    execute(shed, "DROP INDEX tool_by_name")
    write(shed, "records/tool.yaml", "{ type: integer, label: Mass }", "{ type: integer }")
    other = shed.folder / "other.json"
    other.write_text("{}")
    assert "is not a plan; make one with" in shed.portal("apply", str(other)).stderr


def test_the_plan_is_carried_out_by_name(shed: Place) -> None:
    done = shed.portal("apply", str(shed.folder / "plan.json"), "--format", "json", "--who", "ada@shed.example")
    assert done.returncode == 0, done.stdout
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    names = list(dict.fromkeys(step["step"] for step in steps))
    assert names == ["backup", "database", "smoke", "files", "swap", "end"]
    assert (steps[-1]["exit"], steps[-1]["generation"]) == (0, current(shed))
    *_, last = (shed.var / "generations.jsonl").read_text().splitlines()
    assert json.loads(last)["who"] == "ada@shed.example"
    kept = shed.var / "generations" / current(shed) / "specs"
    assert (kept / "records/tool.yaml").read_bytes() == (shed.specs / "records/tool.yaml").read_bytes()
    assert (kept / "spec.lock.yaml").read_bytes() == (shed.specs / "spec.lock.yaml").read_bytes()
    assert shed.portal("plan").stdout == "No changes.\n"
    assert shed.portal("apply").stderr == "No changes.\n"
    assert shed.portal("check").returncode == 0


def test_a_table_changed_by_hand_is_named_also_where_the_specs_have_not_changed(shed: Place) -> None:
    execute(shed, "ALTER TABLE tool ADD COLUMN scribble integer")
    execute(shed, "ALTER TABLE member RENAME COLUMN name TO title")
    done = shed.portal("apply")
    assert done.returncode == 4, done.stderr
    assert "column tool.scribble is in the database, but no specs ever had it" in done.stderr
    assert "column member.name is missing" in done.stderr
    assert "column member.title is in the database, but no specs ever had it" in done.stderr
    execute(shed, "ALTER TABLE tool DROP COLUMN scribble")
    execute(shed, "ALTER TABLE member RENAME COLUMN title TO name")


def test_a_generated_file_edited_by_hand_is_named_with_the_difference(shed: Place) -> None:
    edited = shed.out / "models" / "tool.py"
    text = edited.read_text()
    edited.write_text(text.replace('"Weight"', '"Mass"'))
    done = shed.portal("plan")
    assert done.returncode == 3, done.stderr
    assert '-    weight = F.integer("Mass"' in done.stdout and '+    weight = F.integer("Weight"' in done.stdout
    revision = next((shed.out / "migrations").glob("0002_*.py"))
    kept = revision.read_bytes()
    edited.write_text(text)
    revision.unlink()
    done = shed.portal("apply")
    assert done.returncode == 3 and f"{revision.name} was deleted" in done.stdout
    revision.write_bytes(kept)


def test_rows_that_do_not_fit_are_shown_and_nothing_is_done(shed: Place) -> None:
    write(shed, "records/tool.yaml", WEIGHT, "  weight:    { type: integer, required: true }\n")
    (shed.specs / "demo" / "tool.yaml").rename(shed.folder / "tool.demo")
    before = state(shed)
    done = shed.portal("plan")
    (saw,) = rows(shed, "SELECT id FROM tool WHERE name = 'Saw'")
    assert done.returncode == 4, done.stderr
    assert "1 thing stands in the way." in done.stdout.splitlines()[0]
    assert f"record {saw[0]}" in done.stdout and "help:" in done.stdout
    assert shed.portal("apply").returncode == 4
    assert state(shed) == before
    (shed.folder / "tool.demo").rename(shed.specs / "demo" / "tool.yaml")
    write(shed, "records/tool.yaml", "{ type: integer, required: true }", "{ type: integer }")


def test_a_rollback_under_a_running_server_loses_nothing_and_forward_finds_all(shed: Place) -> None:
    newer = current(shed)
    with shed.started("--workers", "1"):
        keeper = Keeper(shed)
        keeper.add(name="Anvil", weight="90")
        done = shed.portal("rollback")
        assert done.returncode == 0, done.stderr
        older = current(shed)
        assert older != newer and f"{shed.var}/generations/{older}/specs" in done.stderr
        keeper.add(**{"name": "Bellows", "bought-day": "4", "bought-month": "5", "bought-year": "2024"})
        done = shed.portal("apply")
        assert done.returncode == 0, done.stderr
        assert current(shed) == newer and "The running server has swapped to it." in done.stderr
        keeper.add(name="Chisel", weight="1")
    found = rows(shed, "SELECT name, weight, CAST(bought AS text) FROM tool WHERE name IN ('Anvil','Bellows','Chisel')")
    assert sorted(found) == [("Anvil", 90, None), ("Bellows", None, "2024-05-04"), ("Chisel", 1, None)]


def test_a_retired_field_is_restored_with_its_values(shed: Place) -> None:
    text = (shed.specs / "records/tool.yaml").read_text()
    told = shed.portal("restore", "tool.bougth")
    assert told.returncode == 1 and "did you mean 'tool.bought'?" in told.stderr
    done = shed.portal("restore", "tool.bought")
    assert done.returncode == 0, done.stderr
    assert (shed.specs / "records/tool.yaml").read_text() == text.replace(WEIGHT, WEIGHT + BOUGHT)
    plan = shed.portal("plan")
    assert "Field bought of tool is restored: its values in 5 rows are there again." in plan.stdout
    assert shed.portal("apply").returncode == 0
    assert "is in use: it is not retired" in shed.portal("restore", "tool.bought").stderr


def test_a_purge_takes_a_retired_field_alone_and_keeps_a_copy(shed: Place) -> None:
    assert "is in use" in shed.portal("purge", "tool.bought", "--yes").stderr
    write(shed, "records/tool.yaml", BOUGHT, "")
    refused = shed.portal("purge", "tool.bought", "--yes")
    assert refused.returncode != 0 and "bought" in refused.stderr
    assert shed.portal("apply").returncode == 0
    assert shed.portal("purge", "tool.bought").returncode == 4  # nobody typed the name
    done = shed.portal("purge", "tool.bought", "--yes")
    assert done.returncode == 0, done.stderr
    (export,) = (shed.var / "exports").glob("tool.bought-*.csv")
    assert "2024-05-04" in export.read_text()
    assert re.search(r"^records.tool.bought: \w{6} date purged$", (shed.specs / "spec.lock.yaml").read_text(), re.M)
    assert shed.portal("plan").stdout == "No changes.\n"
    assert "a purge cannot be gone back over" in shed.portal("rollback").stderr
    assert "was purged" in shed.portal("restore", "tool.bought").stderr

"""A backfill that follows links, on real generated code: tried before anything changes, then run on the rows."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from runtime.engine import open_engines
from tests.sites.place import Place, copy_sqlite, make_place

SPECS = Path(__file__).resolve().parents[1] / "generation" / "toolshed"
CONTACT = '  contact: {{ type: email, required: true, backfill: "{}" }}\n'


@pytest.fixture
def place(fresh_url: str, tmp_path: Path) -> Place:
    """Two tools, of which one has no keeper, and a generation in which each shall have a contact."""
    made = make_place(SPECS, tmp_path / "site", fresh_url)
    made.build()
    with open_engines(fresh_url).made_by("operator").write.begin() as connection:
        connection.exec_driver_sql("UPDATE tool SET keeper_id = NULL WHERE name = 'Plane'")
    demo = made.specs / "demo" / "tool.yaml"
    demo.write_text(demo.read_text().replace(":\n  name:", ":\n  contact: a@example.org\n  name:"))
    return made


def say(place: Place, rule: str) -> None:
    record = place.specs / "records" / "tool.yaml"
    before = record.read_text().partition("  contact:")[0].partition("\nrules:")[0].rstrip()
    record.write_text(
        f"{before}\n{CONTACT.format(rule)}\nrules:{(SPECS / 'records/tool.yaml').read_text().partition('rules:')[2]}"
    )


def test_a_rule_is_tried_before_and_runs_after(place: Place, fresh_url: str) -> None:
    say(place, "keeper.email")
    refused = place.portal("apply")
    assert refused.returncode == 4, refused.stderr
    assert "for 1 rows of tool the rule for contact gives no value that fits" in refused.stderr + refused.stdout
    engine = open_engines(fresh_url).made_by("operator").read
    assert "contact" not in {column["name"] for column in sa.inspect(engine).get_columns("tool")}

    say(place, "keeper.email if keeper is not None else 'shed@example.org'")
    done = place.portal("apply")
    assert done.returncode == 0, done.stderr
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, contact, revision FROM tool ORDER BY name").all()
    assert [tuple(row) for row in rows] == [("Plane", "shed@example.org", 1), ("Saw", "ada@shed.example", 1)]


def test_a_rule_of_earlier_specs_is_not_read_with_the_names_of_today(tmp_path: Path) -> None:
    """Another database meets the rule once the choice that it names is called otherwise, or need not be what it was."""
    place = make_place(SPECS, tmp_path / "site")
    place.build()
    other = replace(place, database_url=f"sqlite:///{tmp_path}/other.db")
    copy_sqlite(place.var / "portal.db", tmp_path / "other.db")
    record = place.specs / "records" / "tool.yaml"
    field = "  value:     { type: money }\n  rank:      { type: integer, required: true, "
    rule = """backfill: "1 if condition == 'worn' else 0" }\n"""
    demo = place.specs / "demo" / "tool.yaml"
    demo.write_text(demo.read_text().replace(":\n  name:", ":\n  rank: 1\n  name:"))
    record.write_text(record.read_text().replace("  value:     { type: money }\n", field + rule))
    done = place.portal("apply")
    assert done.returncode == 0, done.stderr
    assert place.portal("rename", "choices.condition.worn", "shabby").returncode == 0
    refused = other.portal("plan")
    assert refused.returncode == 4, refused.stdout + refused.stderr
    assert "the rule for it was written for earlier specs, where tool.condition was something else" in refused.stdout
    assert "apply the specs of then first" in refused.stdout

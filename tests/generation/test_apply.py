"""What an apply does to generated/ and the database, and what it refuses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from jsonschema import Draft202012Validator

from runtime.engine import open_engines
from tests.generation.conftest import TOOLSHED, change
from tests.servers.ports import free_port
from tests.servers.postgres import Postgres
from tests.sites.place import Place, make_place

BOTH = pytest.mark.parametrize("filled", ["sqlite", "postgresql"], indirect=True)
"""For what the database does."""


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The tool shed with its demo records in it, to be copied."""
    folder = tmp_path_factory.mktemp("shed")
    place = make_place(TOOLSHED, folder, f"sqlite:///{folder / 'shed.db'}")
    place.build()
    return place


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Place]:
    with postgres_server.database() as url:
        place = make_place(TOOLSHED, tmp_path_factory.mktemp("shed"), url)
        place.build()
        yield place


@pytest.fixture(params=["sqlite"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A copy that nobody has changed yet."""
    built: Place = request.getfixturevalue(f"on_{request.param}")
    shutil.copytree(built.folder, tmp_path, dirs_exist_ok=True)
    if request.param == "sqlite":
        yield Place(tmp_path, free_port(), f"sqlite:///{tmp_path / 'shed.db'}")
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    assert built.database_url is not None
    with server.copy(built.database_url) as url:
        yield Place(tmp_path, free_port(), url)


def rows(place: Place, query: str) -> list[tuple[object, ...]]:
    assert place.database_url is not None
    engines = open_engines(place.database_url).made_by("operator")
    try:
        with engines.read.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(query))]
    finally:
        engines.dispose()


def state(place: Place) -> dict[str, bytes]:
    """All that an apply may write, but the database."""
    files = [*place.out.rglob("*"), *place.specs.rglob("*"), place.var / "current"]
    return {str(path): path.read_bytes() for path in files if path.is_file()}


@BOTH
def test_an_added_field_keeps_every_row(filled: Place) -> None:
    before = rows(filled, "SELECT id, name FROM tool ORDER BY id")
    change(filled, "records/tool.yaml", "  value: ", "  room:      { type: link, to: member }\n  value: ")
    change(filled, "records/tool.yaml", "bought:    { type: date, ", "bought:    { type: date, index: true, ")
    change(filled, "choices/condition.yaml", "worn: Worn", "worn: Worn\nlost: Lost")
    assert filled.portal("apply").returncode == 0
    assert rows(filled, "SELECT id, name FROM tool ORDER BY id") == before
    assert rows(filled, "SELECT room_id FROM tool") == [(None,), (None,)]
    assert filled.portal("apply").stderr == "No changes.\n"


@BOTH
def test_a_required_field_with_a_default_fills_the_rows_that_exist(filled: Place) -> None:
    line = "  value:     { type: money }\n"
    added = "  shared:    { type: yesno, required: true, default: false }\n"
    change(filled, "records/tool.yaml", line, line + added)
    done = filled.portal("apply")
    assert done.returncode == 0, done.stderr
    assert rows(filled, "SELECT count(*) FROM tool WHERE shared IS NULL") == [(0,)]


@BOTH
def test_a_required_field_that_rows_would_lack_is_blocked(filled: Place) -> None:
    (filled.specs / "demo" / "tool.yaml").unlink()
    change(filled, "records/tool.yaml", "{ type: money }", "{ type: money, required: true }")
    before = state(filled)
    done = filled.portal("apply")
    assert done.returncode == 4, done.stderr
    assert "have no value, which is now required" in done.stderr and "Nothing was written." in done.stderr
    assert state(filled) == before


@BOTH
def test_the_length_of_a_text_may_change(filled: Place) -> None:
    change(filled, "records/member.yaml", "max: 80", "max: 200")
    assert filled.portal("apply").returncode == 0
    change(filled, "records/member.yaml", "max: 200", "max: 40")
    assert filled.portal("apply").returncode == 0


def test_an_added_record_type_makes_a_table(filled: Place) -> None:
    (filled.specs / "records" / "shelf.yaml").write_text(
        "record: shelf\nfields:\n  name: { type: text, required: true }\n"
        "portals:\n  keeper: { rows: all, see: all, create: all }\n"
    )
    assert filled.portal("apply").returncode == 0
    assert rows(filled, "SELECT count(*) FROM shelf") == [(0,)]
    assert (filled.out / "models" / "shelf.py").exists()


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        ("records/tool.yaml", "{ type: money }", "{ type: date }", "S906"),
        ("choices/condition.yaml", "good: Good\n", "fine: Fine\n", "S905"),
    ],
)
def test_a_change_that_leaves_open_what_becomes_of_values_is_a_problem(
    filled: Place, path: str, old: str, new: str, code: str
) -> None:
    change(filled, path, old, new)
    if "good" in old:
        change(filled, "records/tool.yaml", "default: good", "default: fine")
    (filled.specs / "demo" / "tool.yaml").unlink()
    before, names = state(filled), rows(filled, "SELECT name FROM tool ORDER BY name")
    done = filled.portal("apply")
    assert done.returncode == 1, done.stderr
    assert f"error[{code}]" in done.stderr and "Nothing was written." in done.stderr
    assert state(filled) == before
    assert rows(filled, "SELECT name FROM tool ORDER BY name") == names


@BOTH
def test_a_table_changed_by_hand_is_named(filled: Place) -> None:
    assert filled.database_url is not None
    engines = open_engines(filled.database_url).made_by("operator")
    with engines.write.begin() as connection:
        connection.execute(sa.text("ALTER TABLE tool ADD COLUMN scribble integer"))
    engines.dispose()
    change(filled, "records/tool.yaml", "{ type: money }", "{ type: money, label: Price }")
    before = state(filled)
    done = filled.portal("apply")
    assert done.returncode == 4
    assert "column tool.scribble is in the database, but no specs ever had it" in done.stderr
    assert state(filled) == before


def test_an_edited_generated_file_is_refused_with_a_diff(place: Place) -> None:
    place.build(demo=False)
    edited = place.out / "models" / "tool.py"
    edited.write_text(edited.read_text().replace('"Name"', '"Title"'))
    change(place, "records/tool.yaml", "{ type: money }", "{ type: money, label: Price }")
    before = state(place)
    done = place.portal("apply")
    assert done.returncode == 3
    assert '-    name = F.text("Title"' in done.stdout and '+    name = F.text("Name"' in done.stdout
    assert "1 generated files were edited by hand" in done.stderr
    assert state(place) == before


def test_files_that_are_no_longer_generated_are_removed(place: Place) -> None:
    change(place, "choices/condition.yaml", "worn: Worn", "worn: Worn\nlost: Lost")
    place.build(demo=False)
    assert (place.out / "rules" / "member.py").exists()
    change(place, "records/member.yaml", "    rows: this == me\n", "    rows: public\n")
    assert place.portal("apply").returncode == 0
    assert not (place.out / "rules" / "member.py").exists()


def test_broken_specs_write_nothing(place: Place) -> None:
    change(place, "records/tool.yaml", "keeper == me", "kepper == me")
    done = place.portal("apply")
    assert done.returncode == 1
    assert "did you mean 'keeper'?" in done.stderr
    assert not place.out.exists() and not (place.var / "portal.db").exists()


def test_check_tells_stale_files(place: Place) -> None:
    place.build(demo=False)
    assert place.portal("check").returncode == 0
    change(place, "records/tool.yaml", "{ type: money }", "{ type: money, label: Price }")
    done = place.portal("check")
    assert done.returncode == 1
    assert "models/tool.py is not what the specs say" in done.stderr


def test_schemas_for_editors_stand_beside_the_specs(place: Place) -> None:
    place.build(demo=False)
    published = {path.name for path in (place.folder / ".portal").iterdir()}
    assert published == {
        f"{kind}.schema.json" for kind in ("site", "record", "mixin", "choices", "portal", "demo", "mail")
    }
    for path in (place.folder / ".portal").iterdir():
        Draft202012Validator.check_schema(json.loads(path.read_text()))


def test_the_lock_is_joined_by_version_control_beside_what_is_said_there_already(place: Place) -> None:
    (place.specs / ".gitattributes").write_text("*.png binary")
    place.build(demo=False)
    assert (place.specs / ".gitattributes").read_text() == "*.png binary\nspec.lock.yaml merge=union\n"

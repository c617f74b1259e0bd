"""The smoke test: what it finds, how it says it, and that it leaves the database alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from portal import smoke
from portal.smoke import smoke_test
from runtime.engine import open_read_only
from runtime.faults import place_of
from tests.generation.conftest import TOOLSHED
from tests.servers.postgres import Postgres
from tests.serving.site import current, derive, settings_of
from tests.sites.place import Place, make_place


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = make_place(TOOLSHED, tmp_path_factory.mktemp("shed"))
    place.build()
    return place


@pytest.fixture(scope="module")
def on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Place]:
    with postgres_server.database() as url:
        place = make_place(TOOLSHED, tmp_path_factory.mktemp("shed"), url)
        place.build()
        yield place


@pytest.fixture(params=["place", "on_postgres"])
def either(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


def smoke_of(place: Place, folder: Path) -> tuple[str, ...]:
    return smoke_test(settings_of(place), folder)


def rows_of(place: Place) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the database holds."""
    engine = sa.create_engine(settings_of(place).database_url)
    known = sa.MetaData()
    known.reflect(engine)
    with engine.connect() as connection:
        found = {
            name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for name, table in known.tables.items()
        }
    engine.dispose()
    return found


def kept_by(place: Place) -> set[str]:
    paths = (str(path.relative_to(place.var)) for path in place.var.rglob("*"))
    return {path for path in paths if "__pycache__" not in path and not path.startswith("portal.db")}


def test_a_sound_generation_passes_and_nothing_is_written(either: Place) -> None:
    before, kept = rows_of(either), kept_by(either)
    assert smoke_of(either, either.var / "generations" / current(either)) == ()
    assert rows_of(either) == before
    assert kept_by(either) == kept


def test_engines_that_read_only_refuse_a_change(either: Place) -> None:
    engines = open_read_only(settings_of(either).database_url).made_by("operator")
    for engine in (engines.read, engines.write):
        with engine.connect() as connection, pytest.raises(DBAPIError, match=r"read-?only"):
            connection.execute(sa.text("DELETE FROM tool"))
    engines.dispose()
    assert rows_of(either)["tool"]


def test_a_package_that_is_missing_is_told_with_its_line(place: Place) -> None:
    folder = derive(place, "missing", "import nowhere_at_all", file="generated/models/tool.py")
    line = len((folder / "generated/models/tool.py").read_text().splitlines())
    assert smoke_of(place, folder) == (
        f"it cannot be loaded: ModuleNotFoundError at generated/models/tool.py:{line}: "
        "No module named 'nowhere_at_all'",
    )


def test_hand_written_code_that_cannot_be_loaded_is_told_with_its_line(place: Place) -> None:
    folder = derive(place, "by_hand", "import json\nimport nowhere_at_all", file="extensions/tool.py")
    [told] = smoke_of(place, folder)
    assert "No module named 'nowhere_at_all'" in told and told.endswith("(at extensions/tool.py:3)")


def test_what_is_not_python_is_told_with_its_line(place: Place) -> None:
    folder = derive(place, "slip", "def (", file="generated/rules/tool.py")
    [told] = smoke_of(place, folder)
    assert told.startswith("it cannot be loaded: SyntaxError at generated/rules/tool.py:")


def test_a_rule_that_fails_is_told_by_page_and_line_and_without_values(place: Place) -> None:
    folder = derive(place, "rule")
    rules = folder / "generated/rules/tool.py"
    text = rules.read_text()
    broken = text.replace("this.c.keeper_id == given.me.c.id", "1 / 0 if given.me.c.keeper else None")
    assert broken != text
    rules.write_text(broken)
    told = smoke_of(place, folder)
    line = broken[: broken.index("1 / 0")].count("\n") + 1
    assert f"/borrow/tools/ as a member of The borrowers' shed: KeyError at generated/rules/tool.py:{line}" in told
    assert all("/keep/" not in words for words in told), "the keepers' rule is another one"
    people = [account.email for account in place.accounts()] + [account.name for account in place.accounts()]
    assert not [name for name in people if any(name in words for words in told)]


def test_a_database_that_is_not_ready_is_told(place: Place) -> None:
    line = "Tool.__table__.append_column(__import__('sqlalchemy').Column('colour', __import__('sqlalchemy').Text))"
    folder = derive(place, "ahead", line, file="generated/models/tool.py")
    assert smoke_of(place, folder) == (
        "The database does not have the tables of this site as it is now; run: portal apply",
    )


def test_a_process_that_ends_is_told(place: Place) -> None:
    folder = derive(place, "ends", "import os; os._exit(7)")
    assert smoke_of(place, folder) == ("loading it: the process ended: exit 7",)


def test_what_takes_too_long_is_ended(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smoke, "LONGEST", 3.0)
    folder = derive(place, "slow", "import time; time.sleep(100)")
    assert smoke_of(place, folder) == ("loading it: it took longer than 3 seconds, and was ended",)


def test_the_innermost_line_of_the_sites_own_code_counts(tmp_path: Path) -> None:
    folder = tmp_path / "extensions"
    folder.mkdir()
    (folder / "order.py").write_text("import json\n\n\ndef answer():\n    return json.loads('{')\n")
    namespace: dict[str, object] = {}
    exec(compile((folder / "order.py").read_text(), str(folder / "order.py"), "exec"), namespace)
    answer = namespace["answer"]
    assert callable(answer)
    with pytest.raises(ValueError) as caught:
        answer()
    assert place_of(caught.value) == "at extensions/order.py:5"

"""The smoke test: what it finds, how it says it, and that it leaves the database alone."""

from __future__ import annotations

import subprocess
import sys
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
from tests.serving.site import break_rule, current, derive, settings_of
from tests.sites.place import ROOT, Place, make_place


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
    broken = (break_rule(folder) / "generated/rules/tool.py").read_text()
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


LOADED = """
import sys, threading
from pathlib import Path
from portal import smoke
from runtime.settings import read_settings
from runtime.site import load_site

var, loaded, tried, how = sys.argv[1:]
load_site(Path(loaded))
if how == "threads":
    threading.Thread(target=threading.Event().wait, daemon=True).start()
tell_apart = smoke.smoke_test
smoke.smoke_test = lambda *said: ("apart", *tell_apart(*said))
print(*smoke.smoke_test_of_loaded(read_settings(var=Path(var)), Path(tried), frozenset()), sep="\\n")
"""


def smoke_of_loaded(place: Place, loaded: Path, tried: Path, how: str = "") -> list[str]:
    """As a process finds it that has loaded a generation."""
    command = [sys.executable, "-c", LOADED, *map(str, (place.var, loaded, tried)), how]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.splitlines()


def test_what_is_loaded_is_tried_in_a_fork(place: Place) -> None:
    served = place.var / "generations" / current(place)
    before, kept = rows_of(place), kept_by(place)
    assert smoke_of_loaded(place, served, served) == [""]
    assert (rows_of(place), kept_by(place)) == (before, kept)
    broken = break_rule(derive(place, "loaded"))
    told = smoke_of_loaded(place, broken, broken)
    assert any(line.startswith("/borrow/tools/ as a member") and "KeyError" in line for line in told), told


def test_what_is_not_loaded_is_tried_apart(place: Place) -> None:
    """Code is loaded once per process: a fork would try what it has, whatever the other one is like."""
    served = place.var / "generations" / current(place)
    told = smoke_of_loaded(place, served, break_rule(derive(place, "not_loaded")))
    assert told[0] == "apart"
    assert any(line.startswith("/borrow/tools/ as a member") and "KeyError" in line for line in told), told


def test_a_process_with_threads_tries_apart(place: Place) -> None:
    served = place.var / "generations" / current(place)
    assert smoke_of_loaded(place, served, served, "threads") == ["apart"]


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

"""A purge writes what goes into a file, then drops it natively; what is in use or linked to stays."""

import csv
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.changes import operations as changes
from generator.changes.operations import Column
from runtime import upgrade
from runtime.engine import Engines, open_engines
from runtime.migrations import purging
from runtime.migrations.purging import Retired
from runtime.migrations.results import PurgeRefusedError
from runtime.settings import read_settings
from tests.migrations.world import AT, Database, Generation, first

SUBJECT = Column("ticket", "subject", "text")
FAX = Column("ticket", "fax", "text", index=True)
NAME = Column("account", "name", "text")
LINK = Column("ticket", "account", "link", target="account", index=True)
CHILD = Column("part", "ticket", "link", target="ticket")


@pytest.fixture
def retired(database: Database, tmp_path: Path) -> Generation:
    """Tickets whose fax, account and record type of accounts are retired."""
    born = first(tmp_path / "a", [SUBJECT, FAX, NAME, LINK, CHILD])
    database.bring(born)
    account = database.add(born, "account", name="Acme, Ltd")
    ticket = database.add(born, "ticket", subject="s", fax="+1", account_id=account)
    database.add(born, "ticket", subject="t")
    database.add(born, "part", ticket_id=ticket)
    later = born.next("b", [changes.RetireField(AT, "ticket", "fax", FAX)], [SUBJECT, CHILD])
    database.bring(later)
    database.settle(later)
    return later


def test_a_column_goes_with_its_values_kept_in_a_file(database: Database, tmp_path: Path, retired: Generation) -> None:
    assert purging.count_values(database.engines, retired.goal, Retired("ticket", "fax")) == 1
    done = purging.purge(database.engines, retired.goal, Retired("ticket", "fax"), tmp_path / "fax.csv")
    assert done.rows == 1
    (head, line) = csv.reader((tmp_path / "fax.csv").read_text().splitlines())
    assert head == ["id", "fax"]
    assert line[1] == "+1"
    assert len(database.rows(retired, "ticket")) == 2
    assert len(database.rows(retired, "part")) == 1
    assert database.plan(retired).is_current


def test_a_link_and_then_what_it_led_to(database: Database, tmp_path: Path, retired: Generation) -> None:
    goal = retired.goal
    with pytest.raises(PurgeRefusedError, match=r"^account is linked to by ticket\.account_id; purge that first$"):
        purging.purge(database.engines, goal, Retired("account", None), tmp_path / "account.csv")
    assert not (tmp_path / "account.csv").exists()
    purging.purge(database.engines, goal, Retired("ticket", "account_id"), tmp_path / "link.csv")
    assert purging.purge(database.engines, goal, Retired("account", None), tmp_path / "account.csv").rows == 1
    assert "Acme, Ltd" in (tmp_path / "account.csv").read_text()
    assert len(database.rows(retired, "part")) == 1
    database.add(retired, "ticket", subject="u")
    assert len(database.rows(retired, "ticket")) == 3


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (Retired("ticket", "subject"), "ticket.subject is in the specs; only what is retired can be purged"),
        (Retired("ticket", None), "ticket is in the specs; only what is retired can be purged"),
        (Retired("ticket", "created"), "ticket.created belongs to every record"),
        (Retired("ticket", "nothing"), "there is nothing in ticket.nothing"),
        (Retired("portal_history", None), "there is no table portal_history of records"),
    ],
)
def test_what_is_in_use_stays(
    database: Database, tmp_path: Path, retired: Generation, what: Retired, words: str
) -> None:
    with pytest.raises(PurgeRefusedError) as refused:
        purging.purge(database.engines, retired.goal, what, tmp_path / "out.csv")
    assert refused.value.words == words
    assert not (tmp_path / "out.csv").exists()


def test_no_connection_is_left_by_whoever_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A purge goes on to try the new generation beside it."""
    engines = open_engines(f"sqlite:///{tmp_path}/some.db").made_by("operator")

    def count(found: Engines, *_said: object) -> int:
        found.read.connect().close()
        raise PurgeRefusedError("no")

    monkeypatch.setattr(upgrade, "load_site", lambda _folder: None)
    monkeypatch.setattr(upgrade, "open_graph", lambda _folder: None)
    monkeypatch.setattr(upgrade, "open_database", lambda *_said: SimpleNamespace(made_by=lambda _who: engines))
    monkeypatch.setattr(purging, "count_values", count)
    before = engines.read.pool
    with pytest.raises(PurgeRefusedError):
        upgrade.count_values(tmp_path, read_settings({}, var=tmp_path), "ticket", None)
    assert engines.read.pool is not before

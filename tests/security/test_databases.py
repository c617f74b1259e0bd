"""The whole of it once on each database: permissions, accounts, signing in, drafts, links and limits."""

from pathlib import Path

from sqlalchemy import func, select, update

from runtime import tables
from runtime.security import accounts
from runtime.settings import read_settings
from tests.security.conftest import HASHED, PASSWORD, Harbour, make_harbour
from tests.security.harbour import HarbourBerth


def test_a_day_at_the_harbour(database_url: str, tmp_path: Path) -> None:
    settings = read_settings({"DATABASE_URL": database_url}, var=tmp_path / "var")
    for harbour in make_harbour(settings, tmp_path):
        sign_in_and_lose_the_session(harbour)
        ask_for_a_password(harbour)
        guess_until_stopped(harbour)
        be_deactivated(harbour)


def sign_in_and_lose_the_session(harbour: Harbour) -> None:
    mia = harbour.visitor()
    assert (
        mia.login("office", "mia@port.example", query="?next=/office/clerks/").headers["Location"] == "/office/clerks/"
    )
    assert mia.get("/office/clerks/").status_code == 200
    token = mia.token("/office/berths/new")
    harbour.change(update(tables.session).values(expires=tables.session.c.created))
    login = mia.post("/office/berths/new", {"csrf_token": token, "name": "South 2"}).headers["Location"]
    form = mia.submit(login, {"email": "mia@port.example", "password": PASSWORD}).headers["Location"]
    assert "South 2" in mia.get(form).text
    assert mia.submit("/office/berths/new", {"name": "South 2"}).status_code == 303
    assert harbour.read(select(func.count()).select_from(HarbourBerth))[0][0] == 2


def ask_for_a_password(harbour: Harbour) -> None:
    assert harbour.visitor().submit("/sailors/forgot", {"email": "ben@sea.example"}).status_code == 200
    harbour.application.mounts["/sailors"].extensions["portal"].background.wait()
    assert len(list((harbour.settings.var / "mail").iterdir())) == 1


def guess_until_stopped(harbour: Harbour) -> None:
    visitor = harbour.visitor("198.51.100.7")
    answers = [visitor.login("sailors", "ann@sea.example", "wrong").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def be_deactivated(harbour: Harbour) -> None:
    visitor = harbour.visitor()
    visitor.login("sailors", "ann@sea.example")
    account = harbour.read(tables.account.select().where(tables.account.c.portal == "sailors"))[0]
    with harbour.engines.write.begin() as connection:
        accounts.set_password(connection, account.id, HASHED)
    assert not visitor.is_inside("sailors")
    visitor.login("sailors", "ann@sea.example")
    assert visitor.is_inside("sailors")
    with harbour.engines.write.begin() as connection:
        accounts.deactivate(connection, account.id)
    assert not visitor.is_inside("sailors")

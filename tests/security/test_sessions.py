"""Sessions end when they should, at the next request: on logout, a new password, deactivation, idleness and age."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask_login import encode_cookie
from sqlalchemy import event, select, update

from runtime import tables
from runtime.security import accounts
from runtime.security.passwords import hashed
from runtime.security.sessions import clear, end_all
from tests.security.conftest import PASSWORD, Harbour, Visitor, set_person
from tests.security.harbour import HarbourClerk, HarbourSailor
from tests.servers.statements import noted

Act = Callable[[Harbour, Visitor], None]


def inside(harbour: Harbour, portal: str = "sailors", email: str = "ann@sea.example") -> Visitor:
    visitor = harbour.visitor()
    assert visitor.login(portal, email).status_code == 303
    assert visitor.is_inside(portal)
    return visitor


def copy_of(harbour: Harbour, visitor: Visitor, portal: str = "sailors") -> Visitor:
    """Somebody who has stolen the cookie."""
    thief = harbour.visitor("10.0.0.9")
    thief.client.set_cookie(f"{portal}_session", visitor.cookie(portal))
    assert thief.is_inside(portal)
    return thief


def deactivate(harbour: Harbour) -> None:
    with harbour.engines.write.begin() as connection:
        accounts.deactivate(connection, harbour.account("ann@sea.example"))


def replace_password(harbour: Harbour) -> None:
    with harbour.engines.write.begin() as connection:
        accounts.set_password(connection, harbour.account("ann@sea.example"), hashed("another good one here"))


def age(harbour: Harbour, **moments: timedelta) -> None:
    now = datetime.now(UTC)
    harbour.change(update(tables.session).values({name: now + by for name, by in moments.items()}))


def test_a_copied_cookie_is_nothing_after_logout(harbour: Harbour) -> None:
    visitor = inside(harbour)
    thief = copy_of(harbour, visitor)
    visitor.submit("/sailors/logout", {})
    assert not thief.is_inside("sailors")


def test_logging_out_ends_that_session_only(harbour: Harbour) -> None:
    here, there = inside(harbour), inside(harbour)
    here.submit("/sailors/logout", {})
    assert not here.is_inside("sailors")
    assert there.is_inside("sailors")


@pytest.mark.parametrize(
    "act",
    [
        deactivate,
        replace_password,
        lambda harbour: set_person(harbour, HarbourSailor, "ann@sea.example", active=False),
        lambda harbour: set_person(harbour, HarbourSailor, "ann@sea.example", active=None),
        lambda harbour: harbour.change(HarbourSailor.__table__.delete()),
        lambda harbour: harbour.change(update(tables.account).values(active=False)),
        lambda harbour: harbour.change(tables.session.delete()),
        lambda harbour: age(harbour, seen=timedelta(minutes=-31)),
        lambda harbour: age(harbour, expires=timedelta(seconds=-1)),
    ],
    ids=[
        "deactivated",
        "new password",
        "rule of the portal fails",
        "rule of the portal is unknown",
        "person is gone",
        "account switched off",
        "session deleted",
        "idle for 31 minutes",
        "12 hours old",
    ],
)
def test_what_ends_every_session_at_the_next_request(harbour: Harbour, act: Callable[[Harbour], None]) -> None:
    visitor = inside(harbour)
    assert visitor.get("/sailors/").status_code == 200
    act(harbour)
    assert visitor.get("/sailors/").headers["Location"] == "/sailors/login"


def test_others_stay_when_one_is_deactivated(harbour: Harbour) -> None:
    ben = inside(harbour, email="ben@sea.example")
    deactivate(harbour)
    assert ben.is_inside("sailors")


def test_who_was_deactivated_cannot_log_in_again(harbour: Harbour) -> None:
    deactivate(harbour)
    assert harbour.visitor().login("sailors", "ann@sea.example").status_code == 422


def test_who_does_not_fit_the_rule_cannot_log_in(harbour: Harbour) -> None:
    set_person(harbour, HarbourSailor, "ann@sea.example", active=False)
    assert harbour.visitor().login("sailors", "ann@sea.example").status_code == 422


def test_a_session_lives_as_long_as_it_is_used(harbour: Harbour) -> None:
    visitor = inside(harbour)
    age(harbour, seen=timedelta(minutes=-29))
    assert visitor.is_inside("sailors")
    [seen] = harbour.read(select(tables.session.c.seen))
    assert datetime.now(UTC) - seen.seen < timedelta(seconds=5)


def test_being_seen_is_written_once_a_minute(harbour: Harbour) -> None:
    visitor = inside(harbour)
    written: list[str] = []
    event.listen(harbour.application.mounts["/sailors"].extensions["portal"].engines.write, "begin", written.append)
    for _ in range(5):
        visitor.get("/sailors/logout")
    assert not written
    age(harbour, seen=timedelta(minutes=-2))
    for _ in range(5):
        visitor.get("/sailors/logout")
    assert len(written) == 1


def test_one_statement_tells_who_asks(harbour: Harbour) -> None:
    visitor = inside(harbour)
    with noted() as statements:
        assert visitor.get("/sailors/logout").status_code == 200
        assert len(statements) == 1
        assert visitor.get("/sailors/login").status_code == 303
        assert len(statements) == 2


def test_a_changed_role_holds_at_the_next_request(harbour: Harbour) -> None:
    mia = inside(harbour, "office", "mia@port.example")
    assert mia.get("/office/clerks/").status_code == 200
    set_person(harbour, HarbourClerk, "office:mia@port.example", role="clerk")
    assert mia.get("/office/clerks/").status_code == 404
    set_person(harbour, HarbourClerk, "office:mia@port.example", role="master")
    assert mia.get("/office/clerks/").status_code == 200


def test_a_cookie_to_be_remembered_by_is_nothing(harbour: Harbour) -> None:
    visitor = inside(harbour)
    app = harbour.application.mounts["/sailors"]
    token = app.session_interface.get_signing_serializer(app).loads(visitor.cookie("sailors"))["_user_id"]
    other = harbour.visitor()
    with app.app_context():
        other.client.set_cookie("remember_token", encode_cookie(token))
    assert not other.is_inside("sailors")


def test_only_hashes_are_stored(harbour: Harbour) -> None:
    visitor = inside(harbour)
    app = harbour.application.mounts["/sailors"]
    token = app.session_interface.get_signing_serializer(app).loads(visitor.cookie("sailors"))["_user_id"]
    assert len(token) >= 43, "256 bits"
    stored = harbour.read(tables.session.select())
    assert token not in str(stored)
    assert len(stored[0].id) == 64


def test_a_password_that_is_replaced_while_logging_in_admits_nobody(harbour: Harbour) -> None:
    sessions = harbour.application.mounts["/sailors"].extensions["portal"].sessions
    [account] = harbour.read(tables.account.select().where(tables.account.c.id == harbour.account("ann@sea.example")))
    assert sessions.begin(account.ab_user_id, hashed(PASSWORD)) is None


def test_what_has_ended_long_ago_is_cleared(harbour: Harbour) -> None:
    inside(harbour)
    age(harbour, expires=timedelta(hours=-25))
    with harbour.engines.write.begin() as connection:
        clear(connection, datetime.now(UTC))
    assert harbour.read(tables.session.select()) == []


def test_all_sessions_of_an_account_end_together(harbour: Harbour) -> None:
    visitors = [inside(harbour) for _ in range(3)]
    with harbour.engines.write.begin() as connection:
        end_all(connection, harbour.account("ann@sea.example"))
    assert not any(visitor.is_inside("sailors") for visitor in visitors)

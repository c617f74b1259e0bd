"""Permissions in Flask-AppBuilder's tables: what the site says, in few statements, with nothing left over."""

from dataclasses import replace

from sqlalchemy import event

from runtime import tables
from runtime.declarations.access import Access
from runtime.security.membership import GRANTS
from runtime.security.names import role_name, user_email, user_name
from runtime.security.permissions import Grants, sync_permissions
from tests.security.conftest import Harbour
from tests.security.harbour import SITE


def grants(harbour: Harbour) -> dict[str, set[str]]:
    fresh = Grants(harbour.engines)
    roles = ("sailors", "office", "office.master", "office.clerk")
    return {role: {f"{action} {view}" for action, view in fresh.of(role, 0)} for role in roles}


def sync(harbour: Harbour, site: object) -> list[str]:
    statements: list[str] = []
    event.listen(harbour.engines.write, "before_cursor_execute", lambda *given: statements.append(given[2]))
    with harbour.engines.write.begin() as connection:
        sync_permissions(connection, site)  # type: ignore[arg-type]
    return statements


def test_they_are_what_the_site_says(harbour: Harbour) -> None:
    read = {"can_list office.harbour_berth", "can_show office.harbour_berth"}
    write = {f"can_{action} office.harbour_berth" for action in ("create", "edit", "delete")}
    assert grants(harbour) == {
        "sailors": {"can_list sailors.harbour_berth", "can_show sailors.harbour_berth"},
        "office": read | write,
        "office.master": read | write | {"can_list office.harbour_clerk", "can_show office.harbour_clerk"},
        "office.clerk": read,
    }


def test_doing_it_again_changes_nothing(harbour: Harbour) -> None:
    before = grants(harbour)
    version = harbour.read(tables.sequence.select())
    statements = sync(harbour, SITE)
    assert not [each for each in statements if not each.startswith(("SELECT", "BEGIN"))]
    assert grants(harbour) == before
    assert harbour.read(tables.sequence.select()) == version == [(GRANTS, 1)]


def test_what_the_site_no_longer_says_is_taken_away(harbour: Harbour) -> None:
    berth = replace(SITE.records["harbour_berth"], access={"office": Access(create=("name",))})
    sync(harbour, replace(SITE, records={**SITE.records, "harbour_berth": berth}))
    left = grants(harbour)
    assert left["sailors"] == set()
    assert left["office.clerk"] == {"can_create office.harbour_berth"}
    assert harbour.read(tables.sequence.select()) == [(GRANTS, 2)]


def test_a_hundred_record_types_take_the_same_statements(harbour: Harbour) -> None:
    sample = SITE.records["harbour_berth"]
    many = {f"r{number}": replace(sample, key=f"r{number}") for number in range(100)}
    statements = sync(harbour, replace(SITE, records={**SITE.records, **many}))
    assert len(statements) <= 16


def test_has_access_follows_the_role_and_the_version(harbour: Harbour) -> None:
    app = harbour.application.mounts["/office"]
    visitor = harbour.visitor()
    visitor.login("office", "kim@port.example")
    content = app.session_interface.get_signing_serializer(app).loads(visitor.cookie("office"))

    def may(permission: str) -> bool:
        with app.test_request_context():
            security = app.appbuilder.sm
            from flask import session

            session.update(content)
            return bool(security.has_access(permission, "office.harbour_berth"))

    assert may("can_list")
    assert not may("can_edit")
    berth = replace(SITE.records["harbour_berth"], access={"office": SITE.records["harbour_berth"].access["office"]})
    sync(harbour, replace(SITE, records={**SITE.records, "harbour_berth": berth}))
    assert may("can_edit")


def test_nobody_has_access_without_logging_in(harbour: Harbour) -> None:
    app = harbour.application.mounts["/office"]
    with app.test_request_context():
        assert not app.appbuilder.sm.has_access("can_list", "office.harbour_berth")
        assert not app.appbuilder.sm.is_item_public("can_list", "office.harbour_berth")


def test_names_fit_their_columns() -> None:
    long = "a" * 300
    assert user_name("sailors", " Ann@Sea.example ") == "sailors:ann@sea.example"
    assert role_name("office", "master") == "office.master"
    assert len(user_name("sailors", f"{long}@sea.example")) == 128
    assert len(user_email("sailors", f"{long}@sea.example")) <= 320
    assert len(role_name("b" * 41, "c" * 41)) == 64
    assert user_name("p", f"{long}1@x") != user_name("p", f"{long}2@x")
    assert user_name("p", f"{long}@x").startswith("p:")

"""Views as somebody else: read-only on every address, with a banner, logged, short, bound to one portal and one use."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import delete, select, update

from runtime import tables
from runtime.security import accounts
from runtime.security.permissions import VIEW_AS, Grants
from tests.explaining.conftest import PASSWORD, Ferry, Visitor
from tests.explaining.ferry import FerryClerk, FerryPassenger
from tests.servers.statements import noted

BANNER = "You are looking at Ferry Cabin as anna@sea.example. Nothing can be changed."
SAFE = {"GET", "HEAD", "OPTIONS"}


def goes_on(visitor: Visitor, portal: str = "cabin") -> bool:
    """Whether the view does."""
    return "You are looking at" in visitor.get(f"/{portal}/").text


def age(ferry: Ferry, by: timedelta) -> None:
    """Views end that much later than now."""
    session = tables.session.c
    ferry.change(update(tables.session).where(session.viewer.is_not(None)).values(expires=datetime.now(UTC) + by))


def addresses(ferry: Ferry, portal: str) -> list[tuple[str, set[str]]]:
    """Every address of a portal's app, with something sensible for each part, and its methods."""
    parts = {"address": "passages", "record_id": str(ferry.passages["P-1"]), "token": "x", "path": "passages"}
    rules = ferry.application.mounts[f"/{portal}"].url_map.iter_rules()
    fill = re.compile(r"<(?:[a-z_]+(?:\([^)]*\))?:)?([a-z_]+)>")
    return [(f"/{portal}{fill.sub(lambda found: parts.get(found[1], '1'), each.rule)}", each.methods) for each in rules]


def test_the_portal_as_they_see_it(calm: Ferry) -> None:
    visitor = calm.master().look()
    own = calm.visitor("cabin", "anna@sea.example")
    for path in ("/cabin/passages/", f"/cabin/passages/{calm.passages['P-1']}"):
        seen = visitor.get(path).text
        assert "P-1" in seen and "P-3" not in seen
        assert BANNER in seen and "End this view" in seen
        without = re.sub(r"(?s)<aside.*?</aside>\n", "", seen)
        assert without.replace("view-as/end", "logout").replace("End this view", "Sign out") == own.get(path).text
    assert visitor.get(f"/cabin/passages/{calm.passages['P-3']}").status_code == 404


def test_the_banner_is_on_every_page(calm: Ferry) -> None:
    visitor = calm.master().look()
    shown = 0
    for path, _methods in addresses(calm, "cabin"):
        answer = visitor.get(path)
        if answer.mimetype == "text/html" and answer.status_code != 303 and "view-as/x" not in path:
            assert BANNER in answer.text, path
            shown += 1
    assert shown >= 10
    assert BANNER in visitor.get("/cabin/nothing/here").text
    assert BANNER in visitor.get("/cabin/passages/new").text, "forms may be looked at"


def test_every_unsafe_method_of_every_address_is_refused(calm: Ferry) -> None:
    visitor = calm.master().look()
    before = calm.read(select(tables.session)), calm.read(select(tables.attempt))
    tried = 0
    for path, methods in addresses(calm, "cabin"):
        if path == "/cabin/view-as/end":
            continue
        for method in {"POST", "PUT", "PATCH", "DELETE"} & (methods | {"POST"}):
            answer = visitor.client.open(path, method=method, data={"csrf_token": "x"})
            assert answer.status_code == 403, (path, method)
            assert "Nothing can be changed" in answer.text, (path, method)
            tried += 1
    assert tried >= 15
    assert (calm.read(select(tables.session)), calm.read(select(tables.attempt))) == before
    assert goes_on(visitor)


def test_the_interface_may_be_read_and_gives_no_token(calm: Ferry) -> None:
    visitor = calm.master().look()
    own, foreign = calm.passages["P-1"], calm.passages["P-3"]
    listed = visitor.get("/cabin/api/v1/passages/")
    assert listed.status_code == 200
    assert [each["title"] for each in listed.json["result"]] == ["P-2", "P-1"]
    assert visitor.get(f"/cabin/api/v1/passages/{foreign}").status_code == 404
    form = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get("/cabin/view-as/end").text)
    assert form
    headers = {"X-CSRFToken": form[1]}
    refused = {
        "message": "Nothing can be changed here. You are looking at this portal as somebody else. End that first."
    }
    for method, path in (("POST", "login"), ("POST", "passages/"), ("PUT", f"passages/{own}"), ("DELETE", "logout")):
        body = {"email": "anna@sea.example", "password": PASSWORD}
        answer = visitor.client.open(f"/cabin/api/v1/{path}", method=method, json=body, headers=headers)
        assert (answer.status_code, answer.json) == (403, refused), path


def test_a_right_token_changes_nothing_either(calm: Ferry) -> None:
    visitor = calm.master().look()
    form = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get("/cabin/passages/new").text)
    assert form
    answer = visitor.post("/cabin/passages/new", {"csrf_token": form[1], "wish": "A cabin"})
    assert answer.status_code == 403
    assert "You are looking at this portal as somebody else. End that first." in answer.text
    assert visitor.submit("/cabin/logout", {}).status_code == 403


def test_the_persons_own_sessions_and_counters_are_left_alone(ferry: Ferry) -> None:
    own = ferry.visitor("cabin", "anna@sea.example")
    session, user = tables.session, User.__table__
    before = ferry.read(select(session).where(session.c.viewer.is_(None))), ferry.read(select(user).order_by(user.c.id))
    master = ferry.master()
    logged_in = ferry.read(select(user).order_by(user.c.id))
    visitor = master.look()
    visitor.get("/cabin/passages/")
    after = ferry.read(select(session).where(session.c.viewer.is_(None)))
    assert [row for row in after if row in before[0]] == before[0]
    assert ferry.read(select(user).order_by(user.c.id)) == logged_in
    visitor.submit("/cabin/view-as/end", {})
    assert own.get("/cabin/passages/").status_code == 200


def test_a_page_takes_as_many_statements_as_it_takes_the_person(calm: Ferry) -> None:
    visitor, own = calm.master().look(), calm.visitor("cabin", "anna@sea.example")
    assert statements_of(calm, visitor, "/cabin/passages/") == statements_of(calm, own, "/cabin/passages/") == 2


def test_the_permissions_cost_no_statement(calm: Ferry) -> None:
    path = f"/office/passages/{calm.passages['P-1']}"
    master, porter = calm.master(), calm.visitor("office", "pat@ferry.example")
    master.get(path)  # reads the permissions of the role, once
    assert statements_of(calm, master, path) == statements_of(calm, porter, path) == 2


def statements_of(ferry: Ferry, visitor: Visitor, path: str) -> int:
    with noted() as statements:
        visitor.get(path)
    return len(statements)


def test_the_log(ferry: Ferry) -> None:
    visitor = ferry.master().look()
    visitor.submit("/cabin/view-as/end", {})
    began, ended = ferry.log()
    staff = ferry.account("office", "mia@ferry.example")
    for line, act in ((began, "view"), (ended, "view_end")):
        assert (line.act, line.account_id, line.portal, line.email) == (act, staff, "cabin", "anna@sea.example")
    assert began.view == ended.view
    assert timedelta(minutes=29) < began.until - began.at <= timedelta(minutes=30)
    shown = re.sub(r"<[^>]+>", " ", visitor.get("/office/view-as").text)
    assert re.search(r"Mia\s+anna@sea\.example\s+Ferry Cabin\s+\d+ \w+ \d{4}, \d\d:\d\d\s+\d+ \w+", shown)


def test_ending_leads_back_to_the_staffs_portal(ferry: Ferry) -> None:
    visitor = ferry.master().look()
    assert "You no longer look at Ferry Cabin as anna@sea.example then" in visitor.get("/cabin/view-as/end").text
    answer = visitor.submit("/cabin/view-as/end", {})
    assert (answer.status_code, answer.location) == (303, "/office/view-as")
    assert visitor.get("/office/view-as").status_code == 200
    assert visitor.get("/cabin/").status_code == 303, "nobody is logged in there"
    assert visitor.get("/cabin/view-as/end").status_code == 303
    assert [line.act for line in ferry.log()] == ["view", "view_end"]


def test_the_staffs_own_session_in_that_portal_comes_back(ferry: Ferry) -> None:
    visitor = ferry.master().look("office", "kim@ferry.example")
    assert "You are looking at Ferry Office as kim@ferry.example" in visitor.get("/office/").text
    assert visitor.get("/office/view-as").status_code == 404, "no chain"
    assert visitor.get(f"/office/passages/{ferry.passages['P-1']}/access").status_code == 404
    assert "Who can see this?" not in visitor.get(f"/office/passages/{ferry.passages['P-1']}").text
    assert visitor.submit("/office/view-as/end", {}).location == "/office/view-as"
    assert "You are looking at" not in visitor.get("/office/").text
    assert "Mia" in visitor.get("/office/").text


def test_it_comes_back_when_the_time_is_up_too(ferry: Ferry) -> None:
    visitor = ferry.master().look("office", "kim@ferry.example")
    age(ferry, timedelta(seconds=-1))
    page = visitor.get("/office/").text
    assert "You are looking at" not in page and "Mia" in page


def test_looking_on_as_the_next_one_ends_the_first(ferry: Ferry) -> None:
    visitor = ferry.master().look()
    visitor.look("cabin", "bo@sea.example")
    assert "as bo@sea.example" in visitor.get("/cabin/").text
    assert [line.act for line in ferry.log()] == ["view", "view", "view_end"]
    assert len(ferry.read(select(tables.session).where(tables.session.c.viewer.is_not(None)))) == 1


def test_half_an_hour_and_no_longer(ferry: Ferry) -> None:
    visitor = ferry.master().look()
    [row] = ferry.read(select(tables.session).where(tables.session.c.viewer.is_not(None)))
    assert row.expires - row.created == timedelta(minutes=30)
    long_ago = datetime.now(UTC) - timedelta(minutes=20)
    ferry.change(update(tables.session).where(tables.session.c.id == row.id).values(seen=long_ago))
    [row] = ferry.read(select(tables.session).where(tables.session.c.id == row.id))
    for _ in range(3):
        visitor.get("/cabin/")
    assert ferry.read(select(tables.session).where(tables.session.c.id == row.id)) == [row], "nothing prolongs it"
    age(ferry, timedelta(seconds=2))
    assert goes_on(visitor)
    age(ferry, timedelta(seconds=-1))
    assert not goes_on(visitor)
    assert visitor.get("/cabin/passages/").location == "/cabin/login?next=%2Fcabin%2Fpassages%2F"


def deactivate(ferry: Ferry, portal: str, email: str) -> None:
    with ferry.engines.write.begin() as connection:
        accounts.deactivate(connection, ferry.account(portal, email))


def set_person(ferry: Ferry, model: type, email: str, **values: object) -> None:
    ferry.change(update(model).where(model.email == email).values(values))


def end_staff(ferry: Ferry) -> None:
    staff = ferry.account("office", "mia@ferry.example")
    ferry.change(delete(tables.session).where(tables.session.c.account_id == staff))


def tire(ferry: Ferry, **moments: timedelta) -> None:
    """The staff's own session is as old or as idle as that."""
    staff = ferry.account("office", "mia@ferry.example")
    own = update(tables.session).where(tables.session.c.account_id == staff)
    ferry.change(own.values({name: datetime.now(UTC) + by for name, by in moments.items()}))


@pytest.mark.parametrize(
    "act",
    [
        lambda ferry: ferry.master_visitor.submit("/office/logout", {}),
        end_staff,
        lambda ferry: tire(ferry, seen=timedelta(minutes=-31)),
        lambda ferry: tire(ferry, expires=timedelta(seconds=-1)),
        lambda ferry: deactivate(ferry, "office", "mia@ferry.example"),
        lambda ferry: set_person(ferry, FerryClerk, "mia@ferry.example", role="clerk"),
        lambda ferry: set_person(ferry, FerryClerk, "mia@ferry.example", role=None),
        lambda ferry: ferry.change(delete(FerryClerk).where(FerryClerk.email == "mia@ferry.example")),
        lambda ferry: deactivate(ferry, "cabin", "anna@sea.example"),
        lambda ferry: set_person(ferry, FerryPassenger, "anna@sea.example", active=False),
        lambda ferry: set_person(ferry, FerryPassenger, "anna@sea.example", active=None),
    ],
    ids=[
        "staff signs out",
        "staff's session is gone",
        "staff is idle",
        "staff's session is old",
        "staff is deactivated",
        "staff has another role",
        "staff has no role",
        "staff is gone",
        "the person is deactivated",
        "the portal's rule does not hold for the person",
        "the portal's rule is unknown for the person",
    ],
)
def test_what_ends_a_view_at_the_next_request(ferry: Ferry, act: Callable[[Ferry], object]) -> None:
    visitor = ferry.master().look()
    ferry.master_visitor = visitor  # type: ignore[attr-defined]
    assert goes_on(visitor)
    act(ferry)
    assert not goes_on(visitor)
    assert visitor.get("/cabin/passages/").status_code == 303


def test_a_new_password_of_the_person_ends_it(ferry: Ferry) -> None:
    visitor = ferry.master().look()
    with ferry.engines.write.begin() as connection:
        accounts.set_password(connection, ferry.account("cabin", "anna@sea.example"), "scrypt:other")
    assert not goes_on(visitor)


def test_a_link_works_once(ferry: Ferry) -> None:
    master = ferry.master()
    address = master.offer("cabin", "anna@sea.example")
    assert re.fullmatch(r"/cabin/view-as/[\w-]{43}", address)
    other = ferry.visitor()
    assert master.get(address).status_code == 303
    assert other.get(address).status_code == 404
    assert not goes_on(other)
    assert len(ferry.log()) == 1


def test_a_link_is_good_for_a_minute(ferry: Ferry) -> None:
    master = ferry.master()
    address = master.offer("cabin", "anna@sea.example")
    [row] = ferry.read(select(tables.link))
    assert row.expires - row.created == timedelta(seconds=60)
    ferry.change(update(tables.link).values(expires=datetime.now(UTC) - timedelta(seconds=1)))
    assert master.get(address).status_code == 404
    assert ferry.log() == []


def test_a_link_is_bound_to_its_portal(ferry: Ferry) -> None:
    master = ferry.master()
    token = master.offer("cabin", "anna@sea.example").rpartition("/")[2]
    assert master.get(f"/office/view-as/{token}").status_code == 404
    assert master.get(f"/cabin/welcome/{token}").status_code == 404, "nor is it an invitation"
    assert master.get(f"/cabin/reset/{token}").status_code == 404
    assert master.get(f"/cabin/view-as/{token}").status_code == 303


def test_a_link_is_nothing_after_the_staff_has_signed_out(ferry: Ferry) -> None:
    master = ferry.master()
    address = master.offer("cabin", "anna@sea.example")
    master.submit("/office/logout", {})
    assert master.get(address).status_code == 404
    assert ferry.log() == []


def test_wrong_links_are_counted(ferry: Ferry) -> None:
    visitor = ferry.visitor()
    answers = [visitor.get("/cabin/view-as/nothing").status_code for _ in range(31)]
    assert set(answers[:30]) == {404} and answers[30] == 429


def test_the_cookie_of_a_view_is_nothing_elsewhere(ferry: Ferry) -> None:
    """Neither in another portal nor without the mark of a view."""
    visitor = ferry.master().look()
    app = ferry.application.mounts["/cabin"]
    cookie = visitor.client.get_cookie("cabin_session")
    assert cookie
    token = app.session_interface.get_signing_serializer(app).loads(cookie.value)["_user_id"]
    sessions = {
        name: ferry.application.mounts[f"/{name}"].extensions["portal"].sessions for name in ("cabin", "office")
    }
    assert sessions["cabin"].find(token).viewer
    assert sessions["office"].find(token) is None
    assert sessions["cabin"].find(token.removeprefix("view.")) is None
    own = ferry.visitor("cabin", "bo@sea.example").client.get_cookie("cabin_session")
    assert own
    plain = app.session_interface.get_signing_serializer(app).loads(own.value)["_user_id"]
    ferry.change(update(tables.session).where(tables.session.c.viewer.is_(None)).values(viewer=None))
    assert sessions["cabin"].find(f"view.{plain}") is None


@pytest.mark.parametrize("email", ["kim@ferry.example", "pat@ferry.example"])
def test_without_the_permission_it_is_not_there(calm: Ferry, email: str) -> None:
    visitor = calm.visitor("office", email)
    assert visitor.get("/office/view-as").data == visitor.get("/office/nothing/1").data
    answer = visitor.submit("/office/view-as", {"portal": "cabin", "email": "anna@sea.example"}, form="/office/logout")
    assert answer.status_code == 404
    assert 'href="/office/view-as"' not in visitor.get("/office/").text
    assert 'href="/office/view-as"' in calm.master().get("/office/").text


def test_outside_nobody_has_it(calm: Ferry) -> None:
    visitor = calm.visitor("cabin", "anna@sea.example")
    assert visitor.get("/cabin/view-as").status_code == 404
    assert visitor.get("/cabin/view-as/end").status_code == 404
    assert calm.visitor().get("/office/view-as").status_code == 303


def test_the_permissions_are_flask_appbuilders(ferry: Ferry) -> None:
    grants = {role: Grants(ferry.engines).of(role, 0) for role in ("cabin", "office", "office.master", "office.clerk")}
    found = {role: {grant for grant in given if "." not in grant[1]} for role, given in grants.items()}
    assert found == {
        "cabin": set(),
        "office": set(),
        "office.master": {("can_change", "office"), ("can_explain", "office"), ("can_view_as", "office")},
        "office.clerk": {("can_explain", "office")},
    }
    assert VIEW_AS == "can_view_as"


@pytest.mark.parametrize(
    ("portal", "email", "words"),
    [
        ("", "anna@sea.example", "Choose a portal"),
        ("harbour", "anna@sea.example", "Choose a portal"),
        ("cabin", "anna@sea.example\0", "Enter an email address, such as name@example.com"),
        ("cabin", "anna", "Enter an email address, such as name@example.com"),
        ("cabin", "zoe@sea.example", "Ferry Cabin knows nobody with the address zoe@sea.example."),
        ("cabin", "cy@sea.example", "Cy Vik has no account in Ferry Cabin yet; invite them first."),
        ("office", "anna@sea.example", "Ferry Office knows nobody with the address anna@sea.example."),
    ],
)
def test_whom_one_cannot_look_on_as(calm: Ferry, portal: str, email: str, words: str) -> None:
    answer = calm.master().submit("/office/view-as", {"portal": portal, "email": email})
    assert answer.status_code == 422
    assert answer.text.count(words) == 2, "in the summary and at the question"
    assert "<title>Error: View a portal as somebody else - Ferry Office</title>" in answer.text


def test_who_may_not_log_in_cannot_be_looked_on_as(ferry: Ferry) -> None:
    set_person(ferry, FerryPassenger, "anna@sea.example", active=False)
    deactivate(ferry, "cabin", "bo@sea.example")
    master = ferry.master()
    answer = master.submit("/office/view-as", {"portal": "cabin", "email": "anna@sea.example"})
    why = (
        "Anna Lund may not log in to Ferry Cabin: “active” does not hold for this person (specs/portals/cabin.yaml:6)."
    )
    assert why in answer.text
    answer = master.submit("/office/view-as", {"portal": "cabin", "email": "bo@sea.example"})
    assert "Bo Krog may not log in to Ferry Cabin: the account is inactive." in answer.text


def test_on_both_databases(anywhere: Ferry) -> None:
    visitor = anywhere.master().look()
    assert BANNER in visitor.get("/cabin/passages/").text
    assert anywhere.explained("P-2", "office", "pat@ferry.example").rows.words.endswith("price is more than 100")
    assert [line.act for line in anywhere.log()] == ["view", "explain"]
    end_staff(anywhere)
    assert not goes_on(visitor)

"""Records of the observatory made, changed and removed through the forms, by each role that may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.businesses.browsing import Answer, Visitor, record_id
from tests.businesses.filling import fill, uploads
from tests.businesses.observatory.oracle import ADDRESSES, Person, World
from tests.businesses.test_observatory import SPECS, Observatory, opened
from tests.servers.postgres import Postgres
from tests.sites.place import make_place

CREATED = [
    ("astronomer", "leader", "user"),
    ("astronomer", "leader", "order"),
    ("astronomer", "member", "order"),
    ("panel", "", "review"),
    ("control", "operator", "night"),
    ("control", "operator", "dataset"),
    ("control", "operator", "fault"),
    ("control", "engineer", "instrument"),
    ("control", "engineer", "fault"),
    ("control", "scheduler", "group"),
    ("control", "scheduler", "user"),
    ("control", "scheduler", "crew"),
    ("control", "scheduler", "telescope"),
    ("control", "scheduler", "order"),
    ("control", "scheduler", "night"),
    ("control", "scheduler", "review"),
    ("control", "scheduler", "fault"),
]
KNOWN: Mapping[str, Mapping[str, str]] = {
    "group": {"part_of": "", "overhead": "7.5"},
    "user": {"mentor": "", "role": "member", "born-year": "1980"},
    "crew": {"shift": "8h", "shift_from": "17:30"},
    "telescope": {},
    "instrument": {"serial": "ZZ-9999", "warm_up": "30m", "successor": "", "state": "ready"},
    "order": {
        "exposure": "30m",
        "not_before": "22:00",
        "start-year": "2030",
        "end-year": "2031",
        "type": "regular",
        "instrument": "",
    },
    "night": {"opens": "20:30", "closes": "05:00", "order": "", "state": "planned"},
    "review": {"done": "true", "written-year": "2025"},
    "dataset": {"exposure": "5m", "public_from-year": "2027", "order": ""},
    "fault": {"downtime": "2h", "found-year": "2025"},
}
"""What fits this business and cannot be guessed from the input."""


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
def observatory(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observatory]:
    folder = tmp_path_factory.mktemp("changes")
    if request.param == "sqlite":
        with opened(make_place(SPECS, folder)) as built:
            yield built
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    with server.database() as url, opened(make_place(SPECS, folder, url)) as built:
        yield built


def test_each_role_creates_edits_and_deletes(observatory: Observatory) -> None:
    failed = []
    for place, (portal, role, record) in enumerate(CREATED):
        account = observatory.account(portal, role)
        visitor = observatory.visitor(account)
        known = {**KNOWN[record], "date-year": str(2030 + place)}  # one night each
        if record == "review":
            known |= unreviewed(observatory.world, observatory.person(account))
        failed += [f"{portal} {role} {record}: {words}" for words in tried(visitor, record, known)]
    assert failed == []


def unreviewed(world: World, person: Person) -> dict[str, str]:
    """A request that is still open, and somebody on the panel who is of another group and has not reviewed it: in the
    portal of the panel the person themselves. Inside it is one of the last requests, which the panel has left."""
    orders, users = list(world.rows["order"].values()), [person.me]
    if person.portal == "control":
        orders, users = orders[::-1], list(world.rows["user"].values())
    taken = {(each.order_id, each.reviewer_id) for each in world.rows["review"].values()}
    order, user = next(
        (order, user)
        for order in orders
        for user in users
        if order.state in ("in_review", "accepted")
        and user.reviewer
        and user.group_id != order.group_id
        and (order.id, user.id) not in taken
    )
    return {"order": str(order.id), "reviewer": str(user.id)}


def tried(visitor: Visitor, record: str, known: Mapping[str, str]) -> list[str]:
    """What went wrong with a new record of this type, from its form to its removal."""
    address = f"{visitor.root}/{ADDRESSES[record]}"
    made = created(visitor, f"{address}/new", known)
    if made.status != 303:
        return [f"not created, {made.status}: {faults(made)}"]
    key = record_id(made.headers["Location"].removesuffix("/received"))
    received = visitor.get(made.headers["Location"])
    own = f"{address}/{key}"
    page = visitor.get(own)
    if (received.status, page.status) != (200, 200):
        return [f"not shown: {received.status}, {page.status}"]
    found = []
    if f"{own}/edit" in page.page.addresses:
        form = visitor.get(f"{own}/edit").page.form
        changed = visitor.post(f"{own}/edit", fill(form, known))
        found += [] if changed.status == 303 else [f"not changed, {changed.status}: {faults(changed)}"]
    if f"{own}/delete" in visitor.get(own).page.addresses:
        form = visitor.get(f"{own}/delete").page.form
        gone = visitor.post(f"{own}/delete", fill(form, {}))
        found += [] if gone.status == 303 else [f"not deleted, {gone.status}"]
        found += [] if visitor.get(own).status == 404 else ["still there after its removal"]
    return found


def created(visitor: Visitor, address: str, known: Mapping[str, str]) -> Answer:
    """Choices that depend on others are asked for until nothing changes, as a person without scripts does."""
    form = visitor.get(address).page.form
    for _ in range(3):
        form = visitor.post(address, [*fill(form, known), ("_refresh", "1")]).page.form
    return visitor.post(address, fill(form, known), uploads(form))


def faults(answer: Answer) -> list[str]:
    """The messages of a refused form."""
    start = answer.text.find('class="error-summary"')
    return answer.text[start : answer.text.find("</div>", start)].split("<li>")[1:] if start >= 0 else []


def test_a_form_refuses_what_the_specs_forbid(observatory: Observatory) -> None:
    visitor = observatory.visitor(observatory.account("astronomer", "leader"))
    address = f"{visitor.root}/requests-for-time/new"
    known = {**KNOWN["order"], "hours": "9999", "end-year": "2029"}
    form = visitor.get(address).page.form
    answer = visitor.post(address, fill(form, known))
    assert answer.status == 422
    assert len(faults(answer)) == 2, faults(answer)
